"""From a report to its reading: the stages in order. This file is the diagram of the data flow."""

from collections.abc import Sequence

from onrecord.language import Parse
from onrecord.records import Reading, Report, Span
from onrecord.stages.entities import group_entities
from onrecord.stages.events import Known, find_events
from onrecord.stages.factuality import judge_events
from onrecord.stages.mentions import find_mentions
from onrecord.stages.paragraphs import find_paragraphs
from onrecord.stages.places import find_places
from onrecord.stages.quotations import find_quotations
from onrecord.stages.sentences import find_sentences
from onrecord.stages.settling import give_countries, settle_kinds
from onrecord.stages.statements import find_statements
from onrecord.stages.times import find_times
from onrecord.toolkit import Toolkit


def read_report(report: Report, toolkit: Toolkit) -> Reading:
    """Return everything that is found in one report."""
    return read_reports([report], toolkit)[0]


def read_reports(reports: Sequence[Report], toolkit: Toolkit) -> list[Reading]:
    """Return one reading a report, in order; some 16 at a time are read faster than each alone, and alike."""
    paragraphs = [find_paragraphs(report) for report in reports]
    parses = toolkit.model.parse([report.text for report in reports], paragraphs)
    return [_read(*one, toolkit) for one in zip(reports, paragraphs, parses, strict=True)]


def _read(report: Report, paragraphs: tuple[Span, ...], parse: Parse, toolkit: Toolkit) -> Reading:
    quotations = find_quotations(report.text, paragraphs)
    sentences = find_sentences(parse, report)
    mentions = find_mentions(report, parse, toolkit.names, toolkit.actors, toolkit.places)
    places = find_places(report, parse, mentions, toolkit.places, toolkit.place_words)
    mentions = settle_kinds(mentions, places)
    entities = group_entities(report, parse, mentions, toolkit.names, toolkit.actors, toolkit.places)
    entities = give_countries(entities, mentions, places)
    times, time_problems = find_times(report, parse, toolkit.times)
    statements = find_statements(report, parse, quotations, mentions, entities, times, toolkit.statements)
    known = Known(mentions=mentions, entities=entities, places=places, times=times)
    events = find_events(report, parse, known, toolkit.events)
    return Reading(
        report=report,
        provenance=toolkit.provenance,
        sentences=sentences,
        mentions=mentions,
        entities=entities,
        times=times,
        places=places,
        statements=statements,
        events=judge_events(report, parse, events, statements, toolkit.events),
        problems=time_problems,
    )
