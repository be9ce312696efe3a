"""When a coded item and one of the record are the same: places in the text, codes, sides, days, words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

Json = Any
Range = tuple[int, int]
RECIPROCAL = ("04", "057", "06", "036", "037")
"""CAMEO codes of what both sides do: who stands on which side does not count."""
_QUOTES = "[\"'“”‘’]"
_WORD = re.compile(r"[a-z0-9]{3,}")


def find(text: str, quote: str | None, start: int = 0) -> Range | None:
    """Where ``quote`` stands in ``text``, whatever its blanks and kinds of quotation marks; None where it does not."""
    if not quote:
        return None
    at = text.find(quote, start)
    if at >= 0:
        return at, at + len(quote)
    loose = re.escape(re.sub(r"\s+", " ", quote.strip())).replace(r"\ ", r"\s+")
    found = re.search(re.sub(_QUOTES, _QUOTES, loose), text[start:])
    return (start + found.start(), start + found.end()) if found else None


def overlap(a: Range | None, b: Range | None) -> bool:
    """Whether two ranges share a character."""
    return a is not None and b is not None and min(a[1], b[1]) > max(a[0], b[0])


def jaccard(a: Range, b: Range) -> float:
    """The share of the characters of both ranges that they have in common."""
    common = max(0, min(a[1], b[1]) - max(a[0], b[0]))
    return common / max(1, (a[1] - a[0]) + (b[1] - b[0]) - common)


def span(value: Json) -> Range | None:
    """The range of a Span of the record."""
    return (value["start"], value["end"]) if value else None


def hull(spans: Iterable[Json] | None) -> Range | None:
    """From the start of the first to the end of the last of the record's Spans."""
    ranges = [(s["start"], s["end"]) for s in spans or () if s]
    return (min(a for a, _ in ranges), max(b for _, b in ranges)) if ranges else None


def number(value: Json) -> float | None:
    """A number, whichever way it is written."""
    try:
        return float(str(value).replace(",", ""))
    except ValueError:
        return None


def words(value: Json) -> set[str]:
    """The words of a name that tell: three letters or more, lower case."""
    return set(_WORD.findall((value or "").lower()))


def share_words(got: Json, wanted: Json) -> bool:
    """Whether two names have a word in common."""
    return bool(words(got) & words(wanted))


def same(got: Json, wanted: Json) -> bool:
    """Whether two values are equal."""
    return bool(got == wanted)


def accepts(item: Mapping[str, Json], key: str, got: Json, like: Callable[[Json, Json], bool] = same) -> bool:
    """Whether ``got`` is the coded value of ``key`` or one of its ``key_accept``s; where nothing is coded all is."""
    wanted = ([item[key]] if item.get(key) is not None else []) + list(item.get(f"{key}_accept") or [])
    return not wanted or any(like(got, w) for w in wanted)


def codes(item: Mapping[str, Json]) -> list[str]:
    """The CAMEO codes that a coded event may have."""
    return [str(code) for code in item.get("cameo", [])]


def code_match(code: Json, wanted: Iterable[str], digits: int | None = None) -> bool:
    """Whether a CAMEO code is one of those wanted, or above or below it; of the first ``digits`` alone if given."""
    code = str(code or "")
    if digits:
        return any(code[:digits] == w[:digits] for w in wanted)
    return any(code == w or code.startswith(w) or (w.startswith(code) and len(code) >= 3) for w in wanted)


def countries(entities: Iterable[Json] | None) -> set[str]:
    """The countries of the record's Entities."""
    return {e["country"] for e in entities or () if e.get("country")}


def sides_match(event: Mapping[str, Json], item: Mapping[str, Json], exact: bool) -> bool:
    """Whether the countries of both sides are those coded: all of them if ``exact``, else one on each side."""
    actors, recipients = countries(event.get("actors")), countries(event.get("recipients"))
    coded, at = set(filter(None, item.get("actors", []))), set(filter(None, item.get("recipients", [])))
    if any(code.startswith(RECIPROCAL) for code in codes(item)):
        ours, theirs = actors | recipients, coded | at
        return ours == theirs if exact else bool(ours & theirs) or not theirs
    if exact:
        return actors == coded and recipients == at
    return (bool(actors & coded) or not coded) and (bool(recipients & at) or not at)


def when_match(event: Mapping[str, Json], item: Mapping[str, Json]) -> bool | None:
    """Whether an event is dated as coded, as precisely as that was; None where it was not."""
    wanted = item.get("when")
    if not wanted:
        return None
    low, _, high = wanted.partition("/")
    when = event.get("when") or {}
    start = str(when.get("start") or "")
    end = str(when.get("end") or when.get("start") or "")
    return start.startswith(low) and end.startswith(high or low) if len(low) == 10 else start[: len(low)] == low


def greedy(pairs: Iterable[tuple[float, int, int]]) -> dict[int, int]:
    """The second index of (score, first, second) to the first, each used once, best score first."""
    used: set[int] = set()
    out: dict[int, int] = {}
    for _, i, j in sorted(pairs, key=lambda p: (-p[0], p[1], p[2])):
        if i not in used and j not in out:
            used.add(i)
            out[j] = i
    return out
