import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.views.plain import capital, count, join, number, one_line, quote, reported, shorten, visible


@given(st.text())
def test_nothing_harmful_is_left(text: str) -> None:
    assert all(unicodedata.category(c) not in {"Cc", "Cf", "Cs"} or c in "\n\t\u200c\u200d" for c in visible(text))
    assert "\n" not in one_line(text)


def test_terminal_escapes_and_direction_overrides_become_visible() -> None:
    assert one_line("\x1b[31mred\x07 \u202egnp.exe") == "\ufffd[31mred\ufffd \ufffdgnp.exe"
    assert visible("naïve “words” – 北京") == "naïve “words” – 北京"


@given(st.text(), st.integers(2, 40))
def test_shortened_text_fits(text: str, width: int) -> None:
    assert len(shorten(text, width)) <= width


@pytest.mark.parametrize(
    ("parts", "joined"), [([], ""), (["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C")]
)
def test_join(parts: list[str], joined: str) -> None:
    assert join(parts) == joined


def test_small_words() -> None:
    assert capital("the Kremlin") == "The Kremlin"
    assert count(1, "report") == "1 report"
    assert count(1200, "reply", "replies") == "1,200 replies"
    assert number(500000.0) == "500,000"
    assert number(81.6) == "81.6"
    assert number(54.7e6) == "54.7 million"
    assert number(4e6) == "4 million"
    assert number(1234567.0) == "1,234,567"
    assert quote("“We agree,”") == "“We agree”"


def test_a_quotation_that_is_cut_off_is_closed() -> None:
    assert reported("talks were “possible") == "‹talks were “possible”›"
    assert reported('more "pressure') == '‹more "pressure"›'
    assert reported("it would “wait”, he said,") == "‹it would “wait”, he said›"
