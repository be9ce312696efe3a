"""The fit of confidences, and what counts as right."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from detente.language.document import Act, Document, Token
from detente.records import Event
from training import confidence, deciders
from training.labels.pack import Label

from ..factories import make_entity, make_event, make_report, make_span


def test_the_fit_finds_the_chances_behind_what_was_right() -> None:
    rng = np.random.default_rng(1)
    x = np.column_stack([np.ones(4000), rng.normal(size=4000), rng.normal(size=4000)])
    chance = 1 / (1 + np.exp(-(x @ np.array([-0.5, 1.0, 0.0]))))
    y = (rng.random(4000) < chance).astype(float)
    assert confidence.fit(x, y) == pytest.approx([-0.5, 1.0, 0.0], abs=0.12)
    error, lines = confidence.calibration(chance, y)
    assert error < 0.03
    assert 5 <= len(lines) <= 10
    assert confidence.calibration(np.full(4000, 0.95), y)[0] > 0.4


TEXT = "Norland accused Sudland of shelling a village."


def label(trigger: str, cameo: str, actors: tuple[str, ...], recipients: tuple[str, ...]) -> Label:
    """A coded event of ``TEXT``."""
    spans = [(TEXT.index(w), TEXT.index(w) + len(w)) for w in (trigger, *actors, *recipients)]
    n = 1 + len(actors)
    return Label(
        "gmb", "1", "A", 1, spans[0], tuple(spans[1:n]), tuple(spans[n:]), cameo, "ACCUSE", "", "actual", False
    )


def accusation() -> Event:
    """What ``TEXT`` tells."""
    report = make_report("r1", TEXT)
    sides = [[replace(make_entity(f"{n[:3].upper()}:{n}"), span=make_span(report, n))] for n in ("Norland", "Sudland")]
    return make_event("112", *sides, report=report, trigger="accused", plover=None)


@pytest.mark.parametrize(
    ("cameo", "actors", "recipients", "right"),
    [
        ("112", ("Norland",), ("Sudland",), True),
        ("114", ("Norland",), ("Sudland",), True),
        ("190", ("Norland",), ("Sudland",), False),
        ("112", ("Norland",), ("village",), False),
        ("112", ("Sudland",), ("Norland",), False),
        ("112", (), (), True),
    ],
)
def test_an_event_is_right_with_root_and_both_sides(
    cameo: str, actors: tuple[str, ...], recipients: tuple[str, ...], right: bool
) -> None:
    event = accusation()
    gold = label("accused", cameo, actors, recipients)
    assert [hit for _, hit in confidence.matched([event], [gold])] == [right]
    # A label is used up by the event that it matches.
    assert sum(hit for _, hit in confidence.matched([event, event], [gold])) == right


def test_rules_and_head_are_compared_where_both_see_an_act() -> None:
    event = accusation()
    words = [(m.start(), m.end()) for m in re.finditer(r"\w+|\.", TEXT)]
    tokens = [Token(i, TEXT[a:b], a, b) for i, (a, b) in enumerate(words)]
    act = Act(1, 2, 1, 0.9, "13", ((2, 3),), ((2, 3),), "planned")
    document = Document("r1", TEXT, tokens, acts=[act])
    gold = label("accused", "112", ("Norland",), ("Sudland",))
    assert deciders.compared([event], document, gold) == {
        "root": (True, False),
        "actors": (True, False),
        "recipients": (True, True),
        "modality": (True, False),
    }
    assert deciders.compared([], document, gold) is None
    document.acts = [replace(act, chance=0.2)]
    assert deciders.compared([event], document, gold) is None
