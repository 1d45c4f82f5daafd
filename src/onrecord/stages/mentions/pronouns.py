"""The pronouns that may stand for someone: he, she, they, who; "it" only where it speaks."""

from onrecord.language.parse import Parse, Token
from onrecord.lexicons.names import NamesLexicon
from onrecord.stages.mentions.candidates import Candidate


def find_pronouns(parse: Parse, lexicon: NamesLexicon) -> list[Candidate]:
    """Return the pronouns in text order. "It" counts as subject of a verb of saying, "who" in a relative clause."""
    found: list[Candidate] = []
    for token in parse.tokens:
        pronoun = lexicon.pronouns.get(token.lower)
        if pronoun is None or (token.text.isupper() and len(token.text) > 1):
            continue
        if pronoun.number == "body" and not _speaks(token, parse, lexicon):
            continue
        if pronoun.number == "relative" and not _is_relative(token, parse):
            continue
        rule = f"pronoun-{pronoun.gender or pronoun.number}"
        found.append(Candidate(first=token.index, stop=token.index + 1, kind="pronoun", rules=(rule,)))
    return found


def _speaks(token: Token, parse: Parse, lexicon: NamesLexicon) -> bool:
    verb = parse.tokens[token.head]
    return token.dep == "nsubj" and verb.pos == "VERB" and verb.lemma in lexicon.rules.saying


def _is_relative(token: Token, parse: Parse) -> bool:
    return any(one.dep == "acl:relcl" for one in parse.ancestors(token.index))
