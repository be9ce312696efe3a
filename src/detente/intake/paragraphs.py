"""Paragraphs: where they stand, in text with one paragraph a line and in text whose lines were broken at a column.

E-mails, wire copy, statements kept as text and pages copied out of PDFs come with lines of some 60 to 80 characters.
That the lines were broken by a machine shows at breaks inside sentences: there, and only there, the next word would not
have fitted. The longest line so broken gives the column, and every break that fits it is a break inside a paragraph.
Nothing is changed: a paragraph then simply has several lines, and ``without_breaks`` shows it without the breaks.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

_LINE = re.compile(r"[^\n]*\S[^\n]*")
_FIRST_WORD = re.compile(r"[^ \t]+")
_UNFINISHED = re.compile(r"[\w,$%&/'’\"”)\]–—-]")
_CLOSED = re.compile(r"[.!?…:;][\"'”’)\]*_]*$")
_GOES_ON = re.compile(r"[\"“'‘(\[]?[a-z]")
_ALWAYS_ITEM = re.compile(r"[•·▪◦‣●○*+]\s|[-–—]+$")
_ITEM = re.compile(r"(?:[-–—]{1,2}|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]|\(?[A-Z]\))\s")
_OPENING = re.compile(
    r"By [A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}(?:(?:,| and) [A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3})?$"  # a byline
    r"|[A-Z][A-Z.'’/ -]+(?:, [A-Z][\w. ]+)?(?:,? [A-Z][a-z]{2,8}\.? \d{1,2},?)?(?: \([\w ./-]+\) ?[-–—]+ | [-–—]+ )"
)
"""What opens a story, and so follows its headline even where no line is empty: a byline, a place line with its dash."""
_TABLE = re.compile(r"\t|[^ .!?:\"”’)]\x20{3,}\S|\|.*\|")
LINE_BREAK = re.compile(r"\n[ \t\n]*(?:> ?\n?)*")
"""A line break inside a paragraph, with what sets the next line in and the marks of quoted mail."""
_QUOTED = re.compile(r"(?:> ?)+")
_LONGEST_END = 10
_LONGEST_WORD = 30
"""A line that holds a longer word (an address) may run over the column."""
_NARROWEST = 30
_SHARE_TORN = 0.25
"""In running text two breaks of three tear a sentence before a small letter; in lists and verse few do."""
_SHARE_FULL = 0.9
_NEARLY_FULL = 0.8
"""A line that was edited after it was broken is still one while its sentence goes on and it is about so long."""
_SHORT = 0.7
_SLACK = 0.22
"""Where letters have widths of their own (PDF), lines of one width differ by so much in characters."""


@dataclass(frozen=True, slots=True)
class _Line:
    """One line that is not blank: its characters in the text, its columns, and how many line ends stand before it."""

    start: int
    end: int
    text: str
    indent: int
    columns: int
    gap: int

    @property
    def overlong(self) -> bool:
        return any(len(word) > _LONGEST_WORD for word in self.text.split())


@dataclass(frozen=True, slots=True)
class _Wrap:
    """How lines were broken: the longest one, the line ends between two of one paragraph, and the slack in columns.

    ``indent`` is that of lines that begin paragraphs, 0 where they are not set in.
    """

    width: int
    gap: int
    slack: int
    indent: int = 0

    def full(self, line: _Line, after: _Line) -> bool:
        """Whether the first word of the line ``after`` would not have fitted behind ``line``."""
        return _columns_with(line, after) > self.width - self.slack


def split_paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Character ranges of the paragraphs of ``text``; blank lines go with the paragraph before them.

    A line is a paragraph, except where lines were broken at a column.
    """
    lines = list(_lines(text))
    wrap = _find_wrap(lines)
    starts: list[int] = []
    first: _Line | None = None
    before: _Line | None = None
    for line in lines:
        if first is None or before is None or wrap is None or not _continues(first, before, line, wrap):
            starts.append(line.start)
            first = line
        before = line
    yield from pairwise([*starts, len(text)])


def without_breaks(text: str, ranges: Iterable[tuple[int, int]]) -> str:
    """``text`` with each of the ``ranges``, in order, on one line: a blank for each break and mark of quoted mail.

    Character for character, so that offsets stay; the blanks at the end of a range stay as they are.
    """
    out: list[str] = []
    at = 0
    for start, end in ranges:
        words = text[start:end].rstrip()
        if "\n" in words:
            out += [text[at:start], LINE_BREAK.sub(lambda match: " " * len(match[0]), words)]
            at = start + len(words)
    return "".join(out) + text[at:] if out else text


def _lines(text: str) -> Iterator[_Line]:
    at = 0
    for match in _LINE.finditer(text):
        printed = match[0].expandtabs().rstrip()
        words = _QUOTED.sub("", match[0].strip(), count=1) if match[0].lstrip().startswith(">") else match[0].strip()
        if not words and at:  # an empty line of a quoted mail goes with the paragraph before it
            continue
        words = words or match[0].strip()
        gap = text.count("\n", at, match.start())
        at = match.end()
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        yield _Line(start, match.end(), words, len(printed) - len(printed.lstrip(" ")), len(printed), gap)


def _columns_with(line: _Line, after: _Line) -> int:
    word = _FIRST_WORD.match(after.text)
    return line.columns + 1 + len(word[0] if word else "")


def _torn(line: _Line, after: _Line) -> bool:
    """Whether a sentence runs over the end of ``line``: no mark ends it, and the next begins with a small letter."""
    return bool(_UNFINISHED.match(line.text[-1]) and _GOES_ON.match(after.text) and not _own_line(after))


def _own_line(line: _Line) -> bool:
    """Whether a line stands for itself: an item of a list with its mark, a row of a table."""
    return _item(line) or _row(line)


def _item(line: _Line) -> bool:
    return bool(_ALWAYS_ITEM.match(line.text) or _ITEM.match(line.text))


def _row(line: _Line) -> bool:
    mark = _ALWAYS_ITEM.match(line.text) or _ITEM.match(line.text)
    return bool(_TABLE.search(line.text[mark.end() :].lstrip() if mark else line.text))


def _find_wrap(lines: Sequence[_Line]) -> _Wrap | None:
    """How the lines of a text were broken, or None where they were not."""
    pairs = [(a, b) for a, b in pairwise(lines) if b.gap <= 2 and not a.overlong]
    torn = [(a, b) for a, b in pairs if _torn(a, b)]
    if not torn:
        return None
    gap = Counter(b.gap for _, b in torn).most_common(1)[0][0]
    torn = [(a, b) for a, b in torn if b.gap == gap]
    width = max(a.columns for a, _ in torn)
    breaks = sum(b.gap == gap and a.columns <= width for a, b in pairs)
    if width < _NARROWEST or len(torn) < _SHARE_TORN * breaks or (gap > 1 and len(torn) < 3):
        return None
    torn = [(a, b) for a, b in torn if a.columns > _SHORT * width]  # the others are verse or the like
    indent = _first_indent(lines, gap)
    exact = _Wrap(width, gap, 0, indent)
    if sum(exact.full(a, b) for a, b in torn) >= _SHARE_FULL * len(torn):
        return exact
    loose = _Wrap(width, gap, round(_SLACK * width), indent)
    many = len(torn) >= (5 if width >= 50 else 10) and width <= 130  # lines of verse are short, and of many lengths
    return loose if many and sum(loose.full(a, b) for a, b in torn) >= _SHARE_FULL * len(torn) else None


def _first_indent(lines: Sequence[_Line], gap: int) -> int:
    """The indent of the lines that begin paragraphs: the most common one of lines set in further than the next."""
    inset = Counter(
        a.indent
        for a, b in pairwise(lines)
        if a.indent >= b.indent + 2 and b.gap == gap and not _own_line(a) and not _own_line(b)
    )
    indent, times = max(inset.items(), key=lambda found: found[1], default=(0, 0))
    return indent if times > 1 else 0


def _continues(first: _Line, before: _Line, line: _Line, wrap: _Wrap) -> bool:
    """Whether ``line`` goes on with the paragraph that began with ``first`` and had ``before`` as its latest line."""
    if line.gap > wrap.gap or _row(line) or _row(before):
        return False
    unfinished = bool(_UNFINISHED.match(before.text[-1])) and not _CLOSED.search(before.text[-_LONGEST_END:])
    goes_on = unfinished and _GOES_ON.match(line.text)
    if not wrap.full(before, line):
        least = (_SHORT if wrap.slack else _NEARLY_FULL) * wrap.width
        if not goes_on or before.columns <= least:
            return False
    # A longer line was not broken by the machine that broke the others, unless a word in it could not be.
    if before.columns > wrap.width * 1.1 + 2 and not before.overlong:
        return False
    item = _item(first)
    if _ALWAYS_ITEM.match(line.text) or (_item(line) and (item or not unfinished)):
        return False
    if unfinished and before is first and _OPENING.match(line.text):
        return False
    # Paragraphs may begin indented; what hangs below the mark of an item belongs to it.
    return item or (line.indent < before.indent + 2 and not 0 < wrap.indent == line.indent)
