"""What a rule asks of the words round its trigger: objects, subjects, prepositions and words that follow."""

import msgspec

from onrecord.language import Parse, Token
from onrecord.lexicons.events import EventLexicon, IndexedRule
from onrecord.stages.events.clauses import (
    behind_particle,
    conjuncts,
    contents,
    is_passive,
    objects,
    prepositional,
    shared_objects,
    subjects,
)
from onrecord.stages.events.names import NameLabels

WINDOW_AFTER = 15
OBJECT_REACH = 5
FEWEST_OF_SEVERAL = 2
# Quad classes of deeds; only they are told in headlines by a bare participle ("12 killed in blast").
MATERIAL = (2, 4)
OWN_PREPOSITIONS = frozenset({("for",), ("on",), ("upon",), ("from",), ("with",)})
FINITE = frozenset({"root", "conj", "ccomp", "parataxis"})
# These belong to nothing else in a sentence, however far the parser hangs them.
SURE_PREPOSITIONS = frozenset({"between", "against", "alongside"})


class Site(msgspec.Struct, frozen=True):
    """A token that may trigger a rule, with the verb that carries its tense and subject (None for a bare noun)."""

    parse: Parse
    token: Token
    verb: Token | None
    match: IndexedRule
    labels: NameLabels
    lexicon: EventLexicon


def holds(site: Site) -> bool:
    """Return whether what a rule asks of the words round its trigger is there."""
    return (
        (not site.match.rule.infinitive or _has_infinitive(site.parse, site.token))
        and _objects_hold(site)
        and _subjects_hold(site)
        and (not site.match.prepositions or _has_preposition(site))
        and _words_after_hold(site)
    )


def _objects_hold(site: Site) -> bool:
    match = site.match
    if not match.objects and not match.not_objects:
        return True
    near = _with_counted(site, undergoing(site.parse, site.token, match, site.lexicon))
    measured = [one for one in near if site.parse.dependents(one.index, "nummod")]  # "700 kg of medicine"
    asked = [*near, *contents(site.parse, measured)] if match.objects and measured else near
    if match.objects and not any(site.labels.fits(one, match.objects) for one in asked):
        return False
    first = [one for one in near if one.dep != "conj"] or near  # the first of a list decides what the verb means
    return not any(site.labels.fits(one, match.not_objects) for one in first)


def _subjects_hold(site: Site) -> bool:
    match = site.match
    if not (match.subjects or match.not_subjects or match.doers):
        return True
    doing = _with_counted(site, _doing(site))
    if match.rule.several and len(doing) < FEWEST_OF_SEVERAL:
        return False
    if match.subjects and not any(site.labels.fits(one, match.subjects) for one in doing):
        return False
    if any(site.labels.fits(one, match.not_subjects) for one in doing):
        return False
    if match.kind == "noun":  # "a heart attack", "a charm offensive": what stands before the noun decides too
        before = site.parse.dependents(site.token.index, "compound", "amod")
        return not any(one.lemma in match.rule.not_subjects for one in before)
    return not (match.doers and doing) or any(site.labels.fits(one, match.doers) for one in doing)


def _words_after_hold(site: Site) -> bool:
    match = site.match
    if not match.about and not match.not_about:
        return True
    after = window_after(site.parse, site.token)
    if match.about and not any(site.labels.fits(one, match.about) for one in after):
        return False
    return not any(site.labels.fits(one, match.not_about) for one in after)


def _has_infinitive(parse: Parse, verb: Token) -> bool:
    """Return whether a verb governs a clause with "to" ("told them to leave")."""
    return any(
        child.tag == "VB" and any(mark.lower == "to" for mark in parse.dependents(child.index, "mark"))
        for child in parse.dependents(verb.index, "xcomp", "ccomp", "advcl")
    )


def _with_counted(site: Site, nouns: list[Token]) -> list[Token]:
    """Return the nouns, and for "some of the troops" or "hundreds of monks" what is counted."""
    counted = [
        other
        for noun in nouns
        if noun.lower in site.lexicon.classes["@quantity"] or noun.pos == "NUM"
        for preposition, other in prepositional(site.parse, noun)
        if preposition == "of"
    ]
    return [*nouns, *counted]


def window_after(parse: Parse, token: Token) -> tuple[Token, ...]:
    """Return the tokens that follow in the sentence, as far as rules look."""
    stop = min(token.index + 1 + WINDOW_AFTER, parse.sentences[token.sentence].stop)
    return parse.tokens[token.index + 1 : stop]


def undergoing(parse: Parse, token: Token, match: IndexedRule, lexicon: EventLexicon) -> list[Token]:
    """Return what a verb is done to; where the parse shows nothing, the first noun that follows at once."""
    if match.kind == "noun":
        return [other for preposition, other in prepositional(parse, token) if preposition in ("of", "on", "against")]
    if reads_passive(parse, token, match):
        return subjects(parse, token, lexicon.object_control)
    found = shared_objects(parse, token) or behind_particle(parse, token, frozenset(match.rest))
    if found or token.pos != "VERB":
        return found
    for other in window_after(parse, token)[:OBJECT_REACH]:
        if other.pos in ("ADP", "VERB", "PUNCT", "SCONJ", "AUX") or other.tag.startswith("W"):
            break
        following = other.index + 1
        if other.pos in ("NOUN", "PROPN") and (
            following >= len(parse.tokens) or parse.tokens[following].pos not in ("NOUN", "PROPN")
        ):
            return conjuncts(parse, other)
    return []


def reads_passive(parse: Parse, token: Token, match: IndexedRule) -> bool:
    """Return whether the subject undergoes the verb; headlines leave the auxiliary out ("12 killed in blast")."""
    if is_main_verb(parse, token, match):
        return False
    if is_passive(parse, token):
        return True
    if not match.rule.transitive or match.type.quad not in MATERIAL or token.tag not in ("VBN", "VBD"):
        return False
    if token.dep == "acl":  # "40 others wounded"
        return not (objects(parse, token) or behind_particle(parse, token))
    relations = {parse.tokens[child].dep for child in parse.children[token.index]}
    if "nsubj" not in relations or relations & {"aux", "ccomp", "xcomp"} or token.dep not in FINITE:
        return False
    return not (objects(parse, token) or behind_particle(parse, token))


def is_main_verb(parse: Parse, token: Token, match: IndexedRule) -> bool:
    """Return whether what was parsed as a participle of the sentence's root noun is the verb of its sentence.

    It is with a preposition or particle of its own ("leaders called for calm", "unions called off the strike"),
    if both sides do it ("ministers met in Oslo"), or if its rule asks for no object ("tanks rolled into Duk").
    """
    if token.dep != "acl" or parse.tokens[token.head].dep != "root" or parse.dependents(token.head, "cop"):
        return False
    if match.rule.symmetric:
        return True
    if match.kind != "verb":
        return False
    if match.rest[:1] in OWN_PREPOSITIONS or behind_particle(parse, token, frozenset(match.rest)):
        return True
    return bool(match.prepositions) and not (match.rule.transitive or match.objects)


def _doing(site: Site) -> list[Token]:
    """Return who does it: the subject, or the agent of a passive or of a bare noun."""
    parse, verb = site.parse, site.verb
    is_active = verb is not None and is_main_verb(parse, verb, site.match)
    if verb is not None and (is_active or not (verb.pos == "VERB" and is_passive(parse, verb))):
        return subjects(parse, verb, site.lexicon.object_control)
    agents = [other for preposition, other in prepositional(parse, verb or site.token) if preposition == "by"]
    if verb is None:
        agents += parse.dependents(site.token.index, "nmod:poss", "compound", "amod")
    return agents


def _has_preposition(site: Site) -> bool:
    parse, token, verb, wanted = site.parse, site.token, site.verb, site.match.prepositions
    heads = [token] if verb is None or verb.index == token.index else [token, verb]
    # parsers often hang "to the tribunal" on the object before it
    heads += contents(parse, shared_objects(parse, verb)) if verb is not None else []
    if any(preposition in wanted for head in heads for preposition, _ in prepositional(parse, head)):
        return True
    if any(child.lower in wanted for head in heads for child in parse.dependents(head.index, "advmod", "case", "mark")):
        return True
    following = token.index + 1
    if following < len(parse.tokens) and parse.tokens[following].lower in wanted:
        return True
    return any(one.lower in wanted & SURE_PREPOSITIONS for one in window_after(parse, token))
