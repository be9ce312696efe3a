"""The folders sort in the order that data flows: each imports only from those before it."""

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "detente"
ORDER = ["intake", "language", "mentions", "observations", "reconcile", "registers", "store", "views"]
SHARED = {"records", "errors", "data", "__version__"}


def imported(path: Path) -> set[str]:
    out = set()
    for node in ast.walk(ast.parse(path.read_text())):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{a.name}" for a in node.names] if node.module == "detente" else [node.module]
        elif isinstance(node, ast.Import):
            names = [a.name for a in node.names]
        out |= {name.split(".")[1] for name in names if name.startswith("detente.")}
    return out


@pytest.mark.parametrize("stage", ORDER)
def test_a_stage_reads_only_what_comes_before_it(stage: str) -> None:
    allowed = SHARED | set(ORDER[: ORDER.index(stage) + 1])
    files = list((SOURCE / stage).rglob("*.py"))
    assert files
    for path in files:
        assert imported(path) <= allowed, f"{path.relative_to(SOURCE)} imports {imported(path) - allowed}"


def test_nothing_but_the_command_line_reads_evaluate() -> None:
    readers = {p.name for p in SOURCE.rglob("*.py") if p.parent.name != "evaluate" and "evaluate" in imported(p)}
    assert readers == {"cli.py"}
