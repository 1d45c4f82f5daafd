"""What stands around the prose of a text: lines to skip, and the bylines, agency and sections they name."""

import re
from collections.abc import Iterable
from datetime import datetime

import msgspec

from onrecord.ingest.crumbs import find_sections
from onrecord.ingest.published import find_published
from onrecord.language.lines import Line, find_lines
from onrecord.lexicons.boilerplate import BoilerplateLexicon, SkipRule
from onrecord.records import SkippedSpan

TIME_STAMP_RULE = "time-stamp"
CRUMBS_RULE = "crumbs"
RELATED_ITEM_RULE = "related-item"
_LONGEST_LINE = 600
_FEWEST_PROSE_WORDS = 6
_SURELY_PROSE_WORDS = 20
_SENTENCE_END = re.compile(r"[.!?…][\"”’')\]»]*$")
_BETWEEN_NAMES = re.compile(r",? and |,? & |, ")


class Furniture(msgspec.Struct, frozen=True, kw_only=True):
    """The lines of a text that are no prose, and what they say of it."""

    skipped: tuple[SkippedSpan, ...]
    bylines: tuple[str, ...]
    agency: str | None
    sections: tuple[str, ...]
    published: datetime | None


class _Match(msgspec.Struct, frozen=True, kw_only=True):
    """Why one line would be skipped; with `edge`, only before the first or after the last prose."""

    why: str
    edge: bool
    block: bool = False
    bylines: tuple[str, ...] = ()
    agency: str | None = None
    sections: tuple[str, ...] = ()


def find_furniture(text: str, lexicon: BoilerplateLexicon) -> Furniture:
    """Return the lines of `text` to skip and what they name."""
    lines = list(find_lines(text))
    matches = [_match(line, lexicon) for line in lines]
    prose = [number for number, line in enumerate(lines) if matches[number] is None and _is_prose(line.text)]
    first, last = (prose[0], prose[-1]) if prose else (len(lines), -1)
    kept = {
        number: match
        for number, match in enumerate(matches)
        if match is not None and (not match.edge or not first < number < last)
    }
    kept |= _related_items(lines, kept, lexicon.related.longest)
    ordered = [kept[number] for number in sorted(kept)]
    skipped = (
        SkippedSpan(start=lines[number].start, end=lines[number].end, why=kept[number].why) for number in sorted(kept)
    )
    sections = (kept[number].sections for number in sorted(kept) if number < first)
    rest = [line.text for number, line in enumerate(lines) if line.text and number not in kept]
    stamps = (lines[number].text for number in sorted(kept) if number < first and kept[number].why == TIME_STAMP_RULE)
    named = [match.agency for match in ordered if match.agency]
    return Furniture(
        skipped=tuple(skipped),
        bylines=_unique(name for match in ordered for name in match.bylines),
        agency=_agency_in_prose(rest[:4], rest[-1:], lexicon) or (named[0] if len(set(named)) == 1 else None),
        sections=next((found for found in sections if found), ()),
        published=next((moment for stamp in stamps if (moment := find_published(stamp))), None),
    )


def _match(line: Line, lexicon: BoilerplateLexicon) -> _Match | None:
    """Return why `line` would be skipped, or None for prose, headings and blank lines."""
    words = len(line.text.split())
    if not words or words > lexicon.longest or len(line.text) > _LONGEST_LINE:
        return None
    if sections := find_sections(line.text, lexicon.crumbs):
        return _Match(why=CRUMBS_RULE, edge=True, sections=sections)
    for compiled in lexicon.rules:
        if found := compiled.match(line.text, words):
            match = _read_match(found, compiled.rule, lexicon)
            if match is not None:
                return match
    return None


def _read_match(found: re.Match[str], rule: SkipRule, lexicon: BoilerplateLexicon) -> _Match | None:
    """Return the match of a rule with the people and the agency it names."""
    groups = found.groupdict()
    agency = lexicon.agencies.get((groups.get("agency") or "").strip())
    if rule.agency_only and agency is None:
        return None
    names: list[str] = []
    for name in _BETWEEN_NAMES.split(groups.get("names") or ""):
        if name in lexicon.agencies:
            agency = lexicon.agencies[name]
        elif name:
            names.append(name)
    edge = rule.zone == "edge"
    return _Match(why=rule.id, edge=edge, block=rule.block, bylines=tuple(names), agency=agency)


def _is_prose(line: str) -> bool:
    words = len(line.split())
    return words >= _SURELY_PROSE_WORDS or (words >= _FEWEST_PROSE_WORDS and _SENTENCE_END.search(line) is not None)


def _related_items(lines: list[Line], kept: dict[int, _Match], longest: int) -> dict[int, _Match]:
    """Return the headlines listed below the lines that open such a list, each as a match.

    A list that starts on the next line ends at a blank one; a list set apart by blank lines ends at
    the first line of prose.
    """
    items: dict[int, _Match] = {}
    for number in (number for number, match in kept.items() if match.block):
        apart = number + 1 < len(lines) and not lines[number + 1].text
        for following in range(number + 1, len(lines)):
            text = lines[following].text
            if not text and apart:
                continue
            if not text or following in kept or _SENTENCE_END.search(text) or len(text.split()) > longest:
                break
            items[following] = _Match(why=RELATED_ITEM_RULE, edge=False)
    return items


def _agency_in_prose(head: list[str], tail: list[str], lexicon: BoilerplateLexicon) -> str | None:
    """Return the agency that a dateline, or the end of the last paragraph, credits."""
    for line in head:
        if found := lexicon.agency_dateline.match(line):
            return lexicon.agencies[found[1]]
    for line in tail:
        if found := lexicon.agency_ending.search(line):
            return lexicon.agencies[found[1] or found[2]]
    return None


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
