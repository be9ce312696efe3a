"""Every place name of a report, whether it says where something happens, acts, or is part of the name of what acts.

Wider than ``find_places``, which is about where things happen: "Dublin police", "Henrico County Jail" and "French
officials" hold toponyms here. Names of streets and of shops are none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from detente.data import read_table, split_list
from detente.language.document import Document, Name
from detente.mentions.gazetteer import Place, gazetteer
from detente.mentions.place_choice import best
from detente.mentions.place_context import words
from detente.mentions.places import Candidate, candidates_in, find_places, setting_of, stated_after
from detente.mentions.types import ActorMention
from detente.records import Report, Span, Where

_PLACE_LABELS = frozenset({"GPE", "LOC"})
_LARGE, _MIDDLING = 100_000, 15_000
_REGIONS = frozenset({"country", "province", "district"})
_SIDES = frozenset(
    "north south east west northern southern eastern western northeast northwest southeast southwest central metro "
    "greater downtown upper lower mid".split()
)


def find_toponyms(report: Report, document: Document, actors: Sequence[ActorMention]) -> list[Where | Span]:
    """The place names of ``document`` in order: a Where if the gazetteer has them, else the Span of what the tagger
    calls a place. Countries lie at their middle here, and so do those who are called by them ("Russians").
    """
    return _Toponyms(report, document, actors).all()


@dataclass(slots=True)
class _Toponyms:
    report: Report
    document: Document
    actors: Sequence[ActorMention]

    def all(self) -> list[Where | Span]:
        table = gazetteer()
        candidates = [c for s in self.document.sentences for c in candidates_in(self.document, s, table)]
        setting = setting_of(self.document, candidates, self.actors, table)
        names = {i: name for name in self.document.names for i in range(name.start, name.end)}
        placed = {m.start for m in find_places(self.report, self.document, self.actors)}
        out: dict[int, Where | Span] = {}
        covered: set[int] = set()
        for candidate in candidates:
            if candidate.start in covered:
                continue
            told = stated_after(self.document, candidate, table)
            name = next((names[i] for i in range(candidate.start, candidate.end) if i in names), None)
            if told is None and not self._is_place(candidate, name, candidate.start in placed):
                continue
            place = best(candidate.key, candidate.places, setting, told)
            self._add(out, candidate.start, candidate.end, place)
            covered.update(range(candidate.start, candidate.end))
            if told is not None:
                covered.update(self._add_state(out, candidate, told))
        for name in self.document.names:
            if (
                name.label in _PLACE_LABELS
                and not covered & set(range(name.start, name.end))
                and not self._street(name)
            ):
                span = self.report.span(*self.document.slice(name.start, name.end))
                out.setdefault(span.start, span)
                covered.update(range(name.start, name.end))
        for start, end, code in self._peoples():
            if start not in covered:
                self._add(out, start, end, Place(code, code, None, None, "country", 0.0))
        return [out[start] for start in sorted(out)]

    def _add(self, out: dict[int, Where | Span], start: int, end: int, place: Place) -> None:
        first, last = self.document.slice(start, end)
        latitude, longitude = place.latitude, place.longitude
        if latitude is None and place.country is not None:
            latitude, longitude = gazetteer().middle(place.country) or (None, None)
        span = self.report.span(first, last)
        out.setdefault(first, Where(place.name, place.country, latitude, longitude, place.precision, span))

    def _add_state(self, out: dict[int, Where | Span], candidate: Candidate, told: tuple[str | None, str]) -> set[int]:
        """The state or country after a name ("Canton, Ohio") is a toponym too."""
        table, tokens, start = gazetteer(), self.document.tokens, candidate.end + 1
        for end in range(min(candidate.sentence.end, start + 4), start, -1):
            text = self.document.text[slice(*self.document.slice(start, end))]
            state = table.states.get(text.lower())
            if state == told or (not told[1] and (found := table.country(text.lower())) and found.country == told[0]):
                place = table.state(state) if state == told else table.country(text.lower())
                if place is not None:
                    self._add(out, start, end, place)
                return {t.i for t in tokens[start:end]}
        return set()

    def _is_place(self, candidate: Candidate, name: Name | None, placed: bool) -> bool:
        """Whether a name of the gazetteer is a place in its surroundings: by the tagger's name that it is (part of)."""
        tokens, start, end = self.document.tokens, candidate.start, candidate.end
        largest = max(place.rank for place in candidate.places)
        region = any(place.precision in _REGIONS for place in candidate.places)
        after = tokens[end].lower if end < candidate.sentence.end else ""
        beside = after in words("resident") or (after == "-" and self._based(end))
        if name is None:
            return (
                placed or (largest >= _MIDDLING and beside) or any(p.precision == "country" for p in candidate.places)
            )
        whole, opens = (name.start, name.end) == (start, end), name.start == start
        if name.label in _PLACE_LABELS:
            return whole or (not self._street(name) and self._part_of_place(candidate, name))
        if name.label == "PER":
            return whole and (placed or beside)
        if name.label != "ORG":
            return placed and whole
        if whole:
            return placed or beside or region or largest >= _MIDDLING
        if opens:
            body = after in words("office")
            return not self._street(name) and (region or (largest >= _LARGE) or (body and largest >= 1000))
        within = tokens[start - 1].lower in ("of", "in", "at", ",", "-")
        return region or (within and name.end == end and largest >= _LARGE)

    def _part_of_place(self, candidate: Candidate, name: Name) -> bool:
        """ "East Texas" and "Ohio Turnpike" hold a place, "Lake Ontario" and "New England" are one."""
        tokens = self.document.tokens
        if candidate.start < name.start or candidate.end > name.end:
            return True
        if name.start == candidate.start:
            return tokens[candidate.end].lower not in words("water")
        before = [t.lower for t in tokens[name.start : candidate.start]]
        parted = before[-1] in ("-", ",", "/") or all(word in _SIDES for word in before)
        return name.end == candidate.end and parted

    def _street(self, name: Name) -> bool:
        last = self.document.tokens[name.end - 1].lower
        return last in words("street") and name.end - name.start > 1

    def _based(self, hyphen: int) -> bool:
        tokens = self.document.tokens
        return hyphen + 1 < len(tokens) and tokens[hyphen + 1].lower in ("based", "area", "born", "bound")

    def _peoples(self) -> Iterator[tuple[int, int, str]]:
        """Names of peoples and their adjectives, by their first and following token, and the country."""
        table, tokens = _peoples(), self.document.tokens
        for token in tokens:
            if not token.text[0].isupper():
                continue
            for size in (2, 1):
                code = table.get(" ".join(t.text for t in tokens[token.i : token.i + size]))
                if code:
                    yield token.i, min(token.i + size, len(tokens)), code
                    break


@cache
def _peoples() -> dict[str, str]:
    out: dict[str, str] = {}
    for row in read_table("actors/countries.tsv"):
        for form in (*split_list(row["adjectives"]), *split_list(row["people"])):
            if form[:1].isupper():
                out.setdefault(form, row["code"])
                out.setdefault(form if form.endswith(("s", "sh", "ch", "ese")) else form + "s", row["code"])
    return out
