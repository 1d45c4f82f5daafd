"""From bytes to a `Report`: text, page, JSON Lines."""

from onrecord.ingest.jsonl import read_jsonl
from onrecord.ingest.published import parse_published
from onrecord.ingest.settings import SourceSettings
from onrecord.ingest.source import read_source, read_stream

__all__ = ["SourceSettings", "parse_published", "read_jsonl", "read_source", "read_stream"]
