"""The parts of the training recipe that need neither PyTorch nor the corpora."""

import gzip
from pathlib import Path

import pytest

from detente.language.lemma import Lemmatizer
from training.language import lemmas, silver
from training.language.corpora import read_treebank, retokenized

CONLLU = """# newdoc id = d1
# newpar id = p1
# text = Norland can't vote.
1\tNorland\tNorland\tPROPN\t_\t_\t4\tnsubj\t_\t_
2-3\tcan't\t_\t_\t_\t_\t_\t_\t_\t_
2\tca\tcan\tAUX\t_\t_\t4\taux\t_\t_
3\tn't\tnot\tPART\t_\t_\t4\tadvmod\t_\t_
4\tvote\tvote\tVERB\t_\t_\t0\troot\t_\tSpaceAfter=No
5\t.\t.\tPUNCT\t_\t_\t4\tpunct\t_\t_

"""


@pytest.fixture
def treebank(tmp_path: Path) -> Path:
    path = tmp_path / "x.conllu.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.write(CONLLU)
    return path


def only(labels: list[frozenset[str]]) -> list[str]:
    return ["/".join(sorted(allowed)) if len(allowed) < 6 else "ANY" for allowed in labels]


def test_a_treebank_is_read_with_offsets(treebank: Path) -> None:
    [[gold]] = read_treebank(treebank)
    assert gold.words == ["Norland", "ca", "n't", "vote", "."]
    assert [gold.text[a:b] for a, b in gold.spans] == gold.words
    assert gold.heads == [4, 4, 4, 0, 4]
    assert gold.opens
    assert read_treebank(treebank, skip=("d1",)) == []


def test_words_are_printed_as_text() -> None:
    text, spans = silver.join(['"', "We", "wo", "n't", ",", '"', "he", "said", "(", "twice", ")", "."])
    assert text == '"We won\'t," he said (twice).'
    assert text[slice(*spans[1])] == "We"
    assert silver.join(["3", ",", "000", "of", "Russia", "’", "s", "men"])[0] == "3,000 of Russia’s men"


def test_labels_follow_our_own_words() -> None:
    gold = retokenized(["al-Qaida", "left"], [frozenset({"B-ORG"}), silver.NONE])
    assert gold.words == ["al", "-", "Qaida", "left"]
    assert only(gold.names or []) == ["B-ORG", "I-ORG", "I-ORG", "O"]


@pytest.mark.parametrize(
    ("words", "tags", "labels"),
    [
        ("President Anna Berg", "B-per I-per I-per", "O B-PER I-PER"),
        ("in Tehran today", "O B-org B-tim", "O B-GPE O"),
        ("North Korean troops", "B-geo B-gpe O", "B-NORP I-NORP O"),
        ("the Red Sea", "O B-geo I-geo", "O B-LOC I-LOC"),
        ("a roadside bomb exploded", "O O O O", "O B-WEAPON I-WEAPON O"),
        ("talks with Russia", "O O O", "O O B-GPE"),
        ("General Osman spoke", "B-org I-org O", "O B-PER O"),
    ],
)
def test_gmb_labels(words: str, tags: str, labels: str) -> None:
    relabel = silver.GmbLabels([(words.split(), tags.split())])
    assert only(relabel(words.split(), tags.split())) == labels.split()


@pytest.mark.parametrize(
    ("words", "tags", "labels"),
    [
        ("the Foreign Secretary Anna Berg", "B-Person I-Person I-Person I-Person I-Person", "O O O B-PER I-PER"),
        ("They said", "B-Organisation O", "O O"),
        ("a mortar", "B-Weapon I-Weapon", "O B-WEAPON"),
        ("air strikes", "B-Weapon I-Weapon", "O O"),
        ("Turkey", "B-Organisation", "B-GPE"),
        ("the Norland regime", "B-Organisation I-Organisation I-Organisation", "O ANY ANY"),
    ],
)
def test_re3d_labels(words: str, tags: str, labels: str) -> None:
    assert only(silver.re3d_labels(words.split(), tags.split())) == labels.split()


def test_learnt_lemmas_read_back(treebank: Path, tmp_path: Path) -> None:
    golds = [gold for document in read_treebank(treebank) for gold in document] * 2
    path = tmp_path / "lemmas.tsv"
    path.write_text("\n".join(lemmas.lines(golds, {})) + "\n", encoding="utf-8")
    lemmatizer = Lemmatizer.read(path, {})
    assert (lemmatizer("ca", "AUX"), lemmatizer("N't", "PART"), lemmatizer("swore", "VERB")) == ("can", "not", "swear")
    assert lemmas.accuracy(lemmatizer, golds) == 100
