"""Which words stand over another word and change how real it is: negation, modals, "if", "plan to", "deny"."""

from collections.abc import Iterator
from typing import Generic, NamedTuple

from onrecord.language.modifying import (
    Form,
    Table,
    find_degrees,
    find_local,
    find_nothing,
    find_to,
    find_word,
    with_particle,
)
from onrecord.language.parse import Parse, Token


class Governing(NamedTuple, Generic[Form]):
    """A word over another: what the table holds for it, its token, the token right below it, and how far up it stands.

    `level` counts the steps of the climb. A word that hangs on the one at its level (an auxiliary, "not") stands
    over it: it is `local`.
    """

    form: Form
    word: Token
    below: Token
    level: int
    local: bool


FARTHEST_CLIMB = 15
_SEEMING = frozenset({"seem", "appear", "look", "become", "sound", "prove", "turn"})
_NAMING = frozenset({"call", "brand", "label", "describe", "term", "dub", "dismiss", "denounce", "consider", "deem"})
_FAILING = frozenset({"collapse", "founder", "fizzle", "flop", "unravel"})
_ALONGSIDE = frozenset({"conj", "parataxis", "dep", "list"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
# A noun hangs by one of these on the word that makes it real or not ("called for talks").
_GOVERNING_PREPOSITIONS = frozenset({"of", "for", "against", "from", "on", "into", "with", "to", "without"})
_NOMINAL_PLACES = frozenset({"obj", "nsubj:pass", "nsubj", "obl", "nmod", "compound"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})


def find_governing(parse: Parse, index: int, table: Table[Form], transparent: frozenset[str]) -> Iterator[Form]:
    """Yield what `table` holds for each word that governs token `index`, from the nearest outwards.

    Keys are (kind, word): kinds "auxiliary", "adverb" and "mark" by form, "verb", "noun" and "adjective" by lemma
    (with its particle, "call off", or preposition, "provide for"), "barring" by the lemma of a verb that keeps
    someone "from" doing, "infinitive" by that of a verb that governs infinitives alone, "failing" by that of one
    that ends what a noun is for, "degree" by the form of a word that stands with "to" ("too weak to"). The climb
    stops at a clause of its own (relative, adverbial, reported), where the outer words no longer count, and at a
    noun phrase that takes what it tells for known ("did not answer the attack").
    """
    return (found.form for found in climb(parse, index, table, transparent))


def climb(parse: Parse, index: int, table: Table[Form], transparent: frozenset[str]) -> Iterator[Governing[Form]]:
    """Yield the words that govern token `index` (see `find_governing`), each with its place over it."""
    token = parse.tokens[index]
    yield from _at(0, token, find_local(parse, token, table, transparent))
    yield from _at(0, token, find_nothing(parse, token, table))
    for level in range(1, FARTHEST_CLIMB):
        noun = _noun_before(parse, token, table)
        above = noun or parse.tokens[token.head]
        if above is token or (noun is None and token.dep in _ALONGSIDE and not _is_alike(parse, token, above)):
            return
        if token.dep == "conj":
            if above.pos in ("NOUN", "PROPN") or token.tag == above.tag or above.tag not in _FINITE:
                yield from _at(level, token, _shared(parse, token, above, table, transparent))
            token = above
            continue
        found = find_word(parse, above, token, table) or _failing(parse, above, token, level, table)
        light = above.lemma in transparent
        if not _reaches(parse, token, above, known=found is not None, light=light):
            return
        if found is not None:
            yield Governing(found, above, token, level, local=False)
        yield from _of_predicate(parse, token, above, level, table)
        passes = found is not None or light or above.pos in ("NOUN", "ADJ") or _is_object(token)
        passes = passes or above.lower == "enough"
        yield from _at(level, token, _over_clause(parse, token, above, table, transparent, passes=passes))
        if token.dep == "appos" or not (passes or _is_participle(token)):
            return
        token = above


def _failing(parse: Parse, above: Token, token: Token, level: int, table: Table[Form]) -> Form | None:
    """Return what the table holds for a verb that ends what the noun below it was for, not that noun itself."""
    if level == 1 or ("noun", token.lemma) not in table:
        return None
    return table.get(("failing", with_particle(parse, above)))


def _is_object(token: Token) -> bool:
    return _is_nominal(token) and token.dep in ("obj", "nsubj:pass")


def _is_participle(token: Token) -> bool:
    return token.dep == "advcl" and token.tag == "VBG"


def _of_predicate(
    parse: Parse, token: Token, above: Token, level: int, table: Table[Form]
) -> Iterator[Governing[Form]]:
    """Yield what a subject or object is said to be ("a strike seems inevitable", "called the report a lie")."""
    named = token.dep == "obj" and above.lemma in _NAMING
    for other in parse.dependents(above.index, "xcomp", "obl") if named or token.dep == "nsubj" else ():
        kind = {"ADJ": "adjective", "NOUN": "noun"}.get(other.pos, "")
        if (kind == "adjective" or named) and other.index > token.index and (kind, other.lemma) in table:
            yield Governing(table[kind, other.lemma], other, token, level, local=False)


def _at(level: int, below: Token, found: Iterator[tuple[Form, Token]]) -> Iterator[Governing[Form]]:
    return (Governing(form, word, below, level, local=True) for form, word in found)


def _noun_before(parse: Parse, token: Token, table: Table[Form]) -> Token | None:
    """Return the object that an infinitive or a prepositional phrase belongs to though it hangs on the verb.

    As in "renewed their threat to attack" and "expressed hope for talks"; and the noun that a clause tells the content
    of though it hangs on another, as in "called it a lie: that they fled" and "denials by the palace that it paid".
    """
    if token.dep == "parataxis":
        return _noun_before_colon(parse, token, table)
    if token.dep in ("acl", "acl:relcl"):
        return _noun_over_noun(parse, token, table)
    if _is_nominal(token):
        link = min(parse.children[token.index], default=token.index) if token.dep == "obl" else 0
    else:
        to = find_to(parse, token) if token.dep in ("advcl", "xcomp") and token.tag == "VB" else None
        link = 0 if to is None else to.index
    if not link:
        return None
    noun = parse.tokens[link - 1]
    placed = noun.dep == "obj" or (noun.dep.startswith("obl") and not _is_nominal(token))
    belongs = noun.pos == "NOUN" and placed and noun.head == token.head
    return noun if belongs and ("noun", noun.lemma.lower()) in table else None


def _noun_before_colon(parse: Parse, token: Token, table: Table[Form]) -> Token | None:
    mark = next((one.index for one in parse.dependents(token.index, "mark") if one.lower == "that"), 0)
    if mark < 2 or parse.tokens[mark - 1].text != ":":  # noqa: PLR2004
        return None
    noun = parse.tokens[mark - 2]
    return noun if noun.pos == "NOUN" and ("noun", noun.lemma.lower()) in table else None


def _noun_over_noun(parse: Parse, token: Token, table: Table[Form]) -> Token | None:
    near = parse.tokens[token.head]
    noun = parse.tokens[near.head]
    if near.dep != "nmod" or noun.pos != "NOUN" or not _is_full_clause(parse, token):
        return None
    known = ("noun", noun.lemma.lower()) in table and ("noun", near.lemma.lower()) not in table
    return noun if known else None


def _is_nominal(token: Token) -> bool:
    return token.pos in ("NOUN", "PROPN", "PRON", "NUM")


def is_definite(parse: Parse, token: Token) -> bool:
    """Return whether a noun phrase takes what it names for known: "the raid", "their raid", "these raids"."""
    if not _is_nominal(token):
        return False
    return any(
        (child.dep == "det" and child.lower in _DEFINITE) or child.dep == "nmod:poss"
        for child in parse.dependents(token.index)
    )


def _is_alike(parse: Parse, token: Token, above: Token) -> bool:
    """Return whether what stands over the first of two coordinated words stands over the second too."""
    if token.dep != "conj" or _has_own_subject(parse, token) or _is_nominal(token) != _is_nominal(above):
        return False
    is_either = any(one.lower in ("or", "nor") for one in parse.dependents(token.index, "cc"))
    return is_either or not (token.tag in _FINITE and above.tag not in _FINITE)


def _has_own_subject(parse: Parse, token: Token) -> bool:
    return any(parse.tokens[child].dep.startswith(("nsubj", "expl")) for child in parse.children[token.index])


def _reaches(parse: Parse, token: Token, above: Token, *, known: bool, light: bool) -> bool:
    """Return whether `above` governs `token` rather than only standing near it.

    `known` says that the table holds `above`, `light` that what it governs is as real as itself.
    """
    if token.dep in ("xcomp", "ccomp", "csubj", "csubj:pass"):
        return True
    if token.dep in ("parataxis", "appos"):  # "a lie: that they fled"; "their demand, the release of the miners"
        return known and (token.dep == "parataxis" or above.pos == "NOUN")
    if token.dep in ("acl", "acl:relcl"):
        return _is_content(parse, token) or (known and (_is_full_clause(parse, token) or _is_within(parse, token)))
    if token.dep == "advcl":
        return _reaches_adverbial(parse, token, above)
    if _is_nominal(token) and token.dep in _NOMINAL_PLACES:
        return _reaches_noun(parse, token, above, known=known, light=light)
    return token.pos == "VERB" and token.dep in ("obl", "nmod", "obj")


def _reaches_adverbial(parse: Parse, token: Token, above: Token) -> bool:
    marks = {one.lower for one in parse.dependents(token.index, "mark")}
    if token.tag == "VBG":
        return bool(marks & _GOVERNING_PREPOSITIONS) or not (marks or _follows_comma(parse, token))
    return "from" in marks or (above.pos in ("ADJ", "NOUN") and "to" in marks)


def _follows_comma(parse: Parse, token: Token) -> bool:
    first = min((token.index, *parse.children[token.index]))
    return first > 0 and "," in (parse.tokens[first - 1].text, parse.tokens[first].text)


def _reaches_noun(parse: Parse, token: Token, above: Token, *, known: bool, light: bool) -> bool:
    """Return whether `above` governs the noun `token`: by its place, and for what is taken for known by its sense."""
    verbal = above.pos in ("VERB", "AUX")
    if token.dep == "compound":
        return known
    if token.dep == "nsubj":
        if verbal and known and ("fail" in above.lemma or above.lemma in _FAILING):
            return True
        return light or (known and not verbal) or _has_expletive(parse, above) or above.lemma in _SEEMING
    if token.dep in ("obl", "nmod"):
        cases = {parse.tokens[one].lower for one in parse.children[token.index] if parse.tokens[one].dep == "case"}
        if known and above.lemma == "fail" and "in" in cases:
            return True
        loose = not verbal and not is_definite(parse, token)
        return bool(cases & _GOVERNING_PREPOSITIONS) and (known or light or loose)
    return known or light or not is_definite(parse, token)


def _has_expletive(parse: Parse, verb: Token) -> bool:
    return any(parse.tokens[child].dep == "expl" for child in parse.children[verb.index])


def _is_content(parse: Parse, token: Token) -> bool:
    """Return whether the clause of a noun tells its content, as in "accused the major of torturing" and "a risk that".

    "The major torturing them" does not; and "a risk that militias seize" is no relative clause, though it may be
    parsed as one.
    """
    if token.dep == "acl:relcl":
        return any(one.lower == "that" for one in parse.dependents(token.index, "mark"))
    marks = {parse.tokens[child].lower for child in parse.children[token.index]}
    return token.tag not in ("VBN", "VBG") or bool(marks & _GOVERNING_PREPOSITIONS)


def _is_full_clause(parse: Parse, token: Token) -> bool:
    """Return whether a clause with "that" has a subject besides, as in "reports that the king fled"."""
    words = parse.dependents(token.index)
    return any(one.lower == "that" for one in words) and any(
        one.dep in ("nsubj", "nsubj:pass") and one.lower != "that" for one in words
    )


def _is_within(parse: Parse, token: Token) -> bool:
    """Return whether a clause not in the past tells what is in a plan or a scenario ("in which the fleet sails")."""
    words = parse.dependents(token.index)
    past = token.tag == "VBD" or any(one.tag == "VBD" for one in words if one.dep.startswith("aux"))
    return not past and any(one.dep == "obl" and one.lower in ("which", "where") for one in words)


def _over_clause(
    parse: Parse, token: Token, above: Token, table: Table[Form], transparent: frozenset[str], *, passes: bool
) -> Iterator[tuple[Form, Token]]:
    """Yield the words over `above` that count for `token` too; its purpose stands at least under its auxiliaries.

    "Might be sent to clear the road": the clearing is no more than possible either.
    """
    if passes:
        yield from ((form, word) for form, word in find_local(parse, above, table, transparent) if word is not token)
        if find_to(parse, token) is not None:
            yield from find_degrees(parse, above, table)
        return
    for other in parse.dependents(above.index, "aux") if token.dep == "xcomp" else ():
        if ("auxiliary", other.lower) in table:
            yield table["auxiliary", other.lower], other


def _shared(
    parse: Parse, token: Token, above: Token, table: Table[Form], transparent: frozenset[str]
) -> Iterator[tuple[Form, Token]]:
    """Yield what a coordinated verb shares with the first one: its auxiliaries, if it has none of its own."""
    if not any(one.tag in ("MD", *_FINITE) for one in parse.dependents(token.index, "aux", "aux:pass")):
        yield from find_local(parse, above, table, transparent)
