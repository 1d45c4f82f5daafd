"""What a verb of telling tells: the clause it governs, the clause it is put into, and the quotations beside it."""

import msgspec

from onrecord.language import Token
from onrecord.records import Span
from onrecord.records.quotation import Quotation
from onrecord.stages.statements.beside import core_of, quotation_after_stop, quotations_beside
from onrecord.stages.statements.clauses import RELATIVES, agent_of
from onrecord.stages.statements.draft import Cue, Speaker
from onrecord.stages.statements.passage import Passage
from onrecord.stages.statements.unseen import FINITE, PLAIN_VERBS, clause_unseen, sentence_before, that_clause

_REASONS = frozenset({"because", "since", "if", "unless", "although", "though"})
_REACH = 40


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A content as token indexes and quotations; `cue_stop` is where the cue ends with its preposition.

    `is_aside` says that the cue's clause is put into its content: "X said" between commas, "as X said".
    """

    indexes: frozenset[int] = frozenset()
    quotations: tuple[Quotation, ...] = ()
    cue_stop: int | None = None
    recipient: int | None = None
    is_aside: bool = False

    def spans(self, passage: Passage, cue: Cue) -> tuple[Span, ...]:
        """Return the content as spans of the text."""
        tokens = set(self.indexes)
        for quotation in self.quotations:
            tokens.update(token.index for token in passage.parse.tokens_in(quotation.span))
        return passage.content_spans(tokens, cue.head)


def find_told_clause(passage: Passage, cue: Cue, speaker: Speaker | None) -> Told | None:
    """Return the clause that the verb of `cue` tells, or None; quotations beside it do not count."""
    taken = _taken(passage, cue, speaker)
    indexes = _clause_below(passage, cue)
    around = set() if indexes else _clause_around(passage, cue)
    indexes = (indexes or around or that_clause(passage, cue)) - taken
    indexes = _inside_own_quotation(passage, cue, indexes)
    return Told(indexes=frozenset(indexes), is_aside=bool(around)) if indexes else None


def find_told(passage: Passage, cue: Cue, speaker: Speaker | None) -> Told | None:
    """Return the clause or quotation that the verb of `cue` tells, or None if it tells none."""
    taken = _taken(passage, cue, speaker)
    indexes, is_aside = _clause_told(passage, cue, speaker, taken)
    quotations = quotations_beside(passage, cue, speaker, indexes)
    if not indexes and not quotations and speaker is not None:
        indexes, is_aside = clause_unseen(passage, cue, speaker, taken)
        if not indexes and passage.tokens[cue.head].lemma in PLAIN_VERBS:
            quotations = quotation_after_stop(passage, cue)
    indexes = _unless_quoted(passage, cue, indexes, quotations)
    if quotations and not indexes:
        indexes = _words_before(passage, quotations[0], cue)
    indexes = _inside_own_quotation(passage, cue, indexes - taken)
    if not indexes and not quotations:
        return None
    return Told(indexes=frozenset(indexes), quotations=tuple(quotations), is_aside=is_aside)


def _clause_told(passage: Passage, cue: Cue, speaker: Speaker | None, taken: set[int]) -> tuple[set[int], bool]:
    """Return the clause that the verb tells and whether the cue stands in it as an aside."""
    indexes = _clause_below(passage, cue) - taken
    if indexes:
        indexes -= _hearer_inside(passage, cue, indexes)
        indexes |= _reason_behind(passage, cue, speaker, indexes)
        return indexes | _cut_off_subject(passage, cue, indexes) | _fronted_subject(passage, cue, speaker), False
    if around := (_clause_around(passage, cue) or sentence_before(passage, cue)) - taken:
        return around, True
    return that_clause(passage, cue) - taken, False


def _hearer_inside(passage: Passage, cue: Cue, indexes: set[int]) -> set[int]:
    """Return the "Radio Ndeke" of "told Radio Ndeke his wife was ill", read as a second subject of the clause."""
    first = min(indexes)
    if first != cue.stop or passage.tokens[cue.head].lemma not in passage.lexicon.hearing_verbs:
        return set()
    for clause in passage.parse.dependents(cue.head, "ccomp"):
        subjects = passage.parse.dependents(clause.index, "nsubj", "nsubj:pass")
        if len(subjects) > 1:
            below = passage.parse.subtree(subjects[0].index)
            if below[0] == first and below[-1] + 1 == passage.parse.subtree(subjects[1].index)[0]:
                return set(below)
    return set()


def _reason_behind(passage: Passage, cue: Cue, speaker: Speaker | None, indexes: set[int]) -> set[int]:
    """Return the ", because ..." of "the pact was void, argued X, because ...", which X tells as well."""
    if speaker is None or max(indexes) > cue.first or min(indexes) in passage.quote_from:
        return set()
    _, stop = core_of(passage, cue, speaker)
    for clause in passage.parse.dependents(cue.head, "advcl"):
        below = passage.parse.subtree(clause.index)
        opener = passage.tokens[below[0]]
        if opener.text == ",":
            opener = passage.tokens[below[1]]
        is_next = opener.index - stop <= 1 and passage.tokens[opener.index - 1].text == ","
        if is_next and opener.lower in _REASONS and clause.tag in FINITE:
            return set(below)
    return set()


def _fronted_subject(passage: Passage, cue: Cue, speaker: Speaker | None) -> set[int]:
    """Return the "the road" of "the road, X said, was closed", where the parser gave both subjects to the cue."""
    for child in passage.parse.dependents(cue.head, "nsubj", "nsubj:pass"):
        below = passage.parse.subtree(child.index)
        is_other = speaker is not None and child.index != speaker.head and not _has_subject_below(passage, cue)
        if is_other and child.index < cue.first and passage.tokens[below[-1]].text == ",":
            return set(below)
    return set()


def _has_subject_below(passage: Passage, cue: Cue) -> bool:
    clauses = passage.parse.dependents(cue.head, "ccomp", "csubj")
    return any(passage.parse.dependents(one.index, "nsubj", "nsubj:pass", "expl") for one in clauses)


def _taken(passage: Passage, cue: Cue, speaker: Speaker | None) -> set[int]:
    """Return the tokens that belong to cue and source, which no content takes."""
    taken = set(range(cue.first, cue.stop))
    for span in speaker.spans if speaker else ():
        taken.update(token.index for token in passage.parse.tokens_in(span))
    if speaker is not None:
        # Incidental clauses about the source are no part of its phrase, and none of what it says.
        phrase = passage.parse.subtree(speaker.head)
        if cue.head not in phrase:
            taken.update(phrase)
    return taken


def _clause_below(passage: Passage, cue: Cue) -> set[int]:
    """Return the tokens of the clauses that hang on the verb as its complement."""
    found: set[int] = set()
    for child in passage.parse.dependents(cue.head):
        is_complement = child.dep in {"ccomp", "csubj", "csubj:pass", "csubj:outer"}
        if is_complement or _is_hidden_complement(passage, cue, child):
            below = passage.parse.subtree(child.index)
            if _is_clause(passage, below):
                found.update(below)
    for child in passage.parse.dependents(cue.head, "conj") if found else ():
        if _is_second_that(passage, child):
            found.update(passage.parse.subtree(child.index))
    return found


def _is_second_that(passage: Passage, child: Token) -> bool:
    """Return whether `child` is the clause of "said that ... and that ...", joined to the verb of telling."""
    links = passage.parse.dependents(child.index, "cc", "mark")
    return child.dep == "conj" and [one.lower for one in links] in (["and", "that"], ["but", "that"], ["or", "that"])


def _is_clause(passage: Passage, indexes: list[int]) -> bool:
    """Return whether `indexes` open with *that* or hold a verb or a quotation: names are misread as clauses."""
    if passage.tokens[indexes[0]].lower in {"that", "whether", "how", "what", "why"}:
        return True
    return any(passage.tokens[one].pos in {"VERB", "AUX"} or one in passage.quote_from for one in indexes)


def _cut_off_subject(passage: Passage, cue: Cue, indexes: set[int]) -> set[int]:
    """Return the words between cue and clause that the parser took for an object: they are the clause's subject."""
    first = min(indexes)
    if passage.tokens[cue.head].lemma not in PLAIN_VERBS or first <= cue.stop or first - cue.stop > _REACH:
        return set()
    for child in passage.parse.dependents(cue.head, "obj", "nsubj", "iobj"):
        if cue.stop <= child.index < first:
            opening = passage.parse.subtree(child.index)[0]
            return set(range(max(opening, cue.stop), first))
    return set()


def _unless_quoted(passage: Passage, cue: Cue, indexes: set[int], quotations: list[Quotation]) -> set[int]:
    """Return `indexes` without a clause on the left where a quotation behind "X said:" is what was told."""
    verb = passage.tokens[cue.head]
    behind = [one for one in quotations if one.span.start >= verb.end]
    if not behind:
        opening = passage.parse.tokens_in(quotations[0].span)[0].index if quotations else 0
        if opening and opening - 1 in passage.quote_until:
            return {index for index in indexes if index >= opening}
        return indexes
    left = {index for index in indexes if index < cue.head}
    if any(passage.quotations_over(passage.tokens[index].span) for index in left):
        return indexes
    return indexes - left


def _is_hidden_complement(passage: Passage, cue: Cue, child: Token) -> bool:
    """Return whether a clause that the parser attached otherwise opens with *that* or follows a colon."""
    if child.index < cue.head or child.dep not in {"advcl", "parataxis", "acl", "acl:relcl", "obj", "xcomp", "dep"}:
        return False
    first = passage.parse.subtree(child.index)[0]
    if child.dep == "acl:relcl" and first == cue.stop:
        return passage.tokens[first].lower not in RELATIVES
    if child.dep == "parataxis":
        return first > 0 and (passage.tokens[first - 1].text == ":" or passage.tokens[first].text == ":")
    marks = passage.parse.dependents(child.index, "mark")
    if not marks or child.dep == "acl:relcl":
        return False
    return marks[0].lower in {"that", "whether"} or (marks[0].lower == "if" and first == cue.stop)


def _clause_around(passage: Passage, cue: Cue) -> set[int]:
    """Return the tokens of the clause into which "X said" or "as X said" is put."""
    in_cue = [one for one in passage.tokens[cue.first : cue.stop] if one.dep == "parataxis"]
    verb = in_cue[0] if in_cue else passage.tokens[cue.head]
    parenthetical = verb.dep == "parataxis" or (verb.dep == "advcl" and _is_as_clause(passage, cue))
    if verb.dep == "advcl" and not _has_own_speaker(passage, verb):
        return set()
    if not parenthetical or verb.head == verb.index:
        return set()
    below = set(passage.parse.subtree(verb.index))
    if verb.dep == "advcl" and _is_set_off(passage, below):
        sentence = passage.parse.sentences[verb.sentence]
        rest = set(range(sentence.first, sentence.stop)) - below
        if min(below) <= sentence.first + 1 or all(
            passage.tokens[one].pos == "PUNCT" for one in rest if one > max(below)
        ):
            return rest
    if verb.dep == "parataxis" and not _is_set_off(passage, below):
        return set()
    return set(passage.parse.subtree(verb.head)) - below


def _has_own_speaker(passage: Passage, verb: Token) -> bool:
    """Return whether an as-clause has its subject or agent in itself, and no object ("as he raised his hand")."""
    relations = {token.dep for token in passage.parse.dependents(verb.index)}
    if "nsubj" in relations:
        return not relations & {"obj", "ccomp", "xcomp"}
    return agent_of(passage, verb.index) is not None


def _is_as_clause(passage: Passage, cue: Cue) -> bool:
    return any(
        child.lower == "as" and child.index < cue.head
        for child in passage.parse.dependents(cue.head, "mark", "advmod", "case", "cc")
    )


def _is_set_off(passage: Passage, indexes: set[int]) -> bool:
    """Return whether a mark or a quotation stands before or behind the clause of `indexes`."""
    tokens = passage.tokens
    first, last = min(indexes), max(indexes)
    edges = [tokens[first], tokens[last]]
    edges += tokens[max(first - 1, 0) : first] + tokens[last + 1 : last + 2]
    return any(edge.text in {",", "—", "–", "-", "--"} or passage.is_quoting(edge) for edge in edges)


def _words_before(passage: Passage, quotation: Quotation, cue: Cue) -> set[int]:
    """Return the words of its sentence before a quotation that ends a clause: "The deal was “a farce,” he said"."""
    inside = passage.parse.tokens_in(quotation.span)
    if not inside or inside[0].index > cue.head:
        return set()
    sentence = passage.parse.sentences[inside[0].sentence]
    words = range(sentence.first, inside[0].index)
    if not words or passage.tokens[words[-1]].text == ":" or passage.tokens[inside[0].index + 1].text[0].isupper():
        return set()
    is_clause = any(passage.tokens[index].pos in {"VERB", "AUX"} for index in words)
    already = any(index in passage.quote_until for index in words)
    return set(words) if is_clause and not already else set()


def _inside_own_quotation(passage: Passage, cue: Cue, indexes: set[int]) -> set[int]:
    """Return `indexes` without those outside the quotation that the cue stands in."""
    around = passage.quotation_around(passage.tokens[cue.head])
    if around is None or around.span.end <= passage.tokens[cue.stop - 1].end + 1:
        return indexes
    return {index for index in indexes if around.span.covers(passage.tokens[index].span)}
