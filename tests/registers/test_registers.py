from __future__ import annotations

from dataclasses import replace

import pytest

from detente.reconcile import reconcile
from detente.registers import positions, relations, sanctions
from detente.registers.commodities import commodities
from tests.factories import make_event, make_indicator, make_measure, make_report, make_statement


@pytest.mark.parametrize(
    ("words", "families"),
    [
        ("refined petroleum products and crude oil", ["petroleum"]),
        ("iron ore, coal or lead", ["coal", "iron", "lead"]),
        ("fuel", ["petroleum"]),
        ("leadership", []),
        (None, []),
    ],
)
def test_commodities(words: str | None, families: list[str]) -> None:
    assert [c.family for c in commodities(words)] == families


def test_crude_is_not_refined_but_both_are_fuel() -> None:
    (crude,), (refined,), (fuel,) = commodities("crude oil"), commodities("refined petroleum"), commodities("fuel")
    assert not crude.same(refined)
    assert crude.same(fuel)


def test_two_organs_of_one_state_stand_for_it_and_one_for_itself() -> None:
    senate, treasury = (
        replace(m, issuer=(replace(m.issuer[0], name=name, kind="organisation"),))
        for m, name in (
            (make_measure(issuer=("USA",)), "US Senate"),
            (make_measure("ban", issuer=("USA",)), "Treasury"),
        )
    )
    assert [e.name for e in sanctions([senate, treasury])[0].issuer] == ["United States"]
    assert [e.name for e in sanctions([senate])[0].issuer] == ["US Senate"]


def test_regimes_by_issuer_and_target() -> None:
    found = sanctions(
        [make_measure(), make_measure(issuer=("USA",), target=("RUS",)), make_measure("ban", commodity="coal")]
    )
    assert [(r.issuer[0].country, r.target[0].country, len(r.measures)) for r in found] == [
        ("UNO", "PRK", 2),
        ("USA", "RUS", 1),
    ]


def test_a_measure_without_issuer_joins_the_only_regime_of_its_report() -> None:
    (regime,) = sanctions([make_measure(), make_measure("restriction", issuer=())])
    assert len(regime.measures) == 2
    assert len(sanctions([make_measure(), make_measure(issuer=("USA",)), make_measure("ban", issuer=())])) == 3


def test_measures_stand_in_order_of_time() -> None:
    (regime,) = sanctions([make_measure(when="2017-12"), make_measure(when="2016-03")])
    assert [str(m.when.start) for m in regime.measures] == ["2016-03-01", "2017-12-01"]


BAN = make_measure("ban", commodity="iron ore, coal or lead", flow="import_from_target", stage="in_force")
CAP = make_measure(limit=(500000.0, "barrels", "year"))


@pytest.mark.parametrize(
    ("measure", "indicator", "bearing"),
    [
        (BAN, make_indicator(), "consistent"),
        (BAN, make_indicator(value=1200.0, unit="tonnes"), "at_odds"),
        (BAN, make_indicator(item="seafood"), None),
        (BAN, make_indicator(partner="RUS"), None),
        (CAP, make_indicator("price", "fuel", None, subject="PRK", partner=None, change="fall"), "bears_on"),
        (CAP, make_indicator("exports", "refined petroleum", 600000.0, unit="barrels", period="2017"), "at_odds"),
        (CAP, make_indicator("exports", "refined petroleum", 10000.0, unit="barrels", period="2017-11"), "consistent"),
        (CAP, make_indicator("exports", "refined petroleum", 90000.0, unit="barrels", period="2017-11"), "bears_on"),
        (CAP, make_indicator("exports", "refined petroleum", 9000.0, unit="tonnes", period="2017-11"), "bears_on"),
        (CAP, make_indicator("exports", "crude oil", 600000.0, unit="barrels", period="2017"), "bears_on"),
    ],
)
def test_observations(measure: object, indicator: object, bearing: str | None) -> None:
    (regime,) = sanctions([measure], [indicator])  # type: ignore[list-item]
    assert [o.bearing for o in regime.observations] == ([bearing] if bearing else [])


def test_relations_count_each_happening_once_per_dyad_and_month() -> None:
    reports = [make_report("r1"), make_report("r2")]
    events = [
        make_event(
            "163", ["USA"], ["PRK"], report="r1", trigger="sanctions", sentence="oil sanctions", when="2017-12-20"
        ),
        make_event(
            "163", ["USA"], ["PRK"], report="r2", trigger="sanctions", sentence="oil sanctions", when="2017-12-20"
        ),
        make_event("111", ["PRK"], ["USA"], report="r1", trigger="condemned", when="2017-12-21"),
        make_event("040", ["USA", "PRK"], [], report="r1", trigger="met", when="2018-01-21"),
        make_event("163", ["USA"], ["PRK"], report="r1", trigger="planned", when="2017-12-29", modality="planned"),
    ]
    found = relations(reconcile(reports, events).happenings, events)
    assert [(r.left, r.right, str(r.month), r.counts) for r in found] == [
        ("PRK", "USA", "2017-12-01", (0, 0, 1, 1)),
        ("PRK", "USA", "2018-01-01", (1, 0, 0, 0)),
    ]
    assert found[0].mean_scale == -6.0


def test_positions_are_the_latest_words() -> None:
    early = make_statement("war is near", when="2017-12-01")
    late = make_statement("talks are near", when="2017-12-20", report="r2")
    other = make_statement("no", speaker="USA:Rex Tillerson", when="2017-12-25")
    found = positions([late, early, other])
    assert [(p.speaker.name, p.words[0].text) for p in found] == [
        ("Rex Tillerson", "no"),
        ("Sergei Lavrov", "talks are near"),
    ]
