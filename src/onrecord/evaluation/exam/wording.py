"""How words of an expectation are compared with words of a text: without regard to case, marks and spaces."""

import re

from onrecord.records import Span

_MARKS = str.maketrans("’‘”“«»\u00a0", '\'\'"""" ')


def simplify(words: str) -> str:
    """Return the words in lower case, with straight quotation marks and single spaces."""
    return " ".join(words.translate(_MARKS).split()).lower()


def is_within(part: str, whole: str) -> bool:
    """Return whether the simplified part stands in the simplified whole."""
    return simplify(part) in simplify(whole)


def is_told_by(answers: str, *names: str) -> bool:
    """Return whether one of the answers, with `|` between them, stands in one of the names."""
    return any(is_within(answer, name) for answer in answers.split("|") for name in names if name)


def find_words(text: str, words: str) -> Span | None:
    """Return where the words first stand in the text, in their own case if they do so anywhere, or None."""
    same_marks, sought = text.translate(_MARKS), re.escape(words.translate(_MARKS))
    found = re.search(sought, same_marks) or re.search(sought, same_marks, re.IGNORECASE)
    return Span(start=found.start(), end=found.end()) if found and words else None
