"""A person's verdict on a finding or a merge; it overrides in views and never edits a finding."""

from datetime import datetime
from typing import Literal

from onrecord.records.span import Record

Verdict = Literal["right", "wrong", "same-as", "not-same-as"]


class Decision(Record, frozen=True, kw_only=True):
    """One verdict: about what, by whom, when, and why."""

    id: str
    about: str
    verdict: Verdict
    by: str
    at: datetime
    note: str | None = None
