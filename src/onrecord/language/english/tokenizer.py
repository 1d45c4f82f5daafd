"""How English text is cut into tokens: the practice of UD English EWT and GUM as rules, with no library but `re`.

Text is divided at white space; a piece between two white spaces is scanned from left to right, each time taking
the first rule that fits, and its cuts are remembered. Only a full stop that may belong to an abbreviation asks
what comes after the white space. Several marks are one token in `...`, `--`, `?!`, `''`, `=>`, `+/-`, `:)` and in
runs of one of `* = _ ~ # + < >`; an emoji is one token with its skin colour and what is joined to it.

Known misses: GUM keeps "1." and "(a)" of lists whole, EWT cuts them, and so do we; "its" and "lets" written for
"it's" and "let's" stay whole; a single capital that ends a sentence ("Plan B. He") reads as an initial.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from pathlib import Path

Rules = dict[str, dict[str, str]]
Cuts = tuple[tuple[int, int], ...]

RULES = Path(__file__).resolve().parent / "data" / "tokens.toml"
# How many pieces are remembered before the memory is emptied; 860 articles of newspapers have 58,000.
REMEMBERED = 200_000
# Longer pieces are no words: they are cut but not remembered, and looked into for fewer things.
LONGEST_PIECE = 100
LONGEST_ABBREVIATION = 5

# Marks that print nothing: they divide like white space and are in no token.
_UNSEEN = "\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
# These print nothing either but hold a word or an emoji together; at the edge of a piece they are in no token.
_JOINERS = "\u00ad\u200c\u200d"
_PIECE = re.compile(rf"[^\s{_UNSEEN}]+")

_MARKS = "".join(chr(code) for code in range(0x300, 0x3100) if unicodedata.category(chr(code)) in {"Mn", "Mc"})
_LETTER = rf"[\w{_MARKS}{_JOINERS}]"
_CAPITAL = "[A-ZÀ-ÖØ-Þ]"
# How UTF-8 read as Latin-1 looks inside a name ("PeÃ±a"), which is not to fall apart as well.
_DAMAGE = rf"(?:(?<=[ÃÂ])[\x80-\x84\x86-\x9f\xa1-\xa9\xab\xac\xae-\xb1\xb4\xb6-\xb8\xbb\xbf]+{_LETTER}*)*"
_APOSTROPHE = "['’‘´`ʼ′]"
_WORD = rf"[^\W_](?:{_LETTER}*{_DAMAGE}(?<!_)|(?=_))"
_END = rf"(?!{_LETTER})"
_PERSONS = r"(?<=^i)|(?<=^(?:we|he|it))|(?<=^(?:you|she|who|how|why))|(?<=^(?:they|that|what))|(?<=^th(?:ere|ese))"
# 'd is cut from these persons only: Sa'd and Ra'd are names.
_CLITIC = re.compile(
    rf"(?:(?<=[^\W\d_])(?:n{_APOSTROPHE}t|{_APOSTROPHE}(?:s|re|ve|ll))|(?<=\d){_APOSTROPHE}s"
    rf"|(?<=^i){_APOSTROPHE}m|(?<=^i)(?-i:m)|(?:{_PERSONS}){_APOSTROPHE}d)$",
    re.IGNORECASE,
)

# Born, married, died, about, reigned, flourished, page: a letter and a full stop after a bracket.
_IN_BRACKETS = frozenset("bmdcrfp")
# What may follow the full stop of an abbreviation: a mark, or the kind of what is next (see `_kind`).
_LISTED = frozenset({",", ";"})
_NUMBER_NEXT = _LISTED | {"0"}
_NAME_NEXT = _LISTED | {"A", "-", ")", "]"}
_SENTENCE_GOES_ON = _LISTED | {"a", "0", ")", ":"}
_AFTER_INITIAL = _NAME_NEXT | {"a", "0"}
_LAST_WORD = re.compile(r"(\w+)\.$")


class Tokenizer:
    """Cuts paragraphs into tokens. It remembers pieces it has cut, which changes its speed, never its answers."""

    def __init__(self, rules: Rules) -> None:
        """Prepare the rules of `tokens.toml`."""
        abbreviations = rules["abbreviations"]
        always = abbreviations["always"].split()
        self._always = frozenset([*always, *map(str.upper, always), *abbreviations["always_as_written"].split()])
        self._names = frozenset(abbreviations["before_names"].split())
        self._next: dict[str, frozenset[str]] = {
            **dict.fromkeys(abbreviations["before_numbers"].split(), _NUMBER_NEXT),
            **dict.fromkeys(self._names, _NAME_NEXT),
            **dict.fromkeys(abbreviations["mid_sentence"].split(), _SENTENCE_GOES_ON),
        }
        self._apart = {one.replace("|", ""): one.split("|") for one in rules["words"]["apart"].split()}
        self._token = _compile_rules(rules)
        self._cuts: dict[str, Cuts] = {}
        self._cuts_before: dict[tuple[str, str], Cuts] = {}

    @classmethod
    def load(cls) -> "Tokenizer":
        """Return a tokenizer with the shipped rules."""
        return cls(tomllib.loads(RULES.read_text("utf-8")))

    def cut(self, text: str) -> list[tuple[int, int]]:
        """Return the half-open code-point offsets of the tokens of one paragraph, in order.

        White space and marks that print nothing are in no token; every other character is in exactly one.
        """
        tokens: list[tuple[int, int]] = []
        remembered = self._cuts
        for match in _PIECE.finditer(text):
            piece = match[0]
            cuts = remembered.get(piece)
            if cuts is None:
                cuts = self._cut_piece(piece, text, match.end())
            start = match.start()
            for first, stop in cuts:
                tokens.append((start + first, start + stop))
        return tokens

    def _cut_piece(self, piece: str, text: str, end: int) -> Cuts:
        """Return the cuts of a piece that ends at `end` of the text, and remember them."""
        if len(piece) > LONGEST_PIECE:
            return tuple(self._scan(piece, _following(text, end)))
        if len(self._cuts) + len(self._cuts_before) >= REMEMBERED:
            self._cuts.clear()
            self._cuts_before.clear()
        last = _LAST_WORD.search(piece)
        if last is None or (len(last[1]) > 1 and last[1] not in self._next):
            cuts = self._cuts[piece] = tuple(self._scan(piece, ""))
            return cuts
        key = piece, _following(text, end)
        known = self._cuts_before.get(key)
        if known is None:
            known = self._cuts_before[key] = tuple(self._scan(*key))
        return known

    def _scan(self, piece: str, following: str) -> Iterable[tuple[int, int]]:
        """Yield the cuts of a piece that stands before something of the kind `following` (see `_kind`)."""
        start = len(piece) - len(piece.lstrip(_JOINERS))
        stop = len(piece.rstrip(_JOINERS))
        while start < stop:
            match = self._token.match(piece, start, stop)
            end = match.end() if match else start + 1
            if match and match.lastgroup == "word":
                for width in self._divide(match[0]):
                    yield start, start + width
                    start += width
                end += self._takes_stop(piece, start, end, following)
            yield start, end
            start = end

    def _divide(self, word: str) -> list[int]:
        """Return the widths of all parts but the last of a word read as several: do|n't, minister|'s, can|not."""
        known = self._apart.get(word.lower().replace("’", "'"))
        if known:
            return [len(part) for part in known[:-1]]
        ends: list[int] = []
        stop = len(word) if len(word) <= LONGEST_PIECE else 0
        while (match := _CLITIC.search(word[:stop])) and match.start():
            stop = match.start()
            ends.insert(0, stop)
        return [end - start for start, end in zip([0, *ends], ends, strict=False)]

    def _takes_stop(self, piece: str, start: int, end: int, following: str) -> bool:
        """Whether the full stop at `end` belongs to the word before it."""
        if not piece.startswith(".", end) or piece.startswith("...", end):
            return False
        word, before, after = piece[start:end], piece[start - 1 : start], piece[end + 1 :]
        if word in self._always or (before == "-" and word in self._names):
            return True
        upcoming = after[:1] or following
        if upcoming.isalnum() and after:
            upcoming = _kind(after)
        letter = len(word) == 1 and not before.isdigit()
        if letter and before == "(" and word.islower():
            return word in _IN_BRACKETS
        if word in self._next:
            return upcoming in self._next[word]
        if letter and word.isupper() and word != "I":
            return upcoming in _AFTER_INITIAL
        short = word.isalpha() and word[0].isupper() and len(word) <= LONGEST_ABBREVIATION
        return (short or letter) and upcoming in _LISTED


def _following(text: str, end: int) -> str:
    """Return the kind of what comes after the white space at `end`."""
    match = _PIECE.search(text, end)
    return _kind(match[0]) if match else ""


def _kind(piece: str) -> str:
    """Return "0", "a" or "A" for the first digit or letter of a piece, "-" for a dash or bracket before it, else ""."""
    for character in piece:
        if character.isdigit():
            return "0"
        if character.isalpha():
            return "a" if character.islower() else "A"
        if character in "-–—(":
            return "-"
    return ""


def _any(words: str) -> str:
    """Return a pattern for any of the words, longest first, apostrophes of either kind."""
    ordered = sorted(words.split(), key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word).replace("'", "['’]") for word in ordered) + ")"


def _compile_rules(rules: Rules) -> re.Pattern[str]:
    """Return the pattern of one token: its alternatives are the rules, the first that fits wins."""
    return re.compile(
        "|".join(
            [
                *_address_rules(rules["addresses"]),
                *_mark_rules(),
                rf"(?<!\w)(?i:{_any(rules['words']['whole'])}s?){_END}",
                *_money_rules(rules["numbers"]),
                *_short_form_rules(),
                *_number_rules(rules["numbers"]),
                *_word_rules(rules["words"]),
            ],
        ),
    )


def _address_rules(addresses: dict[str, str]) -> Iterable[str]:
    """Yield patterns of what stays whole on the web and in mail; bounded, so that no piece takes long."""
    inside = r"(?:[^\s<>\"“”«»()]|\([^\s()]*\))*(?<![.,;:!?'’\]])"
    domains, files = addresses["domains"], addresses["files"]
    yield rf"(?:(?:https?|ftps?)://|www\.|mailto:|doi:){inside}"
    yield r"[\w.+%-]{0,80}[\w.]@\w(?:[\w.-]{0,80}\w)?"
    site = rf"(?:[^\W_](?:[\w-]{{0,60}}[^\W_])?\.){{1,8}}(?:{_any(domains)}|{_any(domains.upper())})"
    yield rf"(?<![\w.-]){site}(?![\w-]|\.\w)(?:[/?#]{inside})?"
    yield rf"(?:[\w-]{{1,80}}(?:\.[\w-]{{1,80}}){{0,4}})?\.(?:{_any(files)}|{_any(files.upper())})(?![\w-]|\.\w)"
    yield r"(?<![\w.-])[a-z]{3,}(?:\.[a-z]{2,}){2,}(?!\w)"  # groups of Usenet
    yield r"[#@][^\W\d]\w*"


def _mark_rules() -> Iterable[str]:
    """Yield patterns of tokens of several marks. Any other mark is a token by itself."""
    yield r"(?<!\w)(?:>?[:;=]['’]?-?[()\[\]DPpOo/\\|*3]{1,9}|\(:|\^_+\^|-_+-|<3)(?![\w(])"
    yield r"[\U0001F1E6-\U0001F1FF]{2}"
    yield (
        r"[\u2190-\u21ff\u2300-\u27bf\u2900-\u2bff\U0001F000-\U0001FAFF]\ufe0f?[\U0001F3FB-\U0001F3FF]?"
        r"(?:\u200d[\u2300-\u27bf\U0001F000-\U0001FAFF]\ufe0f?[\U0001F3FB-\U0001F3FF]?)*"
    )
    yield r"\.{2,}|…+|\.\?+|[-=]{1,80}>|<[-=]{1,80}|--+|—+|–+|[!?]{2,}|([*=_~#+<>])\1+|\+/[-–−]"
    yield r"''|``|‘‘|’’|‘’|‹‹|››|(?<!\w),,(?=\w)"


def _money_rules(numbers: dict[str, str]) -> Iterable[str]:
    """Yield patterns of signs of money spelt with letters, and of other letters before an amount."""
    yield rf"(?<!\w){_any(numbers['money'])}(?=\d|$|{_END})(?!\.)"
    yield r"(?<!\w)[A-Z]{1,3}\$(?=\d)"
    # Rand, naira, pesos, kwacha: R5bn, N300m.
    yield rf"(?<!\w)[RNPK](?=\d+(?:\.\d+)?{_any(numbers['money_units'])}{_END})"
    # Dh5,000, SR7.6, PM2.5: but B2B and Q1 stay whole.
    yield rf"(?<![\w-])[A-Za-z]{{1,4}}(?=\d{{1,3}}(?:,\d{{3}}){{1,5}}{_END}|\d+\.\d+{_END})"


def _short_form_rules() -> Iterable[str]:
    """Yield patterns of letters with full stops: U.S., p.m., a.k.a, W.Va., Ph.D., S.&P.; and 401(k), BA.5."""
    yield r"(?:[A-Z]\.&[A-Z]|[NSEW]\.(?:Va|Dak|Car|Mex)|\d{3}\([a-z]\))(?!\w)\.?"
    yield rf"(?<![^\W\d])(?:{_CAPITAL}(?:\.{_CAPITAL})+|[A-Za-z](?:\.[a-z])+)(?!\w)(?:\.(?!\.\.))?"
    yield r"(?:Ph|M|B|D)\.(?:D|Sc|Phil|Ed|Com|Tech|Eng|Litt)\.?(?!\w)"
    yield r"(?<![\w.])(?!NO\.)[A-Z]{1,3}\.\d+(?![\w.,])"


def _number_rules(numbers: dict[str, str]) -> Iterable[str]:
    """Yield patterns of numbers; what is no number or number and unit is a word, as 4G, 81P and 22b are."""
    units, money_units = _any(numbers["units"]), _any(numbers["money_units"])
    number = (
        r"(?:\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?|\d+:\d+(?::\d+)?"
        r"|\d{1,4}/\d{1,2}/\d{1,4}|\d{1,2}/\d{1,4}|\d{2,4}-\d{1,2}-\d{2,4}|\d{1,2}-\d{1,2}-\d{4}"
        r"|\d{1,3}(?:[.,]\d{2,3}){0,6}[.,]\d{3}(?:[.,]\d+)?(?![.,]?\d)|\d+(?:\.\d+)+"
        r"|(?<![\w\[(,.])\d+,\d{1,2}(?![,\d])|\d+)"  # 2,5 million, but in brackets two notes: [2,5]
    )
    yield r"(?<!\w)\+\d(?:[\d.,-]*\d)?"
    # Numbers of telephones and post codes.
    yield r"(?<![\w-])(?:\d{1,2}-)?\d{3}[-./]\d{3}[-.]\d{4}(?![\w-])|(?<![\w-])(?:\d{3}|\d{5})-\d{4}(?![\w-])"
    yield r"(?<![\w-])(?=(?:-?\d){7})\d+(?:-\d+){2,}(?![\w-])"
    yield rf"(?<!\w){_APOSTROPHE}\d\d(?:{_APOSTROPHE}?s)?{_END}(?!['’])"
    yield rf"(?:mid-)?\d{{1,3}}0{_APOSTROPHE}s{_END}"
    yield rf"\d[\d,]{{0,15}}(?:st|nd|rd|th|ST|ND|RD|TH|s){_END}"
    yield rf"(?<=[$£€¥₦₹₵.A-Za-z])(?:{number})(?={money_units}{_END})"
    yield rf"{number}(?={units}{_END})"
    yield r"\d+\.\d+(?=[^\W\d])|\d+,\d{1,2}(?=%)"
    yield rf"{number}{_END}"
    yield rf"(?<![\w.])\.\d+{_END}"


def _word_rules(words: dict[str, str]) -> Iterable[str]:
    """Yield patterns of words with what keeps them whole: an apostrophe, a prefix, AT&T, f***ed, th- (broken off)."""
    small, in_names = words["prefixes"], _any(words["not_in_names"].title())
    # "UN-led" and "post-2015" are two words and a hyphen, and so is "Tehreek-e-Insaf".
    prefix = (
        rf"(?<!-)(?!{in_names}-[A-Z])"
        rf"(?:(?:{_any(small + small.title())}[-‐‑](?=[^\W\d_])|[Ee][-‐‑](?=[a-z])|[Mm]id-(?=\d))(?!(?:to|and|or)-)"
        rf"|(?!UN-){_any(small.upper())}-(?=[A-Z]{{2}}))"
    )
    yield rf"[A-Z]+&[A-Z]+{_END}|(?<!\w)[a-z]&[a-z]{_END}"
    yield rf"[A-Za-z]+\*+[A-Za-z]+{_END}"
    yield r"(?<![\w-])(?:[^\W\d_]|(?:(?![aeiouyAEIOUY])[A-Za-z]){2,3})-(?=[,?]?$)"
    yield (
        rf"(?P<word>(?:{prefix})?{_WORD}(?:{_APOSTROPHE}{_WORD})*"
        rf"(?:-(?:{_any(words['suffixes'])}){_END})?)"
    )
    yield r"['’´`](?i:s|ll|re|ve|d|m)(?![\w-])"
