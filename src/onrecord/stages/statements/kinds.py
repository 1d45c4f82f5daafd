"""What kind of thing a source is: whether it can speak, its identification and its affiliation."""

from onrecord.language import Token
from onrecord.records import Entity
from onrecord.records.findings import Affiliation, Identification
from onrecord.stages.statements.draft import Speaker
from onrecord.stages.statements.passage import Passage

_SPEAKING_KINDS = frozenset({"person", "organisation", "role", "group", "nationality", "pronoun", "place"})
_NAMES = frozenset({"PROPN"})
_PERSONAL = frozenset({"he", "she", "they", "we", "i", "you", "who", "him", "her", "them", "us", "everyone", "nobody"})
_SINGULAR_PERSONS = frozenset({"he", "she", "him", "her", "who"})


def is_document(passage: Passage, head: int) -> bool:
    """Return whether the word at `head` is a document, picture or poll."""
    token = passage.tokens[head]
    if token.pos not in {"NOUN", "PROPN"}:
        return False
    mention = passage.mention_at(token) if token.pos == "PROPN" else None
    if mention is not None and mention.kind in {"person", "organisation", "place"}:
        return False
    return token.lemma.lower() in passage.words.documents or token.lower in passage.words.documents


def can_speak(passage: Passage, head: int) -> bool:
    """Return whether the word at `head` is someone, or a body of people, or a name that may stand for one."""
    token = passage.tokens[head]
    words = passage.words
    if token.pos == "PRON":
        return token.lower in _PERSONAL or token.lower in words.collectives
    mention = passage.mention_at(token)
    if mention is not None and mention.kind in _SPEAKING_KINDS:
        return True
    lemma = token.lemma.lower()
    if token.pos == "PROPN":
        return True
    known = (
        lemma in words.institutions
        or lemma in words.outlet_words
        or lemma in words.affiliation_of
        or lemma in words.bare
    )
    return known or lemma in words.collectives or token.lower in words.collectives or lemma in words.agency_words


def identification_of(passage: Passage, speaker: Speaker | None, entity: Entity | None) -> Identification:
    """Return how a source is identified, by its words and by the entity that they name."""
    if speaker is None:
        return "arbitrary"
    token = passage.tokens[speaker.head]
    if token.pos == "PRON" or token.lower in passage.words.first_persons:
        return _of_pronoun(passage, token, entity)
    name = _bare_name(passage, speaker)
    if _is_agency(passage, token, name):
        return "news-agency"
    if _is_outlet(passage, token, name):
        return "media-outlet"
    if (token.pos == "PROPN" and token.text[0].isupper()) or _holds_name(passage, speaker, token):
        return _of_name(passage, token, entity)
    return "document" if is_document(passage, speaker.head) else _of_noun(passage, speaker, token)


def _of_pronoun(passage: Passage, token: Token, entity: Entity | None) -> Identification:
    if token.lower in passage.words.first_persons and passage.quotation_around(token) is None:
        return "author"
    if entity is not None:
        return _of_entity(passage, entity)
    return "unnamed-bare" if token.lower in _SINGULAR_PERSONS | {"i", "me", "my"} else "collective"


def _of_entity(passage: Passage, entity: Entity) -> Identification:
    name = _without_article(entity.name)
    if name in passage.words.agency_names:
        return "news-agency"
    if name in passage.words.outlet_names:
        return "media-outlet"
    if entity.kind in {"organisation", "place", "facility"}:
        return "institutional"
    if entity.kind in {"group", "nationality"}:
        return "collective"
    if entity.kind == "pronoun":
        return "unnamed-bare"
    return "named" if entity.kind == "person" else "unnamed-described"


def _of_name(passage: Passage, token: Token, entity: Entity | None) -> Identification:
    if entity is not None and entity.kind in {"organisation", "place", "facility"}:
        return "institutional"
    if token.tag in {"NNPS", "NNS"} or (entity is not None and entity.kind == "nationality"):
        return "collective"
    if entity is None and token.lemma.lower() in passage.words.institutions:
        return "institutional"
    return "named"


def _of_noun(passage: Passage, speaker: Speaker, token: Token) -> Identification:
    words, lemma = passage.words, token.lemma.lower()
    if lemma in words.institutions and lemma not in words.bare:
        return "institutional"
    if "Plur" in token.morph or token.tag == "NNS" or token.lower in words.collectives:
        return "collective"
    modifiers = passage.parse.dependents(
        speaker.head, "amod", "compound", "nmod", "acl", "acl:relcl", "appos", "nmod:poss"
    )
    return "unnamed-described" if modifiers or lemma not in words.bare else "unnamed-bare"


def _holds_name(passage: Passage, speaker: Speaker, token: Token) -> bool:
    """Return whether the source is a title with a name: "spokesman Ali Hassan", "the minister, Ana Cruz"."""
    named = passage.parse.dependents(speaker.head, "flat", "appos", "compound")
    return any(
        one.pos == "PROPN" and one.index > token.index and any(span.overlaps(one.span) for span in speaker.spans)
        for one in named
    )


def _bare_name(passage: Passage, speaker: Speaker) -> str:
    return _without_article(speaker.spans[0].cut(passage.text))


def _without_article(name: str) -> str:
    return name.lower().removeprefix("the ").removesuffix("'s").removesuffix("’s").strip()


def _is_agency(passage: Passage, token: Token, name: str) -> bool:
    words = passage.words
    if name in words.agency_names or (token.text.lower() in words.agency_names and token.text.isupper()):
        return True
    return token.lower in words.agency_words and any(
        part in name for part in ("news", "press", *_agency_parts(name, words.agency_names))
    )


def _agency_parts(name: str, agencies: frozenset[str]) -> list[str]:
    return [part for part in name.replace("'s", "").split() if part in agencies]


def _is_outlet(passage: Passage, token: Token, name: str) -> bool:
    words = passage.words
    if name in words.outlet_names:
        return True
    return (
        token.lower in words.outlet_words
        and (token.pos == "PROPN" or token.lemma.lower() in words.outlet_words)
        and (token.lower not in {"post", "reporter", "journalist", "site"} or token.pos == "PROPN")
    )


def affiliation_of(
    passage: Passage, speaker: Speaker | None, entity: Entity | None, identification: Identification
) -> Affiliation | None:
    """Return what the source belongs to, by its own words first and its entity's sectors next; None if unknown.

    Media and documents belong to nobody here, nor does the author.
    """
    if identification in {"news-agency", "media-outlet", "author", "document"}:
        return None
    if speaker is not None:
        for token in _words_of(passage, speaker):
            known = passage.words.affiliation_of.get(token.lemma.lower())
            if known is not None:
                return known
    for sector in entity.sectors if entity else ():
        known = passage.words.sector_affiliation.get(sector)
        if known is not None:
            return known
    return "government" if entity is not None and entity.kind == "place" and entity.country else None


def _words_of(passage: Passage, speaker: Speaker) -> list[Token]:
    """Return the words of a source, its head first."""
    head = passage.tokens[speaker.head]
    rest = [token for span in speaker.spans for token in passage.parse.tokens_in(span) if token.index != head.index]
    return [head, *rest]
