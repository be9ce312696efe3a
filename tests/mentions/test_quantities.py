"""Quantities: value, unit, bound, what is counted, and who was hurt."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.mentions.numbers import cardinal, figure, ordinal, words
from detente.mentions.quantities import find_quantities
from detente.mentions.units import named_units
from tests.mentions.sentences import document

LINES = Path(__file__).with_name("quantity_cases.tsv").read_text(encoding="utf-8").splitlines()
CASES = [line.split("\t") for line in LINES if line and not line.startswith("#")][1:]


@pytest.mark.parametrize("case", CASES, ids=[f"{c[0][:40]} {c[1]}" for c in CASES])
def test_cases(case):
    text, value, high, *rest = case
    found = find_quantities(document(text))
    quantity = next((q for q in found if q.value == float(value)), None)
    assert quantity, [q.value for q in found]
    assert (quantity.high, quantity.unit or "-", quantity.per or "-", quantity.bound) == (
        None if high == "-" else float(high),
        *rest[:3],
    )
    assert [quantity.item or "-", quantity.casualty or "-"] == rest[3:]


@pytest.mark.parametrize(
    ("text", "value"),
    [("The third attempt fell short.", 3), ("It was the 21st test.", 21), ("The twenty-first ship was held.", 21)],
)
def test_ranks(text, value):
    (quantity,) = [q for q in find_quantities(document(text)) if q.ordinal]
    assert quantity.value == value


@pytest.mark.parametrize(
    ("text", "unit", "over"),
    [
        ("Crude fetched $58 per barrel.", "USD", "barrel"),
        ("Crude fetched 58 dollars a barrel.", "USD", "barrel"),
        ("Flour was sold at €3/kg.", "EUR", "kilogram"),
        ("He hired a man a day.", None, None),
    ],
)
def test_what_it_is_counted_per(text, unit, over):
    assert [(q.unit, q.over) for q in find_quantities(document(text))][:1] in ([(unit, over)], [])


def test_a_mark_that_closes_a_quotation_is_no_unit():
    text = 'He said: "The tall boy in this room is 10" and left.'
    assert [q.unit for q in find_quantities(document(text))] == [None]


def test_letters_with_a_blank_before_them_need_a_word_that_speaks_for_them():
    assert [q.unit for q in find_quantities(document("They took grade 7 C students along."))] != ["degree Celsius"]
    assert [q.unit for q in find_quantities(document("The thermometer showed 35 C."))] == ["degree Celsius"]


def test_units_named_without_a_number():
    text = document("The current is measured in amperes, the price in €.")
    assert [u.name for u in named_units(text.tokens, 0, len(text.tokens))] == ["ampere", "EUR"]


@pytest.mark.parametrize(
    "text",
    [
        "They met on July 7, 2017.",
        "It recalls 9/11 to them.",
        "They met at 10 a.m. on Monday.",
        "It fell in 2016.",
        "Resolution 2375 was adopted.",
        "Su-25 jets took part.",
        "He spoke of MH17.",
    ],
)
def test_dates_and_names_are_no_quantities(text):
    assert find_quantities(document(text)) == []


@given(st.integers(0, 10**12))
def test_figures_with_and_without_commas(number):
    assert figure(str(number)) == figure(f"{number:,}") == cardinal(f"{number:,}") == number


@given(st.integers(1, 999), st.sampled_from(["thousand", "million", "billion"]))
def test_scales_multiply(number, scale):
    assert cardinal(f"{number} {scale}") == number * words("scale")[scale]


@given(st.integers(1, 10**6))
def test_ranks_in_figures(number):
    assert ordinal(f"{number}th") == number


@given(st.text(max_size=100))
def test_any_text_is_read(text):
    doc = document(text)
    for quantity in find_quantities(doc):
        assert 0 <= quantity.start < quantity.end <= len(doc.tokens)
        assert quantity.start <= quantity.head < quantity.end or quantity.head < len(doc.tokens)
        assert quantity.high is None or quantity.high > quantity.value
