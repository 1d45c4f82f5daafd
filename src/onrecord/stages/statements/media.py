"""Whether a source is a news agency or an outlet: by name, by what is known of it, or by the word for it."""

from collections.abc import Container

from onrecord.language import Token
from onrecord.records import Entity
from onrecord.stages.statements.draft import Speaker
from onrecord.stages.statements.passage import Passage

# The sector of the media (PLOVER).
_MEDIA = "JRN"
_LONGEST_NAME = 5
# Words for outlets that stand for other things as well, unless they are part of a name, or described by such a word.
_ALSO_OTHERS = frozenset({"post", "reporter", "journalist", "site"})
_OF_OTHERS = frozenset({"station", "network", "channel", "paper"})


def names_agency(passage: Passage, entity: Entity) -> bool:
    """Return whether an entity is a news agency by its whole name; another body with those initials is none."""
    is_other = entity.actor is not None and _MEDIA not in entity.sectors
    return entity.name in passage.words.agency_names and not is_other


def names_outlet(passage: Passage, entity: Entity) -> bool:
    """Return whether an entity is an outlet by its name, or known as one."""
    is_known = _MEDIA in entity.sectors and entity.name[0].isupper() and entity.kind == "organisation"
    return entity.name in passage.words.outlet_names or is_known


def is_news_agency(passage: Passage, speaker: Speaker, entity: Entity | None) -> bool:
    """Return whether a source is a news agency: by its entity, by a name around its head, or as "the X agency"."""
    if entity is not None and names_agency(passage, entity):
        return True
    if entity is not None and entity.actor is not None and _MEDIA not in entity.sectors:
        return False
    head = passage.tokens[speaker.head]
    words = [token for span in speaker.spans[:1] for token in passage.parse.tokens_in(span)]
    is_agency_word = head.lemma.lower() in passage.words.agency_words
    if is_agency_word and any(token.lower in {"news", "press", "wire"} for token in words):
        return True
    named = _names_among(words, passage.words.agency_names)
    if not named:
        return False
    is_person = entity is not None and entity.kind == "person"
    return is_agency_word or (not is_person and any(head.index in run for run in named))


def _names_among(words: list[Token], names: Container[str]) -> list[range]:
    """Return the runs of up to five of `words` that spell one of `names`, as ranges of tokens."""
    return [
        range(words[first].index, words[stop - 1].index + 1)
        for first in range(len(words))
        for stop in range(first + 1, min(first + _LONGEST_NAME, len(words)) + 1)
        if " ".join(word.text for word in words[first:stop]) in names
    ]


def is_outlet(passage: Passage, speaker: Speaker, entity: Entity | None) -> bool:
    """Return whether a source is an outlet: by its entity, by a name around its head, or by a word such as *daily*."""
    if entity is not None and names_outlet(passage, entity):
        return True
    token, words = passage.tokens[speaker.head], passage.words
    is_person = entity is not None and entity.kind == "person"
    inside = [one for span in speaker.spans[:1] for one in passage.parse.tokens_in(span)]
    if any(token.index in run for run in _names_among(inside, words.outlet_names)):
        return not is_person
    if token.lower in words.outlet_words:
        return _is_outlet_word(passage, token)
    if token.pos == "PROPN" and entity is not None and entity.kind == "organisation" and " " in entity.name:
        last = entity.name.lower().split()[-1]
        if last in words.outlet_name_words and entity.actor is None:
            return True
    # "the daily Vecer", "news portal Siasat": a name that a word for an outlet describes.
    beside = passage.parse.dependents(token.index, "compound", "nmod:desc", "amod", "appos")
    beside += passage.tokens[token.index - 1 : token.index] if token.index else ()
    is_described = any(one.text.islower() and one.lower in words.outlet_words - _ALSO_OTHERS for one in beside)
    return token.pos == "PROPN" and not is_person and is_described


def _is_outlet_word(passage: Passage, token: Token) -> bool:
    """Return whether a word for an outlet stands for one: no reporter, no police station, no network of doctors."""
    if token.pos == "PROPN":
        return True
    described = [one for one in passage.parse.dependents(token.index, "compound") if one.pos != "PROPN"]
    is_other = bool(described) and not any(one.lower in passage.words.outlet_words for one in described)
    if token.lower in _ALSO_OTHERS or (token.lower in _OF_OTHERS and is_other):
        return False
    owners = passage.parse.dependents(token.index, "nmod")
    return not any(one.lower == "of" for owner in owners for one in passage.parse.dependents(owner.index, "case"))
