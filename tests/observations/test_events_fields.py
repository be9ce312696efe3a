"""What an event says besides code and sides: time, place, conditions, victims, source, evidence, ids, passages."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from detente.mentions.types import Mentions, Quantity
from detente.observations.events import find_events
from detente.records import Passage, Source

from .factory import PUBLISHED, document, events, mentions, report, statement

ATTACK = """
Mali Mali PROPN 2 nsubj
attacked attack VERB 0 root
Chad Chad PROPN 2 obj
in in ADP 5 case
Abeche Abeche PROPN 2 obl
on on ADP 7 case
Monday Monday PROPN 2 obl
. . PUNCT 2 punct
"""
SIDES = {"Mali": "MLI MIL", "Chad": "TCD GOV"}
MONDAY = date(2020, 3, 2)
OFFER = """
Oman Oman PROPN 3 nsubj
is be AUX 3 cop
ready ready ADJ 0 root
to to PART 5 mark
mediate mediate VERB 3 xcomp
if if SCONJ 10 mark
both both DET 8 det
sides side NOUN 10 nsubj
are be AUX 10 cop
willing willing ADJ 3 advcl
. . PUNCT 3 punct
"""


def test_time_and_place_of_its_own_clause() -> None:
    (event,) = events(ATTACK, SIDES, times={"Monday": MONDAY}, places={"Abeche": "TCD"})
    assert (event.when.start, event.when.basis) == (MONDAY, "relative")
    assert event.where is not None
    assert event.where.name == "Abeche"


def test_an_undated_act_is_of_the_day_of_publication() -> None:
    (event,) = events(ATTACK, SIDES)
    assert (event.when.start, event.when.basis) == (PUBLISHED, "publication")
    assert event.where is None


def test_without_a_day_of_publication_the_date_is_unknown() -> None:
    doc = document(ATTACK)
    (event,) = find_events(report(doc, published=None), doc, mentions(doc, SIDES), [])
    assert (event.when.start, event.when.basis) == (None, "unknown")


def test_an_undated_act_takes_the_date_of_the_clause_above() -> None:
    lines = """
Peru Peru PROPN 2 nsubj
said say VERB 0 root
on on ADP 4 case
Monday Monday PROPN 2 obl
that that SCONJ 7 mark
Chad Chad PROPN 7 nsubj
attacked attack VERB 2 ccomp
Mali Mali PROPN 7 obj
. . PUNCT 2 punct
"""
    (event,) = events(lines, SIDES | {"Peru": "PER GOV"}, times={"Monday": MONDAY})
    assert event.when.start == MONDAY


def test_condition() -> None:
    (event,) = events(OFFER, {"Oman": "OMN GOV"})
    assert (event.cameo, event.modality) == ("039", "actual")
    assert [c.text for c in event.conditions] == ["if both sides are willing"]


def test_victims() -> None:
    lines = """
Rebels rebel NOUN 2 nsubj
killed kill VERB 0 root
twelve twelve NUM 5 nummod
Chad Chad PROPN 5 compound
soldiers soldier NOUN 2 obj
. . PUNCT 2 punct
"""
    doc = document(lines)
    found = mentions(doc, {"Rebels": "TCD REB", "Chad": "TCD GOV"})
    found.quantities.append(Quantity(2, 5, 4, 12.0, item="soldier", casualty="killed"))
    (event,) = find_events(report(doc), doc, found, [])
    assert (event.killed, event.injured) == (12, None)
    assert "twelve Chad soldiers" in [e.text for e in event.evidence]


def test_source_and_statement() -> None:
    doc = document(ATTACK)
    said = statement(doc, "PER GOV")
    (event,) = events(ATTACK, SIDES, statements=(said,))
    assert event.statement == said.id
    (event,) = events(ATTACK, SIDES)
    assert (event.statement, event.sources) == (None, (Source("The Paper", "outlet"),))


def test_a_repeated_passage_is_not_coded_again() -> None:
    doc = document(ATTACK + "\n" + ATTACK)
    half = len(doc.text) // 2
    first, second = Passage("caption", 0, half), Passage("caption", half, len(doc.text), repeats=0)
    assert len(find_events(report(doc, passages=(first, second)), doc, mentions(doc, SIDES), [])) == 1


def test_a_headline_over_a_story_is_not_coded() -> None:
    doc = document(ATTACK + "\n" + ATTACK)
    half = len(doc.text) // 2
    passages = (Passage("title", 0, half), Passage("body", half, len(doc.text)))
    (event,) = find_events(report(doc, passages=passages), doc, mentions(doc, SIDES), [])
    assert event.trigger.start >= half
    alone = (Passage("title", 0, len(doc.text)),)
    assert find_events(report(doc, passages=alone), doc, mentions(doc, SIDES), [])


def test_evidence_is_the_text_and_ids_do_not_change() -> None:
    (event,) = events(ATTACK, SIDES, times={"Monday": MONDAY})
    text = document(ATTACK).text
    assert event.evidence[0].text == text
    assert all(text[e.start : e.end] == e.text for e in event.evidence)
    assert [e.id for e in events(ATTACK, SIDES)] == [event.id]


WORDS = ["attack", "talk", "sanction", "ready", "must", "meet", "call", "condemn", "Chad", "Mali", "test", "not", "if"]
RELATIONS = [
    "nsubj",
    "obj",
    "obl",
    "xcomp",
    "ccomp",
    "advcl",
    "acl",
    "conj",
    "nmod",
    "compound",
    "amod",
    "case",
    "mark",
]
TAGS = ["VERB", "NOUN", "ADJ", "PROPN", "ADP", "AUX", "PART"]


TREES = st.tuples(st.sampled_from(WORDS), st.sampled_from(TAGS), st.integers(0, 99), st.sampled_from(RELATIONS))


@given(st.lists(TREES, min_size=1, max_size=12))
def test_any_tree_gives_events_whose_spans_match(words: list[tuple[str, str, int, str]]) -> None:
    lines = "\n".join(
        f"{word} {word} {tag} {1 + head % n if n else 0} {relation if n else 'root'}"
        for n, (word, tag, head, relation) in enumerate(words)
    )
    doc = document(lines)
    found: Mentions = mentions(doc, SIDES)
    for event in find_events(report(doc), doc, found, []):
        assert event.cameo
        assert event.evidence
        assert all(doc.text[e.start : e.end] == e.text for e in event.evidence)
        assert 0 <= event.confidence <= 1
        assert not {a.key for a in event.actors} & {r.key for r in event.recipients}


def test_victims_of_the_clause_above() -> None:
    lines = """
Twelve twelve NUM 2 nummod
soldiers soldier NOUN 3 nsubj
died die VERB 0 root
when when ADV 6 mark
rebels rebel NOUN 6 nsubj
attacked attack VERB 3 advcl
Chad Chad PROPN 6 obj
. . PUNCT 3 punct
"""
    doc = document(lines)
    found = mentions(doc, {"rebels": "TCD REB", "Chad": "TCD GOV"})
    found.quantities.append(Quantity(0, 2, 1, 12.0, item="soldier", casualty="killed"))
    (event,) = find_events(report(doc), doc, found, [])
    assert event.killed == 12
