"""The kind of each name, corrected: by the words around it, by the gazetteer, and by the same name elsewhere."""

from collections import Counter

import msgspec

from onrecord.knowledge.actors import fold_name
from onrecord.knowledge.places import PlaceIndex
from onrecord.language.parse import Parse
from onrecord.lexicons.names import KindCue, NamesLexicon
from onrecord.records import MentionKind
from onrecord.stages.mentions.candidates import Candidate, cut, is_phrase_link
from onrecord.stages.mentions.persons import given_names, person_names
from onrecord.stages.mentions.titles import is_title

PLACE_PREPOSITIONS = frozenset(
    {"in", "at", "near", "from", "to", "around", "outside", "toward", "towards", "into", "across", "inside"}
)
LONGEST_CUE = 3  # words
LONGEST_ACRONYM = 4  # letters; longer words in capitals are names in a headline or a transcript
BODY_KINDS = frozenset({"organisation", "group"})
# What the name of a people is as its surname ("Baloch said"), and not as a modifier ("Baloch fighters").
STANDS_ALONE = frozenset({"nsubj", "obj", "iobj", "nmod:poss", "obl:agent"})
LIST_LINKS = frozenset({",", "and", "&", "or", "/"})


def correct_kinds(
    names: list[Candidate],
    parse: Parse,
    lexicon: NamesLexicon,
    places: PlaceIndex | None,
) -> list[Candidate]:
    """Return the names with the kinds that cues, brackets, lists, the gazetteer and the majority give them."""
    persons = person_names(names, parse, lexicon)
    cued = [_by_signs(_by_cue(one, parse, lexicon), parse, persons) for one in names]
    bracketed = [_by_bracket(number, cued, parse) for number in range(len(cued))]
    surnames = {
        parse.tokens[one.stop - 1].text for one in bracketed if one.kind == "person" and one.stop - one.first > 1
    }
    given = given_names(bracketed, parse, lexicon)
    firms = _firms(bracketed, parse, lexicon) - surnames
    lone = [_by_firm(_by_surname(one, parse, surnames, given), parse, firms) for one in bracketed]
    settled = _by_majority(lone, parse)
    agents = _mostly_agents(settled, parse)
    placed = [
        one if _folded(one, parse) in agents else _by_gazetteer(one, parse, lexicon, surnames, places)
        for one in settled
    ]
    return _by_list(placed, parse, surnames)


def _folded(one: Candidate, parse: Parse) -> str:
    return fold_name(cut(parse, one.first, one.stop))


def _with(one: Candidate, kind: MentionKind, rule: str) -> Candidate:
    return msgspec.structs.replace(one, kind=kind, rules=(*one.rules, rule), sure=True)


def _by_cue(one: Candidate, parse: Parse, lexicon: NamesLexicon) -> Candidate:
    if one.sure:
        return one
    for cue in lexicon.rules.cue:
        if one.kind in cue.wrong and _fits(cue, one, parse):
            return _with(one, cue.kind, cue.id)
    return one


def _by_signs(one: Candidate, parse: Parse, persons: frozenset[str]) -> Candidate:
    """Return a name that the report treats as a person's as one."""
    if one.sure or one.kind == "person" or _folded(one, parse) not in persons:
        return one
    return _with(one, "person", "said-of-a-person")


def _fits(cue: KindCue, one: Candidate, parse: Parse) -> bool:
    tokens = parse.tokens
    name = cut(parse, one.first, one.stop).lower()
    if cue.last and one.stop - one.first > 1 and tokens[one.stop - 1].lower in cue.last:
        return True
    if cue.first and name.startswith(cue.first):
        return True
    sentence = parse.sentences[tokens[one.first].sentence]
    if cue.before:
        start = max(sentence.first, one.first - LONGEST_CUE)
        before = " ".join(token.lower for token in tokens[start : one.first])
        return any(f" {before}".endswith(f" {words}") or f" {before}".endswith(f" {words} the") for words in cue.before)
    if cue.after:
        after = " ".join(token.lower for token in tokens[one.stop : min(sentence.stop, one.stop + LONGEST_CUE)])
        return any(f"{after} ".startswith(f"{words} ") for words in cue.after)
    return False


def _by_bracket(number: int, names: list[Candidate], parse: Parse) -> Candidate:
    """Return an acronym in brackets with the kind of the name right before it."""
    one = names[number]
    if number == 0 or one.sure or one.stop - one.first != 1 or parse.tokens[one.first - 1].text != "(":
        return one
    before = names[number - 1]
    short = parse.tokens[one.first].text
    initials = "".join(token.text[0] for token in parse.tokens[before.first : before.stop] if token.text[0].isupper())
    if before.kind == "place" and number > 1 and short[0] != initials[:1] and short.isupper():
        body = names[number - 2]  # "the Mission in the DRC (MONUSCO)": the letters are not of the place
        between = parse.tokens[body.stop : before.first]
        if before.stop == one.first - 1 and body.kind in BODY_KINDS and is_phrase_link(between):
            return _with(one, body.kind, "acronym-in-brackets")
    if before.stop == one.first - 1 and short.isupper() and before.kind != "person" and short[0] == initials[:1]:
        return _with(one, before.kind, "acronym-in-brackets")
    return one


def _by_surname(one: Candidate, parse: Parse, surnames: set[str], given: frozenset[str]) -> Candidate:
    """Return a lone word that is a name of someone named in full as a person, a surname also where it is a people's."""
    token = parse.tokens[one.first]
    if one.stop - one.first != 1 or (token.text.isupper() and len(token.text) <= LONGEST_ACRONYM):
        return one
    is_guess = not one.sure and one.kind in {"organisation", "place", "group", "facility"}
    if token.text in given and is_guess:
        return _with(one, "person", "given-name-of-a-person")
    is_people = one.kind == "nationality" and token.dep in STANDS_ALONE
    return _with(one, "person", "surname-of-a-person") if token.text in surnames and (is_guess or is_people) else one


def _firms(names: list[Candidate], parse: Parse, lexicon: NamesLexicon) -> set[str]:
    """Return the first words of the firms and clubs whose other words only say what they are ("Tullow Oil plc")."""
    found = set()
    for one in names:
        _, *rest = (token.lower.rstrip(".") for token in parse.tokens[one.first : one.stop])
        if one.kind == "organisation" and rest and lexicon.rules.company_words.issuperset(rest):
            found.add(parse.tokens[one.first].text)
    return found


def _by_firm(one: Candidate, parse: Parse, firms: set[str]) -> Candidate:
    """Return a lone "person" whom the report names in full as a firm as an organisation."""
    lone = one.stop - one.first == 1 and not one.sure and one.kind == "person"
    return _with(one, "organisation", "short-name-of-a-firm") if lone and parse.tokens[one.first].text in firms else one


def _by_majority(names: list[Candidate], parse: Parse) -> list[Candidate]:
    """Return the names so that the same words have one kind: a sure one, else the most frequent, the first on a tie."""
    votes: dict[str, Counter[MentionKind]] = {}
    for one in names:
        weight = len(names) if one.sure else 1
        votes.setdefault(_folded(one, parse), Counter())[one.kind] += weight
    found = []
    for one in names:
        best = votes[_folded(one, parse)].most_common(1)[0][0]
        found.append(one if one.sure or one.kind == best else _with(one, best, "same-name-elsewhere"))
    return found


def _mostly_agents(names: list[Candidate], parse: Parse) -> frozenset[str]:
    """Return the folded names of persons that are less often behind a preposition of place than subject or owner."""
    signs: dict[str, int] = {}
    for one in names:
        if one.kind != "person":
            continue
        name = _folded(one, parse)
        head = next((t for t in parse.tokens[one.first : one.stop] if not one.first <= t.head < one.stop), None)
        if one.first and parse.tokens[one.first - 1].lower in PLACE_PREPOSITIONS:
            signs[name] = signs.get(name, 0) - 1
        elif head is not None and head.dep in {"nsubj", "nmod:poss"}:
            signs[name] = signs.get(name, 0) + 1
    return frozenset(name for name, sign in signs.items() if sign > 0)


def _by_gazetteer(
    one: Candidate,
    parse: Parse,
    lexicon: NamesLexicon,
    surnames: set[str],
    places: PlaceIndex | None,
) -> Candidate:
    """Return a lone "person" or "organisation" after a place preposition as a place, if there is one of that name."""
    tokens = parse.tokens
    if places is None or one.sure or one.kind not in {"person", "organisation"} or one.first == 0:
        return one
    before = tokens[one.first - 1]
    if before.lower == "the" and one.first > 1:
        before = tokens[one.first - 2]
    name = cut(parse, one.first, one.stop)
    if before.lower not in PLACE_PREPOSITIONS or tokens[one.stop - 1].text in surnames or name.isupper():
        return one
    if is_title(before.lower, lexicon) or not places.find(name):
        return one
    return _with(one, "place", "gazetteer-after-preposition")


def _by_list(names: list[Candidate], parse: Parse, surnames: set[str]) -> list[Candidate]:
    """Return the names so that lone words in a list of places are places ("Hama, Homs and Daraa")."""
    found = list(names)
    for start, stop in _lists(names, parse):
        members = names[start:stop]
        kinds = Counter(one.kind for one in members)
        if stop - start < 3 and not any(one.sure and one.kind == "place" for one in members):  # noqa: PLR2004 - a pair proves little
            continue
        if kinds["place"] * 2 < len(members):
            continue
        for number in range(start, stop):
            one = names[number]
            alone = one.stop - one.first == 1 and not one.sure and parse.tokens[one.first].text not in surnames
            if alone and one.kind in {"person", "organisation"} and not parse.tokens[one.first].text.isupper():
                found[number] = _with(one, "place", "list-of-places")
    return found


def _lists(names: list[Candidate], parse: Parse) -> list[tuple[int, int]]:
    """Return the runs of names that only commas and "and" divide, as ranges of `names`."""
    runs: list[tuple[int, int]] = []
    start = 0
    for number in range(1, len(names) + 1):
        linked = number < len(names) and all(
            token.lower in LIST_LINKS for token in parse.tokens[names[number - 1].stop : names[number].first]
        )
        if not linked or names[number].first - names[number - 1].stop not in {1, 2}:
            if number - start > 1:
                runs.append((start, number))
            start = number
    return runs
