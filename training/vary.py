"""Copies of treebank paragraphs as wire copy would print them: curly quotes, headlines, datelines, all capitals."""

# ruff: noqa: PLR2004 - shares of random draws

import random
from collections.abc import Callable
from dataclasses import replace

from made_up import WORDS
from treebank import Word

Sentences = list[list[Word]]


def vary(sentences: Sentences, rng: random.Random) -> Sentences | None:
    """Return one changed copy, or None when this paragraph is not to be changed this time."""
    draw = rng.random()
    for limit, change in _CHANGES:
        if draw < limit:
            return change(sentences, rng)
    return None


def _quotes(sentences: Sentences, _: random.Random) -> Sentences:
    texts = [word.form for sentence in sentences for word in sentence]
    if any(quote in form for form in texts for quote in "“”’"):
        return _straighten(sentences)
    return _curl(sentences)


def _straighten(sentences: Sentences) -> Sentences:
    table = str.maketrans({"“": '"', "”": '"', "’": "'", "‘": "'"})
    return [[replace(word, form=word.form.translate(table)) for word in sentence] for sentence in sentences]


def _curl(sentences: Sentences) -> Sentences:
    opened = False
    changed: Sentences = []
    for sentence in sentences:
        words = []
        for word in sentence:
            form = word.form.replace("'", "’")
            if form in {'"', "``", "''"}:
                form = "”" if opened else "“"
                opened = not opened
            elif word.xpos == "``" and form == "’":
                form = "‘"
            words.append(replace(word, form=form))
        changed.append(words)
    return changed


def _headline(sentences: Sentences, rng: random.Random) -> Sentences | None:
    sentence = rng.choice(sentences)
    if not 5 <= len(sentence) <= 25 or sentence[-1].form != ".":
        return None
    articles = rng.random() < 0.6
    dropped = {len(sentence) - 1}
    for position, word in enumerate(sentence):
        leaf = all(other.head != position or place == position for place, other in enumerate(sentence))
        if articles and leaf and (word.lemma in {"the", "a"} or (word.deprel == "aux:pass" and word.lemma == "be")):
            dropped.add(position)
    if any(word.head in dropped for place, word in enumerate(sentence) if place not in dropped):
        return None
    kept = _without(sentence, dropped)
    if not kept:
        return None
    if rng.random() < 0.35:
        kept = [_title(word) for word in kept]
    kept[0] = replace(kept[0], form=kept[0].form[:1].upper() + kept[0].form[1:])
    return [kept]


def _title(word: Word) -> Word:
    if word.upos in {"NOUN", "VERB", "ADJ", "ADV", "PRON", "AUX"} and word.form[0].isalpha():
        return replace(word, form=word.form[0].upper() + word.form[1:])
    return word


def _without(sentence: list[Word], dropped: set[int]) -> list[Word]:
    places = {old: new for new, old in enumerate(place for place in range(len(sentence)) if place not in dropped)}
    return [replace(word, head=places[word.head]) for place, word in enumerate(sentence) if place not in dropped]


def _dateline(sentences: Sentences, rng: random.Random) -> Sentences | None:
    first = sentences[0]
    roots = [place for place, word in enumerate(first) if word.deprel == "root"]
    if len(roots) != 1 or len(first) < 8 or first[roots[0]].upos != "VERB" or first[-1].form != ".":
        return None
    words: list[Word] = []
    place = rng.choice(WORDS["datelines"])
    words.append(
        Word(place if rng.random() < 0.7 else place.title(), place, "PROPN", "NNP", "Number=Sing", -1, "parataxis")
    )
    if rng.random() < 0.6:
        words[-1].space = False
        words.append(Word(",", ",", "PUNCT", ",", "", 2, "punct"))
        month = rng.choice(WORDS["months"])
        words.append(Word(month, month, "PROPN", "NNP", "Number=Sing", 0, "nmod:unmarked"))
        words.append(Word(str(rng.randint(1, 31)), "1", "NUM", "CD", "NumForm=Digit|NumType=Card", 2, "nummod"))
    if rng.random() < 0.5:
        name = len(words) + 1
        words.append(Word("(", "(", "PUNCT", "-LRB-", "", name, "punct", space=False))
        words.append(Word(rng.choice(WORDS["agencies"]), "_", "PROPN", "NNP", "Number=Sing", 0, "appos", space=False))
        words.append(Word(")", ")", "PUNCT", "-RRB-", "", name, "punct"))
    words.append(Word(rng.choice(("-", "—", "–", "--", ":")), "-", "PUNCT", ":", "", 0, "punct"))
    if words[-1].form == ":":
        words[-2].space = False
    shift = len(words)
    words[0].head = shift + roots[0]
    moved = [replace(word, head=word.head + shift) for word in first]
    return [words + moved, *sentences[1:]]


def _capitals(sentences: Sentences, _: random.Random) -> Sentences:
    return [[replace(word, form=word.form.upper()) for word in sentence] for sentence in sentences]


def _abbreviate(sentences: Sentences, rng: random.Random) -> Sentences | None:
    """End sentences in an abbreviation, whose stop is the sentence's too ("... in Washington D.C. The team ...")."""
    changed = [_end_in_abbreviation(sentence, rng) for sentence in sentences]
    return None if changed == sentences else changed


def _end_in_abbreviation(sentence: list[Word], rng: random.Random) -> list[Word]:
    last = len(sentence) - 1
    if last < 4 or sentence[-1].form != "." or sentence[-2].upos not in {"PROPN", "NOUN"}:
        return sentence
    if any(word.head == last and place != last for place, word in enumerate(sentence)):
        return sentence
    name = rng.choice(WORDS["abbreviations"])
    short = replace(sentence[-2], form=name, upos="PROPN", xpos="NNP", feats="Number=Sing", space=sentence[-1].space)
    return [*sentence[:-2], short]


def _hedge(sentences: Sentences, rng: random.Random) -> Sentences | None:
    """Put a hedge before counts that have none ("12 people" becomes "at least 12 people")."""
    changed = [_hedge_counts(sentence, rng) for sentence in sentences]
    return None if changed == sentences else changed


def _hedge_counts(sentence: list[Word], rng: random.Random) -> list[Word]:
    for place in range(len(sentence) - 1, 0, -1):
        word, before = sentence[place], sentence[place - 1]
        counts = word.upos == "NUM" and word.deprel == "nummod" and word.head > place
        if counts and before.upos in {"VERB", "ADP", "CCONJ", "SCONJ"} and all(one.head != place for one in sentence):
            sentence = _insert(sentence, place, rng.choice(_HEDGES))
    return sentence


def _insert(sentence: list[Word], at: int, hedge: tuple[tuple[str, str, str, int, str], ...]) -> list[Word]:
    """Return the sentence with a hedge before a count; its words give form, UPOS, Penn tag, head in it and relation."""
    shift = len(hedge)
    moved = [replace(word, head=word.head + shift * (word.head >= at)) for word in sentence]
    words = [Word(form, form, upos, xpos, "?", at + head, relation) for form, upos, xpos, head, relation in hedge]
    return [*moved[:at], *words, *moved[at:]]


_HEDGES = (
    (("at", "ADP", "IN", 1, "case"), ("least", "ADJ", "JJS", 2, "nmod")),
    (("at", "ADP", "IN", 1, "case"), ("least", "ADJ", "JJS", 2, "nmod")),
    (("more", "ADJ", "JJR", 2, "advmod"), ("than", "ADP", "IN", 0, "fixed")),
    (("about", "ADV", "RB", 1, "advmod"),),
    (("nearly", "ADV", "RB", 1, "advmod"),),
)


def _spaced(sentences: Sentences, _: random.Random) -> Sentences | None:
    return sentences[-1:] if len(sentences) > 1 else None


_CHANGES: tuple[tuple[float, Callable[[Sentences, random.Random], Sentences | None]], ...] = (
    (0.20, _quotes),
    (0.32, _headline),
    (0.38, _dateline),
    (0.39, _capitals),
    (0.42, _spaced),
    (0.48, _abbreviate),
    (0.58, _hedge),
)
