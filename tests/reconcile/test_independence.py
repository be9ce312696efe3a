from __future__ import annotations

from typing import Any

import pytest

from detente.reconcile import reconcile
from detente.records import Report
from tests.factories import make_event, make_report, make_source, make_statement

A, B, C = "Alpha", "Beta", "Gamma"


def count(reports: list[Report], sentences: list[str], chains: list[list[Any]], code: str = "163") -> int:
    actors, recipients = (["UNO"], ["PRK"]) if code == "163" else (["RUS"], ["USA", "PRK"])
    events = [
        make_event(
            code,
            actors,
            recipients,
            report=r.id,
            trigger="sanctions",
            sentence=s,
            sources=c,
            id=f"e{i}",
            when="2017-12-26",
        )
        for i, (r, s, c) in enumerate(zip(reports, sentences, chains, strict=True))
    ]
    (happening,) = reconcile(reports, events).happenings
    return happening.independent_sources


def reports(*outlets: str | None, copy: bool = False) -> list[Report]:
    return [
        make_report(f"r{i}", outlet=o, near_duplicate_of="r0" if copy and i else None) for i, o in enumerate(outlets)
    ]


OWN = ["sanctions on oil were agreed", "oil sanctions passed the council", "council adopts sanctions on oil"]


@pytest.mark.parametrize(
    ("found", "sentences", "chains", "want"),
    [
        (reports(A, B), OWN[:2], [[], []], 2),
        (reports(A, B, copy=True), OWN[:2], [[], []], 1),
        (reports(A, A), OWN[:2], [[], []], 1),
        (reports(None, None), OWN[:2], [[], []], 2),
        (reports(A, B), OWN[:2], [[make_source("RIA")], [make_source("the RIA news agency")]], 1),
        (reports(A, B), OWN[:2], [[make_source("RIA")], [make_source("Kyodo")]], 2),
        (reports(A, B), OWN[:2], [[make_source("diplomats", "unnamed")]] * 2, 1),
        (reports(A, B), ["x y sanctions on oil and coal were agreed on Friday in New York"] * 2, [[], []], 1),
        (reports(A, B, C), OWN, [[make_source("RIA")], [make_source("RIA")], []], 2),
        (
            reports(A, B, C),
            OWN,
            [[make_source("RIA")], [make_source("RIA"), make_source("X", "person")], [make_source("X", "person")]],
            1,
        ),
    ],
)
def test_rule(found: list[Report], sentences: list[str], chains: list[list[Any]], want: int) -> None:
    assert count(found, sentences, chains) == want


def test_who_speaks_is_not_a_source_of_having_spoken() -> None:
    found = reports(A, B)
    statements = [make_statement("talks now", report=r.id, speaker="RUS:Sergei Lavrov") for r in found]
    speaker = make_source("Sergei Lavrov", "person")
    events = [
        make_event(
            "026",
            ["RUS:Sergei Lavrov"],
            report=r.id,
            sentence="he called for talks now",
            sources=[speaker],
            statement=s,
        )
        for r, s in zip(found, statements, strict=True)
    ]
    assert reconcile(found, events, statements).happenings[0].independent_sources == 2
    others = [
        make_event(
            "163",
            ["UNO"],
            ["PRK"],
            report=r.id,
            sentence="he said the called sanctions",
            sources=[speaker],
            statement=s,
        )
        for r, s in zip(found, statements, strict=True)
    ]
    assert reconcile(found, others, statements).happenings[0].independent_sources == 1
