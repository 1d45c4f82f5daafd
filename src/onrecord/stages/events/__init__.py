"""Who did what to whom: events by the rules of the PLOVER codebook, with participants and circumstances."""

from onrecord.stages.events.finding import Known, find_events
from onrecord.stages.events.suggestions import suggest_types

__all__ = ["Known", "find_events", "suggest_types"]
