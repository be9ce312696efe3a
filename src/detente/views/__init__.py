"""Views: the brief as Markdown for the terminal, as one HTML file, and as JSON (``records.as_json``)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TextIO

from detente.errors import InputError
from detente.records import Record
from detente.views.brief import make_brief
from detente.views.html import to_html
from detente.views.markdown import print_markdown, to_markdown

__all__ = ["html_brief", "make_brief", "markdown_brief", "print_brief", "print_markdown", "to_html", "to_markdown"]


def html_brief(record: Record, refused: Sequence[InputError] = ()) -> str:
    """The brief of ``record`` as one self-contained HTML page."""
    return to_html(make_brief(record, refused))


def markdown_brief(record: Record, refused: Sequence[InputError] = ()) -> str:
    """The brief of ``record`` as Markdown text."""
    return to_markdown(make_brief(record, refused))


def print_brief(record: Record, refused: Sequence[InputError], out: TextIO) -> None:
    """Print the brief of ``record`` to ``out``: laid out on a terminal, Markdown elsewhere."""
    print_markdown(make_brief(record, refused), out)
