"""Events from plain sentences, parsed by the model: what is told without a country, whose words, who acts on whom."""

from __future__ import annotations

import pytest

from detente.evaluate.relations import events_of


def told(text: str) -> list[tuple[str, str]]:
    """CAMEO code and trigger of each event of a sentence."""
    return [(e.cameo, e.trigger.text) for e in events_of(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They condemned the shelling of Lima by Chile.", ("111", "condemned")),
        ("The opposition leader stepped down on Friday.", ("0831", "stepped down")),
        ("Miners staged a strike in the harbour on Monday.", ("143", "staged a strike")),
        ("The president and the prime minister discussed the harvest.", ("040", "discussed")),
        ("Peru rejected an offer by Chile to hold talks.", ("036", "offer")),
        ("Chilean troops killed six rebels near the river in Peru.", ("190", "killed")),
        ("Peru sealed its border with Chile on Monday.", ("191", "sealed its border")),
        ("The Chilean finance minister called the Peruvian budget a sham.", ("111", "called")),
        ("Chilean soldiers captured the Peruvian town of Ilo.", ("192", "captured the Peruvian town")),
    ],
)
def test_what_a_clause_asserts_is_told(text: str, expected: tuple[str, str]) -> None:
    assert expected in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "Peru recalled the principles on which a dialogue with Chile should be built.",
        "The weather allowed the Peruvian team to climb.",
        "The Chilean stock index rallied to a new high.",
        "Asked to comment, the Peruvian spokesman went home.",
    ],
)
def test_what_tells_no_event(text: str) -> None:
    assert told(text) == []


def test_promises_to_counter_threats_are_no_threats() -> None:
    assert all(not code.startswith("13") for code, _ in told("Peru is committed to countering attacks by Chile."))


def test_organs_of_one_state_act_on_each_other() -> None:
    (event,) = events_of("Peru's supreme court urged the Peruvian government to release the editor.")
    assert [e.sector for e in (*event.actors, *event.recipients)] == ["JUD", "GOV"]


def test_who_is_set_on_something_acts() -> None:
    (event,) = events_of("Peru is committed to Chile.")
    assert ([e.country for e in event.actors], [e.country for e in event.recipients]) == (["PER"], ["CHL"])
