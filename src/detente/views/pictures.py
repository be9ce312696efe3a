"""The strip of happenings over time, laid out for SVG: one row per kind of act, one dot or bar per happening."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from detente.views import dates
from detente.views.content import Moment
from detente.views.phrases import words

LEFT, RIGHT, ROW, TOP = 150, 720, 34, 14
_SHOWN = (
    0.8  # the strip covers the newest stretch that holds four fifths of the happenings; the rest is counted in words
)
_DOT, _STEP, _STACK = 5.0, 6.5, 4


@dataclass(frozen=True, slots=True)
class Dot:
    """One happening: a rounded bar from ``x`` of ``width``, ``y`` its top; coordinates in the SVG's own units.

    ``vague`` bars cover a stretch that the happening lies somewhere in; they are drawn thin.
    """

    x: float
    y: float
    width: float
    quad: int
    key: str
    text: str
    vague: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """A date on the axis; ``anchor`` is SVG's text-anchor."""

    x: float
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Strip:
    """The whole picture."""

    width: int
    height: int
    axis: float
    rows: tuple[tuple[float, str, int], ...]
    dots: tuple[Dot, ...]
    ticks: tuple[Tick, ...]
    earlier: int
    summary: str


def lay_out(moments: Sequence[Moment]) -> Strip | None:
    """The strip for ``moments``; None when fewer than three can be drawn, which would say nothing."""
    if len(moments) < 3:
        return None
    starts = sorted(m.start for m in moments)
    first = starts[int(len(starts) * (1 - _SHOWN))]
    shown = [m for m in moments if m.start >= first]
    last = max(m.end for m in shown)
    if (last - first).days < 6:
        first = last - timedelta(days=6)
        shown = [m for m in moments if m.start >= first]
    span = (last - first).days + 1
    quads = sorted({m.quad for m in shown})
    rows = {quad: n for n, quad in enumerate(quads)}
    height = TOP + ROW * len(quads) + 26
    return Strip(
        RIGHT + 20,
        height,
        TOP + ROW * len(quads) + 0.5,
        tuple((TOP + ROW * n + ROW / 2, words("quad", quad), quad) for quad, n in rows.items()),
        tuple(_dots(shown, first, span, rows)),
        tuple(_ticks(first, last, span)),
        len(moments) - len(shown),
        f"{len(shown)} happenings from {dates.day(first)} to {dates.day(last)}: "
        + ", ".join(f"{sum(m.quad == q for m in shown)} {words('quad', q)}" for q in quads),
    )


def _x(day: date, first: date, span: int) -> float:
    return LEFT + (RIGHT - LEFT) * (day - first).days / span


def _dots(shown: Sequence[Moment], first: date, span: int, rows: dict[int, int]) -> list[Dot]:
    """Happenings of one day and kind are fanned out over the day, then stacked."""
    per_day = (RIGHT - LEFT) / span
    across = max(1, int(per_day // (2 * _DOT + 1)))
    taken: dict[tuple[date, int], int] = {}
    out = []
    for m in shown:
        n = taken.get((m.start, m.quad), 0)
        taken[(m.start, m.quad)] = n + 1
        x = _x(m.start, first, span) + 1 + (n % across) * (2 * _DOT + 1)
        y = TOP + ROW * rows[m.quad] + 2 + ((n // across) % _STACK) * _STEP
        days = (m.end - m.start).days
        day = dates.between(m.start, m.end) if days else dates.day(m.start)
        width = max(2 * _DOT, days * per_day) if days else 2 * _DOT
        out.append(Dot(round(x, 1), round(y, 1), round(width, 1), m.quad, m.key, f"{day}: {m.text}", days > 0))
    return out


def _ticks(first: date, last: date, span: int) -> list[Tick]:
    step = max(1, -(-span // 6))
    days = [first + timedelta(days=n) for n in range(0, span, step)]
    return [Tick(round(_x(d, first, span), 1), _short(d, d == days[0] or d.month == 1), "start") for d in days]


def _short(day: date, with_year: bool) -> str:
    words = dates.day(day).split()
    return f"{words[0]} {words[1][:3]}" + (f" {words[2]}" if with_year else "")
