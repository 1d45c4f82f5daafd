"""Check a file of own sentences with names: `python training/check_names.py training/names/x.txt ...`."""

import sys
from collections import Counter
from pathlib import Path

from own_names import LABELS, parse_line, read_reports

_SENTENCE_END = (".", "!", "?", ":", "“", '"', "”", "-", "—", "–", ")", "(", "•")


def main() -> None:
    """Print every error, capitalised words that no bracket covers, and the counts."""
    for name in sys.argv[1:]:
        path = Path(name)
        counts: Counter[str] = Counter()
        sentences = 0
        unmarked: Counter[str] = Counter()
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if not line.strip() or line.startswith("#"):
                continue
            try:
                text, names = parse_line(line)
            except ValueError as error:
                print(f"{path}:{number}: {error}")
                continue
            sentences += 1
            counts.update(label for _, _, label in names)
            unmarked.update(_find_unmarked(text, names))
        reports = sum(1 for _ in read_reports(path))
        print(f"{path}: {sentences} sentences in {reports} reports, {sum(counts.values())} names")
        print("  " + ", ".join(f"{label} {counts[label]}" for label in LABELS))
        print("  capitals outside brackets:", ", ".join(f"{word} {count}" for word, count in unmarked.most_common(150)))


def _find_unmarked(text: str, names: list[tuple[int, int, str]]) -> list[str]:
    words: list[str] = []
    position = 0
    before = "."
    for word in text.split():
        start = text.index(word, position)
        position = start + len(word)
        bare = word.strip("“”\"'’,.;:()!?")
        covered = any(a <= start + word.find(bare) < b for a, b, _ in names)
        if bare[:1].isupper() and not covered and not before.endswith(_SENTENCE_END):
            words.append(bare)
        before = word
    return words


if __name__ == "__main__":
    main()
