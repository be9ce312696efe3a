"""Paragraphs of text whose lines were broken at a column, and of text that only looks so."""

import random
import textwrap
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.intake import make_report
from detente.intake.paragraphs import split_paragraphs, without_breaks

TITLE = "Two neighbours agree to open the bridge at Nordfurt again"
BYLINE = "By Ada Example"
STORY = [
    "The governments of Arland and Belmark agreed on Friday to open the bridge at Nordfurt for lorries with food and "
    "medicine, the mayor said, after a week in which neither side had answered the other in public.",
    "“We were told to keep the gates shut until both capitals had signed,” said Ada Example, who leads the customs "
    "office on the northern bank. “Nobody asked us how long the milk keeps.”",
    "Officials in Arland said that the first 40 lorries will cross on Monday, December 4, and that inspectors from "
    "three countries have been asked to look at what they carry.",
    "Belmark had closed the bridge in March. It denied on Thursday that the closure had anything to do with the vote "
    "in the assembly, in which a majority asked for sanctions against two of its ministers.",
]


def words(text: str) -> list[str]:
    return [" ".join(text[a:b].split()) for a, b in split_paragraphs(text)]


def wrapped(paragraph: str, width: int, indent: str = "") -> str:
    return textwrap.fill(paragraph, width, initial_indent=indent, break_on_hyphens=False, break_long_words=False)


LAYOUTS: dict[str, Callable[[list[str], int], str]] = {
    "empty lines": lambda story, width: "\n\n".join(wrapped(p, width) for p in story),
    "set in": lambda story, width: "\n".join(wrapped(p, width, "    ") for p in story),
    "moved in": lambda story, width: textwrap.indent("\n\n".join(wrapped(p, width) for p in story), "      "),
    "double space": lambda story, width: "\n\n\n".join(wrapped(p, width).replace("\n", "\n\n") for p in story),
    "quoted mail": lambda story, width: "\n>\n".join("> " + wrapped(p, width).replace("\n", "\n> ") for p in story),
}


@pytest.mark.parametrize("width", [40, 60, 66, 72, 80, 100])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_wrapped_paragraphs_are_whole(layout: str, width: int) -> None:
    text = LAYOUTS[layout]([TITLE, BYLINE, *STORY], width)
    found = [" ".join(p.replace(">", " ").split()) for p in words(text)]
    assert found == [TITLE, BYLINE, *STORY]


def test_lines_of_a_pdf_differ_in_length() -> None:
    choose = random.Random(7)
    paragraphs = []
    for paragraph in STORY * 2:
        lines, line = [], ""
        for word in paragraph.split():
            if len(line) + len(word) > choose.randint(66, 80):
                lines.append(line)
                line = ""
            line = f"{line} {word}".strip()
        paragraphs.append("\n".join([*lines, line]))
    assert words("\n\n".join(paragraphs)) == STORY * 2


def test_one_paragraph_a_line_stays_so() -> None:
    assert words("\n".join([TITLE, BYLINE, *STORY])) == [TITLE, BYLINE, *STORY]


@pytest.mark.parametrize(
    "lines",
    [
        ["Grey is the river that carries the night,", "grey are the ferries that wait,", "long is the queue in the rain",
         "until somebody opens the gate.", "Who will tell the children tonight", "that the bread comes late?"],
        ["The list names:", "- flour and oil", "- milk for the schools", "- diesel", "- blankets and tents"],
        ["1. flour and oil", "2. milk for the schools", "3. diesel for the ferries", "4. blankets"],
        ["Item          March   April", "flour           12      14", "diesel           3       1", "milk             8       8"],
        ["Ada Example", "Customs Office", "12 Bridge Street", "Nordfurt"],
    ],
    ids=["verse", "items", "numbers", "table", "address"],
)  # fmt: skip
@pytest.mark.parametrize("width", [66, 10_000])
def test_what_has_lines_of_its_own_keeps_them(lines: list[str], width: int) -> None:
    text = "\n\n".join([wrapped(STORY[0], width), wrapped(STORY[1], width), "\n".join(lines), wrapped(STORY[2], width)])
    assert words(text) == [*STORY[:2], *(" ".join(line.split()) for line in lines), STORY[2]]


def test_items_longer_than_a_line_are_whole() -> None:
    items = [f"-   {each}" for each in STORY]
    text = "\n".join(textwrap.fill(item, 70, subsequent_indent="    ") for item in items)
    assert words(text) == [" ".join(item.split()) for item in items]


def test_headline_byline_and_place_line_follow_each_other_without_empty_lines() -> None:
    headline = "Two neighbours agree to open the bridge at Nordfurt to lorries"
    story = "NORDFURT (Sample Wire) - " + STORY[0]
    text = f"{headline}\n{BYLINE}\n" + "\n\n".join(wrapped(p, 62) for p in [story, *STORY[1:]])
    assert words(text) == [headline, BYLINE, story, *STORY[1:]]
    assert [p.kind for p in make_report(text).passages] == ["title", "byline", "dateline", *["body"] * 4]


def test_a_title_over_two_lines_is_one_title() -> None:
    report = make_report(LAYOUTS["double space"]([TITLE, *STORY], 40))
    assert report.title == TITLE
    assert "\n" in report.text[report.passages[0].start : report.passages[0].end].strip()


@pytest.mark.parametrize("width", range(40, 60))
def test_dates_are_found_across_lines(width: int) -> None:
    story = [
        *STORY,
        "The bridge was last open for a day on the 1 March 2018 and then, officials said, on July 5, 2018.",
    ]
    wrapped_report, report = make_report(LAYOUTS["set in"](story, width)), make_report("\n\n".join(story))
    assert report.published.start is not None
    assert wrapped_report.published == report.published


LINES = st.lists(st.sampled_from([*STORY, TITLE, "", "  x", "> y", "\tz", "- a b c", "oil", "and so on", "•", "1. no"]))


@given(LINES.map("\n".join), st.integers(20, 120))
def test_paragraphs_tile_the_text_and_offsets_stay(text: str, width: int) -> None:
    text = "\n".join(wrapped(line, width) for line in text.split("\n"))
    ranges = list(split_paragraphs(text))
    assert "".join(text[a:b] for a, b in ranges) == text.lstrip()
    flat = without_breaks(text, ranges)
    assert len(flat) == len(text)
    assert all(a == b or (b == " " and a in "\n>") for a, b in zip(text, flat, strict=True))
