"""What the heads of the second part reach on held-out sentences and texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import torch

from detente.evaluate.relations import QUADS
from detente.language.spans import alike, begun, in_order
from detente.language.wordpiece import WordPiece
from training.language.acts import Item
from training.language.joint import encoded
from training.language.network import Network
from training.language.told import Text, cut, lay, window

PLV_ROOTS = tuple(sorted(QUADS))
"""The roots of PLV, in the order of the columns of ``pairs.roots``."""
_BATCH = 16


def macro(said: Sequence[str], gold: Sequence[str]) -> float:
    """Macro-F1 over the classes of ``gold``."""
    scores = []
    for name in sorted(set(gold)):
        hits = sum(a == b == name for a, b in zip(said, gold, strict=True))
        scores.append(2 * hits / (said.count(name) + gold.count(name)))
    return sum(scores) / len(scores)


def agreement(found: Sequence[tuple[str, str]]) -> dict[str, float]:
    """Accuracy and macro-F1 of root, quad class and binary, from what was said and what is right."""
    said, gold = [s for s, _ in found], [g for _, g in found]
    out = {"accuracy": sum(a == b for a, b in found) / len(found), "root": macro(said, gold)}
    quads = [[str(QUADS[root]) for root in roots] for roots in (said, gold)]
    out["quad"] = macro(*quads)
    out["binary"] = macro(*(["conflict" if q > "2" else "cooperation" for q in side] for side in quads))
    return {name: round(value, 4) for name, value in out.items()}


@torch.no_grad()  # type: ignore[untyped-decorator]
def acts(
    network: Network, items: Sequence[Item], wordpiece: WordPiece, doubt: float = 0.5, full: bool = False
) -> dict[str, float]:
    """Precision, recall and F1 of triggers with their root; recall of sides and accuracy of modality given the trigger.

    A word is a trigger when the probability of none is below ``doubt``. ``full``: the head reads the parser's layers.
    """
    tally: Counter[str] = Counter()
    for at in range(0, len(items), _BATCH):
        part = items[at : at + _BATCH]
        words, _ = encoded(network, lay([item.window for item in part]), wordpiece, full=full)
        chances = network.trigger(words).softmax(-1)
        best = chances[:, :, 1:].argmax(-1) + 1
        labels = torch.where(chances[:, :, 0] < doubt, best, torch.zeros_like(best))
        for r, item in enumerate(part):
            start, end = item.own
            said = [(a + start, b + start, root) for a, b, root in alike(labels[r, start:end].tolist())]
            tally["said"] += len(said)
            for act in item.acts or ():
                tally["gold"] += 1
                first, last = act.trigger
                hits = [s for s in said if s[0] <= last and first <= s[1] and s[2] == act.root + 1]
                tally["right"] += bool(hits)
                if hits:
                    said.remove(hits[0])
                row, a, b = torch.tensor([r]), torch.tensor([first]), torch.tensor([last])
                sides = network.sides(words, row, a, b)[0].argmax(-1).tolist()
                for label, spans in ((1, act.actors), (2, act.recipients)):
                    for x, y in spans:
                        tally["sides"] += 1
                        tally["sides right"] += label in sides[x : y + 1]
                anchor = (words[row, a] + words[row, b]) * 0.5
                tally["modality right"] += int(network.modality(anchor).argmax()) == act.modality
    return {
        "precision": tally["right"] / max(1, tally["said"]),
        "recall": tally["right"] / max(1, tally["gold"]),
        "F1": 2 * tally["right"] / max(1, tally["said"] + tally["gold"]),
        "sides": tally["sides right"] / max(1, tally["sides"]),
        "modality": tally["modality right"] / max(1, tally["gold"]),
    }


@torch.no_grad()  # type: ignore[untyped-decorator]
def told(network: Network, texts: Sequence[Text], wordpiece: WordPiece) -> dict[str, float]:
    """F1 of exact spans of source, cue and content, each counted once per text."""
    tally: Counter[str] = Counter()
    for text in texts:
        said: dict[str, set[tuple[int, int]]] = {"source": set(), "cue": set(), "content": set()}
        for start, end in cut(text):
            words, _ = encoded(network, lay([window(text, start, end, wordpiece)]), wordpiece)
            cues = begun(in_order(network.cue(words).numpy())[0].tolist(), 1)
            if not cues:
                continue
            at = torch.tensor(cues)
            scores = network.told(words, torch.zeros(len(cues), dtype=torch.long), at[:, 0], at[:, 1])
            for cue, row in zip(cues, in_order(scores.log_softmax(-1).numpy()).tolist(), strict=True):
                for role, spans in (("cue", [cue]), ("source", begun(row, 1)), ("content", begun(row, 3))):
                    said[role] |= {(start + a, start + b) for a, b in spans}
        for role, found in said.items():
            gold = {span for one in text.attributions for span in one[role]}
            tally[f"{role} right"] += len(found & gold)
            tally[f"{role} all"] += len(found) + len(gold)
    return {role: 2 * tally[f"{role} right"] / max(1, tally[f"{role} all"]) for role in ("source", "cue", "content")}
