"""From a report to its reading: the stages in order. This file is the diagram of the data flow."""

from collections.abc import Sequence

from onrecord.language import Parse, Sighting
from onrecord.records import Reading, Report
from onrecord.records.quotation import Quotation
from onrecord.stages.entities import group_entities
from onrecord.stages.events import Known, find_events
from onrecord.stages.factuality import judge_events, judge_statements
from onrecord.stages.mentions import find_mentions
from onrecord.stages.paragraphs import find_paragraphs
from onrecord.stages.places import find_places
from onrecord.stages.quotations import find_quotations
from onrecord.stages.sentences import find_sentences
from onrecord.stages.settling import give_countries, settle_kinds
from onrecord.stages.statements import Found, find_statements
from onrecord.stages.times import find_times
from onrecord.toolkit import Toolkit


def read_report(report: Report, toolkit: Toolkit) -> Reading:
    """Return everything that is found in one report."""
    return read_reports([report], toolkit)[0]


def read_reports(reports: Sequence[Report], toolkit: Toolkit) -> list[Reading]:
    """Return one reading a report, in order; some 16 at a time are read faster than each alone, and alike."""
    paragraphs = [find_paragraphs(report) for report in reports]
    parses = toolkit.model.parse([report.text for report in reports], paragraphs)
    quotations = [find_quotations(report.text, spans) for report, spans in zip(reports, paragraphs, strict=True)]
    sightings = toolkit.model.sight(parses, quotations)
    return [_read(*one, toolkit) for one in zip(reports, parses, quotations, sightings, strict=True)]


def _read(
    report: Report,
    parse: Parse,
    quotations: tuple[Quotation, ...],
    sightings: tuple[Sighting, ...] | None,
    toolkit: Toolkit,
) -> Reading:
    sentences = find_sentences(parse, report)
    mentions = find_mentions(report, parse, toolkit.names, toolkit.actors, toolkit.places)
    places = find_places(report, parse, mentions, toolkit.places, toolkit.place_words)
    mentions = settle_kinds(mentions, places)
    entities = group_entities(report, parse, mentions, toolkit.names, toolkit.actors, toolkit.places)
    entities = give_countries(entities, mentions, places)
    times, time_problems = find_times(report, parse, toolkit.times)
    found = Found(quotations, sightings, mentions, entities, times)
    statements = find_statements(report, parse, found, toolkit.statements)
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
        statements=judge_statements(parse, statements, toolkit.events.factuality),
        events=judge_events(report, parse, events, statements, toolkit.events),
        problems=time_problems,
    )
