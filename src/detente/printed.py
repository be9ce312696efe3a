"""Reports whose lines were broken at a column: read without the breaks, told of as printed.

The stages look for words with one blank between them. They get such a report with each paragraph on one line and words
that were broken at a line's end in one piece; what they find is then moved back to where the report prints it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar

from detente.intake import LINE_BREAK
from detente.language.model import LanguageModel
from detente.records import Entity, Report, Span

_T = TypeVar("_T")
_LAST_PART = re.compile(r"[^\W\d_]+-$")
_NEXT_PART = re.compile(r"[^\W\d_]+")
_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LONGEST_PART = 40


@dataclass(frozen=True, slots=True)
class Layout:
    """A report as printed and as read, and where the stretches that both share begin in the one and in the other."""

    printed: Report
    read: Report
    in_print: Sequence[int]
    in_read: Sequence[int]

    def as_printed(self, span: Span) -> Span:
        """The words of the printed report for ``span`` of the report as read."""
        start = _moved(span.start, self.in_read, self.in_print)
        last = _moved(span.end - 1, self.in_read, self.in_print) if span.end > span.start else start - 1
        return self.printed.span(start, last + 1)

    def as_read(self, span: Span) -> Span:
        """The words of the report as read for ``span`` of the printed one, which ``as_printed`` gave."""
        start = _moved(span.start, self.in_print, self.in_read)
        last = _moved(span.end - 1, self.in_print, self.in_read) if span.end > span.start else start - 1
        return self.read.span(start, last + 1)


def _moved(at: int, these: Sequence[int], those: Sequence[int]) -> int:
    stretch = bisect_right(these, at) - 1
    return those[stretch] + at - these[stretch]


def layout(report: Report) -> Layout | None:
    """How ``report`` is read, or None where each of its passages is on one line and it is read as printed."""
    if not any("\n" in report.text[p.start : p.end].rstrip() for p in report.passages):
        return None
    pieces: list[str] = []
    in_print: list[int] = []
    in_read: list[int] = []
    size = 0
    passages = []
    used = frozenset(_WORDS.findall(report.text))
    for passage in report.passages:
        begins = size
        for start, words in _stretches(report.text, passage.start, passage.end, used):
            if words:
                in_print.append(start)
                in_read.append(size)
                pieces.append(words)
                size += len(words)
        passages.append(replace(passage, start=begins, end=size))
    return Layout(report, replace(report, text="".join(pieces), passages=tuple(passages)), in_print, in_read)


def _stretches(text: str, start: int, end: int, used: frozenset[str]) -> list[tuple[int, str]]:
    """Where what is read of a passage stands in ``text``, piece by piece: its lines, and a blank for each break.

    ``used`` are the words of the whole report.
    """
    stop = start + len(text[start:end].rstrip())
    out: list[tuple[int, str]] = []
    at = start
    for gap in LINE_BREAK.finditer(text, start, stop):
        line = text[at : gap.start()].rstrip(" \t")
        before, after = line[-_LONGEST_PART:], text[gap.end() : gap.end() + _LONGEST_PART]
        if parts := _parts(before, after):
            out.append((at, line[:-1] if _is_one_word(*parts, used) else line))
        else:
            out += [(at, line), (gap.start(), " ")] if line else []
        at = gap.end()
    out.append((at, text[at:end]))
    return out


def _parts(before: str, after: str) -> tuple[str, str] | None:
    """The letters around a hyphen that stands at a line's end, or None where no word goes on there."""
    last, following = _LAST_PART.search(before), _NEXT_PART.match(after)
    return (last[0][:-1], following[0]) if last and following else None


def _is_one_word(last: str, following: str, used: frozenset[str]) -> bool:
    """Whether the hyphen between two parts was put there with the line break: the report's own use decides first."""
    if not following.islower() or f"{last}-{following}" in used:
        return False
    word = last + following
    return word in used or word.lower() in LanguageModel.load().wordpiece.ids


def as_printed(value: _T, layouts: Sequence[Layout]) -> _T:
    """``value``, made of records and tuples, with its spans moved from reports as read to the printed ones."""
    return _moved_spans(value, {each.read.id: each.as_printed for each in layouts}) if layouts else value


def as_read(value: _T, layouts: Sequence[Layout]) -> _T:
    """``value``, made of records and tuples, with its spans moved from printed reports to them as read."""
    return _moved_spans(value, {each.read.id: each.as_read for each in layouts}) if layouts else value


def _moved_spans(value: Any, moves: Mapping[str, Any]) -> Any:
    if isinstance(value, tuple):
        return tuple(_moved_spans(each, moves) for each in value)
    if isinstance(value, Span):
        move = moves.get(value.report)
        return move(value) if move else value
    if not is_dataclass(value) or isinstance(value, (type, Report)):
        return value
    old = {field.name: getattr(value, field.name) for field in fields(value)}
    new = {
        name: _moved_spans(each, moves) for name, each in old.items() if isinstance(each, tuple) or is_dataclass(each)
    }
    # An entity repeats the words of its span.
    if isinstance(value, Entity) and value.text == value.span.text:
        new["text"] = new["span"].text
    return replace(value, **new) if new else value
