"""From characters to a `Report`: plain text, kept to the character."""

import msgspec

from onrecord.errors import InputError
from onrecord.ingest.furniture import find_furniture
from onrecord.ingest.headline import find_headline
from onrecord.ingest.language import check_english
from onrecord.ingest.settings import SourceSettings
from onrecord.language.lines import find_title
from onrecord.lexicons.boilerplate import load_boilerplate_lexicon
from onrecord.records import Report, make_report_id


def read_text(text: str, where: str, settings: SourceSettings) -> Report:
    """Return the report that `text` is; its text is exactly `text`.

    Raises:
        InputError: if it holds no words, or is surely not English.

    """
    if not any(map(str.isalpha, text)):
        raise InputError(where, "there are no words in it", "Give the text of a report.")
    lexicon = load_boilerplate_lexicon()
    check_english(text, where, lexicon)
    furniture = find_furniture(text, lexicon)
    report = Report(
        id=make_report_id(settings.url, text),
        given_id=settings.given_id,
        url=settings.url,
        outlet=settings.outlet,
        agency=furniture.agency,
        title=settings.title or find_headline(text, furniture.skipped),
        sections=furniture.sections,
        bylines=furniture.bylines,
        published_at=settings.published or furniture.published,
        published_basis="given" if settings.published else "page" if furniture.published else "none",
        retrieved_at=settings.retrieved_at,
        text=text,
        skipped=furniture.skipped,
    )
    title = find_title(report) if settings.title else None
    if title is None:
        return report
    # A headline that is known to be one may look like navigation ("World News", "Photos: floods in Dhaka").
    skipped = tuple(span for span in report.skipped if not title.overlaps(span))
    return msgspec.structs.replace(report, skipped=skipped)
