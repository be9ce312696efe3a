"""The brief as one HTML page that needs nothing else: style inside, no script, every word from a report escaped."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from operator import attrgetter
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from detente.records import Span
from detente.views import dates, pictures
from detente.views.content import Brief, Line, Paragraph, ReportText, Section
from detente.views.highlight import BackLink, Stretch, highlight
from detente.views.phrases import words
from detente.views.plain import one_line, shorten

_BACK_LINKS_PER_STRETCH = 6
_TELLS_AGAIN = frozenset({"mediation", "differences", "single-source"})
"""Sections that repeat what other sections say: the report's words lead back to those others."""


def to_html(brief: Brief) -> str:
    """The page for ``brief``; the same brief gives the same text."""
    page = _Page(brief)
    return (
        _templates()
        .get_template("brief.html")
        .render(
            brief=brief,
            page=page,
            strip=pictures.lay_out(brief.moments),
            style=Markup(_templates().get_template("brief.css").render()),
            furniture=lambda kind: words("passage", kind),
            published=lambda report: dates.when(report.published),
        )
    )


class _Page:
    """What the template asks for while it writes one brief."""

    def __init__(self, brief: Brief) -> None:
        self._stretches: dict[str, set[Stretch]] = {}
        self._sorted: dict[str, list[Stretch]] = {}
        self._longest: dict[str, int] = {}
        self._back: dict[str, list[BackLink]] = {}
        for span in brief.evidence:
            self._add(span, None)
        for line in brief.in_short:
            for ref in line.refs:
                self._add(ref.span, ref.anchor)
        for section, line in _lines(brief):
            for ref in line.refs:
                self._add(ref.span, ref.anchor)
                links = self._back.setdefault(ref.anchor, [])
                if section.key not in _TELLS_AGAIN and len(links) < _BACK_LINKS_PER_STRETCH:
                    links.append(BackLink(f"line-{line.key}", shorten(line.text, 120)))

    def _add(self, span: Span, anchor: str | None) -> None:
        self._stretches.setdefault(span.report, set()).add(Stretch(span.start, span.end, anchor))

    def paragraph(self, text: ReportText, paragraph: Paragraph) -> Markup:
        """One paragraph of a report with its marks; furniture inside it is greyed."""
        report = text.report
        out = Markup("")
        for piece in paragraph.pieces:
            end = piece.start + len(report.text[piece.start : piece.end].rstrip())
            near = self._near(report.id, piece.start, end)
            marked = highlight(report.text, piece.start, max(piece.start, end), near, self._back)
            inline = piece.kind != "body" and paragraph.number is not None
            out += Markup('<span class="furniture">{}</span> ').format(marked) if inline else marked
        return out

    def _near(self, report: str, start: int, end: int) -> Sequence[Stretch]:
        """The stretches of a report that may touch its characters ``start`` to ``end``."""
        if report not in self._sorted:
            self._sorted[report] = sorted(self._stretches.get(report, ()), key=attrgetter("start"))
            self._longest[report] = max((s.end - s.start for s in self._sorted[report]), default=0)
        found = self._sorted[report]
        first = bisect_left(found, start - self._longest[report], key=attrgetter("start"))
        return found[first : bisect_left(found, end, key=attrgetter("start"))]

    def link(self, text: ReportText) -> str | None:
        """The report's address when it is an ordinary web address, else None: nothing else becomes a link."""
        return web_address(text.report.url)


def web_address(url: str | None) -> str | None:
    """``url`` when it is http or https with a host and without control characters or blanks, else None."""
    if not url or one_line(url) != url or " " in url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme.lower() in ("http", "https") and parts.netloc else None


def _lines(brief: Brief) -> Iterator[tuple[Section, Line]]:
    for section in brief.sections:
        for group in section.groups:
            for line in (*group.facts, *group.lines):
                yield section, line
                yield from ((section, item) for item in line.items)


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=PackageLoader("detente.views"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["line"] = one_line
    return environment
