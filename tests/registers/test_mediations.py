from __future__ import annotations

from typing import Any

import pytest

from detente.reconcile import reconcile
from detente.records import Entity, Event, Mediation
from detente.registers import mediations
from tests.factories import make_event, make_report, make_source, make_statement

OFFER: dict[str, Any] = {"trigger": "ready", "sentence": "ready to mediate"}


def offer(mediator: str = "RUS", when: str = "2017-12-26", **more: Any) -> Event:
    return make_event("039", [mediator], when=when, **{**OFFER, **more})


def one(*events: Event, **more: Any) -> Mediation:
    (found,) = mediations(events, **more)
    return found


def countries(entities: Any) -> list[str]:
    return [e.country for e in entities]


def test_an_offer_is_not_an_acceptance() -> None:
    found = one(offer(conditions=["if both want it"]))
    assert (countries(found.mediators), countries(found.parties), found.status) == (["RUS"], ["USA", "PRK"], "offered")
    assert [(s.party.country, s.stance, s.since, s.evidence) for s in found.stances] == [
        ("USA", "not_on_record", None, ()),
        ("PRK", "not_on_record", None, ()),
    ]
    assert [c.text for c in found.conditions] == ["if both want it"]


def test_two_offers_on_two_days_are_two_steps_of_one_mediation() -> None:
    found = one(
        offer(when="2017-12-26"),
        offer(when="2017-12-25", report="r2"),
        make_event("026", when="2017-12-25", report="r2"),
    )
    assert [(s.act, str(s.when.start)) for s in found.steps] == [
        ("offer", "2017-12-25"),
        ("appeal", "2017-12-25"),
        ("offer", "2017-12-26"),
    ]
    assert found.reports == ("r2", "r1")


def test_one_act_in_two_reports_is_one_step() -> None:
    events = [offer(), offer(report="r2")]
    happenings = reconcile([make_report("r1"), make_report("r2")], events).happenings
    assert len(happenings) == 1
    assert len(one(*events, happenings=happenings).steps) == 1


@pytest.mark.parametrize("code", ["026", "027", "046", "040", "036", "057"])
def test_appeals_and_direct_talks_alone_are_no_mediation(code: str) -> None:
    assert mediations([make_event(code), make_event(code, ["USA"], ["PRK"])]) == ()


def test_a_call_for_mediation_is_called_for() -> None:
    sentence = "Sweden asked Norway to mediate between Russia and Ukraine"
    report = make_report(text=sentence)
    actors = ("Sweden", "SWE"), ("Norway", "NOR"), ("Russia", "RUS"), ("Ukraine", "UKR")
    who = [
        Entity(n, n, "country", c, "GOV", None, report.span(sentence.index(n), sentence.index(n) + len(n)))
        for n, c in actors
    ]
    found = one(make_event("028", who[:1], who[1:], report=report, trigger="asked"))
    assert (countries(found.mediators), countries(found.parties), found.status) == (
        ["NOR"],
        ["RUS", "UKR"],
        "called_for",
    )


@pytest.mark.parametrize(
    ("codes", "status", "stances"),
    [
        ([("038", "PRK")], "partly_accepted", ["not_on_record", "willing"]),
        ([("038", "PRK"), ("038", "USA")], "accepted", ["willing", "willing"]),
        ([("038", "PRK"), ("126", "USA")], "refused", ["unwilling", "willing"]),
        ([("126", "USA")], "refused", ["unwilling", "not_on_record"]),
    ],
)
def test_stances(codes: list[tuple[str, str]], status: str, stances: list[str]) -> None:
    answers = [
        make_event(code, [party], ["RUS"], when="2017-12-27", trigger=f"a{i}") for i, (code, party) in enumerate(codes)
    ]
    found = one(offer(), *answers)
    assert found.status == status
    assert [s.stance for s in found.stances] == stances


def test_a_later_word_takes_the_place_of_an_earlier_one() -> None:
    found = one(
        offer(),
        make_event("038", ["PRK"], ["RUS"], when="2017-12-28", trigger="agreed"),
        make_event("126", ["PRK"], ["RUS"], when="2017-12-27", trigger="refused"),
    )
    assert [(s.stance, str(s.since.start) if s.since else None) for s in found.stances] == [
        ("not_on_record", None),
        ("willing", "2017-12-28"),
    ]


def test_a_condition_makes_an_acceptance_conditional() -> None:
    found = one(offer(), make_event("038", ["PRK"], ["RUS"], when="2017-12-27", conditions=["if the drills stop"]))
    assert [s.stance for s in found.stances] == ["not_on_record", "conditional"]
    assert found.status == "partly_accepted"
    assert [c.text for c in found.conditions] == ["if the drills stop"]


def test_a_condition_is_read_off_the_words_where_none_was_coded() -> None:
    sentence = "Oman is ready to mediate between the two if both want it, it said"
    found = one(make_event("039", ["OMN"], report=make_report(text=sentence), trigger="ready"))
    assert [(c.text, c.start) for c in found.conditions] == [("if both want it", sentence.index("if both"))]


def test_what_others_say_of_a_party_never_counts() -> None:
    said = make_statement("accepts", speaker="RUS:Sergei Lavrov")
    accepted = make_event("038", ["PRK"], ["RUS"], trigger="accepts", when="2017-12-27", statement=said)
    assert [s.stance for s in one(offer(), accepted, statements=[said]).stances] == ["not_on_record"] * 2
    forecast = make_event("038", ["PRK"], ["RUS"], modality="predicted", when="2017-12-27")
    assert [s.stance for s in one(offer(), forecast).stances] == ["not_on_record"] * 2
    hearsay = make_event("038", ["PRK"], ["RUS"], sources=[make_source("officials", "unnamed")], when="2017-12-27")
    assert [s.stance for s in one(offer(), hearsay).stances] == ["not_on_record"] * 2


def test_a_partys_own_statement_counts() -> None:
    said = make_statement("accept", speaker="PRK")
    accepted = make_event("038", ["PRK"], ["RUS"], trigger="accept", when="2017-12-27", statement=said)
    assert [s.stance for s in one(offer(), accepted, statements=[said]).stances] == ["not_on_record", "willing"]


def test_talks_agreement_and_breakdown() -> None:
    talks = make_event("045", ["RUS"], trigger="mediated", when="2018-01-02")
    deal = make_event("057", ["USA", "PRK"], [], trigger="signed", when="2018-01-05")
    end = make_event("164", ["PRK"], ["USA"], trigger="walked out", when="2018-01-07")
    assert one(offer(), talks).status == "under_way"
    assert one(offer(), talks, deal).status == "agreed"
    assert one(offer(), talks, deal, end).status == "broken_off"


def test_two_who_offer_are_two_mediations() -> None:
    found = mediations([offer("RUS"), offer("CHN", when="2017-12-27")])
    assert [countries(m.mediators) for m in found] == [["RUS"], ["CHN"]]


def test_two_who_mediate_together_are_one() -> None:
    found = one(
        make_event("045", ["UNO"], ["YEM", "YEM/REB:Movement"], trigger="mediated"),
        make_event("045", ["OMN"], ["YEM", "YEM/REB:Movement"], trigger="hosted"),
    )
    assert countries(found.mediators) == ["UNO", "OMN"]
    assert countries(found.parties) == ["YEM", "YEM"]


def test_brokers_named_before_the_talks() -> None:
    sentence = "The first day of US-brokered talks ended"
    talks = make_event("046", ["RUS", "UKR"], [], trigger="talks", report=make_report(text=sentence))
    other = make_event("111", ["USA"], ["RUS"], trigger="x")
    named = make_event(
        "111", [other.actors[0].__class__("US", "United States", "country", "USA", "GOV", None, other.trigger)]
    )
    found = one(talks, named)
    assert (countries(found.mediators), countries(found.parties)) == (["USA"], ["RUS", "UKR"])


def test_the_issue_is_taken_from_the_words() -> None:
    sentence = "Russia is ready to mediate talks over the border crossings, it said"
    found = one(make_event("039", ["RUS"], report=make_report(text=sentence), trigger="ready"))
    assert found.issue == "the border crossings"


def test_a_side_named_by_a_common_noun_is_no_party() -> None:
    assert mediations([make_event("045", ["RUS"], [])]) == ()


def test_the_order_of_events_does_not_matter() -> None:
    events = [offer(), make_event("038", ["PRK"], ["RUS"], when="2017-12-27"), make_event("026", when="2017-12-25")]
    assert mediations(events) == mediations(events[::-1])


def test_outcomes_name_the_parties_that_the_thanks_leave_out() -> None:
    thanks = make_event("045", ["OMN"], [], trigger="role", sentence="Oman played a central role")
    truce = make_event("0871", ["YEM"], [], trigger="truce", sentence="the truce in Yemen")
    found = one(thanks, truce)
    assert (countries(found.mediators), countries(found.parties), found.status) == (["OMN"], ["YEM"], "agreed")


def test_a_release_settles_only_what_was_about_it() -> None:
    talks = make_event("045", ["USA"], ["RUS", "UKR"], trigger="brokered", when="2026-02-04")
    swap = make_event("0841", ["RUS", "UKR"], [], trigger="exchanged", when="2026-02-05")
    more = make_event("046", ["USA", "RUS", "UKR"], [], trigger="talks", when="2026-02-06")
    assert one(talks, swap).status == "agreed"
    assert one(talks, swap, more).status == "under_way"


def test_an_agreement_that_is_only_sought_is_none() -> None:
    talks = make_event("045", ["USA"], ["RUS", "UKR"], trigger="brokered", when="2026-02-04")
    report = make_report(text="They have until June to reach a deal")
    sought = make_event("057", ["RUS", "UKR"], [], report=report, trigger="reach", when="2026-02-08")
    assert one(talks, sought).status == "under_way"
