"""How sure an event is: the probability that an analyst would code it with this root and these parties.

A logistic function of what rules and event head found; the weights (``data/events/confidence.tsv``) are fitted to
sentences coded by hand that the head was not trained on (``python -m training.confidence``).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from math import exp, log

from detente.data import read_table
from detente.observations.candidates import Candidate
from detente.observations.modality import Reality
from detente.observations.sides import coded

_SUREST = 0.995


def features(c: Candidate, reality: Reality, dated: bool) -> dict[str, float]:
    """What is known of the candidate ``c``: 0 or 1 each, but for the head's log-odds that its words tell an act."""
    row, act = c.trigger.row, c.act
    chance = min(max(act.chance, 1 - _SUREST), _SUREST) if act else 0.5
    actors = c.decided.get("actors", "")
    return {
        "constant": 1.0,
        "head": log(chance / (1 - chance)),
        "same root": float(act is not None and act.root == c.root),
        "other root": float(act is not None and act.chance > 0.5 and act.root != c.root),
        "head alone": float(c.reason.startswith("head")),
        "conditions": float(bool(row.objects or row.particles or c.topic)),
        "actors by grammar": float(coded(c.actors) and actors.startswith("slot")),
        "actors by head": float(actors.startswith("head")),
        "actors unknown": float(not coded(c.actors)),
        "recipients": float(coded(c.recipients) or len(c.actors) > 1),
        "recipients by head": float(c.decided.get("recipients", "").startswith("head")),
        "noun": float(row.pos == "NOUN" and c.trigger.light is None),
        "not actual": float(reality.modality != "actual"),
        "dated": float(dated),
        "said": float(c.statement is not None),
    }


@cache
def weights() -> Mapping[str, float]:
    """The weight of every feature."""
    return {row["feature"]: float(row["weight"]) for row in read_table("events/confidence.tsv")}


def confidence(c: Candidate, reality: Reality, dated: bool) -> float:
    """The probability, 0.01 to 0.99, that ``c`` is as an analyst would code it."""
    known = weights()
    total = sum(known[name] * value for name, value in features(c, reality, dated).items())
    return round(min(0.99, max(0.01, 1 / (1 + exp(-total)))), 2)
