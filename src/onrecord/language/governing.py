"""Which words stand over another word and change how real it is: negation, modals, "if", "plan to", "deny"."""

from collections.abc import Iterator, Mapping
from typing import TypeVar

from onrecord.language.parse import Parse, Token

Form = TypeVar("Form")
Table = Mapping[tuple[str, str], Form]

FARTHEST_CLIMB = 15
# A noun hangs in one of these places on the verb that makes it real or not ("called for talks").
_GOVERNING_PREPOSITIONS = frozenset({"of", "for", "against", "about", "from", "on", "over", "into", "with", "to"})
_NOMINAL_PLACES = frozenset({"obj", "nsubj:pass", "nsubj", "obl", "nmod", "conj", "compound"})


def find_governing(parse: Parse, index: int, table: Table[Form], transparent: frozenset[str]) -> Iterator[Form]:
    """Yield what `table` holds for each word that governs token `index`, from the nearest outwards.

    Keys are (kind, word): kinds "auxiliary", "adverb" and "mark" by form, "verb", "noun" and "adjective" by lemma.
    The climb stops at a clause of its own (relative, adverbial, reported), where the outer words no longer count.
    """
    token = parse.tokens[index]
    yield from _local(parse, token, table)
    for _ in range(FARTHEST_CLIMB):
        above = _noun_before(parse, token, table) or parse.tokens[token.head]
        if above is token:
            return
        if token.dep in ("conj", "parataxis", "dep", "list"):
            if token.dep != "conj" or _has_own_subject(parse, token) or _is_nominal(token) != _is_nominal(above):
                return
            if above.pos in ("NOUN", "PROPN") or token.tag == above.tag:
                yield from _shared(parse, token, above, table)
        elif not _reaches(parse, token, above):
            return
        else:
            found = _of_word(above, table)
            if found is not None:
                yield found
            passes = _may_pass(above, transparent, found=found is not None)
            yield from _over_clause(parse, token, above, table, passes=passes)
            if not passes and not _is_modified(token, above):
                return
        token = above


def _noun_before(parse: Parse, token: Token, table: Table[Form]) -> Token | None:
    """Return the object an infinitive belongs to though it hangs on the verb ("renewed their threat to attack")."""
    if token.dep != "advcl" or token.tag != "VB":
        return None
    to = next((child for child in parse.children[token.index] if parse.tokens[child].lower == "to"), 0)
    noun = parse.tokens[to - 1] if to else token
    belongs = noun.pos == "NOUN" and noun.dep == "obj" and noun.head == token.head
    return noun if belongs and _of_word(noun, table) is not None else None


def _is_nominal(token: Token) -> bool:
    return token.pos in ("NOUN", "PROPN", "PRON", "NUM")


def _has_own_subject(parse: Parse, token: Token) -> bool:
    return any(parse.tokens[child].dep.startswith(("nsubj", "expl")) for child in parse.children[token.index])


def _may_pass(above: Token, transparent: frozenset[str], *, found: bool) -> bool:
    """Return whether words over `above` also count for what it governs."""
    return found or above.lemma in transparent or above.pos in ("NOUN", "ADJ")


def _is_modified(token: Token, above: Token) -> bool:
    """Return whether a participle or an argument shares the modality of the verb above it."""
    return (token.dep == "advcl" and token.tag == "VBG") or (token.pos in ("NOUN", "PROPN") and above.pos == "VERB")


def _reaches(parse: Parse, token: Token, above: Token) -> bool:
    """Return whether `above` governs `token` rather than only standing near it."""
    if token.dep in ("xcomp", "ccomp", "csubj", "csubj:pass"):
        return True
    if token.dep in ("acl", "acl:relcl"):
        return _is_content(parse, token)
    if token.dep == "advcl":
        marks = {
            parse.tokens[child].lower for child in parse.children[token.index] if parse.tokens[child].dep == "mark"
        }
        return token.tag == "VBG" or "from" in marks or (above.pos in ("ADJ", "NOUN") and "to" in marks)
    if token.pos in ("NOUN", "PROPN") and token.dep in _NOMINAL_PLACES:
        if token.dep in ("obl", "nmod"):
            cases = {parse.tokens[one].lower for one in parse.children[token.index] if parse.tokens[one].dep == "case"}
            return bool(cases & _GOVERNING_PREPOSITIONS)
        return True
    return token.pos == "VERB" and token.dep in ("obl", "nmod", "obj")


def _is_content(parse: Parse, token: Token) -> bool:
    """Return whether the clause of a noun tells its content, as in "accused the major of torturing" and "a risk that".

    "The major torturing them" does not; and "a risk that militias seize" is no relative clause, though it may be
    parsed as one.
    """
    if token.dep == "acl:relcl":
        return any(one.lower == "that" for one in parse.dependents(token.index, "mark"))
    marks = {parse.tokens[child].lower for child in parse.children[token.index]}
    return token.tag not in ("VBN", "VBG") or bool(marks & _GOVERNING_PREPOSITIONS)


def _local(parse: Parse, token: Token, table: Table[Form]) -> Iterator[Form]:
    """Yield what hangs on a word itself: its auxiliaries, negation, adverbs and conjunctions."""
    for child in parse.children[token.index]:
        other = parse.tokens[child]
        kind = _local_kind(other, token)
        if kind is not None and (kind, other.lower) in table:
            yield table[kind, other.lower]
        elif kind == "adverb" and (kind, other.lemma) in table:
            yield table[kind, other.lemma]
        elif other.dep in ("nsubj", "nsubj:pass") and ("adverb", "no") in table and _is_none(parse, other):
            yield table["adverb", "no"]
    if token.tag == "VB" and token.dep in ("root", "advcl", "acl", "conj", "parataxis") and ("mark", "to") in table:
        above = parse.tokens[token.head]
        named = token.dep == "acl" and _of_word(above, table) is not None
        if not named and any(parse.tokens[child].lower == "to" for child in parse.children[token.index]):
            yield table["mark", "to"]


def _over_clause(parse: Parse, token: Token, above: Token, table: Table[Form], *, passes: bool) -> Iterator[Form]:
    """Yield the words over `above` that count for `token` too; its purpose stands at least under its auxiliaries.

    "Might be sent to clear the road": the clearing is no more than possible either.
    """
    if passes:
        yield from _local(parse, above, table)
        return
    for other in parse.dependents(above.index, "aux") if token.dep == "xcomp" else ():
        if ("auxiliary", other.lower) in table:
            yield table["auxiliary", other.lower]


def _local_kind(other: Token, token: Token) -> str | None:
    if other.dep in ("aux", "aux:pass", "cop"):
        return "auxiliary"
    if other.dep == "mark" and other.lower != "to":
        return "mark"
    if other.dep in ("advmod", "det", "neg", "cc", "amod", "obl", "discourse", "advmod:neg", "case"):
        return "adverb" if other.index < token.index or other.dep != "obl" else None
    return None


def _is_none(parse: Parse, subject: Token) -> bool:
    """Return whether a subject is nobody at all ("no one", "no convoy", "none of the pilots")."""
    if subject.lower in ("nobody", "none", "neither"):
        return True
    return any(parse.tokens[child].lower == "no" for child in parse.children[subject.index])


def _shared(parse: Parse, token: Token, above: Token, table: Table[Form]) -> Iterator[Form]:
    """Yield what a coordinated verb shares with the first one: its auxiliaries, if it has none of its own."""
    if not any(parse.tokens[child].dep in ("aux", "aux:pass") for child in parse.children[token.index]):
        yield from _local(parse, above, table)


def _of_word(above: Token, table: Table[Form]) -> Form | None:
    kind = {"VERB": "verb", "AUX": "verb", "ADJ": "adjective", "NOUN": "noun"}.get(above.pos)
    if kind is None:
        return None
    found = table.get((kind, above.lemma.lower()))
    if found is None and kind == "verb":
        return table.get(("adjective", above.lower))
    return found
