"""The whole record against hand-coded stories, scored by the scorer that all coders of this format share.

``python -m benchmarks.accuracy [--each] [development|held_out]``. Needs ``../shared`` (the reports and the scorer).
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import detente
from benchmarks.gold import GOLD, SHARED, load
from detente.records import as_json

SETTINGS = Path(__file__).with_name("scores.toml")


def settings() -> dict[str, Any]:
    """Stories and floors as ``scores.toml`` has them."""
    return tomllib.loads(SETTINGS.read_text())


def score(stories: Sequence[str]) -> dict[str, Any]:
    """The scorer's figures for the program on the named gold files together."""
    arguments: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        for story in stories:
            gold = load(GOLD / f"{story}.json")
            assert gold is not None
            texts = SHARED / "reports" / gold["story"]
            paths = [texts / f"{name}.txt" for name in gold["reports"]]
            record = detente.observe(detente.read(paths).reports)
            gold_path, record_path = Path(folder, f"{story}.gold.json"), Path(folder, f"{story}.json")
            gold_path.write_text(json.dumps(gold))
            record_path.write_text(json.dumps(as_json(record)))
            arguments += [str(gold_path), str(texts), str(record_path)]
        done = subprocess.run(
            [sys.executable, SHARED / "gold/score_record.py", *arguments], capture_output=True, text=True, check=True
        )
    return dict(json.loads(done.stdout))


def flat(figures: dict[str, Any]) -> dict[str, Any]:
    """One value per figure: F1 where there is one."""
    return {name: value.get("f1", value) if isinstance(value, dict) else value for name, value in figures.items()}


def show(title: str, figures: dict[str, Any]) -> None:
    """Print one table."""
    print(title)
    for name, value in figures.items():
        if isinstance(value, dict) and "f1" in value:
            print(
                f"  {name:<26} F1 {value['f1']:.3f}  P {value['p']:.3f}  R {value['r']:.3f}  "
                f"({value['tp']} of {value['system']} / {value['gold']})"
            )
        else:
            print(f"  {name:<26} {value}")


def main(arguments: Sequence[str] = ()) -> bool:
    """Print the figures of each set of stories and say whether all floors hold; True where the reports are absent."""
    if not SHARED.is_dir():
        print("accuracy: the hand-coded stories' reports (../shared) are not at hand; skipped")
        return True
    chosen = settings()
    fine = True
    for name in [a for a in arguments if not a.startswith("-")] or list(chosen["stories"]):
        stories = chosen["stories"][name]
        if "--each" in arguments:
            for story in stories:
                show(story, score([story]))
        figures = score(stories)
        show(f"{name} ({', '.join(stories)})", figures)
        for figure, floor in chosen["floors"][name].items():
            value = flat(figures)[figure]
            if value is None or value < floor:
                print(f"  BELOW ITS FLOOR: {figure} {value} < {floor}")
                fine = False
    return fine


if __name__ == "__main__":
    sys.exit(not main(sys.argv[1:]))
