"""Time the shipped pipeline on raw news, one core: `OMP_NUM_THREADS=1 python training/time_model.py [articles]`."""

import os
import re
import sys
import time

from corpora import NEWSWIRE, PACKAGE_DATA
from onrecord.language.english import load_spacy_pipeline


def main() -> None:
    """Print load time, words a second by wall clock and by processor time, and the size on disk."""
    articles_per_batch = int(sys.argv[1]) if len(sys.argv) > 1 else 16
    started = time.perf_counter()
    nlp = load_spacy_pipeline()
    print(f"loads in {time.perf_counter() - started:.2f} s (imports not counted)")
    paths = sorted((NEWSWIRE / "original_articles").glob("*.txt"))[::6]
    articles = [path.read_text(encoding="utf-8", errors="replace") for path in paths]
    words = sum(len(article.split()) for article in articles)
    started, processor = time.perf_counter(), time.process_time()
    tokens = sentences = 0
    for start in range(0, len(articles), articles_per_batch):
        batch = articles[start : start + articles_per_batch]
        paragraphs = [part for article in batch for part in re.split(r"\s*\n\s*", article.strip()) if part]
        for doc in nlp.pipe(paragraphs, batch_size=128):
            tokens += len(doc)
            sentences += sum(1 for _ in doc.sents)
    wall, busy = time.perf_counter() - started, time.process_time() - processor
    print(f"{len(articles)} articles, {words} words, {tokens} tokens, {sentences} sentences")
    print(f"{words / wall:.0f} words/s by the clock, {words / busy:.0f} by processor time")
    megabytes = sum(path.stat().st_size for path in PACKAGE_DATA.iterdir()) / 1e6
    print(f"{megabytes:.1f} MB on disk; load average {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
