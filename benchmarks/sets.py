"""The field's development sets, as ``detente evaluate`` scores them, against the floors in ``floors.toml``.

``python -m benchmarks.sets [TASK ...]`` runs those named (default: all). The data are not part of the project; a set
that is not at hand, or is not the one that the floors were taken on, is said to be so and compared with nothing.
``--fingerprint PATH`` prints what ``sha256`` must be for a file or folder.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.accuracy import below
from benchmarks.gold import SHARED
from detente.evaluate import show
from detente.evaluate.commands import TASKS
from detente.evaluate.files import fingerprint
from detente.progress import progress

FLOORS = Path(__file__).with_name("floors.toml")
DATA = SHARED / "train"


def measure(entry: dict[str, Any]) -> bool:
    """Score one development set, print its figures, and say whether all its floors hold."""
    path = DATA / entry["path"]
    if not path.exists():
        print(
            f"{entry['task']}: {entry['path']} is not at hand (it is looked for in {DATA}); its floors are not checked"
        )
        return True
    task = next(t for t in TASKS if t.name == entry["task"])
    with progress() as bar:
        result, _ = task.run(argparse.Namespace(source=str(path)), bar)
    show.print_table(result)
    if entry.get("trained_on"):
        print("  The shipped weights were trained on these sentences: a guard against breakage, no measure of skill.")
    if (digest := fingerprint(path)) != entry["sha256"]:
        print(f"  {entry['path']} is not what the floors were taken on (sha256 {digest}); they are not checked")
        return True
    lines = below(result, entry["floors"])
    for line in lines:
        print(line)
    return not lines


def main(arguments: Sequence[str] = ()) -> bool:
    """Run the sets of the tasks named, or all, and say whether every floor holds."""
    if arguments[:1] == ["--fingerprint"]:
        print(fingerprint(arguments[1]))
        return True
    entries = tomllib.loads(FLOORS.read_text(encoding="utf-8"))["set"]
    if not DATA.is_dir():
        print(f"development sets: {DATA} is not at hand; no figure of {len(entries)} sets is checked")
        return True
    held = [measure(entry) for entry in entries if not arguments or entry["task"] in arguments]
    return all(held)


if __name__ == "__main__":
    sys.exit(not main(sys.argv[1:]))
