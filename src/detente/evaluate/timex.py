"""TIMEX3's types and values for the time expressions of the program, whose own notation is a stretch of days."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from detente.language.document import Document
from detente.mentions.number_phrases import number_phrases
from detente.mentions.types import TimeMention
from detente.records import When

_SIZES = {
    "second": "S", "minute": "M", "hour": "H", "day": "D", "night": "D", "week": "W", "weekend": "W", "month": "M",
    "quarter": "Q", "year": "Y", "decade": "E", "century": "C", "centurie": "C",
}  # fmt: skip
_CLOCK_SIZES = frozenset({"second", "minute", "hour"})
_UNIT = re.compile(rf"\b({'|'.join(_SIZES)})s?\b", re.I)
_SETS = {
    "hourly": "PT1H", "daily": "P1D", "nightly": "P1D", "weekly": "P1W", "monthly": "P1M", "quarterly": "P1Q",
    "annual": "P1Y", "annually": "P1Y", "yearly": "P1Y", "per annum": "P1Y",
}  # fmt: skip
_PARTS = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "tonight": "NI", "midday": "MI"}
_PART = re.compile(rf"\b({'|'.join(_PARTS)})\b", re.I)
_CLOCK = re.compile(r"\b(\d{1,2})(?:[:.](\d\d))? ?(a\.?m\.?|p\.?m\.?)?(?![\d/-])", re.I)
_SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
_SEASON = re.compile(rf"\b({'|'.join(_SEASONS)})\b", re.I)
_NOW = re.compile(r"\b(?:now|current(?:ly)?|present(?:ly)?|nowadays|these days|moment|at this (?:time|point))\b", re.I)
_PAST = re.compile(r"\b(?:recent(?:ly)?|past|previous(?:ly)?|former(?:ly)?|earlier|once|ago)\b", re.I)
_FUTURE = re.compile(r"\b(?:future|soon|coming|upcoming|later|next|shortly)\b", re.I)
_VAGUE = re.compile(r"\b(?:few|several|many|some|recent|number|dozens?)\b", re.I)
_MANY = re.compile(r"(?:weeks|months|years|days)\b", re.I)
_FROM = re.compile(r"\b(?:ago|earlier|later|since|before|after|from now|quarter|half)\b", re.I)
_ONE = re.compile(r"\b(?:an?|one|each|every|per)[ -]*(?:full |entire |whole )?$", re.I)
_WEEKDAYS = ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")
_WEEKDAY = re.compile(rf"\b({'|'.join(_WEEKDAYS)})days?\b")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = re.compile(rf"\b({'|'.join(_MONTHS)})(?:uary|ruary|ch|il|e|y|ust|tember|t|ober|ember)?\b")
_LEAD = re.compile(r"(?:within|only|just|barely) ", re.I)
_ARTICLE = re.compile(r"the (?=[\w ]+-(?:quarter|half)$)|just (?=\w+ ago$)", re.I)
_DECADE = re.compile(r"(?:0'?s|(?:twen|thir|for|fif|six|seven|eigh|nine)ties)\b", re.I)
_YEAR_BEFORE = re.compile(r"(?:a|one) year (?:ago|earlier|before)|(?:the )?year-(?:ago|earlier)", re.I)
_QUARTER = re.compile(r"\bquarter\b|\bperiod\b|\byear-(?:ago|earlier)\b|\bQ[1-4]\b", re.I)
_HALF = re.compile(r"\bhalf\b", re.I)
_VALUES = (
    (re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?"), "day"),
    (re.compile(r"(\d{4})-W(\d\d)"), "week"),
    (re.compile(r"(\d{4})-W(\d\d)-WE"), "weekend"),
    (re.compile(r"(\d{4})-Q([1-4])"), "quarter"),
    (re.compile(r"(\d{4})-H([12])"), "half"),
    (re.compile(r"(\d{4})-(\d\d)"), "month"),
    (re.compile(r"(\d{4})"), "year"),
    (re.compile(r"(\d{3})"), "decade"),
    (re.compile(r"(\d{2})"), "century"),
)


def normal(document: Document, mention: TimeMention) -> tuple[str, str]:
    """Type and value of a time expression of ``document``; the value is "" where TIMEX3 has none for it."""
    words = document.text[slice(*document.slice(mention.start, mention.end))]
    count = _count(document, mention, words)
    if mention.function == "set":
        return "SET", _recurrence(words, count)
    if mention.function == "duration" or _is_length(words, mention.when, count):
        return "DURATION", _duration(words, count)
    value = _stretch(words, mention.when)
    if len(value) == len("2000-01-01"):
        if part := _PART.search(words):
            return "TIME", f"{value}T{_PARTS[part[1].lower()]}"
        if clock := _clock(words):
            return "TIME", value + clock
    return "DATE", value


def is_attribute(document: Document, mention: TimeMention) -> bool:
    """Whether a recurrence only says of what kind something is ("daily flights"), which TimeBank leaves unmarked."""
    if mention.function != "set" or mention.end - mention.start > 1 or mention.end >= len(document.tokens):
        return False
    word, after = document.tokens[mention.start], document.tokens[mention.end]
    return word.lower.endswith("ly") and word.pos == "ADJ" and after.pos in ("NOUN", "PROPN", "ADJ")


def lead(words: str, kind: str) -> int:
    """How many characters before an expression TIMEX3 leaves out: "within" a week, "the" third-quarter results."""
    match = (_LEAD if kind == "DURATION" else _ARTICLE).match(words)
    return match.end() if match else 0


def is_quarter(value: str) -> bool:
    """Whether a value names a quarter of a year."""
    return re.fullmatch(r"\d{4}-Q[1-4]", value) is not None


def year_before(words: str, value: str, quarter: str) -> str:
    """The value of "a year ago" beside results of a ``quarter`` ("1989-Q3"): that quarter of the year before."""
    if not quarter or len(value) != 4 or not _YEAR_BEFORE.fullmatch(words):
        return value
    year = int(quarter[:4])
    return f"{year - (int(value) < year):04}{quarter[4:]}"


def _is_length(words: str, when: When, count: str | None) -> bool:
    """ "The past two weeks", "the last few months" are lengths for TIMEX3, which for us end today."""
    told = when.precision == "range" and _UNIT.search(words) is not None and _FROM.search(words) is None
    return told and (count is not None or _MANY.search(words) is not None)


def _count(document: Document, mention: TimeMention, words: str) -> str | None:
    """The number in an expression as TIMEX3 writes it: digits, "X" for a vague one, None where there is none."""
    unit = _UNIT.search(words)
    before = words[: unit.start()] if unit else words
    if _VAGUE.search(before):
        return "X"
    stop = document.tokens[mention.start].idx + len(before)
    end = next((i for i in range(mention.start, mention.end) if document.tokens[i].idx >= stop), mention.end)
    numbers = [p for p in number_phrases(document.tokens, mention.start, end) if not p.ordinal]
    if numbers:
        return f"{round(numbers[-1].value, 2):g}"
    if re.search(r"\bcouple\b", before, re.I):
        return "2"
    return "1" if _ONE.search(before) else None


def _duration(words: str, count: str | None) -> str:
    unit = _UNIT.search(words)
    if unit is None:
        return ""
    name = unit[1].lower()
    size = f"{count or ('X' if unit[0].lower().endswith('s') else '1')}{_SIZES[name]}"
    return f"PT{size}" if name in _CLOCK_SIZES else f"P{size}"


def _recurrence(words: str, count: str | None) -> str:
    lower = words.lower()
    for name, value in _SETS.items():
        if name in lower:
            return value
    if day := _WEEKDAY.search(lower):
        return f"XXXX-WXX-{_WEEKDAYS.index(day[1]) + 1}"
    if month := _MONTH.search(lower):
        return f"XXXX-{_MONTHS.index(month[1]) + 1:02}"
    return _duration(words, "1" if re.search(r"\ban?\b|\bper\b", lower) else count)


def _clock(words: str) -> str | None:
    for name, value in (("noon", "T12:00"), ("midnight", "T24:00")):
        if name in words.lower().split():
            return value
    for match in _CLOCK.finditer(words):
        hour, minute, half = int(match[1]), match[2], (match[3] or "").lower().replace(".", "")
        if hour > 23 or not (minute or half):
            continue
        hour = hour % 12 + 12 * (half == "pm") if half else hour
        return f"T{hour:02}:{minute or '00'}"
    return None


def _stretch(words: str, when: When) -> str:
    """The value of a stretch of days in the words' own grain."""
    start, end = when.start, when.end
    if start is None or end is None or (_NOW.search(words) and not _UNIT.search(words)):
        return _reference(words)
    season = _SEASON.search(words)
    if season is not None:
        return f"{start.year:04}-{_SEASONS[season[1].lower()]}"
    if "weekend" in words.lower():
        week = start.isocalendar()
        return f"{week.year:04}-W{week.week:02}-WE"
    if when.precision == "day" or start == end:
        return start.isoformat()
    if when.precision == "week":
        week = start.isocalendar()
        return f"{week.year:04}-W{week.week:02}"
    if when.precision == "month":
        return f"{start.year:04}-{start.month:02}"
    if when.precision == "year":
        return f"{start.year:04}"
    return _range(words, start, end)


def _range(words: str, start: date, end: date) -> str:
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    if _QUARTER.search(words) and months == 3:
        return f"{start.year:04}-Q{(start.month + 2) // 3}"
    if _HALF.search(words) and months == 6:
        return f"{start.year:04}-H{1 if start.month == 1 else 2}"
    if start.year % 10 == 0 and end.year - start.year == 9 or _DECADE.search(words):
        return f"{start.year // 10:03}"
    if "centur" in words.lower():
        return f"{start.year // 100:02}"
    if start.year == end.year and start.month == end.month:
        return f"{start.year:04}-{start.month:02}"
    if start.year == end.year:
        return f"{start.year:04}"
    return _reference(words) or f"{start.year:04}"


def _reference(words: str) -> str:
    for pattern, value in ((_NOW, "PRESENT_REF"), (_PAST, "PAST_REF"), (_FUTURE, "FUTURE_REF")):
        if pattern.search(words):
            return value
    return ""


def days(value: str) -> tuple[date, date] | None:
    """The first and last day of a TIMEX3 value; None for one that names no stretch of days."""
    for pattern, grain in _VALUES:
        match = pattern.fullmatch(value)
        if match is None:
            continue
        try:
            return _days([int(x) for x in match.groups()], grain)
        except ValueError:
            return None
    return None


def _days(at: list[int], grain: str) -> tuple[date, date]:
    year = at[0]
    if grain == "day":
        day = date(year, at[1], at[2])
        return day, day
    if grain in ("week", "weekend"):
        first = date.fromisocalendar(year, at[1], 6 if grain == "weekend" else 1)
        return first, date.fromisocalendar(year, at[1], 1) + timedelta(6)
    if grain in ("quarter", "half", "month"):
        size = {"quarter": 3, "half": 6, "month": 1}[grain]
        last = at[1] * size
        return date(year, last - size + 1, 1), date(year, last, monthrange(year, last)[1])
    span = {"year": 1, "decade": 10, "century": 100}[grain]
    return date(year * span, 1, 1), date(year * span + span - 1, 12, 31)
