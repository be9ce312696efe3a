import pytest

from detente.observations.context import complete_sides
from detente.records import Event
from tests.factories import make_event, make_report

TEXT = "Israel detained a man from Hebron. He was questioned and charged. The envoy threatened further steps. Soldiers marched."
REPORT = make_report(text=TEXT + " " + "x" * 1000 + " Later more were jailed.")


def event(cameo: str, actors: list[str], recipients: list[str], trigger: str) -> Event:
    return make_event(cameo, actors, recipients, report=REPORT, trigger=trigger)


DETAINED = event("173", ["ISR"], ["PSE"], "detained")
AGAIN = event("112", ["PSE"], ["ISR"], "questioned")


@pytest.mark.parametrize(
    ("cameo", "actors", "recipients", "trigger", "field", "country"),
    [
        ("173", [], ["PSE"], "charged", "actors", "ISR"),  # who charged is plain from the rest
        ("138", ["ISR"], [], "threatened", "recipients", "PSE"),
        ("138", ["PSE"], [], "threatened", "recipients", "ISR"),  # either side has the other as counterpart
    ],
)
def test_a_missing_side_is_the_usual_counterpart(
    cameo: str, actors: list[str], recipients: list[str], trigger: str, field: str, country: str
) -> None:
    given = event(cameo, actors, recipients, trigger)
    found = complete_sides([DETAINED, AGAIN, given])[2]
    assert [e.country for e in getattr(found, field)] == [country]
    assert found.decided_by[field] == "context"
    assert found.confidence < given.confidence
    assert found.evidence[-1] == getattr(found, field)[0].span
    assert found.id == given.id


@pytest.mark.parametrize(
    ("cameo", "actors", "recipients", "trigger"),
    [
        ("150", ["ISR"], [], "marched"),  # needs nobody else
        ("138", ["USA"], [], "threatened"),  # has dealt with nobody here
        ("138", ["ISR"], ["PSE"], "threatened"),  # nothing is missing
        ("040", ["ISR"], [], "marched"),
    ],
)
def test_nothing_is_filled_in_without_grounds(
    cameo: str, actors: list[str], recipients: list[str], trigger: str
) -> None:
    given = event(cameo, actors, recipients, trigger)
    assert complete_sides([DETAINED, AGAIN, given])[2] == given


def test_one_dealing_is_no_habit() -> None:
    given = event("173", [], ["PSE"], "jailed")
    assert complete_sides([DETAINED, given])[1] == given


def test_dealings_with_many_show_no_counterpart() -> None:
    given = event("138", ["ISR"], [], "threatened")
    others = [event("040", ["ISR"], [country], "marched") for country in ("EGY", "JOR", "USA")]
    assert complete_sides([DETAINED, AGAIN, *others, given])[-1] == given
