import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.gold import GOLD, SHARED, pack
from detente import pipeline
from detente.errors import UsageError
from detente.evaluate import gold, record
from detente.records import as_json
from tests.evaluate import story


def test_a_story_is_scored_against_its_reports(tmp_path: Path) -> None:
    scored, refused = record.predict([gold.read_story(story.write(tmp_path))])
    assert not refused
    found = {f.name: f.counts for f in record.score("x", scored).figures}
    assert (found["events_lenient"]["tp"], found["events_lenient"]["gold"]) == (2, 2)
    assert found["events_salient_recall"] == {"right": 1, "n": 1}
    assert found["when_accuracy"] == {"right": 1, "n": 1}
    assert found["statements_with_speaker"]["tp"] == 1
    assert found["indicators"]["tp"] == 1
    assert found["published_accuracy"] == {"right": 2, "n": 2}
    assert found["same_event_pair_recall"] == {"right": 1, "n": 1}
    assert found["mediations_found"] == {"right": 0, "n": 1}


def test_packed_stories_get_their_words_back_and_changed_reports_are_left_out(tmp_path: Path) -> None:
    path = story.write(tmp_path)
    whole = gold.read_story(path)
    path.write_text(json.dumps(pack(story.GOLD, story.TEXTS)))
    packed = gold.read_story(path)
    assert packed.gold["reports"] == whole.gold["reports"]
    assert not packed.refused
    (tmp_path / "sample" / "02.txt").write_text("Another text altogether.\n")
    changed = gold.read_story(path)
    assert list(changed.gold["reports"]) == ["01"]
    assert [str(e) for e in changed.refused] == ["02: is not the text that was coded: left out"]


def test_reports_are_found_in_the_folder_given(tmp_path: Path) -> None:
    path = story.write(tmp_path / "a")
    moved = path.rename(tmp_path / "gold.json")
    with pytest.raises(UsageError, match="--reports DIR"):
        gold.read_story(moved)
    assert set(gold.read_story(moved, tmp_path / "a").reports) == {"01", "02"}
    assert set(gold.read_story(moved, tmp_path / "a" / "sample").reports) == {"01", "02"}
    (tmp_path / "a" / "sample" / "02.txt").unlink()
    assert [e.name for e in gold.read_story(moved, tmp_path / "a").refused] == ["02"]
    with pytest.raises(UsageError, match="no such folder"):
        gold.read_story(moved, tmp_path / "b")
    moved.write_text('{"reports": 3}')
    with pytest.raises(UsageError, match="is no gold file"):
        gold.read_story(moved)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared scorer is not at hand")
@pytest.mark.parametrize("name", ["sample", "korea_2017-12.A"])
def test_figures_are_those_of_the_shared_scorer(name: str, tmp_path: Path) -> None:
    own = name == "sample"
    path = story.write(tmp_path) if own else GOLD / f"{name}.json"
    coded = gold.read_story(path, None if own else SHARED / "reports")
    said = as_json(pipeline.run(list(coded.reports.values())))
    (tmp_path / "g").write_text(json.dumps(coded.gold))
    (tmp_path / "r").write_text(json.dumps(said))
    texts = (tmp_path if own else SHARED / "reports") / coded.name
    command = [sys.executable, SHARED / "gold/score_record.py", tmp_path / "g", texts, tmp_path / "r"]
    theirs = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    ours = {f.name: f for f in record.score("x", [record.score_story(coded.gold, coded.texts, said)]).figures}
    for key, value in theirs.items():
        if isinstance(value, dict) and "f1" in value:
            counts = ours[key].counts
            assert [counts[k] for k in ("tp", "system", "gold")] == [value[k] for k in ("tp", "system", "gold")], key
            assert round(ours[key].value or 0.0, 4) == value["f1"], key
        elif key in ours and key not in ("wrongly_merged", "mediations_system"):
            mine = ours[key].value
            assert (None if mine is None else round(mine, 4)) == value, key
    assert theirs["wrongly_merged"] == f"{ours['wrongly_merged'].value} of {ours['wrongly_merged'].counts['of']}"
