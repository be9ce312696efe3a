import json
from pathlib import Path

import pytest

from detente.cli import main
from detente.evaluate.commands import TASKS
from tests.evaluate import story

FILES = {
    "relations": "sentence_id\tgold_root\tgold_quad\tmarked_sentence\n7\tACCUSE\t3\t<s>France</s> condemned <t>Iran</t>.\n",
    "parse": "1\tPeace\tpeace\tNOUN\t_\t_\t2\tnsubj\t_\t_\n2\tholds\thold\tVERB\t_\t_\t0\troot\t_\t_\n",
    "places": "<articles><article><text>Two bombs fell near Aleppo.</text><toponyms><toponym><start>20</start><end>26</end>"
    "</toponym></toponyms></article></articles>",
    "quantities": '[{"text": "It fell by 40 per cent.", "quantities": [{"value": "40", "unit": "percentage"}]}]',
    "times": "<TimeML><TEXT>They met in <TIMEX3 type='DATE' value='2016-05'>May 2016</TIMEX3>.</TEXT></TimeML>",
    "attribution": "Norland will leave the pact, the minister said.\n",
}
SUFFIX = {
    "relations": "tsv",
    "parse": "conllu",
    "places": "xml",
    "quantities": "json",
    "times": "tml",
    "attribution": "txt",
}


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = main(["evaluate", *map(str, arguments)])
    out, err = capsys.readouterr()
    return code, out, err


@pytest.mark.parametrize("name", list(FILES))
def test_every_test_set_prints_a_table_and_json_and_writes_predictions(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, out = tmp_path / f"a.{SUFFIX[name]}", tmp_path / "predictions"
    source.write_text(FILES[name])
    code, printed, err = run(capsys, name, source, "--predictions", out)
    assert (code, err) == (0, "")
    assert printed.startswith(f"{name}: ")
    assert out.read_text()
    code, printed, _ = run(capsys, name, source, "--format", "json")
    assert code == 0
    found = json.loads(printed)
    assert found["task"] == name
    assert name == "attribution" or all("value" in figure for figure in found["figures"].values())
    assert run(capsys, name, source, "--format", "json")[1] == printed


def test_the_record_is_scored_beside_its_gold_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = story.write(tmp_path)
    code, printed, _ = run(capsys, "record", path, "--format", "json")
    assert code == 0
    assert json.loads(printed)["figures"]["events_lenient"]["tp"] == 2
    (tmp_path / "sample" / "02.txt").unlink()
    code, _, err = run(capsys, "record", path, "--reports", tmp_path)
    assert code == 1
    assert err == f"detente: 02: no such report in {tmp_path}\n"


@pytest.mark.parametrize("name", [task.name for task in TASKS])
def test_what_cannot_be_read_is_told_in_one_line(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = tmp_path / "bad.bin"
    for data in (None, b"", b"\x00\xff\xfe binary \x80", b"plain words\n"):
        if data is not None:
            bad.write_bytes(data)
        code, out, err = run(capsys, name, bad)
        assert (code, out) == (2, "")
        assert err.startswith("detente: ")
        assert err.count("\n") == 1


def test_without_a_test_set_the_help_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys)
    assert code == 2
    assert "relations" in out


def test_predictions_that_cannot_be_written_are_a_usage_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "a.tsv"
    source.write_text(FILES["relations"])
    code, out, err = run(capsys, "relations", source, "--predictions", tmp_path / "no" / "folder")
    assert (code, out) == (2, "")
    assert "cannot be written" in err


def test_every_test_set_has_its_line_in_the_docs() -> None:
    page = (Path(__file__).parent.parent.parent / "docs" / "evaluate.md").read_text()
    for task in TASKS:
        assert f"| `{task.name} {task.metavar}" in page
