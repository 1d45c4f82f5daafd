"""Reports with attributions as numbered examples: PolNeAR, GUM, and our own passages."""

import hashlib
import pickle
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch

from corpora import ATTRIBUTION_HELD_OUT, GOLD, GUM_GENRES, HELD_OUT_STATEMENTS, OWN_ATTRIBUTIONS, SCRATCH
from onrecord.evaluation.gum_attributions import load_gum_attributions
from onrecord.evaluation.statements import list_documents, read_pieces
from onrecord.language import Parse
from onrecord.language.english.attributions import Describer, Labels, code_distances, number_quotations, pair_quotes
from onrecord.language.model import EnglishModel
from onrecord.lexicons.statements import load_statements_lexicon
from onrecord.records import Report, Span
from onrecord.records.quotation import Quotation
from onrecord.stages.paragraphs import find_paragraphs
from onrecord.stages.quotations import find_quotations
from own_attributions import load_own_reports

POLNEAR = GOLD / "statements" / "polnear-train"
NONE, OUTER, NESTED = 1, 2, 4  # bits of what an anchor may be
ANY = NONE | OUTER | NESTED
CUE, SOURCE, CONTENT = 1, 2, 3
UNKNOWN = -100  # a role that is not learnt from
HELD_OUT_OWN = 0.15


@dataclass(frozen=True)
class Marked:
    """One attribution of a report, by token."""

    anchor: int
    roles: dict[int, int]
    knows_roles: bool = True


@dataclass(frozen=True)
class Document:
    """A parsed report with its attributions; `allowed` says for each token what it may be as an anchor."""

    name: str
    corpus: str
    parse: Parse
    quotations: tuple[Quotation, ...]
    attributions: list[Marked]
    allowed: np.ndarray


def load_documents(model: EnglishModel, corpora: Sequence[str]) -> list[Document]:
    """Return the documents to train on of these corpora; each corpus is parsed once and kept in scratch."""
    documents: list[Document] = []
    for corpus in corpora:
        kept = SCRATCH / f"attributions-{corpus}-{_fingerprint(model, corpus)}.pickle"
        if not kept.exists():
            kept.write_bytes(pickle.dumps(list(_READERS[corpus](model))))
        documents += pickle.loads(kept.read_bytes())  # noqa: S301 - written by us
    return documents


def _fingerprint(model: EnglishModel, corpus: str) -> str:
    digest = hashlib.sha256(model.name.encode())
    if corpus == "own":
        for path in sorted(OWN_ATTRIBUTIONS.glob("*.txt")):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:10]


def is_own_held_out(name: str) -> bool:
    """Return whether one of our own reports is only measured on."""
    return int(hashlib.sha256(name.encode()).hexdigest()[:8], 16) / 16**8 < HELD_OUT_OWN


def _parse(model: EnglishModel, name: str, text: str) -> tuple[Parse, tuple[Quotation, ...]]:
    paragraphs = find_paragraphs(Report(id=name, text=text))
    (parse,) = model.parse([text], [paragraphs])
    if parse.vectors is not None:
        parse.vectors = parse.vectors.astype(np.float16)
    return parse, find_quotations(text, paragraphs)


def _read_polnear(model: EnglishModel) -> Iterator[Document]:
    """Yield the articles that are trained on; PolNeAR marks no attribution within another's content."""
    for name in list_documents(POLNEAR)[HELD_OUT_STATEMENTS:]:
        text, relations = read_pieces(POLNEAR, name)
        parse, quotations = _parse(model, name, text)
        allowed = np.full(len(parse.tokens), NONE)
        marked = []
        for relation in relations:
            for token in _tokens(parse, relation["Content"]):
                allowed[token] = NONE | NESTED
        for relation in relations:
            found = _mark(parse, relation["Cue"], relation["Source"], relation["Content"])
            if found:
                marked.append(found)
        for one in marked:
            allowed[one.anchor] = OUTER
        yield Document(name, "polnear", parse, quotations, marked, allowed)


def _read_own(model: EnglishModel) -> Iterator[Document]:
    for path in sorted(OWN_ATTRIBUTIONS.glob("*.txt")):
        for report in load_own_reports(path):
            parse, quotations = _parse(model, report.name, report.text)
            allowed = np.full(len(parse.tokens), NONE)
            contents = [set(_tokens(parse, _spans(one.content))) for one in report.attributions]
            marked = []
            for place, one in enumerate(report.attributions):
                if not one.cue:
                    continue
                found = _mark(parse, _spans(one.cue), _spans(one.source), _spans(one.content))
                if found is None:
                    continue
                marked.append(found)
                nested = any(found.anchor in content for other, content in enumerate(contents) if other != place)
                allowed[found.anchor] = NESTED if nested else OUTER
            yield Document(report.name, "own", parse, quotations, marked, allowed)


def _read_gum(model: EnglishModel) -> Iterator[Document]:
    """Yield documents whose cues of clauses are marked; other words that may tell are left open."""
    lexicon = load_statements_lexicon()
    tellers = {*lexicon.verbs, *lexicon.nouns, *lexicon.adjectives, *lexicon.phrase_starts}
    only = tuple(f"GUM_{genre}_" for genre in GUM_GENRES)
    for document, relations in load_gum_attributions(GOLD / "treebanks" / "gum", only):
        if document.name in ATTRIBUTION_HELD_OUT:
            continue
        parse, quotations = _parse(model, document.name, document.text)
        allowed = np.array([ANY if token.lemma.lower() in tellers else NONE for token in parse.tokens])
        marked = []
        for relation in relations:
            found = _mark(parse, relation.cue, relation.source, ())
            if found is None:
                continue
            roles = {token: role for token, role in found.roles.items() if role != CUE}
            marked.append(Marked(found.anchor, roles, knows_roles=False))
            allowed[found.anchor] = OUTER | NESTED
        yield Document(document.name, "gum", parse, quotations, marked, allowed)


_READERS = {"polnear": _read_polnear, "own": _read_own, "gum": _read_gum}


def _spans(pairs: Iterable[tuple[int, int]]) -> list[Span]:
    return [Span(start=start, end=end) for start, end in pairs]


def _tokens(parse: Parse, spans: Iterable[Span]) -> list[int]:
    return [token.index for span in spans for token in parse.tokens_in(span)]


def _mark(parse: Parse, cue: Iterable[Span], source: Iterable[Span], content: Iterable[Span]) -> Marked | None:
    cues = _tokens(parse, cue)
    if not cues:
        return None
    roles = dict.fromkeys(_tokens(parse, content), CONTENT)
    roles |= dict.fromkeys(_tokens(parse, source), SOURCE)
    roles |= dict.fromkeys(cues, CUE)
    return Marked(find_anchor(parse, cues), roles)


def find_anchor(parse: Parse, cue: Sequence[int]) -> int:
    """Return the head of a cue: its first word, marks apart, whose own head is no part of it."""
    inside = set(cue)
    words = [one for one in cue if parse.tokens[one].pos != "PUNCT"] or list(cue)
    for one in words:
        token = parse.tokens[one]
        if token.head == one or token.head not in inside:
            return one
    return words[0]


@dataclass(frozen=True)
class Example:
    """One passage: codes, vectors, what its words may be as anchors, and pairs of an anchor and its words."""

    vectors: np.ndarray
    codes: np.ndarray
    lemmas: np.ndarray
    allowed: np.ndarray
    pairs: list[tuple[int, np.ndarray, np.ndarray, np.ndarray, np.ndarray]]


def make_examples(document: Document, describer: Describer, vocabulary: dict[int, int]) -> Iterator[Example]:
    """Yield a document's passages; an attribution whose words lie in several is learnt from that of its anchor."""
    parse = document.parse
    described = describer.describe(parse, document.quotations)
    lemmas = np.array([vocabulary.get(int(one), 0) for one in described.lemmas])
    numbers = number_quotations(parse, document.quotations)
    assert parse.vectors is not None
    for first, stop in described.passages:
        pairs = []
        for one in document.attributions:
            if not first <= one.anchor < stop:
                continue
            roles = np.full(stop - first, 0 if one.knows_roles else UNKNOWN)
            for token, role in one.roles.items():
                if first <= token < stop:
                    roles[token - first] = role
            place = one.anchor - first
            edges = describer.find_edges(parse, one.anchor, first, stop)
            quotes = pair_quotes(numbers[first:stop], place)
            pairs.append((place, edges, code_distances(stop - first, place), quotes, roles))
        yield Example(
            parse.vectors[first:stop],
            described.codes[first:stop],
            lemmas[first:stop],
            document.allowed[first:stop],
            pairs,
        )


@dataclass
class Batch:
    """Passages padded to one length, and the pairs of all their anchors."""

    vectors: torch.Tensor
    codes: torch.Tensor
    lemmas: torch.Tensor
    lengths: torch.Tensor
    allowed: torch.Tensor
    row: torch.Tensor
    place: torch.Tensor
    edges: torch.Tensor
    distances: torch.Tensor
    quotes: torch.Tensor
    roles: torch.Tensor


def collate(examples: Sequence[Example]) -> Batch:
    """Return examples as one batch; what is padded has no role and may be any anchor."""
    longest = max(len(one.lemmas) for one in examples)

    def pad(arrays: Sequence[np.ndarray], fill: float = 0) -> torch.Tensor:
        out = np.full((len(arrays), longest, *arrays[0].shape[1:]), fill, dtype=arrays[0].dtype)
        for row, array in enumerate(arrays):
            out[row, : len(array)] = array
        return torch.from_numpy(out)

    pairs = [(row, *pair) for row, one in enumerate(examples) for pair in one.pairs]
    blank = [np.zeros(1, dtype=np.int64)]
    return Batch(
        vectors=pad([one.vectors for one in examples]).float(),
        codes=pad([one.codes for one in examples]),
        lemmas=pad([one.lemmas for one in examples]),
        lengths=torch.tensor([len(one.lemmas) for one in examples]),
        allowed=pad([one.allowed for one in examples], ANY),
        row=torch.tensor([pair[0] for pair in pairs], dtype=torch.long),
        place=torch.tensor([pair[1] for pair in pairs], dtype=torch.long),
        edges=pad([pair[2] for pair in pairs] or blank),
        distances=pad([pair[3] for pair in pairs] or blank),
        quotes=pad([pair[4] for pair in pairs] or blank),
        roles=pad([pair[5] for pair in pairs] or blank, UNKNOWN),
    )


def collect_labels(documents: Sequence[Document]) -> Labels:
    """Return the relations, tags and labels of names that occur."""
    relations = sorted({token.dep for one in documents for token in one.parse.tokens})
    tags = sorted({token.tag for one in documents for token in one.parse.tokens})
    names = sorted({name.label for one in documents for name in one.parse.names})
    return Labels(relations, tags, names)
