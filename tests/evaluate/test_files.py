import gzip
import io
import tarfile
import zipfile
from pathlib import Path

import pytest

from detente.errors import UsageError
from detente.evaluate import files


def test_members_of_folders_archives_and_single_files_are_the_same(tmp_path: Path) -> None:
    folder = tmp_path / "set"
    (folder / "text" / "more").mkdir(parents=True)
    (folder / "text" / "a.txt").write_text("one")
    (folder / "text" / "more" / "b.txt").write_text("two")
    (folder / "text" / "._a.txt").write_text("left by another system")
    (folder / "notes.md").write_text("no")
    with tarfile.open(tmp_path / "set.tgz", "w:gz") as tar:
        tar.add(folder, "set")
    with zipfile.ZipFile(tmp_path / "set.zip", "w") as archive:
        for file in sorted(folder.rglob("*.txt")):
            archive.write(file, file.relative_to(tmp_path))
    for path in (folder, tmp_path / "set.tgz", tmp_path / "set.zip"):
        assert [(m.stem, m.data) for m in files.members(path, (".txt",))] == [("a", b"one"), ("b", b"two")]
    assert [m.data for m in files.members(folder / "text" / "a.txt", (".txt",))] == [b"one"]
    with pytest.raises(UsageError, match=r"holds no \.tml file"):
        files.members(folder, (".tml",))


def test_text_is_read_whatever_its_packing_marks_and_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv.gz"
    path.write_bytes(gzip.compress("\ufeffa\tb\r\n\r\n1\t2\r\n3\r\n".encode()))
    assert files.table(path) == (["a", "b"], [{"a": "1", "b": "2"}, {"a": "3", "b": ""}])
    path.write_bytes('a,b\n1,"x, y"\n'.encode("utf-16"))
    assert files.table(path)[1] == [{"a": "1", "b": "x, y"}]


def test_cells_lose_the_marks_that_a_writer_put_around_them() -> None:
    assert files.unquoted('"He called it ""fair"", she said."') == 'He called it "fair", she said.'
    assert files.unquoted('"Fair," he said, "and late."') == '"Fair," he said, "and late."'


def test_json_lists_objects_with_one_list_and_lines(tmp_path: Path) -> None:
    for text in ('[{"x": 1}, {"x": 2}]', '{"items": [{"x": 1}, {"x": 2}]}', '{"x": 1}\n\n{"x": 2}\n'):
        (tmp_path / "a.json").write_text(text)
        assert files.json_values(tmp_path / "a.json") == [{"x": 1}, {"x": 2}]


def test_damaged_and_missing_files_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.gz").write_bytes(gzip.compress(b"words" * 1000)[:20])
    with pytest.raises(UsageError, match="cannot be read"):
        files.read_bytes(tmp_path / "a.gz")
    with pytest.raises(UsageError, match="no such file"):
        files.read_bytes(tmp_path / "b")
    with pytest.raises(UsageError, match="cannot be written"):
        files.write_lines(tmp_path / "no" / "out", io.StringIO("x"))


def test_the_fingerprint_of_a_folder_minds_names_and_contents(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x").write_text("1")
    first = files.fingerprint(tmp_path / "a")
    (tmp_path / "a" / "x").rename(tmp_path / "a" / "y")
    assert files.fingerprint(tmp_path / "a") != first
