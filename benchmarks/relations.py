"""The errors of ``detente evaluate relations``, sentence by sentence, with the events that were coded.

``python -m benchmarks.relations [FILE]``: every pair whose root is wrong or that no event joins.
"""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.gold import SHARED
from detente.evaluate.relations import Pair, events_of, read_pairs, relation_of

FILE = SHARED / "train/plover_relations/PLV_train.tsv.gz"


def marked(pair: Pair) -> str:
    """The sentence with its actor in [] and its recipient in {}."""
    text = pair.text
    for at, sign in sorted(
        [*zip(pair.actor, "[]", strict=True), *zip(pair.recipient, "{}", strict=True)], reverse=True
    ):
        text = text[:at] + sign + text[at:]
    return text


def main(arguments: list[str]) -> None:
    """Print the errors."""
    path = Path(arguments[0]) if arguments else FILE
    if not path.exists():
        print(f"relations: {path} is not at hand; skipped")
        return
    for pair in read_pairs(path):
        said = relation_of(pair.text, pair.actor, pair.recipient)
        if said.root == pair.root and said.found == "pair":
            continue
        print(f"{pair.root} {said.found} {'ok' if said.root == pair.root else said.root}\t{marked(pair)}")
        for event in events_of(pair.text):
            sides = [[entity.text for entity in side] for side in (event.actors, event.recipients)]
            print(f"    {event.cameo} {event.plover} {sides[0]} -> {sides[1]} | {event.trigger.text}")


if __name__ == "__main__":
    main(sys.argv[1:])
