"""What the names and mentions of a text stand for, token by token, so that rules can ask for "@place" or "@people"."""

from collections.abc import Sequence

from onrecord.language import Parse, Token
from onrecord.lexicons.events import EventLexicon
from onrecord.records import Mention, PlaceMention

PLACE_LABELS = frozenset({"LOC", "FAC", "GPE"})
ACTOR_LABELS = frozenset({"PERSON", "ORG", "NORP", "LOC", "GPE"})
MEASURE_LABELS = frozenset({"DATE", "MONEY"})
MENTION_LABELS: dict[str, str] = {
    "person": "PERSON",
    "organisation": "ORG",
    "place": "LOC",
    "facility": "FAC",
    "nationality": "NORP",
}


class NameLabels:
    """What each token inside a name or mention stands for: the model's label, corrected by the mentions."""

    def __init__(
        self,
        parse: Parse,
        lexicon: EventLexicon,
        mentions: Sequence[Mention] = (),
        places: Sequence[PlaceMention] = (),
    ) -> None:
        """Spread the labels over the tokens; of a role or group ("two nuns") only the head gets one."""
        self._measures = lexicon.classes["@measure"]
        self._pronouns = lexicon.classes["@pronoun"]
        self._people: set[int] = set()
        self.labels: dict[int, str] = {
            index: "ORG" if name.label == "GROUP" else name.label
            for name in parse.names
            for index in range(name.first, name.stop)
        }
        for mention in mentions:
            if mention.kind in ("role", "group"):
                head = parse.head_of(mention.span)
                self._people |= set() if head is None else {head.index}
            elif mention.kind in MENTION_LABELS:
                tokens = parse.tokens_in(mention.span)
                self.labels.update(dict.fromkeys((token.index for token in tokens), MENTION_LABELS[mention.kind]))

        for place in places:
            if place.use == "literal":
                self.labels.update(dict.fromkeys((token.index for token in parse.tokens_in(place.span)), "LOC"))

    def fits(self, token: Token, words: frozenset[str]) -> bool:
        """Return whether a token is one of `words`, by its lemma or form or by what it names."""
        if token.lemma.lower() in words or token.lower in words:
            return True
        if token.tag in ("NNP", "NNPS") and token.lower.removesuffix("s") in words:
            return True
        label = self.labels.get(token.index)
        person = token.lower in self._pronouns
        return (
            ("@actor" in words and (person or label in ACTOR_LABELS or token.index in self._people))
            or ("@people" in words and token.index in self._people)
            or ("@place" in words and label in PLACE_LABELS)
            or ("@person" in words and (person or label == "PERSON"))
            or ("@name" in words and label not in MEASURE_LABELS and (label is not None or token.pos == "PROPN"))
        )

    def is_measure(self, token: Token) -> bool:
        """Return whether a token is a day, a sum or the like rather than someone or something."""
        return self.labels.get(token.index) in MEASURE_LABELS or token.lower in self._measures
