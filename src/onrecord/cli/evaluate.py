"""`onrecord evaluate`: score the readings against gold."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import msgspec
import typer
from rich.console import Console
from rich.table import Table

from onrecord.cli.progress import index_progress
from onrecord.errors import OptionError
from onrecord.evaluation.entities import score_entities
from onrecord.evaluation.names import score_names
from onrecord.evaluation.parse import score_parse
from onrecord.evaluation.places import score_places
from onrecord.evaluation.readings import list_failures, score_readings
from onrecord.evaluation.scores import Scores
from onrecord.evaluation.statements import score_statements
from onrecord.evaluation.times import score_times
from onrecord.evaluation.types import score_types
from onrecord.pipeline import read_report
from onrecord.records import PlaceMention, Reading, Report, Span
from onrecord.stages.paragraphs import find_paragraphs
from onrecord.stages.places import resolve_places
from onrecord.toolkit import Toolkit, load_toolkit


class ScoreFormat(StrEnum):
    """How `evaluate` prints the figures."""

    TABLE = "table"
    JSON = "json"


class Task(StrEnum):
    """What can be scored."""

    ENTITIES = "entities"
    NAMES = "names"
    PARSE = "parse"
    PLACES = "places"
    READINGS = "readings"
    STATEMENTS = "statements"
    TIMES = "times"
    TYPES = "types"


class Choice(msgspec.Struct, frozen=True):
    """Which documents of a gold set are scored: the first `limit`, of those whose names begin with one of `only`."""

    limit: int | None
    only: tuple[str, ...]


Scorer = Callable[[Path, Toolkit, Choice], Scores]


def _by_reading(score: Callable[[Path, Callable[[Report], Reading], int | None], Scores]) -> Scorer:
    """Return a scorer of whole readings as one that takes a toolkit."""
    return lambda gold, toolkit, choice: score(gold, _reader(toolkit), choice.limit)


def _reader(toolkit: Toolkit) -> Callable[[Report], Reading]:
    return lambda report: read_report(report, toolkit)


def _score_names(gold: Path, toolkit: Toolkit, choice: Choice) -> Scores:
    return score_names(gold, _reader(toolkit), choice.limit, choice.only)


def _score_places(gold: Path, toolkit: Toolkit, choice: Choice) -> Scores:
    def resolve(report: Report, spans: Sequence[Span]) -> Sequence[PlaceMention | None]:
        (parse,) = toolkit.model.parse([report.text], [find_paragraphs(report)])
        return resolve_places(report, parse, spans, toolkit.places, toolkit.place_words)

    return score_places(gold, _reader(toolkit), choice.limit, resolve)


SCORERS: dict[Task, Scorer] = {
    Task.ENTITIES: _by_reading(score_entities),
    Task.NAMES: _score_names,
    Task.PARSE: lambda gold, toolkit, choice: score_parse(gold, toolkit.model, choice.limit, choice.only),
    Task.PLACES: _score_places,
    Task.READINGS: _by_reading(score_readings),
    Task.STATEMENTS: _by_reading(score_statements),
    Task.TIMES: _by_reading(score_times),
    Task.TYPES: lambda gold, toolkit, choice: score_types(gold, toolkit.model, toolkit.events, choice.limit),
}


def evaluate(
    task: Annotated[Task, typer.Argument(help="What to score.")],
    *,
    gold: Annotated[Path, typer.Option(metavar="PATH", help="The gold file or folder.")],
    limit: Annotated[int | None, typer.Option(min=1, help="Score only the first so many documents.")] = None,
    only: Annotated[
        list[str] | None,
        typer.Option(metavar="PREFIX", help="For names and parse: only files whose names begin so; may be said again."),
    ] = None,
    failures: Annotated[
        bool, typer.Option("--failures", help="For readings: list what is not met, one a line, instead of the figures.")
    ] = False,
    form: Annotated[ScoreFormat, typer.Option("--format", help="A table, or JSON.")] = ScoreFormat.TABLE,
) -> None:
    """Score the readings against gold data of a known format.

    names: worldwide-newswire, re3d. parse: CoNLL-U. entities: GUM (tsv). statements: PolNeAR. times:
    TimeML. places: LGL, GeoVirus, GeoWebNews. types: PLOVER pairs (plv_train.tsv). readings: a folder of the
    exam (tests/exam/dev).
    """
    if only and task not in {Task.NAMES, Task.PARSE}:
        raise OptionError("--only", f"{task} takes no such choice", "Use it with names or parse, or use --limit.")
    if failures and task is not Task.READINGS:
        raise OptionError("--failures", f"{task} has no such list", "Use it with readings.")
    if failures and form is ScoreFormat.JSON:
        raise OptionError("--failures", "it lists lines for people, not figures", "Leave --format json out.")
    with index_progress() as progress:
        toolkit = load_toolkit(progress)
    if failures:
        for line in list_failures(gold, _reader(toolkit), limit):
            typer.echo(line)
        return
    scores = SCORERS[task](gold, toolkit, Choice(limit, tuple(only or ())))
    if form is ScoreFormat.JSON:
        typer.echo(msgspec.json.encode(scores))
        return
    table = Table(title=f"{scores.task} on {scores.gold}, {scores.documents} documents", title_justify="left")
    table.add_column("figure")
    table.add_column("value", justify="right")
    for name, value in scores.figures.items():
        table.add_row(name, f"{value:.0f}" if value > 1 else f"{value:.3f}")
    Console().print(table)
