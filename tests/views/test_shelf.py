import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.records import Passage, Report, Span
from detente.views.shelf import Shelf, label_reports, number_paragraphs
from tests.factories import make_report


@pytest.mark.parametrize(
    ("path", "outlet", "label"),
    [
        ("korea/004_a95e9d380f88f0c2.txt", None, "004"),
        ("01_reuters.txt", None, "01"),
        ("kremlin offer.txt", None, "kremlin-offer"),
        ("a-very-long-name-for-a-report.txt", None, "a-very-long"),
        ("feed.jsonl:12", None, "feed-12"),
        ("deadbeef01.txt", None, "deadbeef01"),
        (None, "The Sample Wire", "SW"),
        ("-", None, "report"),
        (None, None, "report"),
        ("x\x1b[31m.txt", None, "x-31m"),
    ],
)
def test_label(path: str | None, outlet: str | None, label: str) -> None:
    assert label_reports([make_report(path=path, outlet=outlet)]) == [label]


@given(st.lists(st.tuples(st.none() | st.text(max_size=12), st.none() | st.text(max_size=12)), max_size=8))
def test_labels_are_unique_short_and_without_blanks(origins: list[tuple[str | None, str | None]]) -> None:
    labels = label_reports([make_report(path=path, outlet=outlet) for path, outlet in origins])
    assert len({label.casefold() for label in labels}) == len(labels)
    assert all(label and " " not in label and label.isprintable() for label in labels)


def passages(*kinds_and_texts: tuple[str, str]) -> Report:
    text, out = "", []
    for kind, words in kinds_and_texts:
        out.append(Passage(kind, len(text), len(text) + len(words)))  # type: ignore[arg-type]
        text += words
    return make_report(text=text, path="7.txt", passages=tuple(out))


def test_prose_is_numbered_and_furniture_is_not() -> None:
    report = passages(
        ("title", "Talks\n"), ("byline", "By Ada\n"), ("dateline", "OSLO - "), ("body", "They met.\n"),
        ("caption", "A hall.\n"), ("body", "One said\n\nso.\n\n"), ("body", "Another did not."),
    )  # fmt: skip
    found = [(p.number, p.kind, report.text[p.start : p.end].strip()) for p in number_paragraphs(report)]
    assert found == [
        (None, "title", "Talks"),
        (None, "byline", "By Ada"),
        (1, "body", "OSLO - They met."),
        (None, "caption", "A hall."),
        (2, "body", "One said\n\nso."),
        (3, "body", "Another did not."),
    ]


def test_references_say_where_and_come_once_per_paragraph() -> None:
    report = passages(("title", "Talks\n"), ("body", "They met.\n"), ("caption", "A hall.\n"), ("body", "One left."))
    shelf = Shelf([report])
    spans = [report.span(0, 5), report.span(6, 10), report.span(11, 14), report.span(16, 20), report.span(24, 30)]
    assert [ref.label for ref in shelf.references(spans)] == ["7 title", "7 §1", "7 caption", "7 §2"]
    assert shelf.reference(Span("unknown", 0, 1, "x")) is None


def test_passages_without_prose_or_at_all() -> None:
    assert [p.number for p in number_paragraphs(make_report(text="One.", passages=()))] == [1]
    assert [p.kind for p in number_paragraphs(passages(("dateline", "OSLO - ")))] == ["dateline"]
