"""What a match stands for: one function for each resolver that the rules name."""

from collections.abc import Callable

from onrecord.stages.times import amounts, dates, periods, weekdays, years
from onrecord.stages.times.context import Context, Resolved
from onrecord.stages.times.matching import TimeMatch

RESOLVERS: dict[str, Callable[[TimeMatch, Context], Resolved | None]] = {
    "date": dates.resolve_date,
    "numeric-date": dates.resolve_numeric_date,
    "day-of-month": dates.resolve_day_of_month,
    "range": dates.resolve_range,
    "range-of-years": years.resolve_range_of_years,
    "decade": years.resolve_decade,
    "decade-word": years.resolve_decade_word,
    "century": years.resolve_century,
    "spoken-year": years.resolve_spoken_year,
    "era-year": years.resolve_era_year,
    "fiscal-year": years.resolve_fiscal_year,
    "weekday": weekdays.resolve_weekday,
    "day": periods.resolve_day,
    "overnight": periods.resolve_overnight,
    "clock": periods.resolve_clock,
    "part": periods.resolve_part,
    "period": periods.resolve_period,
    "narrative-period": periods.resolve_narrative_period,
    "told-period": periods.resolve_told_period,
    "period-end": periods.resolve_period_end,
    "weekend": periods.resolve_weekend,
    "season": periods.resolve_season,
    "quarter": periods.resolve_quarter,
    "year-ago": periods.resolve_year_ago,
    "shift": amounts.resolve_shift,
    "within": amounts.resolve_within,
    "duration": amounts.resolve_duration,
    "vague-duration": amounts.resolve_vague_duration,
    "one-unit": amounts.resolve_one_unit,
    "set": amounts.resolve_set,
    "reference": periods.resolve_reference,
}
