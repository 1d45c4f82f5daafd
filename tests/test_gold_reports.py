"""Articles of the gold, read in bulk: none is lost and none raises. The full run is `onrecord evaluate statements`."""

from pathlib import Path

import pytest

from onrecord.ingest import SourceSettings, read_source
from onrecord.pipeline import read_reports
from onrecord.records import Report
from onrecord.toolkit import Toolkit

pytestmark = pytest.mark.gold

ARTICLES = 32


def test_polnear_articles_are_read_with_none_lost(gold: Path, toolkit: Toolkit) -> None:
    files = sorted((gold / "statements" / "polnear-train" / "text").glob("*.txt"))[:ARTICLES]
    reports = [report for file in files for report in read_source(file, SourceSettings())]
    assert all(isinstance(report, Report) for report in reports)
    readings = read_reports([report for report in reports if isinstance(report, Report)], toolkit)
    assert len(readings) == len(files) == ARTICLES
    assert all(reading.statements for reading in readings)
