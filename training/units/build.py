"""Writes ``data/quantities/currencies.tsv``: the money of the world by its names in the Unicode CLDR, as Babel has it.

Run as ``python -m training.units.build`` with Babel installed. Names that carry years ("German Mark (1948-2001)"),
funds, metals and units of account are left out, and so are codes that are words ("ALL", "TOP").
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from pathlib import Path

OUT = Path(__file__).parents[2] / "src" / "detente" / "data" / "quantities" / "currencies.tsv"
HEADER = """\
# Money by its names. Written by training/units/build.py; do not edit. Rows of units.tsv go before these.
#
# unit     ISO 4217 code
# forms    names after the number, lower case, singular and plural
# noun     the last word of the name, where no other money is called so
# symbols  the code, where it is no word
#
# Source: Unicode CLDR (unicode.org, Unicode License), as packaged by Babel; ISO 4217.
unit	forms	noun	symbols
"""
_NO_MONEY = re.compile(r"unit|funds|code|unknown|silver|gold|palladium|platinum|rights|unidad|sucre$|\(|\d", re.I)
_WORDS = frozenset(
    "ALL BAM BOB COP CUP GEL MAD MOP PEN SOS STD TOP TRY DOP LAK AMD DEM SIT CAD MUR NOK LUC LUF".split()
)
# Nouns with another sense, or with money of several states that units.tsv does not set apart.
_PLAIN = frozenset(
    "real sol mark won rand euro som leu lev pound dollar franc peso dinar rupee rial riyal shilling krone krona "
    "dirham crown inti tala vatu leone kina balboa colon guarani loti cordoba lempira pula metical dong baht".split()
)


def rows() -> list[str]:
    """The lines of the table, sorted by code."""
    from babel import Locale
    from babel.numbers import get_currency_name

    locale = Locale("en")
    names = {code: name for code, name in locale.currencies.items() if not _NO_MONEY.search(name)}
    nouns = Counter(_plain(name).split()[-1] for name in names.values())
    out = []
    for code, name in sorted(names.items()):
        forms = {_plain(name), *(_plain(get_currency_name(code, count=n, locale=locale)) for n in (1, 2))}
        forms |= {form.replace("ruble", "rouble") for form in forms}
        noun = _plain(name).split()[-1]
        alone = noun if nouns[noun] == 1 and noun not in _PLAIN and len(forms) and " " in _plain(name) else ""
        symbol = "" if code in _WORDS else code
        out.append(f"{code}\t{'|'.join(sorted(forms))}\t{'|'.join([alone, alone + 's']) if alone else ''}\t{symbol}")
    return out


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFD", name.lower().replace("&", "and"))
    return "".join(c for c in letters if not unicodedata.combining(c) and c not in "’ʻ'").replace("-", " ")


def main() -> None:
    """Write the table."""
    OUT.write_text(HEADER + "\n".join(rows()) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
