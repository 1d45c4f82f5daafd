"""How sure each source is of what is told, and the status a reader sees."""

from onrecord.stages.factuality.events import judge_events
from onrecord.stages.factuality.judging import Judge, Judgement
from onrecord.stages.factuality.statements import judge_statements

__all__ = ["Judge", "Judgement", "judge_events", "judge_statements"]
