"""Which mentions of a report name the same thing, and who that is."""

from onrecord.knowledge.actors import ActorIndex
from onrecord.knowledge.places import PlaceIndex
from onrecord.language.parse import Parse
from onrecord.lexicons.names import NamesLexicon
from onrecord.records import Entity, Mention, MentionKind, Reason, Report, make_id
from onrecord.stages.entities.attached import attach_roles
from onrecord.stages.entities.clusters import Book, Cluster, Known, gather_facts
from onrecord.stages.entities.known import actor_of, fill_countries, sectors_of, set_countries
from onrecord.stages.entities.named import group_names
from onrecord.stages.entities.nominal import group_nominals
from onrecord.stages.entities.owned import group_owned
from onrecord.stages.entities.pronominal import group_pronouns

__all__ = ["group_entities"]


def group_entities(
    report: Report,
    parse: Parse,
    mentions: tuple[Mention, ...],
    lexicon: NamesLexicon,
    actors: ActorIndex,
    places: PlaceIndex | None = None,
) -> tuple[Entity, ...]:
    """Return the entities of a report in the order of their first mentions; every mention is in exactly one.

    Method: a sieve from the surest rule to the weakest (after Raghunathan et al. 2010): names, roles that
    stand by a name, other roles, pronouns by salience. Two that fit alike leave a mention to itself. Actors,
    countries and sectors are those of the day of publication; of an unknown day, what does not change.

    Known misses: "they" for two who are named one by one or for a country; names spelt in two alphabets;
    first and second persons; a place and the government that it stands for are two, of one country.
    """
    on = report.published_at.date() if report.published_at else None
    book = Book(parse, gather_facts(parse, mentions, lexicon), Known(lexicon, actors, places))
    group_names(book, actors, on)
    attach_roles(book)
    set_countries(book, on)
    group_nominals(book)
    group_pronouns(book)
    group_owned(book)
    countries = frozenset(cluster.country for cluster in book.clusters if cluster.country)
    fill_countries(book, countries)
    entities = [_entity(cluster, book, report, countries) for cluster in book.clusters]
    lost = set(range(len(mentions))) - set(book.of)
    entities += [_alone(mentions[number], report) for number in sorted(lost)]
    order = {mention.id: number for number, mention in enumerate(mentions)}
    return tuple(sorted(entities, key=lambda entity: order[entity.mentions[0]]))


def _entity(cluster: Cluster, book: Book, report: Report, countries: frozenset[str]) -> Entity:
    on = report.published_at.date() if report.published_at else None
    members = sorted(cluster.members, key=lambda one: one.number)
    names = [one.mention.name for one in members if one.named and one.mention.name]
    name = max(names, key=lambda name: (len(name), name)) if names else members[0].mention.name
    actor = actor_of(cluster, book.actors, on, countries)
    country = actor.country if actor else cluster.country
    kind: MentionKind = cluster.kind
    return Entity(
        id=make_id("en", report.id, [one.mention.span for one in members], kind),
        name=name or members[0].mention.span.cut(report.text),
        kind=kind,
        mentions=tuple(one.mention.id for one in members),
        actor=actor.id if actor else None,
        country=country,
        sectors=sectors_of(cluster, actor, book),
        because=tuple(Reason(stage="entities", rule=rule) for rule in cluster.rules),
    )


def _alone(mention: Mention, report: Report) -> Entity:
    return Entity(
        id=make_id("en", report.id, [mention.span], mention.kind),
        name=mention.name or mention.span.cut(report.text),
        kind=mention.kind,
        mentions=(mention.id,),
        because=(Reason(stage="entities", rule="no-words"),),
    )
