"""An event as one report tells it, with all that comparing it to another needs, so that readings can be let go."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from onrecord.knowledge.actors import fold_name
from onrecord.records import Entity, Event, Participant, PlaceMention, Reading, Record, Span, Statement
from onrecord.stages.chain import chain_of, origin_of

HAPPENED = frozenset({"asserted", "reported", "alleged"})
DISPUTING = frozenset({"denied", "negated"})
POSITIVE_VIEWS = frozenset({"CT+", "PR+", "PS+", "CTu"})
NEGATIVE_VIEWS = frozenset({"CT-", "PR-", "PS-"})
UNNAMED = frozenset({"unnamed-described", "unnamed-bare", "collective", "arbitrary"})
_WORD = re.compile(r"\w+")
_AFTER_HEAD = re.compile(r" (?:of|in|at|on|from|near|with|for|who|that|which|including|and|to|by) ")
FEWEST_WORDS_OF_A_COPY = 12  # shorter sentences can be alike by chance


class Party(Record, frozen=True, kw_only=True):
    """Who takes part: `keys` are a knowledge id and folded names; a party is `named` or only described."""

    name: str
    keys: frozenset[str]
    country: str | None
    sectors: frozenset[str]
    named: bool


class Voice(Record, frozen=True, kw_only=True):
    """The last hop of the chain that tells an event; `key` is None for the report's own voice."""

    name: str
    identification: str
    key: str | None


OWN_VOICE = Voice(name="", identification="author", key=None)


class Account(Record, frozen=True, kw_only=True):
    """One event as one report tells it.

    `number` counts accounts in the order of the readings. `earliest` and `latest` bound the days it can
    have happened on; both are None where the text does not say. `setting` is the country that the report is
    mostly about, a hint where the event has no place. `text` and `passage` are
    fingerprints of the whole report and of the sentence, by which copies are known.
    """

    number: int
    event: Event
    report: str
    provider: str | None
    provider_kind: str
    outlet: str | None
    title: str | None
    published_on: date | None
    earliest: date | None
    latest: date | None
    place: PlaceMention | None
    setting: str | None
    trigger: str
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    voices: tuple[Voice, ...]
    disputed_by: tuple[str, ...]
    text: str
    passage: str | None

    @property
    def happened(self) -> bool:
        """Return whether the report tells it as something that took place."""
        return self.event.status in HAPPENED

    @property
    def signature(self) -> tuple[object, ...]:
        """Return what comparing looks at; two accounts of one signature match the same others."""
        place = self.place and (self.place.place, self.place.name, self.place.country)
        days = (self.earliest, self.latest) if self.earliest else (self.published_on, self.report)
        return (days, place, self.event.modes, self.actors, self.recipients)


def find_accounts(readings: Iterable[Reading]) -> Iterator[Account]:
    """Return the accounts of all events that happened or that somebody disputes, in the order of the readings."""
    number = 0
    for reading in readings:
        teller = _Teller(reading)
        for event in reading.events:
            if event.status in HAPPENED or event.status in DISPUTING:
                yield teller.account(number, event)
                number += 1


class _Teller:
    """One report and the names in it."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.entities = {one.id: one for one in reading.entities}
        self.mentions = {one.id: one for one in reading.mentions}
        self.places = {one.id: one for one in reading.places}
        self.statements = {one.id: one for one in reading.statements}
        self.setting = _setting(reading.places)
        report = reading.report
        self.published_on = report.published_at.date() if report.published_at else None
        self.text = hashlib.sha256(_bare_words(report.text).encode("utf-8", "replace")).hexdigest()[:16]

    def account(self, number: int, event: Event) -> Account:
        """Return the account of one event of the reading."""
        report = self.reading.report
        earliest, latest = self._days(event)
        return Account(
            number=number,
            event=event,
            report=report.id,
            provider=report.agency or report.outlet,
            provider_kind="news-agency" if report.agency else "media-outlet",
            outlet=report.outlet,
            title=report.title,
            published_on=self.published_on,
            earliest=earliest,
            latest=latest,
            place=self.places.get(event.place or ""),
            setting=self.setting,
            trigger=fold_name(self._words(event.trigger)),
            actors=tuple(map(self._party, event.actors)),
            recipients=tuple(map(self._party, event.recipients)),
            voices=tuple(self._voices(event)),
            disputed_by=self._disputes(event),
            text=self.text,
            passage=self._passage(event.trigger),
        )

    def _words(self, span: Span) -> str:
        return " ".join(span.cut(self.reading.report.text).split())

    def _days(self, event: Event) -> tuple[date | None, date | None]:
        """Return the first and last possible day; what happened had happened when it was published."""
        earliest, latest = event.earliest, event.latest
        if earliest is not None and latest is None and self.published_on and earliest <= self.published_on:
            latest = self.published_on
        return (earliest, latest) if earliest is not None and latest is not None else (None, None)

    def _party(self, participant: Participant) -> Party:
        words = self._words(participant.span)
        entity = self.entities.get(participant.entity or "")
        if entity is None:
            return Party(
                name=words, keys=_keys([words]) | _heads([words]), country=None, sectors=frozenset(), named=False
            )
        named = entity.actor is not None or entity.kind not in {"role", "group", "pronoun"}
        keys = _keys(self._names(entity)) | ({entity.actor} if entity.actor else frozenset())
        return Party(
            name=entity.name,
            keys=keys if named else keys | _heads([entity.name]),
            country=entity.country,
            sectors=frozenset(entity.sectors),
            named=named,
        )

    def _names(self, entity: Entity) -> Iterator[str]:
        yield entity.name
        for mention in (self.mentions.get(one) for one in entity.mentions):
            if mention and mention.name and mention.kind not in {"role", "pronoun"}:
                yield mention.name

    def _voices(self, event: Event) -> Iterator[Voice]:
        """Return the last hops that vouch for the event; those through which they are told are no further origin."""
        vouching = [view.statement for view in event.views if view.factuality in POSITIVE_VIEWS]
        told = [self.statements[one] for one in vouching if one in self.statements]
        every = self.reading.statements
        between = {hop.id for one in told for hop in chain_of(one, every)[:-1]}
        for statement in (origin_of(one, every) for one in told if one.id not in between):
            yield OWN_VOICE if statement.identification == "author" else self._voice(statement)
        if None in vouching:
            yield OWN_VOICE

    def _voice(self, statement: Statement) -> Voice:
        entity = self.entities.get(statement.source_entity or "")
        words = " … ".join(map(self._words, statement.source))
        name = entity.name if entity else words or "unnamed"
        identification: str = statement.identification
        if identification not in UNNAMED and not (entity or words):
            identification = "arbitrary"  # a statement without words for its source
        known = entity.actor if entity and entity.actor else fold_name(name)
        key = f"unnamed {fold_name(name)}" if identification in UNNAMED else known
        return Voice(name=name, identification=identification, key=key)

    def _disputes(self, event: Event) -> tuple[str, ...]:
        """Return the statements that say it did not happen."""
        against = (view.statement for view in event.views if view.factuality in NEGATIVE_VIEWS)
        return tuple(dict.fromkeys(one for one in against if one in self.statements))

    def _passage(self, trigger: Span) -> str | None:
        for sentence in self.reading.sentences:
            if sentence.span.covers(trigger):
                words = _bare_words(sentence.span.cut(self.reading.report.text))
                return words if words.count(" ") >= FEWEST_WORDS_OF_A_COPY - 1 else None
        return None


def _setting(places: Iterable[PlaceMention]) -> str | None:
    """Return the country that most places of a report lie in, None if two are named as often."""
    counted = Counter(place.country for place in places if place.country and place.use in {"literal", "dateline"})
    (first, most), (_, next_most), *_ = (*counted.most_common(2), (None, 0), (None, 0))
    return first if most > next_most else None


def _bare_words(text: str) -> str:
    """Return the words of `text` without what editing leaves different between copies: case, marks, breaks."""
    return " ".join(_WORD.findall(fold_name(text)))


def _keys(names: Iterable[str]) -> frozenset[str]:
    return frozenset(folded for name in names if (folded := fold_name(name)))


def _heads(descriptions: Iterable[str]) -> frozenset[str]:
    """Return the head noun of each description, by which "unidentified gunmen" and "Gunmen" are alike."""
    bare = (_AFTER_HEAD.split(_bare_words(each), maxsplit=1)[0].split() for each in descriptions)
    return frozenset(f"a {words[-1]}" for words in bare if words)
