"""Questions about the syntax around a verb: its subject, its agent, its auxiliaries, the words of a phrase."""

from collections.abc import Iterable

from onrecord.language import Token
from onrecord.stages.statements.draft import Speaker
from onrecord.stages.statements.passage import Passage

RELATIVES = frozenset({"who", "whom", "which", "that", "whose"})
CLAUSAL = frozenset(
    {"ccomp", "csubj", "csubj:pass", "advcl", "parataxis", "acl:relcl", "discourse", "list", "dislocated"}
)
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X", "SYM"})
_SUBJECTS = ("nsubj", "nsubj:outer", "nsubj:pass")
_MAX_STEPS = 6


def phrase_indexes(passage: Passage, head: int) -> list[int]:
    """Return the tokens of the nominal phrase at `head`: modifiers and appositions, no incidental clauses."""
    kept = [head]
    for one in kept:
        for child in passage.parse.children[one]:
            token = passage.tokens[child]
            if one == head and token.dep in {"nmod", "obl", "nmod:unmarked"} and passage.is_time(token):
                continue
            if one == head and token.dep in {"nmod", "obl"} and _is_channel(passage, child):
                continue
            if token.dep == "acl:relcl" and (one == head or token.dep in CLAUSAL) and _set_off(passage, child):
                continue
            if token.dep in CLAUSAL and token.dep != "acl:relcl":
                continue
            if one == head and token.dep in {"cop", "mark", "aux", "nsubj", "case", "cc", "expl"}:
                continue
            if one == head and token.dep == "conj" and token.pos in {"VERB", "AUX"}:
                continue
            kept.append(child)
    return sorted(kept)


def _is_channel(passage: Passage, index: int) -> bool:
    """Return whether a phrase set off by a comma tells through which channel: "X, in a statement, said"."""
    is_known = passage.tokens[index].lemma.lower() in passage.words.channel_of
    return is_known and _set_off(passage, index)


def _set_off(passage: Passage, index: int) -> bool:
    """Return whether a clause or phrase stands behind a comma, so that it adds and does not tell which one."""
    first = passage.parse.subtree(index)[0]
    edge = passage.tokens[first].text
    before = passage.tokens[first - 1].text if first else ""
    return "," in {edge, before} or edge in {"—", "–", "("}


def run_around(passage: Passage, head: int, indexes: Iterable[int]) -> tuple[int, int]:
    """Return the run of `indexes` around `head` as a range, without marks at its edges."""
    known = set(indexes)
    first, stop = head, head + 1
    while first - 1 in known:
        first -= 1
    while stop in known:
        stop += 1
    while first < head and passage.tokens[first].pos == "PUNCT" and passage.tokens[first].text not in '“"‘«':
        first += 1
    while stop - 1 > head and passage.tokens[stop - 1].pos == "PUNCT" and _is_loose_end(passage, first, stop):
        stop -= 1
    return first, stop


def _is_loose_end(passage: Passage, first: int, stop: int) -> bool:
    """Return whether the mark before `stop` closes nothing that was opened from `first` on."""
    last = passage.tokens[stop - 1]
    if last.text in {")", "]"}:
        return not any(token.text in {"(", "["} for token in passage.tokens[first:stop])
    closed = passage.quote_until.get(last.index)
    return closed is None or closed.span.start < passage.tokens[first].start


def speaker_at(passage: Passage, head: int) -> Speaker | None:
    """Return the phrase at `head` as a speaker, or None for *it*, *there* and the like.

    A relative pronoun stands for the phrase it refers to; both are among the spans.
    """
    token = passage.tokens[head]
    if token.lower in RELATIVES:
        owner = relative_owner(passage, head)
        if owner is None:
            return None
        speaker = _speaker(passage, owner)
        if speaker is None or token.lower != "who":
            return speaker
        spans = tuple(span for span in speaker.spans if not span.covers(token.span))
        if not any(span.overlaps(token.span) for span in spans):
            spans = (*spans, token.span)
        return Speaker(head=owner, spans=spans)
    return _speaker(passage, head)


def _speaker(passage: Passage, head: int) -> Speaker | None:
    token = passage.tokens[head]
    if passage.is_time(token):
        return None
    if token.lower in passage.words.never_sources or token.pos not in NOMINAL or token.dep == "expl":
        return None
    first, stop = run_around(passage, head, phrase_indexes(passage, head))
    return Speaker(head=head, spans=(passage.span(first, stop),))


def relative_owner(passage: Passage, pronoun: int) -> int | None:
    """Return the token that a relative pronoun refers to, or None."""
    for ancestor in passage.parse.ancestors(pronoun):
        if ancestor.dep == "acl:relcl" and ancestor.head < pronoun:
            return ancestor.head
    return None


def is_passive(passage: Passage, verb: int) -> bool:
    """Return whether `verb` is a passive participle."""
    children = passage.parse.dependents(verb)
    if any(token.dep in {"aux:pass", "nsubj:pass"} for token in children):
        return True
    token = passage.tokens[verb]
    if token.lower == "said":
        return False
    if token.tag in {"VBN", "VBD"} and verb and passage.tokens[verb - 1].lower in {"when", "if", "once", "though"}:
        return True
    if token.dep == "acl" and passage.tokens[token.head].dep == "root":
        # "The crowd chanted": a main clause misread as a noun with a participle, unless an agent follows.
        return agent_of(passage, verb) is not None
    is_bare = token.tag == "VBN" and token.dep in {"acl", "advcl"}
    return is_bare and not any(child.dep in {"aux", "obj", "nsubj"} for child in children)


def is_carried(passage: Passage, token: Token) -> bool:
    """Return whether a verb such as *express* only carries `token`, its object, as in "voiced hopes".

    Parsers take a bare object before a clause for a predicate of its own ("voiced hope that").
    """
    head = passage.tokens[token.head]
    if token.tag == "VBN" and head.lemma.lower() == "have":
        return False
    is_object = token.dep == "obj" or (token.dep == "xcomp" and token.pos == "NOUN")
    return is_object and head.index < token.index and head.lemma.lower() in passage.words.verbs.light


def is_verb_misread(passage: Passage, token: Token) -> bool:
    """Return whether a noun has a subject and no article or copula, as the *plans* of "Kenya plans to send"."""
    if token.pos != "NOUN" or token.dep not in {"root", "ccomp", "conj", "parataxis", "advcl"}:
        return False
    children = passage.parse.dependents(token.index)
    relations = {child.dep for child in children}
    if token.tag == "NNS" and token.dep == "root" and "acl" in relations and children[0].pos == "PROPN":
        return children[0].dep in {"nsubj", "compound"}
    return "nsubj" in relations and not relations & {"det", "cop", "nmod:poss", "amod", "case"}


def agent_of(passage: Passage, verb: int) -> Speaker | None:
    """Return the "by ..." of a passive verb, or None."""
    for token in passage.parse.dependents(verb, "obl", "obl:agent", "nmod"):
        case = passage.parse.dependents(token.index, "case")
        if case and case[0].lower == "by" and token.lower not in passage.words.never_sources:
            return _speaker(passage, token.index)
    return None


def subject_of(passage: Passage, verb: int) -> Speaker | None:
    """Return who does what `verb` says: its subject or agent, else that of the clause it hangs on."""
    token = passage.tokens[verb]
    if token.tag == "VBG" and token.dep in {"advcl", "conj", "acl"} and verb and passage.tokens[verb - 1].text == ",":
        token = _top_verb(passage, token)
    for _ in range(_MAX_STEPS):
        own = passage.parse.dependents(token.index, *_SUBJECTS)
        if token.pos == "NOUN" and not own and is_verb_misread(passage, token):
            own = passage.parse.dependents(token.index, "compound")
        if own or is_passive(passage, token.index):
            return _own_subject(passage, token, own, is_cue=token.index == verb)
        referent = _referent(passage, token)
        if referent is not None:
            return speaker_at(passage, referent)
        if token.index == verb and (beside := _subject_misjoined(passage, token)):
            return beside
        if token.index == verb and (own_cue := continued_by(passage, verb)) is not None:
            token = passage.tokens[own_cue]
            continue
        is_perfect = token.tag == "VBN" and passage.tokens[token.head].lemma.lower() == "have"
        if not _shares_subject(token) and not is_perfect:
            return None
        finite = token.tag in {"VBD", "VBZ"}
        token = passage.tokens[token.head]
        while finite and token.tag == "VB" and token.head != token.index:
            token = passage.tokens[token.head]
    return None


def _own_subject(passage: Passage, token: Token, own: list[Token], *, is_cue: bool) -> Speaker | None:
    """Return the subject next before the verb, or its agent if it is passive and the cue itself."""
    if is_cue and is_passive(passage, token.index):
        return agent_of(passage, token.index)
    before = [one for one in own if one.index < token.index]
    if len(before) > 1 and (named := _in_apposition(passage, before[-2], before[-1])):
        return named
    nearest = before[-1:] or own[:1]
    return speaker_at(passage, nearest[0].index) if nearest else None


def continued_by(passage: Passage, verb: int) -> int | None:
    """Return the cue that a verb without subject goes on with, although the parser joined it to what the cue tells.

    "X found that they had lied, and recommended ...", "vowing to leave and suggesting ...": the tenses tell.
    """
    token = passage.tokens[verb]
    head = passage.tokens[token.head]
    own = passage.tokens[head.head]
    links = [one for one in passage.parse.dependents(verb, "cc") if one.lower in {"and", "but"}]
    is_joined = token.dep == "conj" and head.dep in {"ccomp", "xcomp"} and bool(links)
    if not is_joined or tense_of(passage, token) != own.tag or passage.tokens[links[0].index + 1].lower == "that":
        return None
    if head.tag != token.tag and head.tag in {"VB", "VBG"} and not passage.parse.dependents(head.index, "aux"):
        return own.index
    is_compound = head.pos == "AUX" or bool(passage.parse.dependents(head.index, "aux", "aux:pass", "cop"))
    has_comma = passage.tokens[links[0].index - 1].text == ","
    return own.index if has_comma and (head.tag != token.tag or is_compound) else None


def tense_of(passage: Passage, verb: Token) -> str:
    """Return the tag of the finite form: that of *did* for "did not say"."""
    finite = [one.tag for one in passage.parse.dependents(verb.index, "aux") if one.tag in {"VBD", "VBZ", "VBP"}]
    return finite[0] if finite else verb.tag


def _subject_misjoined(passage: Passage, verb: Token) -> Speaker | None:
    """Return the Chile of "A said it would pay and Chile said ...", which the parser joined to the noun before."""
    if verb.tag not in {"VBD", "VBZ", "VBP"} or verb.dep != "conj" or not verb.index:
        return None
    noun = passage.tokens[verb.index - 1]
    if noun.dep == "flat" and noun.head < verb.index:
        noun = passage.tokens[noun.head]
    is_joined = noun.dep == "conj" and noun.pos in {"PROPN", "NOUN", "PRON"} and noun.head > verb.head
    return _speaker(passage, noun.index) if is_joined and passage.parse.dependents(noun.index, "cc") else None


def _in_apposition(passage: Passage, first: Token, second: Token) -> Speaker | None:
    """Return "the chief, Musa Bello," as one speaker, where the parser saw two subjects; None for other pairs."""
    left, right = phrase_indexes(passage, first.index), phrase_indexes(passage, second.index)
    gap = [token.text for token in passage.tokens[left[-1] + 1 : right[0]]]
    after = passage.tokens[right[-1] + 1].text if right[-1] + 1 < len(passage.tokens) else ""
    if gap not in ([","], []) or "," not in {after, passage.tokens[right[-1]].text}:
        return None
    stop = right[-1] if passage.tokens[right[-1]].text == "," else right[-1] + 1
    return Speaker(head=second.index, spans=(passage.span(left[0], stop),))


def _referent(passage: Passage, token: Token) -> int | None:
    """Return the noun that a verb without subject says something of, or the object that controls it."""
    head = passage.tokens[token.head]
    if _is_quoted_saying(passage, token, head):
        quoted = object_of(passage, head.index)
        return quoted.index if quoted else None
    if token.dep == "acl" and head.pos in {"NOUN", "PROPN", "PRON"}:
        # A finite verb there is the main verb of a sentence misread as one long phrase.
        return head.head if head.dep == "appos" and token.tag == "VBD" else head.index
    if token.dep == "acl:relcl" and token.tag in {"VBG", "VBZ", "VBP", "VBD"}:
        return head.index
    if token.dep == "xcomp":
        controller = object_of(passage, head.index)
        return controller.index if controller and controller.index < token.index else None
    return None


def _shares_subject(token: Token) -> bool:
    """Return whether a verb may take its subject from the verb that it hangs on."""
    if token.dep == "ccomp":
        return token.tag in {"VBG", "VBN"}
    return token.dep in {"conj", "xcomp", "advcl", "parataxis", "obl", "dep", "cop"}


def _is_quoted_saying(passage: Passage, token: Token, head: Token) -> bool:
    """Return whether `token` is the *saying* of "quoted X as saying"."""
    if token.tag != "VBG" or head.lemma.lower() not in passage.words.verbs.quoted or is_passive(passage, head.index):
        return False
    return any(one.lower == "as" for one in passage.parse.dependents(token.index))


def _top_verb(passage: Passage, token: Token) -> Token:
    """Return the main verb of the sentence for a participle behind a comma, inside the same quotation."""
    around = passage.quotation_around(token)
    top = token
    for ancestor in passage.parse.ancestors(token.index):
        if passage.quotation_around(ancestor) is not around:
            break
        if ancestor.pos in {"VERB", "AUX"} or passage.parse.dependents(ancestor.index, "nsubj"):
            top = ancestor
    return top if top.index < token.index else token


def object_of(passage: Passage, verb: int) -> Token | None:
    """Return the first object of `verb`, or None."""
    objects = passage.parse.dependents(verb, "obj", "iobj")
    return objects[0] if objects else None


def hearer_of(passage: Passage, verb: int, stop: int) -> Token | None:
    """Return the object of a verb of telling, or the name right behind it that the parser took for a clause."""
    found = object_of(passage, verb)
    if found is not None:
        return found
    for one in passage.parse.dependents(verb, "ccomp", "xcomp", "obl", "obl:unmarked"):
        if one.pos in {"PROPN", "NOUN", "PRON"} and passage.parse.subtree(one.index)[0] == stop:
            return None if passage.parse.dependents(one.index, "case") else one
    return None
