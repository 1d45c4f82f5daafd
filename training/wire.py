"""Wire-style paragraphs: clauses of the treebanks put into the mouths of made-up sources, with trees as in EWT.

`"...," said Name` has `said` as root and the quoted clause as its `ccomp`; marks between belong to the quoted clause;
titles hang as `nmod:desc` on the first part of a name, the other parts as `flat`.
"""

# ruff: noqa: PLR2004 - shares of random draws

import random
from dataclasses import replace

from made_up import WORDS
from treebank import Paragraph, Word
from wire_sources import A, Sentence, draw_source, make_word


def collect_clauses(paragraphs: list[Paragraph]) -> list[Sentence]:
    """Return the plain declarative sentences that can be put after or before a verb of saying."""
    return [sentence for one in paragraphs for sentence in one.sentences if _is_plain(sentence)]


def _is_plain(sentence: Sentence) -> bool:
    roots = [place for place, word in enumerate(sentence) if word.deprel == "root"]
    if len(roots) != 1 or not 5 <= len(sentence) <= 30 or sentence[-1].form != "." or not sentence[0].form[0].isupper():
        return False
    root = roots[0]
    subject = any(
        word.head == root and word.deprel.startswith("nsubj") and place < root for place, word in enumerate(sentence)
    )
    odd = any(
        word.form in "\"“”():;—?!``''" or word.deprel in {"parataxis", "list", "reparandum", "orphan"}
        for word in sentence
    )
    return subject and not odd and sentence[-1].head == root and sentence[root].xpos != "VB"


def write_wire(clauses: list[Sentence], rng: random.Random) -> list[Sentence]:
    """Return one paragraph of one or two sentences."""
    clause = rng.choice(clauses)
    form = rng.choice((_quote_first, _quote_first, _quote_first, _source_first, _source_first, _according))
    sentences = [form(clause, rng)]
    if form is _quote_first and sentences[0][0].form in {'"', "“"} and rng.random() < 0.35:
        sentences.append(_more_quoted(rng.choice(clauses), sentences[0][0].form))
    return sentences


def _quote_first(clause: Sentence, rng: random.Random) -> Sentence:
    quoted = rng.random() < 0.7
    opening, closing = rng.choice((("“", "”"), ("“", "”"), ('"', '"'))) if quoted else ("", "")
    words = _shift(clause[:-1], 1 if quoted else 0)
    root = _root(words, 1 if quoted else 0)
    comma = replace(make_word(",", "PUNCT", ",", root, "punct"), space=not quoted)
    words[-1] = replace(words[-1], space=False)
    if quoted:
        outside = rng.random() < 0.2
        close = make_word(closing, "PUNCT", "''", root, "punct")
        tail = [replace(close, space=False), replace(comma, space=True)] if outside else [comma, close]
        words = [replace(make_word(opening, "PUNCT", "``", root, "punct"), space=False), *words, *tail]
    else:
        words.append(comma)
    source, head, plural = draw_source(rng)
    inverted = rng.random() < 0.6 or len(source) > 7
    start = len(words)
    verb_place = start if inverted else start + len(source)
    words[root].head, words[root].deprel = verb_place, "ccomp"
    verb = _verb(rng, plural=plural)
    verb.head = verb_place
    moved = _attach(source, head, start + (1 if inverted else 0), verb_place)
    words += [verb, *moved] if inverted else [*moved, verb]
    return _finish(words, verb_place, rng, trailing_comma=inverted and moved[-1].form == ",")


def _source_first(clause: Sentence, rng: random.Random) -> Sentence:
    source, head, plural = draw_source(rng)
    verb_place = len(source)
    words = _attach(source, head, 0, verb_place)
    verb = _verb(rng, plural=plural)
    verb.head = verb_place
    words.append(verb)
    if rng.random() < 0.2 and verb.lemma == "say":
        verb.form = "told"
        words.append(
            make_word(rng.choice(("reporters", "journalists", "lawmakers")), "NOUN", "NNS", verb_place, "iobj")
        )
    if rng.random() < 0.25:
        words += [
            make_word("on", "ADP", "IN", len(words) + 1, "case"),
            make_word(rng.choice(WORDS["days"]), "PROPN", "NNP", verb_place, "obl"),
        ]
    quoted = rng.random() < 0.25
    if quoted:
        words[-1] = replace(words[-1], space=False)
        words.append(make_word(",", "PUNCT", ",", -1, "punct"))
        words.append(replace(make_word("“", "PUNCT", "``", -1, "punct"), space=False))
    that = not quoted and rng.random() < 0.6
    if that:
        words.append(make_word("that", "SCONJ", "IN", -1, "mark"))
    start = len(words)
    inner = _shift(clause[:-1] if quoted else _lower(clause[:-1]), start)
    root = _root(inner, start)
    inner[root - start].head, inner[root - start].deprel = verb_place, "ccomp"
    for word in words:
        word.head = root if word.head == -1 else word.head
    words += inner
    words[-1] = replace(words[-1], space=False)
    if quoted:
        return [
            *words,
            replace(make_word(".", "PUNCT", ".", verb_place, "punct"), space=False),
            make_word("”", "PUNCT", "''", root, "punct"),
        ]
    return [*words, make_word(".", "PUNCT", ".", verb_place, "punct")]


def _according(clause: Sentence, rng: random.Random) -> Sentence:
    words = _shift(clause[:-1], 0)
    root = _root(words, 0)
    words[-1] = replace(words[-1], space=False)
    source, head, _ = draw_source(rng)
    start = len(words) + 3
    words += [
        make_word(",", "PUNCT", ",", start + head, "punct"),
        make_word("according", "VERB", "VBG", start + head, "case", "VerbForm=Ger"),
        make_word("to", "ADP", "IN", start - 2, "fixed"),
    ]
    words += _attach(source, head, start, root, relation="obl")
    return _finish(words, root, rng, trailing_comma=words[-1].form == ",")


def _more_quoted(clause: Sentence, opening: str) -> Sentence:
    words = _shift(clause, 1)
    root = _root(words, 1)
    words[-1] = replace(words[-1], space=False)
    closing = "”" if opening == "“" else '"'
    return [
        replace(make_word(opening, "PUNCT", "``", root, "punct"), space=False),
        *words,
        make_word(closing, "PUNCT", "''", root, "punct"),
    ]


def _finish(words: Sentence, root: int, rng: random.Random, *, trailing_comma: bool) -> Sentence:
    words[root].head, words[root].deprel = root, "root"
    if trailing_comma:
        words.pop()
    draw = rng.random()
    if draw < 0.12:
        words += [
            make_word("on", "ADP", "IN", len(words) + 1, "case"),
            make_word(rng.choice(WORDS["days"]), "PROPN", "NNP", root, "obl"),
        ]
    elif draw < 0.2:
        at = len(words)
        words += [
            make_word("in", "ADP", "IN", at + 2, "case"),
            make_word("a", "DET", "DT", at + 2, "det", A[4]),
            make_word(rng.choice(("statement", "speech", "interview", "letter")), "NOUN", "NN", root, "obl"),
        ]
    words[-1] = replace(words[-1], space=False)
    return [*words, make_word(".", "PUNCT", ".", root, "punct")]


def _verb(rng: random.Random, *, plural: bool) -> Word:
    form = rng.choice(WORDS["verbs"])
    present = form == "says"
    form = "say" if present and plural else form
    feats = "Mood=Ind|Number=Plur|Person=3|Tense=Past|VerbForm=Fin" if plural and not present else ""
    tag = ("VBP" if plural else "VBZ") if present else "VBD"
    verb = make_word(
        form,
        "VERB",
        tag,
        0,
        "root",
        feats or ("Mood=Ind|Number=Plur|Person=3|Tense=Pres|VerbForm=Fin" if tag == "VBP" else ""),
    )
    verb.lemma = "say" if form in {"said", "says", "say"} else form
    return verb


def _attach(source: Sentence, head: int, start: int, governor: int, relation: str = "nsubj") -> Sentence:
    moved = [replace(word, head=word.head + start) for word in source]
    moved[head].head, moved[head].deprel = governor, relation
    if start == 0 and moved[0].upos != "PROPN":
        moved[0].form = moved[0].form[0].upper() + moved[0].form[1:]
    return moved


def _shift(words: Sentence, by: int) -> Sentence:
    return [replace(word, head=word.head + by) for word in words]


def _root(words: Sentence, start: int) -> int:
    return next(start + place for place, word in enumerate(words) if word.deprel == "root")


def _lower(words: Sentence) -> Sentence:
    first = words[0]
    if (
        first.upos == "PROPN"
        or first.form == "I"
        or first.form.startswith("I'")
        or (first.upos == "ADJ" and first.lemma[0].isupper())
    ):
        return words
    return [replace(first, form=first.form[0].lower() + first.form[1:]), *words[1:]]
