"""Persons after a rank: the whole run of capitals after "Col." or "Commodore" is one name."""

from onrecord.language.parse import Parse, Token
from onrecord.lexicons.names import NamesLexicon
from onrecord.stages.mentions.candidates import Candidate, is_joined, owners
from onrecord.stages.mentions.titles import title_stop

RANK_SECTORS = frozenset({"MIL", "COP"})
GOVERNORS = frozenset({"gov", "governor"})
PARTICLES = frozenset({"al", "el", "bin", "ibn", "de", "da", "dos", "del", "van", "von", "der", "la", "ben"})
LONGEST_RUN = 7  # tokens, with hyphens
LONGEST_RANK = 6


def join_after_ranks(names: list[Candidate], parse: Parse, lexicon: NamesLexicon) -> list[Candidate]:
    """Return the names so that after a rank the run of capitals is one person; other names stay out of it.

    A rank that is a common word too ("General") only lengthens a person that the model saw.
    """
    owner = owners(parse, names)
    unnamed = {index for name in parse.names for index in range(name.first, name.stop)}
    found = {(one.first, one.stop): one for one in names}
    done = 0
    for token in parse.tokens:
        if token.index < done or not token.text[0].isupper():
            continue
        first = _rank_stop(token, parse, lexicon, owner)
        if first == token.index:
            continue
        done = first
        stop = _run_stop(first, parse, owner, unnamed)
        inside = {id(one): one for index in range(first, stop) if (one := owner[index]) is not None}
        loose = first - token.index == 1 and token.lower in lexicon.rules.loose_ranks
        if stop == first or (not inside and (loose or _is_shouted(parse.tokens[first:stop]))):
            continue
        for one in inside.values():
            found.pop((one.first, one.stop), None)
        found[first, stop] = Candidate(first=first, stop=stop, kind="person", rules=("name-after-rank",), sure=True)
    return sorted(found.values(), key=lambda one: (one.first, -one.stop))


def _rank_stop(token: Token, parse: Parse, lexicon: NamesLexicon, owner: list[Candidate | None]) -> int:
    """Return where the ranks that begin with a token end, or its own index if it is no rank of any force or state."""
    stop = min(parse.sentences[token.sentence].stop, token.index + LONGEST_RANK)
    if token.lower.rstrip(".") not in lexicon.title_firsts or owner[token.index] is not None:
        return token.index
    end = title_stop(parse, token.index, stop, lexicon)
    if end >= parse.sentences[token.sentence].stop or any(owner[index] for index in range(token.index, end)):
        return token.index
    words = [one.lower.rstrip(".") for one in parse.tokens[token.index : end]]
    ranks = (lexicon.titles.get(word) for word in (*words, " ".join(words)))
    told = any(rank is not None and RANK_SECTORS.intersection(rank.sectors) for rank in ranks)
    return end if told or GOVERNORS.intersection(words) else token.index


def _run_stop(first: int, parse: Parse, owner: list[Candidate | None], named: set[int]) -> int:
    """Return where the capitals from `first` end: at a small word, a mark, or a name that is no person."""
    tokens = parse.tokens
    limit = min(parse.sentences[tokens[first].sentence].stop, first + LONGEST_RUN)
    stop = at = first
    while at < limit:
        token, name = tokens[at], owner[at]
        if (name is not None and name.kind != "person") or (name is None and at in named):
            break
        capital = token.text[0].isupper() and token.text[0].isalpha() and token.pos in {"PROPN", "NOUN", "ADJ", "X"}
        joins = token.text in {"-", "’", "'"} and at > first and is_joined(tokens[at - 1], token)
        if not (capital or joins or token.lower in PARTICLES):
            break
        at += 1
        stop = at if capital else stop
    return stop


def _is_shouted(run: tuple[Token, ...]) -> bool:
    return all(token.text.isupper() for token in run)
