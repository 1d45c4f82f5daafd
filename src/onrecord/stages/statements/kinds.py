"""What kind of thing a source is: whether it can speak, its identification and its affiliation."""

from onrecord.language import Token
from onrecord.records import Entity
from onrecord.records.analysis import MentionKind
from onrecord.records.findings import Affiliation, Identification
from onrecord.stages.statements.clauses import speaker_at
from onrecord.stages.statements.draft import Speaker
from onrecord.stages.statements.media import is_news_agency, is_outlet, names_agency, names_outlet
from onrecord.stages.statements.passage import Passage

_SPEAKING_KINDS = frozenset({"person", "organisation", "role", "group", "nationality", "pronoun", "place"})
# The sectors of the state (PLOVER).
_STATE = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY"})
_LABOUR = "LAB"
# "A local said", but "a local official said".
_NOUNS_ONLY = frozenset({"local", "relative", "elder"})
_OF_KIND: dict[MentionKind, Identification] = {
    "organisation": "institutional",
    "place": "institutional",
    "facility": "institutional",
    "group": "collective",
    "nationality": "collective",
    "pronoun": "unnamed-bare",
    "person": "named",
}
_UNITED_NATIONS = "UNO"
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
    if is_news_agency(passage, speaker, entity):
        return "news-agency"
    if is_outlet(passage, speaker, entity):
        return "media-outlet"
    if (token.pos == "PROPN" and token.text[0].isupper()) or _holds_name(passage, speaker, token):
        return _of_name(passage, token, entity)
    return "document" if is_document(passage, speaker.head) else _of_noun(passage, speaker, token, entity)


def _of_pronoun(passage: Passage, token: Token, entity: Entity | None) -> Identification:
    if token.lower in passage.words.first_persons and passage.quotation_around(token) is None:
        return "author"
    if entity is not None:
        return _of_entity(passage, entity)
    return "unnamed-bare" if token.lower in _SINGULAR_PERSONS | {"i", "me", "my"} else "collective"


def _of_entity(passage: Passage, entity: Entity) -> Identification:
    if names_agency(passage, entity):
        return "news-agency"
    if names_outlet(passage, entity):
        return "media-outlet"
    is_institution = entity.name.lower().split()[-1] in passage.words.institutions
    if entity.kind == "group" and (_is_named_group(entity) or is_institution):
        return "institutional"
    return _OF_KIND.get(entity.kind, "unnamed-described")


def _is_named_group(entity: Entity) -> bool:
    """Return whether a group has a name of its own, as an armed group or a party has."""
    return entity.kind == "group" and entity.name[0].isupper() and entity.actor is not None


def _of_name(passage: Passage, token: Token, entity: Entity | None) -> Identification:
    if entity is not None and (entity.kind in {"organisation", "place", "facility"} or _is_named_group(entity)):
        return "institutional"
    if token.tag in {"NNPS", "NNS"} or (entity is not None and entity.kind == "nationality"):
        return "collective"
    if entity is not None and entity.kind == "group":
        return "institutional"
    if entity is None and token.lemma.lower() in passage.words.institutions:
        return "institutional"
    return "named"


def _of_noun(passage: Passage, speaker: Speaker, token: Token, entity: Entity | None) -> Identification:
    words, lemma = passage.words, token.lemma.lower()
    if entity is not None and entity.kind == "person" and "Plur" not in token.morph:
        return "named"
    if lemma in words.institutions and lemma not in words.bare:
        return "institutional"
    if entity is not None and "Plur" not in token.morph and _is_body(entity):
        return "institutional"
    is_many = "Plur" in token.morph or token.tag == "NNS" or (token.pos == "NUM" and token.lower != "one")
    if is_many or token.lower in words.collectives:
        return "collective"
    inside = passage.parse.tokens_in(speaker.spans[0])
    is_described = any(one.index != token.index and one.pos not in {"DET", "PUNCT", "PRON"} for one in inside)
    return "unnamed-described" if is_described or lemma not in words.bare else "unnamed-bare"


def _holds_name(passage: Passage, speaker: Speaker, token: Token) -> bool:
    """Return whether the source is a title with a name: "spokesman Ali Hassan", "the minister, Ana Cruz"."""
    named = passage.parse.dependents(speaker.head, "flat", "appos", "compound")
    return any(
        one.pos == "PROPN" and one.index > token.index and any(span.overlaps(one.span) for span in speaker.spans)
        for one in named
    )


def _is_body(entity: Entity) -> bool:
    """Return whether an entity without a name is a body: an organisation, or a force of the state."""
    return entity.kind == "organisation" or (entity.kind == "group" and not _STATE.isdisjoint(entity.sectors))


def affiliation_of(
    passage: Passage, speaker: Speaker | None, entity: Entity | None, identification: Identification
) -> Affiliation | None:
    """Return what the source belongs to, by its own words first and its entity's sectors next; None if unknown.

    An office belongs to the body it is held in: "rebel commander", "spokesman for the union". Media and
    documents belong to nobody here, nor does the author.
    """
    if identification in {"news-agency", "media-outlet", "author", "document"}:
        return None
    found = _by_words(passage, speaker) if speaker is not None else None
    return found or _by_other_mentions(passage, speaker, entity) or _by_sectors(passage, entity)


def _by_words(passage: Passage, speaker: Speaker) -> Affiliation | None:
    words = passage.words
    inside = _words_of(passage, speaker)
    offices = [token for token in inside if token.lemma.lower() in words.offices]
    office = next((token for token in offices if token.dep not in {"compound", "amod"}), None)
    if office is not None and (office is inside[0] or inside[0].pos == "PROPN"):
        held_in = _body_of_office(passage, speaker, office)
        if held_in is not None:
            return held_in
        inside = [*_behind_preposition(inside, office), office, *inside]
    known = (_by_word(passage, token) for token in inside)
    return next((one for one in known if one is not None), None)


def _behind_preposition(inside: list[Token], office: Token) -> list[Token]:
    """Return the words behind the first preposition after an office, where the parser hung them elsewhere."""
    behind = [token for token in inside if token.index > office.index]
    first = next((place for place, token in enumerate(behind) if token.pos == "ADP"), len(behind))
    return behind[first:]


def _by_word(passage: Passage, token: Token) -> Affiliation | None:
    """Return what a word tells with the one before it ("central bank"), else alone ("bank")."""
    known, word = passage.words.affiliation_of, token.lemma.lower()
    if token.pos == "ADJ" and word in _NOUNS_ONLY:
        return None
    before = passage.tokens[token.index - 1].lower if token.index else ""
    return known.get(f"{before} {word}") or known.get(word)


def _body_of_office(passage: Passage, speaker: Speaker, office: Token) -> Affiliation | None:
    """Return the affiliation of the body that describes an office or that it belongs to, a name before a word."""
    describing = _inside(passage, speaker, office, "compound", "amod")
    owning = _inside(passage, speaker, office, "nmod:poss", "nmod")
    for one in (*describing, *owning):
        named = passage.entity_at(one)
        is_name = named is not None and named.kind != "person" and named.name[0].isupper()
        if is_name and (known := _by_sectors(passage, named)):
            return known
    held_in = (
        *describing,
        *(below for one in owning for below in passage.parse.dependents(one.index, "compound", "amod")),
    )
    for token in held_in:
        if token.lemma.lower() not in passage.words.offices and (known := _by_word(passage, token)):
            return known
    for one in owning:
        named = passage.entity_at(one) if one.pos == "PRON" else None
        known = _by_word(passage, one) or (_by_name(passage, named) if named else None)
        if known is not None:
            return known
    return None


def _inside(passage: Passage, speaker: Speaker, office: Token, *relations: str) -> list[Token]:
    """Return the dependents of an office that stand in the source."""
    found = passage.parse.dependents(office.index, *relations)
    return [one for one in found if any(span.overlaps(one.span) for span in speaker.spans)]


def _by_name(passage: Passage, entity: Entity) -> Affiliation | None:
    """Return what the last word of an entity's name tells ("farmers' union"), else its sectors."""
    last = entity.name.lower().split()[-1]
    return passage.words.affiliation_of.get(last) or _by_sectors(passage, entity)


def _by_sectors(passage: Passage, entity: Entity | None) -> Affiliation | None:
    for sector in entity.sectors if entity else ():
        known = passage.words.sector_affiliation.get(sector)
        if known is not None:
            return "ngo" if sector == _LABOUR and entity is not None and entity.kind == "organisation" else known
    if entity is None:
        return None
    is_capital = entity.kind == "place" and entity.country is not None
    return "government" if is_capital or entity.country == _UNITED_NATIONS else None


def _by_other_mentions(passage: Passage, speaker: Speaker | None, entity: Entity | None) -> Affiliation | None:
    """Return what the words tell with which someone is spoken of elsewhere in the report."""
    if entity is None or entity.kind not in {"person", "role", "group"}:
        return None
    for mention in passage.found.mentions:
        is_here = speaker is not None and any(span.overlaps(mention.span) for span in speaker.spans)
        if mention.id not in entity.mentions or mention.kind == "pronoun" or is_here:
            continue
        head = passage.parse.head_of(mention.span)
        # Only a person is called by several words.
        if head is None or (entity.kind != "person" and head.lower != entity.name.lower().split()[-1]):
            continue
        other = speaker_at(passage, head.index)
        if other is not None and (known := _by_words(passage, other)):
            return known
    return None


def _words_of(passage: Passage, speaker: Speaker) -> list[Token]:
    """Return the words of a source, its head first."""
    head = passage.tokens[speaker.head]
    rest = [token for span in speaker.spans for token in passage.parse.tokens_in(span) if token.index != head.index]
    return [head, *rest]
