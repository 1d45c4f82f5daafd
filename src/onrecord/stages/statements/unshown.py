"""Sources that the syntax around a cue does not show, or shows wrongly: *it*, a lent subject, a share, a daily."""

from onrecord.stages.statements.clauses import is_passive, speaker_at
from onrecord.stages.statements.draft import Cue, Speaker
from onrecord.stages.statements.kinds import can_speak
from onrecord.stages.statements.passage import Passage

_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_IMPERSONAL = frozenset({"emerge", "appear", "seem", "transpire", "turn", "follow", "mean", "happen", "read"})
# "The plan is hard to describe": what is easy or hard is done to its subject, not by it.
_DONE_TO = frozenset({"easy", "hard", "difficult", "tough", "impossible", "simple", "nice", "fun", "dangerous"})
# What their object serves for is done by their subject: "uses the bill to portray", "took the floor to denounce".
_TOOL_VERBS = frozenset({"use", "exploit", "take", "seize", "spend", "rack", "wrack", "deploy", "employ", "wield"})
_SENSING = frozenset({"hear", "see", "film", "catch", "record"})
_CAUSING = frozenset({"prompt", "lead", "cause", "force", "push", "drive", "spur", "move", "allow", "enable", "invite"})
_NAME_WORDS = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PRON", "NUM"})
_CONJUNCTIONS = frozenset({"after", "before", "as", "since", "until", "because"})
_SHARES = frozenset({"third", "quarter", "fifth", "tenth", "half", "percent", "majority", "plurality", "%"})


def spoken_of_as_it(passage: Passage, cue: Cue) -> Speaker | None:
    """Return the *it* that a ministry or a report is called by: subject of an active verb of telling, no expletive."""
    verb = passage.tokens[cue.head]
    if verb.lemma.lower() in _IMPERSONAL or is_passive(passage, cue.head):
        return None
    subjects = passage.parse.dependents(cue.head, "nsubj")
    if len(subjects) != 1 or subjects[0].lower != "it" or subjects[0].index > cue.first:
        return None
    return Speaker(head=subjects[0].index, spans=(subjects[0].span,))


def daily_paper(passage: Passage, cue: Cue) -> Speaker | None:
    """Return the "Sabah daily" before a cue, a paper, although *daily* and *weekly* are times as well."""
    tokens = passage.tokens
    last = tokens[cue.first - 1] if cue.first > 1 else None
    if last is None or last.lemma.lower() not in passage.words.outlet_words or not passage.is_time(last):
        return None
    first = last.index
    while first and tokens[first - 1].pos in {"PROPN", "ADJ", "DET"} and tokens[first - 1].sentence == last.sentence:
        first -= 1
    is_named = any(token.pos == "PROPN" for token in tokens[first : last.index])
    return Speaker(head=last.index, spans=(passage.span(first, last.index + 1),)) if is_named else None


def of_adjective(passage: Passage, cue: Cue) -> Speaker | None:
    """Return the X of "X was quick to point out" and "X is likely to say", of whom the infinitive is said."""
    verb = passage.tokens[cue.head]
    adjective = passage.tokens[verb.head]
    if verb.tag != "VB" or verb.dep not in {"csubj", "ccomp", "advcl", "xcomp"} or adjective.pos not in {"ADJ", "ADV"}:
        return None
    subjects = passage.parse.dependents(adjective.index, "nsubj")
    own = passage.parse.dependents(verb.index, "nsubj", "nsubj:pass")
    if own or not subjects or adjective.lower in _DONE_TO or not can_speak(passage, subjects[0].index):
        return None
    return speaker_at(passage, subjects[0].index)


def who_can_speak(passage: Passage, cue: Cue, speaker: Speaker | None) -> Speaker | None:
    """Return the nearest subject above that can speak, where the one found is lent by another verb and cannot.

    "X noted that output lags and asked whether", "X is using the bill to portray Y", "but in an interview said".
    """
    if speaker is None or can_speak(passage, speaker.head):
        return speaker
    verb = passage.tokens[cue.head]
    head = passage.tokens[speaker.head]
    is_own = head.head == cue.head and head.dep.startswith("nsubj")
    if (is_own and not passage.parse.dependents(head.index, "case")) or is_passive(passage, cue.head):
        return speaker
    if verb.tag == "VB" and passage.tokens[head.head].lemma.lower() not in _TOOL_VERBS:
        return speaker
    is_heard = verb.tag == "VBG" and passage.tokens[head.head].lemma.lower() in _SENSING
    if verb.dep in {"acl", "acl:relcl"} and verb.tag != "VB" and not is_heard:
        return speaker
    for ancestor in passage.parse.ancestors(cue.head):
        for subject in passage.parse.dependents(ancestor.index, "nsubj", "nsubj:pass"):
            if subject.index < cue.first and can_speak(passage, subject.index):
                return speaker_at(passage, subject.index) or speaker
    return speaker


def beside_the_cue(passage: Passage, cue: Cue) -> Speaker | None:
    """Return a source that stands right before its cue, although the parser made it another verb's.

    "With its leader calling the law a crime", "it prompted Ana Cruz to accuse", "he’s said that".
    """
    verb = passage.tokens[cue.head]
    children = passage.parse.dependents(cue.head)
    if verb.tag == "VBG" and not any(one.dep.startswith("nsubj") for one in children):
        marks = [one for one in children if one.dep == "mark" and one.lower == "with"]
        return _run_between(passage, marks[0].index + 1, cue.first) if marks else None
    if verb.tag == "VB" and verb.dep == "advcl" and passage.tokens[verb.head].lemma.lower() in _CAUSING:
        caused = [one for one in passage.parse.dependents(verb.head, "obj") if can_speak(passage, one.index)]
        marks = [one for one in children if one.lower == "to"]
        is_next = bool(caused and marks) and passage.parse.subtree(caused[0].index)[-1] + 1 == marks[0].index
        return speaker_at(passage, caused[0].index) if is_next else None
    if verb.tag in _FINITE and verb.dep == "advcl" and not any(one.dep in {"nsubj", "mark"} for one in children):
        return _object_of_conjunction(passage, cue)
    if verb.tag == "VBN" and any(one.dep == "aux:pass" and one.lower in {"'s", "’s"} for one in children):
        subjects = passage.parse.dependents(cue.head, "nsubj")
        is_active = bool(subjects and passage.parse.dependents(cue.head, "ccomp"))
        return speaker_at(passage, subjects[0].index) if is_active and can_speak(passage, subjects[0].index) else None
    return None


def _object_of_conjunction(passage: Passage, cue: Cue) -> Speaker | None:
    """Return the X of "after X, who ..., said that", where the parser took *after* for a preposition."""
    for one in passage.parse.dependents(passage.tokens[cue.head].head, "obl"):
        cases = {case.lower for case in passage.parse.dependents(one.index, "case")}
        is_next = passage.parse.subtree(one.index)[-1] == cue.first - 1
        if is_next and cases & _CONJUNCTIONS and can_speak(passage, one.index):
            return speaker_at(passage, one.index)
    return None


def _run_between(passage: Passage, first: int, stop: int) -> Speaker | None:
    """Return the tokens from `first` up to `stop` as a speaker, if they are nothing but words of a name."""
    tokens = passage.tokens[first:stop]
    if not tokens or any(token.pos not in _NAME_WORDS for token in tokens):
        return None
    head = next(
        (
            token
            for token in tokens
            if token.pos in {"PROPN", "NOUN", "PRON"} and token.dep != "nmod:desc" and not first <= token.head < stop
        ),
        tokens[-1],
    )
    return Speaker(head=head.index, spans=(passage.span(first, stop),))


def share_of(passage: Passage, cue: Cue) -> Speaker | None:
    """Return the "some two fifths, 41 percent," before a cue, a share of those who were asked."""
    tokens = passage.tokens
    if tokens[cue.head].tag not in _FINITE or not cue.first:
        return None
    shares = [
        one
        for one in passage.parse.dependents(cue.head, "obl", "obl:unmarked", "nmod", "nummod")
        if one.index < cue.first and one.lemma.lower() in _SHARES
    ]
    if not shares:
        return None
    first = min(passage.parse.subtree(one.index)[0] for one in shares)
    stop = max(passage.parse.subtree(one.index)[-1] + 1 for one in shares)
    while stop - 1 > first and tokens[stop - 1].pos == "PUNCT":
        stop -= 1
    if any(token.pos != "PUNCT" for token in tokens[stop : cue.first]):
        return None
    return Speaker(head=shares[0].index, spans=(passage.span(first, stop),))
