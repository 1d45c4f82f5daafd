"""Which words of a text tell of an event, by which rule: the index is asked once a token."""

from collections.abc import Iterator
from itertools import groupby

import msgspec

from onrecord.language import Parse, Token
from onrecord.lexicons.event_forms import OBJECT
from onrecord.lexicons.events import EventLexicon, IndexedRule, TriggerKind
from onrecord.stages.events.clauses import (
    is_hidden_verb,
    is_misread,
    is_passive,
    is_verbal,
    objects,
    prepositional,
)
from onrecord.stages.events.constraints import WINDOW_AFTER, Site, holds, reads_passive
from onrecord.stages.events.domains import find_domains, is_report_of
from onrecord.stages.events.names import ACTOR_LABELS, NameLabels

_NO_VERB = frozenset({"amod", "compound", "case", "mark"})
_SKIPPED_RELATIONS = frozenset({"compound", "flat", "amod", "fixed", "goeswith"})


class Trigger(msgspec.Struct, frozen=True, kw_only=True):
    """A trigger: its head token, the tokens it covers, its rule, and the verb that carries tense and subject.

    `verb` is the trigger itself or, for a noun, its light verb; None for a bare noun. `used` are tokens that the
    rule has read as part of the trigger ("control" in "took control of"), so that they trigger nothing more.
    """

    head: Token
    first: int
    stop: int
    match: IndexedRule
    verb: Token | None
    passive: bool
    used: frozenset[int] = frozenset()


def find_triggers(parse: Parse, labels: NameLabels, lexicon: EventLexicon) -> list[Trigger]:
    """Return the triggers in text order, at most one rule a trigger (and the rule it brings along)."""
    lemmas = lexicon.trigger_lemmas
    candidates = [token for token in parse.tokens if token.lemma.lower() in lemmas or token.lower in lemmas]
    if not candidates:
        return []
    domains = [find_domains(parse.sentence_tokens(number), lexicon) for number in range(len(parse.sentences))]
    if is_report_of(domains, lexicon.spreading_domains):
        return []
    found: list[Trigger] = []
    for number, group in groupby(candidates, key=lambda token: token.sentence):
        if not domains[number]:
            for token in group:
                found.extend(_at(parse, token, labels, lexicon))
    return _without_used(found)


def _without_used(found: list[Trigger]) -> list[Trigger]:
    """Drop triggers on tokens that another trigger's rule has read as its own."""
    used = {index: trigger.head.index for trigger in found for index in trigger.used}
    return [one for one in found if used.get(one.head.index, one.head.index) == one.head.index]


def _at(parse: Parse, token: Token, labels: NameLabels, lexicon: EventLexicon) -> Iterator[Trigger]:
    best: Trigger | None = None
    for kind in _kinds(parse, token, lexicon):
        key = token.lower if kind == "adjective" else token.lemma.lower()
        for match in lexicon.index.get((kind, key), ()):
            if best is not None and best.match.specificity >= match.specificity:
                break
            trigger = _try(parse, token, match, labels, lexicon)
            if trigger is not None:
                best = trigger
                break
    if token.lower in lexicon.phrase_starts or token.lemma.lower() in lexicon.phrase_starts:
        best = _try_phrases(parse, token, labels, lexicon, best)
    if best is None:
        return
    yield best
    if best.match.rule.also is not None:
        one, rule = lexicon.rules[best.match.rule.also]
        match = lexicon.prepare(one, rule, best.match.kind, best.match.rest)
        yield msgspec.structs.replace(best, match=match)


def _kinds(parse: Parse, token: Token, lexicon: EventLexicon) -> tuple[TriggerKind, ...]:
    if token.pos == "VERB":
        return _kinds_of_verb(parse, token)
    if token.pos == "ADP":
        return ("verb",) if is_hidden_verb(parse, token) else ()
    if token.pos == "ADJ":
        return ("adjective",) if participle_behind(parse, token, lexicon) is None else ("noun",)
    is_noun = token.pos == "NOUN" or (token.pos == "PROPN" and token.lower == token.text)
    if is_noun and parse.dependents(token.index, "nsubj") and parse.dependents(token.index, "obj"):
        return ("verb",)  # a verb that the tagger took for a noun ("Oslo cut aid to ...")
    return ("noun",) if is_noun else ()


def _kinds_of_verb(parse: Parse, token: Token) -> tuple[TriggerKind, ...]:
    if token.dep in ("nsubj", "obj", "nsubj:pass", "csubj") or (
        token.tag == "VBG" and token.dep in ("root", "obl", "nmod")
    ):
        return ("noun", "verb")  # a noun of action that the tagger took for a verb ("Clashes between ...")
    if _stands_as_noun(parse, token):
        return ("noun",)
    return ("verb", "adjective") if token.tag in ("VBN", "VBG") else ("verb",)


def _stands_as_noun(parse: Parse, token: Token) -> bool:
    """Return whether a verb in the present is rather a plural noun: after a preposition, with no subject."""
    if token.tag != "VBZ" or token.index == 0 or parse.dependents(token.index, "nsubj", "expl"):
        return False
    before = parse.tokens[token.index - 1]
    return before.lower in ("after", "before", "during", "amid", "following", "in", "from") or before.pos == "DET"


def _try_phrases(
    parse: Parse, token: Token, labels: NameLabels, lexicon: EventLexicon, best: Trigger | None
) -> Trigger | None:
    for key in {token.lemma.lower(), token.lower}:
        for match in lexicon.index.get(("phrase", key), ()):
            if best is not None and best.match.specificity > match.specificity:
                break
            stop = _follow(parse, token, match.rest)
            if not stop:
                continue
            verb, passive = _verb_of_phrase(parse, token, stop)
            if holds(Site(parse, token, verb, match, labels, lexicon)):
                return Trigger(
                    head=token,
                    first=token.index,
                    stop=stop,
                    match=match,
                    verb=verb,
                    passive=passive,
                    used=frozenset(range(token.index + 1, stop)),
                )
    return best


def _follow(parse: Parse, token: Token, rest: tuple[str, ...]) -> int:
    """Return where the words of a phrase end, or 0 if they do not stand there in a row (articles may)."""
    index = token.index + 1
    limit = parse.sentences[token.sentence].stop
    for word in rest:
        while index < limit and parse.tokens[index].pos == "DET" and parse.tokens[index].lower != word:
            index += 1
        if index >= limit or word not in (parse.tokens[index].lower, parse.tokens[index].lemma.lower()):
            return 0
        index += 1
    return index


def _verb_of_phrase(parse: Parse, token: Token, stop: int) -> tuple[Token | None, bool]:
    if is_verbal(token):
        return token, is_passive(parse, token)
    for index in range(token.index, stop):
        if is_verbal(parse.tokens[index]):
            return parse.tokens[index], is_passive(parse, parse.tokens[index])
    above = next((one for one in parse.ancestors(token.index) if is_verbal(one)), None)
    inside = [parse.tokens[index] for index in range(token.index, stop)]
    rooted = next((one for one in inside if parse.dependents(one.index, "nsubj")), None)
    return rooted or above, False


def _try(parse: Parse, token: Token, match: IndexedRule, labels: NameLabels, lexicon: EventLexicon) -> Trigger | None:
    if match.kind == "noun":
        return _try_noun(parse, token, match, labels, lexicon)
    if match.kind == "verb" and not _may_be_verb(parse, token, match, labels):
        return None
    particles = [_particle(parse, token, word) for word in match.rest]
    verb = token if match.kind == "verb" else _carrier(parse, token)
    if None in particles or not holds(Site(parse, token, verb, match, labels, lexicon)):
        return None
    passive = match.kind == "verb" and reads_passive(parse, token, match)
    if passive and match.rule.symmetric:  # "was met with anger" is no meeting
        return None
    found = {place for place in particles if place is not None}
    return Trigger(
        head=token,
        first=token.index,
        stop=token.index + 1 + (token.index + 1 in found),
        match=match,
        verb=verb,
        passive=passive,
        used=frozenset(found | _used_objects(parse, token, match, labels)),
    )


def _may_be_verb(parse: Parse, token: Token, match: IndexedRule, labels: NameLabels) -> bool:
    """Return whether a token is used as a verb here, and as this one rather than one with a particle."""
    if (token.dep in _NO_VERB or _is_name(token, labels)) and not is_misread(parse, token):
        return False
    return bool(match.rest) or not _has_particle(parse, token)


def _is_name(token: Token, labels: NameLabels) -> bool:
    return labels.labels.get(token.index) in ("PERSON", "LOC", "ORG")


def _carrier(parse: Parse, token: Token) -> Token:
    """Return the token that has the subject of an adjective: itself, or the verb it completes."""
    if parse.dependents(token.index, "nsubj", "cop") or token.head == token.index:
        return token
    above = parse.tokens[token.head]
    return above if token.dep in ("xcomp", "conj", "advcl") else token


def _particle(parse: Parse, token: Token, particle: str) -> int | None:
    for child in parse.children[token.index]:
        other = parse.tokens[child]
        if other.lower == particle and child > token.index and child - token.index <= WINDOW_AFTER:
            return child
    following = token.index + 1
    if following < len(parse.tokens) and parse.tokens[following].lower == particle:
        return following
    return None


def _has_particle(parse: Parse, token: Token) -> bool:
    """Return whether a particle right behind makes another verb of it ("back" and "back down")."""
    following = token.index + 1
    if following >= len(parse.tokens) or parse.tokens[following].sentence != token.sentence:
        return False
    after = parse.tokens[following]
    beyond = parse.tokens[following + 1].lower if following + 1 < len(parse.tokens) else ""
    if after.lower == "up" and beyond == "to":  # "kidnapped up to 16 people"
        return False
    return after.tag == "RP" and (after.head == token.index or after.dep == "compound:prt")


def _try_noun(
    parse: Parse, token: Token, match: IndexedRule, labels: NameLabels, lexicon: EventLexicon
) -> Trigger | None:
    is_head = token.dep not in _SKIPPED_RELATIONS or participle_behind(parse, token, lexicon) is not None
    if not is_head or (token.index in labels.labels and labels.labels[token.index] != "MISC"):
        return None
    first = token.index - len(match.rest)
    if first < parse.sentences[token.sentence].first:
        return None
    before = parse.tokens[first : token.index]
    if any(word not in (one.lemma.lower(), one.lower) for word, one in zip(match.rest, before, strict=True)):
        return None
    verb = light_verb(parse, token, lexicon)
    happens = parse.tokens[token.head].lemma in lexicon.happening_verbs and token.dep in ("nsubj", "nsubj:pass")
    if (match.rule.light and verb is None and not happens) or not holds(
        Site(parse, token, verb, match, labels, lexicon)
    ):
        return None
    if verb is None and not match.rule.light and not _is_told(parse, token, match, labels, lexicon):
        return None
    passive = verb is not None and is_passive(parse, verb)
    return Trigger(head=token, first=first, stop=token.index + 1, match=match, verb=verb, passive=passive)


def light_verb(parse: Parse, noun: Token, lexicon: EventLexicon) -> Token | None:
    """Return the light verb that says a noun was done: as its object, its subject in the passive, or its participle."""
    behind = participle_behind(parse, noun, lexicon)
    if behind is not None:
        return parse.tokens[behind.head]
    top = noun
    while top.dep == "conj" and top.head != top.index and parse.tokens[top.head].pos == "NOUN":
        top = parse.tokens[top.head]
    above = parse.tokens[top.head]
    if top.dep == "nmod" and preposition_before(parse, top) == "of" and above.lower in lexicon.classes["@quantity"]:
        top, above = above, parse.tokens[above.head]  # "a series of raids"
    if top.dep == "obj" and above.lemma in lexicon.light_verbs and above.pos == "VERB":
        return above
    if top.dep in ("nsubj:pass", "nsubj") and above.lemma in lexicon.light_verbs and is_passive(parse, above):
        return above
    if top.dep == "obl" and above.lemma in ("engage", "participate", "take", "join", "go", "enter", "embark"):
        return above
    for child in parse.dependents(noun.index, "acl", "acl:relcl"):
        if child.lemma in lexicon.light_verbs:
            return child
    return None


def participle_behind(parse: Parse, noun: Token, lexicon: EventLexicon) -> Token | None:
    """Return the participle that was parsed as the head of a noun of action right before it, or None.

    "Launched an offensive targeting the port": the noun is what was launched, and the participle describes it.
    """
    if noun.dep not in ("compound", "amod") or noun.head != noun.index + 1:
        return None
    after = parse.tokens[noun.head]
    is_participle = after.tag == "VBG" and after.pos == "VERB" and after.dep in ("obj", "xcomp")
    above = parse.tokens[after.head]
    return after if is_participle and above.pos == "VERB" and above.lemma in lexicon.light_verbs else None


def _is_told(parse: Parse, noun: Token, match: IndexedRule, labels: NameLabels, lexicon: EventLexicon) -> bool:
    """Return whether a bare noun tells of a happening here, rather than recalls or names one.

    It does with someone who did or underwent it, as what happened ("clashes erupted"), or as the occasion of
    something else ("in an attack").
    """
    above = parse.tokens[noun.head]
    if noun.dep in ("nsubj", "nsubj:pass", "csubj") and above.lemma in lexicon.happening_verbs:
        return True
    if any(token.dep == "nmod:poss" and not labels.is_measure(token) for token in parse.dependents(noun.index)):
        return True
    for preposition, other in prepositional(parse, noun):
        if (
            preposition in match.recipients or preposition in match.actors or preposition in ("of", "by", "between")
        ) and (labels.fits(other, _PARTICIPANTS) or other.lemma in lexicon.undergoers):
            return True
    for child in parse.dependents(noun.index, "amod", "compound"):
        if (labels.labels.get(child.index) in ACTOR_LABELS and child.tag != "CD") or child.lemma in lexicon.classes[
            "@people"
        ]:
            return True
    is_occasion = noun.dep == "obl" and preposition_before(parse, noun) in lexicon.absorbing_prepositions
    return is_occasion and not _is_definite(parse, noun)


_PARTICIPANTS = frozenset({"@actor", "@place", "@name"})


def preposition_before(parse: Parse, noun: Token) -> str:
    """Return the preposition that governs a noun, empty if there is none."""
    return next((token.lower for token in parse.dependents(noun.index, "case")), "")


def _is_definite(parse: Parse, noun: Token) -> bool:
    return any(
        token.lower in ("the", "this", "that", "these", "those") for token in parse.dependents(noun.index, "det")
    )


def _used_objects(parse: Parse, token: Token, match: IndexedRule, labels: NameLabels) -> set[int]:
    """Return the objects that belong to the trigger by its rule: plain nouns it asks for, not names."""
    if not match.objects or OBJECT in match.recipients:
        return set()
    found = objects(parse, token)
    return {one.index for one in found if one.index not in labels.labels and labels.fits(one, match.objects)}
