"""Place names and where they lie: files like the Local-Global Lexicon corpus (articles, toponyms, coordinates)."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from detente import pipeline
from detente.errors import InputError, UsageError
from detente.evaluate import files
from detente.evaluate.attribution import plain_report
from detente.evaluate.scores import F1, Formula, Result, Share, figures, median
from detente.mentions import find_actors
from detente.mentions.toponyms import find_toponyms
from detente.records import Where

NEAR_KM = 161.0
"""A hundred miles: what the field calls the right place."""
_RADIUS_KM = 6371.0088
_ARTICLE = re.compile(r"<(article|document|doc)\b[^>]*>.*?</\1>", re.S | re.I)
_MARKED = ("toponym", "location", "place")


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place name: its characters in the text, and its coordinates in degrees where they are known."""

    start: int
    end: int
    latitude: float | None = None
    longitude: float | None = None

    @property
    def located(self) -> bool:
        """Whether it has coordinates."""
        return self.latitude is not None and self.longitude is not None


@dataclass(frozen=True, slots=True)
class Article:
    """One text and the toponyms that somebody marked in it (None where nobody did)."""

    name: str
    text: str
    gold: tuple[Toponym, ...] | None


Predicted = tuple[Article, tuple[Toponym, ...]]


def read_articles(path: str | Path) -> list[Article]:
    """The articles of an XML file. Raises UsageError when it has none."""
    markup = files.read_text(path)
    try:
        root = ElementTree.fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", markup))
        found = [e for e in root.iter() if e.find("text") is not None]
    except ElementTree.ParseError:  # one broken article must not cost the others
        found = [e for match in _ARTICLE.finditer(markup) if (e := _parsed(match[0])) is not None]
    articles = [_article(element, n) for n, element in enumerate(found, 1)]
    out = [article for article in articles if article.text.strip()]
    if not out:
        raise UsageError(f"{path}: holds no <article> with a <text>")
    return out


def _parsed(markup: str) -> ElementTree.Element | None:
    try:
        element = ElementTree.fromstring(markup)
    except ElementTree.ParseError:
        return None
    return element if element.find("text") is not None else None


def _article(element: ElementTree.Element, number: int) -> Article:
    text = element.findtext("text") or ""
    marked = [e for e in element.iter() if e.tag in _MARKED and e.find("start") is not None]
    known = bool(marked) or element.find("toponyms") is not None or element.find("locations") is not None
    found = [t for e in marked if (t := _toponym(e, text)) is not None]
    name = element.get("docid") or element.get("id") or str(number)
    return Article(name, text, tuple(sorted(set(found), key=lambda t: (t.start, t.end))) if known else None)


def _toponym(element: ElementTree.Element, text: str) -> Toponym | None:
    try:
        start, end = int(element.findtext("start") or ""), int(element.findtext("end") or "")
    except ValueError:
        return None
    phrase = (element.findtext("phrase") or element.findtext("name") or "").strip()
    if phrase and text[start:end] != phrase:
        # Offsets that count something else than characters: the nearest place where the words stand.
        at = min((m.start() for m in re.finditer(re.escape(phrase), text)), key=lambda a: abs(a - start), default=start)
        start, end = at, at + len(phrase)
    return Toponym(start, end, _degrees(element, "lat"), _degrees(element, "lon"))


def _degrees(element: ElementTree.Element, name: str) -> float | None:
    try:
        return float(next(e.text or "" for e in element.iter() if e.tag in (name, f"{name}gitude", f"{name}itude")))
    except (StopIteration, ValueError):
        return None


def toponyms_of(text: str) -> list[Toponym]:
    """The place names that the program finds in ``text``, those that act ("Moscow said") included."""
    reading = pipeline.Reading(plain_report(text))
    pipeline.annotate(reading)
    report, document = reading.report, reading.document
    out = []
    for found in find_toponyms(report, document, find_actors(report, document)):
        if isinstance(found, Where):
            out.append(Toponym(found.span.start, found.span.end, found.latitude, found.longitude))
        else:
            out.append(Toponym(found.start, found.end))
    return out


def predict(articles: Iterable[Article]) -> tuple[list[Predicted], list[InputError]]:
    """Our toponyms in every article, and the articles that could not be read."""
    out: list[Predicted] = []
    refused: list[InputError] = []
    for article in articles:
        try:
            found = tuple(toponyms_of(article.text))
        except Exception as error:  # one bad document must not cost the others
            refused.append(files.refusal(article.name, error))
            found = ()
        out.append((article, found))
    return out, refused


def prediction_lines(predicted: Iterable[Predicted]) -> list[str]:
    """One JSON object per article: its name, and per toponym its offsets, words and coordinates."""
    return [
        json.dumps(
            {
                "document": article.name,
                "places": [
                    {
                        "start": t.start,
                        "end": t.end,
                        "text": article.text[t.start : t.end],
                        "latitude": t.latitude,
                        "longitude": t.longitude,
                    }
                    for t in found
                ],
            },
            ensure_ascii=False,
        )
        for article, found in predicted
    ]


def score(source: str, predicted: Sequence[Predicted], refused: Sequence[InputError] = ()) -> Result:
    """F1 of toponyms; of those found, the share within 161 km and the mean and median distance."""
    known = [(found, article.gold) for article, found in predicted if article.gold is not None]
    units: list[Counter[str]] = []
    distances: list[tuple[int, float]] = []
    for number, (found, gold) in enumerate(known):
        tally, far = _tally(found, gold)
        units.append(tally)
        distances += [(number, km) for km in far]
    formulas: list[Formula] = [
        F1("toponyms, same words", "strict", "found", "gold"),
        F1("toponyms, overlapping", "relaxed", "found", "gold"),
        Share("accuracy at 161 km, of those found", "near", "both"),
        Share("found and within 161 km, of all that lie somewhere", "near", "located"),
        Share("mean distance", "km", "both", "km"),
    ]
    size = {"articles": len(predicted), "toponyms found": sum(len(found) for _, found in predicted)}
    notes = []
    if len(known) < len(predicted):
        notes.append(
            f"{len(predicted) - len(known):,} articles have no marked toponyms: they are predicted, not scored."
        )
    shown = (*figures(units, formulas), median("median distance", distances, len(known), "km")) if known else ()
    return Result("places", source, size, shown, tuple(notes), tuple(refused))


def _tally(found: Sequence[Toponym], gold: Sequence[Toponym]) -> tuple[Counter[str], list[float]]:
    out: Counter[str] = Counter({"found": len(found), "gold": len(gold)})
    out["located"] = sum(t.located for t in gold)
    ours, theirs = {(t.start, t.end) for t in found}, {(t.start, t.end) for t in gold}
    out["strict"] = len(ours & theirs)
    far: list[float] = []
    at = 0
    for wanted in gold:
        while at < len(found) and found[at].end <= wanted.start:
            at += 1
        if at < len(found) and found[at].start < wanted.end:
            out["relaxed"] += 1
            if (km := distance(found[at], wanted)) is not None:
                far.append(km)
            at += 1
    out.update({"both": len(far), "near": sum(km <= NEAR_KM for km in far)})
    out["km"] = round(sum(far))
    return out, far


def distance(one: Toponym, two: Toponym) -> float | None:
    """Kilometres between two places along the Earth's surface; None where one of them lies nowhere."""
    if one.latitude is None or one.longitude is None or two.latitude is None or two.longitude is None:
        return None
    a, b = math.radians(one.latitude), math.radians(two.latitude)
    half = math.sin((b - a) / 2) ** 2
    half += math.cos(a) * math.cos(b) * math.sin(math.radians(two.longitude - one.longitude) / 2) ** 2
    return 2 * _RADIUS_KM * math.asin(min(1.0, math.sqrt(half)))
