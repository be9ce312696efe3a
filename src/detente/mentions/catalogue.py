"""Who the tables in ``data/actors`` know, for look-up by words: countries, organisations, office-holders, role nouns.

Abbreviations in capitals ("US", "IS", "WHO") match capitals only; see ``comparison`` for the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Literal, cast

from detente.data import read_table, split_list
from detente.mentions.comparison import words_of
from detente.mentions.officeholders import OfficeHolders, Person
from detente.records import EntityKind

__all__ = ["SUPRANATIONAL", "Catalogue", "Country", "Known", "Role", "catalogue", "holder", "words_of"]

What = Literal["country", "adjective", "people", "capital", "seat", "organisation", "person"]
RoleClass = Literal["office", "person", "group", "government", "body"]

SUPRANATIONAL = frozenset({"UNO", "EUR", "IGO", "NGO", "ISM", "IMG", "MNC"})
"""Codes that stand where a country's would but are none."""

_ABBREVIATION = 6  # letters: longer names in capitals are only shouted
_PARTICLES = frozenset({"al", "el", "bin", "ibn", "ben"})


@dataclass(frozen=True, slots=True)
class Known:
    """What the tables say of one name.

    ``role`` is "agency" or "outlet" for the press; ``people`` holds namesakes; ``capitals``: an abbreviation that
    counts in capitals only; ``lower``: a name that may be written small.
    """

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
    what: RoleClass
    sector: str | None
    kind: EntityKind
    canonical: str
    traits: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Country:
    """A country's code, the name it goes by in every record, and the adjective that names its bodies."""

    code: str
    name: str
    adjective: str
    sector: str | None


class Catalogue:
    """All tables, indexed by words."""

    def __init__(self) -> None:
        self.names: dict[str, tuple[Known, ...]] = {}
        self.longest: dict[str, int] = {}  # first word of a name -> words of the longest name that begins with it
        self.roles: dict[str, Role] = {}
        self.longest_role: dict[str, int] = {}
        self.countries: dict[str, Country] = {}
        self.by_name: dict[str, Country] = {}
        self.offices = OfficeHolders()
        self._load_countries()
        self._load_organisations()
        self._load_groups()
        self._load_people()
        self._load_roles()

    # building

    def _add(self, alias: str, known: Known) -> None:
        if known.role != "outlet":  # "The National" is a paper, "National" is not
            alias = alias.removeprefix("the ").removeprefix("The ")
        words = words_of(alias)
        if not words:
            return
        letters = [c for c in alias if c.isalpha()]
        capitals = len(letters) <= _ABBREVIATION and len(words) <= 2 and all(c.isupper() for c in letters)
        entry = replace(known, capitals=capitals, lower=alias[0].islower() and words[0] not in _PARTICLES)
        key, same = " ".join(words), (known.name, known.what)
        others = tuple(
            k for k in self.names.get(key, ()) if (k.name, k.what) != same or not (k.capitals or entry.lower)
        )
        if all((k.name, k.what) != same for k in others):
            self.names[key] = (*others, entry)
        self.longest[words[0]] = max(self.longest.get(words[0], 0), len(words))

    def _load_countries(self) -> None:
        for row in read_table("actors/countries.tsv"):
            code, name, sector = row["code"], row["name"], row["sector"] or None
            adjectives = split_list(row["adjectives"])
            country = Country(code, name, adjectives[0] if adjectives else name, sector)
            self.by_name[name] = country
            self.countries.setdefault(code, country)
            plurals = tuple(a + "s" for a in adjectives if not a.endswith(("s", "sh", "ese")))
            for what, kind, aliases in (
                ("country", "country", (name, *split_list(row["names"]))),
                ("adjective", "country", adjectives),
                ("people", "group", [a for a in split_list(row["people"]) or plurals if a not in adjectives]),
                ("capital", "country", split_list(row["capitals"])),
                ("seat", "country", split_list(row["seats"])),
            ):
                acting = (sector or "GOV") if what in ("capital", "seat") else sector
                for alias in aliases:
                    self._add(alias, Known(name, cast(What, what), cast(EntityKind, kind), code, acting))

    def _load_organisations(self) -> None:
        for row in read_table("actors/organisations.tsv"):
            country, sector = row["country"] or None, row["sector"] or None
            known = Known(row["name"], "organisation", "organisation", country, sector, row["role"])
            for alias in (row["name"], *split_list(row["names"])):
                self._add(alias, known)

    def _load_groups(self) -> None:
        for row in read_table("actors/groups.tsv"):
            for alias in (row["name"], *split_list(row["names"])):
                self._add(alias, Known(row["name"], "people", "group", None, row["sector"]))

    def _load_people(self) -> None:
        by_spelling: dict[str, list[Person]] = {}
        for person in self.offices.people.values():
            for spelling in person.spellings:
                if len(words_of(spelling)) > 1:
                    by_spelling.setdefault(spelling, []).append(person)
        for spelling, people in by_spelling.items():
            last = people[-1].terms[-1]
            named = people[0].name
            self._add(spelling, Known(named, "person", "person", last.country, last.sector, people=tuple(people)))

    def _load_roles(self) -> None:
        for row in read_table("actors/roles.tsv"):
            words = words_of(row["noun"])
            role = Role(
                row["noun"],
                cast(RoleClass, row["class"]),
                row["sector"] or None,
                cast(EntityKind, row["kind"]),
                row["canonical"],
                frozenset(split_list(row["traits"])),
            )
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


@cache
def catalogue() -> Catalogue:
    """The tables, read once."""
    return Catalogue()


def holder(office: str, country: str, day: date | None) -> Person | None:
    """Who held an office when: ``holder("Foreign Minister", "RUS", date(2017, 12, 25))``."""
    return catalogue().offices.holder(office, country, day)
