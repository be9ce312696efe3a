"""What a time expression means: its stretch of days, worked out from a known day ("last week", "on Monday").

``resolve`` needs the day of publication for most kinds; without one the answer is None, never a guess.
"""

from __future__ import annotations

from collections.abc import Callable

from detente.mentions import time_dates, time_relative
from detente.mentions.time_frame import Frame, Value
from detente.mentions.time_patterns import Found

_RESOLVERS: dict[str, Callable[[dict[str, str], Frame], Value | None]] = {
    "day": time_dates.day,
    "day_range": time_dates.day_range,
    "month": time_dates.month,
    "month_range": time_dates.month_range,
    "iso": time_dates.iso,
    "numeric": time_dates.numeric,
    "year": time_dates.year,
    "year_range": time_dates.year_range,
    "decade": time_dates.decade,
    "century": time_dates.century,
    "quarter": time_dates.quarter,
    "season": time_dates.season,
    "weekday": time_relative.weekday,
    "deictic": time_relative.deictic,
    "unit": time_relative.unit,
    "compared": time_relative.compared,
    "stretch": time_relative.stretch,
    "ago": time_relative.ago,
    "offset": time_relative.offset,
    "clock": time_relative.clock,
    "reference": time_relative.reference,
    "holiday": time_relative.holiday,
    "boundary": time_relative.boundary,
}


def resolve(found: Found, frame: Frame) -> Value | None:
    """The stretch of days that ``found`` names, or None where it names none or the frame does not tell."""
    resolver = _RESOLVERS.get(found.kind)
    if resolver is None:
        return None
    try:
        return resolver(found.parts, frame)
    except (ValueError, OverflowError):
        return None
