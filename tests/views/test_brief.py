from dataclasses import replace

import pytest

from detente.errors import InputError
from detente.records import Happening, Reason, Record, Source
from detente.views import make_brief
from detente.views.content import Line, Section
from tests.factories import (
    make_assessment,
    make_event,
    make_indicator,
    make_measure,
    make_report,
    make_span,
    make_statement,
    make_when,
)
from tests.views.story import make_record

REFUSED = [InputError("bad.txt", "is empty")]


def sections() -> dict[str, Section]:
    return {section.key: section for section in make_brief(make_record(), REFUSED).sections}


def lines(section: Section) -> list[Line]:
    return [line for group in section.groups for line in group.lines]


def test_the_sections_come_in_the_order_in_which_they_are_read() -> None:
    assert list(sections()) == [
        "mediation", "sanctions", "timeline", "statements", "assessments", "differences", "single-source", "reports",
    ]  # fmt: skip


def test_an_empty_record_says_so_everywhere() -> None:
    for section in make_brief(Record()).sections:
        assert section.groups == ()
        assert section.nothing.endswith(".")


def test_mediation_says_where_each_side_stands_in_words() -> None:
    (group,) = sections()["mediation"].groups
    assert group.heading == "Oman between Japan and China"
    assert {fact.tag: fact.text for fact in group.facts} == {
        "Status": "Offered; no acceptance on record",
        "Issue": "Islands",
        "Oman (mediator)": "willing, on Monday 25 December 2017",
        "Japan": "nothing on record",
        "China": "willing on conditions, in December 2017",
        "Conditions": "“if both ask for it”",
    }
    (step,) = group.lines
    assert step.lead == "Monday 25 December 2017:"
    assert step.text == "Oman offered to mediate between Japan and China, if both ask for it"
    assert [ref.label for ref in step.refs] == ["01 §1"]


def test_sanctions_have_the_observation_beside_the_cap_and_a_picture() -> None:
    (group,) = sections()["sanctions"].groups
    (cap,) = group.lines
    assert cap.text.startswith("Cap: at most 900 tonnes a year of coal")
    assert [item.text for item in cap.items] == ["China imported 300 tonnes of coal in May 2017"]
    assert [bar.caption for bar in group.bars] == [
        "observed 300 against a cap of 900 tonnes a year",
        "about 80 per cent cut off",
    ]


def test_in_short() -> None:
    assert [line.text for line in make_brief(make_record()).in_short] == [
        "Oman between Japan and China: offered; no acceptance on record; condition: “if both ask for it”; "
        "Japan: nothing on record; "
        "China: willing on conditions",
        "Cap: at most 900 tonnes a year of coal exported to China, a cut of about 80 per cent "
        "(the United Nations, adopted)",
        "Yemen was attacked from the air; 4 killed",
        "1 difference between the reports or their sources; see “What differs”.",
    ]
    assert make_brief(Record()).in_short == ()


def test_measures_of_which_a_side_is_not_named_come_last() -> None:
    report = make_report()
    measures = (make_measure("ban", target=(), commodity="iron"), make_measure(issuer=["USA"]), make_measure(issuer=()))
    groups = make_brief(Record((report,), measures=measures)).sections[1].groups
    assert [(group.heading, len(group.lines)) for group in groups] == [
        ("The United States against North Korea", 1),
        ("Told without saying who against whom", 1),
    ]


def test_observations_are_compared_with_the_measure_and_put_together() -> None:
    measures = (make_measure("ban", flow="import_from_target", commodity="iron ore and coal", stage="in_force"),)
    indicators = (make_indicator(item="iron ore"), make_indicator(item="coal"), make_indicator(item="rice"))
    banned, other = make_brief(Record((make_report(),), measures=measures, indicators=indicators)).sections[1].groups
    (item,) = banned.lines[0].items
    assert item.text == "China imported no iron ore or coal from North Korea in November 2017"
    assert item.notes == ("as the measure wants: no imports observed",)
    assert [line.text for line in other.lines] == ["China imported no rice from North Korea in November 2017"]


@pytest.mark.parametrize(
    ("opening", "note"),
    [
        ("from", "adopted, from Monday 1 January 2018"),
        ("since", "adopted since Monday 1 January 2018"),
        ("on", "adopted on Monday 1 January 2018"),
    ],
)
def test_what_is_adopted_may_bind_from_a_later_day(opening: str, note: str) -> None:
    report = make_report(text=f"The council caps deliveries of coal {opening} January 1.")
    when = replace(make_when("2018-01-01"), text="January 1")
    evidence = (make_span(report, report.text), make_span(report, "January 1"))
    measure = replace(make_measure(report=report, words="caps"), when=when, evidence=evidence)
    assert make_brief(Record((report,), measures=(measure,))).sections[1].groups[0].lines[0].notes == (note,)


def test_the_same_measure_in_two_reports_is_one_line() -> None:
    reports = (make_report("a"), make_report("b"))
    record = Record(reports, measures=(make_measure(report="a"), make_measure(report="b")))
    (line,) = make_brief(record).sections[1].groups[0].lines
    assert [ref.label for ref in line.refs] == ["a §1", "b §1"]
    assert "2 reports" in line.notes


def test_timeline_tells_each_happening_once_with_date_source_and_count() -> None:
    groups = sections()["timeline"].groups
    assert [group.heading for group in groups] == ["Monday 25 December 2017", "Date unknown"]
    (offer,) = groups[0].lines
    assert offer.text == "Oman offered to mediate between Japan and China, if both ask for it"
    assert offer.notes == (
        "according to the palace",
        "date worked out from “2017-12-25”",
        "2 reports, 1 independent source",
    )
    (attack,) = groups[1].lines
    assert attack.text == "Yemen was attacked from the air; 4 killed"
    assert attack.quad == 4


def test_a_happening_shows_its_tellings_and_why_they_are_one() -> None:
    events = (make_event(report="a"), make_event(report="b"))
    why = (Reason("actors", 1.0, "RUS", "RUS"), Reason("actors", 1.0, "RUS", "RUS"))
    told = Happening(
        "h", tuple(e.id for e in events), "026", events[0].actors, events[0].recipients, events[0].when, None,
        ("a", "b"), (), 2, why, events[0].evidence, 0.9,
    )  # fmt: skip
    record = Record((make_report("a"), make_report("b")), events=events, happenings=(told,))
    (line,) = lines(make_brief(record).sections[2])
    assert [telling.text for telling in line.tellings] == ["‹called›", "‹called›"]
    assert line.why == ("actors 1.00 (RUS / RUS)",)
    assert "2 reports, 2 independent sources" in line.notes


def test_what_only_the_reports_date_bounds_stands_under_its_own_heading() -> None:
    events = (make_event("112", basis="publication"), make_event("111"), make_event("110", when=None))
    groups = make_brief(Record((make_report(),), events=events)).sections[2].groups
    assert [group.heading for group in groups] == [
        "Tuesday 26 December 2017",
        "Reported Tuesday 26 December 2017; the day itself is not given",
        "Date unknown",
    ]


def test_a_speaker_who_is_the_actor_is_not_named_twice() -> None:
    statement = make_statement()
    event = make_event(actors=("RUS:Sergei Lavrov",), statement=statement)
    record = Record((make_report(),), (statement,), (event,))
    (line,) = lines(make_brief(record).sections[2])
    assert not [note for note in line.notes if "Lavrov" in note]


def test_statements_keep_speaker_and_words() -> None:
    (line,) = lines(sections()["statements"])
    assert line.lead == "Oman"
    assert line.text == "said: ‹Oman is ready to mediate between Japan and China if both ask for it›"


def test_what_copies_repeat_is_told_once() -> None:
    reports = (make_report("a"), make_report("b", near_duplicate_of="a"))
    said = tuple(make_statement(report=report) for report in ("a", "b"))
    thought = tuple(make_assessment(report=report) for report in ("a", "b"))
    found = {s.key: lines(s) for s in make_brief(Record(reports, said, assessments=thought)).sections}
    for key in ("statements", "assessments"):
        (line,) = found[key]
        assert "in 2 reports" in line.notes
        assert [ref.label for ref in line.refs] == ["a §1", "b §1"]


def test_differences_keep_each_side_with_its_claimant() -> None:
    (line,) = lines(sections()["differences"])
    assert line.text == "Different numbers (killed): Oman offered to mediate between Japan and China"
    assert [(item.text, item.notes) for item in line.items] == [
        ("4", ("according to the army",)),
        ("40", ("according to the report of The Paper",)),
    ]


def test_what_rests_on_one_source() -> None:
    groups = sections()["single-source"].groups
    assert [group.heading for group in groups] == ["Mediation", "Violence"]


def test_reports_read_with_copies_and_refusals() -> None:
    read, refused = sections()["reports"].groups
    assert read.lines[0].lead == "[01]"
    assert any("near copy of [01], 90 per cent the same" in note for note in read.lines[1].notes)
    assert "publication date unknown" in read.lines[1].notes
    assert [line.text for line in refused.lines] == ["bad.txt: is empty"]


def test_keys_are_unique() -> None:
    brief = make_brief(make_record(), REFUSED)
    keys = [
        each.key
        for section in brief.sections
        for group in section.groups
        for line in (*group.facts, *group.lines)
        for each in (line, *line.items)
    ]
    assert len(keys) == len(set(keys))


def test_differences_name_whatever_they_are_about() -> None:
    record = make_record()
    about = {
        record.mediations[0].id: "Oman between Japan and China",
        record.measures[0].id: "Cap: at most 900 tonnes a year of coal exported to China, a cut of about 80 per cent",
        record.indicators[0].id: "China imported 300 tonnes of coal",
        record.events[1].id: "Yemen was attacked from the air",
    }
    items = tuple(replace(record.disagreements[0], id=f"d{n}", about=id_) for n, id_ in enumerate(about))
    section = make_brief(replace(record, disagreements=items)).sections[5]
    assert [line.text for line in lines(section)] == [
        f"Different numbers (killed): {words}" for words in about.values()
    ]


def test_mediations_with_a_side_unnamed() -> None:
    mediation = make_record().mediations[0]
    headings = {
        "Between Japan and China (no mediator named)": replace(mediation, mediators=()),
        "Oman (parties not named)": replace(mediation, parties=()),
        "Oman with Japan": replace(mediation, parties=mediation.parties[:1]),
    }
    groups = make_brief(Record(mediations=tuple(headings.values()))).sections[0].groups
    assert sorted(group.heading or "" for group in groups) == sorted(headings)


def test_a_report_that_is_not_english_says_so() -> None:
    (line,) = lines(make_brief(Record((make_report(language="fr", byline="By Ann Example"),))).sections[-1])
    assert "language “fr”: not read, only English is" in line.notes
    assert "byline: Ann Example" in line.notes


def test_a_paper_by_the_speaker_is_no_link_of_its_own() -> None:
    links = (Source("statement by the Unification Ministry", "document"), Source("RIA", "agency"))
    statement = make_statement(speaker="KOR/GOV:Unification Ministry", sources=links)
    (line,) = lines(make_brief(Record((make_report(),), (statement,))).sections[3])
    assert "through RIA" in line.notes


def test_every_saying_and_every_opinion_has_a_verb() -> None:
    said = make_statement(report="a", cue="According to")
    record = Record((make_report("a"),), (said,), assessments=(make_assessment(report="a"),))
    found = {s.key: lines(s) for s in make_brief(record).sections}
    assert found["statements"][0].text.startswith("(“according to”): ‹")
    assert found["assessments"][0].text.startswith(("expected: ‹", "judged: ‹"))
