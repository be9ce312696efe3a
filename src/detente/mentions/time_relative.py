"""Expressions that count from another day: "on Monday", "last month", "two days later", "in recent weeks"."""

from __future__ import annotations

from datetime import timedelta

from detente.mentions import calendar
from detente.mentions.time_frame import Frame, Value, count, day_value, edged, relative_year, stretch_value
from detente.mentions.time_patterns import HOLIDAYS, UNITS, WEEKDAYS
from detente.records import Precision

# How far "recent" and the like reach when no number is given: a convention, wide enough for what reports mean by it.
_SIX_DAYS = 6
_VAGUE = {"day": 7, "week": 28, "month": 183, "quarter": 366, "year": 1827, "decade": 10957}


def weekday(parts: dict[str, str], frame: Frame) -> Value | None:
    """As in "on Monday", "last Friday", "next Tuesday", "Monday of last week"."""
    today, rel = frame.today, parts.get("rel", "").lower()
    if today is None or rel in ("every", "each") or "plural" in parts:
        return None
    number = WEEKDAYS[parts["weekday"].rstrip(".")]
    if "week" in parts:
        shift = {"last": -7, "next": 7}.get(parts["week"].split()[-2].lower(), 0)
        return day_value(calendar.week_of(today)[0] + timedelta(days=number + shift))
    if rel.endswith("following") and frame.anchor:
        return day_value(calendar.weekday_from(frame.anchor, number, future=True, strict=True))
    if rel in ("last",):
        day = calendar.weekday_from(today, number, strict=True)
        # Yesterday is never "last Tuesday": the week before is meant.
        return day_value(day - timedelta(days=7) if (today - day).days == 1 else day)
    if rel.endswith(("next", "coming")):
        return day_value(calendar.weekday_from(today, number, future=True, strict=True))
    if frame.direction == "future" and rel not in ("this past", "previous", "the previous"):
        return day_value(calendar.weekday_from(today, number, future=True))
    day = calendar.weekday_from(today, number)
    if frame.eastern and not rel and (today - day).days == _SIX_DAYS:
        # Printed on Monday in the west: "on Tuesday" is the day that has begun in the east, not six days ago.
        day += timedelta(days=7)
    return day_value(day)


def deictic(parts: dict[str, str], frame: Frame) -> Value | None:
    """As in "today", "yesterday", "last night", "the day after tomorrow"."""
    if frame.today is None:
        return None
    word = parts["word"].lower()
    shift = 0
    if word.startswith("the day before"):
        shift = -2
    elif word.startswith("the day after"):
        shift = 2
    elif word in ("yesterday", "last night"):
        shift = -1
    elif word == "tomorrow":
        shift = 1
    return day_value(frame.today + timedelta(days=shift))


def unit(parts: dict[str, str], frame: Frame) -> Value | None:
    """As in "this week", "last month", "the following day", "the weekend"."""
    unit, rel, edge = parts["unit"].lower(), parts["rel"].lower(), parts.get("edge")
    name = UNITS[unit]
    rel = rel.removeprefix("the ")
    rel = "" if rel in ("full", "whole", "entire", "fiscal") else rel
    if rel in ("that", "same", "that same", "very same", "following") or (
        name == "day" and rel in ("previous", "next")
    ):
        if frame.anchor is None:
            return None
        shift = {"following": 1, "next": 1, "previous": -1}.get(rel, 0)
        return stretch_value(calendar.covering(name, frame.anchor, shift), precision_of(name))
    if frame.today is None:
        return None
    if unit == "weekend":
        ahead = rel in ("next", "coming") or (frame.direction == "future" and rel != "last")
        saturday = calendar.weekday_from(frame.today, 5, future=ahead and frame.today.weekday() not in (5, 6))
        if rel == "last" and (frame.today - saturday).days < 2:
            saturday -= timedelta(days=7)
        return Value(saturday, saturday + timedelta(days=1), "range")
    if name == "day":
        return day_value(frame.today + timedelta(days=1 if rel == "next" else 0)) if rel in ("this", "next") else None
    shift = {"last": -1, "previous": -1, "preceding": -1, "past": -1, "next": 1, "coming": 1, "following": 1}.get(
        rel, 0
    )
    if rel in ("past",) or (name in ("decade", "century") and rel == "last"):
        start = calendar.shifted(frame.today, name, -1)
        return Value(start, frame.today, "range") if start else None
    if name == "quarter" and rel in ("the", ""):
        shift = -1  # results are told of a quarter that has ended
    stretch = calendar.covering(name, frame.today, shift)
    low = (edge or "").lower()
    if stretch and shift == 0 and low.startswith("earlier"):
        return (
            Value(stretch[0], max(stretch[0], frame.today), "range")
            if name != "week"
            else stretch_value(stretch, "week")
        )
    if stretch and shift == 0 and low.startswith("later"):
        return Value(min(frame.today, stretch[1]), stretch[1], "range")
    return edged(stretch, edge, precision_of(name), "relative")


def compared(parts: dict[str, str], frame: Frame) -> Value | None:
    """As in "the year-earlier quarter", "the latest fiscal year": what is set beside the stretch now reported on."""
    if frame.today is None:
        return None
    name = UNITS.get(parts.get("unit", "quarter").lower().split()[-1], "quarter")
    if "year" in parts:
        same = calendar.shifted(frame.today, "year", int(parts["year"]) - frame.today.year)
        return stretch_value(calendar.covering(name, same, -1), precision_of(name)) if same else None
    if parts["rel"].lower() == "latest":
        return stretch_value(calendar.covering(name, frame.today, -1), precision_of(name))
    if name in ("quarter", "month") and "unit" in parts:
        # A year before the one that has just ended.
        before = calendar.shifted(frame.today, "year", -1)
        return stretch_value(calendar.covering(name, before, -1), precision_of(name)) if before else None
    return stretch_value(calendar.year_of(frame.today.year - 1), "year")


def precision_of(name: str) -> Precision:
    """How exact a stretch of one unit is."""
    return {"day": "day", "week": "week", "month": "month", "year": "year"}.get(name, "range")  # type: ignore[return-value]


def stretch(parts: dict[str, str], frame: Frame) -> Value | None:
    """As in "the past two weeks", "recent months", "the first nine months of 2017"."""
    name, rel = UNITS[parts["unit"].lower()], parts["rel"].lower().split()[-1]
    number = count(parts.get("n"))
    if rel in ("first", "final"):
        return _opening(parts, frame, name, rel, number)
    if frame.today is None or number is None or rel in ("ensuing", "following"):
        return None
    back = rel not in ("next", "coming")
    if "n" not in parts or parts["n"].lower() in ("few", "several", "a few", "some", "many"):
        if "n" not in parts and not parts["unit"].lower().endswith("s"):
            number = 1
        elif name in _VAGUE and "n" not in parts:
            days = timedelta(days=_VAGUE[name])
            return (
                Value(frame.today - days, frame.today, "range")
                if back
                else Value(frame.today, frame.today + days, "range")
            )
    moved = calendar.shifted(frame.today, name, -number if back else number)
    if moved is None:
        hours = timedelta(hours=number if name == "hour" else 0)
        moved = (frame.today - hours) if back else frame.today + hours
    return Value(min(moved, frame.today), max(moved, frame.today), "range")


def _opening(parts: dict[str, str], frame: Frame, name: str, rel: str, number: float | None) -> Value | None:
    """ "The first nine months of 2017"."""
    year = int(parts["year"]) if "year" in parts else relative_year(parts, frame)
    if year is None and frame.today is not None and name in ("month", "quarter"):
        year = frame.today.year
    if year is None or number is None or name not in ("month", "quarter", "week", "day"):
        return None
    start, end = calendar.year_of(year)
    if rel == "first":
        moved = calendar.shifted(start, name, number)
        return (
            Value(start, moved - timedelta(days=1), "range", "stated" if "year" in parts else "relative")
            if moved
            else None
        )
    moved = calendar.shifted(end + timedelta(days=1), name, -number)
    return Value(moved, end, "range", "stated" if "year" in parts else "relative") if moved else None


def ago(parts: dict[str, str], frame: Frame) -> Value | None:
    """As in "two days ago", "a week earlier", "three months later"."""
    name, rel = UNITS[parts["unit"].lower()], parts["rel"].lower()
    if "n" not in parts:
        return None
    number = count(parts["n"])
    vague = parts["n"].lower() in ("few", "several", "a few", "some", "many", "a number of")
    base = frame.today if rel in ("ago", "hence", "from now") else frame.anchor
    if base is None and name == "year" and rel in ("earlier", "previously"):
        base = frame.today  # "up from 40 a year earlier", where no day stands before
    if base is None or number is None:
        return None
    forward = rel in ("later", "after", "afterward", "afterwards", "hence", "from now", "on")
    day = calendar.shifted(base, name, number if forward else -number)
    if day is None:
        return None
    if vague:
        return Value(min(day, base), max(day, base), "range")
    if name in ("month", "quarter"):
        return stretch_value(calendar.month(day.year, day.month), "month")
    if name in ("year", "decade", "century"):
        return stretch_value(calendar.year_of(day.year), "year")
    return day_value(day)


def offset(parts: dict[str, str], frame: Frame) -> Value | None:
    """ "Less than a week after ...": what came before lies between then and now, if the report tells of today."""
    number = count(parts["n"])
    if (
        frame.today is None
        or number is None
        or frame.direction == "past"
        or parts["rel"] not in ("after", "since", "following")
    ):
        return None
    start = calendar.shifted(frame.today, UNITS[parts["unit"].lower()], -number)
    return Value(start, frame.today, "range") if start else None


def clock(parts: dict[str, str], frame: Frame) -> Value | None:
    """As in "at 10 a.m.", on the day that stands beside it."""
    return day_value(frame.anchor)


def reference(parts: dict[str, str], frame: Frame) -> Value | None:
    """As in "now"; "recently" and "soon" name no day."""
    present = parts["word"].lower().split()[-1] in ("now", "currently", "presently", "present", "moment")
    return day_value(frame.today) if present else None


def holiday(parts: dict[str, str], frame: Frame) -> Value | None:
    """As in "christmas", "Good Friday 2016"."""
    row = HOLIDAYS[parts["name"]]
    if "year" in parts:
        return day_value(calendar.feast(row["rule"], int(parts["year"])), "stated")
    if frame.today is None:
        return None
    days = [calendar.feast(row["rule"], frame.today.year + n) for n in (-1, 0, 1)]
    known = [d for d in days if d]
    today = frame.today
    if frame.direction == "future" or parts.get("rel", "").lower() == "next":
        return day_value(next((d for d in known if d >= today), None))
    past = [d for d in known if d <= today]
    if frame.direction == "near" and parts.get("rel", "").lower() != "last":
        return day_value(min(known, key=lambda d: abs((d - today).days)))
    return day_value(past[-1] if past else None)


def boundary(parts: dict[str, str], frame: Frame) -> Value | None:
    """As in "the end of the month", "year-end"."""
    if frame.today is None:
        return None
    edge = parts["edge"].lower()
    name = UNITS[parts["unit"].lower()] if "unit" in parts else edge.replace("-", " ").split()[0]
    shift = {"last": -1, "next": 1}.get(parts.get("rel", "").lower(), 0)
    stretch = calendar.covering(name, frame.today, shift)
    return edged(stretch, edge, "range", "relative")
