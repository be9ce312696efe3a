from pathlib import Path

import pytest

from detente.data import read_table, split_list

DATA = Path(__file__).parent.parent / "src" / "detente" / "data"
TABLES = sorted(str(p.relative_to(DATA)) for p in DATA.rglob("*.tsv"))


@pytest.mark.parametrize("name", TABLES)
def test_every_table_reads_and_explains_itself(name: str) -> None:
    rows = read_table(name)
    header = [line for line in (DATA / name).read_text().splitlines() if line.startswith("#")]
    assert rows
    assert len(header) >= 2, "a table starts with comment lines that say what it is and what its columns mean"
    for column in rows[0]:
        assert column in " ".join(header), f"the header of {name} does not explain {column}"


def test_split_list() -> None:
    assert split_list("a | b||c") == ("a", "b", "c")
    assert split_list("") == ()


def test_a_row_with_too_many_cells_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "x.tsv").write_text("# x\na\tb\n1\t2\t3\n")
    monkeypatch.setattr("detente.data.files", lambda _: tmp_path)
    with pytest.raises(ValueError, match=r"x\.tsv, line 3"):
        read_table("x.tsv")
