"""Where names lie: cities and towns, states and provinces, counties, countries, and the sites of conflict news.

The tables of cities and towns are large; they are kept as sorted lines and searched by bisection, so that loading takes
milliseconds.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from detente.data import read_table, split_list
from detente.mentions.catalogue import words_of
from detente.records import PlacePrecision

# States whose name is a country's or a capital's too: the rank of a town, so that only the report's other places, or
# the state's standing after a town, speak for them.
_SHADOWS = frozenset({"Georgia", "Washington", "District of Columbia", "New York", "Victoria"})
_SHADOWED = 2e5
_COUNTY = 5e4
_KINDS = (" county", " parish", " borough")


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the tables. ``rank`` orders places of one name: people living there, more for sites, states and
    countries."""

    name: str
    country: str | None
    latitude: float | None
    longitude: float | None
    precision: PlacePrecision
    rank: float
    division: str = ""
    capital: bool = False
    alternative: bool = False


class Gazetteer:
    """Looks places up by the words of their name."""

    def __init__(self) -> None:
        self._cities = _lines("cities")
        self._towns = _lines("towns")
        self._sites: dict[str, list[Place]] = {}
        self._countries: dict[str, Place] = {}
        self.states: dict[str, tuple[str, str]] = {}
        self._states: dict[tuple[str, str], Place] = {}
        self._read_sites()
        self._read_states()
        self._read_countries()

    def _read_sites(self) -> None:
        for row in read_table("places/sites.tsv"):
            precision: PlacePrecision = row["precision"]  # type: ignore[assignment]
            place = Place(
                row["name"], row["country"] or None, float(row["latitude"]), float(row["longitude"]), precision, 3e6
            )
            for name in (row["name"], *split_list(row["names"])):
                self._sites.setdefault(" ".join(words_of(name)), []).append(place)

    def _read_states(self) -> None:
        for row in read_table("places/states.tsv"):
            latitude = float(row["latitude"]) if row["latitude"] else None
            longitude = float(row["longitude"]) if row["longitude"] else None
            rank = _SHADOWED if row["name"] in _SHADOWS else 4e6
            place = Place(row["name"], row["country"], latitude, longitude, "province", rank, row["code"])
            self._states[row["country"], row["code"]] = place
            for form in (row["name"], *split_list(row["abbreviations"])):
                # "Ill." and "Man." are states only after a town.
                if form == row["name"] or form.count(".") > 1:
                    self._sites.setdefault(" ".join(words_of(form)), []).append(place)
                self.states.setdefault(form.lower(), (row["country"], row["code"]))

    def _read_countries(self) -> None:
        for row in read_table("actors/countries.tsv"):
            if row["sector"]:
                continue
            place = Place(row["name"], row["code"], None, None, "country", 1e8)
            for name in (row["name"], *split_list(row["names"])):
                self._countries.setdefault(" ".join(words_of(name)), place)

    def state(self, state: tuple[str, str] | None) -> Place | None:
        """The state or province of a country and code."""
        return self._states.get(state) if state else None

    def country(self, key: str) -> Place | None:
        """The country of that name, by the words of ``key``."""
        return self._countries.get(key)

    def look_up(self, key: str) -> list[Place]:
        """All places called ``key`` (words as ``words_of`` gives them, joined by blanks), countries and sites first."""
        country = self._countries.get(key)
        out = [country] if country else []
        out += self._sites.get(key, ())
        if key.endswith(_KINDS):
            out += _counties().get(key, ())
        wanted = key.encode("utf-8") + b"\t"
        out += [_city(cell) for cell in _cells(self._cities, wanted)]
        return out + [_town(cell, key) for cell in _cells(self._towns, wanted)]

    def middle(self, country: str) -> tuple[float, float] | None:
        """A point for a country as a whole, in degrees north and east; None for one that the table has not."""
        return _middles().get(country)


def _lines(table: str) -> list[bytes]:
    data = files("detente.data").joinpath(f"places/{table}.tsv").read_bytes()
    return [line for line in data.split(b"\n") if line and not line.startswith((b"#", b"key\t"))]


def _cells(lines: list[bytes], wanted: bytes) -> list[str]:
    at = bisect_left(lines, wanted)
    if at == len(lines) or not lines[at].startswith(wanted):
        return []
    return lines[at].split(b"\t", 1)[1].decode("utf-8").split("|")


@cache
def _counties() -> dict[str, list[Place]]:
    out: dict[str, list[Place]] = {}
    for row in read_table("places/counties.tsv"):
        latitude, longitude = float(row["latitude"]), float(row["longitude"])
        place = Place(row["name"], "USA", latitude, longitude, "district", _COUNTY, row["state"])
        out.setdefault(" ".join(words_of(row["name"])), []).append(place)
    return out


@cache
def _middles() -> dict[str, tuple[float, float]]:
    rows = read_table("places/countries.tsv")
    return {row["code"]: (float(row["latitude"]), float(row["longitude"])) for row in rows}


def _city(cell: str) -> Place:
    name, country, latitude, longitude, population, _, division, flags = cell.split(",")
    return Place(
        name,
        country,
        float(latitude),
        float(longitude),
        "city",
        float(population),
        division,
        capital="c" in flags,
        alternative="a" in flags,
    )


def _town(cell: str, key: str) -> Place:
    name, country, latitude, longitude, population, division = cell.split(",")
    return Place(name or key.title(), country, float(latitude), float(longitude), "city", float(population), division)


@cache
def gazetteer() -> Gazetteer:
    """The shipped gazetteer, read once."""
    return Gazetteer()
