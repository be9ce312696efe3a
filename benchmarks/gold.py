"""Hand-coded stories: kept in the project as offsets, since the words are the publishers'.

A gold file as coded follows ``../shared/gold/GUIDE.md`` and quotes the reports. ``python -m benchmarks.gold pack FILE
TEXT_DIR`` writes it to ``tests/gold/`` with every quotation replaced by its offsets and without free-text notes;
``detente.evaluate.gold`` puts the words back where the reports are at hand.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

from detente.evaluate.gold import text_hash, unpack

HERE = Path(__file__).parent.parent
GOLD = HERE / "tests" / "gold"
SHARED = HERE.parent / "shared"
QUOTING = frozenset(
    "quote trigger content_start content_end cue first_words purpose purpose_accept conditions evidence content".split()
)
"""Keys whose strings quote the report whatever their length."""
_LEAST_WORDS = 5
"""Any other string of this many words that stands in a report is a quotation too."""

Json = Any


def pack(gold: Json, texts: dict[str, str]) -> Json:
    """``gold`` with quotations as ``{"@": [report, start, end]}``, without notes, and with a hash of each text."""
    out = {
        "story": gold["story"],
        "coder": gold["coder"],
        "texts": {name: text_hash(texts[name]) for name in gold["reports"]},
        "reports": {n: _pack(report, {n: texts[n]}, False) for n, report in gold["reports"].items()},
        "across": _pack(gold.get("across", {}), texts, False),
    }
    return out


def _pack(value: Json, texts: dict[str, str], quoting: bool, after: Json = None) -> Json:
    if isinstance(value, dict):
        out: dict[str, Json] = {}
        for k, v in value.items():
            if "note" in k:
                continue
            # A trigger stands inside its quotation, the end of a content after its start.
            after = {"trigger": "quote", "content_end": "content_start"}.get(k)
            out[k] = _pack(v, texts, quoting or k in QUOTING, out.get(after or ""))
        return out
    if isinstance(value, list):
        return [_pack(v, texts, quoting) for v in value]
    if isinstance(value, str) and (quoting or len(value.split()) >= _LEAST_WORDS):
        for name, text in texts.items():
            start = after["@"][1] if isinstance(after, dict) and after.get("@", [None])[0] == name else 0
            if at := _find(text, value, start) or _find(text, value):
                return {"@": [name, *at]}
        if len(value.split()) >= _LEAST_WORDS and quoting:
            raise ValueError(f"not in the report: {value!r}")
    return value


def _find(text: str, words: str, start: int = 0) -> tuple[int, int] | None:
    if not words.strip():
        return None
    at = text.find(words, start)
    if at >= 0:
        return at, at + len(words)
    match = re.compile(r"\s+".join(map(re.escape, words.split()))).search(text, start)
    return match.span() if match else None


def read_texts(folder: Path) -> dict[str, str]:
    """The reports of one story by file stem."""
    return {p.stem: p.read_text() for p in sorted(folder.glob("*.txt")) if p.stem != "SOURCE"}


def load(path: Path) -> Json | None:
    """One packed gold file with its words, or None where the story's reports are absent."""
    packed = json.loads(path.read_text())
    folder = SHARED / "reports" / packed["story"]
    return unpack(packed, read_texts(folder)) if folder.is_dir() else None


def main(arguments: list[str]) -> None:
    """``pack FILE TEXT_DIR``: write ``tests/gold/STORY.CODER.json``."""
    verb, file, folder = arguments
    if verb != "pack":
        raise SystemExit(__doc__)
    gold, texts = json.loads(Path(file).read_text()), read_texts(Path(folder))
    packed = pack(gold, texts)
    _check_same(unpack(packed, texts), gold)
    target = GOLD / f"{gold['story']}.{gold['coder']}.json"
    compact = json.dumps(packed, ensure_ascii=False, separators=(",", ":"))
    target.write_text(compact.replace('{"key"', '\n{"key"') + "\n")


def _check_same(a: Json, b: Json) -> None:
    if isinstance(b, dict):
        for key, value in b.items():
            if "note" not in key:
                _check_same(a[key], value)
    elif isinstance(b, list):
        for x, y in zip(a, b, strict=True):
            _check_same(x, y)
    elif a != b and re.sub(r"\s+", " ", str(a)) != re.sub(r"\s+", " ", str(b)):
        raise ValueError(f"{a!r} is not {b!r}")


if __name__ == "__main__":
    main(sys.argv[1:])
