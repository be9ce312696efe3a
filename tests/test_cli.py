import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from detente.cli import main

DISPATCHES = Path(__file__).parent.parent / "examples" / "dispatches"
PROSE = (
    "Russia is ready to mediate between the United States and North Korea if both sides are willing, the Kremlin said on "
    "Tuesday. The foreign ministry in Pyongyang has not replied."
)


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = main([str(a) for a in arguments])
    out, err = capsys.readouterr()
    return code, out, err


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(f"OUTLET: Sample Wire\nPUBLISHED: 2017-12-26\n\n{PROSE}\n")
    return path


def test_brief_as_markdown_html_and_json(capsys: pytest.CaptureFixture[str], report: Path, tmp_path: Path) -> None:
    code, out, err = run(capsys, "brief", report)
    assert (code, err) == (0, "")
    assert "Russia" in out
    target = tmp_path / "brief.html"
    assert run(capsys, "brief", report, "--format", "html", "--output", target)[0] == 0
    assert target.read_text().startswith("<!")
    assert not Path(f"{target}.part").exists()
    code, out, _ = run(capsys, "brief", report, "--format", "json")
    record = json.loads(out)
    assert list(record) == [
        "reports",
        "statements",
        "events",
        "measures",
        "indicators",
        "assessments",
        "happenings",
        "mediations",
        "disagreements",
    ]


def test_the_second_run_prints_the_same_bytes(capsys: pytest.CaptureFixture[str]) -> None:
    for form in ("markdown", "html", "json"):
        first = run(capsys, "brief", DISPATCHES, "--format", form)
        assert first[0] == 0
        assert run(capsys, "brief", DISPATCHES, "--format", form) == first


def test_refused_input_is_named_and_the_rest_is_read(
    capsys: pytest.CaptureFixture[str], report: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "bad\x1b[31m.txt"
    bad.write_bytes(b"\x00\x01")
    code, out, err = run(capsys, "brief", report, bad)
    assert code == 1
    assert "Russia" in out
    assert err.count("\n") == 1
    assert "is binary" in err
    assert "\x1b" not in err
    assert "\x1b" not in out


@pytest.mark.parametrize(
    "arguments",
    [
        ("brief", "absent.txt"),
        ("events", "--store", "absent.duckdb"),
        ("brief", "absent.txt", "absent.html"),
        ("brief", "README.md", "--output", "no/such/folder/x.html"),
    ],
)
def test_usage_errors(capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]) -> None:
    code, _, err = run(capsys, *arguments)
    assert code == 2
    assert err.startswith("detente: ")
    assert err.count("\n") == 1


def test_argparse_errors_are_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["brief", "x.txt", "--published", "26.12.2017"])
    assert caught.value.code == 2
    assert "YYYY-MM-DD" in capsys.readouterr().err
    assert main([]) == 2


def test_standard_input(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PROSE.encode())))
    code, out, _ = run(capsys, "brief", "-", "--published", "2017-12-26", "--format", "json")
    assert code == 0
    assert json.loads(out)["reports"][0]["published"]["start"] == "2017-12-26"


def test_observe_twice_is_once_and_can_be_queried(
    capsys: pytest.CaptureFixture[str], report: Path, tmp_path: Path
) -> None:
    store = tmp_path / "situation.duckdb"
    assert "1 new" in run(capsys, "observe", report, "--store", store)[1]
    assert "0 new" in run(capsys, "observe", report, "--store", store)[1]
    code, out, _ = run(capsys, "events", "--store", store)
    assert code == 0
    assert all("cameo" in json.loads(line) for line in out.splitlines())
    assert len(run(capsys, "reports", "--store", store)[1].splitlines()) == 1


def test_doctor(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "doctor")
    assert code == 0, out
    assert "language model" in out


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="needs the device that is always full")
@pytest.mark.parametrize("output", [(), ("--output", "/dev/full")])
def test_a_full_disk_is_told_in_one_line(report: Path, output: tuple[str, ...]) -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "detente.cli", "brief", report, *output],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "cannot be written (No space left on device)" in done.stderr
    assert Path("/dev/full").is_char_device()


def test_output_to_a_folder_a_device_and_a_link(
    capsys: pytest.CaptureFixture[str], report: Path, tmp_path: Path
) -> None:
    code, _, err = run(capsys, "brief", report, "--output", tmp_path)
    assert (code, err.count("\n")) == (2, 1)
    assert "cannot be written" in err
    assert run(capsys, "brief", report, "--output", "/dev/null")[0] == 0
    assert Path("/dev/null").is_char_device()
    link, target = tmp_path / "link.md", tmp_path / "target.md"
    link.symlink_to(target)
    assert run(capsys, "brief", report, "--output", link)[0] == 0
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8").startswith("# Brief")
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
@pytest.mark.parametrize("kind", ["markdown", "json"])
def test_a_pipe_gets_utf_8_whatever_the_locale(report: Path, encoding: str, kind: str) -> None:
    command = [sys.executable, "-m", "detente.cli", "brief", report, "--format", kind]
    done = subprocess.run(command, capture_output=True, env={**os.environ, "PYTHONIOENCODING": encoding})
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == subprocess.run(command, capture_output=True).stdout
    done.stdout.decode("utf-8")


COMMAND = [sys.executable, "-m", "detente.cli"]
HOSTILE = "a\x9b31m\u202eb\x1b]0;x\x07"


@pytest.mark.parametrize("kind", ["markdown", "html", "json"])
def test_nothing_that_steers_a_terminal_comes_out(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, kind: str
) -> None:
    path = tmp_path / f"{HOSTILE}.txt"
    path.write_text(
        f"TITLE: {HOSTILE}\nOUTLET: {HOSTILE}\nURL: javascript:{HOSTILE}\n\n{PROSE} {HOSTILE} said he {HOSTILE}."
    )
    rows = tmp_path / "a.jsonl"
    rows.write_text(json.dumps({"text": f"{PROSE} {HOSTILE}", "title": HOSTILE, "url": "javascript:alert(1)"}))
    store = tmp_path / "x.duckdb"
    for arguments in (
        ("brief", path, rows, tmp_path / f"absent{HOSTILE}", "--format", kind),
        ("observe", path, rows, "--store", store),
        ("reports", "--store", store),
        ("statements", "--store", store),
    ):
        _, out, err = run(capsys, *arguments)
        assert all(c.isprintable() or c == "\n" for c in out + err)
        assert 'href="javascript' not in out


def test_json_means_the_same_after_escaping(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / f"{HOSTILE}.txt"
    path.write_text(PROSE)
    assert json.loads(run(capsys, "brief", path, "--format", "json")[1])["reports"][0]["path"] == str(path)


@pytest.mark.parametrize(
    ("closed", "arguments", "code", "told"),
    [
        (">&-", ("brief", "a.txt"), 2, "detente: standard output: is closed\n"),
        ("2>&-", ("brief", "a.txt"), 0, ""),
        ("2>&-", ("brief", "absent.txt"), 2, ""),
        ("<&-", ("brief", "-"), 1, "detente: -: is closed: there is no standard input to read\n"),
    ],
)
def test_closed_streams(report: Path, closed: str, arguments: tuple[str, ...], code: int, told: str) -> None:
    shell = ["sh", "-c", f'exec "$@" {closed}', "sh", *COMMAND, *arguments]
    done = subprocess.run(shell, cwd=report.parent, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (code, told)


@pytest.mark.parametrize("kind", ["markdown", "json"])
def test_a_reader_that_goes_away_is_no_error(kind: str) -> None:
    done = subprocess.run(
        ["sh", "-c", '"$@" | head -1', "sh", *COMMAND, "brief", DISPATCHES, "--format", kind], capture_output=True
    )
    assert (done.returncode, done.stderr, done.stdout.count(b"\n")) == (0, b"", 1)


def test_the_bytes_depend_on_the_input_alone(report: Path) -> None:
    def output(**environment: str) -> bytes:
        command = [*COMMAND, "brief", report, DISPATCHES, "--format", "html"]
        return subprocess.run(command, capture_output=True, check=True, env={**os.environ, **environment}).stdout

    first = output(PYTHONHASHSEED="1", TZ="Pacific/Auckland", COLUMNS="40", LC_ALL="C")
    assert output(PYTHONHASHSEED="2", TZ="America/Los_Angeles", COLUMNS="400", LC_ALL="C.UTF-8") == first


@pytest.mark.parametrize("name", ["", ":memory:", ":other:"])
def test_a_store_is_a_file(capsys: pytest.CaptureFixture[str], report: Path, name: str) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["observe", str(report), "--store", name])
    assert caught.value.code == 2
    assert "is not the name of a file" in capsys.readouterr().err


def test_nothing_phones_home(tmp_path: Path) -> None:
    """onnxruntime would keep an identifier of the device, and send it, unless told not to before it is loaded."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("XDG_", "ORT_"))}
    done = subprocess.run([*COMMAND, "doctor"], capture_output=True, env={**environment, "HOME": str(tmp_path)})
    assert done.returncode == 0
    assert list(tmp_path.rglob("*")) == []
