"""Toponyms: every place name, whether it acts or not, and which place of its name it is."""

import pytest

from detente.evaluate.places import toponyms_of
from detente.mentions.gazetteer import Place, gazetteer
from detente.mentions.place_choice import best, setting


def found(text):
    return [text[t.start : t.end] for t in toponyms_of(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A man from Austin was held by the Dallas Police Department on Tuesday.", ["Austin", "Dallas"]),
        ("The Harris County Sheriff's Office held two men.", ["Harris County"]),
        ("He moved to Dayton, Ohio, last year.", ["Dayton", "Ohio"]),
        ("The Russians met French officials in Vienna.", ["Russians", "French", "Vienna"]),
        ("The shop on Chester Street was shut.", []),
    ],
)
def test_what_is_a_toponym(text, expected):
    assert found(text) == expected


def test_the_other_places_decide_between_namesakes():
    def near(text):
        (one,) = [t for t in toponyms_of(text) if text[t.start : t.end] == "Athens"]
        return round(one.latitude)

    assert near("The mayor of Athens met officials from Piraeus and Thessaloniki in Greece.") == 38
    assert near("Police in Athens, Winder and Gainesville were told by Atlanta and Macon, Georgia, officials.") == 34


def test_what_stands_after_a_name_once_holds_for_all_of_the_report():
    text = "A fire broke out in Paris, Texas, on Monday. Police in Paris said that nobody was hurt."
    assert {round(t.latitude) for t in toponyms_of(text) if text[t.start : t.end] == "Paris"} == {34}


def test_a_country_lies_at_its_middle():
    (country,) = toponyms_of("The minister flew to Mongolia.")
    assert (round(country.latitude), round(country.longitude)) == (46, 105)


def test_towns_counties_and_provinces_are_known():
    table = gazetteer()
    assert table.look_up("harris county")[0].precision == "district"
    assert any(p.country == "CAN" and p.precision == "province" for p in table.look_up("ontario"))
    assert any(p.rank < 15_000 for p in table.look_up("glen carbon"))
    assert table.middle("XXX") is None


def test_one_place_needs_no_choice_and_the_larger_wins_without_evidence():
    small = Place("A", "USA", 40.0, -80.0, "city", 1e3, "OH")
    large = Place("A", "GBR", 50.0, 0.0, "city", 1e6)
    where = setting({"a": [small, large]}, {}, {})
    assert best("a", [small], where) is small
    assert best("a", [small, large], where) is large
    assert best("a", [small, large], where, ("USA", "OH")) is small
