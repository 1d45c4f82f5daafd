"""Who and what is named or described in a report: every name, role, group and pronoun gets a mention."""

from onrecord.knowledge.actors import ActorIndex
from onrecord.knowledge.places import PlaceIndex
from onrecord.language.parse import Parse
from onrecord.lexicons.names import NamesLexicon
from onrecord.records import Mention, Reason, Report, Span, make_id
from onrecord.stages.mentions.candidates import Candidate
from onrecord.stages.mentions.kinds import correct_kinds
from onrecord.stages.mentions.names import find_names
from onrecord.stages.mentions.pronouns import find_pronouns
from onrecord.stages.mentions.roles import find_roles

__all__ = ["find_mentions"]


def find_mentions(
    report: Report,
    parse: Parse,
    lexicon: NamesLexicon,
    actors: ActorIndex,
    places: PlaceIndex | None = None,
) -> tuple[Mention, ...]:
    """Return the mentions of a report in text order; a nationality or name may lie inside a longer role or group.

    Names are what the model saw, corrected by the known actors and by the words around; titles, articles
    and 's stay outside. A title or office before a name is a role mention of its own. Without `places`,
    a lone name after a preposition keeps the kind the model gave it.

    Known misses: names the model does not see and the actors do not know; roles told by a verb only.
    """
    names = correct_kinds(find_names(parse, lexicon, actors), parse, lexicon, places)
    roles = find_roles(parse, names, lexicon)
    pronouns = find_pronouns(parse, lexicon)
    found = {(one.first, one.stop): one for one in (*pronouns, *roles, *names)}
    ordered = sorted(found.values(), key=lambda one: (one.first, -one.stop))
    return tuple(_mention(one, report, parse) for one in ordered)


def _mention(candidate: Candidate, report: Report, parse: Parse) -> Mention:
    span = Span(start=parse.tokens[candidate.first].start, end=parse.tokens[candidate.stop - 1].end)
    return Mention(
        id=make_id("me", report.id, (span,), candidate.kind),
        span=span,
        kind=candidate.kind,
        name=None if candidate.kind == "pronoun" else " ".join(span.cut(report.text).split()),
        because=tuple(Reason(stage="mentions", rule=rule) for rule in candidate.rules),
    )
