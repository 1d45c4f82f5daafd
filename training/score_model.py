"""Score weights on text never trained on: `python training/score_model.py syntax|names weights [set ...]`.

The model gets raw paragraphs. Punctuation counts. A token that the model cut otherwise than the gold counts as wrong.
"""

import sys
from collections import defaultdict
from pathlib import Path
from typing import Any, NamedTuple

from spacy.language import Language
from spacy.tokens import Doc, DocBin

from corpora import SCRATCH
from onrecord.language.english.architecture import NAME_COMPONENTS, SYNTAX_COMPONENTS, build_pipeline
from onrecord.language.english.weights import load_weights

RELATIONS = ["nsubj", "nsubj:pass", "obj", "obl", "obl:agent", "ccomp", "xcomp", "appos", "acl:relcl", "advcl"]
RELATIONS += ["parataxis", "conj", "nmod", "compound", "flat"]
_OPEN = frozenset({"NOUN", "VERB", "ADJ", "ADV", "PROPN"})


class Count(NamedTuple):
    """Found, expected and right, of one measure."""

    found: int
    expected: int
    right: int

    def __add__(self, other: "Count") -> "Count":  # type: ignore[override]
        """Return the counts of both."""
        return Count(*(one + two for one, two in zip(self, other, strict=True)))

    @property
    def f1(self) -> float:
        """F1 in percent."""
        return 200 * self.right / max(1, self.found + self.expected)


Scores = dict[str, Count]
Rows = set[tuple[Any, ...]]


def score_syntax(nlp: Language, gold: list[Doc]) -> dict[str, Scores]:
    """Return the counts of every measure by genre, and for `all`."""
    totals: dict[str, Scores] = defaultdict(lambda: defaultdict(lambda: Count(0, 0, 0)))
    for expected, found in zip(gold, nlp.pipe([doc.text for doc in gold], batch_size=64), strict=True):
        document = expected.user_data["document"]
        genre = document.split("_")[1] if document.startswith("GUM") else document.split("-")[0]
        for measure, count in _compare_trees(expected, found).items():
            totals[genre][measure] += count
            totals["all"][measure] += count
    return totals


def _compare_trees(expected: Doc, found: Doc) -> Scores:
    return {name: _count(rows, _rows(expected)[name]) for name, rows in _rows(found).items()}


def _count(found: Rows, expected: Rows) -> Count:
    return Count(len(found), len(expected), len(found & expected))


def _rows(doc: Doc) -> dict[str, Rows]:
    place = {token.i: (token.idx, token.idx + len(token)) for token in doc if not token.is_space}
    words = [token for token in doc if token.i in place]
    head = {t.i: None if t.head.i == t.i else place.get(t.head.i) for t in words}
    rows: dict[str, Rows] = {
        "tokens": {(where,) for where in place.values()},
        "UPOS": {(place[t.i], t.pos_) for t in words},
        "XPOS": {(place[t.i], t.tag_) for t in words},
        "feats": {(place[t.i], str(t.morph)) for t in words},
        "lemma": {(place[t.i], t.lemma_) for t in words if t.pos_ in _OPEN},
        "UAS": {(place[t.i], head[t.i]) for t in words},
        "LAS": {(place[t.i], head[t.i], t.dep_) for t in words},
        "sentences": {(place[s[0].i][0], place[s[-1].i][1]) for s in doc.sents if s[0].i in place and s[-1].i in place},
    }
    for relation in RELATIONS:
        rows[relation] = {(place[t.i], head[t.i]) for t in words if t.dep_ == relation}
    return rows


def score_names(nlp: Language, gold: list[Doc]) -> Scores:
    """Return the counts of exact names, by label and for `all`."""
    totals: Scores = defaultdict(lambda: Count(0, 0, 0))
    for expected, found in zip(gold, nlp.pipe([doc.text for doc in gold], batch_size=64), strict=True):
        wanted, had = ({(e.start_char, e.end_char, e.label_) for e in doc.ents} for doc in (expected, found))
        totals["all"] += _count(had, wanted)
        totals["span only"] += _count({row[:2] for row in had}, {row[:2] for row in wanted})
        for label in {row[2] for row in wanted | had}:
            totals[label] += _count({row for row in had if row[2] == label}, {row for row in wanted if row[2] == label})
    return totals


def main() -> None:
    """Print a table for every set named on the command line."""
    kind, path = sys.argv[1], Path(sys.argv[2])
    nlp = build_pipeline(SYNTAX_COMPONENTS if kind == "syntax" else NAME_COMPONENTS)
    load_weights(nlp, path)
    if kind == "syntax":
        nlp.add_pipe("onrecord_lemmas")
    for name in sys.argv[3:] or (["ewt-dev", "gum-dev"] if kind == "syntax" else ["names-dev", "names-test"]):
        gold = list(DocBin(store_user_data=True).from_disk(SCRATCH / f"{name}.spacy").get_docs(nlp.vocab))
        print(f"== {name} ({path.name})")
        if kind == "names":
            for label, count in sorted(score_names(nlp, gold).items()):
                print(f"  {label:10} {count.f1:5.1f}  of {count.expected}")
            continue
        for genre, scores in score_syntax(nlp, gold).items():
            shown = RELATIONS if genre in {"all", "news"} else []
            measures = [*list(scores)[: len(scores) - len(RELATIONS)], *shown]
            print(f"  {genre:10}", " ".join(f"{measure} {scores[measure].f1:.1f}" for measure in measures))


if __name__ == "__main__":
    main()
