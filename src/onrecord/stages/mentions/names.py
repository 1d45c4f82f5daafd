"""The names of a text: what the model saw and what the actors know, one kind and one range each."""

import msgspec

from onrecord.knowledge.actors import ActorIndex
from onrecord.language.parse import NameSpan, Parse
from onrecord.lexicons.names import NamesLexicon
from onrecord.records import MentionKind
from onrecord.stages.mentions.candidates import Candidate, cut
from onrecord.stages.mentions.persons import add_surnames
from onrecord.stages.mentions.ranked import join_after_ranks
from onrecord.stages.mentions.titles import title_stop, trim_name

KINDS: dict[str, MentionKind] = {
    "PERSON": "person",
    "ORG": "organisation",
    "GROUP": "group",
    "LOC": "place",
    "FAC": "facility",
    "NORP": "nationality",
}
SIDES = ("pro-", "anti-", "non-")  # "pro-Iranian" tells a side and no people
OTHER_LABELS = frozenset({"MISC", "PRODUCT"})
ARABIC_ARTICLES = frozenset({"al", "el", "an", "ash", "ad", "at", "ar", "as"})
APOSTROPHES = frozenset("'’‘ʼ`")
PORTFOLIO_HEADS = frozenset({"Minister", "Secretary", "Ministers"})
CURRENCIES = frozenset(
    {
        "$",
        "dollar",
        "dollars",
        "pound",
        "pounds",
        "rupee",
        "rupees",
        "shilling",
        "shillings",
        "peso",
        "pesos",
        "yen",
        "yuan",
        "franc",
        "francs",
        "dinar",
        "dinars",
        "lira",
        "rial",
        "rials",
        "riyal",
        "riyals",
    }
)
SENTENCE_ENDS = frozenset({".", "!", "?", ";"})
NAME_TAGS = frozenset({"PROPN", "ADJ", "NOUN", "X"})
LONGEST_NAME = 16  # tokens


def find_names(parse: Parse, lexicon: NamesLexicon, actors: ActorIndex) -> list[Candidate]:
    """Return the names in text order, none overlapping another but a nationality inside a group."""
    seen = [trimmed for name in parse.names if (trimmed := _from_model(name, parse, lexicon)) is not None]
    known = _known_names(parse, actors)
    return add_surnames(join_after_ranks(_settle(seen, known, parse), parse, lexicon), parse, lexicon)


def _from_model(name: NameSpan, parse: Parse, lexicon: NamesLexicon) -> Candidate | None:
    """Return a name the model saw; one of another label counts only where its last word tells a facility."""
    kind = KINDS.get(name.label)
    if kind is None and name.label in OTHER_LABELS and parse.tokens[name.stop - 1].lower in lexicon.facility_words:
        kind = "facility"
    if kind is None or (parse.tokens[name.first].text in lexicon.rules.ship_prefixes and name.stop - name.first > 1):
        return None
    if kind == "nationality" and parse.tokens[name.first].lower.startswith(SIDES):
        return None
    if kind == "organisation" and _is_titled_person(parse, name):
        kind = "person"
    first, stop = trim_name(parse, name.first, name.stop, lexicon, person=kind == "person")
    if kind != "person" and _is_common(parse, first, stop, lexicon):
        return None
    if first >= stop or (kind == "organisation" and _is_office(parse, first, stop, lexicon)):
        return None
    return Candidate(first=first, stop=stop, kind=kind, rules=(f"model-{name.label}",))


def _is_titled_person(parse: Parse, name: NameSpan) -> bool:
    """Return whether an "organisation" is a title and a personal name to the parser ("Commodore Rey Balagtas")."""
    title, *words = parse.tokens[name.first : name.stop]
    described = title.dep == "nmod:desc" and title.head == name.first + 1
    return described and len(words) > 1 and all(word.dep == "flat" and word.head == title.head for word in words[1:])


def _is_common(parse: Parse, first: int, stop: int, lexicon: NamesLexicon) -> bool:
    """Return whether a "name" is only ranks ("Maj.-Gen"), or several people that open a sentence ("Jihadists")."""
    if stop - first == 1:
        word = parse.tokens[first].lower
        if "." in word and " ".join(word.replace(".", "").split("-")) in lexicon.titles:
            return True
        agent = lexicon.agents.get(word)
        opens = first == parse.sentences[parse.tokens[first].sentence].first
        return agent is not None and agent.kind == "group" and agent.plural and opens and agent.phrase.endswith("s")
    return title_stop(parse, first, stop, lexicon) == stop > first and "." in cut(parse, first, stop)


def _is_office(parse: Parse, first: int, stop: int, lexicon: NamesLexicon) -> bool:
    """Return whether an "organisation" is the short form of an office ("the CS") or what a minister is for."""
    agent = lexicon.agents.get(parse.tokens[first].lower) if stop - first == 1 else None
    after_article = first > 0 and parse.tokens[first - 1].lower == "the"
    short = agent is not None and agent.kind == "role" and parse.tokens[first].text.isupper() and after_article
    return short or _is_portfolio(parse, first, stop)


def _is_portfolio(parse: Parse, first: int, stop: int) -> bool:
    """Return whether an "organisation" is but what a minister is for ("Public Security Minister")."""
    following = parse.tokens[stop : stop + 1]
    return (
        bool(following) and following[0].text in PORTFOLIO_HEADS and parse.tokens[first].pos in {"ADJ", "NOUN", "PROPN"}
    )


def _known_names(parse: Parse, actors: ActorIndex) -> list[Candidate]:
    """Return the longest known names and demonyms, from left to right."""
    found: list[Candidate] = []
    done = 0
    for token in parse.tokens:
        index = token.index
        if index < done or not (token.text[0].isupper() or token.lower in ARABIC_ARTICLES):
            continue
        candidate = _longest_known(parse, index, actors)
        if candidate is not None and not _is_currency(parse, candidate.stop):
            candidate = _of_elsewhere(candidate, parse, actors)
            found.append(candidate)
            done = candidate.stop
    return found


def _of_elsewhere(one: Candidate, parse: Parse, actors: ActorIndex) -> Candidate:
    """Return a known body with the other country it is of: "Associated Press of Pakistan" is not Associated Press."""
    tokens = parse.tokens
    after = tokens[one.stop : one.stop + 1]
    if one.kind not in {"organisation", "group"} or not after or after[0].lower != "of":
        return one
    country = _longest_known(parse, one.stop + 1, actors) if one.stop + 1 < len(tokens) else None
    if country is None or tokens[country.first].sentence != tokens[one.first].sentence:
        return one
    states = {row.country for row in actors.rows(cut(parse, country.first, country.stop)) if row.id[:6] == "state:"}
    rows = actors.rows(cut(parse, one.first, one.stop))
    if not states or any(row.country is None or row.country in states for row in rows):
        return one
    return msgspec.structs.replace(one, stop=country.stop, rules=("known-name-of-another-country",))


def _is_currency(parse: Parse, stop: int) -> bool:
    following = parse.tokens[stop : stop + 1]
    return bool(following) and following[0].lower in CURRENCIES


def _longest_known(parse: Parse, first: int, actors: ActorIndex) -> Candidate | None:
    """Return the longest known name or demonym that begins at a token; it may run over a wrong sentence boundary."""
    tokens = parse.tokens
    paragraph = parse.sentences[tokens[first].sentence].paragraph
    best: Candidate | None = None
    for token in tokens[first : first + LONGEST_NAME]:
        if token.text in SENTENCE_ENDS or parse.sentences[token.sentence].paragraph != paragraph:
            break
        after = parse.text[token.end : token.end + 1]
        if after and (after in APOSTROPHES or after.isalnum()):
            continue
        stop = token.index + 1
        words = cut(parse, first, stop)
        if stop - first <= 2 and words[-1].isalpha() and actors.is_demonym(words):  # noqa: PLR2004 - "South Korean"
            best = Candidate(first=first, stop=stop, kind="nationality", rules=("demonym",), sure=True)
        elif words[-1].isalnum() or words[-1] in ").":
            kind = _known_kind(words, actors)
            if kind is not None:
                sure = not actors.is_weak(words)
                best = Candidate(first=first, stop=stop, kind=kind, rules=("known-actor",), sure=sure)
        if not actors.begins(words) and not actors.begins_demonym(words):
            break
    return best


def _known_kind(words: str, actors: ActorIndex) -> MentionKind | None:
    kinds = {row.kind for row in actors.rows(words)}
    if not kinds:
        return "place" if actors.seat(words) is not None else None
    return kinds.pop() if len(kinds) == 1 else None


def _settle(seen: list[Candidate], known: list[Candidate], parse: Parse) -> list[Candidate]:
    """Return the model's names and the known ones as one list: the longer wins, knowledge decides the kind."""
    by_token: dict[int, Candidate] = {index: one for one in seen for index in range(one.first, one.stop)}
    dropped: set[int] = set()
    taken: list[Candidate] = []
    for one in known:
        rivals = {id(by_token[index]): by_token[index] for index in range(one.first, one.stop) if index in by_token}
        sure = msgspec.structs.replace(one, sure=True)
        if not rivals:
            if _stands_alone(one, parse) or _tells_people(one, parse):
                taken.append(sure)
            continue
        rival = next(iter(rivals.values()))
        if (rival.first, rival.stop) == (one.first, one.stop):
            better = one.sure or _tells_people(one, parse)  # else a weak name is what the model says
        else:
            inside = rival.first <= one.first and one.stop <= rival.stop
            padded = inside and all(not token.text[0].isupper() for token in parse.tokens[one.stop : rival.stop])
            better = (padded and one.first == rival.first) if inside else (one.sure or one.stop - one.first > 1)
        if better:
            dropped.update(rivals)
            taken.append(sure)
    kept = [one for one in seen if id(one) not in dropped]
    return sorted(kept + taken, key=lambda one: (one.first, -one.stop))


def _tells_people(one: Candidate, parse: Parse) -> bool:
    """Return whether a people's name stands before a common noun in the plural ("Kachin rebels", "Turkana herders")."""
    following = parse.tokens[one.stop : one.stop + 1]
    return one.kind == "nationality" and bool(following) and following[0].tag == "NNS" and following[0].text.islower()


def _stands_alone(one: Candidate, parse: Parse) -> bool:
    """Return whether a known name that the model did not see is one: not a weak word, and no shouted text."""
    if not one.sure:
        return False
    if one.stop - one.first > 1:
        return True
    token = parse.tokens[one.first]
    if token.text.isupper() and len(token.text) > 1:
        sentence = parse.sentences[token.sentence]
        near = parse.tokens[max(sentence.first, one.first - 2) : min(sentence.stop, one.stop + 2)]
        others = [other for other in near if other.index != token.index and other.text.isalpha()]
        return not others or any(not other.text.isupper() for other in others)
    return token.pos == "PROPN" or (one.kind == "nationality" and token.pos in NAME_TAGS)
