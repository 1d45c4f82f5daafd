"""How many were killed, hurt, arrested or took part, as ranges of what is stated."""

import re
from collections.abc import Iterator

from onrecord.language import Parse, Token
from onrecord.lexicons.event_forms import SizeField, SizeRule
from onrecord.lexicons.events import EventLexicon
from onrecord.records import Range, Span

_DIGITS = re.compile(r"\d{1,3}(?:[,.]\d{3})+|\d+")
_SPAN = re.compile(r"(\d[\d,]*)\s*(?:[-–]|to)\s*(\d[\d,]*)")
HEDGE_REACH = 4
LARGEST = 10_000_000
HARM_REACH = 30
TEN = 10
# "... and wounding 20": parsers seldom see the verb in it.
HARM_PARTICIPLES: dict[str, SizeField] = {"wounding": "injured", "injuring": "injured"}
HARM_ADJECTIVES: dict[str, SizeField] = {"dead": "dead", "wounded": "injured", "injured": "injured", "hurt": "injured"}


def size_of(parse: Parse, head: Token, lexicon: EventLexicon) -> Range | None:
    """Return the number of people that a noun phrase states ("at least 12 civilians"), or None."""
    if head.lemma.lower() in lexicon.not_people:
        return None
    number = _number_token(parse, head, lexicon)
    if number is None:
        single = head.tag == "NN" and any(det.lower in ("a", "an") for det in parse.dependents(head.index, "det"))
        return Range(low=1, high=1) if single else None
    low, high, first = _value(parse, number, lexicon)
    if low is None and high is None:
        return None
    return _hedge(parse, first, low, high, lexicon)


def _number_token(parse: Parse, head: Token, lexicon: EventLexicon) -> Token | None:
    """Return the number that counts a noun: itself ("12 were killed"), or a numeral or worded amount before it."""
    if _is_amount(head, lexicon):
        first = head.index - len(("three", "and", "injured"))  # "killed three and injured 15"
        is_second = first >= 0 and _is_harming(parse, head.index - 1) and _is_amount(parse.tokens[first], lexicon)
        return parse.tokens[first] if is_second else head
    for child in parse.dependents(head.index, "nummod", "amod", "compound", "det", "nmod"):
        if child.index < head.index and _is_amount(child, lexicon):
            following = parse.tokens[child.index + 1]  # "two dozen people": the dozen counts, the two multiplies it
            return following if following.lower in lexicon.sizes.multipliers else child
    previous = head.index - 1
    if previous >= 0 and _is_amount(parse.tokens[previous], lexicon):
        before = parse.tokens[previous]
        return before if before.pos == "NUM" or before.lower in lexicon.sizes.numbers else None
    return None


def _is_amount(token: Token, lexicon: EventLexicon) -> bool:
    return bool(_DIGITS.fullmatch(token.text) or _SPAN.fullmatch(token.text)) or (
        token.lower in lexicon.sizes.numbers or token.lower in lexicon.amounts
    )


def _value(parse: Parse, number: Token, lexicon: EventLexicon) -> tuple[int | None, int | None, int]:
    """Return (low, high, index of the first token) of a number with what belongs to it ("two dozen", "3 to 5")."""
    tokens = parse.tokens
    start = parse.sentences[number.sentence].first
    written = _SPAN.fullmatch(number.text)
    if written:
        return _plain(written[1]), _plain(written[2]), number.index
    amount = lexicon.amounts.get(number.lower)
    if amount is not None:
        return amount.low, amount.high, number.index
    value = _number(number, lexicon)
    first = number.index
    if value is None:
        return None, None, first
    value, first = _with_tens(parse, value, first, lexicon)
    while first > start and tokens[first].lower in lexicon.sizes.multipliers:
        before = _number(tokens[first - 1], lexicon)
        if before is None or before >= value:
            break
        value *= before
        first -= 1
    if first - 2 >= start and tokens[first - 1].lower in ("to", "and", "or", "-", "–"):
        other = _number(tokens[first - 2], lexicon)
        between = first - 3 >= start and tokens[first - 3].lower in ("between", "from")
        if other is not None and other < value and (between or tokens[first - 1].lower != "and"):
            return other, value, first - 2 - between
    other = _number_behind(parse, number, lexicon)
    if other is not None and value < other:
        between = first > start and tokens[first - 1].lower in ("between", "from")
        return value, other, first - between
    return (value, value, first) if value <= LARGEST else (None, None, first)


def _number_behind(parse: Parse, number: Token, lexicon: EventLexicon) -> int | None:
    """Return the upper end of "three to five" or "12-15", read from its lower end; None if there is none."""
    tokens = parse.tokens
    if number.index + 2 >= len(tokens) or tokens[number.index + 1].lower not in ("to", "and", "or", "-", "–"):
        return None
    if tokens[number.index + 1].lower == "and" and (number.index == 0 or tokens[number.index - 1].lower != "between"):
        return None
    return _number(tokens[number.index + 2], lexicon)


def _with_tens(parse: Parse, value: int, first: int, lexicon: EventLexicon) -> tuple[int, int]:
    """Return a number below ten with the tens before it added ("ninety six", "twenty-one"), and where it begins."""
    back = 2 if first >= 2 and parse.tokens[first - 1].text == "-" else 1  # noqa: PLR2004 - the hyphen and the tens
    if value >= TEN or first < back:
        return value, first
    tens = lexicon.sizes.numbers.get(parse.tokens[first - back].lower, 0)
    return (value + tens, first - back) if TEN < tens < TEN * TEN and tens % TEN == 0 else (value, first)


def _plain(digits: str) -> int:
    return int(digits.replace(",", "").replace(".", ""))


def _number(token: Token, lexicon: EventLexicon) -> int | None:
    if _DIGITS.fullmatch(token.text) and len(token.text) <= len("10,000,000") and token.text.isascii():
        return _plain(token.text)
    return lexicon.sizes.numbers.get(token.lower)


def _hedge(parse: Parse, first: int, low: int | None, high: int | None, lexicon: EventLexicon) -> Range | None:
    """Return the range with what stands before the number taken in ("at least", "more than", "nearly")."""
    start = max(parse.sentences[parse.tokens[first].sentence].first, first - HEDGE_REACH)
    words = [token.lower for token in parse.tokens[start:first]]
    for length in range(min(HEDGE_REACH, len(words)), 0, -1):
        rule = lexicon.hedges.get(" ".join(words[-length:]))
        if rule is not None:
            low, high = _apply(rule, low, high)
            break
    if low is not None and high is not None and low > high:
        return None
    return Range(low=low, high=high)


def with_hedge(parse: Parse, span: Span, lexicon: EventLexicon) -> Span:
    """Return a noun phrase that begins with its number with the hedge before it ("between 12 and 15 miners")."""
    inside = parse.tokens_in(span)
    if not inside or not _is_amount(inside[0], lexicon):
        return span
    first = inside[0].index
    start = max(parse.sentences[inside[0].sentence].first, first - HEDGE_REACH)
    words = [token.lower for token in parse.tokens[start:first]]
    for length in range(len(words), 0, -1):
        if " ".join(words[-length:]) in lexicon.hedges:
            return Span(start=parse.tokens[first - length].start, end=span.end)
    is_range = words[-1:] in (["between"], ["from"]) and len(inside) > 1 and inside[1].lower in ("and", "to")
    return Span(start=parse.tokens[first - 1].start, end=span.end) if is_range else span


def _apply(rule: SizeRule, low: int | None, high: int | None) -> tuple[int | None, int | None]:
    stated = low if low is not None else high
    if stated is None:
        return low, high
    top = high if high is not None else stated
    lowest = None if rule.low_times is None else int(stated * rule.low_times) + rule.low_plus
    highest = None if rule.high_times is None else int(top * rule.high_times) + rule.high_plus
    return lowest, highest


def harm_of(word: str, lexicon: EventLexicon) -> SizeField | None:
    """Return which number of victims a verb or noun of harm gives ("killed" is dead), or None."""
    if word in lexicon.sizes.dead_words:
        return "dead"
    return "injured" if word in lexicon.sizes.injured_words else None


def _is_harming(parse: Parse, index: int) -> bool:
    """Return whether a word is "wounded" after "and", whose victims come behind it."""
    return index > 0 and parse.tokens[index].lower in HARM_ADJECTIVES and parse.tokens[index - 1].lower == "and"


def _has_object(parse: Parse, token: Token) -> bool:
    """Return whether "wounded" is the verb of victims behind it rather than said of those before it."""
    return token.pos == "VERB" and bool(parse.dependents(token.index, "obj", "nsubj"))


def count_harm(parse: Parse, trigger: Token, lexicon: EventLexicon) -> Iterator[tuple[SizeField, Range]]:
    """Yield the numbers right before "dead", "wounded" and the like in the clause after a trigger ("left 12 dead")."""
    tokens = parse.tokens
    stop = min(parse.sentences[trigger.sentence].stop, trigger.index + HARM_REACH)
    number: Token | None = None
    harming: SizeField | None = None
    for token in tokens[trigger.index + 1 : stop]:
        if _is_harming(parse, token.index) and token.index + 1 < stop and _is_amount(tokens[token.index + 1], lexicon):
            harming, number = HARM_ADJECTIVES[token.lower], None
        elif token.lower in HARM_ADJECTIVES and number is not None and not _has_object(parse, token):
            low, high, first = _value(parse, number, lexicon)
            size = None if low is None and high is None else _hedge(parse, first, low, high, lexicon)
            if size is not None:
                yield HARM_ADJECTIVES[token.lower], size
            number = None
        elif token.lower in HARM_PARTICIPLES:
            harming, number = HARM_PARTICIPLES[token.lower], None
        elif harming is not None and _is_amount(token, lexicon):
            low, high, first = _value(parse, token, lexicon)
            size = _hedge(parse, first, low, high, lexicon)
            if size is not None:
                yield harming, size
            harming = None
        elif _is_amount(token, lexicon) and not (number is not None and token.lower in lexicon.sizes.multipliers):
            number = token
        elif token.pos in ("VERB", "PUNCT") or token.lower in HARM_ADJECTIVES or token.lemma in lexicon.not_people:
            number = None
