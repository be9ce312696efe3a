from pathlib import Path

import pytest

from detente.errors import UsageError
from detente.evaluate import relations
from detente.evaluate.relations import FALLBACK, QUADS, Pair, Relation

ROWS = (
    "sentence_id\tgold_root\tgold_quad\tmarked_sentence\n"
    "7\tACCUSE\t3\t<s>Norland</s> has condemned <t>Sudia</t> for shelling the border town.\n"
    "8\tRETREAT\t2\t<s>Norland</s> released three soldiers of <t>Sudia</t> on Monday.\n"
)


def test_marks_are_taken_out_and_kept_as_ranges() -> None:
    assert relations.unmark("<t>B</t> met <s>A's envoy</s>.") == ("B met A's envoy.", {"t": (0, 1), "s": (6, 15)})
    assert relations.unmark("<s>A</s> left") == ("A left", {"s": (0, 1)})
    assert relations.unmark("x <s>A is not closed") == ("x A is not closed", {"s": (2, 17)})


def test_rows_are_read_whatever_columns_are_missing(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text(ROWS)
    first, second = relations.read_pairs(path)
    assert (first.sentence_id, first.root, first.quad, first.actor) == ("7", "ACCUSE", 3, (0, 7))
    assert second.root == "YIELD"
    path.write_bytes("\ufeffMarked_Sentence\r\n<s>A</s> met <t>B</t>.\r\n".encode())
    assert relations.read_pairs(path) == [Pair("1", "A met B.", (0, 1), (6, 7))]
    path.write_text("uid\tsentence\tsource\ttarget\n3\tA met B.\tOrg: A\tB\n")
    assert relations.read_pairs(path) == [Pair("3", "A met B.", (0, 1), (6, 7))]
    path.write_text("id\twords\n1\tA met B.\n")
    with pytest.raises(UsageError, match="needs a column marked_sentence"):
        relations.read_pairs(path)


@pytest.mark.parametrize(
    ("sentence", "root"),
    [
        ("<s>France</s> has condemned <t>Iran</t> for its missile test.", "ACCUSE"),
        ("<s>Russia</s> released <t>two Georgian soldiers</t> on Monday.", "YIELD"),
        ("<s>France</s> imposed sanctions on <t>Iran</t>.", "SANCTION"),
    ],
)
def test_the_event_that_joins_the_pair_gives_the_root(sentence: str, root: str) -> None:
    text, marks = relations.unmark(sentence)
    found = relations.relation_of(text, marks["s"], marks["t"])
    assert (found.root, found.quad, found.found) == (root, QUADS[root], "pair")


def test_every_row_gets_a_line_even_where_nothing_is_found_or_reading_fails() -> None:
    pairs = [Pair("1", "", (0, 0), (0, 0)), Pair("2", "The weather was fine.", (4, 11), (0, 3))]
    predicted, refused = relations.predict(pairs)
    assert not refused
    lines = relations.prediction_lines(predicted)
    assert lines[0] == "sentence_id\troot\tquad\tconfidence"
    cells = [line.split("\t") for line in lines[1:]]
    assert [c[0] for c in cells] == ["1", "2"]
    assert all(c[2] == str(QUADS[c[1]]) and 0 < float(c[3]) <= 1 for c in cells)

    def broken(text: str, actor: object, recipient: object) -> Relation:
        raise RecursionError("too deep")

    predicted, refused = relations.predict(pairs, broken)
    assert [r.name for r in refused] == ["sentence 1", "sentence 2"]
    assert {said.root for _, said in predicted} == {FALLBACK}
    assert len(relations.prediction_lines(predicted)) == 3


def test_scores_leave_out_rows_without_gold() -> None:
    right = Relation("AID", 2, 0.9, "pair")
    rows = [(Pair("1", "x", (0, 1), (0, 1), "AID", 2), right), (Pair("2", "x", (0, 1), (0, 1), "YIELD", 2), right)]
    result = relations.score("x", [*rows, (Pair("3", "x", (0, 1), (0, 1)), right)])
    by_name = {f.name: f for f in result.figures}
    assert by_name["root accuracy"].value == 0.5
    assert by_name["quad accuracy"].value == 1.0
    assert by_name["binary macro-F1"].counts["n"] == 2
    assert any("1 rows have no gold" in note for note in result.notes)
    assert relations.score("x", [(Pair("3", "x", (0, 1), (0, 1)), right)]).figures == ()
