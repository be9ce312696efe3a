"""Who the tables in ``data/actors`` know: countries, organisations, office-holders and role nouns, for look-up by words.

Names are compared as *words*: lower case, without accents and full stops, split at hyphens and apostrophes, so that
"al-Assad" and "Al Assad", "U.S." and "US" meet in one key. Abbreviations in capitals ("US", "IS", "WHO") match capitals only.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from typing import Literal

from detente.data import read_table, split_list
from detente.records import EntityKind

What = Literal["country", "adjective", "people", "capital", "seat", "organisation", "person"]

SUPRANATIONAL = frozenset({"UNO", "EUR", "IGO", "NGO", "ISM", "IMG", "MNC"})
"""Codes that stand where a country's would but are none."""

FAMILY_NAME_FIRST = frozenset({"CHN", "PRK", "KOR", "TWN", "HKG", "VNM", "KHM"})
"""Countries whose people are called by the first word of their name ("Kim" for Kim Jong Un)."""

_SPLIT = re.compile(r"[-‐‑–/\s+#'’‘`ʼ]+")
_DROP = str.maketrans("", "", ".,()\"“”:;!?")
_PARTICLES = frozenset({"al", "el", "bin", "ibn", "ben", "de", "da", "van", "von", "der", "den", "la", "le", "dos", "del"})


@lru_cache(maxsize=65536)
def words_of(text: str) -> tuple[str, ...]:
    """``text`` as the words that names are compared by (see the module's first lines)."""
    folded = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    folded = folded.replace("ı", "i").replace("ø", "o").replace("ł", "l").replace("Ł", "L")
    return tuple(w for w in _SPLIT.split(folded.translate(_DROP).lower()) if w)


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
        """Days between ``day`` and the term, 0 inside it; a bound that is not known counts as ten years away."""
        if self.start is not None and day < self.start:
            return (self.start - day).days
        if self.end is not None and day > self.end:
            return (day - self.end).days
        return 0 if self.start is not None else 3650


@dataclass(slots=True, eq=False)
class Person:
    """A person of the tables, with the offices held, oldest first."""

    name: str
    female: bool = False
    terms: list[Term] = field(default_factory=list)

    def term(self, day: date | None) -> Term:
        """The term in force on ``day``, else the nearest; the leading office where two overlap. No day: the last."""
        if day is None:
            return self.terms[-1]
        return min(self.terms, key=lambda t: (t.distance(day), not t.lead))


@dataclass(frozen=True, slots=True)
class Known:
    """What the tables say of one name. ``role`` is "agency" or "outlet" for the press; ``people`` holds namesakes."""

    name: str
    what: What
    kind: EntityKind
    country: str | None
    sector: str | None
    role: str = ""
    capitals: bool = False
    lower: bool = False
    people: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class Role:
    """A noun for people or bodies that act: see the header of ``data/actors/roles.tsv``."""

    noun: str
    what: Literal["office", "person", "group", "government", "body"]
    sector: str | None
    kind: EntityKind
    canonical: str


@dataclass(frozen=True, slots=True)
class Country:
    """A country's code, the name it goes by in every record, and the adjective that names its bodies."""

    code: str
    name: str
    adjective: str
    sector: str | None


_OFFICES = {"Foreign Minister": ("Foreign Minister", "Secretary of State", "Foreign Secretary")}


class Catalogue:
    """All tables, indexed by words."""

    def __init__(self) -> None:
        self.names: dict[str, tuple[Known, ...]] = {}
        self.longest: dict[str, int] = {}
        self.roles: dict[str, Role] = {}
        self.longest_role: dict[str, int] = {}
        self.countries: dict[str, Country] = {}
        self.by_name: dict[str, Country] = {}
        self.people: dict[str, Person] = {}
        self.surnames: dict[str, list[Person]] = {}
        self._shorts: dict[str, set[str]] = {}
        self._terms: dict[tuple[str, str | None], list[tuple[Term, Person]]] = {}
        self._load_countries()
        self._load_organisations()
        self._load_people()
        self._load_roles()

    # building

    def _add(self, alias: str, known: Known) -> None:
        outlet = known.role == "outlet"  # "The National" is a paper, "National" is not
        alias = alias if outlet else alias.removeprefix("the ").removeprefix("The ")
        words = words_of(alias)
        if not words:
            return
        letters = [c for c in alias if c.isalpha()]
        capitals = len(letters) <= 6 and len(words) <= 2 and all(c.isupper() for c in letters)
        lower = alias[0].islower() and not words[0] in _PARTICLES
        entry = Known(known.name, known.what, known.kind, known.country, known.sector, known.role, capitals, lower,
                      known.people)
        key = " ".join(words)
        here = tuple(k for k in self.names.get(key, ()) if (k.name, k.what) != (entry.name, entry.what) or not k.capitals)
        if all((k.name, k.what) != (entry.name, entry.what) for k in here):
            self.names[key] = (*here, entry)
        self.longest[words[0]] = max(self.longest.get(words[0], 0), len(words))

    def _load_countries(self) -> None:
        for row in read_table("actors/countries.tsv"):
            code, name, sector = row["code"], row["name"], row["sector"] or None
            adjectives = split_list(row["adjectives"])
            country = Country(code, name, adjectives[0] if adjectives else name, sector)
            self.by_name[name] = country
            self.countries.setdefault(code, country)
            acting = sector or "GOV"
            for alias in (name, *split_list(row["names"])):
                self._add(alias, Known(name, "country", "country", code, sector))
            for alias in adjectives:
                self._add(alias, Known(name, "adjective", "country", code, sector))
            for alias in split_list(row["people"]) or tuple(a + "s" for a in adjectives if not a.endswith(("s", "sh", "ese"))):
                if alias not in adjectives:
                    self._add(alias, Known(name, "people", "group", code, sector))
            for alias in split_list(row["capitals"]):
                self._add(alias, Known(name, "capital", "country", code, acting))
            for alias in split_list(row["seats"]):
                self._add(alias, Known(name, "seat", "country", code, acting))

    def _load_organisations(self) -> None:
        for row in read_table("actors/organisations.tsv"):
            known = Known(row["name"], "organisation", "organisation", row["country"] or None, row["sector"] or None, row["role"])
            for alias in (row["name"], *split_list(row["names"])):
                self._add(alias, known)

    def _load_people(self) -> None:
        by_alias: dict[str, list[Person]] = {}
        for row in read_table("actors/officeholders.tsv"):
            person = self.people.setdefault(row["name"], Person(row["name"]))
            person.female = person.female or row["gender"] == "f"
            term = Term(row["office"], row["country"] or None, row["sector"] or None, _day(row["from"]), _day(row["to"], True),
                        row["lead"] == "yes")
            person.terms.append(term)
            self._terms.setdefault((row["office"], term.country), []).append((term, person))
            aliases = by_alias.setdefault
            for alias in (row["name"], *split_list(row["names"])):
                if person not in aliases(alias, []):
                    by_alias[alias].append(person)
            for short in split_list(row["short"]) or (surname(row["name"], term.country),):
                for key in {" ".join(words_of(short)), " ".join(w for w in words_of(short) if w not in ("al", "el"))}:
                    holders = self.surnames.setdefault(key, [])
                    if person not in holders:
                        holders.append(person)
                    self._shorts.setdefault(person.name, set()).add(key)
        for person in self.people.values():
            person.terms.sort(key=lambda t: t.start or date.min)
        for alias, people in by_alias.items():
            last = people[-1].terms[-1]
            if len(words_of(alias)) > 1:
                self._add(alias, Known(people[0].name, "person", "person", last.country, last.sector, people=tuple(people)))

    def _load_roles(self) -> None:
        for row in read_table("actors/roles.tsv"):
            words = words_of(row["noun"])
            role = Role(row["noun"], row["class"], row["sector"] or None, row["kind"], row["canonical"])  # type: ignore[arg-type]
            self.roles.setdefault(" ".join(words), role)
            self.longest_role[words[0]] = max(self.longest_role.get(words[0], 0), len(words))

    # asking

    def lookup(self, words: Sequence[str], at: int, stop: int) -> Iterator[tuple[int, tuple[Known, ...]]]:
        """The names that start at ``words[at]`` and end before ``stop``, longest first, each with its end."""
        longest = self.longest.get(words[at], 0)
        for end in range(min(at + longest, stop), at, -1):
            known = self.names.get(" ".join(words[at:end]))
            if known:
                yield end, known

    def short_names(self, person: Person) -> set[str]:
        """What a person of the tables is called after the first mention, as comparison words."""
        return self._shorts.get(person.name, set())

    def country(self, name_or_code: str | None) -> Country | None:
        """The country that bears a canonical name or an alpha-3 code."""
        if name_or_code is None:
            return None
        return self.by_name.get(name_or_code) or self.countries.get(name_or_code)

    def adjective(self, code: str | None) -> str:
        """The canonical adjective of a country ("South Korean"), the short name of a supranational code, or ""."""
        if code in ("UNO", "EUR"):
            return {"UNO": "UN", "EUR": "EU"}[code]
        country = self.country(code)
        return country.adjective if country else ""

    def sole_holder(self, office: str, day: date | None) -> tuple[Person, Term] | None:
        """The only holder of an office that no two countries share on ``day`` ("the Pope", "the Sultan"), or None."""
        held = [(p, t) for (name, _), terms in self._terms.items() if name == office for t, p in terms
                if day is not None and t.start is not None and t.covers(day)]
        return held[0] if len(held) == 1 else None

    def has_office(self, office: str, country: str | None) -> bool:
        """Whether the tables know of such an office in a country at any time."""
        return any((name, country) in self._terms for name in _OFFICES.get(office, (office,)))

    def holder(self, office: str, country: str | None, day: date | None) -> Person | None:
        """Who held ``office`` ("Foreign Minister", "President", "leader" ...) in ``country`` on ``day``, None if not known.

        "leader" means whoever led the country. Without a day only an office with a single known holder is answered.
        """
        if office == "leader":
            found = [(t, p) for (_, c), held in self._terms.items() if c == country for t, p in held if t.lead]
        else:
            found = [h for name in _OFFICES.get(office, (office,)) for h in self._terms.get((name, country), [])]
        if day is None:
            return found[0][1] if len({p.name for _, p in found}) == 1 else None
        held = [(t, p) for t, p in found if t.covers(day) and (t.start is not None)]
        return max(held, key=lambda h: h[0].start or date.min)[1] if held else None


def surname(name: str, country: str | None) -> str:
    """The word by which a person is called after the first mention: "Lavrov", "Kim", "al-Assad", "de Mistura"."""
    words = name.split()
    if country in FAMILY_NAME_FIRST and len(words) > 1:
        return words[0]
    start = len(words) - 1
    while start > 1 and words[start - 1].lower() in _PARTICLES - {"bin", "ibn", "ben"}:
        start -= 1
    return " ".join(words[start:])


def _day(cell: str, last: bool = False) -> date | None:
    """An ISO day, month or year of a table's cell; a month or year means its first or (``last``) its last day."""
    if not cell:
        return None
    parts = [int(p) for p in cell.split("-")]
    if len(parts) == 3:
        return date(*parts)
    if len(parts) == 2:
        return date(parts[0], parts[1], 28 if last else 1)
    return date(parts[0], 12 if last else 1, 31 if last else 1)


@cache
def catalogue() -> Catalogue:
    """The tables, read once."""
    return Catalogue()


def holder(office: str, country: str, day: date | None) -> Person | None:
    """Who held an office when: ``holder("Foreign Minister", "RUS", date(2017, 12, 25))``."""
    return catalogue().holder(office, country, day)
