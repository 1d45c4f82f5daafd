"""How a place name is used: for the ground itself, for a government, as a modifier, in a name, in a dateline."""

import re

import msgspec

from onrecord.knowledge.places import Place
from onrecord.language.datelines import find_dateline
from onrecord.language.parse import Parse, Token
from onrecord.lexicons.places import PlaceLexicon
from onrecord.records import PlaceUse, Span
from onrecord.stages.places.board import Toponym, find_head

# A place in small letters with a dash, and nothing else, opens a report too ("Abuja — ").
_BARE = re.compile(r"(?P<place>[A-Z][\w.'’\-]*(?:[ ,/]+[A-Z][\w.'’\-]*){0,2}) ?(?:—|–|--|- |―)")
# After a headline on the same line only capitals count.
_CAPITALS = re.compile(r"(?<=[.?!]) (?=[A-Z]{3,}[A-Z .'’\-]*(?:,|\(|—|–|--|- ))")
_TOWARDS_GOVERNMENTS = frozenset({"with", "against"})
_SENDING = frozenset({"from", "of"})
_RELATING = frozenset({"between", "to", "for", "on", "of", "from"})
_LONGEST_CHAIN = 8
_LONGEST_CLIMB = 3
_LONGEST_PARTY = 5
_LONGEST_ASIDE = 14
_LOOSE = frozenset({"parataxis", "dislocated", "vocative", "nmod:unmarked", "obl:unmarked", "root", "dep", "discourse"})
_FINITE = frozenset({"VBD", "VBN", "VBZ", "VBP"})
_SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "expl")
_BASED = frozenset({"based", "born", "headquartered", "registered", "flagged", "bound", "area"})
# A line that is only a place and a day: the dateline of a press release.
_MONTHS = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_LINE = re.compile(
    r"(?P<place>[^\W\d_][\w.'’\-]*(?:[ ,]+[^\W\d_][\w.'’\-]*){0,3}?),? (?:on )?(?:[A-Z][a-z]+day,? )?"
    rf"(?:(?:\d{{1,2}}(?:st|nd|rd|th)? {_MONTHS}|{_MONTHS} \d{{1,2}}(?:st|nd|rd|th)?),? \d{{4}}"
    r"|\d{1,2}[./]\d{1,2}[./]\d{4})[ .:,]*(?=\n|\Z)"
)


def find_datelines(text: str, starts: tuple[int, ...]) -> tuple[Span, ...]:
    """Return the places of datelines: before a dash and a report's words, or alone with a day on a line."""
    spans = []
    for start in (*starts, *(match.end() for match in _CAPITALS.finditer(text))):
        found = find_dateline(text, start, len(text))
        if found:
            spans.append(found[1])
        elif match := _BARE.match(text, start) or _LINE.match(text, start):
            spans.append(Span(start=match.start("place"), end=match.end("place")))
    return tuple(spans)


class Setting(msgspec.Struct, frozen=True):
    """What decides a toponym's use beside its grammar: its place, and whether the place before it lies in it."""

    place: Place | None
    holds: bool
    datelines: tuple[Span, ...]


def choose_use(toponym: Toponym, setting: Setting, parse: Parse, lexicon: PlaceLexicon) -> tuple[PlaceUse, str]:
    """Return the use of a toponym, and the id of the rule that says so.

    A union of states ("the EU") is never ground: metonymic, without a place.
    """
    start = parse.tokens[toponym.first].start
    if any(span.start <= start < span.end for span in setting.datelines):
        rule = "dateline"
    elif toponym.kind == "demonym":
        rule = "demonym"
    elif toponym.kind == "part":
        rule = "name-part"
    elif toponym.lookup in lexicon.unions:
        rule = "union"
    elif setting.holds:
        rule = "holder"
    else:
        rule = _Clause(parse, lexicon, setting.place).find_rule(toponym)
    return _USE_BY_RULE.get(rule, "metonymic"), rule


_USE_BY_RULE: dict[str, PlaceUse] = {
    "dateline": "dateline",
    "demonym": "modifier",
    "noun-modifier": "modifier",
    "name-part": "name-part",
    "holder": "literal",
    "based": "literal",
    "literal": "literal",
}


class _Clause:
    """The grammar around one toponym: what it owns, modifies, does or undergoes."""

    def __init__(self, parse: Parse, lexicon: PlaceLexicon, place: Place | None) -> None:
        self._parse = parse
        self._lexicon = lexicon
        self._governs = place is not None and (place.precision == "country" or place.kind == "capital")
        # A province or continent speaks and owns, but talks "with" it are rare.
        named = place is not None and place.name_rank == 0
        self._is_continent = place is not None and place.kind == "continent"
        self._acts = self._governs or (named and place is not None and place.kind in {"admin1", "continent"})

    def find_rule(self, toponym: Toponym) -> str:
        """Return the rule for the use of a name; "literal" where none but the ground is meant."""
        head = find_head(self._parse, toponym.first, toponym.stop)
        after = self._parse.tokens[toponym.stop] if toponym.stop < len(self._parse.tokens) else None
        if (after is not None and after.lower in {"'s", "’s"}) or head.dep == "nmod:poss":
            owned = self._parse.tokens[head.head]
            owner = self._acts and not self._is_continent
            return "possessor" if owner and (self._has_office(toponym) or not self._is_ground(owned)) else "literal"
        if self._is_based(toponym):
            return "based"
        if head.dep == "compound" or (head.dep in {"amod", "nmod:desc"} and head.head > head.index):
            return self._modified(head, toponym)
        carrier = _carrier(self._parse, head)
        if self._governs and self._is_second_party(toponym):
            return "between-governments"
        for token in (head, carrier):
            cased = {case.lower for case in self._parse.dependents(token.index, "case")}
            if cased:
                return self._governed_by(token, cased)
        return self._argument(carrier)

    def _has_office(self, toponym: Toponym) -> bool:
        """Return whether an office or organisation is what a place owns ("Peru's Ministry", "Peru's president")."""
        owned = self._parse.tokens[toponym.stop + 1 : toponym.stop + 2]
        lexicon = self._lexicon
        return bool(owned) and any(
            owned[0].lower in words
            for words in (lexicon.titles, lexicon.organisation_words, lexicon.representing_nouns)
        )

    def _is_second_party(self, toponym: Toponym) -> bool:
        """Return whether "talks between X and" stands before, which the parse often tears from the name after it."""
        tokens = self._parse.tokens
        if not toponym.first or tokens[toponym.first - 1].lower != "and":
            return False
        for index in range(toponym.first - 2, max(toponym.first - 2 - _LONGEST_PARTY, 0), -1):
            if tokens[index].lower == "between":
                return tokens[index - 1].lower in self._lexicon.relation_nouns
            if tokens[index].pos not in {"PROPN", "DET"}:
                return False
        return False

    def _is_based(self, toponym: Toponym) -> bool:
        """Return whether "-based" or the like follows."""
        after = self._parse.tokens[toponym.stop : toponym.stop + 2]
        return len(after) > 1 and after[0].text in {"-", "‑", "–"} and after[1].lower in _BASED

    def _is_ground(self, noun: Token) -> bool:
        """Return whether a noun is a piece of ground or lies on one ("coast", "capital")."""
        words, lexicon = {noun.lower, noun.lemma.lower()}, self._lexicon
        known = words & lexicon.place_nouns or words & lexicon.heads_before or words & lexicon.town_heads
        known = known or words & lexicon.area_heads
        return bool(known) or noun.pos == "PROPN"

    def _modified(self, head: Token, toponym: Toponym) -> str:
        noun = self._parse.tokens[head.head]
        lexicon = self._lexicon
        ground = (
            noun.lower in lexicon.place_nouns
            or noun.lower in lexicon.area_heads
            or noun.lower in lexicon.plural_heads
            or noun.lower in lexicon.town_heads
        )
        return "literal" if ground or noun.index < toponym.first else "noun-modifier"

    def _governed_by(self, token: Token, cased: set[str]) -> str:
        outer = self._parse.tokens[token.head]
        if self._governs and cased & _SENDING and outer.lower in self._lexicon.representing_nouns:
            return "represented"
        if not self._governs or self._is_ground(outer):
            return "literal"
        relation = bool({outer.lower, outer.lemma.lower()} & self._lexicon.relation_nouns)
        if "according" in cased or ("by" in cased and outer.pos in {"VERB", "NOUN"}):
            return "speaking-subject"
        if ("from" in cased and self._hangs_on(outer, self._lexicon.obtaining_verbs)) or (
            "to" in cased and self._hangs_on(outer, self._lexicon.giving_verbs)
        ):
            return "between-governments"
        if cased & _TOWARDS_GOVERNMENTS or (relation and cased & _RELATING):
            return "between-governments"
        return "literal"

    def _hangs_on(self, outer: Token, lemmas: frozenset[str]) -> bool:
        """Return whether a word is one of the verbs, or hangs on one ("bought rifles from X", "a request to X")."""
        for _ in range(_LONGEST_CLIMB):
            if outer.pos == "VERB" or outer.head == outer.index:
                return outer.lemma.lower() in lemmas
            if outer.lemma.lower() in lemmas:
                return True
            outer = self._parse.tokens[outer.head]
        return False

    def _argument(self, carrier: Token) -> str:
        verb = self._verb_of_subject(carrier)
        if verb is not None:
            return self._subject(carrier, verb)
        above = self._parse.tokens[carrier.head]
        told = above.lemma.lower() in self._lexicon.told_verbs and carrier.dep in {"nsubj:pass", "obj", "iobj"}
        told = told or (carrier.dep in {"obj", "nsubj:pass"} and self._is_followed(above))
        return "told-object" if told and self._acts else "literal"

    def _subject(self, carrier: Token, verb: Token) -> str:
        """Return the rule of a subject: governments act, ground does not."""
        lemma = verb.lemma.lower()
        if lemma in self._lexicon.team_verbs and verb.pos == "VERB" and carrier.dep == "nsubj":
            return "speaking-subject" if self._acts else "team"
        acting = verb.pos == "VERB" and (lemma not in self._lexicon.silent_verbs or self._is_followed(verb))
        return "speaking-subject" if self._acts and (acting or lemma in self._lexicon.minded_adjectives) else "literal"

    def _verb_of_subject(self, carrier: Token) -> Token | None:
        """Return the word that a name is the subject of, also if an aside tears it off ("Lima, for its part, said")."""
        above = self._parse.tokens[carrier.head]
        if carrier.dep == "nsubj":
            torn = above.pos in {"NOUN", "PROPN"} and not self._parse.dependents(above.index, "cop")
            return (self._verb_after_aside(carrier) if torn else None) or above
        if carrier.dep == "nsubj:pass":
            helped = any(token.pos == "AUX" for token in self._parse.dependents(above.index, "aux:pass", "aux"))
            return None if helped else above
        if carrier.dep not in _LOOSE:
            return None
        return next(filter(self._lacks_subject, self._around(carrier)), None) or self._verb_after_aside(carrier)

    def _around(self, carrier: Token) -> list[Token]:
        """Return the words that a name hangs on or that hang on it, after it in the sentence."""
        words = [self._parse.tokens[carrier.head], *self._parse.dependents(carrier.index)]
        return [word for word in words if word.index > carrier.index]

    def _lacks_subject(self, verb: Token) -> bool:
        """Return whether a word is a finite verb without a subject; an aside makes "offered" look like a participle."""
        finite = verb.pos == "VERB" and verb.tag in _FINITE
        return finite and not self._parse.dependents(verb.index, *_SUBJECTS, "aux:pass")

    def _verb_after_aside(self, carrier: Token) -> Token | None:
        """Return the verb that follows an aside between commas after a name, where it has no subject."""
        tokens = self._parse.tokens
        if carrier.index + 1 >= len(tokens) or tokens[carrier.index + 1].text != ",":
            return None
        for index in range(carrier.index + 2, min(carrier.index + _LONGEST_ASIDE, len(tokens) - 1)):
            verb = tokens[index + 1]
            if tokens[index].text == "," and verb.sentence == carrier.sentence and self._lacks_subject(verb):
                return verb
        return None

    def _is_followed(self, verb: Token) -> bool:
        """Return whether a verb governs another ("had to endorse", "prompting Japan to consider")."""
        return bool(self._parse.dependents(verb.index, "xcomp"))


def _carrier(parse: Parse, token: Token) -> Token:
    """Return the first of the coordinated or apposed names, whose role the others share."""
    for _ in range(_LONGEST_CHAIN):
        if token.dep not in {"conj", "appos", "flat"} or token.head == token.index:
            break
        token = parse.tokens[token.head]
    return token
