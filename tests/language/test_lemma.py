from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import detente.language.model as model
from detente.language.lemma import Lemmatizer
from detente.language.wordpiece import WordPiece

MODELS = Path(model.__file__).parent.parent / "models"
LEMMATIZER = Lemmatizer.read(MODELS / "lemmas.tsv", WordPiece.read(MODELS / "vocabulary.txt").ids)
CASES = [
    line.split("\t")
    for line in (Path(__file__).parent / "lemmas.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("# ")
]


@pytest.mark.parametrize(("form", "pos", "lemma"), CASES, ids=[f"{form}-{pos}" for form, pos, _ in CASES])
def test_lemma(form: str, pos: str, lemma: str) -> None:
    assert LEMMATIZER(form, pos) == lemma


@given(st.text(min_size=1, max_size=20), st.sampled_from(["NOUN", "VERB", "ADJ", "ADV", "PROPN", "PUNCT"]))
def test_every_word_has_a_lemma(form: str, pos: str) -> None:
    assert LEMMATIZER(form, pos)
