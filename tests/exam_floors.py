"""The floors of the exam: what the figures of each folder may not fall below, and how they are pinned."""

import hashlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import msgspec

MARGIN = 0.02
GUARDED = (
    "all",
    "events-found",
    "events-status",
    "events-unreal-not-asserted",
    "places-found",
    "statements-found",
    "statements-speaker",
    "times-value",
)
HEAD = """\
# Floors of the exam, written by `pytest tests/test_exam.py --update-golden`; README.md says when they go up or down.
"""


class Floors(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The floors of one folder: when they were pinned, and a hash of the texts and expectations they hold for."""

    pinned: date
    corpus: str
    floors: dict[str, float]


def hash_corpus(folder: Path) -> str:
    """Return the SHA-256 over the names and contents of all texts and expectations of a folder."""
    digest = hashlib.sha256()
    for file in sorted((*folder.glob("*.txt"), *folder.glob("*.toml"))):
        content = file.read_bytes()
        digest.update(f"{file.name}\n{len(content)}\n".encode() + content)
    return digest.hexdigest()


def load_floors(file: Path) -> dict[str, Floors]:
    """Return the floors by folder; none if nothing was pinned yet."""
    return msgspec.toml.decode(file.read_bytes(), type=dict[str, Floors]) if file.exists() else {}


def pin_floors(old: Floors | None, corpus: str, figures: Mapping[str, float], today: date) -> Floors:
    """Return floors a margin below the figures, none lower than it was, unless the corpus has changed."""
    kept = old.floors if old is not None and old.corpus == corpus else {}
    floors = {name: max(round(figures[name] - MARGIN, 3), kept.get(name, 0.0)) for name in GUARDED}
    if old is not None and old.corpus == corpus and old.floors == floors:
        return old
    return Floors(pinned=today, corpus=corpus, floors=floors)


def write_floors(file: Path, parts: Mapping[str, Floors]) -> None:
    """Write the floors of all folders."""
    lines = [HEAD]
    for name, part in sorted(parts.items()):
        lines += [f"[{name}]", f"pinned = {part.pinned.isoformat()}", f'corpus = "{part.corpus}"', ""]
        lines += [f"[{name}.floors]", *(f"{figure} = {floor:.3f}" for figure, floor in part.floors.items()), ""]
    file.write_text("\n".join(lines), "utf-8")


def find_falls(floors: Floors, figures: Mapping[str, float]) -> list[str]:
    """Return a line for each guarded figure that is below its floor, or has no floor, or is no longer measured."""
    lines = []
    for name in GUARDED:
        figure, floor = figures.get(name), floors.floors.get(name)
        if figure is None or floor is None or figure < floor:
            lines.append(f"{name}: {figure if figure is None else round(figure, 4)}, floor {floor}")
    return lines
