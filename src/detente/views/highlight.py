"""A report's text with the words that the brief rests on marked: nested and overlapping spans stay legible.

Each stretch that a reference leads to becomes ``<span class="cited" id="...">``, each stretch that decided something
``<mark>``. Where two stretches overlap without one holding the other, the one that starts later is split; its id stays
on its first piece.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from detente.views.plain import visible


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters ``start`` to ``end`` to be marked; ``anchor`` is the id to be reached by, None for plain marks."""

    start: int
    end: int
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class BackLink:
    """From the report's words to a line of the brief that rests on them."""

    key: str
    text: str


def highlight(
    text: str, start: int, end: int, stretches: Iterable[Stretch], back: Mapping[str, Sequence[BackLink]] | None = None
) -> Markup:
    """Characters ``start`` to ``end`` of ``text`` as HTML with every stretch that touches them marked."""
    inside = sorted(
        (s for s in set(stretches) if s.start < end and s.end > start),
        key=lambda s: (s.start, -s.end, s.anchor is None, s.anchor or ""),
    )
    bounds = sorted({start, end, *(p for s in inside for p in (s.start, s.end) if start < p < end)})
    opening: dict[int, list[Stretch]] = {}
    for stretch in inside:
        opening.setdefault(max(stretch.start, start), []).append(stretch)
    out: list[Markup] = []
    open_: list[Stretch] = []
    for at, until in itertools.pairwise(bounds):
        _close(out, open_, at, back or {})
        for stretch in opening.get(at, ()):
            _open(out, open_, stretch, first=stretch.start >= start)
        out.append(escape(visible(text[at:until])))
    _close(out, open_, end, back or {}, everything=True)
    return Markup("").join(out)


def _open(out: list[Markup], open_: list[Stretch], stretch: Stretch, *, first: bool) -> None:
    if stretch.anchor is None:
        out.append(Markup("<mark>"))
    elif first:
        out.append(Markup('<span class="cited" id="{}">').format(stretch.anchor))
    else:
        out.append(Markup('<span class="cited">'))
    open_.append(stretch)


def _close(
    out: list[Markup],
    open_: list[Stretch],
    at: int,
    back: Mapping[str, Sequence[BackLink]],
    *,
    everything: bool = False,
) -> None:
    """Close what ends at ``at``; what lies above it in the stack but goes on is closed and opened again."""
    ending = [n for n, s in enumerate(open_) if everything or s.end <= at]
    if not ending:
        return
    again = [s for s in open_[ending[0] :] if not everything and s.end > at]
    for stretch in reversed(open_[ending[0] :]):
        out.append(Markup("</mark>") if stretch.anchor is None else Markup("</span>"))
        if stretch.anchor is not None and stretch.end <= at:
            out += [_back(link) for link in back.get(stretch.anchor, ())]
    del open_[ending[0] :]
    for stretch in again:
        _open(out, open_, stretch, first=False)


def _back(link: BackLink) -> Markup:
    return Markup('<a class="back" href="#{}" title="{}" aria-label="{}">↑</a>').format(
        link.key, link.text, f"Back to: {link.text}"
    )
