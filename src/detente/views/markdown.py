"""The brief as Markdown, and printed to a terminal. Long lists are cut with a count; HTML and JSON hold everything."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO

from detente.views.content import Brief, Group, Line, Reference, Section
from detente.views.plain import one_line, shorten, visible

LINES_PER_SECTION = 40
LINES_PER_GROUP = 12
REFERENCES_PER_LINE = 6
QUOTED_WIDTH = 240
TEXT_WIDTH = 600
_STYLES = {"markdown.em": "dim", "markdown.h2": "bold underline", "markdown.h3": "bold cyan"}
# An underscore inside a word ("natural_resource") marks nothing.
_SPECIAL = re.compile(r"([\\`*\[\]<>#|~&]|(?<!\w)_|_(?!\w))")
_LIST_START = re.compile(r"^(\s*)([-+=]|\d+[.)])(?=\s|$)")


def escape(text: str) -> str:
    """``text`` as it must stand in Markdown to be read as plain characters."""
    return _LIST_START.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", one_line(text)))


def to_markdown(brief: Brief, *, every: bool = False) -> str:
    """The brief as Markdown text; ``every`` turns the cutting of long lists off."""
    out = [f"# {escape(brief.title)}", "", *(escape(s) for s in brief.summary), ""]
    if brief.in_short:
        out += ["**In short**", "", *(row for line in brief.in_short for row in _line(line, "")), ""]
    shown: list[Line] = list(brief.in_short)
    for section in brief.sections:
        kept = _kept(section, every)
        out += _section(section, kept)
        for group in section.groups:
            shown += (*group.facts, *(line for line in group.lines if line.key in kept))
    out += _words_behind(brief, shown, every)
    return "\n".join(out).rstrip() + "\n"


def print_markdown(brief: Brief, out: TextIO) -> None:
    """Print the brief to ``out``: laid out by rich on a terminal, plain Markdown into a file or pipe."""
    text = to_markdown(brief)
    if not out.isatty():
        out.write(text)
        return
    from rich.console import Console
    from rich.markdown import Markdown
    from rich.theme import Theme

    Console(file=out, theme=Theme(_STYLES)).print(Markdown(text, hyperlinks=False))


def _section(section: Section, kept: set[str]) -> Iterator[str]:
    yield f"## {escape(section.title)}"
    yield ""
    if not section.groups:
        yield f"{escape(section.nothing)}"
        yield ""
        return
    if section.intro:
        yield f"*{escape(section.intro)}*"
        yield ""
    hidden = section.size - len(kept)
    for group in section.groups:
        lines = [line for line in group.lines if line.key in kept]
        if lines or group.facts:
            yield from _group(group, lines)
    if hidden:
        yield f"... and {hidden:,} more; --format html shows all"
        yield ""


def _kept(section: Section, every: bool) -> set[str]:
    """Keys of the lines that a terminal shows: the weightiest of each group and of the section, of equals the first."""
    if every:
        return {line.key for group in section.groups for line in group.lines}
    room = LINES_PER_GROUP if len(section.groups) > 1 else LINES_PER_SECTION
    lines = [line for group in section.groups for line in _weightiest(group.lines, room)]
    return {line.key for line in _weightiest(lines, LINES_PER_SECTION)}


def _weightiest(lines: Sequence[Line], number: int) -> list[Line]:
    return sorted(lines, key=lambda line: -line.weight)[:number]  # stable: of equal weight the first are kept


def _group(group: Group, lines: Sequence[Line]) -> Iterator[str]:
    if group.heading:
        note = f" ({escape(group.note)})" if group.note else ""
        yield f"### {escape(group.heading)}{note}"
        yield ""
    for fact in group.facts:
        yield f"- **{escape(fact.tag or '')}:** {escape(fact.text)}{_refs(fact.refs)}"
    if group.facts and lines:
        yield ""
    for line in lines:
        yield from _line(line, "")
    yield ""


def _line(line: Line, indent: str) -> Iterator[str]:
    lead = f"**{escape(line.lead)}** " if line.lead else ""
    tag = f"*{escape(line.tag)}:* " if line.tag else ""
    notes = f" ({'; '.join(escape(note) for note in line.notes)})" if line.notes else ""
    text = f"{indent}- {lead}{tag}{escape(shorten(line.text, TEXT_WIDTH))}{notes}{_refs(line.refs)}"
    if line.codes:
        yield f"{text}  "  # two blanks break the line
        yield f"{indent}  *{escape(line.codes)}*"
    else:
        yield text
    for item in line.items:
        yield from _line(item, indent + "  ")


def _refs(refs: tuple[Reference, ...]) -> str:
    more = f" and {len(refs) - REFERENCES_PER_LINE} more places" if len(refs) > REFERENCES_PER_LINE + 1 else ""
    shown = refs[:REFERENCES_PER_LINE] if more else refs
    # Brackets that no address follows are plain characters, and easier on the eye than escaped ones.
    return "".join(f" [{escape(ref.label)}]" for ref in shown) + more


def _words_behind(brief: Brief, shown: Iterable[Line], every: bool) -> Iterator[str]:
    """The words that the references of the lines shown lead to, by report and paragraph."""
    quoted: dict[str, dict[tuple[int, str], None]] = {}
    for line in shown:
        for ref in (*line.refs, *(ref for item in line.items for ref in item.refs)):
            quoted.setdefault(ref.label, {})[ref.span.start, visible(ref.span.text)] = None
    if not quoted:
        return
    yield "## The words behind the references"
    yield ""
    order = {text.label: n for n, text in enumerate(brief.reports)}
    for label in sorted(quoted, key=lambda name: _reading_order(name, order)):
        yield f"- [{escape(label)}] {' / '.join(_quotes((words for _, words in sorted(quoted[label])), every))}"
    yield ""


def _quotes(texts: Iterable[str], every: bool) -> Iterator[str]:
    """``texts`` each once: what stands inside another is left out, unless that other is too long to be shown."""
    lines = list(dict.fromkeys(one_line(text) for text in texts))
    if not every:
        lines = [a for a in lines if len(a) <= QUOTED_WIDTH or not any(b != a and b in a for b in lines)]
    for line in lines:
        if not any(line != other and line in other for other in lines):
            yield escape(line if every else shorten(line, QUOTED_WIDTH))


def _reading_order(label: str, order: dict[str, int]) -> tuple[int, int, str]:
    report, _, place = label.partition(" ")
    number = place.removeprefix("§")
    return (order.get(report, len(order)), int(number) if number.isdigit() else 0, place)
