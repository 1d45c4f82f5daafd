"""Draft and correct our own trees: `python training/draft_trees.py draft|apply TEXT.txt`; see treebank/README.md.

`draft` writes TEXT.draft for reading; `apply` puts the corrections of TEXT.fix into the draft, checks the trees and
writes TEXT.conllu when nothing is wrong with them. Both obey TEXT.bounds.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from onrecord.language.english import EnglishReader
from onrecord.language.english.lemmas import LemmaTables, Lemmatizer
from onrecord.language.english.reader import DATA, Word

RELATIONS = (
    "acl acl:relcl advcl advcl:relcl advmod amod appos aux aux:pass case cc cc:preconj ccomp compound compound:prt "
    "conj cop csubj csubj:outer csubj:pass det det:predet discourse dislocated expl fixed flat goeswith iobj list "
    "mark nmod nmod:desc nmod:poss nmod:unmarked nsubj nsubj:outer nsubj:pass nummod obj obl obl:agent obl:unmarked "
    "orphan parataxis punct reparandum root vocative xcomp"
)
UPOS = "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X"
_RELATIONS, _UPOS = frozenset(RELATIONS.split()), frozenset(UPOS.split())
_FUNCTION = frozenset({"case", "mark", "punct", "det", "aux", "cop", "cc"})
_OF_FUNCTION = frozenset({"fixed", "conj", "cc", "advmod", "punct", "goeswith", "obl", "obl:unmarked", "nummod"})
_OF_NOUNS = frozenset({"nmod", "nmod:poss", "amod", "det"})


@dataclass
class Row:
    """A word of a sentence; `head` counts from 1 and is 0 at the root."""

    form: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    relation: str
    space: bool


@dataclass
class Sentence:
    """The rows of a sentence, with the number of its paragraph."""

    paragraph: int
    rows: list[Row]


@dataclass
class Faults:
    """What is wrong, and what may be."""

    errors: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def main() -> None:
    """Write the draft, or the corrected trees."""
    task, path = sys.argv[1], Path(sys.argv[2])
    faults = Faults()
    sentences = read_drafts(path, faults)
    if task == "draft":
        path.with_suffix(".draft").write_text("\n".join(show(n, one) for n, one in enumerate(sentences, 1)), "utf-8")
    else:
        correct(sentences, path.with_suffix(".fix"), faults)
        for number, sentence in enumerate(sentences, 1):
            check(number, sentence.rows, faults)
        if not faults.errors:
            path.with_suffix(".conllu").write_text(to_conllu(path.stem, sentences), "utf-8")
    for line in (*(f"warning: {one}" for one in faults.warnings), *(f"error: {one}" for one in faults.errors)):
        print(line)
    print(f"{len(sentences)} sentences, {sum(len(one.rows) for one in sentences)} words, {len(faults.errors)} errors")


def read_drafts(path: Path, faults: Faults) -> list[Sentence]:
    """Return what the shipped model makes of every line, which is a paragraph, with the bounds put right."""
    lines = [line.strip() for line in path.read_text("utf-8").splitlines()]
    texts = [line for line in lines if line and not line.startswith("#")]
    drafts: list[tuple[int, list[Word], int, int]] = []
    for paragraph, reading in enumerate(EnglishReader.load().read([texts])[0]):
        drafts += [(paragraph, reading.words, *one) for one in pairwise([*reading.sentences, len(reading.words)])]
    joined, split = _read_bounds(path.with_suffix(".bounds"), faults)
    bounded: list[tuple[int, list[Word], int, int]] = []
    for number, (paragraph, words, first, stop) in enumerate(drafts, 1):
        begun = [first + token - 1 for token in sorted(split.pop(number, ()))]
        if not all(first < place < stop for place in begun):
            faults.errors.append(f"sentence {number} has no such word to split it at")
            begun = []
        parts = list(pairwise([first, *begun, stop]))
        if number - 1 in joined and bounded and bounded[-1][0] == paragraph:
            parts[0] = (bounded.pop()[2], parts[0][1])
        elif number - 1 in joined:
            faults.errors.append(f"sentence {number - 1} ends its paragraph and cannot be joined")
        bounded += [(paragraph, words, *part) for part in parts]
    faults.errors += [f"there is no sentence {number} to split" for number in split]
    return [Sentence(paragraph, _hang(words, first, stop)) for paragraph, words, first, stop in bounded]


def _read_bounds(path: Path, faults: Faults) -> tuple[set[int], dict[int, set[int]]]:
    joined: set[int] = set()
    split: dict[int, set[int]] = {}
    for line in _read_lines(path):
        match line.split():
            case ["join", sentence]:
                joined.add(int(sentence))
            case ["split", sentence, token]:
                split.setdefault(int(sentence), set()).add(int(token))
            case _:
                faults.errors.append(f"{path.name}: unreadable: {line}")
    return joined, split


def _read_lines(path: Path) -> Iterator[str]:
    """Yield the lines of a file that need not be there, without comments."""
    for line in path.read_text("utf-8").splitlines() if path.exists() else ():
        stated = line.split("#")[0].strip()
        if stated:
            yield stated


def _hang(words: list[Word], first: int, stop: int) -> list[Row]:
    """Return the words of one sentence; words whose heads are now outside it hang on its root, or are the root."""
    homeless = [place for place in range(first, stop) if not first <= words[place].head < stop]
    roots = [place for place in range(first, stop) if words[place].head == place]
    root = (roots or homeless)[0]
    rows: list[Row] = []
    for place, word in enumerate(words[first:stop], first):
        head, relation = word.head - first + 1, word.relation
        if place == root:
            head, relation = 0, "root"
        elif place in roots or place in homeless:
            head, relation = root - first + 1, "parataxis"
        space = place + 1 == len(words) or word.end < words[place + 1].start
        rows.append(Row(word.text, word.lemma, word.pos, word.tag, word.morph or "_", head, relation, space))
    return rows


def show(number: int, sentence: Sentence) -> str:
    """Return a sentence for reading: its number, its words, and a line a word."""
    lines = [f"## {number} (paragraph {sentence.paragraph + 1})", " ".join(row.form for row in sentence.rows)]
    lines += [f"{n} {row.form} {row.upos} {row.head} {row.relation}" for n, row in enumerate(sentence.rows, 1)]
    return "\n".join([*lines, ""])


def correct(sentences: list[Sentence], path: Path, faults: Faults) -> None:
    """Put the corrections into the rows."""
    lemmatizer = Lemmatizer(LemmaTables.load(DATA / "lemmas.json.gz"))
    for line in _read_lines(path):
        fields = line.split()
        try:
            sentence, token, head, relation = int(fields[0]), int(fields[1]), int(fields[2]), fields[3]
            rows = sentences[sentence - 1].rows
            row = rows[token - 1]
        except (ValueError, IndexError):
            faults.errors.append(f"{path.name}: unreadable, or no such word: {line}")
            continue
        upos, xpos, feats = (*fields[4:7], *("",) * 3)[:3]
        known = relation in _RELATIONS and (not upos or upos in _UPOS)
        if not known or not 0 <= head <= len(rows) or head == token or min(sentence, token) < 1:
            faults.errors.append(f"{path.name}: unknown label or impossible head: {line}")
            continue
        row.head, row.relation = head, relation
        if upos and (xpos or upos != row.upos):
            row.upos, row.xpos, row.feats = upos, xpos or "_", feats or "_"
            row.lemma = lemmatizer.find(row.form, upos, row.xpos)


def check(number: int, rows: list[Row], faults: Faults) -> None:
    """Add what is wrong with a tree, and what is doubtful in it."""
    roots = [place for place, row in enumerate(rows, 1) if row.head == 0]
    if len(roots) != 1 or any((row.head == 0) != (row.relation == "root") for row in rows):
        faults.errors.append(f"sentence {number}: it needs one root, with head 0 and the relation root; has {roots}")
    for place, row in enumerate(rows, 1):
        where = f"sentence {number}, word {place} {row.form}"
        above, path = place, set[int]()
        while above and above not in path:
            path.add(above)
            above = rows[above - 1].head
        if above:
            faults.errors.append(f"{where}: in or below a cycle")
        elif row.head:
            faults.warnings += [f"{where}: {doubt}" for doubt in _find_doubts(rows, place)]
        if row.xpos == "_":
            faults.warnings.append(f"{where}: no tag; give XPOS and features behind UPOS")


def _find_doubts(rows: list[Row], place: int) -> Iterator[str]:
    row = rows[place - 1]
    head = rows[row.head - 1]
    first, last = sorted((place, row.head))
    if any(not first <= between.head <= last for between in rows[first : last - 1]):
        yield f"its arc to {head.form} is crossed"
    if row.relation in _OF_NOUNS and head.upos == "VERB":
        yield f"{row.relation} of a verb, {head.form}"
    copula = any(other.head == row.head and other.relation == "cop" for other in rows)
    if row.relation in {"obl", "obj", "iobj"} and head.upos in {"NOUN", "PROPN"} and not copula and head.head:
        yield f"{row.relation} of a noun, {head.form}"
    if head.relation in _FUNCTION and row.relation not in _OF_FUNCTION:
        yield f"hangs on a function word, {head.form}"
    if row.relation == "flat" and place < row.head:
        yield "flat to the right"
    if (row.upos == "PUNCT") != (row.relation == "punct"):
        yield "PUNCT and punct disagree"
    if row.relation == "nsubj" and any(other.head == row.head and other.relation == "aux:pass" for other in rows):
        yield "nsubj of a passive"


def to_conllu(name: str, sentences: list[Sentence]) -> str:
    """Return the sentences as a CoNLL-U file of one document."""
    blocks = []
    for number, sentence in enumerate(sentences, 1):
        begins = number == 1 or sentences[number - 2].paragraph != sentence.paragraph
        comments = ["# newpar"] if begins else []
        text = "".join(row.form + " " * row.space for row in sentence.rows).strip()
        lines = [*comments, f"# sent_id = {name}-{number}", f"# text = {text}"]
        for place, row in enumerate(sentence.rows, 1):
            after = "_" if row.space else "SpaceAfter=No"
            columns = (place, row.form, row.lemma, row.upos, row.xpos, row.feats, row.head, row.relation, "_", after)
            lines.append("\t".join(map(str, columns)))
        blocks.append("\n".join(lines))
    return f"# newdoc id = {name}\n" + "\n\n".join(blocks) + "\n\n"


if __name__ == "__main__":
    main()
