"""The words over a word that take from what it tells, with what the form of its clause says."""

from collections.abc import Iterable, Iterator

from onrecord.language import Parse, Token
from onrecord.language.governing import Governing, climb, is_definite
from onrecord.lexicons.factuality import FactualityLexicon, Operator
from onrecord.stages.factuality.doubts import doubt_over, is_only_said
from onrecord.stages.factuality.moods import (
    ASKING,
    as_condition,
    as_consequence,
    asked,
    commanded,
    is_finite_past,
    is_forestalled,
    is_or_else,
    is_past_bound,
    is_scheduled,
    opening,
    supposed,
)

NEGATION, CONDITION, PAST_CONDITION, QUESTION, FUTURE = (
    "negation",
    "hypothetical",
    "past-condition",
    "question",
    "future",
)
ANY, UNTRUE, PROPOSE = "any", "untrue", "propose"
PURPOSE, PURSUED = "purpose", "pursued"
CALLED_OFF = frozenset({"called-off", "rebuff"})
NEGATIVES = frozenset({"not", "n't", "n’t", "no", "nor", "never", "without", "neither", "hardly"})
# What a past condition says better: "might have won, had they"; likewise "before they could".
REPLACED = frozenset({CONDITION, FUTURE, "may", "possible"})
WOULD = frozenset({"would", "'d", "’d"})
MOST_WORDS_BEFORE = 2  # "find out if", where the clause is not parsed as the object
OUTERMOST = 99  # the level of a question, which stands over all in its sentence


class WordsOver:
    """Finds the operators over the words of one text."""

    def __init__(self, parse: Parse, lexicon: FactualityLexicon) -> None:
        """Keep the text and the words."""
        self._parse = parse
        self._lexicon = lexicon

    def climb(self, token: Token) -> list[Governing[Operator]]:
        """Return the words over `token` as they stand there."""
        return list(climb(self._parse, token.index, self._lexicon.by_word, self._lexicon.transparent))

    def over_cue(self, cue: Token) -> list[Governing[Operator]]:
        """Return the words over a cue, and the question that it is asked in."""
        root = asked(self._parse, cue)
        return [*self.climb(cue), *(() if root is None else (self._by_form(QUESTION, root, OUTERMOST),))]

    def in_cue(self, words: Iterable[Token]) -> list[Operator]:
        """Return the operators among the words of a cue, the head's first."""
        kinds = {"VERB": "verb", "NOUN": "noun", "ADJ": "adjective"}
        table = self._lexicon.by_word
        words = list(words)
        found: list[Operator] = []
        for word in words:
            kind, lemma = kinds.get(word.pos, ""), word.lemma.lower()
            keys = [(kind, f"{lemma} {other.lower}") for other in words if other is not word]  # "wanted for"
            found += [table[key] for key in (*keys, (kind, lemma)) if key in table][:1]
        return found

    def find(self, token: Token) -> list[Governing[Operator]]:
        """Return the words over `token` that count, with what the form of its clause says."""
        climbed = self.climb(token)
        found = self._with_conditions(token, list(self._counted(token, climbed)))
        if self._is_scheduled(token):
            found.append(self._by_form(FUTURE, token))
        modal = supposed(self._parse, token)
        if modal is not None and not climbed and self._parse.tokens[token.head].lemma not in self._lexicon.transparent:
            found.append(self._by_form(CONDITION if modal in WOULD else "may", token))
        if is_or_else(self._parse, token):
            found.append(self._by_form("threaten", token))
        if commanded(self._parse, token):
            found.append(self._by_form("demand", token))
        root = asked(self._parse, token)
        if root is not None:
            found.append(self._by_form(QUESTION, root, OUTERMOST))
        if not found and is_only_said(self._parse, token):
            return [self._by_form("hearsay", token)]
        doubt = None if found else doubt_over(self._parse, token, self.find)
        return found if doubt is None else [doubt]

    def _by_form(self, rule: str, token: Token, level: int = 0) -> Governing[Operator]:
        return Governing(self._lexicon.by_id[rule], token, token, level, local=True)

    def _counted(self, token: Token, climbed: list[Governing[Operator]]) -> Iterator[Governing[Operator]]:
        """Yield those words over `token` that take something from it there, some in another sense."""
        by_id = self._lexicon.by_id
        if any(one.word.lower == "nor" for one in climbed):  # "neither ... nor" and "no ... nor" negate once
            climbed = [one for one in climbed if one.form.id != NEGATION or one.word.lower == "nor"]
        negated = any(one.form.id == NEGATION for one in climbed)
        for one in climbed:
            if one.form.id == ANY and (negated or self._is_in_negation(one.word)):
                if not negated:
                    yield one._replace(form=by_id[NEGATION])
            elif one.form.id == NEGATION and one.level == 0 and token.pos == "NOUN":
                yield one._replace(level=1)  # "no decision can be made": there cannot be one
            elif one.form.id == QUESTION and one.local and self._parse.tokens[one.word.index + 1].lower == "to":
                yield one._replace(form=by_id[PROPOSE])  # "debated whether to leave"
            elif one.form.id == PURPOSE and one.level == 0 and self._is_of_past(one.word):
                yield one._replace(form=by_id[PURSUED])
            elif one.form.id == CONDITION and one.word.lower == "if" and self._is_indirect(one.word):
                yield one._replace(form=by_id[QUESTION])
            elif self._counts(one, token):
                yield one

    def _counts(self, one: Governing[Operator], token: Token) -> bool:
        """Return whether a word found over another takes anything from it there."""
        if one.word.lemma in self._lexicon.presuming and self.is_presumed(one.below):
            return False
        if one.form.id in CALLED_OFF and ("noun", token.lemma) in self._lexicon.by_word:
            return False  # what is abandoned is what was promised, not the promise
        if one.form.id == UNTRUE and one.local and one.level == 0:
            return False  # a false claim was made
        if one.local:
            return not is_past_bound(self._parse, one.word)
        if one.form.intending and one.below.dep == "ccomp" and is_finite_past(self._parse, one.below):
            return False
        copulas = self._parse.dependents(one.word.index, "cop")
        return one.word.lower != "able" or not any(copula.tag == "VBD" for copula in copulas)

    def is_presumed(self, token: Token) -> bool:
        """Return whether `token` is what someone is blamed for, where it is told as known: "for the raid"."""
        over = self._parse.tokens[token.head].lemma
        return token.dep == "obl" and over in self._lexicon.presuming and is_definite(self._parse, token)

    def _with_conditions(self, token: Token, found: list[Governing[Operator]]) -> list[Governing[Operator]]:
        """Return `found` with what the conditions say that `token` and the clauses over it are or hang on."""
        for level, clause in enumerate(self._clauses(token)):
            rules = list(self._rules_of_form(clause))
            if PAST_CONDITION in rules or "instead" in rules:
                found = [one for one in found if one.form.id not in REPLACED]
            found += [self._by_form(rule, clause, level) for rule in rules]
        return found

    def _rules_of_form(self, clause: Token) -> Iterable[str]:
        state = as_condition(self._parse, clause)
        if state is not None:
            yield PAST_CONDITION if state == "past" else CONDITION
        hangs = as_consequence(self._parse, clause) if state is None else None
        if hangs is not None:
            yield PAST_CONDITION if hangs == "past" else "consequence"
        phrase = opening(self._parse, clause, self._lexicon.openings_by_word)
        if phrase is not None:
            yield self._lexicon.openings[phrase].id
        if is_forestalled(self._parse, clause):
            yield "instead"

    def _clauses(self, token: Token) -> Iterator[Token]:
        """Yield `token` and the clauses that it is the object or complement of."""
        yield token
        while token.dep in ("xcomp", "obj", "nsubj:pass"):
            token = self._parse.tokens[token.head]
            yield token

    def _is_scheduled(self, token: Token) -> bool:
        if token.dep == "nsubj" and self._parse.tokens[token.head].lemma in self._lexicon.transparent:
            token = self._parse.tokens[token.head]
        return is_scheduled(self._parse, token)

    def _is_indirect(self, mark: Token) -> bool:
        """Return whether an "if" asks: it opens the complement of a verb or adjective that may take a question."""
        clause = self._parse.tokens[mark.head]
        over = self._parse.tokens[clause.head]
        near = mark.index - over.index <= MOST_WORDS_BEFORE
        return over.lemma in ASKING and over.index < mark.index and (clause.dep in ("ccomp", "csubj") or near)

    def _is_of_past(self, to: Token) -> bool:
        """Return whether an infinitive tells what something done was for: "flew there to meet"."""
        clause = self._parse.tokens[to.head]
        return clause.dep == "advcl" and is_finite_past(self._parse, self._parse.tokens[clause.head])

    def _is_in_negation(self, word: Token) -> bool:
        """Return whether a negation stands before "any" in its sentence."""
        first = self._parse.sentences[word.sentence].first
        return any(one.lower in NEGATIVES for one in self._parse.tokens[first : word.index])
