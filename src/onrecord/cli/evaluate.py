"""`onrecord evaluate`: score the readings against gold."""

from collections.abc import Callable, Iterable, Iterator, Sequence
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
from onrecord.evaluation.factuality import list_passage_failures, score_passages
from onrecord.evaluation.factuality_uw import score_uw
from onrecord.evaluation.gum_attributions import score_gum_attributions
from onrecord.evaluation.names import score_model_names, score_names
from onrecord.evaluation.parse import score_parse
from onrecord.evaluation.places import score_places
from onrecord.evaluation.readings import list_failures, score_readings
from onrecord.evaluation.scores import Scores
from onrecord.evaluation.sentences import list_sentence_failures, score_sentences
from onrecord.evaluation.statements import score_statements
from onrecord.evaluation.times import score_times
from onrecord.evaluation.types import score_types
from onrecord.pipeline import read_report, read_reports
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
    FACTUALITY = "factuality"
    MODEL_NAMES = "model-names"
    NAMES = "names"
    PARSE = "parse"
    PLACES = "places"
    READINGS = "readings"
    SENTENCES = "sentences"
    STATEMENTS = "statements"
    TIMES = "times"
    TYPES = "types"


class Choice(msgspec.Struct, frozen=True):
    """Which documents of a gold set are scored: the first `limit`, of those whose names begin with one of `only`."""

    limit: int | None
    only: tuple[str, ...]


Scorer = Callable[[Path, Toolkit, Choice], Scores]
Lister = Callable[[Path, Toolkit, Choice], Iterator[str]]


def _by_reading(score: Callable[[Path, Callable[[Report], Reading], int | None], Scores]) -> Scorer:
    """Return a scorer of whole readings as one that takes a toolkit."""
    return lambda gold, toolkit, choice: score(gold, _reader(toolkit), choice.limit)


def _reader(toolkit: Toolkit) -> Callable[[Report], Reading]:
    return lambda report: read_report(report, toolkit)


def _score_places(gold: Path, toolkit: Toolkit, choice: Choice) -> Scores:
    def resolve(report: Report, spans: Sequence[Span]) -> Sequence[PlaceMention | None]:
        (parse,) = toolkit.model.parse([report.text], [find_paragraphs(report)])
        return resolve_places(report, parse, spans, toolkit.places, toolkit.place_words)

    return score_places(gold, _reader(toolkit), choice.limit, resolve)


def _score_factuality(gold: Path, toolkit: Toolkit, choice: Choice) -> Scores:
    """Return the figures of our own passages (a folder) or of the scale of UW (a file)."""
    score = score_passages if gold.is_dir() else score_uw
    return score(gold, _batch_reader(toolkit), toolkit.model, toolkit.events.factuality, choice.limit)


def _batch_reader(toolkit: Toolkit) -> Callable[[Sequence[Report]], list[Reading]]:
    return lambda reports: read_reports(reports, toolkit)


def _score_statements(gold: Path, toolkit: Toolkit, choice: Choice) -> Scores:
    score = score_gum_attributions if (gold / "rst").is_dir() else score_statements
    return score(gold, _reader(toolkit), choice.limit, choice.only)


SCORERS: dict[Task, Scorer] = {
    Task.ENTITIES: lambda gold, toolkit, choice: score_entities(gold, _reader(toolkit), choice.limit, choice.only),
    Task.FACTUALITY: _score_factuality,
    Task.MODEL_NAMES: lambda gold, toolkit, choice: score_model_names(gold, toolkit.model, choice.limit, choice.only),
    Task.NAMES: lambda gold, toolkit, choice: score_names(gold, _reader(toolkit), choice.limit, choice.only),
    Task.PARSE: lambda gold, toolkit, choice: score_parse(gold, toolkit.model, choice.limit, choice.only),
    Task.PLACES: _score_places,
    Task.READINGS: _by_reading(score_readings),
    Task.SENTENCES: lambda gold, toolkit, choice: score_sentences(gold, toolkit.model, choice.limit, choice.only),
    Task.STATEMENTS: _score_statements,
    Task.TIMES: _by_reading(score_times),
    Task.TYPES: lambda gold, toolkit, choice: score_types(gold, toolkit.model, toolkit.events, choice.limit),
}
LISTERS: dict[Task, Lister] = {
    Task.FACTUALITY: lambda gold, toolkit, choice: list_passage_failures(
        gold, _batch_reader(toolkit), toolkit.model, toolkit.events.factuality, choice.limit
    ),
    Task.READINGS: lambda gold, toolkit, choice: list_failures(gold, _reader(toolkit), choice.limit),
    Task.SENTENCES: lambda gold, toolkit, choice: list_sentence_failures(
        gold, toolkit.model, choice.limit, choice.only
    ),
}
WITH_FILES = (Task.ENTITIES, Task.NAMES, Task.MODEL_NAMES, Task.PARSE, Task.SENTENCES, Task.STATEMENTS)


def evaluate(
    task: Annotated[Task, typer.Argument(help="What to score.")],
    *,
    gold: Annotated[Path, typer.Option(metavar="PATH", help="The gold file or folder.")],
    limit: Annotated[int | None, typer.Option(min=1, help="Score only the first so many documents.")] = None,
    only: Annotated[
        list[str] | None,
        typer.Option(
            metavar="PREFIX",
            help="Only files whose names begin so (where the gold is in files); may be said again.",
        ),
    ] = None,
    failures: Annotated[
        bool,
        typer.Option(
            "--failures",
            help="For readings, sentences and factuality: list what is wrong, one a line, instead of the figures.",
        ),
    ] = False,
    form: Annotated[ScoreFormat, typer.Option("--format", help="A table, or JSON.")] = ScoreFormat.TABLE,
) -> None:
    """Score the readings against gold data of a known format.

    names: worldwide-newswire, re3d. model-names: the same, for what the language model finds before any rule.
    parse: CoNLL-U. sentences: CoNLL-U; bounds of sentences and words, exact. entities: GUM (dep or
    tsv), MEANTIME, NewsWCL50. factuality: UW (jsonl, conll), or a folder of passages (tests/factuality).
    statements: PolNeAR, GUM (the folder that holds rst and dep). times: TimeML. places: LGL, GeoVirus,
    GeoWebNews. types: PLOVER pairs (plv_train.tsv). readings:
    a folder of the exam (tests/exam/dev).

    Names of newswire are also scored by region of the world. "five" is person, organisation, location,
    nationality and date together; "calendar" takes only dates that name a day, month, year or feast.
    Sentences are also scored by themselves where they hold a quotation mark (quote), begin or end with one
    (quote-edge), end without a mark of punctuation (no-end-mark) or follow an abbreviation
    (after-abbreviation). In their failures, ¦ is our bound and ‖ the bound of the gold.
    """
    if only and task not in WITH_FILES:
        raise OptionError("--only", f"{task} takes no such choice", f"Use it with {_join(WITH_FILES)}, or use --limit.")
    if failures and task not in LISTERS:
        raise OptionError("--failures", f"{task} has no such list", f"Use it with {_join(LISTERS)}.")
    if failures and form is ScoreFormat.JSON:
        raise OptionError("--failures", "it lists lines for people, not figures", "Leave --format json out.")
    with index_progress() as progress:
        toolkit = load_toolkit(progress)
    choice = Choice(limit, tuple(only or ()))
    if failures:
        for line in LISTERS[task](gold, toolkit, choice):
            typer.echo(line)
        return
    scores = SCORERS[task](gold, toolkit, choice)
    if form is ScoreFormat.JSON:
        typer.echo(msgspec.json.encode(scores))
        return
    _print_table(scores)


def _join(tasks: Iterable[Task]) -> str:
    *first, last = tasks
    return f"{', '.join(first)} or {last}"


def _print_table(scores: Scores) -> None:
    table = Table(title=f"{scores.task} on {scores.gold}, {scores.documents} documents", title_justify="left")
    table.add_column("figure")
    table.add_column("value", justify="right")
    for name, value in scores.figures.items():
        table.add_row(name, f"{value:.0f}" if isinstance(value, int) or value > 1 else f"{value:.3f}")
    Console().print(table)
