"""Reading what a test set comes in: folders, archives, compressed files, whatever their encoding and line ends."""

from __future__ import annotations

import bz2
import csv
import gzip
import hashlib
import io
import json
import lzma
import os
import re
import tarfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detente.errors import InputError, UsageError

_OPENERS = {b"\x1f\x8b": gzip.decompress, b"BZh": bz2.decompress, b"\xfd7zXZ": lzma.decompress}
_DAMAGED = (OSError, EOFError, zlib.error, lzma.LZMAError, tarfile.TarError, zipfile.BadZipFile, NotImplementedError)
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_BOMS = ((b"\xff\xfe\x00\x00", "utf-32"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


@dataclass(frozen=True, slots=True)
class Member:
    """One file of a folder or archive: its path inside it, and its bytes."""

    path: str
    data: bytes

    @property
    def stem(self) -> str:
        """The file's name without folders and suffix."""
        return Path(self.path).stem


def read_bytes(path: str | Path) -> bytes:
    """The bytes of a file, unpacked where it is compressed. Raises UsageError when it cannot be read."""
    if not os.path.exists(path):
        raise UsageError(f"{path}: no such file")
    if os.path.isdir(path):
        raise UsageError(f"{path}: is a folder, a file is needed")
    try:
        with open(path, "rb") as file:
            return unpacked(file.read())
    except _DAMAGED as error:
        raise UsageError(f"{path}: cannot be read ({_why(error)})") from None


def unpacked(data: bytes) -> bytes:
    """``data`` decompressed if they begin like gzip, bzip2 or xz data, else as they are."""
    for magic, opener in _OPENERS.items():
        if data.startswith(magic):
            return opener(data)
    return data


def decode(data: bytes) -> str:
    """``data`` as text with its line ends as they are, without a byte order mark; UTF-8, else what it seems to be."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def read_text(path: str | Path) -> str:
    """The text of a file, ``\\n`` at line ends."""
    return unix(decode(read_bytes(path)))


def unix(text: str) -> str:
    """``text`` with ``\\n`` at line ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def members(path: str | Path, suffixes: Sequence[str]) -> list[Member]:
    """The files with one of ``suffixes`` in a folder (nested ones too), a .tgz, .tar or .zip, or the one file given.

    In the order of their paths; a damaged one is empty. Raises UsageError when there is nothing to read.
    """
    if os.path.isdir(path):
        files = sorted(p for p in Path(path).rglob("*") if p.is_file())
        pairs = [(str(p.relative_to(path)), p) for p in files if _wanted(p.name, suffixes)]
        out = [Member(name, _bytes_or_none(p)) for name, p in pairs]
    else:
        data = read_bytes(path)
        try:
            out = [m for m in _archived(data) if _wanted(m.path, suffixes)]
        except _DAMAGED as error:
            raise UsageError(f"{path}: cannot be unpacked ({_why(error)})") from None
        if not out and _wanted(str(path), suffixes):
            out = [Member(Path(path).name.removesuffix(".gz"), data)]
    if not out:
        raise UsageError(f"{path}: holds no {' or '.join(suffixes)} file")
    return sorted(out, key=lambda m: m.path)


def _bytes_or_none(path: Path) -> bytes:
    """One damaged file of a folder must not cost the others."""
    try:
        return read_bytes(path)
    except UsageError:
        return b""


def _wanted(name: str, suffixes: Sequence[str]) -> bool:
    base = os.path.basename(name)
    # "._x" and "__MACOSX" are what one system leaves in the archives of another.
    hidden = base.startswith(".") or "__MACOSX" in name
    return not hidden and base.lower().removesuffix(".gz").endswith(tuple(suffixes))


def _archived(data: bytes) -> Iterator[Member]:
    if data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                if not name.endswith("/"):
                    yield Member(name, unpacked(archive.read(name)))
    elif tarfile.is_tarfile(io.BytesIO(data)):
        with tarfile.open(fileobj=io.BytesIO(data)) as tar:
            for entry in tar:
                file = tar.extractfile(entry) if entry.isfile() else None
                if file is not None:
                    yield Member(entry.name, unpacked(file.read()))


def table(path: str | Path) -> tuple[list[str], list[dict[str, str]]]:
    """The columns (lower case) and rows of a table with a header; cells are parted by tabs, or by commas.

    Empty lines are no rows; cells that a row lacks are empty. Raises UsageError for a file without a header.
    """
    lines = [line for line in read_text(path).split("\n") if line.strip()]
    if not lines:
        raise UsageError(f"{path}: is empty")
    if "\t" in lines[0]:
        cells = [[unquoted(cell) for cell in line.split("\t")] for line in lines]
    else:
        csv.field_size_limit(10_000_000)
        cells = list(csv.reader(io.StringIO("\n".join(lines))))
    columns = [name.strip().strip('"').lower() for name in cells[0]]
    rows = [dict(zip(columns, [*row, *[""] * (len(columns) - len(row))], strict=False)) for row in cells[1:]]
    return columns, rows


def unquoted(cell: str) -> str:
    """A cell without the quotation marks that some writers of tables put around one that holds such marks."""
    return cell[1:-1].replace('""', '"') if _QUOTED.fullmatch(cell) else cell


def json_values(path: str | Path) -> list[Any]:
    """The values of a JSON list, of the one list inside a JSON object, or of JSON lines."""
    text = read_text(path)
    try:
        found = json.loads(text)
    except ValueError:
        try:
            return [json.loads(line) for line in text.split("\n") if line.strip()]
        except ValueError as error:
            raise UsageError(f"{path}: is neither JSON nor JSON lines ({error})") from None
    if isinstance(found, Mapping):
        lists = [value for value in found.values() if isinstance(value, list)]
        found = lists[0] if len(lists) == 1 else [found]
    if not isinstance(found, list):
        raise UsageError(f"{path}: holds no list")
    return found


def write_lines(path: str | Path, lines: Iterable[str]) -> None:
    """Write a whole file or none; a device or pipe is written to as it is. Raises UsageError when it cannot be."""
    name = str(path)
    special = os.path.exists(name) and not os.path.isfile(name)
    part = name if special else f"{os.path.realpath(name)}.part"
    try:
        with open(part, "w", encoding="utf-8", newline="\n", errors="replace") as out:
            out.writelines(f"{line}\n" for line in lines)
        if not special:
            os.replace(part, os.path.realpath(name))
    except OSError as error:
        raise UsageError(f"{name}: cannot be written ({error.strerror or error})") from None


def fingerprint(path: str | Path) -> str:
    """The SHA-256 of a file, or of the paths and contents of a folder's files."""
    digest = hashlib.sha256()
    files = sorted(p for p in Path(path).rglob("*") if p.is_file()) if os.path.isdir(path) else [Path(path)]
    for file in files:
        if os.path.isdir(path):
            digest.update(file.relative_to(path).as_posix().encode() + b"\0")
        digest.update(file.read_bytes())
    return digest.hexdigest()


def refusal(name: str, error: Exception) -> InputError:
    """What to tell of a document that could not be read: the others are still scored."""
    return InputError(name, f"left out: {_why(error)}")


def _why(error: BaseException) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:200]
