"""`onrecord search`: full text over all reports."""

import sys
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from onrecord.cli import listing
from onrecord.cli.listing import ListFormat, one_line, print_rows
from onrecord.store import Hit, open_store

MARK_STYLE = "bold yellow"
Words = Annotated[
    list[str],
    typer.Argument(metavar="WORDS", help='Words that a report must hold, all of them; "in quotes" they stay together.'),
]
Most = Annotated[int, typer.Option("--limit", min=1, metavar="N", help="At most so many reports.")]


def search(
    words: Words,
    *,
    record: listing.RecordFile,
    limit: Most = 20,
    list_format: listing.Format = ListFormat.TABLE,
) -> None:
    """List the reports that hold all the words, in any inflection, best first, with the passage."""
    # The shell took the quotes off an argument of several words: they belong together.
    query = " ".join(f'"{word}"' if " " in word and len(words) > 1 else word for word in words)
    with open_store(record) as store:
        hits = store.search(query, limit)
    if list_format is not ListFormat.TABLE:
        print_rows(hits, Hit, {}, list_format)
        return
    console = Console(soft_wrap=True, highlight=False, markup=False, emoji=False)
    for hit in hits:
        console.print(_head(hit))
        console.print(Text("    ") + _snippet(hit))
    if not hits:
        typer.echo("No report holds these words.", file=sys.stderr)


def _head(hit: Hit) -> Text:
    head = Text(one_line(hit.title) or "(no title)", "bold")
    about = " · ".join(filter(None, (one_line(hit.outlet), str(hit.published_on or ""), hit.report)))
    return head.append(f"  {about}", "dim")


def _snippet(hit: Hit) -> Text:
    """Return the passage with its words marked, in colour and, since a pipe has none, in square brackets."""
    passage, position = Text(), 0
    for match in hit.matches:
        passage.append(_kept(hit.snippet[position : match.start]))
        passage.append(f"[{_kept(match.cut(hit.snippet))}]", MARK_STYLE)
        position = match.end
    return passage.append(_kept(hit.snippet[position:]))


def _kept(text: str) -> str:
    """Return `text` on one line with the spaces at its ends, which part it from what is marked."""
    inner = one_line(text)
    if not inner:
        return " " * bool(text)
    return " " * text[0].isspace() + inner + " " * text[-1].isspace()
