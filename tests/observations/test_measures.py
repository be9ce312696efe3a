"""Measures: what is restricted, how much, by whom against whom, and how far it has come."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.language.model import LanguageModel
from detente.mentions import resolve
from detente.observations.commodities import find_commodities, text_of
from detente.observations.instruments import resolution_for, stated_instrument
from detente.observations.measures import find_measures
from detente.records import Measure, Passage, Report, When
from tests.observations.parsed import parsed, read_cases

CASES = read_cases(Path(__file__).with_name("measure_cases.txt"))
DAY = date(2020, 3, 4)
WORDS = (
    "It The Council Iran China bans caps sanctions on coal exports to 500 tonnes a year by . , and forbidden sell that workers lifted 80 percent will under"
).split()


def read(text: str, parse: str, day: date | None = DAY, kind: str = "body") -> list[Measure]:
    published = When(day, day, "day", None, "stated") if day else When()
    report = Report("r1", None, None, None, None, None, "en", text, published, (Passage(kind, 0, len(text)),))
    document = parsed(text, parse)
    return find_measures(report, document, resolve(report, document), ())


def show(m: Measure) -> str:
    sides = ">".join(",".join(e.country or "-" for e in side) or "-" for side in (m.issuer, m.target))
    limit = f"{m.limit.value:,.10g} {m.limit.unit} {m.limit.per or '-'}" if m.limit else "-"
    share = f"{m.share.value:g}{'~' if m.share.approximate else ''}" if m.share else "-"
    ordinal = f"{m.ordinal.n}/{m.ordinal.per or '-'}" if m.ordinal else "-"
    return "|".join([m.act, m.stage, m.flow or "-", m.commodity or "-", sides, limit, share, ordinal])


@pytest.mark.parametrize("case", CASES, ids=[c.name for c in CASES])
def test_cases(case):
    assert [show(m) for m in read(case.text, case.parse)] == list(case.expected)


@pytest.mark.parametrize("case", CASES, ids=[c.name for c in CASES])
def test_evidence_is_in_the_text_and_ids_are_stable(case):
    first, second = read(case.text, case.parse), read(case.text, case.parse)
    assert [m.id for m in first] == [m.id for m in second]
    for measure in first:
        assert measure.evidence[0].text in case.text
        assert measure.evidence[1].text in measure.evidence[0].text
        for span in measure.evidence:
            assert case.text[span.start : span.end] == span.text


def test_evidence_holds_the_words_of_each_field():
    case = next(c for c in CASES if "400,000 tonnes" in c.text)
    (measure,) = read(case.text, case.parse)
    assert {"caps", "crude oil", "400,000 tonnes a year", "North Korea"} <= {span.text for span in measure.evidence}


def test_the_purpose_is_kept_in_the_words_of_the_report():
    case = next(c for c in CASES if "attempt" in c.text)
    (measure,) = read(case.text, case.parse)
    assert measure.purpose is not None
    assert measure.purpose.text == "to halt its enrichment of uranium"


def test_headlines_and_captions_are_not_read_again():
    assert read(CASES[0].text, CASES[0].parse, kind="caption") == []


@pytest.mark.parametrize(
    ("text", "instrument"),
    [
        ("Under resolution 2270 all cargo is searched.", "UN Security Council resolution 2270"),
        ("Executive Order 13810 lets him act.", "executive order 13810"),
        ("It rests on the Magnitsky Act.", "Magnitsky Act"),
        ("The 14th package was agreed.", "14th package"),
        ("A draft resolution was sent round.", "draft resolution"),
        ("Nothing was said.", None),
    ],
)
def test_instruments(text, instrument):
    found = stated_instrument(text)
    assert found == instrument or (instrument and found and found.endswith(instrument))


def test_a_vote_that_fits_names_the_resolution():
    day = date(2016, 3, 3)
    published = When(day, day, "day", None, "stated")
    assert resolution_for("PRK", published, When()) == ("2270", date(2016, 3, 2))
    assert resolution_for("PRK", When(), When()) is None
    assert resolution_for("PRK", When(DAY, DAY, "day", None, "stated"), When()) is None


def test_goods_in_a_list_stay_in_the_words_of_the_report():
    case = next(c for c in CASES if "luxury" in c.text)
    document = parsed(case.text, case.parse)
    found = find_commodities(document, range(len(document.tokens)))
    assert [c.name for c in found] == ["luxury goods", "steel"]
    assert text_of(document, found) == "luxury goods and steel"


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=14).map(" ".join))
@settings(max_examples=60, deadline=None)
def test_spans_match_the_text_whatever_it_says(text):
    document = LanguageModel.load().annotate("r1", text, [(0, len(text))])
    report = Report("r1", None, None, None, None, None, "en", text, When(), (Passage("body", 0, len(text)),))
    for found in find_measures(report, document, resolve(report, document), ()):
        assert 0 <= found.confidence <= 1
        for span in found.evidence:
            assert text[span.start : span.end] == span.text


def plainly(text: str) -> list[str]:
    """The measures in ``text`` as the shipped parser reads it, on 4 March 2020."""
    published = When(DAY, DAY, "day", None, "stated")
    report = Report("r1", None, None, None, None, None, "en", text, published, (Passage("body", 0, len(text)),))
    document = LanguageModel.load().annotate("r1", text, [(0, len(text))])
    found = find_measures(report, document, resolve(report, document), ())
    return ["|".join(show(m).split("|")[i] for i in (0, 1, 3, 4)) for m in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Who issues: the chamber that votes for the text, the body whose vote it is, whoever bars its own side.
        ("The US Senate voted for legislation widening sanctions on Iran.", "other|proposed|-|USA>IRN"),
        ("Lawmakers welcomed the EU decision to tighten sanctions on Belarus.", "other|adopted|-|EUR>BLR"),
        ("EU companies are banned from selling timber to Belarus.", "ban|in_force|timber|EUR>BLR"),
        # Against whom: whose programme it is over.
        ("Parliament passed a bill to widen sanctions over Iran's missile programme.", "other|proposed|-|->IRN"),
        # A threat that is not made, and a halt of fighting, are no measures.
        ("The statement did not threaten new sanctions on Iran.", None),
        (
            "The deal brings a halt to all shelling in Yemen, the entry of fuel ships and the reopening of Sanaa airport.",
            None,
        ),
        # Goods that only a clause describes.
        (
            "The EU imposed a ban on the sale to Syria of any item that could help its army.",
            "ban|adopted|item that could help its army|EUR>SYR",
        ),
    ],
)
def test_plain_sentences(text, expected):
    assert plainly(text) == ([expected] if expected else [])


def test_who_is_urged_to_implement_sanctions_is_urged_to_do_what_binds():
    found = plainly("The Council called on all states to implement UN sanctions on Iran.")
    assert found == ["other|in_force|-|UNO>IRN"]
