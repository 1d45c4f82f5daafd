"""Scores of statements against the attributions of GUM's discourse trees: whether each cue is found, and its source.

GUM marks attributions of clauses only (`attribution-positive`, `attribution-negative` in the .rs4 files), so that
precision cannot be told: a statement whose content is a noun phrase is no attribution there.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import msgspec

from onrecord.errors import InputError
from onrecord.evaluation.parse import GoldDocument, load_conllu
from onrecord.evaluation.scores import Scores
from onrecord.records import Reading, Report, Span, make_report_id

ADVICE = "Give the folder treebanks/gum, with rst/*.rs4 and dep/*.conllu of the same names."


class GoldCue(msgspec.Struct, frozen=True):
    """The words of a cue and of its source, as spans of the document."""

    cue: tuple[Span, ...]
    source: tuple[Span, ...]


def score_gum_attributions(
    gold: Path, read: Callable[[Report], Reading], limit: int | None = None, only: tuple[str, ...] = ()
) -> Scores:
    """Return how many cues of `gold`, the folder of GUM, are found, and how many sources of these share a word.

    A cue is found if a statement's cue shares a character with it. Attributions without a cue word (a speaker's
    name before a turn) are left out.

    Raises:
        InputError: if the folder holds no documents of that layout.

    """
    documents = list(load_gum_attributions(gold, only))[:limit]
    cues = found = sourced = right = 0
    for document, relations in documents:
        statements = read(Report(id=make_report_id(document.name, document.text), text=document.text)).statements
        for relation in relations:
            cues += 1
            hits = [one for one in statements if one.cue and any(one.cue.overlaps(span) for span in relation.cue)]
            if not hits:
                continue
            found += 1
            if relation.source:
                sourced += 1
                right += any(mine.overlaps(span) for one in hits for mine in one.source for span in relation.source)
    figures: dict[str, float] = {"cues": cues}
    if cues:
        figures["cue-recall"] = found / cues
    if sourced:
        figures["source-right-on-hits"] = right / sourced
    return Scores(task="statements", gold="GUM", documents=len(documents), figures=figures)


def load_gum_attributions(gold: Path, only: tuple[str, ...] = ()) -> Iterator[tuple[GoldDocument, list[GoldCue]]]:
    """Yield the documents of GUM and their attributions that have a cue word, in order of their names.

    Raises:
        InputError: if a tree is missing, or its words are not those of the document.

    """
    for document in load_conllu(gold / "dep", only):
        path = gold / "rst" / f"{document.name}.rs4"
        try:
            tree = ET.parse(path).getroot()  # noqa: S314 - gold on the user's own disk
        except (OSError, ET.ParseError) as error:
            raise InputError(str(path), str(error), ADVICE) from error
        words = [word for segment in tree.iter("segment") for word in (segment.text or "").split()]
        if len(words) != len(document.words):
            raise InputError(str(path), f"{len(words)} words, but {len(document.words)} in dep", ADVICE)
        yield document, list(_find_cues(tree, document))


def _find_cues(tree: ET.Element, document: GoldDocument) -> Iterator[GoldCue]:
    signals: dict[str, list[tuple[str, list[int]]]] = defaultdict(list)
    for signal in tree.iter("signal"):
        tokens = [int(token) - 1 for token in (signal.get("tokens") or "").split(",") if token]
        signals[signal.get("source", "")].append((signal.get("subtype", ""), tokens))
    for node in (*tree.iter("segment"), *tree.iter("group")):
        if not (node.get("relname") or "").startswith("attribution"):
            continue
        marked = signals[node.get("id", "")]
        source = {token for kind, tokens in marked for token in tokens if kind == "attribution_source"}
        cue = {token for kind, tokens in marked for token in tokens if kind.startswith("indicative_")} - source
        if cue:
            yield GoldCue(_spans(document, cue), _spans(document, source))


def _spans(document: GoldDocument, tokens: set[int]) -> tuple[Span, ...]:
    return tuple(Span(start=document.words[one].start, end=document.words[one].end) for one in sorted(tokens))
