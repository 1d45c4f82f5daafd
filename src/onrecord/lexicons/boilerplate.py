"""Lines that are no prose (navigation, buttons, credits, notices) and the news agencies that credits name."""

import re
from collections.abc import Mapping
from functools import cache, cached_property
from typing import Literal

import msgspec

from onrecord.errors import LexiconError
from onrecord.lexicons.agencies import load_agencies
from onrecord.lexicons.loader import load_toml

BOILERPLATE_FILE = "boilerplate.toml"


class SkipRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One kind of line to skip; the head of `boilerplate.toml` says what each field means."""

    id: str
    zone: Literal["anywhere", "edge"]
    patterns: tuple[str, ...]
    any_case: bool = True
    longest: int = 12
    block: bool = False
    agency_only: bool = False
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


class Crumbs(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The words that section names and menus are made of."""

    words: frozenset[str]
    joining: frozenset[str]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


class Related(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How long a headline in a block of related articles may be, in words."""

    longest: int


class EnglishWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words by whose share a text is known to be English."""

    words: frozenset[str]


class _BoilerplateForm(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    fragments: dict[str, str]
    crumbs: Crumbs
    related: Related
    language: EnglishWords
    rule: tuple[SkipRule, ...]


class CompiledRule:
    """A skip rule with its patterns ready to match."""

    def __init__(self, rule: SkipRule, fragments: dict[str, str]) -> None:
        """Compile the patterns, with the fragments put in.

        Raises:
            LexiconError: with file, rule and pattern, if one of them is no regular expression.

        """
        self.rule = rule
        flags = re.IGNORECASE if rule.any_case else re.NOFLAG
        self._patterns = tuple(_compile(pattern, flags, rule.id, fragments) for pattern in rule.patterns)

    def match(self, line: str, words: int) -> re.Match[str] | None:
        """Return the match of the whole `line`, which has `words` words, or None."""
        if words > self.rule.longest:
            return None
        for pattern in self._patterns:
            if found := pattern.fullmatch(line):
                return found
        return None


class BoilerplateLexicon:
    """The rules of `boilerplate.toml` and the agencies of `agencies.toml`, ready to use."""

    def __init__(self, form: _BoilerplateForm, agencies: Mapping[str, str]) -> None:
        """Compile every rule once."""
        fragments = _expand(form.fragments)
        self.crumbs = form.crumbs
        self.related = form.related
        self.english_words = form.language.words
        self.rules = tuple(CompiledRule(rule, fragments) for rule in form.rule)
        self.longest = max(rule.longest for rule in form.rule)
        self.agencies = agencies

    @cached_property
    def agency_dateline(self) -> re.Pattern[str]:
        """A dateline with an agency in brackets and a dash, at the start of a text ("LIMA, May 3 (EFE) --")."""
        return re.compile(rf"[^\n()]{{0,80}}\(({self._agency_forms})\) ?(?:[-–—:]|$)", re.MULTILINE)

    @cached_property
    def agency_ending(self) -> re.Pattern[str]:
        """An agency in brackets or after a dash at the very end of a paragraph."""
        return re.compile(rf"[.!?][\"”’]?\s*(?:\(({self._agency_forms})\)|[-–—/]{{1,2}} ?({self._agency_forms}))\.?$")

    @cached_property
    def _agency_forms(self) -> str:
        return "|".join(re.escape(form) for form in sorted(self.agencies, key=lambda one: (-len(one), one)))


def _expand(fragments: dict[str, str]) -> dict[str, str]:
    """Return the fragments with those above them put in."""
    expanded: dict[str, str] = {}
    for name, pattern in fragments.items():
        expanded[name] = _fill(pattern, expanded)
    return expanded


def _fill(pattern: str, fragments: dict[str, str]) -> str:
    for name, fragment in fragments.items():
        pattern = pattern.replace("{" + name + "}", f"(?:{fragment})")
    return pattern


def _compile(pattern: str, flags: re.RegexFlag, rule_id: str, fragments: dict[str, str]) -> re.Pattern[str]:
    try:
        return re.compile(_fill(pattern, fragments), flags)
    except re.error as error:
        where = f"lexicons/english/{BOILERPLATE_FILE}, rule {rule_id}"
        raise LexiconError(where, f"{pattern!r} is no regular expression: {error}", "Mend the pattern.") from error


@cache
def load_boilerplate_lexicon() -> BoilerplateLexicon:
    """Return the boilerplate rules and the agencies, compiled; the same object on every call.

    Raises:
        LexiconError: if a file is missing or wrong, or a pattern is no regular expression.

    """
    return BoilerplateLexicon(load_toml(BOILERPLATE_FILE, _BoilerplateForm), load_agencies())
