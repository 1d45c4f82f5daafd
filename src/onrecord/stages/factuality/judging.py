"""The one judgement of a word: how real each source, and the report itself, makes what it tells.

Views are relative to their sources (FactBank, Saurí and Pustejovsky 2009): the report's own voice is only certain of
what it tells by itself; what it merely passes on is `Uu` to it and certain to the speaker.
"""

from collections.abc import Iterable, Sequence

import msgspec

from onrecord.language import Parse, Token
from onrecord.language.governing import Governing
from onrecord.lexicons.factuality import CueStatus, FactualityLexicon, Operator
from onrecord.records import Factuality, Reason, Statement, Status, View
from onrecord.stages.factuality.chains import Chains
from onrecord.stages.factuality.cues import Cues, open_words
from onrecord.stages.factuality.granted import describes, is_by_the_way
from onrecord.stages.factuality.values import PLAIN, Force, Outcome, combine, force_of, under
from onrecord.stages.factuality.words import FUTURE, NEGATION, WordsOver

STAGE = "factuality"
# The operator of infinitives of purpose, and what a cue makes of its content all the same.
PURPOSES = frozenset({"purpose", "pursued"})
REFUSAL = "cue-refuse"  # its statements are negative already
UNREAL = frozenset({"threatened", "demanded", "promised", "hoped", "proposed"})


class Judgement(msgspec.Struct, frozen=True):
    """The status and views of what a word tells, the rule that decided (None: plainly told), the words over it."""

    status: Status
    views: tuple[View, ...]
    reason: Reason | None
    operators: tuple[Operator, ...]


class Judge:
    """Judges the words of one text, under its statements."""

    def __init__(self, parse: Parse, statements: Sequence[Statement], lexicon: FactualityLexicon) -> None:
        """Index the statements by the words of their contents."""
        self._parse = parse
        self._lexicon = lexicon
        self._words = WordsOver(parse, lexicon)
        self.chains = Chains(parse, statements)
        self._cues = Cues(parse, self.chains, self._words, lexicon)

    def judge(self, token: Token, chain: Sequence[Statement] | None = None) -> Judgement:
        """Return the judgement of what `token` tells, the head of a clause or of a noun phrase.

        `chain` are the statements over it, innermost first; by default, those whose content holds it.
        """
        chain = self.chains.over(token) if chain is None else chain
        if self._is_granted(token, chain):
            return self.plain(token, chain)
        governing = self._words.find(token)
        operators = tuple(one.form for one in governing)
        if not chain:
            told = combine(self._forces(governing, author=True))
            return _judgement(told, (View(statement=None, factuality=told.value),), operators)
        return self._told(token, chain, self._inside(governing, chain[0]), operators)

    def plain(self, token: Token, chain: Sequence[Statement]) -> Judgement:
        """Return the judgement of what `token` tells where no word over it in its own clause takes anything away."""
        operators = tuple(one.form for one in self._words.find(token))
        told = [one for one in chain if self._cues.row(one).status in PLAIN]
        unreal = [View(statement=one.id, factuality="CT+") for one in chain if one not in told]
        if not told:
            return _judgement(combine(()), (*unreal, View(statement=None, factuality="CT+")), operators)
        judgement = self._told(token, told, [], operators)
        return msgspec.structs.replace(judgement, views=(*unreal, *judgement.views))

    def _is_granted(self, token: Token, chain: Sequence[Statement]) -> bool:
        """Return whether what `token` tells is taken for granted by what is said of it, if that is more than told."""
        if is_by_the_way(self._parse, token) or self._describes(token, chain):
            return bool(chain) and self._cues.row(chain[0]).status not in PLAIN
        if chain and self._cues.is_aside(chain[0]):
            return True
        is_act = token.pos == "NOUN" and ("noun", token.lemma) in self._lexicon.by_word
        if is_act and chain and self._cues.row(chain[0]).status in ("denied", "negated", "asserted"):
            return True  # what is denied or refused is what a claim or an offer is of, not that it was made
        over = self._parse.tokens[token.head]
        case = next((one for one in self._parse.dependents(token.index, "case") if one.lower == "to"), None)
        if case is not None and case.index:
            over = self._parse.tokens[case.index - 1]  # "called for an end to the shelling"
        return token.dep in ("nmod", "obl") and over.pos == "NOUN" and over.lemma in self._lexicon.ends

    def _describes(self, token: Token, chain: Sequence[Statement]) -> bool:
        """Return whether `token` describes a known thing in what is told, and no word of its own clause is over it."""
        if not chain or not describes(self._parse, token, self._is_telling):
            return False
        return not any(one.local and one.level == 0 for one in self._words.find(token))

    def _is_telling(self, token: Token) -> bool:
        """Return whether a clause at `token` may be what it is about ("the claim that", "a plan to")."""
        keys = self._lexicon.rows.keys() | self._lexicon.by_word.keys()
        return self.chains.is_cue(token) or bool({("nominal", token.lemma), ("noun", token.lemma)} & keys)

    def _told(
        self,
        token: Token,
        chain: Sequence[Statement],
        governing: list[Governing[Operator]],
        operators: tuple[Operator, ...],
    ) -> Judgement:
        """Return the judgement of what `chain` tells; `governing` are the words over it in the innermost content."""
        rows = [self._cues.row_over(statement, token) for statement in chain]
        over = [self._cues.words_over(statement) for statement in chain]
        told = [self._cues.force(*one) for one in zip(chain, rows, over, strict=True)]
        inner = self._inner(governing, rows[0], chain[0])
        inside = combine(inner).value
        outcome = combine([self._cues.own_act(told[0], rows[0], governing), *inner])
        for one in open_words(over[0]) if outcome.status in (None, "expected", *PLAIN) else ():
            outcome = _of_form(one.form)
        views: list[View] = []
        for statement, (force, author), outer in zip(chain, told, over, strict=True):
            by_source = outcome.value if statement is chain[0] else under(inside, force.value)
            unsure = statement.determinacy == "indeterminate" or bool(open_words(outer))
            views.append(View(statement=statement.id, factuality="Uu" if unsure else by_source))
            inside = under(inside, author)
            if open_words(outer) or self._cues.is_yet_to_come(statement):
                inside = "Uu"
        if self._is_denied(chain, rows, told):
            outcome = combine([told[1][0]])
            views[0] = View(statement=chain[0].id, factuality="CT-")
        if outcome.status in (None, "asserted") and self._cues.is_yet_to_come(chain[0]):
            outcome = _of_form(self._lexicon.by_id[FUTURE])
        if outcome.status in (None, "asserted") and inside != "CT+":
            outcome = outcome._replace(status="reported")
        elif outcome.status not in (None, "asserted") and inside == "CT+":
            inside = "Uu"
        return _judgement(outcome, (*views, View(statement=None, factuality=inside)), operators)

    def _is_denied(
        self, chain: Sequence[Statement], rows: Sequence[CueStatus], told: Sequence[tuple[Force, Factuality]]
    ) -> bool:
        """Return whether a plan, claim or threat is denied, and with it what it is of ("denied any plan to")."""
        if len(chain) == 1 or told[1][0].status != "denied":
            return False
        cue = self.chains.cue(chain[0])
        return rows[0].status not in PLAIN or (cue is not None and cue.pos == "NOUN")

    def _inner(self, governing: list[Governing[Operator]], row: CueStatus, statement: Statement) -> list[Force]:
        """Return the forces in the content of the innermost statement, its own cue among them only if it says more."""
        cue = self.chains.cue(statement)
        says_more = row.status in PLAIN and row.id != REFUSAL
        kept = [one for one in governing if one.word is not cue or says_more]
        if row.status in UNREAL:
            kept = [one for one in kept if one.form.id not in PURPOSES]
        return self._forces(kept, author=False)

    def _inside(self, governing: Iterable[Governing[Operator]], statement: Statement) -> list[Governing[Operator]]:
        """Return the words over a token in the content of `statement`, between it and its cue, or the cue's head."""
        cue = self.chains.cue(statement)
        return [
            one
            for one in governing
            if one.word is cue or self.chains.holds(statement, one.word) or self._is_between(one.word, cue, statement)
        ]

    def _is_between(self, word: Token, cue: Token | None, statement: Statement) -> bool:
        """Return whether `word` hangs on a cue without being part of it ("wrote to demand that")."""
        if cue is None or statement.cue is None or statement.cue.overlaps(word.span):
            return False
        return any(above is cue for above in self._parse.ancestors(word.index))

    @staticmethod
    def _forces(governing: Iterable[Governing[Operator]], *, author: bool) -> list[Force]:
        """Return the words over a token as forces, the outermost first."""
        return [force_of(one.form, author=author) for one in sorted(governing, key=_scope)]


def _of_form(operator: Operator) -> Outcome:
    return Outcome("Uu", operator.status, operator.rank, operator.id)


def _scope(one: Governing[Operator]) -> tuple[int, int]:
    """Return the order of scope: farther words first; at one level "may" stands over "not", and "not" over "can"."""
    if not one.local:
        return -one.level, 4
    if one.form.id == NEGATION:
        return -one.level, 1
    if one.form.yielding:
        return -one.level, 3
    return -one.level, 0 if one.form.negated == "Uu" else 2


def _judgement(outcome: Outcome, views: tuple[View, ...], operators: tuple[Operator, ...]) -> Judgement:
    reason = None if outcome.rule is None else Reason(stage=STAGE, rule=outcome.rule)
    return Judgement(outcome.status or "asserted", views, reason, operators)
