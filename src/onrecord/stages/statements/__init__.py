"""Who says what, through whom: attribution relations with source, cue and content, nested by their parents."""

from collections.abc import Sequence

import msgspec

from onrecord.language import Parse
from onrecord.lexicons.statements import StatementLexicon
from onrecord.records import Reason, Report, Span, Statement, make_id
from onrecord.stages.statements.circumstances import channel_of, form_of, recipient_of, said_on
from onrecord.stages.statements.draft import Draft
from onrecord.stages.statements.kinds import affiliation_of, identification_of
from onrecord.stages.statements.marks import find_mark_cues
from onrecord.stages.statements.nominals import find_noun_cues
from onrecord.stages.statements.parents import link_parents
from onrecord.stages.statements.passage import Found, Passage
from onrecord.stages.statements.phrases import find_phrase_cues
from onrecord.stages.statements.tidying import keep_one_a_cue, separate
from onrecord.stages.statements.uncued import add_uncued
from onrecord.stages.statements.verbs import find_verb_cues
from onrecord.stages.statements.weighing import weigh

__all__ = ["Found", "find_statements"]

STAGE = "statements"
NETWORK = "attribution-network"


def find_statements(report: Report, parse: Parse, found: Found, lexicon: StatementLexicon) -> tuple[Statement, ...]:
    """Return the statements of `report` in text order, one for each cue, with parents.

    Method: cues by lexicon and frame, sources by syntax first and by adjacency next, contents by syntax
    and by the quotations beside the cue (conventions of PARC 3 and PolNeAR). Known misses: attitudes
    without a complement, sources outside the sentence of their cue.
    """
    passage = Passage(report, parse, found, lexicon)
    ruled = [*find_phrase_cues(passage), *find_noun_cues(passage), *find_verb_cues(passage), *find_mark_cues(passage)]
    drafts = add_uncued(passage, separate(passage, weigh(passage, keep_one_a_cue(ruled))))
    statements: list[Statement] = []
    for draft in drafts:
        statements.append(_statement(passage, draft, statements))
    by_cue = {draft.cue.head: one.id for draft, one in zip(drafts, statements, strict=True) if draft.cue}
    tellers = {
        one.id: by_cue[draft.told_by]
        for draft, one in zip(drafts, statements, strict=True)
        if draft.told_by is not None and draft.told_by in by_cue
    }
    return link_parents(_unique(statements), tellers)


def _unique(statements: list[Statement]) -> list[Statement]:
    return list({one.id: one for one in statements}.values())


def _reasons(draft: Draft) -> tuple[Reason, ...]:
    """Return the rule or class of a statement, and how sure the network is of it, if it sees it."""
    rule = Reason(stage=STAGE, rule=draft.rule)
    if draft.belief is None:
        return (rule,)
    return (rule, Reason(stage=STAGE, rule=NETWORK, score=round(draft.belief, 2)))


def _statement(passage: Passage, draft: Draft, before: Sequence[Statement]) -> Statement:
    """Return the record of `draft`; `before` are the statements made so far, for a speaker to inherit from."""
    entity = passage.entity_of(draft.speaker) if draft.speaker else None
    heir = before[draft.inherits] if draft.inherits is not None else None
    cue = passage.span(draft.cue.first, draft.cue.stop) if draft.cue else None
    spans: tuple[Span, ...] = (cue,) if cue else draft.content
    identification = identification_of(passage, draft.speaker, entity)
    statement = Statement(
        id=make_id("st", passage.report.id, spans, draft.rule),
        source=draft.speaker.spans if draft.speaker else (),
        source_entity=entity.id if entity else None,
        identification=identification,
        affiliation=affiliation_of(passage, draft.speaker, entity, identification),
        cue=cue,
        cue_class=draft.cue_class,
        type=draft.type,
        content=draft.content,
        form=form_of(passage, draft.content),
        recipient_entity=recipient_of(passage, draft),
        channel=channel_of(passage, draft),
        said_on=said_on(passage, draft),
        polarity="negative" if draft.cue and draft.cue.negative else "positive",
        determinacy="indeterminate" if draft.cue and draft.cue.indeterminate else "determinate",
        because=_reasons(draft),
    )
    if heir is None:
        return statement
    return msgspec.structs.replace(
        statement, source_entity=heir.source_entity, identification="inherited", affiliation=heir.affiliation
    )
