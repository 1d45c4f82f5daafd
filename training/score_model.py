"""Score trained networks, one or several as one: `python training/score_model.py syntax|names NAME [NAME ...]`.

The measures are those of `onrecord evaluate parse` and `model-names`, on the held-out sets of `corpora.py`.
"""

import sys

from corpora import DEV_OUTLETS, EWT_DEV, GUM, GUM_HELD_OUT, NEWSWIRE, TEST_OUTLETS
from onrecord.evaluation.names import score_model_names
from onrecord.evaluation.parse import score_parse
from onrecord.language.english import EnglishReader
from onrecord.language.model import EnglishModel
from teachers import load_names, load_syntax

NEWS = tuple(name for name in GUM_HELD_OUT if "_news_" in name)
RELATIONS = ("nsubj", "obj", "obl", "nmod", "ccomp", "xcomp", "advcl", "acl:relcl", "appos", "parataxis", "conj")
SYNTAX = ("words", "UPOS", "UAS", "LAS", "sentences", *RELATIONS)
NAMES = ("f1", "five-f1", "person-f1", "org-f1", "loc-f1", "norp-f1", "fac-f1", "calendar-date-f1", "five-f1-spread")


def main() -> None:
    """Print a line a set."""
    kind, names = sys.argv[1], sys.argv[2:]
    if kind == "syntax":
        model = EnglishModel(EnglishReader.load(syntax=load_syntax(names)))
        sets = (("EWT dev", EWT_DEV, ()), ("GUM held out", GUM, GUM_HELD_OUT), ("GUM news held out", GUM, NEWS))
        for part, gold, only in sets:
            figures = score_parse(gold, model, None, only).figures
            print(f"{part:18}", " ".join(f"{name} {100 * figures[name]:.1f}" for name in SYNTAX if name in figures))
        return
    model = EnglishModel(EnglishReader.load(names=load_names(names)))
    for part, outlets in (("dev", DEV_OUTLETS), ("test", TEST_OUTLETS)):
        figures = score_model_names(NEWSWIRE, model, None, outlets).figures
        print(f"{part:5}", " ".join(f"{name} {100 * figures[name]:.1f}" for name in NAMES))
        regions = {name: value for name, value in figures.items() if name.endswith("-five-f1")}
        print("     ", " ".join(f"{name} {100 * value:.1f}" for name, value in regions.items()))


if __name__ == "__main__":
    main()
