import pytest

from detente import pipeline
from detente.intake import make_report

CASES = [
    # A description just before the name.
    (
        "A court charged a Palestinian teenager on Monday. Layla Hamdan, 17, was arrested last month.",
        "Layla Hamdan",
        "PSE",
    ),
    ("A Sudanese student died in custody, doctors said. Omar Idris, 20, had been beaten.", "Omar Idris", "SDN"),
    # Homes.
    ("Mina Sharif of Aleppo was stabbed on Friday. Sharif later died.", "Mina Sharif", "SYR"),
    ("Karl Braun was arrested on Friday. Braun was born in Hamburg.", "Karl Braun", "DEU"),
    ("Layla Hamdan was arrested after a protest in her village in the West Bank.", "Layla Hamdan", "PSE"),
    # Relatives.
    ("Mina Sharif, a Syrian refugee, was stabbed. Sharif's brother Nabil called for justice.", "Nabil", "SYR"),
    # An official in the sentence before is somebody else; two descriptions decide nothing.
    ("A Russian diplomat spoke on Monday. Karl Braun was arrested.", "Karl Braun", None),
    ("A Syrian refugee met an Iraqi student. Karl Braun was arrested.", "Karl Braun", None),
    ("Karl Braun was arrested on Friday.", "Karl Braun", None),
    # Who arrests does not give the nationality.
    ("An Israeli court charged Karl Braun on Friday.", "Karl Braun", None),
]


def countries(text: str) -> dict[str, str | None]:
    reading = pipeline.read_report(make_report(text))
    return {e.name: e.country for m in reading.mentions.actors for e in m.entities}


@pytest.mark.parametrize(("text", "name", "country"), CASES)
def test_country_of_a_person(text: str, name: str, country: str | None) -> None:
    assert countries(text)[name] == country


def test_soldiers_are_those_of_the_one_army_that_is_named() -> None:
    text = (
        "The Israeli military searched homes in the West Bank. Two soldiers were hurt, and soldiers fired in the air."
    )
    reading = pipeline.read_report(make_report(text))
    found = [e.country for m in reading.mentions.actors for e in m.entities if e.name == "soldiers"]
    assert found
    assert set(found) == {"ISR"}


def test_a_helper_s_troops_are_not_all_soldiers() -> None:
    text = (
        "Rebels attacked soldiers in northern Mali. Mali's government asked for help and French troops came. "
        "Mali said that soldiers had died, and Malian officials blamed neighbours of Mali."
    )
    reading = pipeline.read_report(make_report(text))
    assert "FRA" not in {e.country for m in reading.mentions.actors for e in m.entities if e.name == "soldiers"}


def test_every_mention_of_a_person_has_the_same_country() -> None:
    text = "A court charged a Palestinian teenager on Monday. Layla Hamdan, 17, was arrested last month. She kicked a soldier."
    reading = pipeline.read_report(make_report(text))
    found = {e.country for m in reading.mentions.actors for e in m.entities if e.name == "Layla Hamdan"}
    assert found == {"PSE"}
