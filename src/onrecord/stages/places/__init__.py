"""Places: the toponyms of a report, what each means, and how it is used."""

from collections.abc import Sequence

import msgspec

from onrecord.knowledge.places import PlaceIndex
from onrecord.language.parse import Parse
from onrecord.lexicons.places import PlaceLexicon
from onrecord.records import Mention, MentionKind, PlaceMention, Reason, Relation, Report, Span, make_id
from onrecord.stages.places.board import Toponym, is_part
from onrecord.stages.places.frames import FRAME_RULES
from onrecord.stages.places.relations import RelativePlace, find_relative_places
from onrecord.stages.places.resolution import PlaceResolver, Resolved
from onrecord.stages.places.toponyms import find_toponyms
from onrecord.stages.places.uses import Setting, choose_use, find_datelines

__all__ = ["find_places", "resolve_places"]

_SURER_THAN_PEOPLE = FRAME_RULES | {"listed", "head-before", "head-after", "parent-after", "plural-head", "dateline"}


def find_places(
    report: Report, parse: Parse, mentions: Sequence[Mention], index: PlaceIndex, lexicon: PlaceLexicon
) -> tuple[PlaceMention, ...]:
    """Return the place mentions of a report in text order.

    A mention whose place stays open has `place` None. A demonym is a modifier with a country and no
    place. "southeast of Latakia" is a mention of its own with precision "relative", unless it tells
    where a known facility lies, which then keeps its own point.
    """
    datelines = find_datelines(report.text, _paragraph_starts(parse))
    kinds = {mention.span: mention.kind for mention in mentions}
    found = find_toponyms(parse, index, lexicon, datelines)
    # A name in a frame for places was taken for a person only because nothing is known of it.
    framed = {toponym.text for toponym in found if toponym.rule in _SURER_THAN_PEOPLE}
    toponyms = [one for one in found if one.text in framed or not _is_other(one, kinds.get(_span(parse, one)))]
    return _describe(report, parse, toponyms, index, lexicon)


def _is_other(toponym: Toponym, kind: MentionKind | None) -> bool:
    """Return whether the mention at a toponym is a person, or a party that only the model took for a place."""
    return kind == "person" or (kind in {"organisation", "group"} and toponym.rule == "model-place")


def resolve_places(
    report: Report, parse: Parse, spans: Sequence[Span], index: PlaceIndex, lexicon: PlaceLexicon
) -> tuple[PlaceMention | None, ...]:
    """Return the place mention of each given span, None where no token stands there."""
    toponyms: list[Toponym] = []
    numbers: dict[Span, int] = {}
    for span in sorted(set(spans)):
        inside = parse.tokens_in(span)
        if inside:
            numbers[span] = len(toponyms)
            toponyms.append(_given(span.cut(report.text), inside[0].index, inside[-1].index + 1, index, lexicon))
    described = _describe(report, parse, toponyms, index, lexicon, relative=False)
    return tuple(described[numbers[span]] if span in numbers else None for span in spans)


def _given(text: str, first: int, stop: int, index: PlaceIndex, lexicon: PlaceLexicon) -> Toponym:
    """Return given words as a toponym: a state's short form, a demonym, a name, or the place inside a name."""
    if text in lexicon.abbreviations:
        return Toponym(first, stop, text, lexicon.abbreviations[text][0], "abbreviation", "given")
    found = index.find(text)
    country = index.demonym(text)
    if text in lexicon.region_adjectives or (country and not any(place.precision == "country" for place in found)):
        return Toponym(first, stop, text, text, "demonym", "given", country)
    if not found:
        words = text.split()
        for length in range(len(words) - 1, 0, -1):
            for begin in range(len(words) - length + 1):
                part = " ".join(words[begin : begin + length]).strip(".,'’")
                known = part[:1].isupper() and part.lower() not in lexicon.common_words and index.find(part)
                if known and is_part(known, several_words=length > 1):
                    return Toponym(first, stop, text, part, "part", "given")
                if length == 1 and (country := index.demonym(part)):
                    return Toponym(first, stop, text, text, "demonym", "given", country)
    return Toponym(first, stop, text, text, "name", "given")


def _span(parse: Parse, toponym: Toponym) -> Span:
    return Span(start=parse.tokens[toponym.first].start, end=parse.tokens[toponym.stop - 1].end)


def _describe(
    report: Report,
    parse: Parse,
    toponyms: list[Toponym],
    index: PlaceIndex,
    lexicon: PlaceLexicon,
    *,
    relative: bool = True,
) -> tuple[PlaceMention, ...]:
    resolved = PlaceResolver(parse, toponyms, index, lexicon).resolve()
    datelines = find_datelines(report.text, _paragraph_starts(parse))
    spans = [_span(parse, toponym) for toponym in toponyms]
    ids = [make_id("pl", report.id, [span], "toponym") for span in spans]
    relative_places = find_relative_places(parse, toponyms, lexicon) if relative else ()
    located = {one.located: one for one in relative_places if one.located is not None}
    found = [_relative_mention(report, one, ids) for one in relative_places if one.located is None]
    for number, (toponym, meaning) in enumerate(zip(toponyms, resolved, strict=True)):
        mention = _mention(ids[number], spans[number], toponym, meaning)
        setting = Setting(meaning.place, _holds(report.text, spans, resolved, number), datelines)
        use, rule = choose_use(toponym, setting, parse, lexicon)
        one = located.get(number)
        found.append(
            msgspec.structs.replace(
                mention,
                use=use,
                relation=_relation(one, ids) if one is not None else None,
                because=(*mention.because, Reason(stage="places", rule=rule)),
            )
        )
    return tuple(sorted(found, key=lambda place: (place.span.start, -place.span.end)))


def _holds(text: str, spans: Sequence[Span], resolved: Sequence[Resolved], number: int) -> bool:
    """Return whether a toponym only says where the one before it lies ("Tacoma, Washington", "Lund (Sweden)")."""
    here = resolved[number].place
    town = resolved[number - 1].place if number else None
    if here is None or town is None or town.precision == "country":
        return False
    holds = here.country == town.country if here.precision == "country" else here.id == town.admin1 != town.id
    return holds and text[spans[number - 1].end : spans[number].start].strip() in {",", "("}


def _paragraph_starts(parse: Parse) -> tuple[int, ...]:
    starts: dict[int, int] = {}
    for sentence in parse.sentences:
        starts.setdefault(sentence.paragraph, parse.tokens[sentence.first].start)
    return tuple(starts.values())


def _mention(id_: str, span: Span, toponym: Toponym, meaning: Resolved) -> PlaceMention:
    place = meaning.place
    because = [Reason(stage="places", rule=toponym.rule)]
    if place is not None:
        because.append(Reason(stage="places", rule="resolved-jointly", score=meaning.score))
    return PlaceMention(
        id=id_,
        span=span,
        use="literal",
        place=place.id if place else None,
        name=place.name if place else toponym.text,
        country=meaning.country,
        latitude=place.latitude if place else None,
        longitude=place.longitude if place else None,
        precision=place.precision if place else None,
        because=tuple(because),
    )


def _relation(one: RelativePlace, ids: Sequence[str]) -> Relation:
    return Relation(anchor=ids[one.anchor], bearing=one.bearing, distance_km=one.distance_km)


def _relative_mention(report: Report, one: RelativePlace, ids: Sequence[str]) -> PlaceMention:
    span = Span(start=one.start, end=one.end)
    return PlaceMention(
        id=make_id("pl", report.id, [span], "relative"),
        span=span,
        use="literal",
        name=span.cut(report.text),
        precision="relative",
        relation=_relation(one, ids),
        because=(Reason(stage="places", rule="relative-place"),),
    )
