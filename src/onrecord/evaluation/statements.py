"""Scores of statements against PolNeAR: cues, sources, contents, and whole attribution relations."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec

from onrecord.errors import InputError, OnrecordError
from onrecord.evaluation.scores import Scores
from onrecord.records import Reading, Report, Span, Statement, make_report_id

ENOUGH_CONTENT = 0.5
_WORDS = re.compile(r"\w+")
_KINDS = {"Source", "Cue", "Content"}
# A cue is a reporting one if it holds a form of one of these verbs, or "according to".
_REPORTING = (
    *("say", "tell", "state", "add", "note", "remark", "comment", "observe", "report", "announce", "declare", "claim"),
    *("argue", "assert", "insist", "maintain", "contend", "suggest", "explain", "reply", "respond", "ask", "answer"),
    *("write", "tweet", "post", "continue", "recall", "acknowledge", "admit", "concede", "confirm", "deny", "warn"),
    *("stress", "emphasize", "emphasise", "allege", "predict", "complain", "conclude", "reveal", "disclose"),
    *("indicate", "show", "find", "mention", "joke", "quip", "repeat", "reiterate", "retort", "shout", "wonder"),
    *("inform", "remind", "caution", "testify", "boast", "lament", "quote", "cite", "describe", "call"),
)
_IRREGULAR = {
    "say": "said says",
    "tell": "told",
    "write": "wrote written",
    "find": "found",
    "show": "shown",
    "deny": "denied denies",
    "reply": "replied replies",
    "testify": "testified testifies",
    "admit": "admitted admitting",
    "quip": "quipped quipping",
}


def _forms(verb: str) -> set[str]:
    stem = verb.removesuffix("e")
    return {verb, f"{verb}s", f"{stem}ed", f"{stem}ing", *_IRREGULAR.get(verb, "").split()}


REPORTING_FORMS = frozenset(form for verb in _REPORTING for form in _forms(verb)) | {"according"}


class Attribution(msgspec.Struct, frozen=True):
    """One attribution as sets of words, each word by the offset it starts at; `form` is None in a prediction."""

    cue: frozenset[int]
    source: frozenset[int]
    content: frozenset[int]
    form: str
    reporting: bool


class _Counts(msgspec.Struct):
    """What was counted over all documents."""

    gold: int = 0
    found: int = 0
    hits: int = 0
    right_source: int = 0
    right_content: int = 0
    full: int = 0
    lost: int = 0
    reporting_gold: int = 0
    reporting_found: int = 0
    reporting_gold_hits: int = 0
    reporting_found_hits: int = 0
    reporting_source: int = 0
    reporting_content: int = 0
    form_gold: dict[str, int] = msgspec.field(default_factory=lambda: defaultdict(int))
    form_hits: dict[str, int] = msgspec.field(default_factory=lambda: defaultdict(int))


def score_statements(
    gold: Path, read: Callable[[Report], Reading], limit: int | None = None, only: tuple[str, ...] = ()
) -> Scores:
    """Return cue, source, content and full scores on `gold`, a folder of PolNeAR with `text` and `attributions`.

    Documents come in the order of the SHA-256 of their names, so that a `limit` takes a sample and 84
    are the tenth that rules are never tuned on. Method: one-to-one greedy alignment by words shared by
    the cues; marks count for nothing; *full soft* is an aligned pair whose contents have a Jaccard
    index of at least .5 and whose sources overlap or are both empty. Statements without a cue are left
    out, since PolNeAR gives every attribution one. Gold marks the outermost attribution only, so nested
    ones count as false; the figures that begin with `outermost` leave out statements with a parent.
    Reporting cues hold a form of a common verb of telling, or *according*.

    Raises:
        InputError: if the folder holds no documents of that layout.

    """
    documents = list_documents(gold, only)[:limit]
    counts, outermost = _Counts(), _Counts()
    for name in documents:
        text, relations = read_document(gold, name)
        try:
            statements = read(Report(id=make_report_id(name, text), text=text)).statements
        except (OnrecordError, ValueError, LookupError):
            counts.lost += 1
            statements = ()
        _count(counts, relations, list(predictions(text, statements)))
        _count(outermost, relations, list(predictions(text, (one for one in statements if one.parent is None))))
    figures = _figures(counts)
    kept = ("cue-", "reporting-cue-", "full-soft-")
    figures |= {f"outermost-{name}": value for name, value in _figures(outermost).items() if name.startswith(kept)}
    return Scores(task="statements", gold="PolNeAR", documents=len(documents), figures=figures)


def list_documents(gold: Path, only: tuple[str, ...] = ()) -> list[str]:
    """Return the names of the documents in `gold` that begin with one of `only`, in the order of their hashes.

    Raises:
        InputError: if there are none.

    """
    names = [path.stem for path in gold.glob("text/*.txt") if any(_annotations(gold, path.stem))]
    if not names:
        advice = "Give the folder that holds text/*.txt and attributions/*.ann."
        raise InputError(str(gold), "there are no PolNeAR documents here", advice)
    chosen = [name for name in names if name.startswith(only or ("",))]
    if not chosen:
        problem = f"no document here begins with {' or '.join(only)}"
        raise InputError(str(gold), problem, f"One is {min(names)}; give the beginning of such a name.")
    return sorted(chosen, key=lambda name: hashlib.sha256(name.encode()).hexdigest())


def _annotations(gold: Path, name: str) -> list[Path]:
    """Return the annotations of one document, by annotator; the first is taken where there are several."""
    return sorted(path for path in gold.glob(f"attributions/{_escaped(name)}_*.ann"))


def _escaped(name: str) -> str:
    return re.sub(r"([*?[])", r"[\1]", name)


def read_document(gold: Path, name: str) -> tuple[str, list[Attribution]]:
    """Return the text of a document and its gold attributions."""
    text, relations = read_pieces(gold, name)
    return text, [make_attribution(text, one["Cue"], one["Source"], one["Content"]) for one in relations]


def read_pieces(gold: Path, name: str) -> tuple[str, list[dict[str, list[Span]]]]:
    """Return the text of a document and the pieces of its attributions: `Source`, `Cue` and `Content`, a cue always."""
    with (gold / "text" / f"{name}.txt").open(encoding="utf-8", newline="") as file:
        text = file.read()
    return text, list(_read_relations(_annotations(gold, name)[0].read_text("utf-8")))


def _read_relations(annotation: str) -> Iterator[dict[str, list[Span]]]:
    """Yield the relations of a brat file that have a cue. Pieces that an annotator left dangling are passed over."""
    pieces: dict[str, list[Span]] = {}
    relations: list[list[str]] = []
    for line in annotation.split("\n"):
        label, _, rest = line.partition("\t")
        if label[:1] == "T" and label[1:].isdigit():  # a text of several lines goes on in lines of its own
            offsets = rest.split("\t")[0].split(" ", 1)[1]
            pieces[label] = [_span(pair) for pair in offsets.split(";")]
        elif label[:1] == "E" and label[1:].isdigit():
            relations.append(rest.split())
    for relation in relations:
        parts: dict[str, list[Span]] = {kind: [] for kind in _KINDS}
        for argument in relation[1:]:
            role, _, label = argument.partition(":")
            parts.setdefault(role.rstrip("0123456789"), []).extend(pieces.get(label, ()))
        if parts["Cue"]:
            yield parts


def _span(pair: str) -> Span:
    start, _, end = pair.partition(" ")
    return Span(start=int(start), end=int(end))


def predictions(text: str, statements: Iterable[Statement]) -> Iterator[Attribution]:
    """Yield the statements that have a cue, as sets of words; a cue of marks only counts by its offset."""
    for one in statements:
        if one.cue is not None:
            yield make_attribution(text, [one.cue], one.source, one.content)


def make_attribution(text: str, cue: Iterable[Span], source: Iterable[Span], content: Iterable[Span]) -> Attribution:
    """Return an attribution as words, from the pieces of its cue, source and content."""
    cue, content = list(cue), list(content)
    words = {text[span.start : span.end].lower() for span in cue}
    return Attribution(
        cue=_words(text, cue) or frozenset(span.start for span in cue),
        source=_words(text, source),
        content=_words(text, content),
        form=_form(text, content),
        reporting=any(not REPORTING_FORMS.isdisjoint(_WORDS.findall(phrase)) for phrase in words),
    )


def _words(text: str, spans: Iterable[Span]) -> frozenset[int]:
    return frozenset(match.start() for span in spans for match in _WORDS.finditer(text, span.start, span.end))


def _form(text: str, content: list[Span]) -> str:
    """Return the form of a gold content by its marks: all between quotation marks, some, or none."""
    if not content:
        return "indirect"
    pieces = [span.cut(text).strip() for span in content]
    if all(re.match(r"[\"“‘'„«]", piece) and re.search(r"[\"”’'»]\W?$|[.,!?…]$", piece) for piece in pieces):
        return "direct"
    return "mixed" if re.search(r"[\"“”«»]|''", " ".join(pieces)) else "indirect"


def align(gold: list[Attribution], found: list[Attribution]) -> list[tuple[int, int]]:
    """Return pairs of indexes, one to one, those that share most words of their cues first."""
    by_word: dict[int, list[int]] = defaultdict(list)
    for number, one in enumerate(found):
        for word in one.cue:
            by_word[word].append(number)
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for number, one in enumerate(gold):
        for word in one.cue:
            for other in by_word.get(word, ()):
                shared[number, other] += 1
    pairs: list[tuple[int, int]] = []
    taken_gold: set[int] = set()
    taken_found: set[int] = set()
    for left, right in sorted(shared, key=lambda pair: (-shared[pair], pair)):
        if left not in taken_gold and right not in taken_found:
            taken_gold.add(left)
            taken_found.add(right)
            pairs.append((left, right))
    return pairs


def is_source_right(gold: Attribution, found: Attribution) -> bool:
    """Return whether the sources share a word or are both empty."""
    return bool(gold.source & found.source) or not (gold.source or found.source)


def content_jaccard(gold: Attribution, found: Attribution) -> float:
    """Return the Jaccard index of the words of the two contents; 1 where both are empty."""
    union = gold.content | found.content
    return len(gold.content & found.content) / len(union) if union else 1.0


def _count(counts: _Counts, gold: list[Attribution], found: list[Attribution]) -> None:
    counts.gold += len(gold)
    counts.found += len(found)
    counts.reporting_gold += sum(one.reporting for one in gold)
    counts.reporting_found += sum(one.reporting for one in found)
    for one in gold:
        counts.form_gold[one.form] += 1
    for left, right in align(gold, found):
        expected, got = gold[left], found[right]
        counts.hits += 1
        counts.reporting_gold_hits += expected.reporting
        counts.reporting_found_hits += got.reporting
        counts.form_hits[expected.form] += 1
        source, content = is_source_right(expected, got), content_jaccard(expected, got) >= ENOUGH_CONTENT
        counts.right_source += source
        counts.right_content += content
        counts.full += source and content
        counts.reporting_source += expected.reporting and source
        counts.reporting_content += expected.reporting and content


def _figures(counts: _Counts) -> dict[str, float]:
    figures: dict[str, float] = {}
    _rates(figures, "cue", (counts.hits, counts.found), (counts.hits, counts.gold))
    _rates(
        figures,
        "reporting-cue",
        (counts.reporting_found_hits, counts.reporting_found),
        (counts.reporting_gold_hits, counts.reporting_gold),
    )
    if counts.hits:
        figures["source-right-on-hits"] = counts.right_source / counts.hits
        figures["content-right-on-hits"] = counts.right_content / counts.hits
    if counts.reporting_gold_hits:
        figures["reporting-source-right-on-hits"] = counts.reporting_source / counts.reporting_gold_hits
        figures["reporting-content-right-on-hits"] = counts.reporting_content / counts.reporting_gold_hits
    _rates(figures, "full-soft", (counts.full, counts.found), (counts.full, counts.gold))
    for form, total in sorted(counts.form_gold.items()):
        figures[f"{form}-recall"] = counts.form_hits[form] / total
    figures["documents-lost"] = counts.lost
    return figures


def _rates(figures: dict[str, float], name: str, precise: tuple[int, int], recalled: tuple[int, int]) -> None:
    """Add precision, recall and F, leaving out those without a denominator."""
    if precise[1]:
        figures[f"{name}-precision"] = precise[0] / precise[1]
    if recalled[1]:
        figures[f"{name}-recall"] = recalled[0] / recalled[1]
    precision, recall = figures.get(f"{name}-precision"), figures.get(f"{name}-recall")
    if precision is not None and recall is not None:
        figures[f"{name}-f"] = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
