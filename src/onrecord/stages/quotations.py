"""Which words stand between quotation marks. Marks are paired within a paragraph, before sentences are split."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from unicodedata import category

from onrecord.records import Span
from onrecord.records.quotation import Quotation

# What closes each opening mark. Writers and converters mix straight and curly, so each family is one.
_DOUBLE_CLOSERS = frozenset({'"', "”", "“", "″", "''", "＂"})
_OTHER_CLOSERS = frozenset({"»", "›", "」", "』", "❞", "〞", "〟"})
_CLOSERS: dict[str, frozenset[str]] = {
    '"': _DOUBLE_CLOSERS,
    "＂": _DOUBLE_CLOSERS,
    "“": _DOUBLE_CLOSERS - {"“"},
    "”": _DOUBLE_CLOSERS - {"“"},
    "‟": _DOUBLE_CLOSERS,
    "„": _DOUBLE_CLOSERS,
    "``": _DOUBLE_CLOSERS,
    "''": frozenset({"''", '"', "”"}),
    "«": frozenset({"»"}),
    "»": frozenset({"«", "»"}),
    "‹": frozenset({"›"}),
    "›": frozenset({"‹", "›"}),
    "「": frozenset({"」"}),
    "『": frozenset({"』"}),
    "❝": frozenset({"❞"}),
    "〝": frozenset({"〞", "〟"}),
}
_ALWAYS_OPEN = frozenset({"“", "‟", "„", "``", "«", "‹", "「", "『", "❝", "〝"})
_OPENING_SINGLES = frozenset({"‘", "'", "’", "‚", "`", "＇"})
_CLOSING_SINGLES = frozenset({"'", "’", "＇"})
_MARKS = re.compile(r"``|''|[\"“”„‟«»‹›「」『』″＂❝❞〝〞〟]|['‘’‚`＇]")
# Zero-width characters, direction marks and soft hyphens: a mark stands beside what is seen.
_INVISIBLE = frozenset(
    "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)
_ELISIONS = re.compile(r"['‘’`](?:\d0s|\d\ds?\b|(?:til|tis|twas|em|cause|cuz|bout|round|n|ere|tween)\b)", re.IGNORECASE)
# Marks that have one closing mark of their own, so that one may stand within its like.
_PAIRED = {"“": "”", "«": "»"}
_STRONG_BEFORE_CLOSE = frozenset(',.!?;:…"”»')
_STRONG_AFTER_CLOSE = frozenset(',.;:!?)]"”»—–')


def find_quotations(text: str, paragraphs: Sequence[Span]) -> tuple[Quotation, ...]:
    """Return the quotations of `text` in order, nested ones after the one that holds them.

    An unclosed double mark ends with its paragraph; the next paragraph, where it opens with a mark,
    goes on with it, as does one that only closes it. Apostrophes ("Dara'a", "ministers'", "'90s"), inch
    marks and stray closing marks open nothing. Two quotations nest or stand apart. Known miss: a plural
    possessive followed by a capital may end a single-marked quotation.
    """
    found: list[Quotation] = []
    left_open = False
    for paragraph in paragraphs:
        pairs = _Pairing(text, paragraph, is_left_open=left_open).pairs()
        quotations = _uncrossed(sorted(pairs, key=lambda one: (one.span.start, -one.span.end)))
        starts = paragraph.start + _indent(text, paragraph)
        for one in quotations:
            continues = left_open and one.span.start == starts
            found.append(_nested(one, continues=continues))
        left_open = any(not one.closed for one in quotations)
        _set_depths(found, len(found) - len(quotations))
    return tuple(found)


def _uncrossed(ordered: list[Quotation]) -> list[Quotation]:
    """Return the quotations without those that begin in one before them and end behind it."""
    kept: list[Quotation] = []
    around: list[Quotation] = []
    for one in ordered:
        while around and around[-1].span.end <= one.span.start:
            around.pop()
        if around and not around[-1].span.covers(one.span):
            continue
        kept.append(one)
        around.append(one)
    return kept


def _indent(text: str, paragraph: Span) -> int:
    words = paragraph.cut(text)
    return len(words) - len(words.lstrip())


def _nested(one: Quotation, *, continues: bool) -> Quotation:
    if not continues:
        return one
    return Quotation(span=one.span, inner=one.inner, closed=one.closed, depth=one.depth, continues=True)


def _set_depths(found: list[Quotation], first: int) -> None:
    """Count, for the quotations from `first` on, those that hold each of them."""
    around: list[Quotation] = []
    for index in range(first, len(found)):
        one = found[index]
        while around and not around[-1].span.covers(one.span):
            around.pop()
        if around:
            found[index] = Quotation(
                span=one.span, inner=one.inner, closed=one.closed, depth=len(around), continues=one.continues
            )
        around.append(one)


def _begins_words(after: str) -> bool:
    """Return whether a character may follow an opening single mark; emoji may."""
    return after.isalnum() or after in '“"$£€¡¿[…' or category(after) == "So"


class _Pairing:
    """The pairing of marks in one paragraph: a stack of open double marks, and single marks by look-ahead."""

    def __init__(self, text: str, paragraph: Span, *, is_left_open: bool) -> None:
        self.text = text
        self.paragraph = paragraph
        self.is_left_open = is_left_open
        self.marks = [(match.start(), match.group()) for match in _MARKS.finditer(text, paragraph.start, paragraph.end)]
        self.single_closers = [
            place for place, mark in self.marks if mark in _CLOSING_SINGLES and self._closes(place, mark)
        ]
        self.places: dict[str, list[int]] = defaultdict(list)
        for place, mark in self.marks:
            self.places[mark].append(place)
        self.found: list[Quotation] = []

    def pairs(self) -> list[Quotation]:
        """Return the quotations, in no order and without depth."""
        open_marks: list[tuple[int, str]] = []
        singles_until = -1
        for place, mark in self.marks:
            if mark in _OPENING_SINGLES:
                if place > singles_until and (close := self._single_close(place, mark)) is not None:
                    self._keep(place, 1, close, 1)
                    singles_until = close
            elif open_marks and self._ends(open_marks[-1][1], place, mark):
                start, opened = open_marks.pop()
                self._keep(start, len(opened), place, len(mark))
            elif mark in _ALWAYS_OPEN or (mark in _CLOSERS and self._opens(place, mark)):
                if open_marks and open_marks[-1][1] == mark and not self._nests(place, mark, len(open_marks)):
                    self._leave_open(*open_marks.pop(), place)
                open_marks.append((place, mark))
            elif mark in _DOUBLE_CLOSERS | _OTHER_CLOSERS:
                self._close_outer(open_marks, place, mark)
        for start, opened in open_marks[:1]:
            self._leave_open(start, opened, self.paragraph.end)
        return self.found

    def _before(self, place: int) -> str:
        while place > self.paragraph.start and self.text[place - 1] in _INVISIBLE:
            place -= 1
        return self.text[place - 1] if place > self.paragraph.start else " "

    def _after(self, place: int, mark: str) -> str:
        after = place + len(mark)
        while after < self.paragraph.end and self.text[after] in _INVISIBLE:
            after += 1
        return self.text[after] if after < self.paragraph.end else " "

    def _opens(self, place: int, mark: str) -> bool:
        """Return whether a mark that may open or close stands where one opens: space before, a word after.

        A straight mark between spaces opens where one like it follows.
        """
        before, after = self._before(place), self._after(place, mark)
        if after.isspace():
            return mark == '"' and before.isspace() and self._from(mark, place + 1) > 0
        if after in ",.;:!?)":
            return False
        return not before.isalnum() and before not in ".,!?%)"

    def _from(self, mark: str, place: int) -> int:
        """Return how many marks such as `mark` stand at `place` or behind it."""
        return len(self.places[mark]) - bisect_left(self.places[mark], place)

    def _nests(self, place: int, mark: str, opened: int) -> bool:
        """Return whether a “ within “ has a ” of its own, beside those that the open ones need."""
        closing = _PAIRED.get(mark)
        return closing is not None and self._from(closing, place) >= self._from(mark, place) + opened

    def _closes(self, place: int, mark: str) -> bool:
        return not self._before(place).isspace() and not self._after(place, mark).isalnum()

    def _ends(self, opened: str, place: int, mark: str) -> bool:
        if mark not in _CLOSERS[opened]:
            return False
        # A mark that can only open ends nothing, unless the low-high pair „ “ is meant.
        if mark == '"' and opened == "“" and self._is_inch(place):
            return False
        if mark in {'"', "''"}:
            is_apart = self._before(place).isspace() and self._after(place, mark).isspace()
            return is_apart or self._closes(place, mark) or not self._opens(place, mark)
        return True

    def _is_inch(self, place: int) -> bool:
        """Return whether a straight mark behind a digit leaves the “ before it to a ” that follows."""
        return self._before(place).isdigit() and self._from("”", place) > self._from("“", place)

    def _close_outer(self, open_marks: list[tuple[int, str]], place: int, mark: str) -> None:
        """Close the nearest outer mark that `mark` can close; those opened inside it were strays."""
        for level in range(len(open_marks) - 1, -1, -1):
            start, opened = open_marks[level]
            if mark in _CLOSERS[opened]:
                self._keep(start, len(opened), place, len(mark))
                del open_marks[level:]
                return
        if self.is_left_open and not self.found and not open_marks and self._closes(place, mark):
            self._keep(self.paragraph.start + _indent(self.text, self.paragraph), 0, place, len(mark))

    def _single_close(self, place: int, mark: str) -> int | None:
        """Return where the quotation that a single mark opens is closed, or None if the mark opens nothing."""
        before, after = self._before(place), self._after(place, mark)
        if before.isalnum() or not _begins_words(after) or _ELISIONS.match(self.text, place):
            return None
        if mark == "‚" and (low := self._low_single_close(place)) is not None:
            return low
        if mark == "’" and not before.isspace():
            return None
        weak: int | None = None
        for close in self.single_closers[bisect_right(self.single_closers, place + 1) :][:12]:
            if close <= place + 1:
                continue
            if self._is_possessive(close):
                weak = close if weak is None else weak
                continue
            return close
        return weak

    def _low_single_close(self, place: int) -> int | None:
        """Return where ‚ is closed by ‘, None if it is closed otherwise or not at all."""
        following = self.places["‘"]
        nearest = bisect_right(following, place + 1)
        if nearest == len(following) or not self._closes(following[nearest], "‘"):
            return None
        other = bisect_right(self.single_closers, place + 1)
        is_closed_before = other < len(self.single_closers) and self.single_closers[other] < following[nearest]
        return None if is_closed_before else following[nearest]

    def _is_possessive(self, close: int) -> bool:
        """Return whether a closing single mark may as well be the apostrophe of a plural possessive."""
        before, after = self._before(close), self._after(close, "'")
        if before in _STRONG_BEFORE_CLOSE or after in _STRONG_AFTER_CLOSE:
            return False
        follows = self.text[close + 2 : close + 3]
        return before in "sSzxnN" and after.isspace() and follows.islower()

    def _keep(self, start: int, opening: int, close: int, closing: int) -> None:
        if close > start + opening:
            inner = Span(start=start + opening, end=close)
            self.found.append(Quotation(span=Span(start=start, end=close + closing), inner=inner, closed=True))

    def _leave_open(self, start: int, opened: str, end: int) -> None:
        """Keep a quotation without closing mark, up to the last word before `end`."""
        end = start + len(self.text[start:end].rstrip())
        if end > start + len(opened):
            inner = Span(start=start + len(opened), end=end)
            self.found.append(Quotation(span=Span(start=start, end=end), inner=inner, closed=False))
