"""Bytes to text: UTF-8 first, other encodings only when they can be settled, binary files refused."""

from __future__ import annotations

import codecs
import re
from collections import Counter

from charset_normalizer import from_bytes

from detente.errors import InputError

MAX_REPORT_BYTES = 5_000_000
"""The largest single report, in bytes: some fifty times the longest long-read, so anything larger is not a report."""

MAX_REPORT_WORDS = 200_000
"""The longest single report, in words and punctuation marks: a book of 500 pages, and about a minute's work."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = {
    b"%PDF-": "a PDF: extract its text first (pdftotext)",
    b"PK\x03\x04": "a zip archive or office document: unpack it or save it as text first",
    b"\x1f\x8b": "gzip-compressed: unpack it first",
    b"\xff\xd8\xff": "a JPEG image",
    b"\x89PNG": "a PNG image",
}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_WORD = re.compile(r"\w+|[^\w\s]")
_LINE_END = re.compile(r"\r\n|\r|\x85|\u2028|\u2029")


def decode(data: bytes, name: str) -> str:
    """The text of ``data``, line ends as ``\\n`` and control characters replaced by blanks one for one.

    Raises ``InputError`` naming ``name`` when the data are empty, too large, binary, or in an encoding that cannot be
    settled.
    """
    text = clean_text(decode_as_is(data, name))
    if not text.strip():
        raise InputError(name, "holds no text")
    return text


def decode_as_is(data: bytes, name: str) -> str:
    """The text of ``data`` with every character kept, for formats such as JSON that must be parsed before cleaning.

    Raises ``InputError`` as ``decode`` does.
    """
    if len(data) > MAX_REPORT_BYTES:
        raise too_large(name, len(data))
    if not data.strip():
        raise InputError(name, "is empty")
    for magic, what in _MAGIC.items():
        if data.startswith(magic):
            raise InputError(name, f"is {what}")
    return _decode(data, name)


def too_large(name: str, size: int) -> InputError:
    """The refusal of an input of ``size`` bytes."""
    limit = MAX_REPORT_BYTES / 1e6
    return InputError(name, f"at {size / 1e6:.1f} MB is more than one report (limit {limit:.0f} MB): split it")


def refuse_endless(text: str, name: str) -> None:
    """Raises ``InputError`` for a text of more words than one report has."""
    if len(text) > MAX_REPORT_WORDS and (words := sum(1 for _ in _WORD.finditer(text))) > MAX_REPORT_WORDS:
        reason = f"at {words:,} words and marks is more than one report (limit {MAX_REPORT_WORDS:,})"
        raise InputError(name, f"{reason}: split it")


def clean_text(text: str) -> str:
    """``text`` with ``\\n`` line ends; control and direction-override characters become blanks, one for one."""
    return _CONTROL.sub(" ", _LINE_END.sub("\n", text))


def _decode(data: bytes, name: str) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                raise InputError(name, f"starts as {encoding} but breaks at byte {error.start}") from None
    if b"\x00" in data[:65536]:
        if wide := _wide_encoding(data[:4096]):
            try:
                return data.decode(wide)
            except UnicodeDecodeError as error:
                reason = f"looks like {wide.upper()} without a byte order mark, but breaks at byte {error.start}"
                raise InputError(name, f"{reason}: convert it to UTF-8 (iconv -f {wide.upper()})") from None
        raise InputError(name, "is binary, not text")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        broken_at = error.start
    best = from_bytes(data[:200_000]).best()
    # charset-normalizer's "chaos" is the share of implausible character sequences; 0.1 still reads as text.
    if best is None or best.percent_chaos > 10 or _looks_binary(data):
        raise InputError(name, f"is not UTF-8 (byte {broken_at}) and its encoding cannot be told: convert it to UTF-8")
    try:
        return data.decode(best.encoding)
    except (UnicodeDecodeError, LookupError):
        raise InputError(
            name, f"is not UTF-8 (byte {broken_at}) nor wholly {best.encoding}: convert it to UTF-8"
        ) from None


def is_wide(head: bytes) -> bool:
    """Whether a file that begins so has two bytes or more a character, or is binary: no line can be cut off it."""
    return b"\x00" in head or head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))


def _wide_encoding(head: bytes) -> str | None:
    """The encoding of what begins so if it is UTF-32 or UTF-16 without a mark, as the characters make plain."""
    for encoding in ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be"):
        text = head[: len(head) // 4 * 4].decode(encoding, "replace")
        pages = Counter(ord(c) >> 8 for c in text if c != "\ufffd").most_common(2)
        odd = sum(not (c.isprintable() or c in "\r\n\t\u2028\u2029\ufeff") for c in text)
        # Bytes of anything else, read so, scatter over the whole of Unicode; a text keeps to its script and to blanks.
        plain = odd * 50 <= len(text) and sum(n for _, n in pages) > 0.9 * len(text)
        if plain and 0 in (page for page, _ in pages):
            return encoding
    return None


def _looks_binary(data: bytes) -> bool:
    head = data[:65536]
    controls = sum(byte < 9 or 13 < byte < 32 for byte in head)
    return controls > len(head) / 100
