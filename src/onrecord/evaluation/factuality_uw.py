"""Scores the judgement of marked predicates against the scale of UW (Lee et al. 2015): -3 (was not) to 3 (was).

The gold says how sure people were that an event happened or will happen, as its innermost teller tells it, so the
view of the innermost source is scored: the author's for what the report tells by itself. People gave what is
planned or promised high marks (a plain "will" has the median 2.4), which FactBank calls unknown. Therefore two
numbers are made of each judgement: `plain`, the FactBank value as a number, and `level`, what people gave to
judgements like it, the median over UW train in `LEVELS`.

Three classes: an event happened if its label is above 1.5, did not if it is below -1.5, and is open between them:
1.5 lies halfway between PS+ (1) and PR+ (2). The same with 1 and 2 is given too. The classes of a `level` are cut where
they fitted UW train best (`CUTS`).
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec

from onrecord.errors import InputError
from onrecord.evaluation.scores import Scores
from onrecord.language import LanguageModel, Parse, Token
from onrecord.lexicons.factuality import FactualityLexicon
from onrecord.records import Factuality, Reading, Report, Span
from onrecord.stages.factuality import Judge, Judgement
from onrecord.stages.paragraphs import find_paragraphs

Read = Callable[[Sequence[Report]], list[Reading]]
SENTENCES_A_BATCH = 32

PLAIN: dict[Factuality, float] = {
    "CT+": 3.0,
    "PR+": 2.0,
    "PS+": 1.0,
    "Uu": 0.0,
    "CTu": 0.0,
    "PS-": -1.0,
    "PR-": -2.0,
    "CT-": -3.0,
}
# Medians of UW train by what was judged: a rule or a status, for nouns where they differ, and with a value. "none" is
# that of nouns with a "no" before them, "nothing" that of verbs whose object is nothing ("made no comment"), "reached"
# that of what a negation reaches from elsewhere in the sentence.
LEVELS: dict[str, float] = {
    "asserted": 3.0,
    "reported": 3.0,
    "reported Uu": 1.4,
    "reported Uu noun": 2.4,
    "alleged": 2.4,
    "expected": 2.2,
    "promised": 2.1,
    "cue-offer": 1.2,
    "cue-offer noun": 2.0,
    "demanded": 1.8,
    "demand noun": 2.4,
    "cue-directive noun": 2.0,
    "threatened": 1.6,
    "proposed": 1.4,
    "proposed noun": 2.2,
    "cue-propose": 2.0,
    "hoped": 1.4,
    "hoped noun": 2.0,
    "possible": 1.4,
    "cue-warning": 2.5,
    "questioned": 1.2,
    "hypothetical": 1.1,
    "hypothetical noun": 1.6,
    "past-condition": 0.5,
    "denied": 1.0,
    "planned": 1.6,
    "enable": 2.0,
    "cue-nominal-plan": 2.2,
    "cue-plan": 2.0,
    "planned noun": 2.3,
    "future": 2.4,
    "pursued": 2.2,
    "purpose": 1.8,
    "purpose noun": 2.0,
    "negated CT-": -1.8,
    "negated CT- noun": -1.0,
    "none": -1.9,
    "nothing": 0.7,
    "reached": -0.5,
    "left-undone": -2.0,
    "cue-refuse": -2.3,
    "cue-refuse noun": 2.0,
    "counterfactual": -0.4,
    "counterfactual noun": 0.8,
    "negation PR-": -1.2,
    "negated PR-": 0.5,
    "negated": -0.6,
    "instead": 0.4,
    "called-off": 1.6,
}
# By boundary of the gold: above which level an event counts as one that happened, below which as one that did not.
CUTS = {1.0: (1.7, -0.65), 1.5: (1.95, -1.45), 2.0: (2.35, -1.45)}
BOUND = 1.5
_NEGATIVES = frozenset({"not", "n't", "n’t", "never", "no", "without", "neither", "nor", "nobody", "none", "nothing"})
HAPPENED, OPEN, NOT = "happened", "open", "did-not"


class Target(msgspec.Struct, frozen=True):
    """A marked predicate and its label."""

    span: Span
    label: float


class Sentence(msgspec.Struct, frozen=True):
    """A sentence as running text, with its marked predicates."""

    text: str
    targets: tuple[Target, ...]


def score_uw(
    gold: Path, read: Read, model: LanguageModel, lexicon: FactualityLexicon, limit: int | None = None
) -> Scores:
    """Return macro F1 of the three classes, F1 of each, and mean error and Pearson's r on the scale.

    The sentences are read as running text, one a report. `limit` is the number of sentences, all if None.

    Raises:
        InputError: if there is no such gold at `gold`.

    """
    sentences = load_uw(gold)[:limit]
    rows = list(_judged(sentences, read, model, lexicon))
    labels = [label for label, _, _ in rows]
    levels, plain = [level for _, level, _ in rows], [number for _, _, number in rows]
    figures: dict[str, float] = {"predicates": len(rows)}
    if rows:
        figures |= _figures(labels, levels, plain)
    return Scores(task="factuality", gold=gold.name, documents=len(sentences), figures=figures)


def _figures(labels: list[float], levels: list[float], plain: list[float]) -> dict[str, float]:
    figures: dict[str, float] = {}
    for bound, (above, below) in CUTS.items():
        wanted = [_class(label, bound, -bound) for label in labels]
        found = [_class(level, above, below) for level in levels]
        by_class = _f1(wanted, found)
        suffix = "" if bound == BOUND else f"-at-{bound:g}"
        figures[f"macro-f1{suffix}"] = sum(by_class.values()) / len(by_class)
        figures |= {f"{name}{suffix}-f1": value for name, value in by_class.items()}
    by_class = _f1([_class(label, BOUND, -BOUND) for label in labels], [_class(one, BOUND, -BOUND) for one in plain])
    figures["plain-macro-f1"] = sum(by_class.values()) / len(by_class)
    for name, numbers in (("", levels), ("plain-", plain)):
        figures[f"{name}mean-error"] = sum(map(abs, map(float.__sub__, numbers, labels))) / len(labels)
        figures[f"{name}pearson"] = _pearson(numbers, labels)
    return figures


def _class(number: float, above: float, below: float) -> str:
    if number > above:
        return HAPPENED
    return NOT if number < below else OPEN


def _f1(wanted: list[str], found: list[str]) -> dict[str, float]:
    """Return the F1 of each class that occurs in the gold."""
    right = Counter(one for one, other in zip(wanted, found, strict=True) if one == other)
    in_gold, given = Counter(wanted), Counter(found)
    return {name: 2 * right[name] / (in_gold[name] + given[name]) for name in (HAPPENED, OPEN, NOT) if in_gold[name]}


def _pearson(one: list[float], other: list[float]) -> float:
    """Return the correlation of two lists, 0 where one of them is constant."""
    mean, mean_other = sum(one) / len(one), sum(other) / len(other)
    spread = sum((a - mean) ** 2 for a in one) * sum((b - mean_other) ** 2 for b in other)
    together = sum((a - mean) * (b - mean_other) for a, b in zip(one, other, strict=True))
    return together / spread**0.5 if spread else 0.0


def _judged(
    sentences: Sequence[Sentence], read: Read, model: LanguageModel, lexicon: FactualityLexicon
) -> Iterator[tuple[float, float, float]]:
    """Yield the label of each marked predicate, the level of its judgement, and the plain number of its view."""
    for first in range(0, len(sentences), SENTENCES_A_BATCH):
        batch = sentences[first : first + SENTENCES_A_BATCH]
        reports = [Report(id=f"sentence-{first + place}", text=one.text) for place, one in enumerate(batch)]
        parses = model.parse([report.text for report in reports], [find_paragraphs(report) for report in reports])
        for sentence, reading, parse in zip(batch, read(reports), parses, strict=True):
            judge = Judge(parse, reading.statements, lexicon)
            for target in sentence.targets:
                token = parse.head_of(target.span)
                if token is not None:
                    found = judge.judge(token)
                    level = _level(found, token, _how_negated(parse, token))
                    yield target.label, level, PLAIN[found.views[0].factuality]


def _how_negated(parse: Parse, token: Token) -> str | None:
    """Return the key in `LEVELS` for where a negation of `token` stands, None if it is plainly its own ("did not")."""
    below = parse.dependents(token.index)
    if token.pos in ("NOUN", "PROPN"):
        return "none" if any(one.dep == "det" and one.lower == "no" for one in below) else None
    if any(one.lower in _NEGATIVES for one in below) or token.dep == "xcomp":
        return None
    things = {one.dep for one in below if _is_nothing(parse, one)}
    if "obj" in things:
        return "nothing"
    return None if things else "reached"


def _is_nothing(parse: Parse, token: Token) -> bool:
    words = (token, *parse.dependents(token.index))
    return token.dep in ("obj", "nsubj", "nsubj:pass") and any(one.lower in _NEGATIVES for one in words)


def _level(found: Judgement, token: Token, negated: str | None) -> float:
    """Return what people gave to judgements like this one: by its rule, else by its status and value.

    `negated` is where a negation stands, if that makes a difference to what is negated (see `_how_negated`).
    """
    if negated == "none" and found.status == "negated":
        return LEVELS["none"]
    if negated and found.reason and found.reason.rule == "negation" and found.views[0].factuality == "CT-":
        return LEVELS[negated]
    rule = found.reason.rule if found.reason else found.status
    value = found.views[0].factuality
    names = (f"{rule} {value}", rule, f"{found.status} {value}", found.status)
    nouns = [f"{name} noun" for name in names] if token.pos in ("NOUN", "PROPN") else []
    return next(LEVELS[name] for pair in zip(nouns or names, names, strict=True) for name in pair if name in LEVELS)


def load_uw(gold: Path) -> list[Sentence]:
    """Return the sentences of a file of UW, in JSON Lines or in the columns of CoNLL.

    Raises:
        InputError: if the file is missing or has another form.

    """
    try:
        text = gold.read_text(encoding="utf-8")
        rows = _from_columns(text) if gold.suffix == ".conll" else _from_lines(text)
        return [_sentence(words, labels) for words, labels in rows if labels]
    except (OSError, UnicodeDecodeError, msgspec.MsgspecError, ValueError, IndexError) as error:
        raise InputError(str(gold), f"it is no such gold ({error})", "Name a file such as uw/dev.jsonl.") from error


class _RowTarget(msgspec.Struct):
    span1: tuple[int, int]
    label: float


class _Row(msgspec.Struct):
    text: str
    targets: list[_RowTarget]


def _from_lines(text: str) -> Iterator[tuple[list[str], dict[int, float]]]:
    for line in filter(str.strip, text.splitlines()):
        row = msgspec.json.decode(line, type=_Row)
        yield row.text.split(" "), {target.span1[1] - 1: target.label for target in row.targets}


def _from_columns(text: str) -> Iterator[tuple[list[str], dict[int, float]]]:
    for block in text.split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line.strip()]
        yield [row[1] for row in rows], {place: float(row[2]) for place, row in enumerate(rows) if row[2] != "_"}


_CLOSING = frozenset({",", ".", ";", ":", "!", "?", ")", "]", "}", "%", "''", "..."})
_OPENING = frozenset({"(", "[", "{", "$", "#", "``"})
_CLITICS = frozenset({"'s", "n't", "'re", "'ve", "'ll", "'d", "'m", "'"})


def _sentence(words: Sequence[str], labels: dict[int, float]) -> Sentence:
    """Return a tokenised sentence as a writer would set it, without blanks before closing marks and clitics."""
    text = ""
    targets: list[Target] = []
    glued = quoted = False
    for place, word in enumerate(words):
        closes = word in _CLOSING or word.lower() in _CLITICS or (word == '"' and quoted)
        if text and not glued and not closes:
            text += " "
        if place in labels:
            targets.append(Target(Span(start=len(text), end=len(text) + len(word)), labels[place]))
        text += word
        quoted ^= word == '"'
        glued = word in _OPENING or (word == '"' and quoted)
    return Sentence(text, tuple(targets))
