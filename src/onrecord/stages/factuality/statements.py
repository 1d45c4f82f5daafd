"""Statements with the views of what they tell."""

from collections.abc import Sequence

import msgspec

from onrecord.language import Parse
from onrecord.lexicons.factuality import FactualityLexicon
from onrecord.records import Statement
from onrecord.stages.factuality.judging import Judge


def judge_statements(
    parse: Parse, statements: Sequence[Statement], lexicon: FactualityLexicon
) -> tuple[Statement, ...]:
    """Return `statements` with views of what each tells: its source's, those of its tellers, and the report's own.

    What a content of several clauses tells is judged by the head of its first.
    """
    judge = Judge(parse, statements, lexicon)
    judged: list[Statement] = []
    for statement in statements:
        head = parse.head_of(statement.content[0]) if statement.content else None
        if head is None:
            judged.append(statement)
            continue
        views = judge.judge(head, judge.chains.above(statement)).views
        judged.append(msgspec.structs.replace(statement, views=views))
    return tuple(judged)
