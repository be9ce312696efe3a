"""The whole record against hand-coded stories, as ``detente evaluate record`` scores it.

``python -m benchmarks.accuracy [--each] [development|held_out]``. Needs ``../shared/reports``.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.gold import GOLD, SHARED
from detente.evaluate import gold, record, show
from detente.evaluate.scores import Result

SETTINGS = Path(__file__).with_name("scores.toml")


def settings() -> dict[str, Any]:
    """Stories and floors as ``scores.toml`` has them."""
    return tomllib.loads(SETTINGS.read_text())


def score(name: str, stories: Sequence[str]) -> Result:
    """The figures for the program on the named gold files together."""
    return record.score(name, *record.predict(gold.read_story(GOLD / f"{s}.json", SHARED / "reports") for s in stories))


def below(result: Result, floors: dict[str, float]) -> list[str]:
    """A line for each figure that is missing or lies below its floor."""
    found = {figure.name: figure.value for figure in result.figures}
    out = []
    for name, floor in floors.items():
        value = found.get(name)
        if value is None or value < floor:
            shown = "none" if value is None else f"{value:.4f}"
            out.append(f"  BELOW ITS FLOOR: {result.source}: {name} {shown} < {floor}")
    return out


def main(arguments: Sequence[str] = ()) -> bool:
    """Print the figures of each set of stories and say whether all floors hold; True where the reports are absent."""
    if not (SHARED / "reports").is_dir():
        print("accuracy: the hand-coded stories' reports (../shared) are not at hand; skipped")
        return True
    chosen = settings()
    fine = True
    for name in [a for a in arguments if not a.startswith("-")] or list(chosen["stories"]):
        stories = chosen["stories"][name]
        if "--each" in arguments:
            for story in stories:
                show.print_table(score(story, [story]))
        result = score(f"{name} stories", stories)
        show.print_table(result)
        for error in result.refused:
            print(f"  {error}")
            fine = False
        for line in below(result, chosen["floors"][name]):
            print(line)
            fine = False
    return fine


if __name__ == "__main__":
    sys.exit(not main(sys.argv[1:]))
