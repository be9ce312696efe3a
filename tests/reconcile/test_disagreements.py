from __future__ import annotations

from typing import Any

from detente.reconcile import reconcile
from detente.records import Disagreement, Event
from tests.factories import (
    make_event,
    make_indicator,
    make_measure,
    make_report,
    make_source,
    make_statement,
    make_where,
)

REPORTS = [
    make_report("r1", outlet="Alpha", published="2017-12-26"),
    make_report("r2", outlet="Beta", published="2017-12-27"),
]
HOMS = make_where("Homs", "SYR", (34.73, 36.71))


def attack(report: str, sentence: str = "the attack in Homs", **more: Any) -> Event:
    return make_event(
        "190", ["SYR/REB:Front"], ["SYR"], report=report, trigger="attack", sentence=sentence, where=HOMS, **more
    )


def found(*events: Event, **more: Any) -> tuple[Disagreement, ...]:
    return reconcile(more.pop("reports", REPORTS), events, **more).disagreements


def test_tolls() -> None:
    (d,) = found(attack("r1", killed=46), attack("r2", killed=57, sources=[make_source("Observatory", "office")]))
    assert (d.field, d.kind) == ("killed", "number")
    assert [(p.value, [s.name for s in p.sources]) for p in d.values] == [("46", ["Alpha"]), ("57", ["Observatory"])]


def test_equal_tolls_and_one_sided_tolls_are_no_disagreement() -> None:
    assert not found(attack("r1", killed=46), attack("r2", killed=46))
    assert not found(attack("r1", killed=46), attack("r2"))


def test_a_bound_that_the_other_number_keeps_is_none() -> None:
    assert not found(attack("r1", "an attack killed at least 40 in Homs", killed=40), attack("r2", killed=46))


def test_a_later_number_of_the_same_source_is_a_correction() -> None:
    source = [make_source("Observatory", "office")]
    assert not found(attack("r1", killed=46, sources=source), attack("r2", killed=57, sources=source))


def test_copies_do_not_disagree() -> None:
    reports = [REPORTS[0], make_report("r2", outlet="Beta", near_duplicate_of="r1")]
    assert not found(attack("r1", killed=46), attack("r2", killed=57), reports=reports)


def test_days() -> None:
    (d,) = found(attack("r1", when="2017-12-20", killed=9), attack("r2", when="2017-12-21", killed=9))
    assert (d.field, d.kind, [p.value for p in d.values]) == ("when", "date", ["2017-12-20", "2017-12-21"])


def test_places() -> None:
    aleppo = {"where": make_where("Aleppo", "SYR", (36.2, 37.16)), "sentence": "the attack in Aleppo"}
    left = attack("r1", killed=41, when="2017-12-20")
    right = make_event(
        "190", ["SYR/REB:Front"], ["SYR"], report="r2", trigger="attack", killed=41, when="2017-12-20", **aleppo
    )
    (d,) = found(left, right)
    assert (d.field, d.kind, [p.value for p in d.values]) == ("where", "place", ["Aleppo", "Homs"])


def test_denial() -> None:
    denial = make_statement("shelled the market", report="r2", speaker="RUS", cue="denied")
    told = {"trigger": "shelled", "when": "2017-12-20"}
    yes = make_event("194", ["RUS"], ["SYR"], report="r1", sentence="Russia shelled the market of the town", **told)
    no = make_event(
        "194",
        ["RUS"],
        ["SYR"],
        report="r2",
        sentence="Russia denied that it shelled the market",
        statement=denial,
        **told,
    )
    (d,) = found(yes, no, statements=[denial])
    assert (d.kind, [p.value for p in d.values]) == ("denial", ["denied", "it happened"])
    assert d.about == next(h.id for h in reconcile(REPORTS, [yes, no], [denial]).happenings if yes.id in h.members)


def test_words_that_take_sides() -> None:
    common = {"trigger": "sanctions", "when": "2017-12"}
    one = make_event("163", ["UNO"], ["PRK"], report="r1", sentence="the sanctions on oil are an act of war", **common)
    two = make_event("163", ["UNO"], ["PRK"], report="r2", sentence="the lawful sanctions on oil", **common)
    (d,) = found(one, two)
    assert (d.kind, [p.value for p in d.values]) == ("wording", ["act of war", "lawful"])
    assert d.values[0].evidence[1].text == "act of war"


def test_words_of_speakers_about_the_event_before_them() -> None:
    text = (
        "It followed a rocket launch that Utopia said used ballistic missile technology. "
        "Ruritania said it was a peaceful launch."
    )
    report = make_report("r1", text, outlet="Alpha")
    launch = make_event(
        "154",
        ["PRK"],
        [],
        report=report,
        trigger="launch",
        sentence=text[: text.index(" Ruritania")],
        when="2016-02-07",
    )
    statements = [
        make_statement("used ballistic missile technology", report=report, speaker="USA:Ann Utopian"),
        make_statement("it was a peaceful launch", report=report, speaker="PRK:Bo Ruritanian"),
    ]
    (d,) = found(launch, reports=[report], statements=statements)
    assert [(p.value, p.sources[-1].name) for p in d.values] == [
        ("ballistic missile technology", "Ann Utopian"),
        ("peaceful", "Bo Ruritanian"),
    ]
    assert not found(launch, reports=[report], statements=statements[:1])


def test_words_of_one_side_agree() -> None:
    sentences = ("girls abducted from the school", "girls kidnapped from the school")
    events = [
        make_event("181", ["NGA/REB:Group"], ["NGA"], report=f"r{i}", trigger="girls", sentence=s, when="2014-04")
        for i, s in enumerate(sentences, 1)
    ]
    assert not found(*events)


def test_limits() -> None:
    measures = [make_measure(report=r, limit=(v, "barrels", "year")) for r, v in (("r1", 500000.0), ("r2", 2000000.0))]
    (d,) = found(measures=measures)
    assert (d.field, [p.value for p in d.values]) == ("limit", ["2e+06 barrels per year", "500000 barrels per year"])
    assert not found(
        measures=[measures[0], make_measure(report="r2", limit=(4e6, "barrels", "year"), stage="proposed")]
    )
    assert not found(measures=[measures[0], make_measure(report="r2", limit=(4e6, "barrels", "year"), when="2018")])


def test_indicators() -> None:
    indicators = [make_indicator(report=r, value=v, unit="tonnes") for r, v in (("r1", 0.0), ("r2", 1200.0))]
    (d,) = found(indicators=indicators)
    assert (d.field, d.kind, [p.value for p in d.values]) == ("value", "number", ["0 tonnes", "1200 tonnes"])
    assert not found(
        indicators=[indicators[0], make_indicator(report="r2", value=9.0, unit="tonnes", period="2017-10")]
    )
