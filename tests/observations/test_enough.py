"""Which acts are told, and which are only meant, wished for or a government's own business."""

from __future__ import annotations

import pytest

from .factory import events

PURPOSE = """
Rebels rebel NOUN 2 nsubj
shelled shell VERB 0 root
Mali Mali PROPN 2 obj
to to PART 5 mark
kill kill VERB 2 advcl
the the DET 7 det
governor governor NOUN 5 obj
. . PUNCT 2 punct
"""
DISMISSED = """
Mali Mali PROPN 2 nsubj
fired fire VERB 0 root
two two NUM 4 nummod
ministers minister NOUN 2 obj
. . PUNCT 2 punct
"""
SUPPORT = """
Votes vote NOUN 6 nsubj
with with ADP 3 case
support support NOUN 1 nmod
from from ADP 5 case
Mali Mali PROPN 3 nmod
continued continue VERB 0 root
. . PUNCT 6 punct
"""
UNKNOWN = """
The the DET 3 det
two two NUM 3 nummod
countries country NOUN 4 nsubj
signed sign VERB 0 root
a a DET 6 det
treaty treaty NOUN 4 obj
. . PUNCT 4 punct
"""


def test_what_an_attack_is_for_has_not_happened() -> None:
    found = events(PURPOSE, {"Rebels": "MLI REB", "Mali": "MLI GOV"})
    assert [e.cameo[:2] for e in found] == ["19"]


@pytest.mark.parametrize("words", [DISMISSED, SUPPORT])
def test_own_business_and_nouns_in_passing(words: str) -> None:
    assert events(words, {"Mali": "MLI GOV"}) == []


def test_a_finite_verb_with_people_for_a_subject_is_told() -> None:
    (event,) = events(UNKNOWN, {})
    assert event.cameo == "057"
    assert [e.name for e in event.actors] == ["two countries"]


CLAIMED = """
Mali Mali PROPN 2 nsubj
claimed claim VERB 0 root
that that SCONJ 5 mark
Chad Chad PROPN 5 nsubj
shelled shell VERB 2 ccomp
a a DET 7 det
town town NOUN 5 obj
. . PUNCT 2 punct
"""
OWN_CLAIM = CLAIMED.replace("Chad Chad PROPN", "it it PRON")
PROTESTED = """
Mali Mali PROPN 2 nsubj
protested protest VERB 0 root
against against ADP 5 case
the the DET 5 det
raid raid NOUN 2 obl
. . PUNCT 2 punct
"""


def test_to_claim_that_others_attacked_is_to_accuse_them() -> None:
    found = events(CLAIMED, {"Mali": "MLI GOV", "Chad": "TCD GOV"})
    assert [(e.cameo, e.recipients[0].country) for e in found if e.cameo.startswith("11")] == [("1123", "TCD")]
    assert not [e for e in events(OWN_CLAIM, {"Mali": "MLI GOV"}) if e.cameo.startswith("11")]


def test_a_government_protests_in_words() -> None:
    assert "14" not in {e.cameo[:2] for e in events(PROTESTED, {"Mali": "MLI GOV"})}
