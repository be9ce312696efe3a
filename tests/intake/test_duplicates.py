from dataclasses import replace
from datetime import date

from detente.intake.duplicates import mark_near_duplicates
from detente.intake.headers import Metadata
from detente.intake.readers import make_report
from detente.records import Report

SENTENCES = [
    "The two governments agreed on Friday to send envoys to the border town for a second round of talks.",
    "Officials on both sides said that the agenda would be short and that the prisoners would come first.",
    "A convoy with medicine crossed the river in the morning without waiting for a signature from the capital.",
    "The minister refused to say whether the ceasefire would be extended beyond the end of the month.",
]


def report(text: str, outlet: str, day: int) -> Report:
    return make_report(text, Metadata(outlet=outlet, published=f"2019-05-{day:02}"))


def test_copies_point_at_the_earliest_whatever_the_order() -> None:
    original = report("\n".join(SENTENCES), "A", 1)
    copy = report("\n".join(SENTENCES), "B", 2)
    shortened = report("\n".join(SENTENCES[:2]), "C", 3)
    other = report(
        "Nothing of this has been said before, and the harbour stayed open through the night for the grain ships.",
        "D",
        1,
    )
    for order in ([original, copy, shortened, other], [other, shortened, copy, original]):
        found = {r.outlet: r for r in mark_near_duplicates(order)}
        assert found["A"].near_duplicate_of is None
        assert found["B"].near_duplicate_of == original.id
        assert found["B"].overlap == 1.0
        assert found["C"].near_duplicate_of == original.id
        assert found["D"].near_duplicate_of is None


def test_lightly_edited_copy_is_found() -> None:
    original = report("\n".join(SENTENCES), "A", 1)
    edited = report("\n".join(SENTENCES).replace("on Friday", "late on Friday").replace("minister", "official"), "B", 2)
    assert mark_near_duplicates([original, edited])[1].near_duplicate_of == original.id


def test_unknown_dates_do_not_break_the_order() -> None:
    undated = replace(report("\n".join(SENTENCES), "B", 1), published=make_report("x").published)
    original = report("\n".join(SENTENCES), "A", 9)
    assert mark_near_duplicates([undated, original])[0].near_duplicate_of == original.id
    assert date.max > date(2019, 5, 9)
