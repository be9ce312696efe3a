"""What is installed, what is missing, and what to do about it."""

from __future__ import annotations

import importlib.metadata
import sys
from collections.abc import Callable
from dataclasses import dataclass

from detente.errors import DetenteError


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: what, whether it is as needed, what was found, and what to do if it is not."""

    what: str
    ok: bool
    found: str
    advice: str = ""


def examine() -> list[Finding]:
    """Python, the packages that détente needs, the optional ones, the shipped model and tables."""
    findings = [Finding("Python", sys.version_info >= (3, 11), sys.version.split()[0], "")]
    for requirement in importlib.metadata.requires("detente") or []:
        name, _, marker = requirement.partition(";")
        package = name.strip().split("[")[0].split(">")[0].split("=")[0].split("<")[0].strip()
        extra = marker.partition("extra ==")[2].strip(" '\"")
        if extra in ("dev", "train"):
            continue
        try:
            findings.append(Finding(package, True, importlib.metadata.version(package)))
        except importlib.metadata.PackageNotFoundError:
            advice = f"pip install 'detente[{extra}]' if you want it" if extra else "pip install detente again"
            findings.append(Finding(package, bool(extra), "not installed", advice))
    findings.append(_try("language model", _model, "the package is damaged: install it again"))
    findings.append(_try("tables", _tables, "a table in detente/data was edited wrongly: see the line named"))
    return findings


def _try(what: str, look: Callable[[], str], advice: str) -> Finding:
    try:
        return Finding(what, True, look())
    except (DetenteError, OSError, ValueError, KeyError) as error:
        return Finding(what, False, str(error), advice)


def _model() -> str:
    from detente.language.model import LanguageModel

    document = LanguageModel.load().annotate("doctor", "Russia is ready to mediate.", [(0, 27)])
    return f"reads ({len(document.tokens)} tokens of a test sentence)"


def _tables() -> str:
    from importlib.resources import files

    from detente.data import read_table

    root = files("detente.data")
    count = rows = 0
    for folder in sorted(root.iterdir(), key=lambda p: p.name):
        if folder.is_dir():
            for table in folder.iterdir():
                if table.name.endswith(".tsv"):
                    rows += len(read_table(f"{folder.name}/{table.name}"))
                    count += 1
    return f"{count} tables, {rows} rows"
