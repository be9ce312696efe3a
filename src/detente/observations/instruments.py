"""Which resolution, act or order a measure rests on: named in the text, or worked out from the date."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

from detente.data import read_table
from detente.records import When

_RESOLUTION = re.compile(r"\b(?:[Rr]esolutions?|UNSCR|S/RES/)\s*(?:No\.?\s*|number\s*)?(\d{3,4})\b")
_ORDER = re.compile(r"\b([Ee]xecutive [Oo]rder)(?:\s*(?:No\.?\s*)?(\d{4,5}))?\b")
_ACT = re.compile(
    r"\b((?:[A-Z][\w’'-]+(?:\s+(?:and|of|in|for|on|through|by|the|America’s|with|to)\b)?,?\s+){1,9}"
    r"(?:Act|Regulations?|Directive|Decree|Law)"
    r"(?:\s+of\s+\d{4})?)\b"
)
# What such a name ends in, sought first: the names themselves take long to look for.
_ENDING = re.compile(r"\b(?:Act|Regulations?|Directive|Decree|Law)\b")
_PACKAGE = re.compile(
    r"\b((?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\w+teenth|twentieth|\d{1,2}(?:st|nd|rd|th))"
    r" (?:sanctions )?(?:package|round|tranche))\b"
)
_PLAIN = re.compile(
    r"\b((?:draft )?(?:(?:UN |U\.N\. )?Security Council|UN|U\.N\.|United Nations|House|Senate|EU|sanctions)"
    r" (?:resolution|bill|legislation|measure|regulation)"
    r"|(?:draft )?resolution|legislation|bill|executive order|truce|decree)\b",
    re.IGNORECASE,
)
# How long after a vote reports still call its sanctions new.
_FRESH = timedelta(days=31)


@cache
def _resolutions() -> tuple[tuple[date, str, str, str], ...]:
    rows = read_table("sanctions/un_resolutions.tsv")
    return tuple(sorted((date.fromisoformat(r["date"]), r["number"], r["target"], r["effect"]) for r in rows))


def stated_instrument(text: str) -> str | None:
    """The instrument that a sentence names: a numbered resolution or order, an act by its name, or just its kind."""
    if match := _RESOLUTION.search(text):
        return f"UN Security Council resolution {match[1]}"
    if match := _ORDER.search(text):
        return f"executive order {match[2]}" if match[2] else "executive order"
    if _ENDING.search(text) and (match := _ACT.search(text)):
        return re.sub(r"\s+", " ", match[1])
    if match := _PACKAGE.search(text):
        return match[1]
    if match := _PLAIN.search(text):
        return match[1]
    return None


def adopted_on(number: str) -> date | None:
    """The day on which the Security Council adopted a resolution of the table."""
    return next((day for day, n, _, _ in _resolutions() if n == number), None)


def resolution_for(
    target: str | None, published: When, voted: When, *, relief: bool = False
) -> tuple[str, date] | None:
    """The Council's resolution on ``target`` that a report calls new: the last before publication, if recent enough.

    ``voted`` narrows it when the report says when the vote was. None when none or more than one fits.
    """
    start, end = voted.start, voted.end
    if start is None or end is None or (end - start).days > 62:
        if published.start is None or published.end is None:
            return None
        start, end = published.start - _FRESH, published.end
    effects = {"lift", "ease"} if relief else {"impose", "widen"}
    slack = timedelta(days=1)
    fitting = [
        (number, day)
        for day, number, about, effect in _resolutions()
        if target in about.split("|") and start - slack <= day <= end + slack and effect in effects
    ]
    return fitting[-1] if fitting and (len(fitting) == 1 or (end - start).days > 1) else None
