"""Mentions of actors: cases as data, tables against the world, invariants on random documents."""

import csv
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from detente.language.document import Document, Name, Sentence, Token
from detente.mentions.actors import find_actors
from detente.mentions.catalogue import catalogue, holder, words_of
from detente.mentions.types import ActorMention
from detente.records import Entity
from tests.mentions.reading import CASES, make_report, read_cases

PARSED = read_cases("actors.conllu", titles={"biden": "Statement by President Biden on a truce"})
_ROWS = [line for line in (CASES / "actors.tsv").read_text().splitlines() if line and not line.startswith("#")]
EXPECTED = list(csv.DictReader(_ROWS, delimiter="\t"))


def said(entity: Entity) -> str:
    return "|".join(v or "" for v in (entity.name, entity.country, entity.sector, entity.office))


def found(name: str) -> list[ActorMention]:
    return find_actors(PARSED[name].report, PARSED[name].document)


@pytest.mark.parametrize("name", sorted(PARSED))
def test_mentions_of_a_case(name: str) -> None:
    case, mentions = PARSED[name], found(name)
    got = []
    for m in mentions:
        actors = " + ".join(said(e) for e in m.entities)
        got.append((m.entity.text, m.form, case.document[m.head].text, actors))
    wanted = [(r["mention"], r["form"], r["head"], r["actors"]) for r in EXPECTED if r["case"] == name]
    assert [w for w in wanted if w not in got] == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("kabul", "Kabul"),  # "in Kabul": a place
        ("capital", "Sanaa"),  # "the capital, Sanaa"
        ("pope", "Havana"),
        ("us", "us"),  # the pronoun, not the country
        ("us", "who"),
    ],
)
def test_what_is_no_actor(name: str, text: str) -> None:
    assert text not in [m.entity.text for m in found(name)]


def test_one_actor_has_one_name() -> None:
    names = {e.name for m in found("koreas") + found("lavrov") for e in m.entities if e.country == "PRK"}
    assert names == {"North Korea"}


# tables


@pytest.mark.parametrize(
    ("office", "country", "day", "name"),
    [
        ("Foreign Minister", "RUS", date(2017, 12, 25), "Sergei Lavrov"),
        ("Foreign Minister", "USA", date(2016, 1, 16), "John Kerry"),
        ("President", "USA", date(2022, 4, 1), "Joe Biden"),
        ("leader", "PRK", date(2017, 9, 15), "Kim Jong Un"),
        ("leader", "IRN", date(2016, 1, 16), "Ali Khamenei"),
        ("President", "FRA", date(1990, 6, 1), "François Mitterrand"),
        ("Secretary-General", "UNO", date(2016, 3, 2), "Ban Ki-moon"),
        ("Special Envoy for Yemen", "UNO", date(2022, 6, 2), "Hans Grundberg"),
        ("President", "NGA", date(2016, 10, 13), "Muhammadu Buhari"),
        ("Prime Minister", "JPN", date(2017, 8, 29), "Shinzo Abe"),
    ],
)
def test_who_held_which_office_when(office: str, country: str, day: date, name: str) -> None:
    person = holder(office, country, day)
    assert person is not None
    assert person.name == name


def test_an_office_without_known_holder_has_none() -> None:
    assert holder("President", "JPN", date(2017, 8, 29)) is None
    assert holder("Foreign Minister", "RUS", date(1950, 1, 1)) is None


def test_every_state_is_in_the_table() -> None:
    pycountry = pytest.importorskip("pycountry")
    dependent = {
        "ABW", "AIA", "ALA", "ASM", "ATA", "ATF", "BES", "BLM", "BMU", "BVT", "CCK", "COK", "CUW", "CXR", "CYM", "ESH",
        "FLK", "FRO", "GGY", "GIB", "GLP", "GRL", "GUF", "GUM", "HMD", "IMN", "IOT", "JEY", "MAF", "MNP", "MSR", "MTQ",
        "MYT", "NCL", "NFK", "NIU", "PCN", "PRI", "PYF", "REU", "SGS", "SHN", "SJM", "SPM", "SXM", "TCA", "TKL", "UMI",
        "VGB", "VIR", "WLF",
    }  # fmt: skip
    states = {c.alpha_3 for c in pycountry.countries} - dependent
    assert states - set(catalogue().countries) == set()


SECTORS = set(
    "COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE REL SOC".split()
)
CODES = {"UNO", "EUR", "IGO", "NGO", "ISM", "IMG", "MNC"}


def test_tables_use_known_codes_only() -> None:
    tables = catalogue()
    countries = set(tables.countries) | CODES | {None}
    for known in (k for group in tables.names.values() for k in group):
        assert known.country in countries, known
        assert known.sector is None or known.sector in SECTORS, known
    for person in tables.offices.people.values():
        for term in person.terms:
            assert term.country in countries, person.name
            assert term.sector is None or term.sector in SECTORS, person.name
    for role in tables.roles.values():
        assert role.sector in {None, "NGO"} | SECTORS, role


def test_terms_of_office_end_after_they_begin() -> None:
    for person in catalogue().offices.people.values():
        for term in person.terms:
            assert term.start is not None, person.name
            assert term.end is None or term.start <= term.end, (person.name, term)


def test_names_meet_in_one_key() -> None:
    assert words_of("al-Assad") == words_of("Al Assad")
    assert words_of("U.S.") == words_of("US") == ("us",)
    assert words_of("Erdoğan") == words_of("Erdogan")
    assert words_of("…") in ((), ("…",))


# invariants

WORDS = st.sampled_from(
    "the The Russian Foreign Minister Sergei Lavrov said UN Moscow North Korea 's ministry , and both countries he its "
    "Pyongyang rebels of Syria . Trump administration group it they their president in Washington Obama ( ) - "
    "“ ” we I our Hamas Reuters news agency envoy to Yemen leader Assad Chad Jordan special two sides The".split()
)
POS = st.sampled_from(["NOUN", "PROPN", "VERB", "PRON", "ADP", "DET", "PUNCT", "ADJ"])
DEPS = st.sampled_from("nsubj obj obl nmod nmod:poss amod compound case det appos conj flat nmod:desc punct cc".split())
LABELS = st.sampled_from(["PER", "ORG", "GPE", "LOC", "NORP", "MISC"])


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Documents of random words with random trees and names: nonsense that must not break anything."""
    document = Document("random", "")
    for number in range(draw(st.integers(1, 3))):
        words = draw(st.lists(WORDS, min_size=1, max_size=14))
        base, root = len(document.tokens), draw(st.integers(0, len(words) - 1))
        for n, word in enumerate(words):
            if document.text:
                document.text += " "
            idx = len(document.text)
            document.text += word
            head = base + n if n == root else base + (draw(st.integers(0, n - 1)) if n > root else root)
            pos, dep = draw(POS), "root" if n == root else draw(DEPS)
            document.tokens.append(Token(base + n, word, idx, idx + len(word), word.lower(), pos, head, dep, number))
        document.sentences.append(Sentence(number, base, len(document.tokens), 0))
        start = draw(st.integers(base, len(document.tokens) - 1))
        document.names.append(Name(start, draw(st.integers(start + 1, len(document.tokens))), draw(LABELS)))
    return document


def across_sentences() -> Document:
    """ "the" as the last word of one sentence, "North Pyongyang" as the next."""
    words = [("the", 0, 0, 0), ("North", 4, 1, 1), ("Pyongyang", 10, 1, 1)]
    document = Document("random", "the North Pyongyang")
    for i, (word, idx, head, sent) in enumerate(words):
        dep = "root" if head == i else "nsubj"
        document.tokens.append(Token(i, word, idx, idx + len(word), word.lower(), "NOUN", head, dep, sent))
    document.sentences += [Sentence(0, 0, 1, 0), Sentence(1, 1, 3, 0)]
    return document


@settings(max_examples=200, deadline=None)
@given(documents())
@example(across_sentences())
def test_every_mention_points_into_the_text(document: Document) -> None:
    report = make_report("random", document.text, date(2017, 12, 26))
    mentions = find_actors(report, document)
    assert mentions == find_actors(report, document)
    for mention in mentions:
        assert 0 <= mention.start < mention.end <= len(document.tokens)
        assert mention.start <= mention.head < mention.end
        assert document.tokens[mention.start].sent == document.tokens[mention.end - 1].sent
        assert mention.entities
        assert mention.antecedent is None or 0 <= mention.antecedent < len(mentions)
        for entity in mention.entities:
            assert document.text[entity.span.start : entity.span.end] == entity.span.text == entity.text
            assert entity.name
    assert [m.start for m in mentions] == sorted(m.start for m in mentions)
