"""Indicators: what was counted, of what, by whom, and which way it moved."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.language.model import LanguageModel
from detente.mentions import resolve
from detente.observations.indicators import find_indicators
from detente.records import Indicator, Passage, Report, When
from tests.observations.parsed import parsed, read_cases

CASES = read_cases(Path(__file__).with_name("indicator_cases.txt"))
DAY = date(2020, 3, 4)
WORDS = (
    "It Iran China imported no coal from 500 tonnes exports to fell dollars in May that month killed nine soldiers . , and prices its neighbour trade reached"
).split()


def read(text: str, parse: str, day: date | None = DAY) -> list[Indicator]:
    published = When(day, day, "day", None, "stated") if day else When()
    report = Report("r1", None, None, None, None, None, "en", text, published, (Passage("body", 0, len(text)),))
    document = parsed(text, parse)
    return find_indicators(report, document, resolve(report, document), ())


def show(i: Indicator) -> str:
    partner = (i.partner.country or "-") if i.partner else "-"
    value = f"{i.value:,.10g}" if i.value is not None else "-"
    rest = [i.subject.country or "-", partner, value, i.unit or "-", i.change or "-", str(i.period.start or "-")]
    return "|".join([i.series, i.item, *rest])


@pytest.mark.parametrize("case", CASES, ids=[c.name for c in CASES])
def test_cases(case):
    assert [show(i) for i in read(case.text, case.parse)] == list(case.expected)


@pytest.mark.parametrize("case", CASES, ids=[c.name for c in CASES])
def test_evidence_is_in_the_text_and_ids_are_stable(case):
    first, second = read(case.text, case.parse), read(case.text, case.parse)
    assert [i.id for i in first] == [i.id for i in second]
    assert len({i.id for i in first}) == len(first)
    for indicator in first:
        for span in indicator.evidence:
            assert case.text[span.start : span.end] == span.text


def test_evidence_holds_the_words_of_each_field():
    for case in CASES:
        for indicator in read(case.text, case.parse):
            words = {span.text for span in indicator.evidence}
            assert indicator.subject.span.text in words
            assert indicator.partner is None or indicator.partner.span.text in words
            assert indicator.change != "none" or words & {"no", "not", "neither", "never", "nor", "any", "none"}


def test_without_a_day_of_publication_periods_stay_unknown():
    case = CASES[0]
    assert all(i.period.start is None for i in read(case.text, case.parse, None))


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=14).map(" ".join))
@settings(max_examples=60, deadline=None)
def test_spans_match_the_text_whatever_it_says(text):
    document = LanguageModel.load().annotate("r1", text, [(0, len(text))])
    report = Report("r1", None, None, None, None, None, "en", text, When(), (Passage("body", 0, len(text)),))
    for found in find_indicators(report, document, resolve(report, document), ()):
        assert 0 <= found.confidence <= 1
        for span in found.evidence:
            assert text[span.start : span.end] == span.text


def plainly(text: str) -> list[str]:
    """The figures in ``text`` as the shipped parser reads it, on 4 March 2020."""
    published = When(DAY, DAY, "day", None, "stated")
    report = Report("r1", None, None, None, None, None, "en", text, published, (Passage("body", 0, len(text)),))
    document = LanguageModel.load().annotate("r1", text, [(0, len(text))])
    found = find_indicators(report, document, resolve(report, document), ())
    return ["|".join(show(i).split("|")[n] for n in (0, 1, 2, 4, 6, 7)) for i in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The day of the main clause does not date what its relative clause counts.
        (
            "On Monday the ministers discussed the war in Yemen, which has killed 9,000 people.",
            ["casualties|people killed|YEM|9,000|-|-"],
        ),
        # What is only agreed on or aimed at has not moved.
        ("The envoys will try to agree on an increase in aid deliveries to Syria.", []),
        # "Over" belongs to the verb; those out of whom some are freed are not counted.
        (
            "The gunmen in Mali handed over 30 hostages, the first of the more than 90 villagers taken in May.",
            ["transfers|hostages handed over|MLI|30|-|-"],
        ),
        # Both sides of trade.
        (
            "Trade between Chile and North Korea fell to 3 million dollars in 2018.",
            ["other|trade|CHL|3,000,000|fall|2018-01-01"],
        ),
        ("The rebels abducted 40 pupils in Nigeria.", ["other|pupils abducted|NGA|40|-|-"]),
        # What became of the counted: by a verb on either side, a noun, a state, or a clause of their own.
        ("Some 60 miners remain captive in Mali.", ["other|miners captive|MLI|60|-|-"]),
        ("The mission in Chad recorded seven violations.", ["other|violations|TCD|7|-|-"]),
        ("The envoys secured the release of 12 of the pilots in Chad.", ["other|pilots released|TCD|12|-|-"]),
        (
            "The army fired 80 drones and nine rockets at Ukraine, and 70 of them were shot down.",
            ["other|drones fired|UKR|80|-|-", "other|rockets fired|UKR|9|-|-", "other|rockets shot down|UKR|70|-|-"],
        ),
        ("Kenya has taken in 300,000 Somalis.", ["displacement|Somalis taken in|KEN|300,000|-|-"]),
        ("Twelve villagers captured by rebels in Niger have been freed.", ["other|villagers released|NER|12|-|-"]),
        # Shares and levels.
        ("About 15 percent of the mines in Peru are closed.", ["other|share of mines|PER|15|-|-"]),
        ("Inflation in Chad was 31 percent.", ["price|inflation|TCD|31|-|-"]),
        ("Libya, with oil exports of 2 million barrels a day, stayed away.", ["exports|oil|LBY|2,000,000|-|-"]),
        # What is only wanted, threatened, planned or denied has not been counted.
        ("The rebels in Mali threatened to fire nine rockets.", []),
        ("The envoy called for the release of 12 prisoners in Mali.", []),
        ("Chad could deploy 900 soldiers.", []),
        ("Niger did not release 40 prisoners.", []),
        # A number that the report has told is not told again by going back to it.
        (
            "The rebels abducted 40 pupils in Nigeria. Police are looking for the 40 pupils who were taken hostage.",
            ["other|pupils abducted|NGA|40|-|-"],
        ),
        # Flights: the missile may stand for itself or be named before.
        (
            "A North Korean missile was fired at dawn. It flew 700 km and reached an altitude of 90 km.",
            ["other|missile distance|PRK|700|-|-", "other|missile altitude|PRK|90|-|-"],
        ),
        (
            "More than 30 people, including at least nine Libyan soldiers, have been killed in Benghazi.",
            ["casualties|people killed|LBY|30|-|-", "casualties|soldiers killed|LBY|9|-|-"],
        ),
        # Objects that are cut or raised to a level, and only with one; goods that are shipped are trade, told once.
        ("Chad cut its output to 90,000 barrels.", ["production|output|TCD|90,000|fall|-"]),
        ("Mali cut aid to Chad.", []),
        ("Iran shipped 9 tonnes of enriched uranium to Russia.", ["exports|enriched uranium|IRN|9|-|-"]),
        ("A court in Niger charged the pilot with 12 counts of fraud.", ["other|counts brought|NER|12|-|-"]),
        (
            "Two Americans were freed by Iran in return for six Iranians held in Chad.",
            ["other|Americans released|TCD|2|-|-", "other|Iranians held|TCD|6|-|-"],
        ),
        ("Flight 12 crashed near Nairobi.", []),
        (
            "The United Nations said a raid freed two Malian hostages and displaced 300 others.",
            ["other|hostages released|MLI|2|-|-", "displacement|people displaced|MLI|300|-|-"],
        ),
        ("A half-million people have fled Sudan.", ["displacement|people displaced|SDN|500,000|-|-"]),
    ],
)
def test_plain_sentences(text, expected):
    assert plainly(text) == expected
