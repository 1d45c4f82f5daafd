"""What a verb takes beside a clause: an infinitive, a gerund, an object, a prepositional phrase."""

from onrecord.language import Token
from onrecord.lexicons.statements import CueFrame
from onrecord.stages.statements.clauses import is_passive, object_of, phrase_indexes
from onrecord.stages.statements.draft import Cue
from onrecord.stages.statements.passage import Passage
from onrecord.stages.statements.told import Told

_HEARER_REACH = 7
_REFLEXIVES = frozenset({"himself", "herself", "itself", "themselves", "ourselves", "myself", "yourself"})


# What may go on with an object that the parser cut short; "in", "at", "after" rather tell where and when.
_GO_ON = frozenset(
    {"of", "about", "for", "as", "with", "against", "over", "between", "toward", "towards", "that", "how", "to"}
)


def _extended(passage: Passage, verb: int, indexes: frozenset[int]) -> frozenset[int]:
    """Return `indexes` with the phrases that follow at once and that the parser hung on the verb."""
    below = set(passage.parse.subtree(verb))
    found = set(indexes)
    for _ in range(3):
        following = max(found) + 1
        if following not in below or following in found:
            break
        token = passage.tokens[following]
        if token.lower not in _GO_ON and token.tag != "VBG":
            break
        head = token.head if token.dep in {"case", "mark", "advmod"} and token.head > following else following
        if head == verb or head not in below:
            break
        found.update(index for index in passage.parse.subtree(head) if index >= following)
    return frozenset(found)


# Of what these cues judge or attest, the place belongs to the content and not to the telling.
_OF_EVENTS = frozenset({"judge", "factive", "document", "belief"})
_PLACING = frozenset({"in", "near", "at", "from", "inside", "outside", "around", "across", "along", "on"})
_ANSWERS = frozenset({"response", "reply", "answer", "comment", "news", "meeting", "website", "page"})
_ASKING = frozenset({"how", "why", "what", "when", "where", "who"})


def find_complement(passage: Passage, cue: Cue, frame: CueFrame) -> Told | None:
    """Return the content that the verb of `cue` takes in `frame`, which is no clause; None if there is none."""
    finder = _FINDERS.get(frame.frame)
    return finder(passage, cue, frame) if finder else None


def _infinitive(passage: Passage, cue: Cue) -> Token | None:
    """Return the verb of the to-infinitive behind the cue, or None."""
    children = passage.parse.dependents(cue.head, "xcomp", "ccomp", "advcl", "acl", "obl")
    behind_object: set[int] = set()
    for noun in passage.parse.dependents(cue.head, "obj", "obl"):
        children += passage.parse.dependents(noun.index, "acl")
        behind_object.add(phrase_indexes(passage, noun.index)[-1] + 1)
    for child in children:
        if child.index < cue.head:
            continue
        marks = [one for one in passage.parse.dependents(child.index, "mark") if one.lower == "to"]
        if not marks:
            continue
        first = marks[0].index - (passage.tokens[marks[0].index - 1].lower == "not")
        if child.dep in {"xcomp", "ccomp", "acl"} or first <= cue.stop + 1 or first in behind_object:
            return child
    return None


def _to(passage: Passage, cue: Cue, _frame: CueFrame) -> Told | None:
    verb = _infinitive(passage, cue)
    if verb is None or verb.head != cue.head or is_passive(passage, cue.head):
        return None
    return Told(indexes=_from_to(passage, verb))


def _from_to(passage: Passage, verb: Token) -> frozenset[int]:
    """Return the tokens of an infinitive from *not* or *to* on, which leaves out what stands before."""
    below = passage.parse.subtree(verb.index)
    if verb.tag == "VB":
        # A finite verb joined to an infinitive belongs to the clause above: "ordered them to leave and called ...".
        for child in passage.parse.dependents(verb.index, "conj"):
            if child.tag in {"VBD", "VBZ"}:
                stray = set(passage.parse.subtree(child.index)) | set(range(child.index - 1, child.index))
                below = [index for index in below if index not in stray]
    marks = [one.index for one in passage.parse.dependents(verb.index, "mark", "advmod") if one.lower in {"to", "not"}]
    first = min(marks, default=below[0])
    return frozenset(index for index in below if index >= first)


def _object_to(passage: Passage, cue: Cue, frame: CueFrame) -> Told | None:
    verb = _infinitive(passage, cue)
    if verb is None:
        return None
    hearer = _hearer(passage, cue, frame)
    subjects = passage.parse.dependents(verb.index, "nsubj", "nsubj:pass")
    if hearer is None and subjects:
        hearer = subjects[0]
    if hearer is None or hearer.index > verb.index:
        return None
    indexes = _from_to(passage, verb)
    if frame.rule.recipient:
        return Told(indexes=indexes, recipient=hearer.index)
    return Told(indexes=indexes | {one for one in phrase_indexes(passage, hearer.index) if one < min(indexes)})


def _hearer(passage: Passage, cue: Cue, frame: CueFrame) -> Token | None:
    """Return whom an order is for: the object, the "on X" of *call on X*, or the subject of a passive."""
    if frame.tail:
        for one in passage.parse.dependents(cue.head, "obl", "obj", "nmod"):
            if any(case.lower == frame.tail[-1] for case in passage.parse.dependents(one.index, "case")):
                return one
    if is_passive(passage, cue.head):
        subjects = passage.parse.dependents(cue.head, "nsubj:pass", "nsubj")
        return subjects[0] if subjects else None
    return object_of(passage, cue.head)


def _passive_to(passage: Passage, cue: Cue, _frame: CueFrame) -> Told | None:
    verb = _infinitive(passage, cue)
    subjects = passage.parse.dependents(cue.head, "nsubj:pass", "nsubj")
    if verb is None or not is_passive(passage, cue.head) or not subjects:
        return None
    return Told(indexes=_from_to(passage, verb) | frozenset(phrase_indexes(passage, subjects[0].index)))


def _gerund(passage: Passage, cue: Cue, _frame: CueFrame) -> Told | None:
    for child in passage.parse.dependents(cue.head, "xcomp", "ccomp", "advcl", "obj"):
        below = passage.parse.subtree(child.index)
        if child.tag == "VBG" and cue.stop <= below[0] <= cue.stop + 1 and passage.tokens[below[0]].text != ",":
            return Told(indexes=frozenset(below))
    return None


def _object(passage: Passage, cue: Cue, frame: CueFrame) -> Told | None:
    target = _target(passage, cue) or _noun_misread(passage, cue)
    if target is None or target.lower in _REFLEXIVES or (target.pos == "PRON" and frame.rule.cue_class != "judge"):
        return None
    indexes = frozenset(index for index in passage.parse.subtree(target.index) if index not in range(cue.stop))
    if target.index < cue.head:
        return Told(indexes=frozenset(passage.parse.subtree(target.index)))
    if question := _question_cut_short(passage, indexes):
        return Told(indexes=question)
    indexes = _without_channel(passage, cue, _extended(passage, cue.head, indexes))
    return Told(indexes=_with_place(passage, cue, indexes) if frame.rule.cue_class in _OF_EVENTS else indexes)


def _noun_misread(passage: Passage, cue: Cue) -> Token | None:
    """Return the "responsibility" of "X claimed responsibility", where the parser saw "claimed" describe it."""
    verb = passage.tokens[cue.head]
    noun = passage.tokens[verb.head]
    if verb.dep != "amod" or verb.tag != "VBD" or noun.dep != "root" or noun.index != cue.stop:
        return None
    return noun if passage.tokens[cue.first - 1].pos in {"PROPN", "NOUN"} and cue.first else None


def _question_cut_short(passage: Passage, indexes: frozenset[int]) -> frozenset[int]:
    """Return "how the wells dried up" up to the end of its sentence, where the parser saw an object end before it."""
    last = passage.tokens[max(indexes)]
    sentence = passage.parse.sentences[last.sentence]
    if passage.tokens[min(indexes)].lower not in _ASKING or last.index + 1 >= sentence.stop:
        return frozenset()
    if passage.tokens[last.index + 1].tag not in {"VBD", "VBZ", "VBP", "MD"}:
        return frozenset()
    return frozenset(range(min(indexes), sentence.stop))


def _without_channel(passage: Passage, cue: Cue, indexes: frozenset[int]) -> frozenset[int]:
    """Return `indexes` without the "in a message sent to reporters" at their end, which tells how it was said."""
    for index in sorted(indexes):
        token = passage.tokens[index]
        if token.dep not in {"nmod", "obl"} or token.lemma.lower() not in passage.words.channel_of:
            continue
        below = passage.parse.subtree(index)
        opener, article = passage.tokens[below[0]], passage.tokens[below[0] + 1]
        is_how = opener.lower in {"in", "via", "during"} and article.lower in {"a", "an", "his", "her", "its", "their"}
        if is_how and below[-1] == max(indexes) and opener.index > cue.stop:
            return frozenset(one for one in indexes if one < opener.index)
    return indexes


def _with_place(passage: Passage, cue: Cue, indexes: frozenset[int]) -> frozenset[int]:
    """Return `indexes` with the place that follows at once, as in "condemned the murder of X in Y"."""
    following = max(indexes) + 1
    for child in passage.parse.dependents(cue.head, "obl"):
        below = passage.parse.subtree(child.index)
        if below[0] != following or passage.tokens[following].lower not in _PLACING or passage.is_time(child):
            continue
        if child.lemma.lower() not in passage.words.channel_of and child.lemma.lower() not in _ANSWERS:
            return indexes | frozenset(below)
    return indexes


def _target(passage: Passage, cue: Cue) -> Token | None:
    """Return the object of the verb, or the subject of its passive."""
    if is_passive(passage, cue.head):
        subjects = passage.parse.dependents(cue.head, "nsubj:pass")
        return subjects[0] if subjects else None
    behind = [one for one in passage.parse.dependents(cue.head, "obj") if one.index > cue.head]
    return behind[-1] if behind else None


def _object_gerund(passage: Passage, cue: Cue, _frame: CueFrame) -> Told | None:
    target = object_of(passage, cue.head)
    if target is None or target.index < cue.head:
        return None
    for child in passage.parse.dependents(cue.head, "xcomp", "ccomp", "advcl"):
        if child.tag in {"VBG", "VBN"} and child.index > target.index:
            return Told(
                indexes=frozenset([*phrase_indexes(passage, target.index), *passage.parse.subtree(child.index)])
            )
    return None


def _predicate(passage: Passage, cue: Cue, _frame: CueFrame) -> Told | None:
    target = _target(passage, cue)
    for child in passage.parse.dependents(cue.head, "xcomp", "ccomp"):
        below = passage.parse.subtree(child.index)
        if child.index < cue.head or any(passage.tokens[index].lower == "to" for index in below[:1]):
            continue
        if child.pos == "VERB" and child.tag not in {"VBN", "VBG"}:
            continue
        named = passage.parse.subtree(target.index) if target is not None else ()
        is_told = target is not None or child.dep == "ccomp" or child.pos in {"NOUN", "PROPN", "ADJ"}
        return Told(indexes=frozenset([*named, *below])) if is_told else None
    objects = passage.parse.dependents(cue.head, "obj", "iobj", "obl:unmarked", "nmod:unmarked")
    objects = [one for one in objects if not passage.is_time(one)]
    if len(objects) > 1:
        return Told(indexes=frozenset(index for one in objects for index in passage.parse.subtree(one.index)))
    return _named_by_quotation(passage, cue, target)


def _named_by_quotation(passage: Passage, cue: Cue, target: Token | None) -> Told | None:
    """Return "the vote “a farce”": an object and a quotation that begins right behind it."""
    if target is None or target.index < cue.head:
        return None
    below = phrase_indexes(passage, target.index)
    quotation = passage.quote_from.get(below[-1] + 1)
    inside = any(index in passage.quote_from for index in below)
    if quotation is None and not inside:
        return None
    return Told(indexes=frozenset(below), quotations=(quotation,) if quotation else ())


def _object_preposition(passage: Passage, cue: Cue, frame: CueFrame) -> Told | None:
    target = _target(passage, cue)
    if target is None:
        return None
    below = passage.parse.subtree(target.index)
    holders = [*passage.parse.dependents(cue.head, "obl", "advcl", "nmod", "xcomp", "ccomp")]
    holders += passage.parse.dependents(target.index, "nmod", "acl", "obl", "advcl")
    for child in holders:
        if child.index > cue.head and any(
            one.lower in frame.rule.object_prepositions
            for one in passage.parse.dependents(child.index, "case", "mark", "advmod")
        ):
            return Told(indexes=frozenset([*below, *passage.parse.subtree(child.index)]))
    return None


def _preposition(passage: Passage, cue: Cue, frame: CueFrame) -> Told | None:
    if is_passive(passage, cue.head):
        return None
    for child in passage.parse.dependents(cue.head, "obl", "advcl", "nmod", "xcomp", "ccomp", "obj"):
        if child.index < cue.head:
            continue
        for case in passage.parse.dependents(child.index, "case", "mark"):
            reach = _HEARER_REACH if frame.rule.recipient else 2
            if case.lower in frame.rule.prepositions and case.index <= cue.stop + reach:
                below = [index for index in passage.parse.subtree(child.index) if index > case.index]
                stop = case.index + 1 if case.index == cue.stop else None
                indexes = _extended(passage, cue.head, frozenset(below)) if below else None
                return Told(indexes=indexes, cue_stop=stop) if indexes else None
    return None


_FINDERS = {
    "to": _to,
    "object-to": _object_to,
    "passive-to": _passive_to,
    "gerund": _gerund,
    "object-gerund": _object_gerund,
    "predicate": _predicate,
    "object": _object,
    "object-preposition": _object_preposition,
    "preposition": _preposition,
}
