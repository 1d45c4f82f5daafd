"""Train the name finder: `python training/train_names.py [steps] [folder]`; run again to resume."""

import random
from collections import defaultdict
from collections.abc import Iterator

from spacy.tokens import Doc, DocBin
from spacy.training import Example

from corpora import SCRATCH
from onrecord.language.english.architecture import NAME_COMPONENTS, build_pipeline
from onrecord.language.english.embedding import set_familiar
from trainer import Plan, batch_by_words, get_component, read_arguments, train
from vary_names import NameExchange, vary_names

# How many must use a word before it is known by name.
ARTICLES = 3
OUTLETS = 2


def main() -> None:
    """Train until the number of steps given on the command line."""
    steps, folder = read_arguments(4000, "names")
    nlp = build_pipeline(NAME_COMPONENTS)
    plan = Plan("names", NAME_COMPONENTS, steps, dropout=0.2)
    gold = list(DocBin(store_user_data=True).from_disk(SCRATCH / "names-train.spacy").get_docs(nlp.vocab))
    set_familiar(get_component(nlp, "ner").model, _familiar_forms(gold))
    exchange = NameExchange(gold)

    def batches(epoch: int) -> Iterator[list[Example]]:
        rng = random.Random(plan.seed + epoch)  # noqa: S311 - repeatable, not secret
        varied = (vary_names(nlp, doc, exchange, rng) for doc in gold)
        examples = [Example(nlp.make_doc(doc.text), doc) for doc in varied]
        return batch_by_words(examples, plan.words_per_step, rng)

    sample = [Example(nlp.make_doc(doc.text), doc) for doc in gold]
    nlp.initialize(lambda: sample)
    train(nlp, plan, batches, folder)


def _familiar_forms(docs: list[Doc]) -> set[str]:
    """Return the words that enough articles and outlets use: the names of one story are not to be learnt by heart."""
    articles: dict[str, set[str]] = defaultdict(set)
    outlets: dict[str, set[str]] = defaultdict(set)
    for doc in docs:
        for token in doc:
            articles[token.lower_].add(doc.user_data["document"])
            outlets[token.lower_].add(doc.user_data["outlet"])
    return {form for form in articles if len(articles[form]) >= ARTICLES and len(outlets[form]) >= OUTLETS}


if __name__ == "__main__":
    main()
