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
