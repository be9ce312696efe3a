"""Quotation marks: which stretches of a report's text stand inside them.

News text mixes curly and straight marks, uses the same character for apostrophes and for closing marks, forgets to
close and, by custom, opens every paragraph of a long quotation but closes only the last. All offsets are into
``report.text``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_DOUBLE = '"“”„‟«»＂'
_SINGLE = "'‘’‚‛"
_MARK = re.compile(f"``|''|[{_DOUBLE}{_SINGLE}]")
_LINE = re.compile(r"[^\r\n]+")
_OPENERS_BEFORE = set("([{-–—/:…") | set(_DOUBLE) | set(_SINGLE)
_CLOSERS_AFTER = set(".,;:!?)]}-–—/…") | set(_DOUBLE) | set(_SINGLE)
# A single mark may stand for a quotation only if its partner comes soon: longer pairs are stray apostrophes.
_LONGEST_SINGLE = 600


@dataclass(frozen=True, slots=True)
class Quotation:
    """One stretch between quotation marks.

    ``start``/``end`` are character offsets without the marks, white space trimmed; ``outer_start``/``outer_end``
    include them. ``closed`` is false when the closing mark is missing (the stretch then ends with its paragraph or
    before the next opening mark). ``continues`` is true when it goes on with the unclosed quotation of the paragraph
    before; ``double`` tells double from single marks.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    closed: bool = True
    continues: bool = False
    double: bool = True


def paragraphs(text: str, passages: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Offsets of the lines with ink inside each of ``passages`` (offset pairs), white space trimmed, in text order."""
    out = []
    for start, end in passages:
        for line in _LINE.finditer(text, start, end):
            a, b = _trim(text, line.start(), line.end())
            if a < b:
                out.append((a, b))
    return sorted(out)


def find_quotations(text: str, passages: Sequence[tuple[int, int]]) -> list[Quotation]:
    """The outermost quotations in ``passages`` of ``text``, in text order; none crosses a paragraph's end.

    A quotation of several paragraphs comes as one Quotation per paragraph, the later ones with ``continues`` set.
    """
    out: list[Quotation] = []
    open_before = False
    for start, end in paragraphs(text, passages):
        found = list(_double_quoted(text, start, end))
        if open_before and found and found[0].outer_start <= start:
            first = found[0]
            found[0] = Quotation(
                first.start, first.end, first.outer_start, first.outer_end, first.closed, True, first.double
            )
        open_before = bool(found) and not found[-1].closed and found[-1].outer_end >= end
        out.extend(_outermost([*found, *_single_quoted(text, start, end, found)]))
    return sorted(out, key=lambda q: q.outer_start)


def _outermost(found: list[Quotation]) -> list[Quotation]:
    """``found`` in text order without those inside others, and without singles that cross another one's edge."""
    out: list[Quotation] = []
    for quotation in sorted(found, key=lambda q: (q.outer_start, -q.outer_end)):
        if not out or quotation.outer_start >= out[-1].outer_end:
            out.append(quotation)
        elif quotation.outer_end > out[-1].outer_end and quotation.double:
            out[-1] = quotation
    return out


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def _quotation(
    text: str, marks: tuple[int, int], inside: tuple[int, int], closed: bool, double: bool = True
) -> Quotation:
    start, end = _trim(text, *inside)
    return Quotation(start, end, marks[0], marks[1], closed, False, double)


def _double_quoted(text: str, start: int, end: int) -> Iterator[Quotation]:
    """Pairs of double marks between ``start`` and ``end``; a second opening mark ends an unclosed quotation."""
    opened: tuple[int, int] | None = None
    for match in _MARK.finditer(text, start, end):
        mark = match.group()
        if mark in _SINGLE:
            continue
        at, after = match.span()
        low = opened is not None and text[opened[0]] == "„"
        if not (low and mark == "“") and _opens(text, at, after, start, end, mark, opened is not None):
            if opened is not None and text[opened[1] : at].strip():
                yield _quotation(text, (opened[0], at), (opened[1], at), closed=False)
            opened = (at, after)
        elif opened is not None:
            if text[opened[1] : at].strip():
                yield _quotation(text, (opened[0], after), (opened[1], at), closed=True)
            opened = None
    if opened is not None and _trim(text, opened[1], end)[0] < end:
        yield _quotation(text, (opened[0], end), (opened[1], end), closed=False)


def _opens(text: str, at: int, after: int, start: int, end: int, mark: str, is_open: bool) -> bool:
    """Whether the double mark at ``at`` opens a quotation; straight marks are judged by what stands beside them."""
    if mark in "“„«``":
        return True
    if mark in ("”", "»"):
        return False
    before = text[at - 1] if at > start else " "
    behind = text[after] if after < end else " "
    can_open = not behind.isspace() and (before.isspace() or before in _OPENERS_BEFORE)
    can_close = not before.isspace() and (behind.isspace() or behind in _CLOSERS_AFTER)
    if can_open != can_close:
        return can_open
    if before.isdigit() and not is_open:
        return False
    return not is_open


def _single_quoted(text: str, start: int, end: int, doubles: Sequence[Quotation]) -> Iterator[Quotation]:
    """Pairs of single marks outside ``doubles``: British style, and headlines."""
    position = start
    for match in _MARK.finditer(text, start, end):
        at = match.start()
        if match.group() not in _SINGLE or at < position or any(q.outer_start <= at < q.outer_end for q in doubles):
            continue
        before = text[at - 1] if at > start else " "
        behind = text[at + 1] if at + 1 < end else " "
        if not (before.isspace() or before in "([{—–-:/") or behind.isspace() or match.group() == "’":
            continue
        close = _single_close(text, at + 1, min(end, at + _LONGEST_SINGLE))
        if close is not None and close > at + 1:
            position = close + 1
            yield _quotation(text, (at, close + 1), (at + 1, close), closed=True, double=False)


def _single_close(text: str, start: int, end: int) -> int | None:
    """Where the single quotation opened before ``start`` closes: at speech punctuation first, else at a word's end."""
    fallback = None
    for at in range(start, end):
        if text[at] not in _SINGLE:
            continue
        before = text[at - 1]
        behind = text[at + 1] if at + 1 < end else " "
        if before.isspace() and not behind.isspace():
            return fallback
        if not (behind.isspace() or behind in _CLOSERS_AFTER):
            continue
        if before != "s":
            return at
        # "ministers' talks" may be a possessive: keep looking for a surer mark
        fallback = at if fallback is None else fallback
    return fallback
