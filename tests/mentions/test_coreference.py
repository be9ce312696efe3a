"""Pronouns and descriptions: which earlier mention they mean."""

from datetime import date

import pytest

from detente.language.document import Document, Name
from detente.language.model import LanguageModel
from detente.mentions.actors import find_actors
from detente.mentions.antecedents import WEIGHTS
from detente.mentions.quotations import Quotations
from detente.mentions.word_lists import word_list
from tests.mentions.reading import add_sentence, make_report, read_cases

PARSED = read_cases("actors.conllu", titles={"biden": "Statement by President Biden on a truce"})


@pytest.mark.parametrize(
    ("name", "mention", "antecedent"),
    [
        ("oslo", "The ministry", "Norway's foreign ministry"),
        ("jordan", "He", "Jordan Baker, a Canadian lawmaker"),
        ("robles", "She", "Spain's defence minister, Margarita Robles"),
        ("santos", "We", "Colombian President Juan Manuel Santos"),
        ("rebels", "The group", "The rebel group M23"),
        ("pope", "he", "Pope Francis"),
        ("lavrov", "its", "Moscow"),
        ("president", "him", "the president"),
        ("army", "its", "Boko Haram"),
        ("ministry", "the ministry", "Foreign Ministry"),
        ("haftar", "they", "Forces"),
        ("hostages", "The group's leader", "The group"),
        ("house", "House", "House of Representatives"),
        ("whose", "whose forces", "Ukraine"),
        ("kerry", "He", "Secretary of State John Kerry"),
    ],
)
def test_antecedents(name: str, mention: str, antecedent: str) -> None:
    mentions = find_actors(PARSED[name].report, PARSED[name].document)
    source = next(m.antecedent for m in mentions if m.entity.text == mention)
    assert source is not None
    assert mentions[source].entity.text == antecedent


def test_we_is_the_speakers_state_and_i_the_speaker() -> None:
    mentions = {m.entity.text: m for m in find_actors(PARSED["santos"].report, PARSED["santos"].document)}
    assert (mentions["We"].entity.name, mentions["We"].entity.sector) == ("Colombia", "GOV")
    assert mentions["I"].entity.name == "Juan Manuel Santos"


def test_first_persons_of_a_statement_are_its_authors() -> None:
    mentions = find_actors(PARSED["biden"].report, PARSED["biden"].document)
    assert [m.entity.name for m in mentions if m.form == "pronoun" and m.entity.text in ("I", "We")] == [
        "Joe Biden",
        "United States",
    ]


def parsed(text: str, *rows: str) -> Document:
    """One sentence; rows are "form lemma POS head relation"."""
    document = Document("x", text)
    add_sentence(document, [[str(n), *row.split(), "-"] for n, row in enumerate(rows, 1)])
    return document


def test_it_that_means_nothing_stays_unresolved() -> None:
    document = parsed(
        "Iran waits ; it is likely that talks fail",
        "Iran Iran PROPN 2 nsubj", "waits wait VERB 0 root",
        "; ; PUNCT 2 punct", "it it PRON 6 expl", "is be AUX 6 cop",
        "likely likely ADJ 2 parataxis", "that that SCONJ 9 mark", "talks talk NOUN 9 nsubj", "fail fail VERB 6 csubj",
    )  # fmt: skip
    mentions = find_actors(make_report("x", document.text, date(2015, 1, 1)), document)
    assert [m.entity.text for m in mentions] == ["Iran"]


def test_two_arguments_of_one_verb_are_not_one() -> None:
    document = parsed(
        "Putin met him",
        "Putin Putin PROPN 2 nsubj", "met meet VERB 0 root", "him he PRON 2 obj",
    )  # fmt: skip
    document.names.append(Name(0, 1, "PER"))
    mentions = find_actors(make_report("x", document.text, date(2015, 1, 1)), document)
    assert [m.entity.text for m in mentions] == ["Putin"]


def test_straight_quotation_marks_open_and_close_by_the_blanks_around() -> None:
    document = parsed(
        '"Go ," he said . "Now ."',
        '" " PUNCT 2 punct', "Go go VERB 5 ccomp", ", , PUNCT 2 punct", '" " PUNCT 2 punct', "he he PRON 6 nsubj",
        "said say VERB 0 root", ". . PUNCT 6 punct", '" " PUNCT 9 punct', "Now now ADV 6 parataxis",
        ". . PUNCT 9 punct",
        '" " PUNCT 9 punct',
    )  # fmt: skip
    inside = Quotations(document).inside
    assert [t.text for t in document.tokens if inside[t.i]] == ["Go", ",", "Now", "."]


def test_word_lists_are_named_and_filled() -> None:
    assert "say" in word_list("speech")
    with pytest.raises(KeyError):
        word_list("no such list")
    assert all(isinstance(w, float) for w in WEIGHTS.values())


@pytest.mark.parametrize(
    ("text", "word", "country"),
    [
        # The subject of a clause put first is the subject that goes on.
        ("While China urged Japan to hold talks, it said it was no party to the dispute.", "it", "CHN"),
        # Whom words were according to goes on speaking.
        ("Chad's ally was seen there, according to the Kenyan military. They said three men fled.", "They", "KEN"),
        # A spokesman without a body speaks for the body that is the subject.
        ("The Kremlin has not replied, and a spokesman told reporters to wait.", "spokesman", "RUS"),
        # The country inside the name of the body that an officer commands.
        ("Oskar Lind, the commander of the Chile Air Force's Air Defense Command, said it was late.", "Lind", "CHL"),
    ],
)
def test_who_is_meant(text: str, word: str, country: str) -> None:
    document = LanguageModel.load().annotate("r1", text, [(0, len(text))])
    mentions = find_actors(make_report("r1", text), document)
    at = text.index(word)
    found = [m for m in mentions if document.slice(m.start, m.end)[0] <= at < document.slice(m.start, m.end)[1]]
    assert {e.country for m in found for e in m.entities} == {country}
