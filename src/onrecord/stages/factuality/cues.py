"""What the cues of statements make of what they tell: the rows of the cue table, and the words over the cues."""

from collections.abc import Iterable, Sequence

import msgspec

from onrecord.language import Parse, Token
from onrecord.language.governing import Governing
from onrecord.lexicons.factuality import CueStatus, FactualityLexicon, Operator
from onrecord.records import Factuality, Statement
from onrecord.stages.factuality.chains import Chains
from onrecord.stages.factuality.moods import is_finite_past
from onrecord.stages.factuality.values import PLAIN, TOLD, UNMAKING, Force, combine, force_of
from onrecord.stages.factuality.words import FUTURE, NEGATION, QUESTION, WordsOver

# Words over a cue that leave open whether it was said at all; "will say" and "can say" are left to the statement.
OPEN = frozenset({"hypothetical", "questioned", "planned", "hoped", "demanded", "promised", "proposed", "threatened"})
ASIDE = frozenset({"hoped", "expected", "planned", "promised"})
SEEMING = frozenset({"seem", "appear"})  # the subject of these tells nothing
UNABLE = frozenset({"unable", "impossible", "unwilling"})
# Classes of cues that are told by shape rather than by their words: an operator among these says more.
VAGUE = frozenset({"neutral", "belief", "desire", "nominal"})
INTENDING = frozenset({"demanded", "planned", "proposed", "possible"})
CIRCUMSTANCES = frozenset({"who", "what", "when", "where", "why", "how", "which", "whom", "whose"})
PRESUMED = ("judge", "condemn")  # the row for what a source takes for a fact


class Cues:
    """Reads the cues of the statements of one text."""

    def __init__(self, parse: Parse, chains: Chains, words: WordsOver, lexicon: FactualityLexicon) -> None:
        """Keep the text, its statements and the words."""
        self._parse = parse
        self._chains = chains
        self._words = words
        self._lexicon = lexicon

    def row(self, statement: Statement) -> CueStatus:
        """Return the row for the cue of a statement: that of one of its words, else what operators in it make of it."""
        rows = self._lexicon.rows
        words = self._chains.cue_words(statement)
        for token in words:
            lemma = token.lemma.lower()
            classes = ["nominal", "any"] if token.pos == "NOUN" else ["any"]
            classes.append(statement.cue_class)
            if statement.cue_class not in VAGUE and token is not words[0]:
                classes = ["any"] if token.pos == "NOUN" else []  # "issued an ultimatum"
            for cue_class in classes:
                if (cue_class, lemma) in rows:
                    return rows[cue_class, lemma]
        row = rows[statement.cue_class, ""]
        operators = self._words.in_cue(words) if statement.cue_class in VAGUE else []
        return _derived(row, operators) if operators else row

    def row_over(self, statement: Statement, token: Token) -> CueStatus:
        """Return the row of a statement for `token`; what is past is told even by a cue that wants or means something.

        "Insisted that they had fled", "asked why they fled", "decided that they met the test". What someone is blamed
        for, claims responsibility for, or will not say when or why it was, is taken for a fact.
        """
        row = self.row(statement)
        cue = self._chains.cue(statement)
        if row.status in PLAIN and statement.polarity == "negative" and self._asks_for_more(statement):
            return self._lexicon.rows[PRESUMED]
        if row.status == "alleged" and self._is_presumed(token, statement):
            return self._lexicon.rows[PRESUMED]
        if cue is None or cue.pos != "VERB" or row.status not in INTENDING or statement.cue_class == "commissive":
            return row
        clause = next((one for one in (token, *self._parse.ancestors(token.index)) if one.head == cue.index), None)
        if clause is None or clause.dep != "ccomp" or not is_finite_past(self._parse, clause):
            return row
        return self._lexicon.rows["neutral", ""]

    def _asks_for_more(self, statement: Statement) -> bool:
        """Return whether a content asks for the circumstances of what is known ("did not say when he fled")."""
        words = self._parse.tokens_in(statement.content[0]) if statement.content else ()
        if not words:
            return False
        before = [self._parse.tokens[words[0].index - 1]] if words[0].index else []  # "when" may be left out
        near = [one for one in (*before, *words[:2]) if one.pos not in ("ADP", "PUNCT", "VERB")]
        return bool(near) and near[0].tag.startswith("W") and near[0].lower in CIRCUMSTANCES

    def _is_presumed(self, token: Token, statement: Statement) -> bool:
        head = self._parse.head_of(statement.content[0]) if statement.content else None
        if head is not None and head is not token and head.pos == "NOUN" and head.lemma in self._lexicon.ends:
            return True
        return self._words.is_presumed(token)

    def force(self, statement: Statement, row: CueStatus, outer: list[Governing[Operator]]) -> tuple[Force, Factuality]:
        """Return what a statement's cue makes of its content for its source, and for the one who tells of it."""
        if self._is_false(statement):
            return Force("CT+", "Uu", "negated", self._lexicon.ranks["negated"], row.id), "CT-"
        flips = self._takes_back(statement, row) + sum(one.form.source[-1] == "-" for one in outer)
        negative = (statement.polarity == "negative") != bool(flips % 2)
        status = row.negated_status if negative else row.status
        author = row.negated_author if negative else row.author
        cue = self._chains.cue(statement)
        owned = bool(statement.source) and (cue is None or cue.lemma not in SEEMING)
        if not owned and row.unowned_author is not None:
            author = row.negated_source if negative else row.unowned_author
        rank = TOLD if status in PLAIN else self._lexicon.ranks.get(status, TOLD)
        return Force(row.negated_source if negative else row.source, "Uu", status, rank, row.id), author

    def _takes_back(self, statement: Statement, row: CueStatus) -> bool:
        """Return whether a word in a cue negates it, as polarity does not tell ("resisted calls")."""
        if row.id in UNMAKING or row.status == "denied":
            return False
        words = self._chains.cue_words(statement)
        operators = (self._lexicon.by_word.get(("verb", word.lemma)) for word in words if word.pos == "VERB")
        return any(word.lower in UNABLE for word in words) or any(one and one.id in UNMAKING for one in operators)

    def _is_false(self, statement: Statement) -> bool:
        cue = self._chains.cue(statement)
        if cue is None:
            return False
        return any(self._parse.tokens[child].lower in self._lexicon.false for child in self._parse.children[cue.index])

    def words_over(self, statement: Statement) -> list[Governing[Operator]]:
        """Return the words over a cue that its polarity and determinacy do not tell of."""
        cue = self._chains.cue(statement)
        if cue is None:
            return []
        return [one for one in self._words.over_cue(cue) if not self._is_part_of_cue(one, statement)]

    def _is_part_of_cue(self, one: Governing[Operator], statement: Statement) -> bool:
        """Return whether a word over a cue is told by the statement's polarity or determinacy, or by another cue."""
        span = statement.cue
        if one.form.id == NEGATION or span is None:
            return True
        return one.form.id != QUESTION and (span.overlaps(one.word.span) or self._chains.is_cue(one.word))

    def own_act(self, told: tuple[Force, Factuality], row: CueStatus, governing: list[Governing[Operator]]) -> Force:
        """Return the force of a cue, for what its source says it will do that of a threat ("warned that it would")."""
        for one in governing if row.own_act is not None else ():
            if one.form.id == FUTURE and row.own_act and self._has_own_subject(one.word.head):
                return told[0]._replace(value="Uu", status=row.own_act, rank=self._lexicon.ranks[row.own_act])
        return told[0]

    def _has_own_subject(self, verb: int) -> bool:
        """Return whether the subject of a verb is a pronoun, or what is the pronoun's ("it would", "his army")."""
        subjects = self._parse.dependents(verb, "nsubj")
        return any(
            one.pos == "PRON" or any(owner.pos == "PRON" for owner in self._parse.dependents(one.index, "nmod:poss"))
            for one in subjects
        )

    def is_aside(self, statement: Statement) -> bool:
        """Return whether a hope or fear is told as come true: "as feared, they burned it"."""
        cue = self._chains.cue(statement)
        if cue is None or self.row(statement).status not in ASIDE:
            return False
        before = self._parse.tokens[cue.index - 1].lower if cue.index else ""
        return before == "as" or any(one.lower == "as" for one in self._parse.dependents(cue.index, "mark", "advmod"))

    def is_yet_to_come(self, statement: Statement) -> bool:
        """Return whether a source will only know what it tells: "would see both sides withdraw"."""
        cue = self._chains.cue(statement)
        if cue is None or statement.cue_class != "factive" or statement.determinacy != "indeterminate":
            return False
        modals = (self._lexicon.by_word.get(("auxiliary", one.lower)) for one in self._parse.dependents(cue.index))
        return any(one is not None and one.id == FUTURE for one in modals)


def open_words(governing: Iterable[Governing[Operator]]) -> list[Governing[Operator]]:
    """Return those of the words over a cue by which nothing is said yet, or ever."""
    return [one for one in governing if one.form.status in OPEN and not one.form.yielding]


def _derived(row: CueStatus, operators: Sequence[Operator]) -> CueStatus:
    """Return a row made of the operators in a cue, the outermost first ("expressed hope for", "resisted calls")."""
    told = combine(force_of(one, author=False) for one in operators)
    own = combine(force_of(one, author=True) for one in operators)
    negated = operators[0].negated
    return msgspec.structs.replace(
        row,
        id=told.rule or row.id,
        status=told.status or row.status,
        source=told.value,
        unowned_author=own.value,
        negated_source=negated,
        negated_status="possible" if negated == "PS+" else "negated",
    )
