"""Events from hand-made parses: codes, roles, modality, conditions, time and place, and what must not be coded."""

from __future__ import annotations

from pathlib import Path

import pytest

from .factory import brief, document, events, statement

CASES = Path(__file__).with_name("event_cases.txt")


def cases() -> list[tuple[str, dict[str, str], list[str], str]]:
    """The cases of ``event_cases.txt``: name, actors, expected events, lines."""
    out = []
    for block in CASES.read_text(encoding="utf-8").split("\n== ")[1:]:
        head, _, lines = block.partition("\n")
        name, actors, expected = (part.strip() for part in head.split("|"))
        pairs = dict(a.strip().split("=") for a in actors.split(";"))
        out.append((name, pairs, [e.strip() for e in expected.split(";") if e.strip()], lines))
    return out


@pytest.mark.parametrize(("actors", "expected", "lines"), [pytest.param(*c[1:], id=c[0]) for c in cases()])
def test_case(actors: dict[str, str], expected: list[str], lines: str) -> None:
    speaker = actors.pop("speaker", None)
    said = (statement(document(lines), speaker),) if speaker else ()
    assert [brief(e) for e in events(lines, actors, statements=said)] == expected
