"""Measures words a second end to end and of statements alone on one core, each stage's share, memory and start-up time.

Run as `make bench`, or `python benchmarks/throughput.py FOLDER` with a folder of .txt reports of your own. Without one
it reads the gold articles of PolNeAR if they stand beside the project, else the project's examples, over and over.
"""

import cProfile
import os
import pstats
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}

from onrecord.ingest import SourceSettings, read_source
from onrecord.pipeline import read_reports
from onrecord.records import Report
from onrecord.stages.paragraphs import find_paragraphs
from onrecord.stages.quotations import find_quotations
from onrecord.stages.statements import Found, find_statements
from onrecord.toolkit import Toolkit, load_toolkit

ROOT = Path(__file__).resolve().parent.parent
GOLD_TEXTS = ROOT.parent / "shared" / "gold" / "statements" / "polnear-train" / "text"
REPORTS = 96
BATCH = 16
STAGES = (
    "parse",
    "find_paragraphs",
    "find_quotations",
    "find_sentences",
    "find_mentions",
    "find_places",
    "settle_kinds",
    "group_entities",
    "find_times",
    "sight",
    "find_statements",
    "find_events",
    "judge_events",
    "judge_statements",
)


def main() -> None:
    """Measure, and print a table."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else GOLD_TEXTS if GOLD_TEXTS.is_dir() else ROOT / "examples"
    reports = _load_reports(folder)
    words = sum(len(report.text.split()) for report in reports)
    print(f"{len(reports)} reports, {words:,} words, from {folder.name}; one core")
    print(f"start-up of `onrecord --help`  {_time_command('--help'):6.2f} s")
    print(f"start-up of `onrecord read`    {_time_command('read', str(ROOT / 'examples' / 'culture.txt')):6.2f} s")
    toolkit = load_toolkit()
    read_reports(reports[:BATCH], toolkit)
    started = time.process_time()
    batches = [reports[first : first + BATCH] for first in range(0, len(reports), BATCH)]
    for batch in batches:
        read_reports(batch, toolkit)
    print(f"words a second                 {words / (time.process_time() - started):8,.0f}")
    print(f"of statements alone            {words / _time_statements(batches, toolkit):8,.0f}")
    print(f"peak memory                    {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:6.0f} MB")
    profile = cProfile.Profile()
    for batch in batches[:2]:
        profile.runcall(read_reports, batch, toolkit)
    _print_shares(pstats.Stats(profile))


def _load_reports(folder: Path) -> list[Report]:
    read = [item for item in read_source(folder, SourceSettings()) if isinstance(item, Report)]
    return (read * (REPORTS // len(read) + 1))[:REPORTS]


def _time_statements(batches: Sequence[Sequence[Report]], toolkit: Toolkit) -> float:
    """Return the seconds that finding statements takes: the network over what was parsed, then the rules."""
    seconds = 0.0
    for batch in batches:
        readings = read_reports(batch, toolkit)
        paragraphs = [find_paragraphs(report) for report in batch]
        parses = toolkit.model.parse([report.text for report in batch], paragraphs)
        quotations = [find_quotations(one.text, spans) for one, spans in zip(batch, paragraphs, strict=True)]
        started = time.process_time()
        sightings = toolkit.model.sight(parses, quotations)
        for report, parse, marks, seen, reading in zip(batch, parses, quotations, sightings, readings, strict=True):
            found = Found(marks, seen, reading.mentions, reading.entities, reading.times)
            find_statements(report, parse, found, toolkit.statements)
        seconds += time.process_time() - started
    return seconds


def _time_command(*arguments: str) -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, "-m", "onrecord", *arguments], check=True, capture_output=True)
    return time.perf_counter() - started


def _print_shares(stats: pstats.Stats) -> None:
    """Print the share of each stage in the time of a profiled run (profiling favours the model's compiled code)."""
    times = {key[2]: row[3] for key, row in stats.stats.items() if "onrecord" in key[0]}  # type: ignore[attr-defined]
    total = times["read_reports"]
    for stage in STAGES:
        if stage in times:
            print(f"  share of {stage:<20}   {100 * times[stage] / total:5.1f} %")


if __name__ == "__main__":
    main()
