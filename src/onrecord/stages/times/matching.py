"""Where the rules match: tried only around the words that set them off; of overlapping matches the longest is kept."""

from typing import NamedTuple

from onrecord.language import Parse, Token
from onrecord.lexicons.times import CompiledRule, TimeLexicon, TimeRule
from onrecord.records import Span

# How many tokens before the word that sets a rule off an expression may begin.
REACH = 10
YEAR_DIGITS = 4

_ORDINAL_ENDINGS = frozenset({"st", "nd", "rd", "th"})
_APOSTROPHES = "'’‘"
_ENCLOSING_NAMES = frozenset({"PERSON", "ORG", "GROUP", "FAC", "PRODUCT"})


class TimeMatch(NamedTuple):
    """The words a rule matched, and what each named part of its pattern captured."""

    start: int
    end: int
    rule: TimeRule
    groups: dict[str, str]
    token: int

    @property
    def span(self) -> Span:
        """The span of the words."""
        return Span(start=self.start, end=self.end)

    @property
    def which(self) -> str:
        """The word that says which one ("last", "this coming"), lower-case, or nothing."""
        return " ".join((self.part("which") or "").lower().replace("-", " ").split())

    def part(self, name: str) -> str | None:
        """Return what `name` captured, or else `name2`, `name3` or `name4`; None if none of them did."""
        for key in (name, f"{name}2", f"{name}3", f"{name}4"):
            if self.groups.get(key):
                return self.groups[key]
        return None


def find_matches(parse: Parse, lexicon: TimeLexicon) -> list[TimeMatch]:
    """Return the expressions of the text, in order and not overlapping."""
    matcher = _Matcher(parse, lexicon)
    triggers = lexicon.triggers
    for token in parse.tokens:
        rules = triggers.get(token.lower, ())
        text = token.text
        if text[0].isdigit() or (text[0] in _APOSTROPHES and text[1:3].isdigit()):
            rules = (*rules, *(rule for shape in _shapes(token, parse) for rule in triggers.get(shape, ())))
        if rules:
            matcher.try_around(token, rules)
    return _longest(matcher.found)


def _shapes(token: Token, parse: Parse) -> list[str]:
    """Return the shapes of a token that begins with a figure, as the rules name them in `on`."""
    text = token.text
    rest = text.lstrip("0123456789")
    digits = len(text) - len(rest)
    previous = parse.tokens[token.index - 1].text if token.index else ""
    shapes = []
    if digits == YEAR_DIGITS and text[0] in "12":
        shapes.append("#year")
    if text[0] in _APOSTROPHES or (previous and previous[-1] in _APOSTROPHES) or rest in ("s", "'s", "’s"):
        shapes.append("#shortyear")
    if rest in _ORDINAL_ENDINGS:
        shapes.append("#ordinal")
    if digits == YEAR_DIGITS or any(mark in text for mark in ":/.-"):
        shapes.append("#numeric")
    return shapes


def _longest(matches: dict[tuple[int, int], tuple[int, TimeMatch]]) -> list[TimeMatch]:
    """Return the matches in order, without those that overlap a longer one, or as long a one of an earlier rule."""
    ranked = sorted(matches.values(), key=lambda one: (one[1].start - one[1].end, one[0]))
    kept: list[TimeMatch] = []
    for _, match in ranked:
        if not any(match.start < other.end and other.start < match.end for other in kept):
            kept.append(match)
    return sorted(kept, key=lambda match: match.start)


class _Matcher:
    """Tries rules at the tokens around a trigger, each once; `found` holds, by span, the earliest rule's match."""

    def __init__(self, parse: Parse, lexicon: TimeLexicon) -> None:
        self.parse = parse
        self.lexicon = lexicon
        self.found: dict[tuple[int, int], tuple[int, TimeMatch]] = {}
        self.tried: set[tuple[int, int]] = set()
        self.names = {
            index: name
            for name in parse.names
            if name.label in _ENCLOSING_NAMES
            for index in range(name.first, name.stop)
        }

    def try_around(self, token: Token, rules: tuple[CompiledRule, ...]) -> None:
        """Try `rules` at each token from `REACH` before `token` up to it, within its sentence."""
        sentence = self.parse.sentences[token.sentence]
        stop = self.parse.tokens[sentence.stop - 1].end
        for index in range(max(sentence.first, token.index - REACH), token.index + 1):
            start = self.parse.tokens[index].start
            for rule in rules:
                if (index, rule.order) in self.tried:
                    continue
                self.tried.add((index, rule.order))
                match = rule.expression.match(self.parse.text, start, stop)
                if match is not None:
                    self._add(rule, TimeMatch(start, match.end(), rule.rule, match.groupdict(default=""), index))

    def _add(self, rule: CompiledRule, match: TimeMatch) -> None:
        key = (match.start, match.end)
        if (key not in self.found or rule.order < self.found[key][0]) and self._may_stand(match):
            self.found[key] = (rule.order, match)

    def _may_stand(self, match: TimeMatch) -> bool:
        """Return whether the word before the match, its tags and the names over it allow it."""
        rule = match.rule
        sentence = self.parse.sentences[self.parse.tokens[match.token].sentence]
        before = self.parse.tokens[match.token - 1].lower if match.token > sentence.first else ""
        if before in rule.not_after or (rule.after and before not in rule.after):
            return False
        inside = self.parse.tokens_in(match.span)
        if not inside or (rule.tags and inside[-1].tag not in rule.tags):
            return False
        alone = not any(token.text[0].isdigit() for token in inside)
        if rule.gated and not all(self._is_meant(token, alone=alone) for token in inside):
            return False
        return not self._is_name(inside)

    def _is_name(self, inside: tuple[Token, ...]) -> bool:
        """Return whether the words are a name or part of one; "Friday" after a person's name is the model's slip."""
        name = self.names.get(inside[0].index)
        if name is None or inside[0].text[0].isdigit() or name.stop <= inside[-1].index:
            return False
        ambiguous = inside[0].lower in self.lexicon.vocabulary.ambiguous
        return name.label != "PERSON" or name.first == inside[0].index or ambiguous

    def _is_meant(self, token: Token, *, alone: bool) -> bool:
        """Return whether an ambiguous word is the word of time here; a word that is not ambiguous always is."""
        gate = self.lexicon.vocabulary.ambiguous.get(token.lower.rstrip("."))
        if gate is None:
            return True
        if (gate.capital and token.text[0].islower()) or (gate.tags and token.tag not in gate.tags):
            return False
        if not alone or not gate.after or (gate.given_name and not self._before_name(token)):
            return True
        return token.index > 0 and self.parse.tokens[token.index - 1].lower in gate.after

    def _before_name(self, token: Token) -> bool:
        after = self.parse.tokens[token.index + 1 : token.index + 2]
        return bool(after) and after[0].tag == "NNP" and after[0].sentence == token.sentence
