import itertools
import json
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import detente.language.model as model
from detente.errors import ModelError
from detente.language import Document
from detente.language.model import LanguageModel
from detente.language.tokenize import tokenize

MODELS = Path(model.__file__).parent.parent / "models"
NEWS = (
    "Norland will open talks with Sudland on Monday, Foreign Minister Anna Berg said. "
    "“We are ready,” she told reporters in Geneva, “if both parties are willing.”\n"
    "Sudland's army fired two rockets at the border town of Testville, the U.N. mission reported."
)


@pytest.fixture(scope="module")
def language() -> LanguageModel:
    return LanguageModel.load()


def check(document: Document) -> None:
    """What must hold for any document."""
    before = 0
    for i, token in enumerate(document.tokens):
        assert token.i == i
        assert token.text == document.text[token.idx : token.end]
        assert before <= token.idx < token.end
        assert token.lemma
        before = token.end
    covered = 0
    for k, sentence in enumerate(document.sentences):
        assert (sentence.i, sentence.start) == (k, covered)
        assert sentence.start < sentence.end
        covered = sentence.end
        own = range(sentence.start, sentence.end)
        assert sum(document[i].head == i for i in own) == 1
        for i in own:
            assert document[i].sent == k
            assert document[i].head in own
            assert (document[i].dep == "root") == (document[i].head == i)
            assert len(list(document.ancestors(i))) < len(own)
    assert covered == len(document.tokens)
    for name in document.names:
        assert document[name.start].sent == document[name.end - 1].sent
        assert 0 < name.score <= 1


def test_a_report(language: LanguageModel) -> None:
    document = language.annotate("r1", NEWS)
    check(document)
    assert document.report == "r1"
    assert document.text == NEWS
    said = next(t for t in document.tokens if t.text == "said")
    assert (said.lemma, said.pos) == ("say", "VERB")
    assert ("Anna Berg", "PER") in {(NEWS[slice(*document.slice(n.start, n.end))], n.label) for n in document.names}


def test_passages_bound_the_words_and_the_sentences(language: LanguageModel) -> None:
    passages = [(0, 30), (31, 80), (200, len(NEWS))]
    document = language.annotate("r1", NEWS, passages)
    check(document)
    for sentence in document.sentences:
        start, end = document.slice(sentence.start, sentence.end)
        assert passages[sentence.passage][0] <= start
        assert end <= passages[sentence.passage][1]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 900), max_size=30))
def test_short_passages_share_a_window_and_no_sentence(language: LanguageModel, cuts: list[int]) -> None:
    text = (NEWS + "\n") * 2
    bounds = sorted({0, len(text), *(min(c, len(text)) for c in cuts)})
    passages = list(itertools.pairwise(bounds))
    document = language.annotate("r1", text, passages)
    check(document)
    whole = [t for a, b in passages for t in tokenize(text, a, b)]
    assert [(t.idx, t.end) for t in document.tokens] == whole
    for sentence in document.sentences:
        start, end = document.slice(sentence.start, sentence.end)
        assert passages[sentence.passage][0] <= start
        assert end <= passages[sentence.passage][1]


@pytest.mark.parametrize(
    ("text", "cue", "source", "content"),
    [
        ("Norland will open talks on Monday, the minister said.", "said", "the minister", "Norland will open talks"),
        ("“We are ready to meet,” Ms Berg told reporters.", "told", "Ms Berg", "“We are ready to meet"),
        ("According to the ministry, two soldiers were killed.", "According to", "the ministry", "two soldiers"),
    ],
)
def test_who_said_what(language: LanguageModel, text: str, cue: str, source: str, content: str) -> None:
    document = language.annotate("r1", text, told=True)
    (said,) = document.attributions
    assert text[slice(*document.slice(*said.cue))].startswith(cue)
    assert [text[slice(*document.slice(*part))] for part in said.source] == [source]
    assert text[slice(*document.slice(*said.content[0]))].startswith(content)
    assert language.annotate("r1", text).attributions == []


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from(["She said he left.", "“Go,” he said", "—", "According to", "\n\n"]), max_size=60))
def test_attributions_lie_in_the_text(language: LanguageModel, parts: list[str]) -> None:
    document = language.annotate("r1", " ".join(parts), told=True)
    for said in document.attributions:
        for start, end in (said.cue, *said.source, *said.content):
            assert 0 <= start < end <= len(document)


@pytest.mark.parametrize(
    ("text", "words", "root", "actor", "recipient"),
    [
        ("Norland accused Sudland of lying about the ceasefire.", "accused", "11", "Norland", "Sudland"),
        ("Police arrested twenty protesters in the capital.", "arrested", "17", "Police", "twenty protesters"),
        ("Norland imposed sanctions on Sudland last week.", "imposed", "16", "Norland", "Sudland"),
    ],
)
def test_what_is_done(language: LanguageModel, text: str, words: str, root: str, actor: str, recipient: str) -> None:
    document = language.annotate("r1", text, acts=True)
    assert document.acts
    act = max(document.acts, key=lambda a: a.chance)
    assert words in text[slice(*document.slice(act.start, act.end))]
    assert act.start <= act.at < act.end
    assert (act.root, act.modality) == (root, "actual")
    sides = [[text[slice(*document.slice(*part))] for part in side] for side in (act.actors, act.recipients)]
    assert sides == [[actor], [recipient]]
    assert language.annotate("r1", text).acts is None


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from(["Rebels shelled the town.", "He vowed to", "—", "talks", "\n\n"]), max_size=60))
def test_acts_lie_in_a_sentence(language: LanguageModel, parts: list[str]) -> None:
    document = language.annotate("r1", " ".join(parts), acts=True)
    taken: set[int] = set()
    for act in document.acts or ():
        sentence = document.sentence_of(act.at)
        for start, end in ((act.start, act.end), *act.actors, *act.recipients):
            assert sentence.start <= start < end <= sentence.end
        assert taken.isdisjoint(range(act.start, act.end))
        taken.update(range(act.start, act.end))
        assert 0 < act.chance <= 1


@pytest.mark.parametrize(
    ("text", "actor", "recipient", "category"),
    [
        ("Norland accused Sudland of lying about the ceasefire.", "Norland", "Sudland", "ACCUSE"),
        ("Police arrested twenty protesters in the capital.", "Police", "protesters", "COERCE"),
        ("The United States imposed sanctions on Iran.", "The United States", "Iran", "SANCTION"),
    ],
)
def test_how_a_pair_stands(language: LanguageModel, text: str, actor: str, recipient: str, category: str) -> None:
    spans = [(text.index(name), text.index(name) + len(name)) for name in (actor, recipient)]
    found = language.relate(text, *spans)
    assert sum(found.values()) == pytest.approx(1, abs=1e-3)
    assert max(found, key=lambda name: found[name]) == category


@pytest.mark.parametrize("text", ["", " ", "x" * 3000, "word " * 2000])
def test_a_pair_that_is_nowhere(language: LanguageModel, text: str) -> None:
    assert sum(language.relate(text, (0, 0), (5000, 5003)).values()) == pytest.approx(1, abs=1e-3)


def test_the_same_report_gives_the_same_bytes(language: LanguageModel) -> None:
    alone = language.annotate("r1", NEWS)
    beside = list(
        language.annotate_many([("r0", "Other words. " * 40, None), ("r1", NEWS, None), ("r2", "More.", None)])
    )
    assert repr(beside[1]) == repr(alone)


def test_a_long_passage_is_read_in_parts(language: LanguageModel) -> None:
    sentence = "The minister said that the two sides had agreed to open talks in Geneva on Monday. "
    document = language.annotate("r1", sentence * 60)
    check(document)
    assert len(document.sentences) == 60
    endless = language.annotate("r1", "missile tests and " * 600)
    check(endless)
    assert len(endless) == 1800


@pytest.mark.parametrize("text", ["", " \n\t ", ".", "—", "\u200b", "x" * 5000, "中文报道", "a\n\n\nb", "\x00\x01"])
def test_odd_texts(language: LanguageModel, text: str) -> None:
    check(language.annotate("r1", text))


@settings(max_examples=40, deadline=None)
@given(st.text(st.sampled_from("aB1 .,-'’“”\"\n\tÉ中\u0301\u200b") | st.characters(), max_size=120))
def test_any_text(language: LanguageModel, text: str) -> None:
    check(language.annotate("r1", text))


def test_a_blank_line_ends_a_sentence(language: LanguageModel) -> None:
    document = language.annotate("r1", "Talks open\n\nThe two sides met on Monday.")
    assert [s.start for s in document.sentences] == [0, 2]


def test_loading_is_cached(language: LanguageModel) -> None:
    assert LanguageModel.load() is language


def test_a_missing_or_damaged_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"language\.json"):
        LanguageModel.load(tmp_path)
    shutil.copy(MODELS / "language.json", tmp_path)
    with pytest.raises(ModelError, match="cannot be read"):
        LanguageModel.load(tmp_path)
    card = json.loads((tmp_path / "language.json").read_text())
    for part in (card, card["upper"], card["told"], card["pairs"], card["acts"]):
        (tmp_path / part["graph"]).write_bytes(b"no graph")
    with pytest.raises(ModelError, match="damaged"):
        LanguageModel.load(tmp_path)
