import pytest

spacy = pytest.importorskip("spacy")

from detente.language.model import LanguageModel  # noqa: E402
from detente.language.spacy_component import to_spacy  # noqa: E402

TEXT = "Moscow is ready to mediate, the Kremlin said.  Norland's  envoy met Anna Berg."


def test_a_document_as_doc() -> None:
    document = LanguageModel.load().annotate("r1", TEXT)
    doc = to_spacy(document)
    assert [t.text for t in doc] == [t.text for t in document.tokens]
    assert [t.head.i for t in doc] == [t.head for t in document.tokens]
    assert [t.pos_ for t in doc] == [t.pos for t in document.tokens]
    assert [t.lemma_ for t in doc] == [t.lemma for t in document.tokens]
    assert [(s.start, s.end) for s in doc.sents] == [(s.start, s.end) for s in document.sentences]
    assert [(e.start, e.end, e.label_) for e in doc.ents] == [(n.start, n.end, n.label) for n in document.names]
    assert [TEXT[a:b] for a, b in doc.user_data["detente"]] == [t.text for t in doc]


def test_in_a_pipeline() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("detente")
    doc = nlp(TEXT)
    assert [t.text for t in doc if t.dep_ == "ROOT"] == ["said", "met"]
    assert len(nlp("")) == 0
