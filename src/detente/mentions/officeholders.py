"""Who held which office when: the table ``data/actors/officeholders.tsv`` by office and by name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache

from detente.data import read_table, split_list
from detente.mentions.comparison import words_of
from detente.mentions.word_lists import word_list

FAMILY_NAME_FIRST = frozenset({"CHN", "PRK", "KOR", "TWN", "HKG", "VNM", "KHM"})
"""Countries whose people are called by the first word of their name ("Kim" for Kim Jong Un)."""

_PARTICLES = frozenset("al el bin ibn ben de da van von der den la le dos del".split())
_UNKNOWN = 3650  # a term without a beginning counts as ten years away
# Offices that are one and the same under different names.
_SAME = {"Foreign Minister": ("Foreign Minister", "Secretary of State")}


@dataclass(frozen=True, slots=True)
class Term:
    """One term of office; ``start`` and ``end`` are None when open or not known."""

    office: str
    country: str | None
    sector: str | None
    start: date | None
    end: date | None
    lead: bool = False

    def covers(self, day: date) -> bool:
        """Whether the term runs on ``day``."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)

    def distance(self, day: date) -> int:
        """Days between ``day`` and the term, 0 inside it."""
        if self.start is not None and day < self.start:
            return (self.start - day).days
        if self.end is not None and day > self.end:
            return (day - self.end).days
        return 0 if self.start is not None else _UNKNOWN


@dataclass(slots=True, eq=False)
class Person:
    """A person of the tables, with the offices held, oldest first."""

    name: str
    female: bool = False
    terms: list[Term] = field(default_factory=list)
    spellings: set[str] = field(default_factory=set)
    short_names: set[str] = field(default_factory=set)  # as comparison words

    def term(self, day: date | None) -> Term:
        """The term in force on ``day``, else the nearest; the leading office where two overlap. No day: the last."""
        if day is None:
            return self.terms[-1]
        return min(self.terms, key=lambda t: (t.distance(day), not t.lead))


class OfficeHolders:
    """All persons of the table, by name, by the name they are called by, and by office."""

    def __init__(self) -> None:
        self.people: dict[str, Person] = {}
        self.by_short_name: dict[str, list[Person]] = {}
        self._terms: dict[tuple[str, str | None], list[tuple[Term, Person]]] = {}
        for row in read_table("actors/officeholders.tsv"):
            person = self.people.setdefault(row["name"], Person(row["name"]))
            person.female = person.female or row["gender"] == "f"
            term = Term(
                row["office"],
                row["country"] or None,
                row["sector"] or None,
                _day(row["from"]),
                _day(row["to"], last=True),
                row["lead"] == "yes",
            )
            person.terms.append(term)
            person.spellings.update((row["name"], *split_list(row["names"])))
            self._terms.setdefault((term.office, term.country), []).append((term, person))
            self._index(person, split_list(row["short"]) or (surname(row["name"], term.country),))
        for person in self.people.values():
            person.terms.sort(key=lambda t: t.start or date.min)

    def _index(self, person: Person, short_names: Iterable[str]) -> None:
        for short in short_names:
            words = words_of(short)
            for key in {" ".join(words), " ".join(w for w in words if w not in ("al", "el"))}:
                person.short_names.add(key)
                people = self.by_short_name.setdefault(key, [])
                if person not in people:
                    people.append(person)

    def holder(self, office: str, country: str | None, day: date | None) -> Person | None:
        """Who held ``office`` ("Foreign Minister", "President", "leader" ...) in ``country`` on ``day``, or None.

        "leader" means whoever led the country. Without a day only an office with one known holder is answered.
        """
        if office == "leader":
            found = [h for (_, c), held in self._terms.items() if c == country for h in held if h[0].lead]
        else:
            found = [h for name in _SAME.get(office, (office,)) for h in self._terms.get((name, country), [])]
        if day is None:
            return found[0][1] if len({p.name for _, p in found}) == 1 else None
        held = [(t, p) for t, p in found if t.start is not None and t.covers(day)]
        return max(held, key=lambda h: h[0].start or date.min)[1] if held else None

    def sole_holder(self, office: str, day: date | None) -> tuple[Person, Term] | None:
        """The only holder of an office that no two countries share on ``day`` ("the Pope", "the Sultan"), or None."""
        if day is None:
            return None
        terms = [h for (name, _), held in self._terms.items() if name == office for h in held]
        held = [(p, t) for t, p in terms if t.start is not None and t.covers(day)]
        return held[0] if len(held) == 1 else None

    def has_office(self, office: str, country: str | None) -> bool:
        """Whether the table knows of such an office in a country at any time."""
        return any((name, country) in self._terms for name in _SAME.get(office, (office,)))


def surname(name: str, country: str | None) -> str:
    """The word by which a person is called after the first mention: "Lavrov", "Kim", "al-Assad", "de Mistura"."""
    words = name.split()
    if country in FAMILY_NAME_FIRST and len(words) > 1:
        return words[0]
    start = len(words) - 1
    while start > 1 and words[start - 1].lower() in _PARTICLES - {"bin", "ibn", "ben"}:
        start -= 1
    return " ".join(words[start:])


def short_names(words: tuple[str, ...]) -> set[str]:
    """What a person whom the tables do not know is called after the first mention, from the words of the whole name."""
    last = " ".join(words_of(surname(" ".join(words), None)))
    first = {words[0]} if words[0] in word_list("surname_first") else set()
    return {last, words[-1]} | first


@lru_cache(maxsize=4096)
def female(given: str) -> bool | None:
    """True for a woman's given name, False for a man's, None when it is not in the table."""
    return _genders().get(given)


@cache
def _genders() -> dict[str, bool]:
    rows = read_table("actors/given_names.tsv")
    return {name: row["gender"] == "f" for row in rows for name in row["names"].split()}


def _day(cell: str, last: bool = False) -> date | None:
    """An ISO day, month or year of a table's cell; a month or year means its first or (``last``) its last day."""
    if not cell:
        return None
    parts = [int(p) for p in cell.split("-")]
    if len(parts) == 3:
        return date(*parts)
    if len(parts) == 2:
        return date(parts[0], parts[1], 28 if last else 1)
    return date(parts[0], 12, 31) if last else date(parts[0], 1, 1)
