"""The untrained English pipeline: which components there are and how wide."""

from functools import cache
from pathlib import Path
from typing import Any

from spacy import blank
from spacy.language import Language
from spacy.ml.models.tok2vec import MaxoutWindowEncoder, build_Tok2Vec_model
from spacy.tokens import Doc
from spacy.util import registry
from thinc.api import Model, use_ops

from onrecord.language.english.clusters import ClusterTable
from onrecord.language.english.embedding import build_form_embedding
from onrecord.language.english.tokenization import adapt_tokenizer

DATA = Path(__file__).resolve().parent / "data"
WIDTH = 96
SYNTAX_COMPONENTS = ("tok2vec", "tagger", "morphologizer", "parser")
NAME_COMPONENTS = ("ner",)

_LISTENER = {"@architectures": "spacy.Tok2VecListener.v1", "width": WIDTH, "upstream": "tok2vec"}
_ENCODER = "onrecord.FormEncoder.v1"


@cache
def _shipped_clusters() -> ClusterTable:
    return ClusterTable.load(DATA / "clusters.npz")


@registry.architectures(_ENCODER)  # type: ignore[untyped-decorator]
def build_form_encoder(width: int, depth: int, seed: int) -> Model[list[Doc], list[Any]]:
    """Return the form embedding followed by a window encoder that sees `depth` tokens to either side."""
    encoder = MaxoutWindowEncoder(width=width, window_size=1, maxout_pieces=3, depth=depth)
    return build_Tok2Vec_model(build_form_embedding(_shipped_clusters(), width, seed), encoder)


def build_pipeline(components: tuple[str, ...]) -> Language:
    """Return an untrained pipeline of the named components, with the shipped tokenizer."""
    nlp = blank("en")
    adapt_tokenizer(nlp)
    # NumPy's own matrix product was measured at 2.5 times the speed of thinc's.
    with use_ops("numpy", use_blis=False):
        for name in components:
            nlp.add_pipe(name, config=_component_configuration(name))
    return nlp


def _component_configuration(name: str) -> dict[str, Any]:
    encoder = {"@architectures": _ENCODER, "width": WIDTH, "depth": 4, "seed": 11}
    if name == "tok2vec":
        return {"model": encoder}
    if name in {"tagger", "morphologizer"}:
        return {"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": _LISTENER}}
    if name == "parser":
        return {
            "min_action_freq": 20,
            "model": _transition_model("parser", _LISTENER, hidden_width=80),
        }
    if name == "ner":
        return {"model": _transition_model("ner", {**encoder, "seed": 29}, hidden_width=64)}
    raise ValueError(f"unknown component {name!r}; expected one of {(*SYNTAX_COMPONENTS, *NAME_COMPONENTS)}")


def _transition_model(task: str, tok2vec: dict[str, Any], *, hidden_width: int) -> dict[str, Any]:
    return {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": task,
        "extra_state_tokens": False,
        "hidden_width": hidden_width,
        "maxout_pieces": 2,
        "use_upper": True,
        "tok2vec": tok2vec,
    }
