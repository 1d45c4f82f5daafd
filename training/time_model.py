"""Time the shipped model on raw news, one core: `OPENBLAS_NUM_THREADS=1 python training/time_model.py [articles]`."""

import os
import re
import resource
import sys
import time

from corpora import NEWSWIRE, PACKAGE_DATA

ARTICLES_A_BATCH = 16


def main() -> None:
    """Print import and load time, words a second by wall clock and by processor time, memory and the size on disk."""
    share = int(sys.argv[1]) if len(sys.argv) > 1 else 6
    started = time.perf_counter()
    from onrecord.language.english import EnglishReader, model_name  # noqa: PLC0415 - its import is timed

    imported = time.perf_counter()
    reader = EnglishReader.load()
    print(f"{model_name()}: imports {imported - started:.2f} s, loads {time.perf_counter() - imported:.2f} s")
    paths = sorted((NEWSWIRE / "original_articles").glob("*.txt"))[::share]
    articles = [path.read_text(encoding="utf-8", errors="replace") for path in paths]
    texts = [[part for part in re.split(r"\s*\n\s*", article.strip()) if part] for article in articles]
    words = sum(len(article.split()) for article in articles)
    started, processor = time.perf_counter(), time.process_time()
    tokens = sentences = 0
    for start in range(0, len(texts), ARTICLES_A_BATCH):
        for paragraphs in reader.read(texts[start : start + ARTICLES_A_BATCH]):
            tokens += sum(len(one.words) for one in paragraphs)
            sentences += sum(len(one.sentences) for one in paragraphs)
    wall, busy = time.perf_counter() - started, time.process_time() - processor
    print(f"{len(articles)} articles, {words} words, {tokens} tokens, {sentences} sentences")
    print(f"{words / wall:.0f} words/s by the clock, {words / busy:.0f} by processor time")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    megabytes = sum(path.stat().st_size for path in PACKAGE_DATA.iterdir()) / 1e6
    print(f"{memory:.0f} MB of memory at most, {megabytes:.1f} MB on disk; load average {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
