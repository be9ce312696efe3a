import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.intake.headers import read_headers
from detente.intake.passages import mark_passages, split_paragraphs

PROSE = "The two governments agreed on Friday to send envoys to the border town for a second round of talks next week."
MORE = "Officials on both sides said that the agenda would be short and that prisoners would come first."


def kinds(text: str, title: str | None = None) -> list[tuple[str, str]]:
    return [(p.kind, text[p.start : p.end].strip()) for p in mark_passages(text, title)]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("• Ada Example", "byline"),
        ("By Ada Example and Ben Sample", "byline"),
        ("(Reporting by Ada Example; Editing by Ben Sample)", "byline"),
        ("(Additional reporting by Ada Example in Vienna)", "byline"),
        ("Ada Example contributed to this report.", "byline"),
        ("Xinhua | Updated: 2019-05-01 17:52", "byline"),
        ("Updated at 9:50 p.m. ET Thursday", "byline"),
        ("Enlarge this image toggle caption Ada Example/AP Ada Example/AP", "caption"),
        ("The envoys shake hands before the second round, Vienna, May 1, 2019. /Reuters Photo", "caption"),
        ("(Top image: the envoys arrive at the hotel in Vienna. /Reuters Photo)", "caption"),
        ("In this photo released by the ministry, an envoy walks to the meeting hall.", "caption"),
        ("Photo: Ada Example", "caption"),
        ("The envoys arrive in Vienna, Austria, May 1, 2019.", "caption"),
        ("Read more: What the envoys want", "promotion"),
        ("READ MORE: Envoys meet again", "promotion"),
        ("Advertisement Continue reading the main story", "promotion"),
        ("Sign up for our newsletter and never miss a story.", "promotion"),
        ("All rights reserved.", "promotion"),
        ("ENVOYS IN VIENNA", "other"),
        ("Second round", "other"),
        ("___", "other"),
        ("A convoy with medicine crossed the river in the morning.", "body"),
        ('"We will come," the envoy said.', "body"),
        ("He declined to comment.", "body"),
        ("We stand by our word. pic.twitter.example/x — Ada Example (@ada) October 13, 2019", "body"),
    ],
)
def test_kind_of_a_line_between_prose(line: str, kind: str) -> None:
    assert (kind, line) in kinds(f"{PROSE}\n{line}\n{MORE}\n")


@pytest.mark.parametrize(
    ("opening", "dateline"),
    [
        ("VIENNA - ", "VIENNA -"),
        ("VIENNA (Sample Wire) -- ", "VIENNA (Sample Wire) --"),
        ("VIENNA/UNITED NATIONS, Aug 30 (Reuters) - ", "VIENNA/UNITED NATIONS, Aug 30 (Reuters) -"),
        ("(CNN) ", "(CNN)"),
        ("KYIV, Ukraine — ", "KYIV, Ukraine —"),
        ("AMMAN U.S. envoy Ada Example and ", "AMMAN"),
        ("UNITED NATIONS ", "UNITED NATIONS"),
        ("RANCHO MIRAGE, Calif./WASHINGTON ", "RANCHO MIRAGE, Calif./WASHINGTON"),
        ("NATO Secretary General Ada Example and ", None),
        ("US President Ada Example and ", None),
        ("", None),
    ],
)
def test_dateline(opening: str, dateline: str | None) -> None:
    found = kinds(f"{opening}{PROSE}\n{MORE}")
    assert ([t for k, t in found if k == "dateline"] or [None]) == [dateline]


def test_first_unfinished_line_is_the_title() -> None:
    assert kinds(f"Envoys to meet in Vienna, says ministry\n\n{PROSE}\n{MORE}")[0][0] == "title"
    assert kinds(f"{PROSE}\n{MORE}")[0][0] == "body"


def test_a_repeated_caption_names_the_one_it_repeats() -> None:
    caption = "The two presidents shake hands at the summit in the old town hall"
    passages = mark_passages(f"{PROSE}\n{caption}\n{caption}\n{MORE}")
    assert [(p.kind, p.repeats) for p in passages] == [
        ("body", None),
        ("caption", None),
        ("caption", 1),
        ("body", None),
    ]


def test_hard_wrapped_text_is_split_at_blank_lines() -> None:
    wrapped = "The two governments agreed on Friday\nto send envoys to the border town\nfor a second round of talks.\n"
    text = f"{wrapped}\n{wrapped}\n{wrapped}"
    assert len(list(split_paragraphs(text))) == 3


LINES = st.lists(
    st.sampled_from([PROSE, MORE, "", "VIENNA - x", "By Ada Example", "TITLE: x", "•", "\t", "Photo: y", "“", "A\x0bB"])
)


@given(st.one_of(st.text(), LINES.map("\n".join)))
def test_passages_tile_the_text(text: str) -> None:
    metadata, start = read_headers(text)
    text = text[start:]
    passages = mark_passages(text, metadata.title)
    assert "".join(text[p.start : p.end] for p in passages) == text
    assert all(p.start < p.end for p in passages)
    assert all(p.repeats is None or p.repeats < n for n, p in enumerate(passages))
