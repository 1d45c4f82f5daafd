"""What the caller knows about a source before it is read."""

from datetime import datetime

from onrecord.records import Record


class SourceSettings(Record, frozen=True, kw_only=True):
    """What the caller says about every report of a source; None where nothing is said.

    What one record of a JSON Lines file says about itself wins over these, and these win over what
    a page says. `published` is aware; its offset is kept, since it decides which day "today" is.
    """

    published: datetime | None = None
    outlet: str | None = None
    url: str | None = None
    title: str | None = None
    given_id: str | None = None
    retrieved_at: datetime | None = None
