from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import detente.language.model as model
from detente.language.wordpiece import WordPiece

SMALL = WordPiece(
    ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "un", "##want", "##ed", "runn", "##ing", "'", '"', "s", "e", "中"]
)


@pytest.fixture(scope="module")
def shipped() -> WordPiece:
    return WordPiece.read(Path(model.__file__).parent.parent / "models" / "vocabulary.txt")


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("unwanted", ["un", "##want", "##ed"]),
        ("UNWANTED", ["un", "##want", "##ed"]),
        ("running", ["runn", "##ing"]),
        ("’s", ["'", "s"]),
        ("“", ['"']),
        ("é", ["e"]),
        ("中中", ["中", "中"]),
        ("xyz", ["[UNK]"]),
        ("\u200b", ["[UNK]"]),
        ("a" * 200, ["[UNK]"]),
    ],
)
def test_pieces(word: str, pieces: list[str]) -> None:
    names = {i: piece for piece, i in SMALL.ids.items()}
    assert [names[i] for i in SMALL.pieces(word)] == pieces


def test_the_shipped_vocabulary_is_the_encoders(shipped: WordPiece) -> None:
    assert len(shipped.ids) == 30522
    assert (shipped.unknown, shipped.first, shipped.last) == (100, 101, 102)


@given(st.text(min_size=1, max_size=30))
def test_every_word_has_pieces(word: str) -> None:
    assert SMALL.pieces(word)
    assert SMALL.pieces(word) == SMALL.pieces(word)
