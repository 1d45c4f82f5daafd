"""Made-up sources of made-up statements: persons with titles and offices, bodies, groups, pronouns, as noun phrases."""

# ruff: noqa: PLR2004 - shares of random draws

import random
from dataclasses import replace

from made_up import WORDS
from treebank import Word

Sentence = list[Word]


def make_word(form: str, upos: str, xpos: str, head: int, deprel: str, feats: str = "") -> Word:
    """Return a word; the features follow from the Penn tag where none are given."""
    return Word(form, form, upos, xpos, feats or _FEATS.get(xpos, ""), head, deprel)


_FEATS = {
    "NNP": "Number=Sing",
    "NN": "Number=Sing",
    "NNS": "Number=Plur",
    "JJ": "Degree=Pos",
    "VBD": "Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin",
    "VBZ": "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin",
}
THE = ("the", "DET", "DT", "det", "Definite=Def|PronType=Art")
A = ("a", "DET", "DT", "det", "Definite=Ind|PronType=Art")


def draw_source(rng: random.Random) -> tuple[Sentence, int, bool]:
    """Return the words of a noun phrase, heads counted inside it, its own head, and whether it is plural."""
    draw = rng.random()
    if draw < 0.45:
        return _person(rng)
    if draw < 0.6:
        group = rng.choice(WORDS["groups"])
        words = (
            [make_word(rng.choice(("local", "senior", "two", *WORDS["nations"])), "ADJ", "JJ", 1, "amod")]
            if rng.random() < 0.5
            else []
        )
        if words and words[0].form in {"two", "U.S.", "UN"}:
            number = words[0].form == "two"
            words = [
                make_word(
                    words[0].form,
                    "NUM" if number else "PROPN",
                    "CD" if number else "NNP",
                    1,
                    "nummod" if number else "compound",
                )
            ]
        return [*words, make_word(group, "NOUN", "NNS", -1, "")], len(words), True
    if draw < 0.75:
        body = rng.choice(WORDS["bodies"]).split()
        inner = [make_word(part, "PROPN", "NNP", len(body), "compound") for part in body[:-1]]
        return (
            [
                make_word(*THE[:3], len(body), "det", THE[4]),
                *inner,
                make_word(body[-1], "PROPN", "NNP", -1, ""),
            ],
            len(body),
            False,
        )
    if draw < 0.88:
        words = [
            make_word("a", "DET", "DT", 2, "det", A[4]),
            make_word(rng.choice(("senior", "former", "Turkish", "local")), "ADJ", "JJ", 2, "amod"),
        ]
        return [*words, make_word(rng.choice(WORDS["roles"]), "NOUN", "NN", -1, "")], 2, False
    pronoun = rng.choice((("he", "Masc"), ("she", "Fem")))
    feats = f"Case=Nom|Gender={pronoun[1]}|Number=Sing|Person=3|PronType=Prs"
    return [make_word(pronoun[0], "PRON", "PRP", -1, "", feats)], 0, False


def _person(rng: random.Random) -> tuple[Sentence, int, bool]:
    words: Sentence = []
    draw = rng.random()
    if draw < 0.3:
        words.append(make_word(rng.choice(WORDS["titles"]), "PROPN", "NNP", 1, "nmod:desc"))
        if rng.random() < 0.3 and words[0].form in {"Gen.", "Col."}:
            words = [
                make_word(rng.choice(("Lt.", "Maj.", "Brig.")), "PROPN", "NNP", 1, "compound"),
                replace(words[0], head=2),
            ]
    elif draw < 0.5:
        body = rng.choice(WORDS["bodies"]).split()
        words = [make_word(part, "PROPN", "NNP", len(body) - 1, "compound") for part in body[:-1]]
        words += [
            make_word(body[-1], "PROPN", "NNP", len(body), "compound"),
            make_word(rng.choice(WORDS["roles"]), "NOUN", "NN", len(body) + 1, "nmod:desc"),
        ]
    head = len(words)
    words += _name(rng, head)
    if rng.random() < 0.4:
        words = _apposition(words, head, rng)
    return words, head, False


def _name(rng: random.Random, head: int) -> Sentence:
    first = [make_word(part, "PROPN", "NNP", head, "flat") for part in rng.choice(WORDS["first_names"]).split("-")[:1]]
    first[0].head, first[0].deprel = -1, ""
    if rng.random() < 0.25:
        particle = replace(make_word(rng.choice(("al", "el", "Al")), "PROPN", "NNP", head, "flat"), space=False)
        hyphen = replace(make_word("-", "PUNCT", "HYPH", head + 3, "punct"), space=False)
        return [*first, particle, hyphen, make_word(rng.choice(WORDS["last_names"]), "PROPN", "NNP", head, "flat")]
    if rng.random() < 0.15:
        return first
    return [*first, make_word(rng.choice(WORDS["last_names"]), "PROPN", "NNP", head, "flat")]


def _apposition(words: Sentence, head: int, rng: random.Random) -> Sentence:
    words[-1] = replace(words[-1], space=False)
    at = len(words) + 1
    article = [] if rng.random() < 0.3 else [make_word(*A[:3], at + 1, "det", A[4])]
    role = at + len(article)
    body = rng.choice(WORDS["bodies"]).split()
    last = role + 2 + len(body)
    inner = [make_word(part, "PROPN", "NNP", last, "compound") for part in body[:-1]]
    phrase = [
        make_word(",", "PUNCT", ",", role, "punct"),
        *article,
        make_word(rng.choice(WORDS["roles"]), "NOUN", "NN", head, "appos"),
        make_word(rng.choice(("for", "at", "with", "of")), "ADP", "IN", last, "case"),
        make_word("the", "DET", "DT", last, "det", THE[4]),
        *inner,
        replace(make_word(body[-1], "PROPN", "NNP", role, "nmod"), space=False),
        make_word(",", "PUNCT", ",", role, "punct"),
    ]
    return [*words, *phrase]
