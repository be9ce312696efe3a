"""What the event head adds to the rules' events, and what it may not change. The sentences are invented."""

from __future__ import annotations

import pytest

from detente.language.document import Act

from .factory import brief, events

ACCUSED = """Chad Chad PROPN 2 nsubj
accused accuse VERB 0 root
Mali Mali PROPN 2 obj
. . PUNCT 2 punct"""
# A verb that no table knows as an act.
KNOCKED = """Chad Chad PROPN 2 nsubj
clobbered clobber VERB 0 root
Mali Mali PROPN 2 obj
. . PUNCT 2 punct"""
LOOSE = """Wednesday Wednesday PROPN 3 nmod
's 's PART 1 case
bombing bombing NOUN 4 nsubj
angered anger VERB 0 root
Mali Mali PROPN 4 obj
. . PUNCT 4 punct"""
ACTORS = {"Chad": "TCD GOV", "Mali": "MLI GOV"}


def act(at: int, root: str, chance: float, actors: tuple[int, ...] = (), recipients: tuple[int, ...] = ()) -> Act:
    """An act told by one word, with sides of one word each."""
    sides = [tuple((i, i + 1) for i in side) for side in (actors, recipients)]
    return Act(at, at + 1, at, chance, root, sides[0], sides[1], "actual")


def test_the_rules_alone_where_the_head_was_not_asked() -> None:
    assert [brief(e) for e in events(ACCUSED, ACTORS)] == ["112 TCD > MLI"]


def test_a_sure_act_that_no_table_knows_is_added() -> None:
    assert events(KNOCKED, ACTORS, acts=[]) == []
    (event,) = events(KNOCKED, ACTORS, acts=[act(1, "19", 0.97)])
    assert brief(event) == "190 TCD > MLI"
    assert event.trigger.text == "clobbered"
    assert event.decided_by["cameo"].startswith("head")


def test_an_unsure_act_is_not_added() -> None:
    assert events(KNOCKED, ACTORS, acts=[act(1, "19", 0.3)]) == []


def test_an_act_without_parties_is_not_added() -> None:
    assert events(LOOSE, {}, acts=[act(2, "03", 0.97)]) == []


@pytest.mark.parametrize("root", ["11", "17"])
def test_the_code_of_an_act_that_the_rules_know_stays(root: str) -> None:
    assert [brief(e) for e in events(ACCUSED, ACTORS, acts=[act(1, root, 0.9, (0,), (2,))])] == ["112 TCD > MLI"]


def test_confidence_grows_with_the_head() -> None:
    sure, unsure = (events(ACCUSED, ACTORS, acts=[act(1, "11", p, (0,), (2,))])[0].confidence for p in (0.99, 0.3))
    assert sure > unsure


def test_sides_that_the_grammar_leaves_open_come_from_the_head() -> None:
    found = [brief(e) for e in events(LOOSE, ACTORS, acts=[act(2, "18", 0.9, (), (4,))])]
    assert any("MLI" in f for f in found)
    (event,) = [e for e in events(LOOSE, ACTORS, acts=[act(2, "18", 0.9, (), (4,))]) if e.trigger.text == "bombing"]
    assert event.decided_by["recipients"].startswith("head")
