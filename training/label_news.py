"""Label raw news with teachers: `python training/label_news.py syntax|names OUTPUT TEACHER [TEACHER ...]`.

Writes `scratch/model/OUTPUT`, which `train_syntax.py --silver` and `train_names.py --silver` read. The news are PolNeAR
but for its held-out articles, worldwide-newswire but for the held-out outlets, re3d without the BBC's part, MEANTIME,
and our own sentences with names.
"""

import json
import pickle
import re
import sys
from collections.abc import Iterator
from typing import Any

import numpy as np

from corpora import HELD_OUT_STATEMENTS, MEANTIME, OWN_NAMES, POLNEAR, RE3D, SCRATCH
from names_data import Article, Piece, read_newswire
from onrecord.evaluation.statements import list_documents
from onrecord.language.english.reader import CutParagraph, ParagraphParse, SyntaxReader
from onrecord.language.english.trees import find_tree
from own_names import read_reports
from teachers import load_names, load_syntax
from tokens import cut_paragraph
from treebank import Word
from vary import Sentences

SUREST = 0.5  # an arc that the teachers give less is not learnt from
_BREAK = re.compile(r"\s*\n\s*")
_SHORTEST = 20  # characters


def read_raw() -> Iterator[tuple[str, list[str]]]:
    """Yield the name and the paragraphs of every article."""
    for name in list_documents(POLNEAR.parent)[HELD_OUT_STATEMENTS:]:
        path = POLNEAR / f"{name}.txt"
        yield name, _divide(path.read_text("utf-8", "replace"))
    for article in read_newswire()["train"]:
        yield article.name, [piece.text for piece in article.pieces]
    for path in sorted(RE3D.glob("*/documents.json")):
        if not path.parent.name.startswith("BBC"):
            for line in path.read_text("utf-8").splitlines():
                if line.strip():
                    row = json.loads(line)
                    yield row["_id"], _divide(row["text"])
    for name, text in _read_meantime():
        yield name, [text]
    for path in sorted(OWN_NAMES.glob("*.txt")):
        for number, report in enumerate(read_reports(path)):
            yield f"{path.stem}-{number}", [" ".join(text for text, _ in report)]


def _divide(text: str) -> list[str]:
    return [part for part in _BREAK.split(text.strip()) if len(part) > _SHORTEST]


def _read_meantime() -> Iterator[tuple[str, str]]:
    """Yield the articles; the file holds tokens only, so marks are joined to words by rule."""
    for block in MEANTIME.read_text("utf-8").split("#begin document")[1:]:
        words = [line.split("\t")[3] for line in block.splitlines() if line.count("\t") >= 4]  # noqa: PLR2004
        text = re.sub(r" ([.,;:!?)’]|'s|n't|'re|'ve)(?= |$)", r"\1", " ".join(words)).replace("( ", "(")
        yield block.split()[0], text


def label_syntax(teachers: list[str]) -> list[Sentences]:
    """Return every paragraph with the teachers' trees; heads they are not sure of are unknown (-1)."""
    reader = load_syntax(teachers, SureReader)
    labelled: list[Sentences] = []
    texts = list(dict.fromkeys(text for _, paragraphs in read_raw() for text in paragraphs))
    for start in range(0, len(texts), 128):
        cuts = [cut for cut in map(cut_paragraph, texts[start : start + 128]) if cut.forms]
        parses = list(reader.parse(cuts))
        sure = iter(reader.sure)
        labelled += [_make_words(cut, parse, sure) for cut, parse in zip(cuts, parses, strict=True)]
        if start % 6400 == 0:
            print(f"{start} of {len(texts)} paragraphs", flush=True)
    return labelled


class SureReader(SyntaxReader):
    """Reads trees, and keeps in `sure` whether the teachers give each word's head half of their belief or more."""

    sure: list[bool]

    def _find_heads(self, scores: Any, sentences: list[int]) -> list[int]:  # noqa: ANN401 - joint scores
        self.sure = []
        heads: list[int] = []
        for first, stop in zip(sentences, [*sentences[1:], len(scores.starts)], strict=True):
            arcs = self._network.score_arcs(scores, first, stop)
            for place, head in enumerate(find_tree(arcs)):
                heads.append(first + head)
                self.sure.append(bool(np.exp(arcs[place, stop - first if head == place else head]) >= SUREST))
        return heads


def _make_words(cut: CutParagraph, parse: ParagraphParse, sure: Iterator[bool]) -> Sentences:
    words = [
        Word(form, form, upos, tag, feats, 0, relation, bool(code & 1))
        for form, (upos, feats), tag, relation, code in zip(
            cut.forms, parse.morphs, parse.tags, parse.relations, cut.spacing, strict=True
        )
    ]
    sentences = []
    for begin, stop in zip(parse.sentences, [*parse.sentences[1:], len(words)], strict=True):
        for place in range(begin, stop):
            words[place].head = parse.heads[place] - begin if next(sure) else -1
        sentences.append(words[begin:stop])
    return sentences


def label_names(teachers: list[str]) -> list[Article]:
    """Return every article that has no names of its own with those the teachers find."""
    reader = load_names(teachers)
    own = {article.name for article in read_newswire()["train"]} | {path.stem for path in OWN_NAMES.glob("*.txt")}
    raw = [(name, texts) for name, texts in read_raw() if name not in own and name.rpartition("-")[0] not in own]
    labelled = []
    for name, texts in raw:
        cuts = [cut_paragraph(text) for text in texts]
        pieces = []
        for text, cut, names in zip(texts, cuts, reader.find([cuts]), strict=True):
            spans = tuple((cut.offsets[first][0], cut.offsets[stop - 1][1], label) for first, stop, label in names)
            pieces.append(Piece(text, spans))
        labelled.append(Article(name, "silver", tuple(pieces)))
    return labelled


def main() -> None:
    """Label and store."""
    kind, output, teachers = sys.argv[1], sys.argv[2], sys.argv[3:]
    labelled: list[object] = [*(label_syntax(teachers) if kind == "syntax" else label_names(teachers))]
    (SCRATCH / output).write_bytes(pickle.dumps(labelled))
    print(f"{len(labelled)} in scratch/model/{output}")


if __name__ == "__main__":
    main()
