import json
from pathlib import Path

import pytest

from detente.errors import UsageError
from detente.evaluate import attribution
from detente.evaluate.brat import Attributed, read_standoff, tidied

TEXT = 'Norland will leave the pact, the minister said.\n\n"We tried," she added.\n'
ANN = (
    "T1\tContent 0 27\tNorland will leave the pact\n"
    "T2\tSource 29 41\tthe minister\n"
    "T3\tCue 42 46\tsaid\n"
    "T4\tAttribution 42 46\tsaid\n"
    "E1\tAttribution:T4 Content:T1 Cue:T3 Source:T2\n"
    'T5\tContent 49 60\t"We tried,"\n'
    "T6\tCue 65 70\tadded\n"
    "T7\tSource 61 64\tshe\n"
    "E2\tAttribution:T8 Cue:T6 Source:T7 Content:T5\n"
    "A1\tbroken line\n"
)
GOLD = (
    Attributed(((29, 41),), ((42, 46),), ((0, 27),)),
    Attributed(((61, 64),), ((65, 70),), ((49, 60),)),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "text").mkdir()
    (tmp_path / "attributions").mkdir()
    (tmp_path / "text" / "paper_one.txt").write_text(TEXT)
    (tmp_path / "attributions" / "paper_one_a1.ann").write_text(ANN)
    return tmp_path


def test_standoff_annotations_are_read_and_joined() -> None:
    assert read_standoff(ANN.split("\n")).attributions == GOLD


def test_spans_are_tidied() -> None:
    assert tidied("ab  cd\nef gh", [(0, 3), (4, 6), (7, 9)]) == ((0, 9),)
    assert tidied("ab cd", [(2, 3), (3, 5)]) == ((3, 5),)


def test_a_text_is_read_with_the_line_ends_that_its_offsets_count(folder: Path) -> None:
    (article,) = attribution.read_articles(folder)
    assert (article.name, article.text, article.gold) == ("paper_one", TEXT, GOLD)
    (folder / "text" / "paper_one.txt").write_bytes(TEXT.replace("\n", "\r\n").encode())
    assert attribution.read_articles(folder)[0].text == TEXT
    with pytest.raises(UsageError, match="holds no"):
        attribution.read_articles(folder / "attributions" / "paper_one_a1.ann")


def test_exact_spans_count_and_marks_at_the_edges_may_differ(folder: Path) -> None:
    articles = attribution.read_articles(folder)
    predicted, refused = attribution.predict(articles)
    assert not refused
    lines = [json.loads(line) for line in attribution.prediction_lines(predicted)]
    assert [line["document"] for line in lines] == ["paper_one"]
    first, second = lines[0]["attributions"]
    assert (first["source"], first["cue"], first["content"][0]) == ([[29, 41]], [[42, 46]], [0, 27])
    assert [49, 60] in second["content"]
    loose = tuple(Attributed(a.source, a.cue, tuple((s + 1, e - 1) for s, e in a.content[:1])) for a in GOLD[1:])
    figures = {f.name: f.counts.get("tp") for f in attribution.score("x", [(articles[0], loose)]).figures}
    assert (figures["content, exact"], figures["content, but for marks"], figures["content, overlapping"]) == (0, 1, 1)
    assert (figures["source, exact"], figures["cue, exact"]) == (1, 1)


def test_the_statements_of_the_record_have_the_same_form() -> None:
    (first, second) = attribution.statements_of(TEXT)
    assert (first.source, first.cue, first.content) == (((29, 41),), ((42, 46),), ((0, 27),))
    assert (49, 60) in second.content


def test_texts_without_annotations_are_predicted_only(folder: Path) -> None:
    (folder / "attributions" / "paper_one_a1.ann").unlink()
    result = attribution.score("x", attribution.predict(attribution.read_articles(folder))[0])
    assert result.figures == ()
    assert "predicted, not scored" in result.notes[-1]
