import numpy as np

from detente.language.decode import names, sentences
from detente.language.features import case_class, gap_class

LABELS = ("O", "B-PER", "I-PER", "B-GPE", "I-GPE")


def scores(*best: int) -> np.ndarray:
    out = np.zeros((len(best), len(LABELS)), dtype=np.float32)
    out[np.arange(len(best)), best] = 5
    return out


def test_a_sentence_begins_after_each_end() -> None:
    assert sentences(np.array([-1, 2, -1, 3, -1], dtype=np.float32)).tolist() == [0, 0, 1, 1, 2]


def test_names() -> None:
    one = np.zeros(5, dtype=np.int64)
    assert [n[:3] for n in names(scores(1, 2, 0, 3, 3), one, LABELS)] == [(0, 2, "PER"), (3, 4, "GPE"), (4, 5, "GPE")]
    assert [n[:3] for n in names(scores(0, 2, 2, 0, 4), one, LABELS)] == [(1, 3, "PER"), (4, 5, "GPE")]
    assert names(scores(0, 0, 0, 0, 0), one, LABELS) == []


def test_a_name_has_one_label_and_one_sentence() -> None:
    found = names(scores(3, 2, 4), np.zeros(3, dtype=np.int64), LABELS)
    assert [n[:3] for n in found] == [(0, 3, "GPE")]
    assert [n[:2] for n in names(scores(1, 2), np.array([0, 1]), LABELS)] == [(0, 1), (1, 2)]


def test_how_words_are_printed() -> None:
    words = ["said", "Moscow", "NATO", "iPhone", "J.", "2017", ",", "US$"]
    assert [case_class(word) for word in words] == [0, 1, 2, 3, 4, 5, 6, 2]
    assert [gap_class("a b\nc", *pair) for pair in ((1, 1), (1, 2), (3, 4))] == [0, 1, 2]
