"""The sample dispatches show what they say they show."""

from pathlib import Path

import pytest

from detente.intake import ReadResult, read
from detente.views.shelf import Shelf

DISPATCHES = Path(__file__).parent.parent.parent / "examples" / "dispatches"


@pytest.fixture(scope="module")
def found() -> ReadResult:
    return read([str(DISPATCHES)])


def test_all_are_read_dated_and_marked_as_samples(found: ReadResult) -> None:
    assert not found.refused
    assert len(found.reports) == 11
    for report in found.reports:
        assert report.outlet is not None
        assert "(invented)" in report.outlet
        assert (report.published.precision, report.published.basis) == ("day", "stated")


def test_one_is_a_near_copy_with_a_caption_printed_twice(found: ReadResult) -> None:
    shelf = Shelf(found.reports)
    copies = {shelf.label(r.id): shelf.label(r.near_duplicate_of) for r in found.reports if r.near_duplicate_of}
    assert copies == {"02": "01"}
    captions = [p for p in found.reports[1].passages if p.kind == "caption"]
    assert [caption.repeats is not None for caption in captions] == [False, True]


def test_bylines_and_datelines_are_furniture(found: ReadResult) -> None:
    kinds = {passage.kind for report in found.reports for passage in report.passages}
    assert {"title", "body", "caption", "byline", "dateline", "promotion"} <= kinds
