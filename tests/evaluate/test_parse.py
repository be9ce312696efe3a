import pytest

from detente.errors import InputError
from detente.evaluate import parse
from detente.evaluate.syntax import Parsed, tally
from detente.evaluate.treebank import parse_treebank

ROWS = """# newdoc id = d1
# text = She can't vote.
1\tShe\tshe\tPRON\t_\t_\t4\tnsubj\t_\t_
2-3\tcan't\t_\t_\t_\t_\t_\t_\t_\t_
2\tca\tcan\tAUX\t_\t_\t4\taux\t_\t_
3\tn't\tnot\tPART\t_\t_\t4\tadvmod\t_\t_
4\tvote\tvote\tVERB\t_\t_\t0\troot\t_\tSpaceAfter=No
4.1\tvote\tvote\tVERB\t_\t_\t_\t_\t_\t_
5\t.\t.\tPUNCT\t_\t_\t4\tpunct\t_\t_
"""


def test_treebanks_are_read_without_marks_texts_or_trees() -> None:
    ((gold,),) = parse_treebank(ROWS.split("\n"))
    assert (gold.words, gold.heads, gold.document) == (["She", "ca", "n't", "vote", "."], [4, 4, 4, 0, 4], "d1")
    bare = "\r\n".join(line for line in ROWS.split("\n") if not line.startswith("#"))
    ((again,),) = parse_treebank(bare.split("\n"))
    assert (again.text, again.spans, again.document) == (gold.text, gold.spans, "")
    ((other,),) = parse_treebank(ROWS.replace("She can't vote.", "Other words").split("\n"))
    assert other.text == "She can't vote."
    ((plain,),) = parse_treebank(["1\tPeace\t_\t_\t_\t_\t_\t_\t_\t_"])
    assert (plain.tags, plain.heads, plain.words) == (None, None, ["Peace"])


def test_sentences_that_make_no_sense_are_told_of() -> None:
    refused: list[InputError] = []
    lines = ["# sent_id = s1", "1-2\tcannot", "", "1\tPeace\t_\tNOUN\t_\t_\t0\troot\t_\t_"]
    assert len(parse_treebank(lines, refused=refused)[0]) == 1
    assert [e.name for e in refused] == ["sentence s1"]
    with pytest.raises(ValueError, match="s1"):
        parse_treebank(lines)


def test_words_are_counted_by_tag_head_and_relation() -> None:
    ((gold,),) = parse_treebank(ROWS.split("\n"))
    found = Parsed(
        ["PRON", "AUX", "PART", "VERB", "X"], [4, 4, 4, 0, 1], ["nsubj:outer", "aux", "dep", "root", "punct"]
    )
    assert tally(gold, found) == {"tags": 5, "upos": 4, "arcs": 5, "uas": 4, "las": 2, "las_main": 3}


def test_a_document_is_parsed_over_gold_words_and_over_raw_text() -> None:
    read, refused = parse.predict(parse_treebank(ROWS.split("\n")))
    assert not refused
    figures = {f.name: f for f in parse.score("x", read).figures}
    assert figures["UAS, gold words"].counts["n"] == 5
    assert figures["words, raw text"].counts["gold"] == 5
    rows = parse.prediction_lines(read)
    assert rows[0] == "# text = She can't vote."
    assert rows[1].startswith("1\tShe\t_\tPRON\t_\t_\t4\tnsubj")


def test_a_file_without_tags_is_parsed_and_not_scored_for_them() -> None:
    rows = [f"{n}\tword\t_\t_\t_\t_\t_\t_\t_\t_" for n in range(1, 700)]
    read, refused = parse.predict(parse_treebank(rows))
    assert not refused
    result = parse.score("x", read)
    assert "no tags and trees" in result.notes[0]
    assert len(read[0].sentences[0][1].tags) == 699
    assert all("UAS" not in f.name and "UPOS" not in f.name for f in result.figures)
