"""What mentions and entities learn from the places: whether a name is one after all, and in which country."""

from collections.abc import Sequence

import msgspec

from onrecord.records import Entity, Mention, PlaceMention, Reason

_PLACE_KINDS = frozenset({"place", "facility"})
_MODEL_KINDS = frozenset({"person", "organisation", "group"})
# "Captured X" is said of people too: alone, it does not outweigh the model.
_WEAK_FRAMES = frozenset({"taken"})


def settle_kinds(mentions: Sequence[Mention], places: Sequence[PlaceMention]) -> tuple[Mention, ...]:
    """Return the mentions, those of them places whose very words the places stage found to be one.

    Only the model's guesses are corrected, never a known actor, and only where the place is in the
    gazetteer or the words around say so ("the towns of X and Y"). The name within a known facility's
    ("Torkham crossing") is a place as well.
    """
    reasons = _find_reasons([mention for mention in mentions if _is_guess(mention)], places)
    return tuple(
        msgspec.structs.replace(mention, kind="place", because=(*mention.because, reasons[mention.name]))
        if mention.name in reasons and _is_guess(mention)
        else mention
        for mention in mentions
    )


def _find_reasons(guesses: Sequence[Mention], places: Sequence[PlaceMention]) -> dict[str | None, Reason]:
    """Return, for each name that is a place at one of its mentions, why; it is then one at all of them.

    A surname of somebody named in full is left alone.
    """
    surnames = {one.name.split()[-1] for one in guesses if one.kind == "person" and one.name and " " in one.name}
    found = {place.span: place for place in places if place.use != "name-part"}
    facilities = [place for place in places if place.place is not None and place.precision == "facility"]
    reasons: dict[str | None, Reason] = {}
    for mention in guesses:
        place = found.get(mention.span) or next((one for one in facilities if one.span.covers(mention.span)), None)
        if place is not None and _is_sure(place) and mention.name not in surnames:
            because = place.because[0]
            reasons.setdefault(
                mention.name, Reason(stage="settling", rule=f"place-{because.rule}", score=because.score)
            )
    return reasons


def _is_guess(mention: Mention) -> bool:
    return mention.kind in _MODEL_KINDS and mention.because[0].rule.startswith("model-")


def _is_sure(place: PlaceMention) -> bool:
    return place.place is not None or place.because[0].rule not in _WEAK_FRAMES


def give_countries(
    entities: Sequence[Entity], mentions: Sequence[Mention], places: Sequence[PlaceMention]
) -> tuple[Entity, ...]:
    """Return the entities, those that are places of unknown country with the country the places stage found."""
    spans = {mention.id: mention.span for mention in mentions}
    countries = {place.span: place.country for place in places if place.country is not None}
    given = []
    for entity in entities:
        country = None
        if entity.kind in _PLACE_KINDS and entity.country is None:
            country = next(filter(None, (countries.get(spans[one]) for one in entity.mentions)), None)
        reason = Reason(stage="settling", rule="country-of-the-place")
        given.append(
            entity
            if country is None
            else msgspec.structs.replace(entity, country=country, because=(*entity.because, reason))
        )
    return tuple(given)
