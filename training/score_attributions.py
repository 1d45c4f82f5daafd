"""Score statements on our own held-out reports: `python training/score_attributions.py [NETWORK] [--trained]`.

Reads with the whole pipeline, with the installed network or `scratch/model/NETWORK`; `--trained` takes the reports that
are trained on. Unlike PolNeAR, these reports have every attribution marked, nested ones too.
"""

import argparse
from collections import Counter
from collections.abc import Sequence

import msgspec

from attribution_data import is_own_held_out
from corpora import OWN_ATTRIBUTIONS
from onrecord.evaluation.statements import Attribution, align, content_jaccard, is_source_right, make_attribution
from onrecord.language.english.attributions import AttributionNetwork, AttributionReader, Labels
from onrecord.language.model import EnglishModel
from onrecord.pipeline import read_report
from onrecord.records import Report, Span, Statement, make_report_id
from onrecord.toolkit import load_toolkit
from own_attributions import OwnAttribution, OwnReport, load_own_reports

ENOUGH_CONTENT = 0.5


def main() -> None:
    """Score and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("network", nargs="?")
    parser.add_argument("--trained", action="store_true")
    given = parser.parse_args()
    toolkit = load_toolkit()
    if given.network:
        model = EnglishModel(attributions=load_network(given.network))
        toolkit = msgspec.structs.replace(toolkit, model=model)
    reports = [one for path in sorted(OWN_ATTRIBUTIONS.glob("*.txt")) for one in load_own_reports(path)]
    counts: Counter[str] = Counter()
    for own in reports:
        if is_own_held_out(own.name) != given.trained:
            report = Report(id=make_report_id(own.name, own.text), text=own.text)
            count_report(own, read_report(report, toolkit).statements, counts)
    print_figures(counts)


def load_network(name: str) -> AttributionReader:
    """Return the network `scratch/model/NAME`."""
    from teachers import load_stored  # noqa: PLC0415 - needs PyTorch

    stored = load_stored(name)
    return AttributionReader(AttributionNetwork(stored["arrays"]), Labels(**stored["labels"]))


def count_report(own: OwnReport, statements: Sequence[Statement], counts: Counter[str]) -> None:
    """Add what is right and wrong in one report; quotations without a cue are left out."""
    marked = [one for one in own.attributions if one.cue]
    gold = [_attribution(own.text, one) for one in marked]
    cued = [one for one in statements if one.cue is not None]
    found = [make_attribution(own.text, [one.cue], one.source, one.content) for one in cued if one.cue]
    pairs = dict(align(gold, found))
    counts.update(gold=len(gold), found=len(found), hits=len(pairs))
    for place, one in enumerate(marked):
        teller = _teller(place, marked)
        counts["nested"] += teller is not None
        counts["negative"] += one.negative
        if place not in pairs:
            continue
        statement = cued[pairs[place]]
        _count_hit(gold[place], found[pairs[place]], counts)
        if teller is not None:
            counts["nested-found"] += 1
            counts["nested-linked"] += teller in pairs and statement.parent == cued[pairs[teller]].id
        counts["negative-right"] += one.negative and statement.polarity == "negative"


def _count_hit(gold: Attribution, found: Attribution, counts: Counter[str]) -> None:
    source, content = is_source_right(gold, found), content_jaccard(gold, found) >= ENOUGH_CONTENT
    counts.update(source=source, content=content, full=source and content)


def _attribution(text: str, one: OwnAttribution) -> Attribution:
    return make_attribution(text, _spans(one.cue), _spans(one.source), _spans(one.content))


def _spans(pieces: Sequence[tuple[int, int]]) -> list[Span]:
    return [Span(start=start, end=end) for start, end in pieces]


def _teller(place: int, marked: Sequence[OwnAttribution]) -> int | None:
    """Return the attribution with the shortest content around a cue."""
    start, end = marked[place].cue[0]
    around = [
        (sum(stop - first for first, stop in other.content), number)
        for number, other in enumerate(marked)
        if number != place and any(first <= start and end <= stop for first, stop in other.content)
    ]
    return min(around)[1] if around else None


def print_figures(counts: Counter[str]) -> None:
    """Print the figures."""
    hits = counts["hits"]
    print(f"{counts['gold']} attributions; cues P {hits / counts['found']:.3f} R {hits / counts['gold']:.3f}")
    print(f"on hits: source right {counts['source'] / hits:.3f}, content {counts['content'] / hits:.3f}")
    print(f"full soft F {2 * counts['full'] / (counts['gold'] + counts['found']):.3f}")
    print(f"nested {counts['nested']}: found {counts['nested-found']}, with the right teller {counts['nested-linked']}")
    print(f"negative {counts['negative']}: found and negative {counts['negative-right']}")


if __name__ == "__main__":
    main()
