"""Participants that are no resolved mentions: common nouns, pronouns and the names that stand for them."""

from __future__ import annotations

from .factory import events

SHELLED = """
Mali Mali PROPN 2 nsubj
attacked attack VERB 0 root
a a DET 5 det
small small ADJ 5 amod
village village NOUN 2 obj
. . PUNCT 2 punct
"""
ACCUSED = """
They they PRON 2 nsubj
accused accuse VERB 0 root
Chad Chad PROPN 2 obj
of of ADP 5 mark
lying lie VERB 2 advcl
. . PUNCT 2 punct
"""
REJECTED = """
Chad Chad PROPN 2 nsubj
rejected reject VERB 0 root
the the DET 4 det
proposal proposal NOUN 2 obj
. . PUNCT 2 punct
"""


def test_who_is_hit_is_a_recipient_without_country() -> None:
    (event,) = events(SHELLED, {"Mali": "MLI MIL"})
    (village,) = event.recipients
    assert (village.text, village.name, village.country) == ("a small village", "small village", None)
    assert event.decided_by["recipients"] == "rule:words without a name"


def test_an_unclear_pronoun_acts() -> None:
    (event,) = events(ACCUSED, {"Chad": "TCD GOV"})
    assert [(e.text, e.name, e.country) for e in event.actors] == [("They", "they", None)]


def test_a_rejected_proposal_is_nobody() -> None:
    (event,) = events(REJECTED, {"Chad": "TCD GOV"})
    assert event.recipients == ()


DENIED = """
Mali Mali PROPN 2 nsubj
denied deny VERB 0 root
Mr. Mr. PROPN 4 nmod:desc
Sow Sow PROPN 6 nmod:poss
's 's PART 4 case
accusations accusation NOUN 2 obj
. . PUNCT 2 punct
"""
SHARED = """
Rebels rebel NOUN 2 nsubj
kidnapped kidnap VERB 0 root
, , PUNCT 4 punct
tortured torture VERB 2 conj
and and CCONJ 6 cc
shot shoot VERB 2 conj
two two NUM 8 nummod
teachers teacher NOUN 6 obj
. . PUNCT 2 punct
"""
TURNED_DOWN = """
Mali Mali PROPN 2 nsubj
offered offer VERB 0 root
talks talk NOUN 2 obj
, , PUNCT 7 punct
but but CCONJ 7 cc
Chad Chad PROPN 7 nsubj
rejected reject VERB 2 conj
it it PRON 7 obj
. . PUNCT 2 punct
"""


def test_whose_accusation_is_denied() -> None:
    (event,) = events(DENIED, {"Mali": "MLI GOV"})
    assert [e.text for e in event.recipients] == ["Sow"]


def test_joined_verbs_share_the_last_ones_object() -> None:
    found = events(SHARED, {"Rebels": "MLI REB"})
    assert {e.text for event in found for e in event.recipients} == {"two teachers"}
    assert len(found) > 1


def test_it_is_what_the_other_side_offered() -> None:
    refusal = events(TURNED_DOWN, {"Mali": "MLI GOV", "Chad": "TCD GOV"})[-1]
    assert refusal.cameo.startswith("12")
    assert [e.country for e in refusal.recipients] == ["MLI"]
