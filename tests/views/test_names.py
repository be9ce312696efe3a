from dataclasses import replace

import pytest

from detente.records import Entity, Source, Span
from detente.views.names import Names, country_name, is_plural, possessive
from tests.factories import make_entity, make_report


def entity(
    text: str, name: str, kind: str = "country", country: str | None = None, sector: str | None = "GOV"
) -> Entity:
    return Entity(text, name, kind, country, sector, None, Span("r1", 0, len(text), text))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        (entity("Washington", "United States", country="USA"), "the United States"),
        (entity("Moscow", "Russia", country="RUS"), "Russia"),
        (entity("UN", "United Nations", "organisation", "UNO"), "the United Nations"),
        (entity("the ministry", "Unification Ministry", "organisation", "KOR"), "South Korea's Unification Ministry"),
        (entity("the ministry", "South Korean Unification Ministry", "organisation", "KOR"),
         "the South Korean Unification Ministry"),
        (entity("US Congress", "US Congress", "organisation", "USA"), "US Congress"),
        (entity("Russian troops", "Russia", country="RUS", sector="MIL"), "Russian troops"),
        (entity("Hamas", "Hamas", "group", "PSE", "REB"), "Hamas"),
        (replace(entity("he", "Sergei Lavrov", "person", "RUS"), office="Foreign Minister"),
         "Russian Foreign Minister Sergei Lavrov"),
        (replace(entity("Trump", "Donald Trump", "person", "USA"), office="President"), "US President Donald Trump"),
        (
            replace(entity("he", "John Kerry", "person", "USA"), office="Secretary of State"),
            "US Secretary of State John Kerry",
        ),
        (
            replace(entity("he", "Ann Example", "person", "USA"), office="Industry Minister"),
            "US Industry Minister Ann Example",
        ),
        (
            replace(entity("he", "Ann Example", "person", "RUS"), office="President of Russia"),
            "President of Russia Ann Example",
        ),
        (entity("he", "James Brown", "person"), "James Brown"),
    ],
)  # fmt: skip
def test_actor(who: Entity, expected: str) -> None:
    assert Names([]).actor(who) == expected


def test_what_the_report_says_unless_it_is_a_pronoun() -> None:
    report = make_report(text="On Tuesday the Kremlin said so. It will wait.")
    names = Names([report])
    kremlin = Entity("Kremlin", "Russia", "country", "RUS", "GOV", None, report.span(15, 22))
    assert names.as_said(kremlin) == "the Kremlin"
    assert names.as_said(replace(kremlin, text="It")) == "Russia"


def test_the_report_decides_about_unknown_articles() -> None:
    report = make_report(text="The Sample Herald wrote; Sample Wire too.")
    names = Names([report])
    assert names.source(Source("Sample Herald", "outlet", report.span(4, 17))) == "the Sample Herald"
    assert names.source(Source("www.paper.example", "outlet")) == "www.paper.example"
    assert names.source(Source("ministry's website", "outlet")) == "the ministry's website"
    assert names.source(Source("customs official", "person")) == "a customs official"
    assert names.source(Source("Sample Wire", "outlet", report.span(25, 36))) == "Sample Wire"


def test_adjectives_lend_no_article_and_agencies_keep_theirs() -> None:
    report = make_report(text="He refused the Russian offer, the Yonhap news agency wrote.")
    names = Names([report])
    assert names.actor(Entity("Russian", "Russia", "country", "RUS", "GOV", None, report.span(15, 22))) == "Russia"
    assert names.source(Source("Yonhap", "agency", report.span(34, 52))) == "Yonhap"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("American official", "an American official"),
        ("US official", "a US official"),
        ("officials", "officials"),
        ("US Special Envoy", "the US Special Envoy"),
        ("United Nations source", "a United Nations source"),
        ("Ukrainian negotiator", "a Ukrainian negotiator"),
        ("military", "the military"),
        ("Kim Jong Un", "Kim Jong Un"),
    ],
)
def test_people_without_a_name(name: str, expected: str) -> None:
    assert Names([]).actor(entity(name, name, "person")) == expected


def test_things_that_speak() -> None:
    said = [entity(name, name, "other") for name in ("statement", "data", "Twitter")]
    assert [Names([]).actor(each) for each in said] == ["a statement", "the data", "Twitter"]


def test_a_file_is_no_source() -> None:
    names = Names([make_report(path="reports/01.txt", outlet=None)])
    assert names.is_file(Source("01.txt", "outlet"))
    assert not names.is_file(Source("The Paper", "outlet"))


def test_lists_name_everybody_once() -> None:
    assert (
        Names([]).actors([make_entity("USA"), make_entity("PRK"), make_entity("USA")])
        == "the United States and North Korea"
    )


def test_number_of_the_verb() -> None:
    assert not is_plural([make_entity("USA")])
    assert is_plural([make_entity("USA"), make_entity("PRK")])
    assert is_plural([entity("rebels", "Houthi rebels", "group", "YEM", "REB")])
    assert not is_plural([entity("UN", "United Nations", "organisation", "UNO")])


def test_small_forms() -> None:
    assert possessive("the United States") == "the United States'"
    assert country_name("RUS") == "Russia"
    assert country_name("UNO") == ""
