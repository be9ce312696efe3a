"""Numbers in words and figures: "three", "1.2 million", "two hundred and fifty", "a quarter", "12th"."""

from __future__ import annotations

import re
from functools import cache

from detente.data import read_table

_FIGURE = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+")
_ORDINAL = re.compile(r"(\d{1,3}(?:,\d{3})*|\d+)(?:st|nd|rd|th)", re.IGNORECASE)
_SUFFIX = re.compile(r"((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(k|m|bn|mn|b)", re.IGNORECASE)
_SUFFIXES = {"k": 1e3, "m": 1e6, "mn": 1e6, "b": 1e9, "bn": 1e9}
_SPACES = re.compile(r"[\s\u00a0\u2009\u202f-]+")
VULGAR = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3, "⅕": 0.2, "⅛": 0.125}


@cache
def words(kind: str) -> dict[str, float]:
    """The number words of one kind ("unit", "scale", "ordinal", "fraction", "vague", "group") with their values."""
    rows = read_table("quantities/number_words.tsv")
    return {row["form"]: float(row["value"]) for row in rows if row["kind"] == kind}


def figure(text: str) -> float | None:
    """The value of a number in figures, thousands separated by commas or not ("500,000", "1.2"); None if it is none."""
    if _FIGURE.fullmatch(text):
        return float(text.replace(",", ""))
    return VULGAR.get(text)


def ordinal(text: str) -> int | None:
    """The rank that a word or figure names ("third", "21st"); None if it names none."""
    match = _ORDINAL.fullmatch(text)
    if match:
        return int(match[1].replace(",", ""))
    value = words("ordinal").get(text.lower())
    if value is None and "-" in text:
        head, _, tail = text.lower().rpartition("-")
        tens, rank = words("unit").get(head), words("ordinal").get(tail)
        value = tens + rank if tens is not None and rank is not None and tens >= 20 and rank < 10 else None
    return None if value is None else int(value)


def cardinal(text: str) -> float | None:
    """The value of a whole number phrase, in words, figures or both ("two hundred and five", "1.2 million", "34m")."""
    match = _SUFFIX.fullmatch(text.strip())
    if match:
        return float(match[1].replace(",", "")) * _SUFFIXES[match[2].lower()]
    total = current = 0.0
    seen = False
    for word in _SPACES.split(text.strip().lower()):
        if word in ("and", "a", "an", ""):
            if word in ("a", "an"):
                current = current or 1.0
                seen = True
            continue
        value = figure(word)
        if value is None:
            value = words("unit").get(word)
        if value is not None:
            # "twenty one" adds, "5 ½" adds; a second full figure is another number.
            if seen and current >= 1 and current == int(current) and current % 10 != 0 and value >= 1:
                return None
            current += value
            seen = True
            continue
        scale = words("scale").get(word) or words("group").get(word)
        if scale is None:
            return None
        if scale >= 1000:
            total += (current or 1.0) * scale
            current = 0.0
        else:
            current = (current or 1.0) * scale
        seen = True
    return total + current if seen else None
