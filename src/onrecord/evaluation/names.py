"""Scores names against worldwide-newswire (BIOES) and re3d: exact span and type, proper names only.

Roles, groups told by a common noun and pronouns are no names and do not count. Spans are compared
without a leading article and a trailing possessive, since the sets do not agree on these.

Newswire marks "Friday" in "last Friday", and nothing in "last year" or "two days ago", which a reading
tells as dates too. So dates are compared twice: "date" are all of them as they are, "calendar-date"
only those that name a day, month, year or feast, from that name on.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from onrecord.evaluation.names_gold import GoldNames, load_names, strip_name
from onrecord.evaluation.scores import Scores
from onrecord.language import LanguageModel
from onrecord.records import Reading, Report, Span
from onrecord.stages.paragraphs import find_paragraphs

Read = Callable[[Report], Reading]
TypedSpan = tuple[Span, str]
Find = Callable[[Report], set[TypedSpan]]

FOUR = ("PERSON", "ORG", "LOC", "NORP")
DATES = ("DATE", "CALENDAR-DATE")
FIVE = {"five-": (*FOUR, "DATE"), "five-calendar-": (*FOUR, "CALENDAR-DATE")}
MENTION_TYPES = {
    "person": "PERSON",
    "organisation": "ORG",
    "group": "ORG",
    "place": "LOC",
    "facility": "FAC",
    "nationality": "NORP",
}
MODEL_TYPES = {"GROUP": "ORG"}  # an armed group is an organisation to the gold sets
NOMINAL_RULE = "agent:"

# Words with a capital at the head of a sentence only: they begin dates told from today or by counting.
_NO_NAMES = (
    "a an the last next this that these those past previous coming current early earlier late later mid middle "
    "end start beginning now today tonight yesterday tomorrow currently recently several some many few half "
    "one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty"
)
_NO_DATE_NAME = frozenset(_NO_NAMES.split())
_DATE_WORD = re.compile(r"['’]?\w[^\s,;()]*")
_DATE_NUMBER = re.compile(r"\d{4}|\d(?:st|nd|rd|th)\b|\d[/.–-]\d|\d0s\b")


def score_names(gold: Path, read: Read, limit: int | None = None, outlets: tuple[str, ...] = ()) -> Scores:
    """Return the scores of `read` over the first `limit` documents of a gold folder: in all, by type, by region.

    `outlets` keeps only the newswire files whose names begin so; a model must be measured on outlets
    it was not trained on. Dates count as right where a time expression of the reading equals them.
    "f1" is over names without dates, "five-f1" and "five-calendar-f1" over the kinds of `FIVE` in a set that
    marks dates; by region of the world they are "africa-f1" and so on, with their "spread" from best to worst.

    Raises:
        InputError: if the folder holds neither form of gold.

    """
    return _score("names", gold, lambda report: named_spans(read(report)), limit, outlets)


def score_model_names(
    gold: Path, model: LanguageModel, limit: int | None = None, outlets: tuple[str, ...] = ()
) -> Scores:
    """Return the same scores for the names that `model` finds by itself, before any rule of the stages.

    Raises:
        InputError: if the folder holds neither form of gold.

    """

    def find(report: Report) -> set[TypedSpan]:
        (parse,) = model.parse([report.text], [find_paragraphs(report)])
        return {
            (
                Span(start=parse.tokens[name.first].start, end=parse.tokens[name.stop - 1].end),
                MODEL_TYPES.get(name.label, name.label),
            )
            for name in parse.names
        }

    return _score("model-names", gold, find, limit, outlets)


def named_spans(reading: Reading) -> set[TypedSpan]:
    """Return the names and dates of a reading as spans with their types, roles and pronouns left out."""
    spans = {
        (mention.span, MENTION_TYPES[mention.kind])
        for mention in reading.mentions
        if mention.kind in MENTION_TYPES and not any(one.rule.startswith(NOMINAL_RULE) for one in mention.because)
    }
    return spans | {(time.span, "DATE") for time in reading.times if time.type == "DATE"}


class _Tally:
    """Counts names by type: right, found and in the gold."""

    def __init__(self) -> None:
        self.documents = 0
        self.right: Counter[str] = Counter()
        self.found: Counter[str] = Counter()
        self.wanted: Counter[str] = Counter()

    def add(self, ours: set[TypedSpan], theirs: set[TypedSpan]) -> None:
        self.documents += 1
        for counter, names in ((self.right, ours & theirs), (self.found, ours), (self.wanted, theirs)):
            counter.update(kind for _, kind in names)

    def rates(self, kinds: Iterable[str]) -> dict[str, float]:
        """Return precision, recall and f1 over all names of these kinds, and how many are in the gold."""
        kinds = tuple(kinds)
        hits, ours, theirs = (sum(counter[kind] for kind in kinds) for counter in (self.right, self.found, self.wanted))
        rates = {"precision": (hits, ours), "recall": (hits, theirs), "f1": (2 * hits, ours + theirs)}
        return {name: above / below for name, (above, below) in rates.items() if below} | {"gold": theirs}


def _score(task: str, gold: Path, find: Find, limit: int | None, outlets: tuple[str, ...]) -> Scores:
    whole = _Tally()
    regions: dict[str, _Tally] = {}
    has_dates = True
    for document in load_names(gold, outlets):
        if limit is not None and whole.documents >= limit:
            break
        has_dates = has_dates and "DATE" in document.types
        ours, theirs = _compared(find(document.report), document), _compared(document.names, document)
        for tally in (whole, regions.setdefault(document.region, _Tally())) if document.region else (whole,):
            tally.add(ours, theirs)
    names = [kind for kind in whole.wanted if kind not in DATES]
    groups: dict[str, Iterable[str]] = {"": names, **FIVE} if has_dates else {"": names}
    by_kind = {f"{kind.lower()}-": [kind] for kind in sorted(whole.wanted)}
    figures = {
        f"{prefix}{name}": value
        for prefix, kinds in {**groups, **by_kind}.items()
        for name, value in whole.rates(kinds).items()
    }
    figures |= _figures_by_region(regions, groups)
    return Scores(task=task, gold=gold.name, documents=whole.documents, figures=figures)


def _figures_by_region(regions: dict[str, _Tally], groups: dict[str, Iterable[str]]) -> dict[str, float]:
    """Return documents and F of each region, and for each F the best region less the worst."""
    figures: dict[str, float] = {}
    scores: dict[str, list[float]] = {f"{prefix}f1": [] for prefix in groups}
    for region, tally in sorted(regions.items()):
        figures[f"{region}-documents"] = tally.documents
        for prefix, kinds in groups.items():
            rates = tally.rates(kinds)
            if "f1" in rates:
                figures[f"{region}-{prefix}f1"] = rates["f1"]
                scores[f"{prefix}f1"].append(rates["f1"])
    return figures | {f"{name}-spread": max(values) - min(values) for name, values in scores.items() if len(values) > 1}


def _compared(names: Iterable[TypedSpan], document: GoldNames) -> set[TypedSpan]:
    """Return names of the types that the set marks as they are compared: bare, dates also from their name on."""
    text = document.report.text
    compared: set[TypedSpan] = set()
    for span, kind in names:
        # re3d has facilities among its locations
        own = "LOC" if kind == "FAC" and "FAC" not in document.types else kind
        if own in document.types:
            bare = strip_name(span, text)
            named = _strip_date(bare, text) if own == "DATE" else None
            compared |= {(bare, own)} if named is None else {(bare, own), (named, "CALENDAR-DATE")}
    return compared


def _strip_date(span: Span, text: str) -> Span | None:
    """Return a date from its first word with a capital or digit on, None if it names no day, month, year or feast."""
    start = None
    for word in _DATE_WORD.finditer(text, span.start, span.end):
        has_name = word[0][0].isupper() and word[0].lower() not in _NO_DATE_NAME
        if start is None and (has_name or any(map(str.isdigit, word[0]))):
            start = word.start()
        if has_name or _DATE_NUMBER.search(word[0]):
            return Span(start=word.start() if start is None else start, end=span.end)
    return None
