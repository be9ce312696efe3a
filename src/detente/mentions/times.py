"""Times: the expressions of a report that say when, resolved against the day of its publication.

Where that day is not known, "on Monday" and "last month" stay unresolved with their words kept; full dates need no
help.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from datetime import date
from typing import Literal

from detente.language.document import Document, Sentence
from detente.mentions.clauses import direction
from detente.mentions.time_frame import Frame, Value
from detente.mentions.time_patterns import Found, scan
from detente.mentions.time_values import resolve
from detente.mentions.types import TimeMention
from detente.records import Report, When

_FEW_DAYS = 7
_SINCE = frozenset({"since", "from", "after", "following", "starting", "beginning"})
_UNTIL = frozenset({"until", "till", "by", "before", "pending", "til"})
_AHEAD = frozenset(
    "will would shall 'll ’ll may might could should must to due going plan schedule expect set slate next ahead "
    "upcoming before until "
    "can".split()
)
_LEAD = re.compile(r"([A-Za-z]+)(?:\s+(?:the|at|about|around|least))*\s*$")
# How many characters before a time its preposition may stand.
_REACH = 100
# Countries, people and capitals at UTC+8 and later, and how many of these words make a report one about that region.
_EAST = frozenset(
    "Japan Japanese Tokyo Korea Korean Korea's Seoul Pyongyang DPRK China Chinese Beijing Taiwan Taipei Philippines "
    "Philippine Manila Australia Australian Canberra Singapore Malaysia Fiji Papua".split()
)
_EASTERN = 5
# Kinds that name a day or stretch which later "the next day", "a week later" may count from.
_ANCHORS = frozenset({"day", "weekday", "deictic", "iso", "numeric", "month", "holiday"})


def find_times(report: Report, document: Document) -> list[TimeMention]:
    """The time expressions of ``document`` in text order.

    Dates are inclusive; ``basis`` is "stated" for dates complete in themselves, "relative" for those worked out from
    the
    day of publication or from another date in the text, "unknown" where that cannot be done (start and end are None).
    A length of time ("for two years") or a recurrence ("every day") has no dates either.
    """
    days = _days_of(report.published)
    eastern = len(days) == 1 and _eastern(document)
    # "The Sunday Express" is a newspaper, not a day.
    named = {
        (start, end)
        for name in document.names
        if name.label == "ORG"
        for start in range(name.start, name.end)
        for end in range(start + 1, name.end + (start > name.start))
    }
    out: list[TimeMention] = []
    anchor: date | None = None
    for sentence in document.sentences:
        if sentence.start >= sentence.end:
            continue
        first, last = document.slice(sentence.start, sentence.end)
        text = document.text[first:last]
        found = [(f, _tokens(document, sentence, first + f.start, first + f.end)) for f in scan(text)]
        for item, (start, end) in found:
            if start >= end or (start, end) in named:
                continue
            head = _head(document, start, end)
            lead = _lead(text, item)
            tense = _tense(document, sentence, item, (start, end), head, lead)
            spot = anchor
            if item.kind == "clock":
                spot = _clock_day(item, found, document, days) or (days[0] if len(days) == 1 else None)
            value = _agreed(item, [Frame(day, tense, spot, eastern) for day in days])
            when = When(basis="unknown", text=text[item.start : item.end])
            if value is not None:
                when = When(value.start, value.end, value.precision, text[item.start : item.end], value.basis)
                if item.kind in _ANCHORS:
                    anchor = value.start
            function = _function(item, lead)
            if item.kind == "offset" and value is not None:
                # What is dated is the clause after "after": the expression hangs there.
                function = "time"
                head = end if end < sentence.end and document.tokens[end].dep in ("mark", "case") else head
            out.append(TimeMention(start, end, head, when, function))
    return out


def _eastern(document: Document) -> bool:
    """Whether the report is about countries that are eight hours and more ahead of Greenwich."""
    return sum(t.text in _EAST for t in document.tokens) >= _EASTERN


def _days_of(published: When) -> list[date | None]:
    """The days to read against: the day of publication, or both ends of the stretch that it lies in."""
    if published.start is None or published.end is None:
        return [published.start or published.end] if published.start or published.end else [None]
    return [published.start] if published.start == published.end else [published.start, published.end]


def _agreed(found: Found, frames: list[Frame]) -> Value | None:
    """What the expression means if every day that the report may be from gives the same answer.

    Stretches that are vague anyhow ("recent months") only grow by the days in doubt, when those are few.
    """
    values = [resolve(found, frame) for frame in frames]
    if len(set(values)) == 1:
        return values[0]
    known = [v for v in values if v is not None and v.precision == "range"]
    days = [frame.today for frame in frames if frame.today is not None]
    if len(known) < len(values) or (max(days) - min(days)).days > _FEW_DAYS:
        return None
    return Value(min(v.start for v in known), max(v.end for v in known), "range", known[0].basis)


def _tokens(document: Document, sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """The tokens that overlap characters ``start`` to ``end``."""
    tokens = document.tokens
    first = bisect_right(tokens, start, sentence.start, sentence.end, key=lambda t: t.end)
    last = bisect_left(tokens, end, first, sentence.end, key=lambda t: t.idx)
    return first, last


def _head(document: Document, start: int, end: int) -> int:
    """The token of the stretch whose governor lies outside of it; the last noun-like one when several do."""
    outside = [
        i for i in range(start, end) if not start <= document.tokens[i].head < end or document.tokens[i].head == i
    ]
    nominal = [i for i in outside if document.tokens[i].pos in ("NOUN", "PROPN", "NUM", "ADV", "X")]
    return (nominal or outside or [end - 1])[0 if nominal else -1]


def _tense(
    document: Document, sentence: Sentence, found: Found, at: tuple[int, int], head: int, lead: str
) -> Literal["past", "future", "near"]:
    """Which way the clause of an expression looks; ahead only when a word near it says so, since parses err."""
    if lead == "since":
        return "past"
    start, end = at
    bound = lead in _UNTIL and found.kind not in ("year", "unit")
    tense = direction(document, _tense_word(document, head, start, found), until=bound)
    if tense == "future" and not bound:
        first = max(sentence.start, start - 10)
        near = document.tokens[first:start] if start > sentence.start + 2 else document.tokens[end : end + 10]
        if not any(t.lower in _AHEAD or t.lemma.lower() in _AHEAD for t in near):
            return "near"
    return tense


def _verb_before(document: Document, start: int) -> int | None:
    """The verb right before the expression ("said on Monday", "said Monday"), whatever the parse hangs it on."""
    tokens = document.tokens
    for i in (start - 1, start - 2):
        if i < 0 or tokens[i].sent != tokens[start].sent:
            return None
        if tokens[i].pos == "VERB":
            return i
        if tokens[i].pos != "ADP":
            return None
    return None


def _tense_word(document: Document, head: int, start: int, found: Found) -> int:
    """The word whose clause tells how to read the expression; for "a week after X voted" that is the clause above."""
    tokens = document.tokens
    if found.kind != "offset":
        return _verb_before(document, start) or head
    event = tokens[head].head
    return tokens[event].head if event != head and tokens[event].head >= 0 else head


def _lead(text: str, found: Found) -> str:
    match = _LEAD.search(text[max(0, found.start - _REACH) : found.start])
    return match[1].lower() if match else ""


def _clock_day(
    clock: Found, found: list[tuple[Found, tuple[int, int]]], document: Document, days: list[date | None]
) -> date | None:
    """The day that a time of day belongs to: the nearest day named in its sentence, if there is one."""
    named = [(f, at) for f, at in found if f.kind in ("day", "weekday", "deictic", "iso") and at[0] < at[1]]
    for item, (start, end) in sorted(named, key=lambda n: abs(n[0].start - clock.start)):
        tense = direction(document, _head(document, start, end))
        value = _agreed(item, [Frame(day, tense) for day in days])
        if value is not None:
            return value.start
    return None


def _function(found: Found, lead: str) -> Literal["time", "duration", "set", "since", "until"]:
    if found.kind in ("duration", "bare", "offset"):
        return "duration"
    if found.kind == "set" or "plural" in found.parts or found.parts.get("rel", "").lower() in ("every", "each"):
        return "set"
    if found.kind.endswith("_range"):
        return "time"
    if lead in _SINCE:
        return "since"
    return "until" if lead in _UNTIL else "time"
