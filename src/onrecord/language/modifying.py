"""The words that change how real another word is: those that hang on it, and what a word over it means.

A table holds a form for each (kind, word); the kinds are told in `language.governing.find_governing`.
"""

from collections.abc import Iterator, Mapping
from typing import TypeVar

from onrecord.language.parse import Parse, Token

Form = TypeVar("Form")
Table = Mapping[tuple[str, str], Form]

NOT = frozenset({"not", "n't", "n’t"})
# "Became the first to visit", "returned only to find": what follows has happened.
_RANKED = frozenset({"first", "second", "third", "last", "latest", "only"})
_NEITHER = frozenset({"neither", "nor", "not", "no"})  # "threatened no war, only to sue"
_HARDLY = frozenset({"hardly", "scarcely", "barely"})
_OCCASIONS = frozenset({"point", "case", "time", "circumstance", "way", "means", "account", "stage"})
_IDIOMS = frozenset({"time", "secret", "doubt", "expense", "bone"})  # "wasted no time", "spared no expense"
# Only before a verb do these say that it fell short: "nearly drowned", not "cut nearly in half".
_BEFORE = frozenset({"nearly", "almost"})


def find_local(
    parse: Parse, token: Token, table: Table[Form], transparent: frozenset[str]
) -> Iterator[tuple[Form, Token]]:
    """Yield what hangs on a word itself: its auxiliaries, negation, adverbs and conjunctions."""
    for child in parse.children[token.index]:
        other = parse.tokens[child]
        kind = _local_kind(other, token)
        if kind is not None and (kind, other.lower) in table:
            if other.lower in _BEFORE and (other.index > token.index or _modifies_next(parse, other)):
                continue
            if not _is_only_in_part(parse, other):
                yield table[kind, other.lower], other
        elif other.lower == "longer" and _is_none(parse, other) and ("adverb", "no") in table:
            yield table["adverb", "no"], other
        elif kind == "adverb" and (kind, other.lemma) in table:
            yield table[kind, other.lemma], other
        elif ("adverb", "no") in table and _is_nowhere(parse, other, token):
            yield table["adverb", "no"], other
    subject = _told_subject(parse, token, table)
    if subject is not None:
        yield table["noun", subject.lemma], subject
        return
    yield from _of_infinitive(parse, token, table, transparent)
    yield from _of_mistagged(parse, token, table)
    above = parse.tokens[token.head]
    if token.dep == "acl" and token.tag == "VBN" and ("adverb", "no") in table and _is_none(parse, above):
        yield table["adverb", "no"], above


def find_nothing(parse: Parse, verb: Token, table: Table[Form]) -> Iterator[tuple[Form, Token]]:
    """Yield the negation of a verb whose object is nobody or nothing: "shot no one", not "lost no time"."""
    for thing in parse.dependents(verb.index, "obj") if verb.pos == "VERB" and ("adverb", "no") in table else ():
        if _is_none(parse, thing) and thing.lemma not in _IDIOMS:
            yield table["adverb", "no"], thing


def _told_subject(parse: Parse, token: Token, table: Table[Form]) -> Token | None:
    """Return the noun that says what a clause or a noun is: "one option is to leave", "the bill would ban it"."""
    links = {one.lower for one in parse.dependents(token.index, "cop", "aux")}
    to = find_to(parse, token) is not None
    if not ("would" in links or ((to or token.pos == "NOUN") and links & {"is", "was", "are", "were"})):
        return None
    return next(
        (one for one in parse.dependents(token.index, "nsubj", "nsubj:outer") if ("noun", one.lemma) in table), None
    )


def _of_infinitive(
    parse: Parse, token: Token, table: Table[Form], transparent: frozenset[str]
) -> Iterator[tuple[Form, Token]]:
    """Yield what the table holds for the "to" of a purpose, a headline, or a duty ("is to meet")."""
    above = parse.tokens[token.head]
    auxiliaries = [one for one in parse.dependents(token.index) if one.dep in ("aux", "aux:pass", "cop")]
    placed = token.dep in ("root", "advcl", "acl", "conj", "parataxis", "xcomp")
    if ("mark", "to") not in table or not (placed or any(one.lemma == "be" and one.tag != "VB" for one in auxiliaries)):
        return
    to = find_to(parse, token)
    if any(one.lemma == "have" for one in auxiliaries):
        return  # "is said to have met" is no purpose
    if to is None or not (token.tag == "VB" or any(one.tag == "VB" and one.index > to.index for one in auxiliaries)):
        return
    named = token.dep in ("acl", "xcomp") and (
        find_word(parse, above, token, table) is not None or above.lower in _RANKED or _is_light(above, transparent)
    )
    before = parse.tokens[to.index - 1].lower
    between = {one.lower for one in parse.tokens[above.index : to.index]}
    only = before == "only" and bool(between & _NEITHER) and find_word(parse, above, token, table) is not None
    if not named and (only or before not in _RANKED):
        yield table["mark", "to"], to


def _of_mistagged(parse: Parse, token: Token, table: Table[Form]) -> Iterator[tuple[Form, Token]]:
    """Yield the noun before "to" and a verb that was taken for something else ("their offer to free six nurses")."""
    if token.tag == "VB" or token.index <= 1 or parse.tokens[token.index - 1].lower != "to":
        return
    noun = parse.tokens[token.index - 2]
    if noun.pos == "NOUN" and token.pos == "ADJ" and ("noun", noun.lemma) in table:
        yield table["noun", noun.lemma], noun


def _is_light(verb: Token, transparent: frozenset[str]) -> bool:
    """Return whether an infinitive under a verb is as real as the verb; "is to meet" is not."""
    return verb.lemma in transparent and verb.lemma != "be"


def find_degrees(parse: Parse, above: Token, table: Table[Form]) -> Iterator[tuple[Form, Token]]:
    """Yield what takes away what "to" brings: "too weak to", "has yet to" (and not "not yet"), "failed attempt to"."""
    below = [parse.tokens[child] for child in parse.children[above.index]]
    for word in below:
        if ("degree", word.lower) not in table:
            continue
        if word.lower == "yet" and (
            above.lemma not in ("have", "be", "remain") or any(one.lower in NOT for one in below)
        ):
            continue
        if word.lower == "too" and (above.pos not in ("ADJ", "ADV") or word.index > above.index):
            continue
        yield table["degree", word.lower], word


def _modifies_next(parse: Parse, word: Token) -> bool:
    following = parse.tokens[word.index + 1] if word.index + 1 < len(parse.tokens) else word
    return following is not word and following.pos in ("ADV", "ADJ", "NUM", "DET")


def _is_only_in_part(parse: Parse, word: Token) -> bool:
    """Return whether a "not" takes away only that it is all: "not just", "not only"."""
    following = parse.tokens[word.index + 1] if word.index + 1 < len(parse.tokens) else word
    return word.lower in NOT and following.lower in ("just", "only", "merely", "simply")


def _local_kind(other: Token, token: Token) -> str | None:
    if other.dep in ("aux", "aux:pass", "cop"):
        return "auxiliary"
    if other.lower in ("instead", "rather"):
        return "mark" if other.dep in ("mark", "cc", "case") else None
    if other.dep == "mark" and other.lower != "to":
        return "mark"
    if other.dep in ("advmod", "det", "neg", "cc", "cc:preconj", "amod", "obl", "discourse", "advmod:neg", "case"):
        return "adverb" if other.index < token.index or other.dep != "obl" else None
    return None


def _is_nowhere(parse: Parse, other: Token, token: Token) -> bool:
    """Return whether a subject is nobody, or a phrase before the verb says never ("at no point")."""
    if other.dep == "obl" and other.index < token.index:
        return other.lemma in _OCCASIONS and _is_none(parse, other)
    return other.dep in ("nsubj", "nsubj:pass") and _is_none(parse, other)


def _is_none(parse: Parse, subject: Token) -> bool:
    """Return whether a subject or object is nobody at all ("no convoy", "none of the pilots", "not a single")."""
    if subject.lower in ("nobody", "none", "neither", "nothing"):
        return True
    below = {parse.tokens[child].lower for child in parse.children[subject.index]}
    if below & _HARDLY and ("any" in below or subject.lower.startswith("any")):
        return True
    return bool(below & {"no", "neither", "without"}) or ("not" in below and bool(below & {"a", "one"}))


def find_word(parse: Parse, above: Token, below: Token, table: Table[Form]) -> Form | None:
    """Return what the table holds for `above` as the word over `below`."""
    lemma = above.lemma.lower()
    if ("barring", lemma) in table and _is_kept_from(parse, below):
        return table["barring", lemma]
    kind = {"VERB": "verb", "AUX": "verb", "ADJ": "adjective", "NOUN": "noun"}.get(above.pos)
    if kind is None:
        return None
    if ("infinitive", lemma) in table and kind == "verb" and find_to(parse, below) is not None:
        return table["infinitive", lemma]
    case = next((one.lower for one in parse.dependents(below.index, "case", "mark")), None)
    if case is not None and (kind, f"{lemma} {case}") in table:
        return table[kind, f"{lemma} {case}"]
    found = table.get((kind, with_particle(parse, above)))
    if found is None and kind == "verb":
        return table.get(("adjective", above.lower))
    return found


def with_particle(parse: Parse, verb: Token) -> str:
    """Return the lemma of a verb with its particle ("call off")."""
    particle = next((f" {one.lower}" for one in parse.dependents(verb.index) if _is_particle(one)), "")
    return verb.lemma.lower() + particle


def _is_particle(token: Token) -> bool:
    return token.dep == "compound:prt" or (token.dep == "advmod" and token.lower in ("ahead", "off", "out", "forward"))


def _is_kept_from(parse: Parse, token: Token) -> bool:
    return any(parse.tokens[child].lower == "from" for child in parse.children[token.index])


def find_to(parse: Parse, token: Token) -> Token | None:
    """Return the "to" of an infinitive, None if there is none."""
    return next(
        (parse.tokens[child] for child in parse.children[token.index] if parse.tokens[child].lower == "to"), None
    )
