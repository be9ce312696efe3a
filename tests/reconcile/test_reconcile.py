from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.reconcile import reconcile
from detente.reconcile.clusters import candidates
from detente.reconcile.facets import family_of, make_facets, stem
from detente.reconcile.features import FEATURES
from detente.records import Event, make_id
from tests.factories import make_event, make_report, make_where


def read_pairs() -> list[tuple[str, str, str, str]]:
    lines = (Path(__file__).parent / "pairs.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")][1:]
    return [(row[0], row[1], row[2], row[3]) for row in rows]


def parse(cell: str, number: int) -> Event:
    code, actors, recipients, when, trigger, sentence, *rest = cell.split(";")
    more: dict[str, Any] = dict(part.split("=") for part in (rest[0].split(",") if rest and rest[0] else []))
    report = more.pop("report", "r1")
    for key in ("killed", "injured"):
        if key in more:
            more[key] = int(more[key])
    if "negated" in more:
        more["negated"] = True
    if "place" in more:
        name, lat, lon = more.pop("place").split("@")
        more["where"] = make_where(name, "SYR", (float(lat), float(lon)))
    reports = make_report(report, sentence.lower(), published=None)
    return make_event(
        code,
        [a for a in actors.split("|") if a],
        [r for r in recipients.split("|") if r],
        report=reports,
        trigger=trigger,
        when=when or None,
        id=f"{report}-{number}",
        **more,
    )


@pytest.mark.parametrize(("same", "left", "right", "why"), read_pairs(), ids=lambda v: str(v)[:40])
def test_pairs(same: str, left: str, right: str, why: str) -> None:
    events = [parse(left, 1), parse(right, 2)]
    reports = [make_report("r1", published="2017-12-26"), make_report("r2", published="2017-12-26")]
    if "2022" in left or "2016" in left or "2018" in left:
        reports = [make_report(r, published=None) for r in ("r1", "r2")]
    found = reconcile(reports, events).happenings
    assert (len(found) == 1) == (same == "yes"), why


def some_events(seed: int, count: int) -> list[Event]:
    chance = random.Random(seed)
    codes = ["026", "039", "154", "163", "111", "190", "040"]
    actors = [["RUS"], ["USA"], ["PRK"], ["UNO"], ["RUS:Sergei Lavrov"], []]
    whens = ["2017-12-25", "2017-12-26", "2017-12", "2017-08-29", None]
    texts = [
        "talks on the border",
        "sanctions on oil and coal",
        "the missile was seen by radar",
        "a strike on the city",
    ]
    return [
        make_event(
            chance.choice(codes),
            chance.choice(actors),
            chance.choice([["PRK"], ["USA", "PRK"], []]),
            report=f"r{chance.randrange(4)}",
            trigger=chance.choice(["called", "said", "test", "strike"]),
            sentence=chance.choice(texts),
            when=chance.choice(whens),
            id=make_id(seed, i),
        )
        for i in range(count)
    ]


REPORTS = [make_report(f"r{i}", published=f"2017-12-2{i}", outlet=f"Outlet {i}") for i in range(4)]


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 30), st.integers(0, 100))
def test_the_order_of_reading_does_not_matter(seed: int, count: int, shuffle: int) -> None:
    events = some_events(seed, count)
    mixed = random.Random(shuffle).sample(events, len(events))
    assert reconcile(REPORTS, events) == reconcile(REPORTS[::-1], mixed)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 30))
def test_every_event_is_in_exactly_one_happening(seed: int, count: int) -> None:
    events = some_events(seed, count)
    members = [m for h in reconcile(REPORTS, events).happenings for m in h.members]
    assert sorted(members) == sorted(e.id for e in events)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000))
def test_an_unrelated_report_changes_nothing(seed: int) -> None:
    events = some_events(seed, 12)
    other = make_event("070", ["BRA"], ["ARG"], report="r9", id="other")
    before = reconcile(REPORTS, events).happenings
    after = reconcile([*REPORTS, make_report("r9", published="2017-12-01")], [*events, other]).happenings
    assert set(before) == {h for h in after if "other" not in h.members}


def test_merges_are_explained() -> None:
    events = [
        make_event(report=f"r{i}", trigger="called", sentence="Russia called for talks", id=f"e{i}") for i in (1, 2)
    ]
    happening = reconcile(REPORTS, events).happenings[0]
    names = [reason.feature for reason in happening.why_merged]
    assert names[0] == "likeness"
    assert (happening.why_merged[0].left, happening.why_merged[0].right) == ("e1", "e2")
    assert set(names[1:]) <= {f.name for f in FEATURES}
    assert all(0 <= reason.score <= 1 for reason in happening.why_merged)


def test_a_chain_does_not_glue() -> None:
    """A is like B and B is like C, but A and C cannot be one: B goes with one of them only."""
    whens = ["2017-09-01", "2017-09", "2017-09-20"]
    events = [
        make_event(
            "154", ["PRK"], [], report=f"r{i}", trigger="launch", sentence="the missile launch", when=w, id=f"e{i}"
        )
        for i, w in enumerate(whens)
    ]
    assert len(reconcile(REPORTS, events).happenings) == 2


def test_a_happening_takes_the_most_specific_of_its_members() -> None:
    events = [
        make_event(
            "19", ["SYR"], ["IRQ"], report="r1", trigger="strike", sentence="a strike on the base", when="2017-12"
        ),
        make_event(
            "195", ["SYR"], ["IRQ"], report="r2", trigger="strike", sentence="the strike on the base", when="2017-12-02"
        ),
        make_event(
            "195", ["SYR"], ["IRQ"], report="r3", trigger="strike", sentence="a strike on a base", when="2017-12"
        ),
    ]
    (happening,) = reconcile(REPORTS, events).happenings
    assert happening.cameo == "195"
    assert str(happening.when.start) == str(happening.when.end) == "2017-12-02"
    assert happening.reports == ("r1", "r2", "r3")


def test_the_id_stays_when_a_later_report_joins() -> None:
    first = make_event("163", ["UNO"], ["PRK"], report="r0", trigger="sanctions", sentence="new oil sanctions", id="a")
    later = make_event("163", ["UNO"], ["PRK"], report="r3", trigger="sanctions", sentence="the oil sanctions", id="b")
    (alone,) = reconcile(REPORTS, [first]).happenings
    (both,) = reconcile(REPORTS, [later, first]).happenings
    assert alone.id == both.id
    assert both.members == ("a", "b")


@pytest.mark.parametrize(("left", "right"), [("launched", "launches"), ("sanction", "sanctions"), ("talks", "talk")])
def test_stems(left: str, right: str) -> None:
    assert stem(left) == stem(right)


@pytest.mark.parametrize(
    ("code", "name"), [("0256", "ask"), ("106", "ask"), ("039", "offer_mediation"), ("0871", "agree"), ("99", "99")]
)
def test_families(code: str, name: str) -> None:
    assert family_of(code).name == name


def test_the_number_of_comparisons_grows_with_the_number_of_events_not_its_square() -> None:
    def compared(count: int) -> int:
        events = [make_event("190", ["RUS"], ["UKR"], trigger=f"attack{n}") for n in range(count)]
        return sum(1 for _ in candidates(make_facets([make_report()], events, {})))

    assert compared(200) == 200 * 199 // 2, "all pairs of a common size"
    assert compared(1600) < 2.5 * compared(800)
