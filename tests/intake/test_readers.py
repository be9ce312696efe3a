import io
import json
import os
import threading
from datetime import date
from pathlib import Path

import pytest

from detente.errors import UsageError
from detente.intake import read

PROSE = "The two governments agreed on Friday to send envoys to the border town for a second round of talks next week."
PAGE = f"""<!doctype html><html><head><title>Envoys meet again</title>
<meta property="og:site_name" content="Sample Wire"><meta property="article:published_time" content="2019-05-01T08:00:00Z">
</head><body><nav>Home</nav><article><h1>Envoys meet again</h1><p>{PROSE}</p><p>{PROSE.replace("Friday", "Monday")}</p></article></body></html>"""


def write(folder: Path, name: str, content: str | bytes) -> str:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)


def test_text_with_headers(tmp_path: Path) -> None:
    name = write(
        tmp_path,
        "a.txt",
        f"TITLE: Envoys\nOUTLET: Sample Wire\nPUBLISHED: 2019-05-01\nURL: https://x.example/a\n\n{PROSE}\n",
    )
    (report,) = read([name]).reports
    assert (report.title, report.outlet, report.url) == ("Envoys", "Sample Wire", "https://x.example/a")
    assert report.published.start == date(2019, 5, 1)
    assert report.text == f"Envoys\n\n{PROSE}\n"
    assert [p.kind for p in report.passages] == ["title", "body"]


def test_a_title_that_opens_the_text_is_not_set_before_it_again(tmp_path: Path) -> None:
    name = write(tmp_path, "a.txt", f"TITLE: Envoys meet\n\nEnvoys  meet\n{PROSE}\n")
    (report,) = read([name]).reports
    assert report.text.startswith("Envoys  meet\nThe two")
    assert [p.kind for p in report.passages] == ["title", "body"]


def test_html(tmp_path: Path) -> None:
    (report,) = read([write(tmp_path, "a.html", PAGE)]).reports
    assert PROSE in report.text
    assert "Home" not in report.text
    assert report.outlet == "Sample Wire"
    assert report.published.start == date(2019, 5, 1)


def test_json_lines_and_objects(tmp_path: Path) -> None:
    rows = [
        {"headline": "Envoys", "body": PROSE, "source": "Sample Wire", "date": "2019-05-01"},
        {"text": ""},
        [1],
        "x",
    ]
    name = write(tmp_path, "a.jsonl", "\n".join(map(json.dumps, rows)) + "\n{broken\n\n")
    found = read([name])
    assert [r.title for r in found.reports] == ["Envoys"]
    assert [e.name.rpartition(":")[2] for e in found.refused] == ["2", "3", "4", "5"]
    (report,) = read([write(tmp_path, "one.json", json.dumps(rows[0]))]).reports
    assert report.outlet == "Sample Wire"


def test_standard_input() -> None:
    (report,) = read(["-"], stdin=io.BytesIO(PROSE.encode())).reports
    assert report.path is None
    (report,) = read(["-"], stdin=io.BytesIO(json.dumps({"text": PROSE}).encode())).reports
    assert report.text == PROSE
    (report,) = read(["-"], stdin=io.BytesIO(PAGE.encode())).reports
    assert "<p>" not in report.text


@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize("listed", [False, True])
def test_standard_input_may_be_json_of_any_layout(indent: int | None, listed: bool) -> None:
    row = {"text": PROSE, "title": "Envoys"}
    (report,) = read(["-"], stdin=io.BytesIO(json.dumps([row] if listed else row, indent=indent).encode())).reports
    assert report.title == "Envoys"


def test_standard_input_may_hold_more_lines_than_one_report_has_bytes() -> None:
    rows = b"".join(json.dumps({"text": PROSE, "url": f"x/{n}", "x": "x" * 999_000}).encode() + b"\n" for n in range(7))
    found = read(["-"], stdin=io.BytesIO(rows))
    assert (len(found.reports), found.refused) == (7, ())


def test_folders_and_globs_are_read_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "deep/c.txt"):
        write(tmp_path, name, f"{PROSE} {name}")
    write(tmp_path, "ignored.bin", b"\x00")
    assert [Path(r.path or "").name for r in read([tmp_path]).reports] == ["a.txt", "b.txt", "c.txt"]
    assert [Path(r.path or "").name for r in read([f"{tmp_path}/*.txt"]).reports] == ["a.txt", "b.txt"]


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    good = write(tmp_path, "good.txt", PROSE)
    bad = [
        write(tmp_path, "empty.txt", ""),
        write(tmp_path, "binary.txt", b"\x00" * 9),
        write(tmp_path, "heads.txt", "TITLE: x\n"),
        write(tmp_path, "no.html", "<html><body></body></html>"),
        write(tmp_path, "large.txt", b"x" * 5_000_001),
    ]
    found = read([*bad[:2], good, *bad[2:]])
    assert len(found.reports) == 1
    assert [e.name for e in found.refused] == bad
    assert all("\n" not in str(e) and len(e.reason) > 5 for e in found.refused)


def test_a_report_that_comes_twice_is_read_once(tmp_path: Path) -> None:
    names = [write(tmp_path, "a.txt", PROSE), write(tmp_path, "b.txt", PROSE)]
    assert len(read(names).reports) == 1
    assert read(names).reports == read(names).reports


def test_ids_do_not_depend_on_where_the_file_lies(tmp_path: Path) -> None:
    one = read([write(tmp_path, "one/a.txt", PROSE)]).reports[0]
    two = read([write(tmp_path, "two/b.txt", PROSE)]).reports[0]
    assert one.id == two.id


def test_what_is_not_there_does_not_stop_the_others(tmp_path: Path) -> None:
    good = write(tmp_path, "good.txt", PROSE)
    (tmp_path / "bare").mkdir()
    sources = [tmp_path / "absent.txt", good, tmp_path / "bare", tmp_path / "*.html"]
    found = read(sources)
    assert [r.path for r in found.reports] == [good]
    assert [e.name for e in found.refused] == [str(sources[0]), str(sources[2]), str(sources[3])]
    with pytest.raises(UsageError, match=r"absent\.txt, .*bare, .*html: no such file"):
        read([s for s in sources if s != good])


@pytest.mark.parametrize("name", ["a.html", "a.htm", "a.txt", "a"])
def test_plain_text_whatever_it_is_called(tmp_path: Path, name: str) -> None:
    text = f"TITLE: Envoys <a@mail.example> meet & 2 < 3 > 1\nOUTLET: Sample Wire\n\n{PROSE}\n"
    (report,) = read([write(tmp_path, name, text)]).reports
    assert report.text == f"Envoys <a@mail.example> meet & 2 < 3 > 1\n\n{PROSE}\n"
    assert report.outlet == "Sample Wire"


def test_a_page_that_is_called_text(tmp_path: Path) -> None:
    (report,) = read([write(tmp_path, "a.txt", PAGE)]).reports
    assert "<p>" not in report.text
    assert report.outlet == "Sample Wire"


def test_a_report_may_come_from_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=(PROSE,))
    writer.start()
    (report,) = read([pipe]).reports
    writer.join()
    assert report.text == PROSE


def test_a_device_without_end_is_refused() -> None:
    (refusal,) = read(["/dev/zero"]).refused
    assert "more than one report" in refusal.reason


def test_a_closed_folder_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "open/a.txt", PROSE)
    write(tmp_path, "shut/b.txt", PROSE)
    scandir = os.scandir

    def guarded(path: str) -> object:
        if str(path).endswith("shut"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", guarded)
    found = read([tmp_path])
    assert len(found.reports) == 1
    assert [str(e) for e in found.refused] == [f"{tmp_path / 'shut'}: cannot be opened (Permission denied)"]


def test_more_words_than_one_report_has(tmp_path: Path) -> None:
    name = write(tmp_path, "long.txt", "war . " * 100_001)
    (refusal,) = read([name]).refused
    assert refusal.reason == "at 200,002 words and marks is more than one report (limit 200,000): split it"


@pytest.mark.parametrize("day", ["0001-01-01", "1599-12-31", "9999-12-31", "12/31/9999", "0000-00-00", "9" * 5000])
def test_dates_that_no_report_can_have(tmp_path: Path, day: str) -> None:
    (report,) = read([write(tmp_path, "a.txt", f"PUBLISHED: {day}\n\n{PROSE}")]).reports
    assert report.published.start is None
    if len(day) == 10 and day[4] == "-" and day[:4] > "0000":
        with pytest.raises(UsageError, match="no report was published then"):
            read([tmp_path], published=date.fromisoformat(day))


def test_nothing_matches(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file"):
        read([tmp_path / "absent.txt"])
    with pytest.raises(UsageError, match="holds no"):
        read([tmp_path])


def test_other_languages_are_recorded_as_such(tmp_path: Path) -> None:
    german = "Die beiden Regierungen haben sich am Freitag darauf geeinigt, ihre Gesandten für eine zweite Runde von Gesprächen in die Stadt an der Grenze zu schicken."
    assert read([write(tmp_path, "a.txt", german)]).reports[0].language == "und"
    assert read([write(tmp_path, "b.txt", PROSE)]).reports[0].language == "en"


@pytest.mark.parametrize("name", ["one.json", "many.jsonl"])
def test_half_characters_and_separators_in_json_are_cleaned_after_parsing(tmp_path: Path, name: str) -> None:
    row = f'{{"title": "\\ud800 Envoys\\u001b[31m", "outlet": "\\udfff", "text": "{PROSE}\\ud800\u2028bell\x07 end"}}'
    (report,) = read([write(tmp_path, name, row)]).reports
    assert report.title == "Envoys [31m"
    assert report.outlet is None
    assert report.text == f"Envoys [31m\n\n{PROSE} \nbell  end"


@pytest.mark.parametrize(
    ("name", "content", "reasons"),
    [
        ("deep.json", "[" * 100_000, ["is nested too deeply"]),
        ("deep.jsonl", "[" * 100_000, ["is nested too deeply"]),
        ("none.json", "[]", ["holds no reports: its list is empty"]),
        ("half.json", '{"text": "\\ud800"}', ["has no text (looked for: text, body, content, maintext, article)"]),
        ("binary.jsonl", b"\x00\x01\n\x02\n\x03\n", ["is binary, not text"]),
        ("line.jsonl", b"x" * 12_000_000, ["at 5.0 MB is more than one report (limit 5 MB): split it"]),
    ],
)
def test_one_line_for_each_bad_input(tmp_path: Path, name: str, content: str | bytes, reasons: list[str]) -> None:
    assert [e.reason for e in read([write(tmp_path, name, content)]).refused] == reasons


def test_json_lines_in_sixteen_bits(tmp_path: Path) -> None:
    rows = "\n".join(json.dumps({"text": f"{PROSE} {n}\u2028"}, ensure_ascii=False) for n in range(2))
    for encoding in ("utf-16", "utf-16-le", "utf-32"):
        assert len(read([write(tmp_path, "wide.jsonl", rows.encode(encoding))]).reports) == 2


def test_closed_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    assert [e.reason for e in read(["-"]).refused] == ["is closed: there is no standard input to read"]


@pytest.mark.parametrize("name", ["", "x" * 5000, "a\x00b"])
def test_names_that_no_file_can_have(name: str) -> None:
    with pytest.raises(UsageError, match="no such file"):
        read([name])


def test_a_file_name_that_is_not_unicode(tmp_path: Path) -> None:
    name = write(tmp_path, "bad\udcff.txt", PROSE)
    (report,) = read([name]).reports
    assert Path(report.path or "").name == "bad?.txt"


def test_links_in_a_circle(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", PROSE)
    (tmp_path / "self").symlink_to(".")
    (tmp_path / "b.txt").symlink_to("b.txt")
    assert len(read([tmp_path]).reports) == 1


@pytest.mark.parametrize(
    "reference", ["&#x1b;", "&#27;", "&#27a", "&#0;", "&#xd800;", "&#x1B", "&#8217;", "&#xFFFFFFF;", "&#9999999999;"]
)
def test_odd_character_references_in_a_page(tmp_path: Path, reference: str) -> None:
    page = PAGE.replace(PROSE, f"{PROSE} {reference} ")
    (report,) = read([write(tmp_path, "a.html", page)]).reports
    assert PROSE in report.text
    assert all(c.isprintable() or c == "\n" for c in report.text)
