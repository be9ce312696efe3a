"""Hand-coded sentences: from sheets to rows and back, and whether the rows that are kept hold together."""

import json
from pathlib import Path

import pytest

from detente.observations.ontology import ontology
from training.labels.agreement import figures, kappa
from training.labels.pack import HEADER, MODALITIES, Label, packed, read_labels, to_line

LABELS = sorted((Path(__file__).parents[2] / "training" / "labels").glob("*.tsv"))
SENTENCE = "Norland accused Sudland of shelling Norland's coast."


def coded(tmp_path: Path, *events: dict[str, object]) -> list[Label | str]:
    sheet, file = tmp_path / "sheet.tsv", tmp_path / "coded.jsonl"
    sheet.write_text(f"0\tnews\tn1\t{SENTENCE}\n", encoding="utf-8")
    file.write_text(json.dumps({"n": 0, "events": list(events)}) + "\n", encoding="utf-8")
    return list(packed(sheet, file, "A", 1))


def event(**changes: object) -> dict[str, object]:
    plain = {"t": "accused", "a": ["Norland"], "r": ["Sudland"], "cameo": "1123", "plover": "ACCUSE", "mode": "allege"}
    return {**plain, "mod": "actual", "neg": False, **changes}


def test_words_become_offsets(tmp_path: Path) -> None:
    (label,) = coded(tmp_path, event(a=[["Norland", 1]]))
    assert isinstance(label, Label)
    assert label.trigger is not None
    assert SENTENCE[slice(*label.trigger)] == "accused"
    assert label.actors == ((36, 43),)
    assert [SENTENCE[slice(*span)] for span in label.recipients] == ["Sudland"]


def test_a_sentence_without_events_keeps_a_row(tmp_path: Path) -> None:
    assert coded(tmp_path) == [Label("news", "n1", "A", 1)]


@pytest.mark.parametrize(
    "changes", [{"cameo": "999"}, {"plover": "SHOUT"}, {"mod": "maybe"}, {"t": "denied"}, {"a": ["Westland"]}]
)
def test_what_cannot_be_is_named(tmp_path: Path, changes: dict[str, object]) -> None:
    (problem,) = coded(tmp_path, event(**changes))
    assert isinstance(problem, str)
    assert problem.startswith("sheet.tsv 0: ")


def test_rows_are_read_as_written(tmp_path: Path) -> None:
    labels = [x for x in (*coded(tmp_path, event(), event(t="shelling", cameo="194")), *coded(tmp_path)) if x]
    file = tmp_path / "labels.tsv"
    file.write_text("\n".join([HEADER, *(to_line(x) for x in labels if isinstance(x, Label))]) + "\n", encoding="utf-8")
    assert read_labels([file]) == labels


@pytest.mark.parametrize(("pairs", "expected"), [("aa bb", 1.0), ("aa aa", 1.0), ("ab ba", -1.0), ("aa bb ab ba", 0.0)])
def test_kappa(pairs: str, expected: float) -> None:
    assert kappa([(p[0], p[1]) for p in pairs.split()]) == pytest.approx(expected)


def test_the_labels_hold_together() -> None:
    labels = read_labels(LABELS)
    table = ontology()
    for label in labels:
        if not label.cameo:
            assert label.trigger is None
            continue
        assert label.cameo in table.codes
        assert not label.plover or label.plover in table.categories
        assert not label.mode or (label.plover, label.mode) in table.modes
        assert label.modality in MODALITIES
        assert all(0 <= a < b for a, b in (label.trigger, *label.actors, *label.recipients) if label.trigger)
    read = {(x.corpus, x.sentence) for x in labels if x.reading == 1}
    assert len(read) >= 4000
    assert sum(not x.cameo for x in labels if x.reading == 1) >= 900


def test_two_coders_agree() -> None:
    found = figures(read_labels(LABELS))
    assert found["sentences"] >= 400
    assert found["kappa: CAMEO root"] > 0.9
