"""The command line `onrecord`: the commands, and how an error is told."""

import os
import sys
from importlib.metadata import version
from typing import Annotated

import typer

from onrecord.cli.add import add
from onrecord.cli.evaluate import evaluate
from onrecord.cli.events import list_events
from onrecord.cli.incidents import list_incidents
from onrecord.cli.places import list_places
from onrecord.cli.read import read
from onrecord.cli.reports import list_reports
from onrecord.cli.search import search
from onrecord.cli.show import show
from onrecord.cli.statements import list_statements
from onrecord.errors import OnrecordError

EXIT_BAD_INPUT = 2
# The model's matrices are small: threads would wait for each other. Read by the libraries when they load.
ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS")

app = typer.Typer(
    name="onrecord",
    help="Reads news reports and keeps the record: who said what, who did what to whom, and who says so.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(asked: bool) -> None:  # noqa: FBT001 - typer hands an option over by place
    if asked:
        typer.echo(f"onrecord {version('onrecord')}")
        raise typer.Exit


@app.callback()
def onrecord(
    *,
    _version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and stop."),
    ] = False,
) -> None:
    """Reads news reports and keeps the record: who said what, who did what to whom, and who says so."""


app.command()(read)
app.command()(add)
app.command("events")(list_events)
app.command("statements")(list_statements)
app.command("places")(list_places)
app.command("reports")(list_reports)
app.command("incidents")(list_incidents)
app.command()(show)
app.command()(search)
app.command()(evaluate)


def main() -> None:
    """Run the command line; an error of ours is one line on standard error and exit code 2."""
    for variable in ONE_THREAD:
        os.environ.setdefault(variable, "1")
    try:
        app()
    except OnrecordError as error:
        typer.secho(f"error: {error}", err=True, fg=typer.colors.RED)
        sys.exit(EXIT_BAD_INPUT)
    except BrokenPipeError:  # the reader of a pipe has gone, as `| head` does
        sys.stderr.close()
        sys.exit(0)
