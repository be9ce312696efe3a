"""Places: where, not who; capitals that act are none; the dateline is marked."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.mentions.gazetteer import gazetteer
from detente.mentions.places import find_places
from detente.mentions.types import ActorMention
from detente.records import Entity, Span
from tests.mentions.sentences import document, report

LINES = Path(__file__).with_name("place_cases.tsv").read_text(encoding="utf-8").splitlines()
CASES = [line.split("\t") for line in LINES if line and not line.startswith("#")][1:]


def actor(text, country):
    span = Span("r1", 0, 1, "x")
    return ActorMention(0, 0, 0, (Entity(text, text, "country", country, None, None, span),), "name")


def show(found):
    out = [f"{p.where.name}/{p.where.country or '-'}/{p.where.precision}{'*' * p.dateline}" for p in found]
    return "; ".join(out) or "-"


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[c[0][:48] for c in CASES])
def test_cases(text, expected):
    assert show(find_places(report(text), document(text), [])) == expected


def test_the_countries_in_play_decide_between_namesakes():
    text = "Shells fell in Tripoli."
    for country in ("LBY", "LBN"):
        actors = [actor("x", country)] * 4
        (place,) = find_places(report(text), document(text), actors)
        assert place.where.country == country


def test_the_gazetteer_knows_capitals_and_coordinates():
    kyiv = gazetteer().look_up("kyiv")[0]
    assert kyiv.capital
    assert (round(kyiv.latitude, 1), round(kyiv.longitude, 1)) == (50.5, 30.5)
    assert gazetteer().look_up("nowhere at all") == []


def test_every_site_lies_on_the_globe_and_is_found_by_its_name():
    table = gazetteer()
    for places in table._sites.values():
        for place in places:
            assert place.latitude is None or -90 <= place.latitude <= 90
            assert place.longitude is None or -180 <= place.longitude <= 180


@given(st.text(max_size=100))
def test_any_text_is_read_and_spans_are_the_words(text):
    for place in find_places(report(text), document(text), []):
        span = place.where.span
        assert text[span.start : span.end] == span.text
