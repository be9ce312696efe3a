import json
from datetime import date
from pathlib import Path

import pytest

from detente.evaluate import times, timex
from detente.evaluate.times import Timex

TIMEML = """<?xml version="1.0" ?>
<TimeML>
<DOCID>one</DOCID>
<DCT><TIMEX3 tid="t0" type="DATE" value="2017-12-26" functionInDocument="CREATION_TIME">12/26/17</TIMEX3></DCT>
<TEXT>
The envoys <EVENT eid="e1" class="OCCURRENCE">met</EVENT> on <TIMEX3 tid="t1" type="DATE" value="2017-12-25">Monday</TIMEX3>
&amp; talked for <TIMEX3 tid="t2" type="DURATION" value="PT3H">three hours</TIMEX3>.
</TEXT>
</TimeML>
"""


def test_timeml_is_read_with_offsets_into_its_text() -> None:
    document = times.parse_timeml("one", TIMEML)
    assert document.created == date(2017, 12, 26)
    assert document.gold is not None
    assert [(document.text[t.start : t.end], t.value) for t in document.gold] == [
        ("Monday", "2017-12-25"),
        ("three hours", "PT3H"),
    ]
    assert "Monday & talked" in document.text


def test_documents_that_are_no_timeml_are_told_of(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.tml").write_bytes(("\ufeff" + TIMEML.replace("\n", "\r\n")).encode())
    (tmp_path / "b.tml").write_text("<TimeML>nothing</TimeML>")
    read, refused = times.read_timed(tmp_path)
    assert [d.name for d in read] == ["a"]
    assert [e.name for e in refused] == ["b.tml"]
    predicted, _ = times.predict(read)
    figures = {f.name: f for f in times.score("x", predicted, refused).figures}
    assert figures["spans, strict"].value == 1.0
    assert figures["value of spans found"].value == 1.0
    found = json.loads(times.prediction_lines(predicted)[0])["times"]
    assert [(t["text"], t["type"], t["value"]) for t in found] == [
        ("Monday", "DATE", "2017-12-25"),
        ("three hours", "DURATION", "PT3H"),
    ]


def test_documents_without_marks_are_predicted_only(tmp_path: Path) -> None:
    (tmp_path / "a.tml").write_text("<TimeML><TEXT>They met in May 2016.</TEXT></TimeML>")
    predicted, _ = times.predict(times.read_timed(tmp_path)[0])
    result = times.score("x", predicted)
    assert result.figures == ()
    assert "predicted, not scored" in result.notes[0]
    assert predicted[0][1] == (Timex(12, 20, "DATE", "2016-05"),)


@pytest.mark.parametrize(
    ("words", "kind", "value"),
    [
        ("on Friday", "DATE", "2017-12-22"),
        ("last week", "DATE", "2017-W51"),
        ("in November", "DATE", "2017-11"),
        ("in 2016", "DATE", "2016"),
        ("in the third quarter of 2016", "DATE", "2016-Q3"),
        ("in the 1990s", "DATE", "199"),
        ("now", "DATE", "PRESENT_REF"),
        ("in the past two weeks", "DURATION", "P2W"),
        ("for several months", "DURATION", "PXM"),
        ("for a year", "DURATION", "P1Y"),
        ("every day", "SET", "P1D"),
        ("every Monday", "SET", "XXXX-WXX-1"),
        ("yesterday evening", "TIME", "2017-12-25TEV"),
        ("at 10 p.m. Monday", "TIME", "2017-12-25T22:00"),
        ("within a week", "DURATION", "P1W"),
        ("for the six months", "DURATION", "P6M"),
        ("in the year-ago quarter", "DATE", "2016-Q3"),
        ("in nineteen ninety-six", "DATE", "1996"),
        ("in the late nineties", "DATE", "199"),
        ("in this year's third quarter", "DATE", "2017-Q3"),
    ],
)
def test_values_are_written_as_timex3_has_them(words: str, kind: str, value: str) -> None:
    found = times.times_of(f"The envoys met {words}.", date(2017, 12, 26))
    assert [(t.type, t.value) for t in found] == [(kind, value)]


def test_days_of_values() -> None:
    assert timex.days("2016-Q3") == (date(2016, 7, 1), date(2016, 9, 30))
    assert timex.days("2017-W51") == (date(2017, 12, 18), date(2017, 12, 24))
    assert timex.days("199") == (date(1990, 1, 1), date(1999, 12, 31))
    assert timex.days("2017-02-30") is None
    assert timex.days("PRESENT_REF") is None


def test_what_belongs_to_an_expression() -> None:
    text = "They talked within a week, for the nine months, and of daily flights from 10 p.m. Monday."
    found = [text[t.start : t.end] for t in times.times_of(text, date(2017, 12, 26))]
    assert found == ["a week", "the nine months", "10 p.m. Monday"]


def test_a_year_ago_beside_a_quarter_is_that_quarter() -> None:
    text = "Profit rose in the third quarter of 2017 from $3 million a year earlier."
    assert [t.value for t in times.times_of(text, date(2017, 11, 2))] == ["2017-Q3", "2016-Q3"]
