"""What the user named to the files it means: folders and globs opened up, what cannot be found refused."""

from __future__ import annotations

import glob
import os
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from detente.errors import InputError, UsageError


@dataclass(frozen=True, slots=True)
class Names:
    """The files to read, in order and each once, and a refusal per source or folder that gives none."""

    names: tuple[str, ...]
    refused: tuple[InputError, ...]


def expand(sources: Sequence[str | os.PathLike[str]], endings: Collection[str]) -> Names:
    """The files that ``sources`` mean: "-" and files as they are, folders for the files below them with one of the
    ``endings`` (".txt"), globs for what they match, both sorted.

    Raises ``UsageError`` when no source gives any.
    """
    found: dict[str, None] = {}
    refused: list[InputError] = []
    for given in sources:
        for item in _expand(os.fspath(given), endings):
            if isinstance(item, InputError):
                refused.append(item)
            else:
                found[item] = None
    if refused and not found:
        names = ", ".join(dict.fromkeys(error.name for error in refused))
        raise UsageError(str(refused[0]) if len(refused) == 1 else f"{names}: {refused[0].reason}")
    return Names(tuple(found), tuple(refused))


def _expand(source: str, endings: Collection[str]) -> Iterator[str | InputError]:
    # The functions of os.path call what cannot be looked up (too long a name, a loop of links) absent.
    if source == "-" or os.path.isfile(source):
        yield source
    elif os.path.isdir(source):
        yield from _below(source, endings)
    else:
        matches = sorted(m for m in glob.glob(source, recursive=True) if os.path.isfile(m))
        if matches:
            yield from matches
        elif os.path.exists(source):
            yield source  # a pipe or a device
        else:
            yield InputError(source or repr(source), "no such file, folder or match")


def _below(folder: str, endings: Collection[str]) -> Iterator[str | InputError]:
    """The files below a folder; links to folders are not followed, so that a loop of them has an end."""
    closed: list[OSError] = []
    paths = [os.path.join(at, name) for at, _, files in os.walk(folder, onerror=closed.append) for name in files]
    found = sorted(p for p in paths if os.path.splitext(p)[1].lower() in endings and os.path.isfile(p))
    yield from found
    for error in closed:
        yield InputError(str(error.filename), f"cannot be opened ({error.strerror or error})")
    if not found and not closed:
        yield InputError(folder, f"the folder holds no {', '.join(endings)} files")
