"""Turn the treebanks into training and measuring documents: `python training/prepare_syntax.py`."""

import random
from collections.abc import Iterable

import spacy
from spacy.tokens import DocBin

from corpora import EWT_DEV, EWT_TRAIN, GUM, GUM_GENRES, GUM_HELD_OUT, SCRATCH
from treebank import Paragraph, read_paragraphs, to_doc
from vary import Sentences, vary
from wire import collect_clauses, write_wire

COPIES = 6
WIRE_PARAGRAPHS = 700
SEED = 17


def main() -> None:
    """Write `syntax-<n>.spacy` (differently varied copies of the training set) and the measuring sets."""
    SCRATCH.mkdir(parents=True, exist_ok=True)
    training = list(read_paragraphs(EWT_TRAIN))
    held_out: list[Paragraph] = []
    for path in sorted(GUM.glob("*.conllu")):
        if path.stem in GUM_HELD_OUT:
            held_out.extend(read_paragraphs(path))
        elif path.stem.split("_")[1] in GUM_GENRES:
            training.extend(read_paragraphs(path))
    rng = random.Random(SEED)  # noqa: S311 - repeatable, not secret
    clauses = collect_clauses(training)
    for copy in range(COPIES):
        wire = [("wire", write_wire(clauses, rng)) for _ in range(WIRE_PARAGRAPHS)]
        _write(f"syntax-{copy}", [*_varied(training, rng), *wire])
    _write("gum-dev", ((one.document, one.sentences) for one in held_out))
    _write("ewt-dev", ((one.document, one.sentences) for one in read_paragraphs(EWT_DEV)))


def _varied(paragraphs: list[Paragraph], rng: random.Random) -> Iterable[tuple[str, Sentences]]:
    for one in paragraphs:
        changed = vary(one.sentences, rng)
        if changed is None or len(changed) < len(one.sentences):
            yield one.document, one.sentences
        if changed is not None:
            yield one.document, changed


def _write(name: str, paragraphs: Iterable[tuple[str, Sentences]]) -> None:
    vocab = spacy.blank("en").vocab
    store = DocBin(attrs=["TAG", "POS", "MORPH", "HEAD", "DEP", "LEMMA", "SENT_START", "SPACY"], store_user_data=True)
    tokens = 0
    for document, sentences in paragraphs:
        doc = to_doc(sentences, vocab)
        doc.user_data["document"] = document
        tokens += len(doc)
        store.add(doc)
    partial = SCRATCH / f"{name}.partial"
    partial.write_bytes(store.to_bytes())
    partial.replace(SCRATCH / f"{name}.spacy")
    print(f"{name}: {len(store)} paragraphs, {tokens} words")


if __name__ == "__main__":
    main()
