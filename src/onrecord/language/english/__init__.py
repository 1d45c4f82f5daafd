"""The English model that ships with onrecord: tokenizer, tags, trees, lemmas and names, trained by `training/`."""

import hashlib

from spacy.language import Language
from spacy.tokens import Doc

from onrecord.language.english.architecture import DATA, NAME_COMPONENTS, SYNTAX_COMPONENTS, build_pipeline
from onrecord.language.english.lemmas import LemmaTables, Lemmatizer
from onrecord.language.english.weights import load_weights
from onrecord.language.english.white_space import detach_white_space

__all__ = ["load_spacy_pipeline", "model_name"]

_NAME = "onrecord-english"
_VERSION = "1.0"
_FILES = ("clusters.npz", "lemmas.json.gz", "names.weights", "syntax.weights")


def load_spacy_pipeline() -> Language:
    """Return the whole pipeline, ready for `nlp(text)` and `nlp.pipe(texts)`; give it one paragraph a document.

    Tokens carry UPOS (`pos_`), Penn tags (`tag_`), UD features, lemmas and UD relations (the root's is `ROOT`);
    `doc.ents` holds names labelled PERSON, ORG, LOC, FAC, NORP, DATE, MONEY or MISC. Nothing is downloaded.
    """
    nlp = build_pipeline((*SYNTAX_COMPONENTS, *NAME_COMPONENTS))
    load_weights(nlp, DATA / "syntax.weights")
    load_weights(nlp, DATA / "names.weights")
    nlp.add_pipe("onrecord_white_space")
    nlp.add_pipe("onrecord_lemmas")
    return nlp


def model_name() -> str:
    """Return the name, version and the first 12 digits of the hash of the shipped data."""
    digest = hashlib.sha256()
    for name in _FILES:
        digest.update((DATA / name).read_bytes())
    return f"{_NAME} {_VERSION} ({digest.hexdigest()[:12]})"


@Language.component("onrecord_white_space")
def _white_space(doc: Doc) -> Doc:
    return detach_white_space(doc)


@Language.factory("onrecord_lemmas")
def _lemmas(nlp: Language, name: str) -> Lemmatizer:
    del nlp, name
    return Lemmatizer(LemmaTables.load(DATA / "lemmas.json.gz"))
