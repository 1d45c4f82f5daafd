"""Compile the lemma tables from the treebanks and spacy-lookups-data: `python training/prepare_lemmas.py`."""

import gzip
import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import spacy_lookups_data

from corpora import EWT_TRAIN, GUM, GUM_GENRES, GUM_HELD_OUT, PACKAGE_DATA
from onrecord.language.english.lemmas import LemmaTables
from treebank import Word, read_paragraphs

_LOOKUPS = Path(spacy_lookups_data.__file__).parent / "data"
# So many lines of the treebanks outweigh the dictionary's list of irregular forms.
ENOUGH = 5
# Where WordNet's first choice is the rarer one in reports.
_PREFERRED = {"bases": "base", "feed": "feed"}
_WORDNET = {"NOUN": "noun", "VERB": "verb", "ADJ": "adj", "ADV": "adv"}
_NOT_WORDS = frozenset({"PUNCT", "SYM", "X", "NUM"})


def main() -> None:
    """Write `lemmas.json.gz`; a treebank lemma is kept only where the rules alone would miss it."""
    words = list(_training_words())
    rules, exceptions, index = (_read(part) for part in ("rules", "exc", "index"))
    usual: dict[str, str] = {**_read("lookup"), **_PREFERRED}
    tables = LemmaTables(
        seen={},
        rules={kind: tuple(map(tuple, rules[kind])) for kind in ("noun", "verb", "adj")},
        exceptions={
            kind: {form: _choose(lemmas, usual.get(form)) for form, lemmas in exceptions[kind].items()}
            for kind in index
        },
        index={kind: frozenset(index[kind]) for kind in index},
        lower_case=frozenset(word.form for word in words if word.form.islower() and word.upos == "ADJ"),
    )
    seen: dict[str, dict[str, str]] = defaultdict(dict)
    for (form, upos), lemmas in _count(words).items():
        (lemma, xpos), times = lemmas.most_common(1)[0]
        if times < ENOUGH and form in tables.exceptions.get(_WORDNET.get(upos, ""), {}):
            continue  # the dictionary knows better than a few lines of a treebank
        if times < ENOUGH and upos == "VERB" and tables.find(form, upos, xpos) in tables.index["verb"]:
            continue  # and so do the rules, where they lead to a verb that it knows
        if upos not in _NOT_WORDS and lemma != "_" and tables.find(form, upos, xpos) != lemma:
            seen[upos][form] = lemma
    LemmaTables(
        seen={upos: dict(sorted(seen[upos].items())) for upos in sorted(seen)},
        rules=tables.rules,
        exceptions=tables.exceptions,
        index=tables.index,
        lower_case=tables.lower_case,
    ).save(PACKAGE_DATA / "lemmas.json.gz")


def _choose(lemmas: list[str], usual: str | None) -> str:
    return usual if usual is not None and usual in lemmas else lemmas[0]


def _training_words() -> list[Word]:
    paths = [EWT_TRAIN, *(path for path in sorted(GUM.glob("*.conllu")) if path.stem not in GUM_HELD_OUT)]
    kept = [path for path in paths if path == EWT_TRAIN or path.stem.split("_")[1] in GUM_GENRES]
    sentences = (sentence for path in kept for one in read_paragraphs(path) for sentence in one.sentences)
    return [word for sentence in sentences for word in sentence]


def _count(words: list[Word]) -> dict[tuple[str, str], Counter[tuple[str, str]]]:
    """Return how often each form with its UPOS has each lemma and Penn tag."""
    counts: dict[tuple[str, str], Counter[tuple[str, str]]] = defaultdict(Counter)
    plain = {(word.form, word.upos) for word in words if word.form.islower()}
    for word in words:
        form = word.form.replace("’", "'")
        if word.upos != "PROPN" and not word.form.islower() and (word.form.lower(), word.upos) in plain:
            continue  # "National" in a title has its capital as lemma
        counts[form if word.upos == "PROPN" else form.lower(), word.upos][word.lemma, word.xpos] += 1
    return counts


def _read(part: str) -> Any:  # noqa: ANN401 - JSON
    return json.loads(gzip.decompress((_LOOKUPS / f"en_lemma_{part}.json.gz").read_bytes()))


if __name__ == "__main__":
    main()
