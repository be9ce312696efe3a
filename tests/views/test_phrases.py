import re
from dataclasses import replace

import pytest

from detente.data import read_table
from detente.records import Modality, Source, Span
from detente.views import phrases
from detente.views.names import Names
from tests.factories import make_entities, make_entity, make_event, make_report, make_where

NAMES = Names([])
CODES = [row["code"] for row in read_table("ontology/cameo.tsv")]
MODALITIES: list[Modality] = ["actual", "planned", "requested", "conditional", "hypothetical", "predicted", "habitual"]


def clause(
    cameo: str, actors: list[str], recipients: list[str], modality: Modality = "actual", negated: bool = False
) -> str:
    return phrases.event_clause(
        NAMES, cameo, make_entities(actors), make_entities(recipients), modality=modality, negated=negated
    )


def test_every_cameo_code_has_its_phrase() -> None:
    assert {row["code"] for row in read_table("views/phrases.tsv")} == set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_every_code_reads_as_a_clause_whoever_is_named(code: str) -> None:
    for actors in ([], ["RUS"], ["RUS", "CHN"]):
        for recipients in ([], ["USA"], ["USA", "PRK"]):
            for modality in MODALITIES:
                for negated in (False, True):
                    text = clause(code, actors, recipients, modality, negated)
                    assert not re.search(r"[{}]|  |\b(to|with|of|on|from|between|against) ?$", text), text
                    assert text[0].isupper()
                    assert all(NAMES.actor(e) in text for e in make_entities([*actors, *recipients])
                               ) or text.startswith(("The ", "An ")), text  # fmt: skip


@pytest.mark.parametrize(
    ("cameo", "actors", "recipients", "modality", "negated", "expected"),
    [
        ("039", ["RUS"], ["USA", "PRK"], "actual", False,
         "Russia offered to mediate between the United States and North Korea"),
        ("039", ["RUS"], ["PRK"], "actual", True, "Russia did not offer to mediate with North Korea"),
        ("046", ["USA", "PRK"], [], "planned", False, "The United States and North Korea planned to negotiate"),
        ("036", ["PRK"], ["USA"], "predicted", False, "North Korea was expected to talk with the United States"),
        ("036", ["PRK"], ["USA"], "actual", True, "North Korea was not ready to talk with the United States"),
        ("085", ["UNO"], ["PRK"], "hypothetical", True,
         "The United Nations might not ease or lift sanctions on North Korea"),
        ("0256", ["RUS"], ["USA"], "habitual", False,
         "Russia repeatedly asked the United States for restraint or a ceasefire"),
        ("163", [], ["PRK"], "actual", False, "Sanctions were imposed on North Korea"),
        ("163", [], [], "actual", False, "Sanctions were imposed"),
        ("195", [], ["YEM"], "actual", False, "Yemen was attacked from the air"),
        ("195", [], ["YEM"], "predicted", False, "An unnamed party was expected to attack Yemen from the air"),
        ("040", ["USA", "RUS"], [], "actual", False, "The United States and Russia met"),
        ("112", ["PRK"], ["UNO"], "actual", False, "North Korea accused the United Nations of wrongdoing"),
    ],
)  # fmt: skip
def test_clauses(
    cameo: str, actors: list[str], recipients: list[str], modality: Modality, negated: bool, expected: str
) -> None:
    assert clause(cameo, actors, recipients, modality, negated) == expected


@pytest.mark.parametrize("row", [row for row in read_table("views/phrases.tsv") if row["trigger"]])
def test_narrower_rows_read_as_clauses_too(row: dict[str, str]) -> None:
    trigger = row["trigger"].split("|")[0]
    for actors in ([], ["RUS"]):
        for recipients in ([], ["USA"]):
            who, whom = make_entities(actors), make_entities(recipients)
            text = phrases.event_clause(NAMES, row["code"], who, whom, trigger=f"{trigger}xyz")
            assert not re.search(r"[{}]|  |\b(to|with|of|on|from|between|against|facing) ?$", text), text
            assert "declared or kept" not in text


def test_the_reports_word_narrows_a_broad_code() -> None:
    (korea,) = make_entities(["PRK"])
    assert phrases.event_clause(NAMES, "154", [korea], [], trigger="missile launch") == (
        "North Korea launched or tested a weapon"
    )
    assert phrases.event_clause(NAMES, "057", [korea], [], trigger="signed") == "North Korea signed an agreement"
    assert phrases.event_clause(NAMES, "057", [korea], [], trigger="assigned") == (
        "North Korea signed or approved an agreement"
    )


def test_a_light_verb_is_told_by_the_noun_that_follows() -> None:
    report = make_report(text="North Korea conducted a missile test on Monday.")
    event = make_event("154", ("PRK",), (), report=report, trigger="conducted")
    assert phrases.clause_of(NAMES, event, event.actors, ()) == "North Korea launched or tested a weapon"


def test_members_of_a_body_and_people_themselves() -> None:
    girls = replace(make_entity("USA:girls"), kind="group")
    assert phrases.event_clause(NAMES, "181", [make_entity("YEM")], [girls]) == "Yemen abducted or took hostage girls"
    assert clause("181", [], ["YEM"]) == "People of Yemen were abducted or taken hostage"
    assert clause("173", [], ["USA:Ann Example"]) == "Ann Example was arrested, detained or charged"


def test_conditions_keep_the_reports_words() -> None:
    assert (
        phrases.condition([Span("r1", 0, 31, "If both sides want it to do so.")]) == ", if both sides want it to do so"
    )
    assert phrases.condition([Span("r1", 0, 9, "a new ban")]) == ", on the condition “a new ban”"
    assert phrases.condition([]) == ""


def test_victims_and_places() -> None:
    events = [make_event(killed=12), make_event(killed=20, injured=3)]
    assert phrases.victims(events) == "; 12 to 20 killed, 3 injured"
    assert phrases.place(NAMES, make_where("Hamburg")) == " in Hamburg"
    assert phrases.place(NAMES, make_where("Pacific Ocean")) == " in the Pacific Ocean"
    assert phrases.place(NAMES, make_where("Punggye-ri", precision="site")) == " at Punggye-ri"


def test_a_chain_starts_with_the_speaker_and_leaves_the_reports_own_outlet_out() -> None:
    links = [Source("The Paper", "outlet"), Source("RIA", "agency"), Source("Sergei Lavrov", "person")]
    assert phrases.chain(NAMES, links, "The Paper") == "Sergei Lavrov, through RIA"
    assert phrases.chain(NAMES, links[:1], "The Paper") == ""


def test_codes_for_researchers() -> None:
    assert phrases.codes(make_event("039")) == "CAMEO 039 · PLOVER AGREE · verbal cooperation"
    assert phrases.codes(make_event("026", plover=None)) == "CAMEO 026 · no PLOVER category · verbal cooperation"


def test_an_unknown_code_still_reads() -> None:
    assert phrases.event_clause(NAMES, "99", [make_entity("RUS")], []) == "Russia acted"
