from html.parser import HTMLParser

import pytest

from detente.records import Record
from detente.views import html_brief
from detente.views.html import web_address
from tests.views.story import make_record

VOID = {"meta", "link", "br", "img", "line", "rect"}


class Page(HTMLParser):
    """What a browser would see: tags in balance, ids, links, headings."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        self.ids += [value or "" for name, value in attrs if name == "id"]
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open, f"</{tag}> closes nothing"
            assert self.open.pop() == tag


@pytest.fixture(scope="module")
def page() -> Page:
    return Page(html_brief(make_record()))


def test_it_is_one_well_formed_page(page: Page) -> None:
    assert page.open == []
    assert html_brief(make_record()).startswith("<!DOCTYPE html>")
    assert page.tags.count("h1") == 1
    assert {"header", "nav", "main", "footer", "article"} <= set(page.tags)


def test_ids_are_unique_and_every_inner_link_arrives(page: Page) -> None:
    assert len(page.ids) == len(set(page.ids))
    inner = {link[1:] for link in page.links if link.startswith("#")}
    assert inner <= set(page.ids)
    assert any(target.startswith("01-") for target in inner)


def test_a_hostile_report_is_harmless(page: Page) -> None:
    assert "script" not in page.tags
    assert not [name for name, _ in page.attributes if name.startswith("on")]
    assert not [link for link in page.links if not link.startswith(("#", "https://paper.example/1"))]
    assert "\x1b" not in html_brief(make_record())


def test_it_needs_nothing_from_elsewhere(page: Page) -> None:
    assert not {"script", "link", "img", "iframe", "object", "embed"} & set(page.tags)
    assert "@import" not in html_brief(make_record())


def test_the_words_stand_under_the_line() -> None:
    words = "Oman is <b>ready to mediate</b> between Japan and China if both ask for it, the palace said on Monday."
    assert f'<p class="words">{words}</p>' in html_brief(make_record())


def test_nothing_is_cut_and_the_codes_stand_beside() -> None:
    text = html_brief(make_record())
    assert "CAMEO 039 · PLOVER AGREE · verbal cooperation" in text
    assert "--format html" not in text


def test_same_record_same_bytes() -> None:
    assert html_brief(make_record()) == html_brief(make_record())
    assert Page(html_brief(Record())).open == []


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://a.example/x", True),
        ("HTTP://a.example", True),
        ("javascript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("data:text/html,x", False),
        ("//a.example", False),
        ("https:///x", False),
        ("https://a.example/\u202ex", False),
        ("https://[bad", False),
        (None, False),
    ],
)
def test_only_web_addresses_become_links(url: str | None, safe: bool) -> None:
    assert (web_address(url) == url) is (safe or url is None)
    assert (web_address(url) is None) is not safe
