"""A stretch of text between quotation marks; two stages pass it on, no reading keeps it."""

from onrecord.records.span import Record, Span


class Quotation(Record, frozen=True, kw_only=True):
    """One quotation.

    `span` takes the marks in, `inner` leaves them out. `closed` is False where no closing mark was
    found and the quotation ends with its paragraph. `depth` counts the quotations around it, and
    `continues` says that it goes on with one left open in the paragraph before.
    """

    span: Span
    inner: Span
    closed: bool
    depth: int = 0
    continues: bool = False
