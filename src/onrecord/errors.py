"""The exceptions of onrecord, all told by one tree.

    OnrecordError
    ├── InputError        a file, page or line that cannot be read as a report
    ├── OptionError       a value the caller gave that is not allowed
    ├── LexiconError      a rule or word list of the project that is wrong
    ├── KnowledgeError    the places or actors index cannot be built or opened
    └── StoreError        a record file that is no record, is newer, or cannot be written

Each message says what went wrong, where, what is allowed and what to do next.
"""


class OnrecordError(Exception):
    """The root of all errors that onrecord raises on purpose.

    `where` names the file, key or report; `problem` says what is wrong; `advice` says what to do.
    """

    def __init__(self, where: str, problem: str, advice: str) -> None:
        """Keep the three parts, and join them into one line for people."""
        super().__init__(f"{where}: {problem}. {advice}")
        self.where = where
        self.problem = problem
        self.advice = advice


class InputError(OnrecordError):
    """A file, page or line that cannot be read as a report."""


class OptionError(OnrecordError):
    """A value that the caller gave and that is not allowed."""


class LexiconError(OnrecordError):
    """A rule or word list of the project that is wrong."""


class KnowledgeError(OnrecordError):
    """The places or actors index cannot be built or opened."""


class StoreError(OnrecordError):
    """A record file that is no record, was written by a newer version, or cannot be written."""
