"""What is known of a report before its text is read: header lines of ``.txt`` files and keys of JSON objects."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from detente.intake.decode import clean_text

HEADER_KEYS = ("TITLE", "OUTLET", "PUBLISHED", "URL", "BYLINE", "DESCRIPTION", "LANGUAGE")
_HEADER = re.compile(rf"({'|'.join(HEADER_KEYS)}):[ \t]*(.*)", re.ASCII)

JSON_KEYS: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "maintext", "article"),
    "title": ("title", "headline"),
    "outlet": ("outlet", "source", "publisher", "source_domain", "sitename", "hostname", "domain"),
    "published": ("published", "date_publish", "publish_date", "pub_date", "publication_date", "date"),
    "url": ("url", "link"),
    "byline": ("byline", "author", "authors"),
    "language": ("language", "lang"),
}
"""Names that common news collections give these fields, the first that is present wins."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What accompanies a report: all optional, as given."""

    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None
    byline: str | None = None
    language: str | None = None


def read_headers(text: str) -> tuple[Metadata, int]:
    """The metadata in the header lines that open ``text``, and where the report behind them begins.

    A header block needs no closing blank line; it ends at the first line that is no header.
    """
    values: dict[str, str] = {}
    at = 0
    while (match := _HEADER.match(text, at)) and match[1] not in values:
        values[match[1]] = match[2].strip()
        at = match.end()
        if text[at : at + 1] == "\n":
            at += 1
    while at and text[at : at + 1] == "\n":
        at += 1
    metadata = Metadata(
        title=values.get("TITLE") or None,
        outlet=values.get("OUTLET") or None,
        published=values.get("PUBLISHED") or None,
        url=values.get("URL") or None,
        byline=values.get("BYLINE") or None,
        language=values.get("LANGUAGE") or None,
    )
    return metadata, at


def from_json(value: Mapping[str, object]) -> tuple[Metadata, str | None]:
    """Metadata and text of one JSON object; the text is None when no known key holds any."""
    found: dict[str, str | None] = {}
    for field, keys in JSON_KEYS.items():
        found[field] = next((t for key in keys if (t := _as_text(value.get(key)))), None)
    text = found.pop("text")
    return Metadata(**{field: one_line(given) for field, given in found.items()}), text


def one_line(value: str | None) -> str | None:
    """``value`` on one line without control characters and lone surrogates, or None when nothing is left."""
    return " ".join(clean_text(value or "").split()) or None


def _as_text(value: object) -> str | None:
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, list):
        return ", ".join(v.strip() for v in value if isinstance(v, str) and v.strip()) or None
    return None
