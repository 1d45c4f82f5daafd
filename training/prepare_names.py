"""Turn worldwide-newswire into training and measuring documents: `python training/prepare_names.py`."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import spacy
from spacy.tokens import Doc, DocBin, Span
from spacy.util import filter_spans

from corpora import DEV_OUTLETS, NEWSWIRE, SCRATCH, TEST_OUTLETS
from onrecord.language.english.architecture import build_pipeline

LABELS = {
    "Person": "PERSON",
    "Organization": "ORG",
    "Location": "LOC",
    "Facility": "FAC",
    "NORP": "NORP",
    "Date": "DATE",
    "Money": "MONEY",
    "Misc": "MISC",
    "Product": "MISC",  # 250 in all: too few to learn
}
_WEEKDAYS = frozenset({"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"})
_FARTHEST = 400  # characters of raw text that may lie between two annotated tokens
_PARAGRAPH = re.compile(r"\n\s*\n|\n")
Names = list[tuple[int, int, str]]


def main() -> None:
    """Write `names-train.spacy`, `names-dev.spacy` and `names-test.spacy`, one document a paragraph."""
    SCRATCH.mkdir(parents=True, exist_ok=True)
    stores = {
        part: DocBin(attrs=["ENT_TYPE", "ENT_IOB", "SPACY"], store_user_data=True) for part in ("train", "dev", "test")
    }
    nlp = build_pipeline(())
    for path in sorted((NEWSWIRE / "processed_annotated").glob("*.tsv")):
        outlet = re.sub(r"_?\d*\.txt\.tsv$", "", path.name)
        part = "test" if outlet in TEST_OUTLETS else "dev" if outlet in DEV_OUTLETS else "train"
        text, names = align(path)
        for doc in _paragraphs(nlp, text, names):
            doc.user_data["document"] = path.name
            doc.user_data["outlet"] = outlet
            stores[part].add(doc)
    vocab = spacy.blank("en").vocab
    for part, store in stores.items():
        store.to_disk(SCRATCH / f"names-{part}.spacy")
        docs = list(store.get_docs(vocab))
        print(
            f"{part}: {len(docs)} paragraphs, {sum(map(len, docs))} tokens, {sum(len(doc.ents) for doc in docs)} names"
        )


def align(path: Path) -> tuple[str, Names]:
    """Return the raw article and its names by character offsets; the annotated file holds the tokens only."""
    raw = NEWSWIRE / "original_articles" / path.name.removesuffix(".tsv")
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if "\t" in line]
    text = raw.read_text(encoding="utf-8", errors="replace") if raw.exists() else " ".join(row[0] for row in rows)
    names: Names = []
    position = 0
    for token, tag in ((row[0], row[-1].strip()) for row in rows):
        found = text.find(token, position)
        if found < 0 or found - position > _FARTHEST:
            continue
        position = found + len(token)
        prefix, _, kind = tag.partition("-")
        if not kind:
            continue
        label = "DATE" if token in _WEEKDAYS else LABELS[kind]
        if prefix == "I" and names and not text[names[-1][1] : found].strip():
            # "Athens International Airport" is marked B-Location I-Facility I-Facility.
            names[-1] = (names[-1][0], position, label)
        else:
            names.append((found, position, label))
    return text, names


def _paragraphs(nlp: spacy.language.Language, text: str, names: Names) -> Iterator[Doc]:
    start = 0
    for end in [*(match.start() for match in _PARAGRAPH.finditer(text)), len(text)]:
        piece = text[start:end]
        offset = start + len(piece) - len(piece.lstrip())
        piece = piece.strip()
        if piece and not piece.startswith("http"):
            inside = [
                (a - offset, b - offset, kind) for a, b, kind in names if a >= offset and b <= offset + len(piece)
            ]
            yield _mark(nlp.make_doc(piece), inside)
        start = end


def _mark(doc: Doc, names: Iterable[tuple[int, int, str]]) -> Doc:
    spans: list[Span] = []
    for start, end, kind in names:
        span = doc.char_span(start, end, label=kind, alignment_mode="expand")
        if span is not None:
            spans.append(span)
    doc.set_ents(filter_spans(spans))
    return doc


if __name__ == "__main__":
    main()
