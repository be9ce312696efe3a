"""Events of plain sentences, parsed by the model: what a report has told before, what nobody does, what answers what."""

from __future__ import annotations

import pytest

from detente.evaluate.relations import events_of
from detente.records import Event


def brief(events: list[Event]) -> list[str]:
    """Code, actors' and recipients' countries of each event: "111 CHL > PER"."""
    sides = [[",".join(str(e.country) for e in side) for side in (x.actors, x.recipients)] for x in events]
    return [f"{x.cameo} {actors} > {recipients}".strip() for x, (actors, recipients) in zip(events, sides, strict=True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Told before, with nothing of its own: a mention.
        ("Peru fired a missile on Monday. The launch worried fishermen.", ["154 PER >"]),
        # An active verb without a doer.
        ("Observers said the goal was to seal the Chilean border.", []),
        # Those who fight are two sides.
        ("Peruvian troops clashed with Chilean troops.", ["190 PER > CHL"]),
        # Whatever it is that shall not be allowed.
        ("The Peruvian president vowed not to let Chile build nuclear weapons.", ["120 PER > CHL"]),
        # One demand, not two.
        ("Peru's president insisted that Chile must withdraw from the valley.", ["1056 PER > CHL"]),
        # What sanctions answer is not done by who imposes them.
        ("Peru imposed sanctions on Chile for arming rebels in the hills.", ["163 PER > CHL"]),
        # Who killed in attacks attacked.
        ("Peruvian soldiers have killed 40 Chileans in attacks along the river.", ["190 PER > CHL"]),
    ],
)
def test_what_is_told_of_whom(text: str, expected: list[str]) -> None:
    assert brief(events_of(text)) == expected


def test_what_there_is_no_sign_of_is_not_done() -> None:
    assert all(
        not e.cameo.startswith("087") or e.negated for e in events_of("Peru showed no sign of ending its siege.")
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('"The agreement with the farmers is a mistake," Peruvian President Ana Ruiz said.', "111"),
        ('"These sanctions are cruel," Peruvian President Ana Ruiz said.', "111"),
    ],
)
def test_acts_of_politics_are_judged_without_their_authors(text: str, code: str) -> None:
    assert [e.cameo for e in events_of(text) if e.cameo.startswith("11")] == [code]


def test_rebels_without_a_country_are_those_that_the_report_tells_of() -> None:
    (event, *_) = events_of("Peruvian rebels held the bridge. Chile sent weapons to the rebels on Monday.")[-1:]
    assert [e.country for e in event.recipients] == ["PER"]
