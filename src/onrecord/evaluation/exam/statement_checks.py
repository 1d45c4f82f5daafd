"""Whether expected statements are found, with the right speaker, form, cue class and chain."""

from collections.abc import Iterator

from onrecord.evaluation.exam.checks import Check
from onrecord.evaluation.exam.expectations import Expectations, ExpectedStatement
from onrecord.evaluation.exam.view import ReadingView
from onrecord.evaluation.exam.wording import is_told_by, is_within
from onrecord.records import Statement


def check_statements(view: ReadingView, expected: Expectations) -> Iterator[Check]:
    """Yield the checks of who said what."""
    for statement in expected.statements:
        yield from _check_statement(view, statement)


def _check_statement(view: ReadingView, expected: ExpectedStatement) -> Iterator[Check]:
    """Yield the checks of one statement; what is asked of the speaker only where it is found, and so on."""
    about = f"{expected.speaker!r}: {expected.content!r}"
    found = [one for one in view.reading.statements if _holds(view, one, expected.content)]
    yield Check("statements-found", bool(found), *_missing(view, expected, about))
    if not found:
        return
    spoken = [one for one in found if is_told_by(expected.speaker, *view.names_of_source(one))]
    detail = f"{about}; got {[_show(view, one) for one in found]}"
    yield Check("statements-speaker", bool(spoken), "statement wrong speaker", detail)
    if spoken:
        yield from _check_manner(view, expected, spoken, about)


def _check_manner(
    view: ReadingView, expected: ExpectedStatement, spoken: list[Statement], about: str
) -> Iterator[Check]:
    """Yield whether one of the speaker's statements has the form, the cue class and the chain."""
    for figure, answers, got in (
        ("form", expected.form, [one.form for one in spoken]),
        ("cue-class", expected.cue_class, [one.cue_class for one in spoken]),
    ):
        if answers is not None:
            is_right = not set(got).isdisjoint(answers.split("|"))
            detail = f"{about}; got {got}, want {answers}"
            yield Check(f"statements-{figure}", is_right, f"statement {figure.replace('-', ' ')}", detail)
    if expected.chain:
        chains = [view.chain_of(one) for one in spoken]
        is_right = any(_leads_through(view, chain, expected.chain) for chain in chains)
        got_chains = [" > ".join(view.names_of_source(one)[0] for one in chain) for chain in chains]
        detail = f"{about}; got {got_chains}, want {' > '.join(expected.chain)}"
        yield Check("statements-chain", is_right, "statement chain", detail)


def _holds(view: ReadingView, statement: Statement, content: str) -> bool:
    parts = [span.cut(view.text) for span in statement.content]
    return any(is_within(content, part) for part in (*parts, view.cut(statement.content)))


def _missing(view: ReadingView, expected: ExpectedStatement, about: str) -> tuple[str, str]:
    """Return how a statement that is not found was missed: cut short, or altogether."""
    place = view.find(expected.content)
    near = [one for one in view.reading.statements if any(span.overlaps(place) for span in one.content)]
    cut = [one for one in near if is_told_by(expected.speaker, *view.names_of_source(one))]
    failure = "statement content cut short" if cut else "statement missing"
    return failure, f"{about}; near it {[_show(view, one) for one in cut or near]}"


def _leads_through(view: ReadingView, chain: list[Statement], links: tuple[str, ...]) -> bool:
    """Return whether the chain holds the links in their order; others may stand between them."""
    rest = iter(chain)
    return all(any(is_told_by(link, *view.names_of_source(one)) for one in rest) for link in links)


def _show(view: ReadingView, statement: Statement) -> str:
    cue = statement.cue.cut(view.text) if statement.cue else None
    return f"{view.cut(statement.source)} [{cue}] {view.cut(statement.content)[:80]}"
