"""Time expressions of a report (TIMEX3), found and resolved by the rules of the time lexicon."""

from onrecord.language import Parse
from onrecord.lexicons.times import TimeLexicon
from onrecord.records import Problem, Reason, Report, TimeExpression, make_id
from onrecord.stages.times.context import Anchor, Context, Resolved, Told
from onrecord.stages.times.matching import TimeMatch, find_matches
from onrecord.stages.times.ranges import joins, lend_years
from onrecord.stages.times.resolving import RESOLVERS

__all__ = ["find_times"]

STAGE = "times"
NO_DATE = (
    "{count} of the time expressions count from the publication date, which is not known, so their values stay "
    "partial, as in XXXX-11-27, and their days unknown. Give the date with --published."
)


def find_times(
    report: Report, parse: Parse, lexicon: TimeLexicon
) -> tuple[tuple[TimeExpression, ...], tuple[Problem, ...]]:
    """Return the time expressions in text order, and one problem if any needed a publication date that is not known.

    "The next day", "two days later" and their like count from the last full date told before them.
    Known misses: a range in words ("from 2011 to 2013") gives its two ends, as in TimeML.
    """
    published = report.published_at.date() if report.published_at else None
    times: list[TimeExpression] = []
    partial: list[TimeExpression] = []
    told = Told()
    for match in lend_years(report.text, find_matches(parse, lexicon)):
        start = told.date if told.date and joins(report.text, told.date.end, match.start) else None
        context = Context(parse, lexicon, published, told._replace(range_start=start), match.span)
        found = RESOLVERS[match.rule.resolve](match, context)
        if found is None:
            continue
        time = _expression(report, match, found)
        times.append(time)
        told = _tell(told, time, parse.tokens[match.token].sentence)
        if published is None and found.basis == "publication":
            partial.append(time)
    return tuple(times), _problems(partial)


def _problems(partial: list[TimeExpression]) -> tuple[Problem, ...]:
    if not partial:
        return ()
    detail = NO_DATE.format(count=len(partial))
    return (Problem(stage=STAGE, code="no-publication-date", detail=detail, span=partial[0].span),)


def _expression(report: Report, match: TimeMatch, found: Resolved) -> TimeExpression:
    earliest, latest = found.days or (None, None)
    return TimeExpression(
        id=make_id("ti", report.id, [match.span]),
        span=match.span,
        type=found.type or match.rule.type,
        value=found.value,
        earliest=earliest,
        latest=latest,
        basis=found.basis,
        because=(Reason(stage=STAGE, rule=match.rule.id),),
    )


def _tell(told: Told, time: TimeExpression, sentence: int) -> Told:
    """Return what is told after `time`: a date whose days are known is what later expressions count from."""
    if time.type not in ("DATE", "TIME") or time.earliest is None:
        return told
    anchor = Anchor(time.value, time.earliest, time.basis, sentence, time.span.end)
    return Told(anchor, anchor if time.earliest == time.latest else told.day)
