"""Hand-coded stories: with their quotations, or packed, with offsets in place of the words, which are the publishers'.

A gold file as coded quotes its reports; ``tests/gold`` keeps such files packed, every quotation as ``{"@": [report,
start, end]}`` and with a hash of each text. ``unpack`` puts the words back where the reports are at hand.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detente.errors import InputError, UsageError
from detente.evaluate import files
from detente.intake import read
from detente.records import Report

Json = Any
_SUFFIXES = (".txt", ".html", ".htm", ".json")


@dataclass(frozen=True, slots=True)
class Story:
    """A coded story: its gold with the words in it, its reports by name, their texts, and what could not be read."""

    name: str
    gold: Json
    reports: dict[str, Report]
    texts: dict[str, str]
    refused: tuple[InputError, ...] = ()


def text_hash(text: str) -> str:
    """A short hash of a report's text."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def unpack(packed: Json, texts: dict[str, str]) -> Json:
    """The gold file as coded. Raises ``ValueError`` when a report's text is not the one that was coded."""
    for name, digest in packed.get("texts", {}).items():
        if text_hash(texts[name]) != digest:
            raise ValueError(f"{packed['story']}/{name}: the text is not the one that was coded")
    return _unpack({k: v for k, v in packed.items() if k != "texts"}, texts)


def _unpack(value: Json, texts: dict[str, str]) -> Json:
    if isinstance(value, dict):
        if "@" in value:
            name, start, end = value["@"]
            return texts[name][start:end]
        return {k: _unpack(v, texts) for k, v in value.items()}
    if isinstance(value, list):
        return [_unpack(v, texts) for v in value]
    return value


def read_story(path: str | Path, folder: str | Path | None = None) -> Story:
    """A gold file, quoting or packed, with its reports: ``folder``/NAME.txt or ``folder``/STORY/NAME.txt.

    ``folder`` is where the gold file lies unless given. A report that is missing, or is not the text that was coded, is
    told of and left out. Raises UsageError where the file is no gold file or none of its reports is there.
    """
    try:
        return _read_story(path, folder)
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        reason = " ".join(f"{type(error).__name__}: {error}".split())[:120]
        raise UsageError(f"{path}: is no gold file: it has another form ({reason})") from None


def _read_story(path: str | Path, folder: str | Path | None) -> Story:
    gold = read_gold(path)
    here = Path(folder) if folder is not None else Path(path).parent
    if not here.is_dir():
        raise UsageError(f"{here}: no such folder of reports")
    paths: dict[str, Path] = {}
    texts: dict[str, str] = {}
    refused: list[InputError] = []
    for name in gold["reports"]:
        try:
            file = _find(name, [here / str(gold.get("story")), here])
            text = files.read_text(file)
            _check(name, gold, text)
            paths[name], texts[name] = file, text
        except InputError as error:
            refused.append(error)
    found = read(list(paths.values())) if paths else None
    reports = {Path(report.path or "").stem: report for report in found.reports} if found else {}
    refused += found.refused if found else ()
    if not reports:
        first = f" ({refused[0]})" if refused else ""
        raise UsageError(f"{path}: none of its reports is in {here}{first}; say where they are with --reports DIR")
    kept = {**gold, "reports": {n: r for n, r in gold["reports"].items() if n in texts}}
    across = kept.get("across") or {}
    return Story(str(gold.get("story") or Path(path).stem), _whole(kept, across, texts), reports, texts, tuple(refused))


def read_gold(path: str | Path) -> Json:
    """The JSON of a gold file as it is. Raises UsageError when it is none."""
    try:
        gold = json.loads(files.read_text(path))
    except ValueError as error:
        raise UsageError(f"{path}: is no JSON ({error})") from None
    if not isinstance(gold, dict) or not isinstance(gold.get("reports"), dict) or not gold["reports"]:
        raise UsageError(f'{path}: is no gold file: it has no "reports"')
    return gold


def _whole(gold: Json, across: Json, texts: dict[str, str]) -> Json:
    """The gold with its words; what it says across reports only where all the words of it are there."""
    out = _unpack({k: v for k, v in gold.items() if k not in ("across", "texts")}, texts)
    out["across"] = {
        key: [_unpack(x, texts) for x in value if _there(x, texts)]
        for key, value in across.items()
        if isinstance(value, list)
    }
    return out


def _there(value: Json, texts: dict[str, str]) -> bool:
    if isinstance(value, dict):
        return value["@"][0] in texts if "@" in value else all(_there(v, texts) for v in value.values())
    return all(_there(v, texts) for v in value) if isinstance(value, list) else True


def _find(name: str, folders: list[Path]) -> Path:
    for folder in folders:
        for suffix in _SUFFIXES:
            if (file := folder / f"{name}{suffix}").is_file():
                return file
    raise InputError(name, f"no such report in {folders[-1]}")


def _check(name: str, gold: Json, text: str) -> None:
    digest = gold.get("texts", {}).get(name)
    if digest is not None and text_hash(text) != digest:
        raise InputError(name, "is not the text that was coded: left out")
