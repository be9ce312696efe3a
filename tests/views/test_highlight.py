import html
import re

from hypothesis import given
from hypothesis import strategies as st

from detente.views.highlight import BackLink, Stretch, highlight
from detente.views.plain import visible

TAG = re.compile(r"<(/?)(\w+)([^>]*)>")


def stretches(length: int) -> st.SearchStrategy[list[Stretch]]:
    ends = st.tuples(st.integers(0, length), st.integers(0, length), st.booleans())
    return st.lists(
        ends.filter(lambda e: e[0] < e[1]).map(lambda e: Stretch(e[0], e[1], f"a-{e[0]}-{e[1]}" if e[2] else None)),
        max_size=8,
    )


@given(st.data(), st.text(min_size=1, max_size=60))
def test_marking_changes_no_character_and_nests_its_tags(data: st.DataObject, text: str) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    marks = data.draw(stretches(len(text)))
    out = str(highlight(text, start, end, marks))
    assert html.unescape(TAG.sub("", out)) == html.unescape(html.escape(visible(text[start:end])))
    open_: list[str] = []
    for slash, name, _ in TAG.findall(out):
        if slash:
            assert open_.pop() == name
        else:
            open_.append(name)
    assert open_ == []
    ids = re.findall(r'id="([^"]+)"', out)
    assert len(ids) == len(set(ids))
    expected = {s.anchor for s in marks if s.anchor and start <= s.start < end}
    assert expected == set(ids)


def test_overlap_is_split_and_the_id_stays_on_the_first_piece() -> None:
    out = str(highlight("abcdef", 0, 6, [Stretch(0, 4, "x"), Stretch(2, 6, "y")]))
    assert out == (
        '<span class="cited" id="x">ab<span class="cited" id="y">cd</span></span><span class="cited">ef</span>'
    )


def test_words_inside_a_sentence_are_marked_and_lead_back() -> None:
    back = {"x": [BackLink("line-1", 'Russia "offered"')]}
    out = str(highlight("a <b> c", 0, 7, [Stretch(0, 7, "x"), Stretch(2, 5)], back))
    assert out.startswith('<span class="cited" id="x">a <mark>&lt;b&gt;</mark> c</span><a class="back" href="#line-1"')
    assert "Russia &#34;offered&#34;" in out
