"""A filter as SQL. Values are always parameters; the words of the SQL are all written here."""

from datetime import date

from onrecord.store.flattening import storable
from onrecord.store.folding import fold_name
from onrecord.store.port import Filter

_NAMED = """f.number IN (SELECT finding FROM finding_names WHERE role = ? AND name IN
            (SELECT number FROM names WHERE instr(' ' || name, ' ' || ?) > 0))"""
_EXACTLY = """f.number IN (SELECT finding FROM finding_names WHERE role = ? AND name =
              (SELECT number FROM names WHERE name = ?))"""

Parameters = list[str | int]


def select_findings(kind: str, chosen: Filter) -> tuple[str, Parameters]:
    """Return the SQL, and its parameters, for the report, position and newer version of what passes `chosen`."""
    conditions = ["f.kind = ?"]
    parameters: Parameters = [kind]
    if not chosen.all_versions:
        conditions.append("r.superseded_by IS NULL")
    for condition, values in (*_names(chosen), *_codes(chosen), *_days(chosen.since, chosen.until)):
        conditions.append(condition)
        parameters += values
    where = " AND ".join(conditions)
    sql = f"""
        SELECT f.report, f.position, r.superseded_by FROM findings f JOIN reports r ON r.number = f.report
        WHERE {where}
        ORDER BY coalesce(f.earliest, f.latest) IS NULL, coalesce(f.earliest, f.latest), f.report, f.position
        LIMIT ?"""  # noqa: S608 - the conditions are written in this file, the values are parameters
    return sql, [*parameters, -1 if chosen.limit is None else chosen.limit]


def _names(chosen: Filter) -> list[tuple[str, Parameters]]:
    conditions: list[tuple[str, Parameters]] = []
    for role, value in (("actor", chosen.actor), ("source", chosen.source)):
        if value is not None:
            conditions.append((_NAMED, [role, storable(fold_name(value))]))
    if chosen.place is not None:
        by_name: Parameters = ["place", storable(fold_name(chosen.place))]
        by_id: Parameters = ["place-id", storable(chosen.place)]
        conditions.append((f"({_NAMED} OR {_EXACTLY})", [*by_name, *by_id]))
    return conditions


def _codes(chosen: Filter) -> list[tuple[str, Parameters]]:
    codes = {"country": chosen.country, "type": chosen.type, "status": chosen.status}
    if chosen.type is not None and chosen.status is not None:
        codes["type-status"] = f"{chosen.type} {chosen.status}"
    return [(_EXACTLY, [role, storable(code)]) for role, code in codes.items() if code is not None]


def _days(since: date | None, until: date | None) -> list[tuple[str, Parameters]]:
    """Return what makes a finding's days overlap the window; an open end reaches without limit."""
    conditions: list[tuple[str, Parameters]] = []
    if since or until:
        conditions.append(("NOT (f.earliest IS NULL AND f.latest IS NULL)", []))
    if since:
        conditions.append(("(f.latest IS NULL OR f.latest >= ?)", [since.isoformat()]))
    if until:
        conditions.append(("(f.earliest IS NULL OR f.earliest <= ?)", [until.isoformat()]))
    return conditions
