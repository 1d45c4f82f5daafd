"""What a report of the exam is expected to read as: typed records, decoded from the TOML file beside the text.

A value that allows several answers writes them with `|` between them ("ASSAULT|COERCE"). Words of the report
are given as they stand there; straight and curly quotation marks are the same.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import get_args

import msgspec

from onrecord.errors import InputError
from onrecord.evaluation.exam.wording import find_words
from onrecord.ingest import SourceSettings, read_source
from onrecord.records import MentionKind, PlacePrecision, Report, Status
from onrecord.records.analysis import PlaceUse
from onrecord.records.findings import CueClass, EventType, Form

ADVICE = "See tests/exam/README.md for the fields and their form."
_SIZE = re.compile(r"\d+\.\.\d*|\.\.\d+")


class _Expected(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The form all expectations share; a misspelt field or term is refused, since it would never be met."""


class ExpectedEntity(_Expected, frozen=True, kw_only=True):
    """Someone or something that all of `names` stand for.

    `open` are descriptions of it ("the general") that may stay unlinked but must not be linked to another
    person. `country_implied` is told by the report only between the lines, so it is measured apart.
    """

    names: tuple[str, ...]
    kind: str | None = None
    country: str | None = None
    country_implied: str | None = None
    sectors: tuple[str, ...] = ()
    open: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse an entity without names, or of an unknown kind."""
        if not self.names:
            raise ValueError("an entity needs at least one name")
        _require_terms("kind", self.kind, get_args(MentionKind))


class ExpectedStatement(_Expected, frozen=True, kw_only=True):
    """Words that are the content of a statement, and a part of its speaker's name.

    `chain` names those through whom it is told, the outermost first; others may stand between them.
    """

    speaker: str
    content: str
    form: str | None = None
    cue_class: str | None = None
    chain: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse unknown terms."""
        _require_terms("form", self.form, get_args(Form))
        _require_terms("cue_class", self.cue_class, get_args(CueClass))


class ExpectedEvent(_Expected, frozen=True, kw_only=True):
    """An event whose trigger stands in the words `passage` (`in` in the file); sizes are ranges such as "12.."."""

    types: str
    trigger: str
    passage: str = msgspec.field(name="in")
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    place: str | None = None
    earliest: date | None = None
    latest: date | None = None
    status: str | None = None
    modes: str | None = None
    dead: str | None = None
    injured: str | None = None
    arrested: str | None = None
    participants: str | None = None

    def __post_init__(self) -> None:
        """Refuse unknown terms, a last day without a first, and sizes that are no ranges."""
        _require_terms("types", self.types, get_args(EventType))
        _require_terms("status", self.status, get_args(Status))
        if self.latest and not self.earliest:
            raise ValueError("`latest` needs `earliest`")
        for size in self.sizes.values():
            for one in size.split("|"):
                if not _SIZE.fullmatch(one):
                    raise ValueError(f"{one!r} is no range; write 9..9, 9.. or 9..12")

    @property
    def sizes(self) -> dict[str, str]:
        """The sizes that are expected, by the field of `Size`."""
        named = {name: getattr(self, name) for name in ("dead", "injured", "arrested", "participants")}
        return {name: size for name, size in named.items() if size is not None}


class UnexpectedEvent(_Expected, frozen=True, kw_only=True):
    """Words that hold no trigger of `types`, None being any; with `asserted`, none told as having happened."""

    passage: str = msgspec.field(name="in")
    types: str | None = None
    asserted: bool = False

    def __post_init__(self) -> None:
        """Refuse unknown types."""
        _require_terms("types", self.types, get_args(EventType))


class ExpectedPlace(_Expected, frozen=True, kw_only=True):
    """A place mention `surface`, anywhere or in the words `passage`.

    `at` is its latitude and longitude, right up to `within` kilometres off.
    """

    surface: str
    passage: str | None = msgspec.field(name="in", default=None)
    country: str | None = None
    at: tuple[float, float] | None = None
    within: float = 30
    use: str | None = None
    precision: str | None = None

    def __post_init__(self) -> None:
        """Refuse unknown terms."""
        _require_terms("use", self.use, get_args(PlaceUse))
        _require_terms("precision", self.precision, get_args(PlacePrecision))


class ExpectedTime(_Expected, frozen=True, kw_only=True):
    """A time expression that holds the words `surface`, and its TIMEX3 value."""

    surface: str
    value: str


class Expectations(_Expected, frozen=True, kw_only=True):
    """All that is expected of one report; `kind` is the kind of text it is written like."""

    published: date
    kind: str
    title: str | None = None
    skipped: tuple[str, ...] = ()
    not_person: tuple[str, ...] = ()
    apart: tuple[tuple[str, str], ...] = ()
    entities: tuple[ExpectedEntity, ...] = msgspec.field(name="entity", default=())
    statements: tuple[ExpectedStatement, ...] = msgspec.field(name="statement", default=())
    events: tuple[ExpectedEvent, ...] = msgspec.field(name="event", default=())
    no_events: tuple[UnexpectedEvent, ...] = msgspec.field(name="no_event", default=())
    places: tuple[ExpectedPlace, ...] = msgspec.field(name="place", default=())
    times: tuple[ExpectedTime, ...] = msgspec.field(name="time", default=())

    @property
    def quoted(self) -> Iterator[str]:
        """All words that must stand in the report."""
        yield from self.skipped
        yield from (name for pair in self.apart for name in pair)
        yield from (name for entity in self.entities for name in (*entity.names, *entity.open))
        yield from (statement.content for statement in self.statements)
        yield from (event.passage for event in self.events)
        yield from (event.passage for event in self.no_events)
        yield from (place.surface for place in self.places)
        yield from (place.passage for place in self.places if place.passage is not None)


class ExamPaper(msgspec.Struct, frozen=True):
    """One report of the exam, with what is expected of its reading."""

    name: str
    report: Report
    expected: Expectations


def load_exam(folder: Path, limit: int | None = None) -> list[ExamPaper]:
    """Return the first `limit` reports of a folder of texts (*.txt) and expectations (*.toml), by name.

    Raises:
        InputError: if there are none, one of a pair is missing or broken, or expected words are not in the text.

    """
    names = sorted({path.stem for suffix in ("txt", "toml") for path in folder.glob(f"*.{suffix}")})[:limit]
    if not names:
        raise InputError(str(folder), "no reports with expectations are here", "Give tests/exam/dev or the like.")
    return [_load_paper(folder / name) for name in names]


def _load_paper(stem: Path) -> ExamPaper:
    file = stem.with_name(f"{stem.name}.toml")
    expected = load_expectations(file)
    published = datetime.combine(expected.published, time(), UTC)
    (report,) = read_source(stem.with_name(f"{stem.name}.txt"), SourceSettings(published=published))
    if isinstance(report, InputError):
        raise report
    for words in expected.quoted:
        if find_words(report.text, words) is None:
            raise InputError(str(file), f"{words!r} is not in the text", "Copy the words from the text.")
    return ExamPaper(stem.name, report, expected)


def load_expectations(file: Path) -> Expectations:
    """Return the expectations that a TOML file holds.

    Raises:
        InputError: with the file and the field, if it is missing, is no TOML, or has unknown fields or terms.

    """
    try:
        return msgspec.toml.decode(file.read_bytes(), type=Expectations)
    except FileNotFoundError as error:
        raise InputError(str(file), "there are no expectations beside the text", ADVICE) from error
    except (OSError, UnicodeDecodeError, msgspec.MsgspecError) as error:
        raise InputError(str(file), str(error), ADVICE) from error


def _require_terms(field: str, value: str | None, known: Iterable[str]) -> None:
    """Refuse a value with an answer that no finding can have.

    Raises:
        ValueError: naming the field and what is allowed.

    """
    for one in value.split("|") if value is not None else ():
        if one not in known:
            raise ValueError(f"{field}: {one!r} is none of {', '.join(known)}")
