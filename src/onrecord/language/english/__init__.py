"""The English model that ships with onrecord: tokenizer, tags, trees, lemmas and names, trained by `training/`."""

import hashlib

from onrecord.language.english.reader import DATA, FILES, EnglishReader

__all__ = ["EnglishReader", "model_name"]

_NAME = "onrecord-english"
_VERSION = "2.1"


def model_name() -> str:
    """Return the name, version and the first 12 digits of the hash of the shipped data."""
    digest = hashlib.sha256()
    for name in FILES:
        digest.update((DATA / name).read_bytes())
    return f"{_NAME} {_VERSION} ({digest.hexdigest()[:12]})"
