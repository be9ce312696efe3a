import pytest

from detente.data import read_table
from detente.views.verbs import negated, past


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("offer to mediate", "offered to mediate"),
        ("ease or lift sanctions", "eased or lifted sanctions"),
        ("arrest, detain or charge people", "arrested, detained or charged people"),
        ("be ready to talk", "was ready to talk"),
        ("go on strike", "went on strike"),
        ("ban a party or politician", "banned a party or politician"),
        ("deny an accusation", "denied an accusation"),
        ("meet", "met"),
        ("forgive Russia", "forgave Russia"),
        ("expel or withdraw people", "expelled or withdrew people"),
        ("travel to Hamburg", "travelled to Hamburg"),
        ("cast a veto", "cast a veto"),
    ],
)
def test_past(phrase: str, expected: str) -> None:
    assert past(phrase) == expected


def test_plural_and_negation() -> None:
    assert past("be ready to talk", plural=True) == "were ready to talk"
    assert negated("be ready to talk", plural=True) == "were not ready to talk"
    assert negated("accept mediation") == "did not accept mediation"


def test_every_phrase_has_a_past_that_differs_or_is_known_not_to() -> None:
    for row in read_table("views/phrases.tsv"):
        for phrase in filter(None, (row["phrase"], row["alone"])):
            assert past(phrase) != phrase or phrase.startswith(("cut ", "put ", "cast ")), phrase
