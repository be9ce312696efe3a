"""Text that came from a report, made safe and fit for one line: no control characters, no tricks with direction."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_QUOTES = '"“”„«»'
_SPACES = re.compile(r"\s+")
_HARMFUL = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
"""Unicode categories never printed: controls, format characters (direction overrides), surrogates, unassigned."""
_JOINERS = frozenset("\u200c\u200d")  # needed to spell Persian and Indic words, harmless alone


def visible(text: str) -> str:
    """``text`` with every control, format, surrogate and unassigned character replaced by U+FFFD; line breaks stay."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(c if _prints(c) else "" if c == "\u00ad" else "\ufffd" for c in text.replace("\r\n", "\n"))


def _prints(char: str) -> bool:
    return char in "\n\t" or char in _JOINERS or unicodedata.category(char) not in _HARMFUL


def one_line(text: str) -> str:
    """``text`` on one line: visible characters only, blanks collapsed."""
    return _SPACES.sub(" ", visible(text)).strip()


def shorten(text: str, width: int) -> str:
    """``text`` on one line of at most ``width`` characters, cut at a word with an ellipsis."""
    line = one_line(text)
    if len(line) <= width:
        return line
    cut = line[: width - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[width // 2 :] else cut).rstrip(" ,;:") + "…"


def capital(text: str) -> str:
    """``text`` with its first letter in upper case."""
    return text[:1].upper() + text[1:]


def join(parts: Iterable[str], last: str = "and") -> str:
    """ "A", "A and B", "A, B and C"."""
    items = [p for p in parts if p]
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def count(number: int, noun: str, plural: str | None = None) -> str:
    """ "1 report", "2 reports"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def number(value: float) -> str:
    """500000.0 as "500,000", 54.7e6 as "54.7 million", 0.5 as "0.5"; never rounded."""
    for size, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if abs(value) >= size and round(value / size, 3) * size == value:
            return f"{value / size:,.7g} {word}"
    return f"{int(value):,}" if float(value).is_integer() else f"{value:,.10g}"


def quote(text: str, width: int | None = None) -> str:
    """``text`` on one line in quotation marks, those that it already has around it dropped."""
    line = one_line(text).strip(_QUOTES + " ").rstrip(",")
    if any(mark in line for mark in _QUOTES):
        line = one_line(text).rstrip(",")  # what looked like marks around it are marks inside it
    return f"“{shorten(line, width) if width else line}”"


def reported(text: str) -> str:
    """``text`` in ‹ ›: a report's rendering; a quotation that starts in it and is cut off is closed."""
    line = one_line(text).rstrip(",")
    opened = line.count("“") - line.count("”") + line.count('"') % 2
    return f"‹{line}{'”' if opened > 0 and '“' in line else chr(34) if opened > 0 else ''}›"
