"""The field's development sets, as ``detente evaluate`` scores them, against the floors in ``floors.toml``.

``python -m benchmarks.sets [TASK ...]`` runs those named (default: all). The data are not part of the project; a set
that is not at hand, or is not the one that the floors were taken on, is said to be so and compared with nothing.
``--fingerprint PATH`` prints what ``sha256`` must be for a file or folder.
"""

from __future__ import annotations

import argparse
import gzip
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.accuracy import below
from benchmarks.gold import SHARED
from detente.evaluate import show
from detente.evaluate.commands import TASKS
from detente.evaluate.files import fingerprint
from detente.progress import progress
from training.folds import fold

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
    with progress() as bar, TemporaryDirectory() as folder:
        source = held_out(path, Path(folder)) if entry.get("held_out") else path
        result, _ = task.run(argparse.Namespace(source=str(source)), bar)
    show.print_table(result)
    if (digest := fingerprint(path)) != entry["sha256"]:
        print(f"  {entry['path']} is not what the floors were taken on (sha256 {digest}); they are not checked")
        return True
    lines = below(result, entry["floors"])
    for line in lines:
        print(line)
    return not lines


def held_out(path: Path, folder: Path) -> Path:
    """A copy in ``folder`` of the rows of a table that the shipped model was not trained on (``training.folds``)."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        header, *rows = lines
    out = folder / f"{path.name.partition('.')[0]}-held-out.tsv"
    kept = [row for row in rows if row.strip() and not fold(row.partition("\t")[0])]
    out.write_text("".join([header, *kept]), encoding="utf-8", newline="")
    return out


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
