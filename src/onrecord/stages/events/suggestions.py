"""Ranked PLOVER types for a pair of participants: an assistant for reviewers, and what `evaluate types` measures."""

from onrecord.language import Parse, Token
from onrecord.language.governing import find_governing
from onrecord.lexicons.events import EventLexicon
from onrecord.records import Span
from onrecord.records.findings import EventType
from onrecord.stages.events.names import NameLabels
from onrecord.stages.events.participants import find_roles
from onrecord.stages.events.phrases import phrase_span
from onrecord.stages.events.triggers import Trigger, find_triggers

# Weights of the evidence that a trigger links the pair; set by hand on half of `plv_train.tsv`.
ROLE_FITS = 1.0
ROLE_SWAPPED = 0.4
ON_THE_PATH = 0.8
BETWEEN = 0.3
PER_STEP = 0.05
MOST_STEPS = 8
# What is demanded, threatened or denied counts less than the demand, threat or denial itself.
UNREAL = frozenset({"denied", "negated", "hypothetical", "threatened", "demanded", "hoped", "alleged"})
UNREAL_SHARE = 0.5


def suggest_types(
    parse: Parse, actor_span: Span, recipient_span: Span, lexicon: EventLexicon
) -> tuple[tuple[EventType, float], ...]:
    """Return the PLOVER types of what the actor did to the recipient, best first, with scores between 0 and 1.

    Empty if no rule of the codebook fires in their sentences.
    """
    labels = NameLabels(parse, lexicon)
    actor, recipient = parse.head_of(actor_span), parse.head_of(recipient_span)
    if actor is None or recipient is None:
        return ()
    sentences = {actor.sentence, recipient.sentence}
    path = _path(parse, actor, recipient)
    best: dict[EventType, float] = {}
    for trigger in find_triggers(parse, labels, lexicon):
        if trigger.head.sentence not in sentences:
            continue
        start = trigger.verb or trigger.head
        operators = tuple(find_governing(parse, start.index, lexicon.operators, lexicon.transparent))
        kind = lexicon.type_under(trigger.match.type.type, operators)
        score = _score(parse, trigger, (actor_span, recipient_span), path, labels, lexicon)
        if kind == trigger.match.type.type and any(one.status in UNREAL for one in operators):
            score *= UNREAL_SHARE
        best[kind] = max(best.get(kind, 0.0), score)
    ranked = sorted(best.items(), key=lambda one: (-one[1], one[0]))
    return tuple((kind, round(min(1.0, score / (2 * ROLE_FITS + ON_THE_PATH + BETWEEN)), 3)) for kind, score in ranked)


def _path(parse: Parse, one: Token, other: Token) -> frozenset[int]:
    """Return the tokens on the way through the tree from one token to another."""
    above = [one.index, *(token.index for token in parse.ancestors(one.index))]
    over = [other.index, *(token.index for token in parse.ancestors(other.index))]
    common = next((index for index in above if index in set(over)), None)
    if common is None:
        return frozenset()
    return frozenset(above[: above.index(common) + 1]) | frozenset(over[: over.index(common)])


def _score(
    parse: Parse,
    trigger: Trigger,
    spans: tuple[Span, Span],
    path: frozenset[int],
    labels: NameLabels,
    lexicon: EventLexicon,
) -> float:
    roles = find_roles(parse, trigger, labels, lexicon)
    actors = [phrase_span(parse, head) for head in roles.actors]
    recipients = [phrase_span(parse, head) for head in roles.recipients]
    score = trigger.match.rule.score
    for span, right, swapped in ((spans[0], actors, recipients), (spans[1], recipients, actors)):
        if any(span.overlaps(one) for one in right):
            score += ROLE_FITS
        elif any(span.overlaps(one) for one in swapped):
            score += ROLE_FITS if trigger.match.rule.symmetric else ROLE_SWAPPED
    words = {trigger.head.index, *trigger.used}
    if trigger.verb is not None:
        words.add(trigger.verb.index)
    score += ON_THE_PATH if words & path else 0.0
    first, last = sorted(spans)
    score += BETWEEN if first.end <= trigger.head.start <= last.start else 0.0
    depth = sum(1 for _ in parse.ancestors(trigger.head.index))
    return max(0.01, score - PER_STEP * min(depth, MOST_STEPS))
