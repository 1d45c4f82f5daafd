"""Stable ids: hashes of what a finding is about, so that reading twice changes nothing."""

import hashlib
from collections.abc import Iterable

from onrecord.records.span import Span


def make_id(prefix: str, report_id: str, spans: Iterable[Span], kind: str = "") -> str:
    """Return `prefix-` and twelve hex digits that depend only on the report, the spans and the kind."""
    places = ",".join(f"{span.start}:{span.end}" for span in spans)
    digest = hashlib.sha256(f"{report_id}|{prefix}|{kind}|{places}".encode()).hexdigest()
    return f"{prefix}-{digest[:12]}"


def make_report_id(url: str | None, text: str) -> str:
    """Return the id of a report: sixteen hex digits of the hash of its url and text."""
    content = f"{url or ''}\n{text}".encode("utf-8", "surrogatepass")
    return f"re-{hashlib.sha256(content).hexdigest()[:16]}"
