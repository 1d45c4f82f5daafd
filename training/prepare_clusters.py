"""Compile the Brown clusters of spacy-lookups-data into the shipped table: `python training/prepare_clusters.py`."""

import gzip
import json
from pathlib import Path

import spacy_lookups_data

from corpora import PACKAGE_DATA
from onrecord.language.english.clusters import ClusterTable


def main() -> None:
    """Write `clusters.npz`."""
    source = Path(spacy_lookups_data.__file__).parent / "data" / "en_lexeme_cluster.json.gz"
    codes: dict[str, int] = json.loads(gzip.decompress(source.read_bytes()))
    table = ClusterTable.build({word: code for word, code in codes.items() if code and not word.isspace()})
    PACKAGE_DATA.mkdir(parents=True, exist_ok=True)
    table.save(PACKAGE_DATA / "clusters.npz")


if __name__ == "__main__":
    main()
