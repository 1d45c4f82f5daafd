"""Scores places against LGL, GeoVirus and GeoWebNews: found, told apart, and put where they are."""

import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec

from onrecord.errors import InputError
from onrecord.evaluation.scores import Scores
from onrecord.knowledge.places_links import distance_km
from onrecord.knowledge.places_sources import read_countries
from onrecord.records import PlaceMention, Reading, Report, Span, make_report_id

NEAR_KM = 161.0
Read = Callable[[Report], Reading]
Resolve = Callable[[Report, Sequence[Span]], Sequence[PlaceMention | None]]

# GeoWebNews tells toponyms from other expressions by their types; these are no toponyms of a place.
_NO_TOPONYM = frozenset({"Literal_Expression", "Non_Lit_Expression", "Non_Toponym", "Homonym"})
# Gritta et al. (2019), "A pragmatic guide to geoparsing evaluation": literal against associative.
_LITERAL = frozenset({"Literal", "Literal_Modifier", "Mixed", "Coercion", "Embedded_Literal"})


class GoldToponym(msgspec.Struct, frozen=True):
    """A toponym of a gold set. `country` is alpha-3 where the gold says that the place is a country."""

    span: Span
    latitude: float | None = None
    longitude: float | None = None
    geonames: str | None = None
    country: str | None = None
    literal: bool | None = None


class GoldText(msgspec.Struct, frozen=True):
    """A text of a gold set with its toponyms; `every_use` says whether it marks demonyms and names in names."""

    report: Report
    toponyms: tuple[GoldToponym, ...]
    every_use: bool


def score_places(gold: Path, read: Read, limit: int | None = None, resolve: Resolve | None = None) -> Scores:
    """Return the figures of `read` on one gold file, over its first `limit` texts.

    `recognition-*` pairs spans that overlap, `exact-*` spans that are equal; each gold span is paired
    once. `near` is the share of paired toponyms with a known place that lie within 161 km, or in the
    right country where the gold names a country; an unresolved one is wrong. `end-to-end-*` needs an
    overlapping span and a near place. `given-*` needs `resolve`, which is told the gold spans.

    Raises:
        InputError: if the file is no gold set of a known form.

    """
    tally = _Tally()
    documents = 0
    for text in read_gold(gold):
        if limit is not None and documents >= limit:
            break
        documents += 1
        found = [place for place in read(text.report).places if _is_counted(place, text)]
        tally.add(text, found)
        if resolve is not None:
            tally.add_given(text, resolve(text.report, [toponym.span for toponym in text.toponyms]))
    return Scores(task="places", gold=gold.name, documents=documents, figures=tally.figures())


def _is_counted(place: PlaceMention, text: GoldText) -> bool:
    """Return whether a place mention is a toponym by the gold's rules: "10 km from Homs" is none."""
    return place.precision != "relative" and (text.every_use or not (is_demonym(place) or place.use == "name-part"))


def is_demonym(place: PlaceMention) -> bool:
    """Return whether a place mention is an adjective or a people, which stands on no map."""
    return place.use == "modifier" and any(reason.rule == "demonym" for reason in place.because)


def read_gold(path: Path) -> Iterator[GoldText]:
    """Yield the texts of lgl.xml, GeoVirus.xml or geowebnews-dev.xml.

    Raises:
        InputError: if the file cannot be read or has another form.

    """
    try:
        articles = ET.parse(path).getroot().findall("article")  # noqa: S314 - a file the user names
    except (OSError, ET.ParseError) as error:
        raise InputError(str(path), f"it cannot be read as XML ({error})", "Give one of the gold files.") from error
    for article in articles:
        if article.find("locations") is not None:
            yield _geovirus(article)
        elif article.find("toponyms/toponym/extractedName") is not None or article.get("file"):
            yield _geowebnews(article)
        elif article.get("docid"):
            yield _lgl(article)
        else:
            raise InputError(str(path), "an article has no toponyms of a known form", "Give one of the gold files.")


def _report(article: ET.Element, url: str | None) -> Report:
    text = article.findtext("text") or ""
    return Report(id=make_report_id(url, text), url=url, title=article.findtext("title"), text=text)


def _number(element: ET.Element, path: str) -> float | None:
    text = element.findtext(path)
    return float(text) if text else None


def _lgl(article: ET.Element) -> GoldText:
    toponyms = []
    by_geonames = {str(country.geonameid): country.iso3 for country in read_countries().values()}
    for one in article.iterfind("toponyms/toponym"):
        tag = one.find("gaztag")
        geonames = tag.get("geonameid") if tag is not None else None
        toponyms.append(
            GoldToponym(
                span=Span(start=int(one.findtext("start", "")), end=int(one.findtext("end", ""))),
                latitude=_number(one, "gaztag/lat"),
                longitude=_number(one, "gaztag/lon"),
                geonames=geonames,
                country=by_geonames.get(geonames or ""),
            )
        )
    return GoldText(_report(article, article.findtext("url")), tuple(toponyms), every_use=True)


def _geovirus(article: ET.Element) -> GoldText:
    names = {country.name.casefold(): country.iso3 for country in read_countries().values()}
    names |= {"u.s.": "USA", "us": "USA", "usa": "USA", "america": "USA", "uk": "GBR", "u.k.": "GBR", "britain": "GBR",
              "drc": "COD", "congo": "COD", "democratic republic of congo": "COD", "people's republic of china": "CHN",
              "united states of america": "USA"}  # fmt: skip
    names.pop("georgia", None)
    toponyms = tuple(
        GoldToponym(
            span=Span(start=int(one.findtext("start", "")) - 1, end=int(one.findtext("end", "")) - 1),
            latitude=_number(one, "lat"),
            longitude=_number(one, "lon"),
            country=names.get((one.findtext("name") or "").casefold()),
        )
        for one in article.iterfind("locations/location")
    )
    return GoldText(_report(article, article.findtext("source")), toponyms, every_use=False)


def _geowebnews(article: ET.Element) -> GoldText:
    by_geonames = {str(country.geonameid): country.iso3 for country in read_countries().values()}
    toponyms = []
    for one in article.iterfind("toponyms/toponym"):
        kind = one.findtext("type") or ""
        if kind in _NO_TOPONYM:
            continue
        geonames = one.findtext("geonamesID") or None
        toponyms.append(
            GoldToponym(
                span=Span(start=int(one.findtext("start", "")), end=int(one.findtext("end", ""))),
                # A toponym without a GeoNames id is a shop or a street: found or not, but not to be resolved.
                latitude=_number(one, "latitude") if geonames else None,
                longitude=_number(one, "longitude") if geonames else None,
                geonames=geonames,
                country=by_geonames.get(geonames or ""),
                literal=kind in _LITERAL,
            )
        )
    return GoldText(_report(article, article.findtext("link")), tuple(toponyms), every_use=True)


def is_near(gold: GoldToponym, place: PlaceMention | None) -> bool:
    """Return whether a place is the gold one: the same country, or within 161 km."""
    if place is None:
        return False
    if gold.country is not None:
        return place.country == gold.country and place.precision in {"country", None}
    if gold.geonames is not None and place.place == f"geonames:{gold.geonames}":
        return True
    if None in (gold.latitude, gold.longitude, place.latitude, place.longitude):
        return False
    return distance_km(gold.latitude, gold.longitude, place.latitude, place.longitude) <= NEAR_KM  # type: ignore[arg-type]


class _Tally:
    """The counts of one run."""

    def __init__(self) -> None:
        self.gold = self.found = self.paired = self.exact = 0
        self.placed = self.near = self.resolvable = 0
        self.given = self.given_near = self.given_open = 0
        self.told = self.told_right = 0

    def add(self, text: GoldText, found: Sequence[PlaceMention]) -> None:
        """Count one text."""
        spans = {place.span for place in found}
        self.gold += len(text.toponyms)
        self.found += len(found)
        self.exact += sum(toponym.span in spans for toponym in text.toponyms)
        for toponym, place in pair_toponyms(text.toponyms, found):
            self.paired += 1
            if toponym.literal is not None:
                self.told += 1
                self.told_right += toponym.literal == (place.use in {"literal", "dateline"})
            if _has_place(toponym):
                self.placed += 1
                self.near += is_near(toponym, place)
        self.resolvable += sum(map(_has_place, text.toponyms))

    def add_given(self, text: GoldText, places: Sequence[PlaceMention | None]) -> None:
        """Count one text whose spans were given."""
        for toponym, place in zip(text.toponyms, places, strict=True):
            if _has_place(toponym):
                self.given += 1
                self.given_near += is_near(toponym, place)
                self.given_open += place is None or (place.place is None and place.country is None)

    def figures(self) -> dict[str, float]:
        """Return the figures; a rate over nothing is left out."""
        figures: dict[str, float] = {"gold": self.gold, "found": self.found}
        _rates(figures, "recognition", self.paired, self.found, self.gold)
        _rates(figures, "exact", self.exact, self.found, self.gold)
        # A gold toponym without a place cannot be near, so its pair is taken out of what was found.
        _rates(figures, "end-to-end", self.near, self.found - (self.paired - self.placed), self.resolvable)
        for name, right, total in (
            ("near", self.near, self.placed),
            ("given-near", self.given_near, self.given),
            ("given-unresolved", self.given_open, self.given),
            ("literal-accuracy", self.told_right, self.told),
        ):
            if total:
                figures[name] = right / total
        return figures


def _has_place(toponym: GoldToponym) -> bool:
    return toponym.country is not None or toponym.latitude is not None


def pair_toponyms(
    gold: Sequence[GoldToponym], found: Sequence[PlaceMention]
) -> Iterator[tuple[GoldToponym, PlaceMention]]:
    """Yield each gold toponym with a place mention that overlaps it, equal spans first; neither is used twice."""
    by_span = {place.span: place for place in found}
    used: set[str] = set()
    open_ = []
    for toponym in gold:
        place = by_span.get(toponym.span)
        if place is None or place.id in used:
            open_.append(toponym)
        else:
            used.add(place.id)
            yield toponym, place
    for toponym in open_:
        for place in found:
            if place.id not in used and place.span.overlaps(toponym.span):
                used.add(place.id)
                yield toponym, place
                break


def _rates(figures: dict[str, float], name: str, right: int, found: int, gold: int) -> None:
    if found:
        figures[f"{name}-precision"] = right / found
    if gold:
        figures[f"{name}-recall"] = right / gold
    if found + gold:
        figures[f"{name}-f1"] = 2 * right / (found + gold)
