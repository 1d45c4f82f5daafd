"""The words of `made_up.toml`, by list."""

import tomllib
from pathlib import Path

WORDS: dict[str, list[str]] = tomllib.loads((Path(__file__).parent / "made_up.toml").read_text(encoding="utf-8"))
