from datetime import date

import pytest

from detente.intake.passages import mark_passages
from detente.intake.published import date_in_url, find_published, parse_date


def worked_out(text: str) -> tuple[str | None, str | None, str, str]:
    when = find_published(text, mark_passages(text))
    return (when.start and when.start.isoformat(), when.end and when.end.isoformat(), when.precision, when.basis)


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2017-12-26", date(2017, 12, 26)),
        ("2016-02-21 13:07:10", date(2016, 2, 21)),
        ("2016-10-13T00:00:00", date(2016, 10, 13)),
        ("Tue, 26 Dec 2017 10:00:00 GMT", date(2017, 12, 26)),
        ("26 December 2017", date(2017, 12, 26)),
        ("December 2017", None),
        ("Tuesday", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_parse_date(value: str, day: date | None) -> None:
    assert parse_date(value) == day


@pytest.mark.parametrize(
    ("url", "start", "precision"),
    [
        ("https://paper.example/2016/10/13/world/envoys.html", "2016-10-13", "day"),
        ("http://paper.example/world/2017-09/15/content_32021877.htm", "2017-09-15", "day"),
        ("https://paper.example/envoys-2026-02-05/", "2026-02-05", "day"),
        ("https://paper.example/en/20260204-envoys", "2026-02-04", "day"),
        ("https://paper.example/2016/10/envoys", "2016-10-01", "month"),
        ("https://paper.example/2017/09/14/551095592/envoys", "2017-09-14", "day"),
        ("https://paper.example/story?id=129874637", None, None),
        ("https://paper.example/2016/31/31/envoys", None, None),
    ],
)
def test_date_in_url(url: str, start: str | None, precision: str | None) -> None:
    when = date_in_url(url)
    assert (when and when.start and when.start.isoformat()) == start
    assert (when and when.precision) == precision


def test_metadata_wins_over_address_over_option() -> None:
    option = date(2001, 1, 1)
    url = "https://paper.example/2016/10/13/envoys"
    assert find_published("x", (), stated="2015-01-02", url=url, option=option).start == date(2015, 1, 2)
    assert find_published("x", (), url=url, option=option).start == date(2016, 10, 13)
    assert find_published("x", (), option=option).start == option


CASES = [
    # A date line in the byline is stated.
    (
        "Xinhua | Updated: 2019-05-01 17:52\nThe envoys met on Wednesday in the old town hall to talk.",
        "2019-05-01",
        "day",
        "stated",
    ),
    # A full date bounds from below; the first weekday picks the day.
    (
        "The envoy called on Monday for talks between the two capitals, the agency reported.\n"
        "The envoys shake hands at their meeting in Vienna, Austria, December 21, 2017.",
        "2017-12-25",
        "range",
        "relative",
    ),
    # Who holds office gives the year, a Security Council vote the week, the weekday the day.
    (
        "The ministry said on Tuesday that it was ready to help both capitals start a dialogue.\n"
        "Within a week after the Security Council of the United Nations voted for new sanctions on North Korea over its test on "
        "November 29, Lavrov and Tillerson spoke by phone.",
        "2017-12-26",
        "range",
        "relative",
    ),
    # Nothing to go by: unknown, never today.
    ("The envoy called on Monday for talks between the two capitals.", None, "unknown", "unknown"),
    # A date still to come does not bound the publication.
    ("Elections will be held on May 3, 2031, the commission said in its statement.", None, "unknown", "unknown"),
]


@pytest.mark.parametrize(("text", "start", "precision", "basis"), CASES)
def test_worked_out_from_the_words(text: str, start: str | None, precision: str, basis: str) -> None:
    found = worked_out(text)
    assert (found[0], found[2], found[3]) == (start, precision, basis)
