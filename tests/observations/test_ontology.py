"""CAMEO and PLOVER look-ups, and the promises that the tables of codes and of event words make to one another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.data import read_table, split_list
from detente.errors import UsageError
from detente.observations.ontology import ontology

CODEBOOK = ontology()
CODES = sorted(CODEBOOK.codes)
MEDIATION = split_list(
    "026|027|028|036|037|038|039|044|045|046|057|106|107|108|125|126|127|134|135|164|165|"
    "0255|0355|0871|1055|1245|136|1661|1662|1663|196|0256|0356|1056|1246"
)
SANCTIONS = split_list("0254|0354|085|1054|1244|1312|163|161|162|1621|1622|1623|166|191|1381")


@pytest.mark.parametrize("code", CODES)
def test_code_is_complete(code: str) -> None:
    found = CODEBOOK.code(code)
    assert found.name
    assert found.phrase
    assert found.description
    assert -10 <= found.goldstein <= 10
    assert found.quad == (1 if found.root <= "05" else 2 if found.root <= "08" else 3 if found.root <= "13" else 4)
    assert found.when_planned in CODEBOOK.codes
    assert found.when_refused is None or found.root == "03"
    assert found.parent is None or found.parent in CODEBOOK.codes
    assert CODEBOOK.refused(code) in CODEBOOK.codes


@pytest.mark.parametrize("code", CODES)
def test_code_converts(code: str) -> None:
    conversion = CODEBOOK.conversion(code)
    assert (conversion.category is None) == code.startswith("01")
    if conversion.category is not None:
        assert conversion.category in CODEBOOK.categories
        assert conversion.mode is None or (conversion.category, conversion.mode) in CODEBOOK.modes
    assert set(conversion.contexts) <= set(CODEBOOK.contexts)


def test_counts_of_the_manuals() -> None:
    assert len({c for c in CODES if len(c) == 2}) == 20
    assert len(CODEBOOK.categories) == 16
    assert len(CODEBOOK.contexts) == 37
    assert len(CODEBOOK.modes) == 67


@pytest.mark.parametrize(
    ("cameo", "plover", "mode", "quad", "scale"),
    [
        ("163", "SANCTION", "discontinue", 4, -6.0),
        ("026", "REQUEST", "meet", 3, 0.0),
        ("112", "ACCUSE", "disapprove", 3, -2.0),
        ("039", "AGREE", None, 1, 2.5),
        ("045", "CONSULT", None, 1, 2.5),
        ("041", "CONSULT", "phone", 1, 1.5),
        ("1244", "REJECT", "yield", 3, -2.0),
        ("191", "COERCE", "restrict", 4, -7.0),
        ("1952", "ASSAULT", "drone", 4, -9.5),
        ("0813", "CONCEDE", None, 1, 4.5),
        ("016", None, None, 1, -2.0),
    ],
)
def test_decisions(cameo: str, plover: str | None, mode: str | None, quad: int, scale: float) -> None:
    found = CODEBOOK.classify(cameo)
    assert (found.plover, found.mode, found.quad, found.scale) == (plover, mode, quad, scale)


@pytest.mark.parametrize(
    ("cameo", "planned"), [("046", "036"), ("045", "039"), ("0841", "0353"), ("163", "1312"), ("190", "190")]
)
def test_planned(cameo: str, planned: str) -> None:
    assert CODEBOOK.planned(cameo) == planned


def test_refusal_of_a_promise() -> None:
    assert CODEBOOK.refused(CODEBOOK.planned("0841")) == "1243"
    assert CODEBOOK.refused("190") == "190"


def test_override_of_category_and_mode() -> None:
    found = CODEBOOK.classify("154", plover="MOBILIZE", mode="weapons")
    assert (found.plover, found.mode, found.scale) == ("MOBILIZE", "weapons", -6.5)
    assert CODEBOOK.classify("0871", plover="CONCEDE").mode is None


def test_a_mode_of_another_category_is_dropped() -> None:
    assert CODEBOOK.classify("0871", plover="CONCEDE", mode="ceasefire").mode is None


def test_contexts_come_from_the_code_then_from_the_words() -> None:
    words = ["the", "council", "ban", "crude", "oil", "over", "the", "nuclear", "programme"]
    assert CODEBOOK.classify("163", words).contexts[:2] == ("economic", "diplomatic")
    assert "cbrn" in CODEBOOK.classify("163", words).contexts
    assert "human_rights" in CODEBOOK.contexts_of(["they", "abuse", "human", "right"])


@pytest.mark.parametrize(("code", "hint"), [("26", "'026'"), ("0411", "'041'"), ("", "no CAMEO"), ("999", "no CAMEO")])
def test_unknown_code_says_what_to_do(code: str, hint: str) -> None:
    with pytest.raises(UsageError, match=hint):
        CODEBOOK.code(code)


def test_unknown_category_and_mode() -> None:
    with pytest.raises(UsageError, match="AGREE, CONSULT"):
        CODEBOOK.scale("FIGHT")
    with pytest.raises(UsageError, match="abduct, beat"):
        CODEBOOK.scale("ASSAULT", "massacre")


@given(st.sampled_from(CODES), st.lists(st.sampled_from(["nuclear", "weapon", "oil", "Refugee", "x"]), max_size=6))
def test_classification_never_fails(code: str, words: list[str]) -> None:
    found = CODEBOOK.classify(code, words)
    assert found.quad in (1, 2, 3, 4)
    assert -10 <= found.scale <= 10
    assert len(set(found.contexts)) == len(found.contexts)


# --- the tables of event words


MATRIX = read_table("events/acts_codes.tsv")
ACTS = read_table("events/acts.tsv")
TOPICS = {row["topic"] for row in read_table("events/topics.tsv")} | {row["topic"] for row in MATRIX}
FRAMES = {row["frame"] for row in read_table("events/frames.tsv")}
SPECIAL_OBJECTS = {"ACTOR", "STATE", "IGO", "PLACE", "-"}


def test_matrix_gives_codes_that_exist() -> None:
    for row in MATRIX:
        assert row["cameo"] == "-" or row["cameo"] in CODEBOOK.codes, row
        if row["cameo"] != "-":
            CODEBOOK.classify(row["cameo"], plover=row["plover"] or None, mode=row["mode"] or None)
            category = row["plover"] or CODEBOOK.conversion(row["cameo"]).category
            assert not row["mode"] or (category, row["mode"]) in CODEBOOK.modes, row


def test_matrix_has_no_two_answers() -> None:
    pairs = [(row["act"], row["topic"]) for row in MATRIX]
    assert len(pairs) == len(set(pairs))


def test_acts_have_codes_and_frames() -> None:
    acts = {row["act"] for row in MATRIX}
    for row in ACTS:
        assert row["act"] in acts, row
        assert row["frame"] in FRAMES, row
        assert row["pos"] in ("VERB", "NOUN", "ADJ"), row


def test_objects_name_topics_that_exist() -> None:
    for row in ACTS:
        for wanted in split_list(row["object"]):
            name = wanted.removeprefix("!")
            assert not name.isupper() or name in TOPICS or name in SPECIAL_OBJECTS, row
        for wanted in split_list(row["with"]):
            name = wanted.removeprefix("!").removeprefix("^")
            assert not name.isupper() or name in TOPICS, row


def test_acts_have_no_two_rows_for_one_construction() -> None:
    keys = [(row["lemma"], row["pos"], row["with"], row["object"]) for row in ACTS]
    assert len(keys) == len(set(keys))


def test_embedded_events_have_topics() -> None:
    crossed = {row["topic"] for row in MATRIX}
    for row in read_table("events/topic_of_code.tsv"):
        assert any(code.startswith(row["cameo"]) for code in CODEBOOK.codes), row
        assert row["topic"] in crossed, row
        assert row["negated"] in crossed | {""}, row


def test_negated_acts_exist() -> None:
    acts = {row["act"] for row in MATRIX}
    for row in read_table("events/acts_negated.tsv"):
        assert row["act"] in acts, row
        assert row["act_when_negated"] in acts | {"-"}, row


@pytest.mark.parametrize("code", MEDIATION + SANCTIONS)
def test_lexicon_reaches_every_leaf_of_mediation_and_sanctions(code: str) -> None:
    used = {row["act"] for row in ACTS}
    assert any(row["cameo"] == code and row["act"] in used for row in MATRIX)
