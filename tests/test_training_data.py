"""Our own trees, sentences with names and reports with attributions: well formed, and in nobody's words but ours."""

import re
import runpy
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import pytest

from onrecord.language.english.tokenizer import Tokenizer

TRAINING = Path(__file__).resolve().parent.parent / "training"
TREES = sorted((TRAINING / "treebank").glob("*.conllu"))
NAMES = sorted((TRAINING / "names").glob("*.txt"))
ATTRIBUTIONS = sorted((TRAINING / "attributions").glob("*.txt"))

UPOS = "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X"
RELATIONS = (
    "acl acl:relcl advcl advcl:relcl advmod amod appos aux aux:pass case cc cc:preconj ccomp compound compound:prt "
    "conj cop csubj csubj:outer csubj:pass det det:predet discourse dislocated expl fixed flat goeswith iobj list "
    "mark nmod nmod:desc nmod:poss nmod:unmarked nsubj nsubj:outer nsubj:pass nummod obj obl obl:agent obl:unmarked "
    "orphan parataxis punct reparandum root vocative xcomp"
)
MOST_NON_PROJECTIVE = 10
WORDS_IN_COMMON = 7

Row = list[str]
parse_line, read_reports, labels_of_names = (
    runpy.run_path(str(TRAINING / "own_names.py"))[name] for name in ("parse_line", "read_reports", "LABELS")
)
load_own_reports = runpy.run_path(str(TRAINING / "own_attributions.py"))["load_own_reports"]
Pieces = list[tuple[int, int]]


class OwnAttribution(Protocol):
    """What the reader of `training/own_attributions.py` makes of one attribution."""

    number: int
    source: Pieces
    cue: Pieces
    content: Pieces
    recipient: Pieces
    said_on: Pieces
    negative: bool
    indeterminate: bool
    inherits: int | None


class OwnReport(Protocol):
    """What it makes of one report."""

    name: str
    text: str
    attributions: list[OwnAttribution]


class Tree(NamedTuple):
    """A sentence of a treebank file: its id, its text, its rows, and whether a paragraph begins with it."""

    name: str
    text: str
    rows: list[Row]
    begins: bool


def read_trees(path: Path) -> Iterator[Tree]:
    for block in path.read_text("utf-8").strip("\n").split("\n\n"):
        lines = block.split("\n")
        comments = dict(line[2:].split(" = ", 1) for line in lines if line.startswith("# ") and " = " in line)
        rows = [line.split("\t") for line in lines if not line.startswith("#")]
        yield Tree(comments["sent_id"], comments["text"], rows, "# newpar" in lines)


ALL_TREES = [tree for path in TREES for tree in read_trees(path)]


def find_faults(fault: Callable[[Tree], object]) -> list[tuple[str, object]]:
    return [(tree.name, found) for tree in ALL_TREES if (found := fault(tree))]


def space_after(row: Row) -> str:
    return "" if row[9] == "SpaceAfter=No" else " "


def test_there_are_at_least_600_trees_with_names_of_their_own() -> None:
    assert len(ALL_TREES) >= 600
    assert len({tree.name for tree in ALL_TREES}) == len(ALL_TREES)
    assert len({tree.text for tree in ALL_TREES}) == len(ALL_TREES)


def test_every_row_has_ten_columns_and_its_number() -> None:
    assert not find_faults(lambda tree: [row for row in tree.rows if len(row) != 10 or not all(row)])
    assert not find_faults(lambda tree: [row[0] for row in tree.rows] != [str(n + 1) for n in range(len(tree.rows))])


def test_the_text_of_a_sentence_is_its_forms_and_the_spaces_between_them() -> None:
    assert not find_faults(lambda tree: "".join(row[1] + space_after(row) for row in tree.rows).strip() != tree.text)
    assert not find_faults(lambda tree: [row[9] for row in tree.rows if row[9] not in {"_", "SpaceAfter=No"}])


def find_cycle(tree: Tree) -> list[int]:
    heads = [0, *(int(row[6]) for row in tree.rows)]
    for place in range(1, len(heads)):
        above, path = place, []
        while above and above not in path:
            path.append(above)
            above = heads[above]
        if above:
            return path
    return []


def test_every_sentence_is_a_tree_with_one_root() -> None:
    assert not find_faults(lambda tree: [row for row in tree.rows if not 0 <= int(row[6]) <= len(tree.rows)])
    assert not find_faults(lambda tree: [row[6] for row in tree.rows].count("0") != 1)
    assert not find_faults(lambda tree: [row for row in tree.rows if (row[6] == "0") != (row[7] == "root")])
    assert not find_faults(find_cycle)


def crosses(tree: Tree) -> bool:
    heads = [int(row[6]) for row in tree.rows]
    return any(
        not first <= heads[between - 1] <= last
        for place, head in enumerate(heads, 1)
        if head
        for first, last in [sorted((place, head))]
        for between in range(first + 1, last)
    )


def test_arcs_cross_only_where_the_sentence_leaves_no_choice() -> None:
    assert sum(map(crosses, ALL_TREES)) <= MOST_NON_PROJECTIVE


def test_only_known_parts_of_speech_and_relations_are_used() -> None:
    assert not find_faults(lambda tree: {row[3] for row in tree.rows} - set(UPOS.split()))
    assert not find_faults(lambda tree: {row[7] for row in tree.rows} - set(RELATIONS.split()))
    assert not find_faults(lambda tree: [row for row in tree.rows if (row[3] == "PUNCT") != (row[7] == "punct")])


def test_every_word_has_a_tag_and_features_that_agree_with_it() -> None:
    finite = {"VBD", "VBP", "VBZ"}
    assert not find_faults(lambda tree: [row for row in tree.rows if row[4] == "_"])
    assert not find_faults(
        lambda tree: [row for row in tree.rows if row[3] == "VERB" and (row[4] in finite) != ("Mood=Ind" in row[5])]
    )
    assert not find_faults(
        lambda tree: [row for row in tree.rows if row[4] == "VBN" and "Tense=Past|VerbForm=Part" not in row[5]]
    )
    assert not find_faults(lambda tree: [row for row in tree.rows if row[4] == "NNS" and "Number=Sing" in row[5]])


def test_features_stand_in_the_order_of_the_public_treebanks() -> None:
    assert not find_faults(
        lambda tree: [row[5] for row in tree.rows if row[5].split("|") != sorted(row[5].split("|"), key=str.lower)]
    )


def test_a_passive_auxiliary_has_a_passive_subject() -> None:
    def fault(tree: Tree) -> list[Row]:
        passive = {row[6] for row in tree.rows if row[7] == "aux:pass"}
        return [row for row in tree.rows if row[7] == "nsubj" and row[6] in passive]

    assert not find_faults(fault)


def test_paragraphs_are_cut_into_the_tokens_that_our_tokenizer_cuts() -> None:
    tokenizer = Tokenizer.load()
    text, expected = "", list[tuple[int, int]]()
    differing: list[str] = []
    for tree in [*ALL_TREES, Tree("the end", "", [], begins=True)]:
        if tree.begins and tokenizer.cut(text) != expected:
            differing.append(text)
        if tree.begins:
            text, expected = "", []
        for row in tree.rows:
            expected.append((len(text), len(text) + len(row[1])))
            text += row[1] + space_after(row)
        text = f"{text.rstrip()} "
    assert not differing


def test_the_files_of_names_hold_at_least_3000_sentences_and_use_every_label() -> None:
    reports = {path.stem: list(read_reports(path)) for path in NAMES}
    assert sum(len(report) for found in reports.values() for report in found) >= 3000
    for name, found in reports.items():
        used = Counter(label for report in found for _, names in report for _, _, label in names)
        assert set(used) == set(labels_of_names), name


def test_names_are_cut_without_white_space_or_what_belongs_to_the_sentence() -> None:
    for path in NAMES:
        for text, names in (sentence for report in read_reports(path) for sentence in report):
            for start, end, _ in names:
                name = text[start:end]
                assert name == name.strip() != "", text
                assert not name.startswith("the "), text
                assert end == len(text) or not (name[-1].isalnum() and text[end].isalnum()), text


def test_a_line_gives_its_text_and_the_places_of_its_names() -> None:
    text, names = parse_line("[PER Ana Ruiz] left [LOC Quito].")
    assert text == "Ana Ruiz left Quito."
    assert [(text[start:end], label) for start, end, label in names] == [("Ana Ruiz", "PER"), ("Quito", "LOC")]


@pytest.mark.parametrize(
    "line", ["[PER Ana Ruiz left.", "Ana Ruiz] left.", "[WHO Ana] left.", "[ORG Bank of [LOC Quito]]"]
)
def test_a_line_with_a_broken_or_unknown_bracket_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match=r"bracket|label"):
        parse_line(line)


@pytest.fixture(scope="module")
def own() -> dict[str, list[OwnReport]]:
    """Our reports with attributions by the name of their file."""
    return {path.stem: load_own_reports(path) for path in ATTRIBUTIONS}


def pieces_of(one: OwnAttribution) -> Pieces:
    return [*one.source, *one.cue, *one.content, *one.recipient, *one.said_on]


def stands_in(piece: tuple[int, int], pieces: Pieces) -> bool:
    return any(start <= piece[0] and piece[1] <= end for start, end in pieces)


def test_there_are_at_least_1500_attributions_in_reports_that_are_all_different(
    own: dict[str, list[OwnReport]],
) -> None:
    reports = [report for found in own.values() for report in found]
    assert sum(len(report.attributions) for report in reports) >= 1500
    assert all(report.attributions for report in reports)
    assert len({report.text for report in reports}) == len({report.name for report in reports}) == len(reports)


def test_every_file_of_attributions_has_nested_uncued_negated_and_sourceless_ones(
    own: dict[str, list[OwnReport]],
) -> None:
    for name, reports in own.items():
        counts: Counter[str] = Counter()
        for report in reports:
            for one in report.attributions:
                others = [other.content for other in report.attributions if other is not one]
                counts["nested"] += any(stands_in((one.cue or one.content)[0], content) for content in others)
                counts["uncued"] += not one.cue
                counts["negated"] += one.negative
                counts["sourceless"] += not one.source and one.inherits is None
                counts["with recipient"] += bool(one.recipient)
        assert min(counts[kind] for kind in ("nested", "uncued", "negated", "sourceless", "with recipient")) >= 5, name


def test_the_pieces_of_attributions_have_words_and_no_blanks_at_their_edges(own: dict[str, list[OwnReport]]) -> None:
    faults = [
        (report.name, report.text[start:end])
        for reports in own.values()
        for report in reports
        for one in report.attributions
        for start, end in pieces_of(one)
        if report.text[start:end] != report.text[start:end].strip() or start >= end
    ]
    assert faults == []


def test_every_attribution_has_one_cue_and_a_content_or_inherits_from_one_that_is_there(
    own: dict[str, list[OwnReport]],
) -> None:
    for report in (report for reports in own.values() for report in reports):
        numbers = {one.number for one in report.attributions}
        for one in report.attributions:
            where = (report.name, one.number)
            assert one.content, where
            assert len(one.cue) == 1 or (not one.cue and not one.source), where
            assert one.cue or one.inherits in numbers - {one.number}, where


def test_the_cue_of_an_attribution_lies_outside_of_its_content_and_may_hold_its_source(
    own: dict[str, list[OwnReport]],
) -> None:
    faults = [
        (report.name, one.number)
        for reports in own.values()
        for report in reports
        for one in report.attributions
        for cue in one.cue
        for start, end in (*one.source, *one.content)
        if cue[0] < end and start < cue[1] and not ((start, end) in one.source and stands_in((start, end), [cue]))
    ]
    assert faults == []


def read_own(tmp_path: Path, *lines: str) -> list[OwnReport]:
    path = tmp_path / "made.txt"
    path.write_text("\n".join(lines), "utf-8")
    found: list[OwnReport] = load_own_reports(path)
    return found


def test_a_report_gives_its_text_without_braces_and_its_pieces_by_number(tmp_path: Path) -> None:
    first, second = read_own(
        tmp_path,
        "# a comment",
        "{s1 The cook} {c1- did not tell} {r1 us} {d1 on Friday} {x1 that {s2 guests} {c2? might ask} {x2 for salt}}.",
        "{x3=1 “Ask me.”}",
        "",
        "{c4 Reportedly} {x4 it} rained: {x4 hail}.",
    )
    assert first.text == "The cook did not tell us on Friday that guests might ask for salt.\n\n“Ask me.”"
    assert second.text == "Reportedly it rained: hail."
    told, nested, heir = first.attributions

    def cut(pieces: Pieces, text: str = first.text) -> list[str]:
        return [text[start:end] for start, end in pieces]

    assert (cut(told.source), cut(told.cue), cut(told.recipient)) == (["The cook"], ["did not tell"], ["us"])
    assert (cut(told.said_on), cut(told.content)) == (["on Friday"], ["that guests might ask for salt"])
    assert (told.negative, told.indeterminate, told.inherits) == (True, False, None)
    assert (cut(nested.source), cut(nested.cue), cut(nested.content)) == (["guests"], ["might ask"], ["for salt"])
    assert (nested.negative, nested.indeterminate) == (False, True)
    assert (cut(heir.content), heir.cue, heir.inherits) == (["“Ask me.”"], [], 1)
    assert cut(second.attributions[0].content, second.text) == ["it", "hail"]
    assert first.name != second.name
    assert first.name.startswith("made-")


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{s1 The cook {c1 said} {x1 so}.", "never closed"),
        ("The cook} {c1 said} {x1 so}.", "none opened"),
        ("{s The cook} {c1 said} {x1 so}.", "none opened"),
        ("{s1The cook {c1 said} {x1 so}.", "without letter, number and blank"),
        ("{s1 The cook} {c1 said}.", "needs one cue"),
        ("{s1 The cook} {x1 so}.", "needs one cue"),
        ("{s1 The cook} {c1 said} and {c1 wrote} {x1 so}.", "needs one cue"),
    ],
)
def test_a_report_with_broken_braces_or_half_an_attribution_is_refused_with_its_line(
    tmp_path: Path, line: str, problem: str
) -> None:
    with pytest.raises(ValueError, match=problem) as caught:
        read_own(tmp_path, "# a comment", line)
    assert "made.txt:2" in str(caught.value)


def read_gold_texts(gold: Path) -> Iterator[str]:
    for path in sorted((gold / "treebanks").rglob("*.conllu")):
        lines = path.read_text("utf-8").splitlines()
        yield " ".join(line.removeprefix("# text = ") for line in lines if line.startswith("# text = "))
    for folder in ("names/worldwide-newswire/original_articles", "statements/polnear-train/text"):
        for path in sorted((gold / folder).rglob("*")):
            if path.is_file():
                yield path.read_text("utf-8", errors="replace")


def find_runs(text: str) -> Iterator[tuple[str, ...]]:
    """Yield every seven words in a row, in lower case and without marks."""
    words = re.findall(r"[^\W_]+(?:'[^\W_]+)*", text.lower().replace("’", "'"))
    return zip(*(words[shift:] for shift in range(WORDS_IN_COMMON)), strict=False)


@pytest.mark.gold
def test_none_of_our_sentences_shares_seven_words_in_a_row_with_the_gold_texts(gold: Path) -> None:
    sentences = [tree.text for tree in ALL_TREES]
    sentences += [text for path in NAMES for report in read_reports(path) for text, _ in report]
    for path in ATTRIBUTIONS:
        sentences += [line for report in load_own_reports(path) for line in report.text.split("\n")]
    ours: dict[Any, str] = {run: sentence for sentence in sentences for run in find_runs(sentence)}
    shared = {" ".join(run): ours[run] for text in read_gold_texts(gold) for run in find_runs(text) if run in ours}
    assert shared == {}
