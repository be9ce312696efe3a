from datetime import date

import pytest

from detente.records import When
from detente.views import dates
from tests.factories import make_when


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (make_when("2017-12-26"), "Tuesday 26 December 2017"),
        (make_when("2017-11"), "November 2017"),
        (make_when("2017"), "2017"),
        (make_when("2017-12-22/2017-12-26"), "22 to 26 December 2017"),
        (make_when("2017-11-29/2017-12-01"), "29 November to 1 December 2017"),
        (make_when("2017-12-30/2018-01-02"), "30 December 2017 to 2 January 2018"),
        (When(date(2017, 12, 18), date(2017, 12, 24), "week"), "the week of 18 December 2017"),
        (When(None, date(2018, 1, 1), "range"), "by 1 January 2018"),
        (When(date(2018, 1, 1), None, "range"), "from 1 January 2018"),
        (When(), "date unknown"),
        (None, "date unknown"),
    ],
)
def test_when(value: When | None, expected: str) -> None:
    assert dates.when(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (make_when("2017-12-26"), "stated as “2017-12-26”"),
        (
            When(date(2017, 12, 26), date(2017, 12, 26), "day", "on\nTuesday", "relative"),
            "worked out from “on Tuesday”",
        ),
        (When(date(2017, 12, 26), date(2017, 12, 26), "day", None, "publication"), "not given; that of the report"),
        (When(text="recently"), "the report says only “recently”"),
        (When(), "the report gives no date"),
    ],
)
def test_how_sure(value: When, expected: str) -> None:
    assert dates.sureness(value) == expected


def test_newest_first_unknown_last() -> None:
    values = [When(), make_when("2017"), make_when("2017-11-29"), make_when("2017-11"), make_when("2017-12-26")]
    assert [dates.when(v, weekday=False) for v in sorted(values, key=dates.sort_key)] == [
        "26 December 2017", "29 November 2017", "November 2017", "2017", "date unknown",
    ]  # fmt: skip
