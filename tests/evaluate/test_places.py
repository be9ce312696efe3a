import json
from pathlib import Path

import pytest

from detente.errors import UsageError
from detente.evaluate import places
from detente.evaluate.places import Toponym

XML = """<?xml version="1.0" encoding="utf-8"?>
<articles>
  <article docid="a1"><text><![CDATA[Two bombs fell near Aleppo on Monday & killed nobody in Homs.]]></text>
    <toponyms count="2">
      <toponym><start>20</start><end>26</end><phrase>Aleppo</phrase><gaztag><lat>36.2</lat><lon>37.16</lon></gaztag></toponym>
      <toponym><start>55</start><end>59</end><phrase>Homs</phrase></toponym>
    </toponyms>
  </article>
</articles>
"""


def test_articles_are_read_and_offsets_mended(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text(XML)
    (article,) = places.read_articles(path)
    assert article.gold is not None
    assert [article.text[t.start : t.end] for t in article.gold] == ["Aleppo", "Homs"]
    assert [t.located for t in article.gold] == [True, False]


def test_a_broken_article_does_not_cost_the_others(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text(XML.replace("</articles>", "<article docid='b'><text>Idlib & more</text></article></articles>"))
    assert [a.name for a in places.read_articles(path)] == ["a1"]
    path.write_text("<articles/>")
    with pytest.raises(UsageError, match="holds no <article>"):
        places.read_articles(path)


def test_toponyms_are_scored_by_words_and_by_distance(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text(XML)
    predicted, refused = places.predict(places.read_articles(path))
    assert not refused
    figures = {f.name: f for f in places.score("x", predicted).figures}
    assert figures["toponyms, same words"].value == 1.0
    assert figures["accuracy at 161 km, of those found"].counts == {"right": 1, "n": 1}
    found = json.loads(places.prediction_lines(predicted)[0])
    assert [p["text"] for p in found["places"]] == ["Aleppo", "Homs"]


def test_distances() -> None:
    paris, london = Toponym(0, 1, 48.8566, 2.3522), Toponym(0, 1, 51.5074, -0.1278)
    assert places.distance(paris, london) == pytest.approx(343.6, abs=0.5)
    assert places.distance(paris, Toponym(0, 1)) is None


def test_governments_named_by_their_seats_are_toponyms() -> None:
    text = "Moscow said the plan of Berlin was welcome."
    assert [text[t.start : t.end] for t in places.toponyms_of(text)] == ["Moscow", "Berlin"]
