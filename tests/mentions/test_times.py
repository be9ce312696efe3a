"""Times: what the words mean on a known day, and that nothing is guessed on an unknown one."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.mentions import calendar
from detente.mentions.time_patterns import scan
from detente.mentions.times import find_times
from detente.records import When
from tests.mentions.sentences import document, report

LINES = Path(__file__).with_name("time_cases.tsv").read_text(encoding="utf-8").splitlines()
CASES = [line.split("\t") for line in LINES if line and not line.startswith("#")][1:]


def find(text, published=date(2017, 12, 26)):
    return find_times(report(text, published), document(text))


@pytest.mark.parametrize(
    ("text", "words", "start", "end", "precision", "function"), CASES, ids=[c[0][:48] for c in CASES]
)
def test_cases(text, words, start, end, precision, function):
    found = [t for t in find(text) if words in (t.when.text or "")]
    assert found, [t.when.text for t in find(text)]
    when = found[0].when
    assert (str(when.start or "-"), str(when.end or "-"), when.precision) == (start, end, precision)
    assert found[0].function == function


@pytest.mark.parametrize(
    "text",
    [
        "He may say so.",
        "They march on the capital.",
        "Some 2000 people fled.",
        "Resolution 1929 was adopted.",
        "A 42-year-old man was held.",
        "The second half was better.",
        "Sales cost $2015 in all.",
    ],
)
def test_words_that_only_look_like_times(text):
    assert not find(text)


def test_without_a_day_of_publication_nothing_relative_is_resolved():
    found = find("He said on Monday that it fell last month, not on 3 May 2016.", None)
    assert [(t.when.basis, t.when.start) for t in found] == [
        ("unknown", None),
        ("unknown", None),
        ("stated", date(2016, 5, 3)),
    ]


def test_a_stretch_of_publication_gives_what_all_its_days_agree_on():
    published = When(date(2017, 12, 1), date(2017, 12, 31), "month", None, "relative")
    found = find("He said on Monday that it fell last month and this year.", published)
    assert [t.when.start for t in found] == [None, date(2017, 11, 1), date(2017, 1, 1)]


def test_nothing_is_set_to_the_day_of_reading():
    today = date.today()
    found = find("It fell today, this week and now.", None)
    assert all(t.when.start is None for t in found), today


@given(st.text(max_size=120))
def test_any_text_is_read_and_spans_stay_inside(text):
    for found in scan(text):
        assert 0 <= found.start < found.end <= len(text)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.integers(0, 6), st.booleans(), st.booleans())
def test_weekdays_lie_within_a_week(day, number, future, strict):
    found = calendar.weekday_from(day, number, future=future, strict=strict)
    gap = (found - day).days if future else (day - found).days
    assert found.weekday() == number
    assert strict <= gap <= 7


@given(
    st.dates(date(1900, 1, 1), date(2100, 12, 31)),
    st.sampled_from(["day", "week", "month", "quarter", "year", "decade", "century"]),
)
def test_a_unit_covers_its_day(day, unit):
    start, end = calendar.covering(unit, day)
    assert start <= day <= end


@given(st.dates(date(1950, 1, 1), date(2050, 12, 31)), st.sampled_from(["month", "year", "week"]), st.integers(1, 30))
def test_moving_there_and_back_stays_near(day, unit, count):
    back = calendar.shifted(calendar.shifted(day, unit, count), unit, -count)
    assert abs((back - day).days) <= 3


def test_vague_stretches_grow_by_the_days_in_doubt():
    published = When(date(2017, 12, 26), date(2017, 12, 27), "range", None, "relative")
    (found,) = find("It fell in recent months.", published)
    assert (found.when.start, found.when.end) == (date(2017, 6, 26), date(2017, 12, 27))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        # Printed on a Monday in the west, told of the east, where Tuesday has begun; but not of elsewhere.
        ("Japan and Korea said a ship from China sank off Japan on Tuesday, as Seoul and Tokyo feared.", 16),
        ("Chile and Peru said a ship from Brazil sank off Chile on Tuesday, as Lima and Santiago feared.", 9),
    ],
)
def test_the_day_begins_in_the_east(text: str, day: int) -> None:
    (time,) = find(text, date(2018, 1, 15))
    assert time.when.start == date(2018, 1, day)
