"""Statements from parsed sentences: who said what, through whom, in which manner, and what is no statement."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.language.document import Document, Name, Sentence, Token
from detente.language.model import LanguageModel
from detente.mentions import resolve
from detente.mentions.types import ActorMention, Mentions, PlaceMention, TimeMention
from detente.observations.sources import Said, source_kind
from detente.observations.statements import find_statements
from detente.records import Entity, EntityKind, Passage, Report, Span, Statement, When, Where

from .parsed import Case, parsed, read_cases, report

CASES = read_cases(Path(__file__).with_name("statement_cases.txt"))
BY_NAME = {case.name: case for case in CASES}


def statements(case: Case, mentions: Mentions | None = None) -> list[Statement]:
    document = parsed(case.text, case.parse)
    return find_statements(report(case.text, case.title), document, mentions or Mentions())


def brief(statement: Statement) -> str:
    return " ; ".join(
        [
            statement.speaker.text,
            statement.cue.text,
            statement.quoted,
            " // ".join(piece.text for piece in statement.content),
            " > ".join(source.name for source in statement.sources[1:]),
            statement.addressee.text if statement.addressee else "-",
        ]
    )


@pytest.mark.parametrize("case", [pytest.param(c, id=c.name) for c in CASES])
def test_case(case: Case) -> None:
    assert tuple(brief(s) for s in statements(case)) == case.expected


@pytest.mark.parametrize("case", [pytest.param(c, id=c.name) for c in CASES])
def test_every_span_stands_in_the_text(case: Case) -> None:
    for statement in statements(case):
        assert 0 < statement.confidence <= 1
        assert statement.evidence[0].text in case.text
        for span in (statement.cue, statement.speaker.span, *statement.content, *statement.evidence):
            assert case.text[span.start : span.end] == span.text
        assert statement.sources[0].name == "The Paper"
        assert all(a.end <= b.start for a, b in zip(statement.content, statement.content[1:], strict=False))


def test_the_same_text_gives_the_same_ids() -> None:
    case = BY_NAME["direct around the cue"]
    assert [s.id for s in statements(case)] == [s.id for s in statements(case)]
    ids = [s.id for c in CASES for s in statements(c)]
    assert len({len(i) for i in ids}) == 1


def entity(text: str, name: str, kind: EntityKind, country: str | None, sector: str | None = None) -> Entity:
    return Entity(text, name, kind, country, sector, None, Span("r1", 0, len(text), text))


def test_the_speaker_is_the_resolved_mention() -> None:
    case = BY_NAME["he added after a name"]
    document = parsed(case.text, case.parse)
    name = entity("Elena Ruiz", "Elena Ruiz", "person", "PER", "GOV")
    first = next(t.i for t in document.tokens if t.text == "Elena")
    she = next(t.i for t in document.tokens if t.text == "She")
    mentions = Mentions(
        actors=[
            ActorMention(first, first + 2, first, (name,), "name"),
            ActorMention(she, she + 1, she, (entity("She", "Elena Ruiz", "person", "PER", "GOV"),), "pronoun", 0),
        ]
    )
    assert [(s.speaker.name, s.speaker.country) for s in statements(case, mentions)] == [("Elena Ruiz", "PER")] * 2


def test_time_and_place_hang_on_the_cue() -> None:
    case = BY_NAME["direct before"]
    document = parsed(case.text, case.parse)
    geneva = next(t.i for t in document.tokens if t.text == "Geneva")
    where = Where("Geneva", "CHE", 46.2, 6.1, "city", Span("r1", 0, 6, "Geneva"))
    found = statements(case, Mentions(places=[PlaceMention(geneva, geneva + 1, geneva, where)]))
    assert found[0].where == where
    dateline = statements(case, Mentions(places=[PlaceMention(geneva, geneva + 1, geneva, where, dateline=True)]))
    assert dateline[0].where is None
    case = BY_NAME["cue last"]
    document = parsed(case.text, case.parse)
    monday = next(t.i for t in document.tokens if t.text == "Monday")
    when = When(None, None, "day", "Monday", "relative")
    found = statements(case, Mentions(times=[TimeMention(monday, monday + 1, monday, when)]))
    assert found[0].when == when


@pytest.mark.parametrize(
    ("text", "kind", "sector", "expected"),
    [
        ("Reuters", "organisation", "JRN", "agency"),
        ("the Andes news agency", "organisation", None, "agency"),
        ("The Guardian", "organisation", None, "outlet"),
        ("state media", "organisation", "JRN", "outlet"),
        ("citizen journalists", "group", "JRN", "unnamed"),
        ("Elena Ruiz", "person", "GOV", "person"),
        ("officials", "group", "GOV", "unnamed"),
        ("the water ministry", "organisation", "GOV", "office"),
        ("the statement", "other", None, "document"),
        ("Norway", "country", "GOV", "office"),
    ],
)
def test_source_kinds(text: str, kind: EntityKind, sector: str | None, expected: str) -> None:
    assert source_kind(entity(text, text, kind, None, sector)) == expected


def test_the_innermost_statement_over_words() -> None:
    case = BY_NAME["somebody else's words within a statement"]
    found = statements(case)
    at = case.text.index("sign")
    innermost = Said(found).over(at, at + 4)
    assert innermost is not None
    assert innermost.speaker.text == "the rebels"
    assert Said(found).over(0, 5) is None


def released(title: str, body: str) -> list[Statement]:
    """Statements in a report of a title and one paragraph of words without a parse; the title's name is a person's."""
    text = f"{title}\n{body}"
    tokens: list[Token] = []
    for i, match in enumerate(re.finditer(r"\w+|[^\w\s]", text)):
        sentence = int(match.start() > len(title))
        root = next((t.i for t in tokens if t.sent), i) if sentence else 0
        pos = "PUNCT" if not match.group().isalnum() else "PROPN" if match.group() in ("Elena", "Ruiz") else "X"
        tokens.append(
            Token(i, match.group(), match.start(), match.end(), match.group().lower(), pos, root, "dep", sentence)
        )
    split = next(t.i for t in tokens if t.sent)
    tokens[split].head = split
    first = next(t.i for t in tokens if t.text == "Elena")
    document = Document(
        "r1",
        text,
        tokens,
        [Sentence(0, 0, split, 0), Sentence(1, split, len(tokens), 1)],
        [Name(first, first + 2, "PER")],
    )
    passages = (Passage("title", 0, len(title)), Passage("body", len(title) + 1, len(text)))
    whole = Report("r1", "01.txt", None, "The Paper", title, None, "en", text, When(), passages)
    return find_statements(whole, document, Mentions())


@pytest.mark.parametrize(
    "title", ["Statement by Elena Ruiz on the Dam", "Elena Ruiz Statement on the Dam", "Remarks of Elena Ruiz"]
)
def test_an_official_text_is_one_statement_of_its_author(title: str) -> None:
    found = released(title, "I welcome the news. The dam will hold.")
    assert [(s.speaker.text, s.quoted, s.content[0].text) for s in found] == [
        ("Elena Ruiz", "direct", "I welcome the news. The dam will hold.")
    ]


def test_a_report_about_a_statement_is_none() -> None:
    assert not released("Outcry over Statement by Elena Ruiz", "Others said the dam will not hold.")


WORDS = [
    "Norway",
    "said",
    "that",
    "talks",
    "would",
    "fail",
    '"',
    ",",
    ".",
    "he",
    "according",
    "to",
    "saying",
    "by",
    "was",
]
POS = {
    "Norway": "PROPN",
    "said": "VERB",
    "that": "SCONJ",
    "talks": "NOUN",
    "would": "AUX",
    "fail": "VERB",
    "he": "PRON",
    "according": "VERB",
    "to": "ADP",
    "saying": "VERB",
    "by": "ADP",
    "was": "AUX",
}
LEMMAS = {"said": "say", "saying": "say", "talks": "talk", "was": "be"}
DEPS = ["nsubj", "ccomp", "obj", "obl", "mark", "parataxis", "advcl", "acl", "conj", "case", "xcomp", "punct", "appos"]


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Documents of random words under random trees: what a bad parse may look like."""
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    text = ""
    for n in range(draw(st.integers(1, 3))):
        first = len(tokens)
        words = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12))
        root = first + draw(st.integers(0, len(words) - 1))
        for k, word in enumerate(words):
            i = first + k
            text += " " if text and draw(st.booleans()) else "\n" if k == 0 and text else ""
            head = i if i == root else root if i == first else first + draw(st.integers(0, k - 1))
            if i < root and head != root:
                head = root
            dep = "root" if i == root else draw(st.sampled_from(DEPS))
            pos = POS.get(word, "PUNCT")
            tokens.append(
                Token(i, word, len(text), len(text) + len(word), LEMMAS.get(word, word.lower()), pos, head, dep, n)
            )
            text += word
        sentences.append(Sentence(n, first, len(tokens), 0))
    return Document("r1", text, tokens, sentences)


@settings(max_examples=150, deadline=None)
@given(documents())
def test_no_parse_is_too_bad(document: Document) -> None:
    found = find_statements(report(document.text), document, Mentions())
    for statement in found:
        assert statement.content
        assert statement.evidence
        for span in (*statement.content, statement.cue, statement.speaker.span):
            assert 0 <= span.start < span.end <= len(document.text)
            assert document.text[span.start : span.end] == span.text
    assert len({s.id for s in found}) == len(found)


def told(text: str) -> list[tuple[str, str, str]]:
    """Speaker, cue and words of the statements in ``text`` as the shipped parser reads it."""
    report = Report("r1", None, None, None, None, None, "en", text, When(), (Passage("body", 0, len(text)),))
    document = LanguageModel.load().annotate("r1", text, [(0, len(text))])
    found = find_statements(report, document, resolve(report, document))
    return [(s.speaker.name, s.cue.text, " … ".join(c.text for c in s.content)) for s in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # What is added is a statement of its own; what is withheld is the speaker's doing.
        (
            "She said the treaty was fair, adding that Norway is a friend and would sign it.",
            ("She", "adding", "Norway is a friend and would sign it"),
        ),
        (
            "The minister said Chile may close the border, but gave no details.",
            ("minister", "said", "Chile may close the border"),
        ),
        # A past form beside a bare one goes with the reporting verb.
        (
            "Lavrov said the flights would continue and denied reports that they had hit a school.",
            ("Sergei Lavrov", "denied", "reports that they had hit a school"),
        ),
        # Two participles of one speaker.
        (
            "Chile left the talks, saying it would wait and accusing Peru of hiding the map.",
            ("Chile", "accusing", "Peru of hiding the map"),
        ),
        # Who passes the words on, and what the speaker is, is no part of them.
        (
            "The storm would reach the coast by noon, an expert on winds, Ida Holm said.",
            ("Ida Holm", "said", "The storm would reach the coast by noon"),
        ),
    ],
)
def test_where_words_end(text, expected):
    assert expected[1:] in [t[1:] for t in told(text)]


def test_the_day_of_what_is_spoken_of_is_not_the_day_of_speaking():
    text = "Lavrov welcomed Monday's vote in Geneva."
    published = When(date(2020, 3, 4), date(2020, 3, 4), "day", None, "stated")
    report = Report("r1", None, None, None, None, None, "en", text, published, (Passage("body", 0, len(text)),))
    document = LanguageModel.load().annotate("r1", text, [(0, len(text))])
    for statement in find_statements(report, document, resolve(report, document)):
        assert statement.when.start is None


def test_a_document_spoken_of_again_speaks_for_who_issued_it() -> None:
    found = told(
        "Norway's defence ministry said in a statement that the talks failed. The statement said Chad was late."
    )
    assert found[-1][0] == "Norwegian Defence Ministry"


def test_a_document_whose_author_is_not_named_keeps_what_it_is_about() -> None:
    found = told('"Nothing was agreed", the note outlining the visit said.')
    assert found[0][0] == "note outlining the visit"


def test_a_hope_is_of_the_day_on_which_it_was_voiced() -> None:
    text = "Vladimir Putin said that Moscow hoped to get their help on March 2."
    published = When(date(2020, 3, 4), date(2020, 3, 4), "day", None, "stated")
    report = Report("r1", None, None, None, None, None, "en", text, published, (Passage("body", 0, len(text)),))
    document = LanguageModel.load().annotate("r1", text, [(0, len(text))])
    (statement,) = find_statements(report, document, resolve(report, document))
    assert statement.when.start == date(2020, 3, 2)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The ferries stay in port, the Sample Wire news agency reported, citing a harbour official.", "official"),
        ("“The ferries stay in port,” Interfax reported, citing Foreign Minister Sergei Lavrov.", "Sergei Lavrov"),
        ("The ferries stay in port, Interfax said on Friday, citing two people in the harbour.", "people"),
        (
            "The ferries stay in port, Interfax reported, quoting the Chilean defence ministry.",
            "Chilean Defence Ministry",
        ),
        # Reasons are cited too, and say nothing.
        ("The ferries stay in port, Lavrov said, citing security concerns.", "Sergei Lavrov"),
        ("The ferries stay in port, Lavrov said, citing a lack of trust in Chile.", "Sergei Lavrov"),
    ],
)
def test_who_is_cited_speaks(text: str, speaker: str) -> None:
    assert [name for name, _, _ in told(text)] == [speaker]
