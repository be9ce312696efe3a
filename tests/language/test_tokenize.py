from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.language.tokenize import tokenize

CASES = [
    line.split("\t")
    for line in (Path(__file__).parent / "words.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("# ")
]
TEXT = st.text(st.sampled_from("aB1 .,-'’“”\"$%/:\n\tÉß中ا\u0301\u200b@#U.S!?…—•") | st.characters(), max_size=80)


@pytest.mark.parametrize(("text", "words"), CASES, ids=[text for text, _ in CASES])
def test_words(text: str, words: str) -> None:
    assert [text[a:b] for a, b in tokenize(text)] == words.split()


@given(TEXT)
def test_words_are_ordered_disjoint_and_not_blank(text: str) -> None:
    before = 0
    for a, b in tokenize(text):
        assert before <= a < b <= len(text)
        assert text[a:b] == text[a:b].strip()
        before = b


@given(TEXT)
def test_every_letter_and_digit_is_in_a_word(text: str) -> None:
    covered = {i for a, b in tokenize(text) for i in range(a, b)}
    assert all(i in covered for i, char in enumerate(text) if char.isalnum())


@given(TEXT, st.integers(0, 80), st.integers(0, 80))
def test_words_stay_inside_the_range(text: str, start: int, end: int) -> None:
    end = min(end, len(text))
    assert all(start <= a < b <= end for a, b in tokenize(text, start, end))


def test_a_long_run_of_marks_is_fast() -> None:
    assert len(tokenize("=" * 100_000)) == 1
    assert tokenize("a." * 50_000)
    assert tokenize("1," * 50_000)
    assert tokenize("a-" * 50_000)
    assert tokenize("non-" * 3_000)
    assert tokenize("a'" * 50_000)
