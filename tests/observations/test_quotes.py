"""Quotation marks: straight and curly, nested, missing, over paragraphs, and apostrophes that are none."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.observations.quotes import find_quotations, paragraphs

CASES = [
    ("straight", 'The envoy said "we are close to a deal" on Friday.', ["we are close to a deal"]),
    ("curly", "“We are close,” the envoy said. “Very close.”", ["We are close,", "Very close."]),
    ("mixed styles", '“We are close," the envoy said.', ["We are close,"]),
    ("nested singles", "\"He told me 'never' twice,\" she said.", ["He told me 'never' twice,"]),
    ("nested curly singles", "“He told me ‘never’ twice,” she said.", ["He told me ‘never’ twice,"]),
    ("apostrophes", "The minister's aides don't expect the rebels' answer.", []),
    ("curly apostrophes", "The minister’s aides don’t expect the rebels’ answer.", []),
    ("British singles", "'We are close,' the envoy said. 'It's done.'", ["We are close,", "It's done."]),
    ("single in a headline", "Envoy hails 'historic' accord", ["historic"]),
    ("possessive inside singles", "'The rebels' answer is no,' he said.", ["The rebels' answer is no,"]),
    ("not closed", 'He said: "We are close to a deal', ["We are close to a deal"]),
    (
        "opened again before closing",
        'He said "we are close. Then he added "very close".',
        ["we are close. Then he added", "very close"],
    ),
    ("inches", 'A 12" shell fell near the "green line".', ["green line"]),
    ("brackets", 'Talks ("useful" ones) went on.', ["useful"]),
    ("dashes", 'The plan - "dead on arrival" - was dropped.', ["dead on arrival"]),
    ("empty", 'Nothing "" here.', []),
    ("low opening mark", "„Wir sind bereit“ was all he said.", ["Wir sind bereit"]),
    ("angle marks", "He said «nous sommes prêts» twice.", ["nous sommes prêts"]),
]


def quoted(text: str) -> list[str]:
    return [text[q.start : q.end] for q in find_quotations(text, [(0, len(text))])]


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*c[1:], id=c[0]) for c in CASES])
def test_case(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


def test_a_quotation_goes_on_in_the_next_paragraph() -> None:
    text = "He said: “We are close.\n“We are very close,” he added.\nNobody else spoke."
    first, second = find_quotations(text, [(0, len(text))])
    assert (first.closed, first.continues) == (False, False)
    assert (second.closed, second.continues) == (True, True)
    assert text[second.start : second.end] == "We are very close,"


def test_an_unclosed_quotation_ends_with_its_paragraph() -> None:
    text = 'He said: "We are close.\nNobody else spoke of "peace".'
    assert quoted(text) == ["We are close.", "peace"]
    assert not find_quotations(text, [(0, len(text))])[1].continues


def test_text_outside_the_passages_is_not_read() -> None:
    text = 'Photo of "the line".\nHe said "yes".'
    start = text.index("He")
    assert [text[q.start : q.end] for q in find_quotations(text, [(start, len(text))])] == ["yes"]


@given(st.text(alphabet="ab .,:\n\"'“”‘’(-1s", max_size=80))
def test_quotations_lie_in_order_within_one_paragraph(text: str) -> None:
    found = find_quotations(text, [(0, len(text))])
    lines = paragraphs(text, [(0, len(text))])
    for q in found:
        assert 0 <= q.outer_start <= q.start <= q.end <= q.outer_end <= len(text)
        assert text[q.start : q.end] == text[q.start : q.end].strip()
        assert any(a <= q.outer_start and q.outer_end <= b for a, b in lines)
    assert all(a.outer_end <= b.outer_start for a, b in pairwise(found))


def test_two_apostrophes_are_a_double_mark() -> None:
    assert quoted("''We are close,'' she said. ''Very close.''") == ["We are close,", "Very close."]
    assert quoted("``We are close,'' she said.") == ["We are close,"]
