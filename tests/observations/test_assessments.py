"""Assessments from parsed sentences: forecasts and judgements, their horizon and grounds, and what is none."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from detente.language.model import LanguageModel
from detente.mentions import resolve
from detente.mentions.times import find_times
from detente.mentions.types import ActorMention, Mentions
from detente.observations import observe
from detente.observations.assessments import find_assessments
from detente.observations.statements import find_statements
from detente.records import Assessment, Entity, Span, When

from .parsed import Case, parsed, read_cases, report

CASES = read_cases(Path(__file__).with_name("assessment_cases.txt"))
BY_NAME = {case.name: case for case in CASES}
PUBLISHED = When(date(2020, 3, 4), date(2020, 3, 4), "day", None, "stated")


def assessments(case: Case, actors: dict[str, tuple[str, str]] | None = None) -> list[Assessment]:
    document = parsed(case.text, case.parse)
    about = report(case.text, published=PUBLISHED)
    mentions = Mentions(times=find_times(about, document))
    for token in document.tokens:
        if actors and token.text in actors:
            name, country = actors[token.text]
            span = Span("r1", token.idx, token.end, token.text)
            entity = Entity(token.text, name, "organisation", country, "GOV", None, span)
            form = "pronoun" if token.pos == "PRON" else "description"
            mentions.actors.append(ActorMention(token.i, token.i + 1, token.i, (entity,), form))
    mentions.index()
    return find_assessments(about, document, mentions, find_statements(about, document, mentions))


def brief(found: Assessment) -> str:
    horizon = found.horizon.text if found.horizon and found.horizon.text else "-"
    return " ; ".join([found.assessor.text, found.kind, found.grounds, horizon, found.content.text])


@pytest.mark.parametrize("case", [pytest.param(c, id=c.name) for c in CASES])
def test_case(case: Case) -> None:
    found = assessments(case)
    assert tuple(brief(a) for a in found) == case.expected
    for assessment in found:
        assert 0 < assessment.confidence < 1
        if assessment.horizon is not None:
            assert assessment.horizon.text in {span.text for span in assessment.evidence}
        if assessment.grounds == "not_given":
            assert any(re.match("(?i)without|but|did|gave|no", span.text) for span in assessment.evidence[4:])
        for span in assessment.evidence:
            assert case.text[span.start : span.end] == span.text


def test_about_names_the_actors_of_the_content_but_not_the_assessor() -> None:
    case = BY_NAME["a ministry's forecast about another party"]
    found = assessments(case, {"ministry": ("Water Ministry", "PER"), "rebels": ("rebels", "COL")})
    assert [(e.name, e.country) for e in found[0].about] == [("rebels", "COL")]
    assert found[0].assessor.name == "Water Ministry"


def test_what_a_party_means_to_do_is_no_forecast() -> None:
    case = BY_NAME["a ministry's forecast about another party"]
    assert not assessments(case, {"ministry": ("Water Ministry", "PER"), "rebels": ("Peru", "PER")})


def plainly(text: str) -> list[str]:
    """The assessments in ``text`` as the shipped parser reads it: kind, assessor and the words from which it begins."""
    about = report(text, published=PUBLISHED)
    document = LanguageModel.load().annotate("r1", text, [(0, len(text))])
    found = observe(about, document, resolve(about, document)).assessments
    return [f"{a.kind}|{a.assessor.name}|{' '.join(a.content.text.split()[:3])}" for a in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # What the speaker thinks, inside what is said.
        (
            '"I do not think the rebels of Chad want a deal," said Ana Ruiz, an analyst.',
            ["judgement|Ana Ruiz|I do not"],
        ),
        ("The envoy Ana Ruiz said she expected no change in Mali.", ["forecast|Ana Ruiz|she expected no"]),
        ("The envoy Ana Ruiz said she was hopeful.", ["judgement|Ana Ruiz|she was hopeful"]),
        # Comparing, hedging, saying what there is none of, what something has been made, how it goes.
        (
            '"We are closer to a truce than last year," said Ana Ruiz, an envoy.',
            ["judgement|Ana Ruiz|We are closer"],
        ),
        (
            "The envoy Ana Ruiz said the rocket was very likely a copy.",
            ["judgement|Ana Ruiz|the rocket was"],
        ),
        (
            "The envoy Ana Ruiz said there were great challenges ahead.",
            ["judgement|Ana Ruiz|there were great"],
        ),
        (
            "The envoy Ana Ruiz said the junta has no interest in talks.",
            ["judgement|Ana Ruiz|the junta has"],
        ),
        (
            '"The siege has made life miserable," said Ana Ruiz, an envoy.',
            ["judgement|Ana Ruiz|The siege has"],
        ),
        ("The envoy Ana Ruiz said the truce was holding.", ["judgement|Ana Ruiz|the truce was"]),
        ("The envoy Ana Ruiz said the talks had been constructive.", ["judgement|Ana Ruiz|the talks had"]),
        # A person is no "it".
        ("The envoy Ana Ruiz said it could prolong the war.", ["forecast|Ana Ruiz|it could prolong"]),
        # What is only arranged, and what a speaker wants for itself.
        ("The envoy Ana Ruiz said the talks will begin on Monday.", []),
        ('"I certainly want a vote," said Ana Ruiz, an envoy.', []),
    ],
)
def test_plain_sentences(text: str, expected: list[str]) -> None:
    assert plainly(text) == expected
