"""Train tags, morphology and trees: `python training/train_syntax.py [steps] [folder]`; run again to resume."""

import random
from collections import defaultdict
from collections.abc import Iterator

from spacy.tokens import DocBin
from spacy.training import Example

from corpora import SCRATCH
from onrecord.language.english.architecture import SYNTAX_COMPONENTS, build_pipeline
from onrecord.language.english.embedding import set_familiar
from trainer import Plan, batch_by_words, get_component, read_arguments, train

COPIES = 6
# How many must use a word before it is known by name.
DOCUMENTS = 2


def main() -> None:
    """Train until the number of steps given on the command line."""
    steps, folder = read_arguments(5000, "syntax")
    nlp = build_pipeline(SYNTAX_COMPONENTS)
    plan = Plan("syntax", SYNTAX_COMPONENTS, steps)

    def read(copy: int) -> list[Example]:
        store = DocBin(store_user_data=True).from_disk(SCRATCH / f"syntax-{copy % COPIES}.spacy")
        return [Example(nlp.make_doc(gold.text), gold) for gold in store.get_docs(nlp.vocab) if len(gold) > 1]

    def batches(epoch: int) -> Iterator[list[Example]]:
        return batch_by_words(read(epoch), plan.words_per_step, random.Random(plan.seed + epoch))  # noqa: S311

    sample = read(0)
    set_familiar(get_component(nlp, "tok2vec").model, _familiar_forms(sample))
    nlp.initialize(lambda: sample)
    train(nlp, plan, batches, folder)


def _familiar_forms(examples: list[Example]) -> set[str]:
    """Return the words that at least two documents of the treebanks use."""
    documents: dict[str, set[str]] = defaultdict(set)
    for example in examples:
        for token in example.predicted:
            documents[token.lower_].add(example.reference.user_data["document"])
    return {form for form, places in documents.items() if len(places) >= DOCUMENTS}


if __name__ == "__main__":
    main()
