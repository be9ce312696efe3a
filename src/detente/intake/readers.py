"""Readers: files, folders, globs and standard input to reports. One bad input never stops the others."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BufferedReader
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from detente.errors import InputError, UsageError
from detente.intake.decode import (
    MAX_REPORT_BYTES,
    clean_text,
    decode,
    decode_as_is,
    is_wide,
    refuse_endless,
    too_large,
)
from detente.intake.duplicates import mark_near_duplicates
from detente.intake.headers import Metadata, from_json, one_line, read_headers
from detente.intake.language import guess_language
from detente.intake.names import expand
from detente.intake.paragraphs import without_breaks
from detente.intake.passages import mark_passages
from detente.intake.published import find_published, is_of_news
from detente.records import Report, make_id

_AROUND_BYLINE = " \t\n•·*–—-"  # blanks and the bullet that sets it off
_BYTES_READ_AT_MOST = MAX_REPORT_BYTES + 1
_MARKUP = re.compile(r"</|<!|<\?xml|<[a-z][a-z0-9]*(?:\s[^<>]{0,1000})?/?>", re.I)
_REFERENCE = re.compile(r"&#(?:[xX]0*([0-9a-fA-F]{1,6})(?![0-9a-fA-F])|0*(\d{1,7})(?!\d));?")


@dataclass(frozen=True, slots=True)
class ReadResult:
    """What came of reading: the reports, in the order given, and a refusal per input that could not be read."""

    reports: tuple[Report, ...]
    refused: tuple[InputError, ...]


def read(
    sources: Sequence[str | os.PathLike[str]],
    *,
    published: date | None = None,
    stdin: BinaryIO | None = None,
    watch: Callable[[Iterable[str]], Iterable[str]] = iter,
) -> ReadResult:
    """Read reports from files (``.txt .html .htm .json .jsonl``), folders, globs, and ``-`` for standard input.

    ``published`` dates the reports that do not say when they were published. A report that comes twice is read once.
    Near copies are marked. What cannot be read is listed in ``refused``; ``watch`` may wrap the loop over the files, to
    show progress. Raises ``UsageError`` when no source matches anything or ``published`` cannot be meant.
    """
    if published is not None and not is_of_news(published):
        raise UsageError(f"{published}: no report was published then")
    found = expand(sources, READERS)
    reports: dict[str, Report] = {}
    refused: list[InputError] = list(found.refused)
    for name in watch(found.names):
        try:
            for item in _read_one(name, stdin, published):
                if isinstance(item, InputError):
                    refused.append(item)
                else:
                    reports.setdefault(item.id, item)
        except InputError as error:
            refused.append(error)
    return ReadResult(mark_near_duplicates(tuple(reports.values())), tuple(refused))


def make_report(
    text: str, metadata: Metadata | None = None, path: str | None = None, published: date | None = None
) -> Report:
    """A Report from its text and what accompanies it; ``published`` is the day for reports that state none."""
    metadata = metadata or Metadata()
    passages = mark_passages(text, metadata.title)
    words = without_breaks(text, ((p.start, p.end) for p in passages))
    title = metadata.title or next((one_line(words[p.start : p.end]) for p in passages if p.kind == "title"), None)
    bylines = (one_line(words[p.start : p.end].strip(_AROUND_BYLINE)) for p in passages if p.kind == "byline")
    byline = metadata.byline or next(bylines, None)
    when = find_published(words, passages, stated=metadata.published, url=metadata.url, option=published)
    return Report(
        id=make_id("report", metadata.outlet, metadata.url, metadata.published, text),
        # A name that is not UTF-8 holds half characters, which no file or store could take.
        path=None if path is None else path.encode("utf-8", "replace").decode("utf-8"),
        url=metadata.url,
        outlet=metadata.outlet,
        title=title,
        byline=byline,
        language=guess_language(" ".join(text[p.start : p.end] for p in passages if p.kind == "body") or text),
        text=text,
        published=when,
        passages=passages,
    )


Item = Report | InputError


def _read_one(name: str, stdin: BinaryIO | None, published: date | None) -> Iterator[Item]:
    if name == "-":
        source = stdin or (sys.stdin.buffer if sys.stdin else None)
        if source is None:
            raise InputError(name, "is closed: there is no standard input to read")
        yield from _read_unnamed(source, published)
        return
    reader = READERS.get(Path(name).suffix.lower(), _read_text)
    yield from reader(name, published)


def _load(name: str) -> bytes:
    """The bytes of one file; a file over the limit is refused without reading it."""
    with _opened(name) as file:
        size = os.fstat(file.fileno()).st_size
        if size > MAX_REPORT_BYTES:
            raise too_large(name, size)
        try:
            return file.read(_BYTES_READ_AT_MOST)  # a pipe or a device tells no size
        except OSError as error:
            raise InputError(name, f"cannot be read ({error.strerror or error})") from None


def _opened(name: str) -> BufferedReader:
    try:
        return open(name, "rb")
    except OSError as error:
        raise InputError(name, f"cannot be opened ({error.strerror or error})") from None


def _read_unnamed(source: BinaryIO, published: date | None) -> Iterator[Item]:
    """Standard input: JSON objects line by line, however many; else one JSON value, page or text."""
    first = source.readline(_BYTES_READ_AT_MOST)
    if first.startswith(b"{") and first.strip() != b"{":
        yield from _read_json_lines("-", chain((first,), _lines(source)), published)
        return
    data = first + source.read(_BYTES_READ_AT_MOST - len(first))
    if first.strip() in (b"{", b"[") or first.startswith(b"[{"):
        yield from _json_reports("-", data, published)
    else:
        yield _page_or_text("-", decode(data, "-"), published)


def _read_text(name: str, published: date | None) -> Iterator[Item]:
    yield _page_or_text(name, decode(_load(name), name), published)


def _page_or_text(name: str, text: str, published: date | None) -> Report:
    """A file that is called text, or nothing: a page where it says so itself."""
    page = text[:200].lstrip()[:15].lower().startswith(("<!doctype html", "<html"))
    return _html_report(name, text, published) if page else _text_report(name, text, published)


def _text_report(name: str, text: str, published: date | None) -> Report:
    metadata, start = read_headers(text)
    if not text[start:].strip():
        raise InputError(name, "holds header lines but no report")
    return _report(name, text[start:], metadata, published)


def _report(name: str, text: str, metadata: Metadata, published: date | None) -> Report:
    """The report in input ``name`` ("-" for standard input), its title before its text; refused when endless."""
    refuse_endless(text, name)
    return make_report(_with_title(text, metadata.title), metadata, name if name != "-" else None, published)


def _with_title(text: str, title: str | None) -> str:
    """``text`` opened by the title that came beside it, where it does not open so itself: readers see both."""
    title = clean_text(title or "").strip()
    if not title or " ".join(text[: 2 * len(title)].split()).startswith(" ".join(title.split())):
        return text
    return f"{title}\n\n{text}"


def _read_html(name: str, published: date | None) -> Iterator[Item]:
    html = decode(_load(name), name)
    # A saved page that somebody has cut down to its words is text, whatever it is called.
    yield _html_report(name, html, published) if _MARKUP.search(html) else _text_report(name, html, published)


def _html_report(name: str, html: str, published: date | None) -> Report:
    # trafilatura takes half a second to import, so only those who read HTML pay for it.
    from trafilatura import bare_extraction

    page = bare_extraction(
        _REFERENCE.sub(_harmless, html),
        with_metadata=True,
        include_comments=False,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    found: Mapping[str, object] = page if isinstance(page, dict) else page.as_dict() if page else {}
    body = clean_text(str(found.get("text") or ""))
    if not body.strip():
        raise InputError(name, "no article text was found in the page: save the article itself, or its text")
    keys = {"title": "title", "outlet": "sitename", "published": "date", "url": "url", "byline": "author"}
    values = {k: str(v) if (v := found.get(key)) else None for k, key in keys.items()}
    metadata = Metadata(**{field: one_line(value) for field, value in values.items()})
    return _report(name, body, metadata, published)


def _harmless(reference: re.Match[str]) -> str:
    """A numeric character reference, or a blank for one to a control character, which costs the whole page."""
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    return reference[0] if code > 31 or code in (9, 10, 13) else " "


def _read_json_file(name: str, published: date | None) -> Iterator[Item]:
    yield from _json_reports(name, _load(name), published)


def _json_reports(name: str, data: bytes, published: date | None) -> Iterator[Item]:
    try:
        value = _parse(data, name)
    except (ValueError, RecursionError) as error:
        raise InputError(name, _why_not_json(error)) from None
    values = value if isinstance(value, list) else [value]
    if not values:
        raise InputError(name, "holds no reports: its list is empty")
    for n, one in enumerate(values, 1):
        yield _json_report(name if len(values) == 1 else f"{name}:{n}", one, published)


def _read_json_lines_file(name: str, published: date | None) -> Iterator[Item]:
    with _opened(name) as file:
        # Files whose characters take two bytes or more cannot be cut into lines before they are decoded.
        if is_wide(file.peek(4096)[:4096]):
            text = decode_as_is(_load(name), name)
            yield from _read_json_lines(name, iter(text.encode("utf-8", "replace").split(b"\n")), published)
        else:
            yield from _read_json_lines(name, _lines(file), published)


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """The lines of ``file``; of one longer than a report may be only the beginning, one byte over the limit."""
    while line := file.readline(_BYTES_READ_AT_MOST):
        yield line
        while len(line) == _BYTES_READ_AT_MOST and not line.endswith(b"\n"):
            line = file.readline(_BYTES_READ_AT_MOST)


def _parse(data: bytes, name: str) -> object:
    # Cleaning comes after parsing: in JSON a line separator is a character like others. Control characters inside
    # strings, which strict JSON forbids, are let through and cleaned with the rest.
    return json.loads(decode_as_is(data, name), strict=False)


def _why_not_json(error: Exception) -> str:
    return "is nested too deeply" if isinstance(error, RecursionError) else f"is not valid JSON ({error})"


def _read_json_lines(name: str, lines: Iterator[bytes], published: date | None) -> Iterator[Item]:
    seen = False
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        seen = True
        where = f"{name}:{number}"
        try:
            yield _json_report(where, _parse(line, where), published)
        except InputError as error:
            yield error
        except (ValueError, RecursionError) as error:
            yield InputError(where, _why_not_json(error))
    if not seen:
        yield InputError(name, "is empty")


def _json_report(where: str, value: object, published: date | None) -> Item:
    if not isinstance(value, Mapping):
        return InputError(where, "is not a JSON object with a text")
    metadata, text = from_json(value)
    text = clean_text(text or "")
    if not text.strip():
        return InputError(where, "has no text (looked for: text, body, content, maintext, article)")
    return _report(where, text, metadata, published)


READERS: Mapping[str, Callable[[str, date | None], Iterator[Item]]] = {
    ".txt": _read_text,
    ".html": _read_html,
    ".htm": _read_html,
    ".json": _read_json_file,
    ".jsonl": _read_json_lines_file,
}
"""Reader by file ending; files with any other ending that are named outright are read as text."""
