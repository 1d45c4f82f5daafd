"""Readings made by hand, for tests that need findings but no stage that finds them."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import get_args

from onrecord.records import (
    Entity,
    Event,
    Factuality,
    Mention,
    MentionKind,
    PlaceMention,
    PlacePrecision,
    Provenance,
    Reading,
    Reason,
    Report,
    Sentence,
    Size,
    Span,
    Statement,
    Status,
    TimeExpression,
    View,
    make_id,
    make_report_id,
)
from onrecord.records import Participant as Taking
from onrecord.records.findings import EventType, Identification

BECAUSE = (Reason(stage="made", rule="by-hand", score=0.9),)


class Draft:
    """A reading in the making; every method names words of the text, and returns the id of what it adds."""

    def __init__(
        self,
        text: str,
        *,
        published: str | None = "2024-12-10",
        outlet: str | None = "Lakeside Herald",
        agency: str | None = None,
        url: str | None = None,
    ) -> None:
        day = datetime.fromisoformat(published).replace(tzinfo=UTC) if published else None
        self.report = Report(
            id=make_report_id(url, text),
            url=url,
            outlet=outlet,
            agency=agency,
            title=text.split("\n", 1)[0],
            published_at=day,
            published_basis="given" if day else "none",
            text=text,
        )
        self.mentions: list[Mention] = []
        self.entities: list[Entity] = []
        self.times: list[TimeExpression] = []
        self.places: list[PlaceMention] = []
        self.statements: list[Statement] = []
        self.events: list[Event] = []

    def span(self, words: str) -> Span:
        start = self.report.text.index(words)
        return Span(start=start, end=start + len(words))

    def entity(
        self,
        name: str,
        *words: str,
        kind: MentionKind = "organisation",
        country: str | None = None,
        sectors: tuple[str, ...] = (),
        actor: str | None = None,
    ) -> str:
        mentions = []
        for each in words or (name,):
            span = self.span(each)
            one = make_id("me", self.report.id, [span])
            self.mentions.append(Mention(id=one, span=span, kind=kind, name=each, because=BECAUSE))
            mentions.append(one)
        made = make_id("en", self.report.id, [self.span(each) for each in words or (name,)])
        self.entities.append(
            Entity(
                id=made,
                name=name,
                kind=kind,
                mentions=tuple(mentions),
                actor=actor,
                country=country,
                sectors=sectors,
                because=BECAUSE,
            )
        )
        return made

    def time(self, words: str, first: str, last: str | None = None) -> str:
        span = self.span(words)
        made = make_id("ti", self.report.id, [span])
        days = date.fromisoformat(first), date.fromisoformat(last or first)
        self.times.append(
            TimeExpression(
                id=made,
                span=span,
                type="DATE",
                value=first,
                earliest=days[0],
                latest=days[1],
                basis="stated",
                because=BECAUSE,
            )
        )
        return made

    def place(
        self,
        words: str,
        point: tuple[float, float] | None = None,
        *,
        country: str | None = None,
        precision: PlacePrecision | None = "city",
        place: str | None = None,
    ) -> str:
        span = self.span(words)
        made = make_id("pl", self.report.id, [span])
        self.places.append(
            PlaceMention(
                id=made,
                span=span,
                use="literal",
                name=words,
                place=place or (f"geonames:{words}" if point else None),
                country=country,
                latitude=point[0] if point else None,
                longitude=point[1] if point else None,
                precision=precision if point else None,
                because=BECAUSE,
            )
        )
        return made

    def statement(  # noqa: PLR0913 - what may differ between statements
        self,
        source: str,
        cue: str,
        content: str,
        *,
        entity: str | None = None,
        identification: Identification = "named",
        said_on: str | None = None,
        parent: str | None = None,
    ) -> str:
        made = make_id("st", self.report.id, [self.span(content)], source)
        self.statements.append(
            Statement(
                id=made,
                source=(self.span(source),),
                source_entity=entity,
                identification=identification,
                affiliation=None,
                cue=self.span(cue),
                cue_class="neutral",
                type="COMM",
                content=(self.span(content),),
                form="indirect",
                said_on=said_on,
                parent=parent,
                because=BECAUSE,
            )
        )
        return made

    def event(  # noqa: PLR0913 - what may differ between events
        self,
        event_type: EventType,
        trigger: str,
        *,
        actors: Sequence[str] = (),
        recipients: Sequence[str] = (),
        place: str | None = None,
        time: str | None = None,
        status: Status = "asserted",
        views: Sequence[tuple[str | None, Factuality]] = ((None, "CT+"),),
        size: Size | None = None,
        modes: tuple[str, ...] = (),
    ) -> str:
        span = self.span(trigger)
        made = make_id("ev", self.report.id, [span], event_type)
        stated = next((one for one in self.times if one.id == time), None)
        self.events.append(
            Event(
                id=made,
                trigger=span,
                type=event_type,
                modes=modes,
                quad=get_args(EventType).index(event_type) // 5 + 1,
                intensity=-5.0,
                actors=tuple(self._taking(one) for one in actors),
                recipients=tuple(self._taking(one) for one in recipients),
                place=place,
                time=time,
                earliest=stated.earliest if stated else None,
                latest=stated.latest if stated else None,
                date_basis="stated" if stated else None,
                size=size or Size(),
                views=tuple(View(statement=one, factuality=factuality) for one, factuality in views),
                status=status,
                because=BECAUSE,
            )
        )
        return made

    def reading(self, code: str = "1.0") -> Reading:
        sentences = [
            Sentence(span=Span(start=each.start(), end=each.end()), paragraph=0, role="body")
            for each in re.finditer(r"[^.\n\s][^.\n]*\.?", self.report.text)
        ]
        return Reading(
            report=self.report,
            provenance=Provenance(code=code, lexicons="a1", model="b2", knowledge="c3"),
            sentences=tuple(sentences),
            mentions=tuple(self.mentions),
            entities=tuple(self.entities),
            times=tuple(self.times),
            places=tuple(self.places),
            statements=tuple(self.statements),
            events=tuple(self.events),
        )

    def _taking(self, who: str) -> Taking:
        """Return an entity by its id, or words of the text that no entity stands for."""
        entity = next((one for one in self.entities if one.id == who), None)
        if entity is None:
            return Taking(entity=None, span=self.span(who))
        mention = next(one for one in self.mentions if one.id == entity.mentions[0])
        return Taking(entity=who, span=mention.span)


def raid_reading(*, url: str | None = "https://herald.example/raid", code: str = "1.0", more: str = "") -> Reading:
    """Return a report of a raid on a market town, told by a colonel through an agency, and a denial."""
    text = (
        "Raid on Dar al-Mina market\n"
        "Fighters of the Northern Front stormed the market of Dar al-Mina on December 8. "
        "Colonel Musa Ibekwe told Delta Wire that the raiders had killed nine traders. "
        "The Northern Front denied that it had killed anyone. "
        f"Talks in Port Selwyn are planned.{more}"
    )
    draft = Draft(text, url=url)
    front = draft.entity("Northern Front", sectors=("REB",), country="NGA")
    colonel = draft.entity("Musa Ibekwe", "Colonel Musa Ibekwe", kind="person", country="NGA", sectors=("MIL",))
    wire = draft.entity("Delta Wire")
    mina = draft.place("Dar al-Mina", (11.5, 13.2), country="NGA")
    selwyn = draft.place("Port Selwyn", (4.8, 7.0), country="NGA")
    day = draft.time("December 8", "2024-12-08")
    told = draft.statement("Delta Wire", "told", "Colonel Musa Ibekwe", entity=wire, identification="news-agency")
    claim = draft.statement(
        "Colonel Musa Ibekwe", "told", "the raiders had killed nine traders", entity=colonel, parent=told
    )
    denial = draft.statement(
        "The Northern Front", "denied", "it had killed anyone", entity=front, identification="institutional"
    )
    draft.event("ASSAULT", "stormed", actors=[front], place=mina, time=day, modes=("raid",))
    draft.event(
        "ASSAULT",
        "killed nine",
        recipients=["traders"],
        place=mina,
        time=day,
        status="reported",
        views=[(claim, "CT+")],
    )
    draft.event("ASSAULT", "killed anyone", actors=[front], place=mina, status="denied", views=[(denial, "CT-")])
    draft.event("CONSULT", "Talks", place=selwyn, status="planned", views=[(None, "PS+")])
    return draft.reading(code)
