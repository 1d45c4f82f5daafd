"""Names of persons that the model took for something else, told by what stands around them."""

from collections.abc import Container, Iterator

from onrecord.knowledge.actors import fold_name
from onrecord.language.parse import Parse, Token
from onrecord.lexicons.names import NamesLexicon
from onrecord.stages.mentions.candidates import Candidate, cut, owners
from onrecord.stages.mentions.titles import is_title

GUESSES = frozenset({"organisation", "place", "facility", "group"})
FULL_NAME = frozenset({2, 3, 4})  # words
COPULAS = frozenset({"is", "was"})
SHORTEST_SURNAME = 3
YOUNGEST, OLDEST = 5, 110


def add_surnames(names: list[Candidate], parse: Parse, lexicon: NamesLexicon) -> list[Candidate]:
    """Return the names with the bare surnames, of those named in full, that the model did not see."""
    surnames = {parse.tokens[one.stop - 1].text for one in names if one.kind == "person" and one.stop - one.first > 1}
    owner = owners(parse, names)
    seen = {index: name for name in parse.names for index in range(name.first, name.stop)}
    added = [
        Candidate(first=token.index, stop=token.index + 1, kind="person", rules=("surname-again",))
        for token in parse.tokens
        if token.text in surnames
        and token.pos == "PROPN"
        and len(token.text) >= SHORTEST_SURNAME
        and token.text[0].isupper()
        and owner[token.index] is None
        and (token.index not in seen or seen[token.index].stop - seen[token.index].first == 1)
        and _is_apart(token, parse, lexicon, seen)
    ]
    return sorted((*names, *added), key=lambda one: (one.first, -one.stop)) if added else names


def _is_apart(token: Token, parse: Parse, lexicon: NamesLexicon, seen: Container[int]) -> bool:
    """Return whether no other capitalised word goes before or after; a title or another name of the model may."""
    sentence = parse.sentences[token.sentence]
    before = parse.tokens[token.index - 1] if token.index > sentence.first else None
    after = parse.tokens[token.index + 1] if token.index + 1 < sentence.stop else None
    if after is not None and after.pos == "PROPN" and after.index not in seen:
        return False
    return before is None or before.pos != "PROPN" or before.index in seen or is_title(before.lower, lexicon)


def person_names(names: list[Candidate], parse: Parse, lexicon: NamesLexicon) -> frozenset[str]:
    """Return the full names, folded, that the report treats as a person's though the model guessed another kind.

    The signs are an age or kin ("X, 34,", "X's widow"), and of a full name also a known given name before an
    initial or as subject of a verb of saying, and a single person's office or trade said of it ("X, a farmer").
    """
    found = set()
    for one in names:
        words = parse.tokens[one.first : one.stop]
        if one.sure or one.kind not in GUESSES or not all(word.text[0].isupper() for word in words):
            continue
        full = len(words) in FULL_NAME and _is_person(one, words, parse, lexicon)
        if full or _has_age(one, parse) or _has_kin(one, parse, lexicon):
            found.add(fold_name(cut(parse, one.first, one.stop)))
    return frozenset(found)


def _has_age(one: Candidate, parse: Parse) -> bool:
    """Return whether an age between commas follows a name."""
    after = [token.text for token in parse.tokens[one.stop : one.stop + 3]]
    return (
        len(after) == 3  # noqa: PLR2004 - a number and its commas
        and after[0] == after[2] == ","
        and after[1].isdecimal()
        and YOUNGEST <= int(after[1]) <= OLDEST
    )


def _has_kin(one: Candidate, parse: Parse, lexicon: NamesLexicon) -> bool:
    """Return whether a name owns what only a person has: a wife, a cousin."""
    head = next((word for word in parse.tokens[one.first : one.stop] if not one.first <= word.head < one.stop), None)
    return head is not None and head.dep == "nmod:poss" and parse.tokens[head.head].lower in lexicon.rules.kin


def given_names(names: list[Candidate], parse: Parse, lexicon: NamesLexicon) -> frozenset[str]:
    """Return the known given names of those whom the report names in full."""
    firsts = (parse.tokens[one.first] for one in names if one.kind == "person" and one.stop - one.first > 1)
    return frozenset(token.text for token in firsts if fold_name(token.text) in lexicon.first_names)


def _is_person(one: Candidate, words: tuple[Token, ...], parse: Parse, lexicon: NamesLexicon) -> bool:
    head = next((word for word in words if not one.first <= word.head < one.stop), words[-1])
    if fold_name(words[0].text) in lexicon.first_names:
        verb = parse.tokens[head.head]
        says = head.dep == "nsubj" and verb.pos == "VERB" and verb.lemma in lexicon.rules.saying
        initial = any(len(word.text.rstrip(".")) == 1 for word in words[1:-1])
        if says or initial:
            return True
    return any(
        said.pos == "NOUN" and is_title(said.lower, lexicon) and said.lower in lexicon.agents
        for said in _said_of(head, parse)
    )


def _said_of(head: Token, parse: Parse) -> Iterator[Token]:
    """Yield the nouns that a copula or a comma after it says of a name."""
    for token in parse.dependents(head.index, "appos"):
        if token.index > head.index:
            yield token
    noun = parse.tokens[head.head]
    if head.dep == "nsubj" and any(child.lower in COPULAS for child in parse.dependents(noun.index, "cop")):
        yield noun
