"""When was a report published: from its metadata, its address, an option, or worked out from its own words.

From the words, in this order: a date line ("Updated: 2017-09-15 17:52"); else full dates bound it from below, dates
without a year take the year in which the persons named held office, a Security Council vote "less than a week" ago
narrows it, and the weekday of the report's first sentences picks the day. What cannot be worked out stays unknown: the
day of reading is never used.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from dateutil import parser as date_parser

from detente.data import read_table, split_list
from detente.records import Passage, When

_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = {name[:n]: i for i, name in enumerate(_MONTHS, 1) for n in (3, 4, len(name))} | {"sept": 9}
_M = (
    r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DATES = (
    re.compile(rf"\b{_M} {{1,20}}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,? {{1,20}}(?P<year>(?:19|20)\d\d))?(?!\d)"),
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {{1,20}}{_M}(?:,? {{1,20}}(?P<year>(?:19|20)\d\d))?\b"),
    re.compile(r"\b(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)\b"),
)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAY = re.compile(rf"\b(?P<before>last |next |every |each |a |coming |since )?(?P<day>{'|'.join(_WEEKDAYS)})\b")
_URL_DATE = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<sep>[/_-])(?P<month>0?[1-9]|1[0-2])(?P=sep)(?P<day>0?[1-9]|[12]\d|3[01])(?!\d)"
    r"|(?<!\d)(?P<year2>(?:19|20)\d\d)[/-](?P<month2>0[1-9]|1[0-2])(?P<day2>0[1-9]|[12]\d|3[01])?(?!\d)"
    r"|(?<!\d)(?P<year3>20\d\d)(?P<month3>0[1-9]|1[0-2])(?P<day3>0[1-9]|[12]\d|3[01])(?!\d)"
)
_FUTURE = re.compile(
    r"\b(will|would|shall|by|until|till|due|next|upcoming|expected|scheduled|planned|set to|from)\b", re.I
)
_WEEK_AFTER = re.compile(
    r"\b(?P<span>(?:less than |within )?(?:a|one|two|three|\d) (?:week|day)s?|days|hours|a day|shortly|soon)"
    r" (?:after|since)\b",
    re.I,
)
_COUNCIL = re.compile(r"\b(Security Council|UNSC|U\.?N\.? (?:resolution|sanctions)|United Nations sanctions)\b")
_FORMER = re.compile(r"\b(former|ex-|late|then[- ]|predecessor|won by|under)\s*(?:[A-Z][\w.]*\s+){0,4}$")


def find_published(
    text: str,
    passages: Sequence[Passage],
    *,
    stated: str | None = None,
    url: str | None = None,
    option: date | None = None,
) -> When:
    """The report's publication date with its precision and basis.

    ``stated`` is the date in the metadata, ``option`` the user's for reports that state none. Basis: "stated" for
    metadata, address, option and date lines; "relative" for a date worked out from the words; "unknown" otherwise.
    """
    if stated and (day := parse_date(stated)):
        return When(day, day, "day", stated, "stated")
    if url and (found := date_in_url(url)):
        return found
    if option:
        return When(option, option, "day", None, "stated")
    return _from_date_line(text, passages) or _from_words(text, passages) or When()


def parse_date(value: str) -> date | None:
    """A calendar date from a date or date-time in common formats, or None; needs day, month and year.

    A year that no report can be of counts as none.
    """
    day = _parse_date(value.strip())
    return day if day is not None and is_of_news(day) else None


def is_of_news(day: date) -> bool:
    """Whether a report can have been published then: since there are newspapers, and for long to come."""
    return 1600 <= day.year < 2400


def _parse_date(value: str) -> date | None:
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        pass
    try:
        # Two defaults that differ in every field show which fields the text itself gave.
        one = date_parser.parse(value, default=date_parser.parse("2001-01-01"))
        two = date_parser.parse(value, default=date_parser.parse("2002-02-02"))
    except (ValueError, OverflowError, TypeError):
        return None
    return one.date() if one.date() == two.date() else None


def date_in_url(url: str) -> When | None:
    """The date in a web address such as ``/2016/10/13/`` or ``/2017-09/15/``; a month alone has month precision."""
    match = _URL_DATE.search(url)
    if not match:
        return None
    for suffix in ("", "2", "3"):
        if not match[f"year{suffix}"]:
            continue
        year, month, day = int(match[f"year{suffix}"]), int(match[f"month{suffix}"]), match[f"day{suffix}"]
        if not day and (more := re.match(r"[/-](0[1-9]|[12]\d|3[01])(?!\d)", url[match.end() :])):
            day = more[1]
        try:
            if day:
                found = date(year, month, int(day))
                return When(found, found, "day", match[0], "stated")
            return When(date(year, month, 1), _month_end(year, month), "month", match[0], "stated")
        except ValueError:
            return None
    return None


def _month_end(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _from_date_line(text: str, passages: Sequence[Passage]) -> When | None:
    for passage in passages:
        if passage.kind == "byline":
            for year, month, day, start, end in _dates(text, passage.start, passage.end):
                if year:
                    found = date(year, month, day)
                    return When(found, found, "day", text[start:end], "stated")
    return None


@dataclass(frozen=True, slots=True)
class _Clues:
    """What the words say: full dates, dates without a year, weekdays in order, each with its offset."""

    full: tuple[tuple[date, int], ...]
    partial: tuple[tuple[int, int, int], ...]
    weekdays: tuple[tuple[int, int], ...]


def _from_words(text: str, passages: Sequence[Passage]) -> When | None:
    clues = _clues(text, passages)
    floor = max((day for day, _ in clues.full), default=None)
    years = _years_in_office(text)
    for month, day_of_month, _ in clues.partial:
        resolved = [
            found
            for year in _candidate_years(floor, years)
            if (found := _date(year, month, day_of_month)) and _within(found, years)
        ]
        if floor is None:
            floor = resolved[0] if len(resolved) == 1 else None
        else:
            floor = max([floor, *(found for found in resolved if found <= floor + timedelta(days=60))])
    if floor is None:
        return None
    ceiling: date | None = None
    if vote := _council_vote(text, floor):
        floor, ceiling = vote
    # Weekday names in news mean the days just gone, so the first one dates the report to that day or the next.
    if clues.weekdays:
        day = floor + timedelta(days=(clues.weekdays[0][0] - floor.weekday()) % 7)
        if ceiling is None or day <= ceiling:
            return When(day, day + timedelta(days=1), "range", None, "relative")
    if ceiling:
        return When(floor, ceiling, "range", None, "relative")
    return When(floor, floor + timedelta(days=30), "range", None, "relative")


def _clues(text: str, passages: Sequence[Passage]) -> _Clues:
    full: list[tuple[date, int]] = []
    partial: list[tuple[int, int, int]] = []
    weekdays: list[tuple[int, int]] = []
    for passage in passages:
        if passage.kind not in ("body", "caption", "title", "dateline"):
            continue
        for year, month, day, start, _ in _dates(text, passage.start, passage.end):
            if _FUTURE.search(text[max(passage.start, start - 60) : start]):
                continue
            if year:
                full.append((date(year, month, day), start))
            else:
                partial.append((month, day, start))
        if passage.kind == "body":
            for match in _WEEKDAY.finditer(text, passage.start, passage.end):
                if not match["before"] and not text.startswith((" Express", " Times", " Telegraph"), match.end()):
                    weekdays.append((_WEEKDAYS.index(match["day"]), match.start()))
    return _Clues(tuple(full), tuple(partial), tuple(weekdays))


def _dates(text: str, start: int, end: int) -> Iterable[tuple[int | None, int, int, int, int]]:
    for pattern in _DATES:
        for match in pattern.finditer(text, start, end):
            name = match["month"].rstrip(".").lower()
            month = int(name) if name.isdigit() else _MONTH[name]
            year = int(match["year"]) if match["year"] else None
            if _date(year or 2000, month, int(match["day"])):
                yield year, month, int(match["day"]), match.start(), match.end()


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _candidate_years(floor: date | None, window: tuple[date, date] | None) -> list[int]:
    if floor:
        return [floor.year - 1, floor.year, floor.year + 1]
    if window and (window[1] - window[0]).days < 3 * 366:
        return list(range(window[0].year, window[1].year + 1))
    return []


def _within(day: date, window: tuple[date, date] | None) -> bool:
    return window is None or window[0] <= day <= window[1]


@cache
def _terms() -> dict[str, list[tuple[date, date]]]:
    """Terms of office by full name and by last name; last names shared by several persons keep all their terms."""
    out: dict[str, list[tuple[date, date]]] = {}
    for row in read_table("actors/officeholders.tsv"):
        try:
            start = date.fromisoformat(row["from"])
            end = date.fromisoformat(row["to"]) if row["to"] else date.max
        except ValueError:
            continue
        for name in {row["name"], row["name"].split()[-1], *split_list(row.get("short_names", ""))}:
            out.setdefault(name, []).append((start, end))
    return out


def _years_in_office(text: str) -> tuple[date, date] | None:
    """The stretch of time in which most of the office-holders named in ``text`` held office, or None."""
    terms = _terms()
    found: dict[str, list[tuple[date, date]]] = {}
    for match in re.finditer(r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,3}", text):
        if _FORMER.search(text[max(0, match.start() - 60) : match.start()]):
            continue
        words = match[0].split()
        for name in (" ".join(words[i:j]) for i in range(len(words)) for j in range(len(words), i, -1)):
            # A last name that several office-holders share (Kim, Bush) says little about the year.
            if name in terms and (" " in name or len(terms[name]) == 1):
                found[name.split()[-1]] = terms[name]
                break
    if not found:
        return None
    edges = sorted({start for spans in found.values() for start, _ in spans})

    def in_office(day: date) -> list[date]:
        """The ends of the terms that run on ``day``, one per person."""
        running = ([end for start, end in spans if start <= day <= end] for spans in found.values())
        return [max(ends) for ends in running if ends]

    best = max(edges, key=lambda day: (len(in_office(day)), day))
    ends = in_office(best)
    # The stretch lasts until the first of those in office then leaves.
    return (best, min(ends)) if ends and len(ends) >= max(1, len(found) - 1) else None


def _council_vote(text: str, floor: date) -> tuple[date, date] | None:
    """Publication bounds from "less than a week after the Council voted": the resolution on or after ``floor``."""
    for match in _WEEK_AFTER.finditer(text):
        clause = text[match.end() : match.end() + 160]
        if not _COUNCIL.search(clause):
            continue
        span = match["span"].lower()
        number = next((n for word, n in (("two", 2), ("three", 3)) if word in span), 1)
        days = 7 * number if "week" in span else 7
        votes = [
            day
            for row in read_table("sanctions/un_resolutions.tsv")
            if floor <= (day := date.fromisoformat(row["date"])) <= floor + timedelta(days=60)
            and _target_named(row["target"], text)
        ]
        if votes:
            return votes[0], votes[0] + timedelta(days=days)
    return None


@cache
def _country_names() -> dict[str, tuple[str, ...]]:
    out: dict[str, tuple[str, ...]] = {}
    for row in read_table("actors/countries.tsv"):
        out[row["code"]] = (row["name"], *split_list(row.get("names", "")))
    return out


def _target_named(code: str, text: str) -> bool:
    return any(name in text for name in _country_names().get(code, ()))
