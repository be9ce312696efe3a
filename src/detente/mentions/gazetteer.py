"""Where names lie: cities, states of the USA, countries, and the sites of conflict news, found by their words.

The table of cities is large; it is kept as sorted lines and searched by bisection, so that loading takes milliseconds.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from detente.data import read_table, split_list
from detente.mentions.catalogue import words_of
from detente.records import PlacePrecision


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
        data = files("detente.data").joinpath("places/cities.tsv").read_bytes()
        self._lines = [line for line in data.split(b"\n") if line and not line.startswith((b"#", b"key\t"))]
        self._sites: dict[str, list[Place]] = {}
        self._countries: dict[str, Place] = {}
        self.states: dict[str, str] = {}
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
            place = Place(row["name"], row["country"], latitude, longitude, "province", 4e6, row["code"])
            if row["name"] not in ("Georgia", "Washington", "District of Columbia"):
                self._sites.setdefault(" ".join(words_of(row["name"])), []).append(place)
            for form in (row["name"], *split_list(row["abbreviations"])):
                self.states[form.lower()] = row["code"]

    def _read_countries(self) -> None:
        for row in read_table("actors/countries.tsv"):
            if row["sector"]:
                continue
            place = Place(row["name"], row["code"], None, None, "country", 1e8)
            for name in (row["name"], *split_list(row["names"])):
                self._countries.setdefault(" ".join(words_of(name)), place)

    def country(self, key: str) -> Place | None:
        """The country of that name, by the words of ``key``."""
        return self._countries.get(key)

    def look_up(self, key: str) -> list[Place]:
        """All places called ``key`` (words as ``words_of`` gives them, joined by blanks), countries and sites first."""
        country = self._countries.get(key)
        out = [country] if country else []
        out += self._sites.get(key, ())
        wanted = key.encode("utf-8") + b"\t"
        at = bisect_left(self._lines, wanted)
        if at < len(self._lines) and self._lines[at].startswith(wanted):
            out += [_city(cell) for cell in self._lines[at].split(b"\t", 1)[1].decode("utf-8").split("|")]
        return out


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


@cache
def gazetteer() -> Gazetteer:
    """The shipped gazetteer, read once."""
    return Gazetteer()
