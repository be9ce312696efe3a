"""What the words around a place name say: whether things happen there, or whether the name stands for a government."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from detente.data import read_table
from detente.language.document import Document, Name, Sentence
from detente.mentions.types import ActorMention

_SKIPPED = frozenset(
    {"the", "a", "an", "'s", "’s", "-", "its", "their", "his", "her", "“", '"', "'", "and", ",", "or", "/"}
)
_CALENDAR = frozenset(row["form"] for row in read_table("times/words.tsv") if row["kind"] in ("month", "weekday"))
_MAX_BACK = 6


@cache
def words(kind: str) -> frozenset[str]:
    """The words of one kind of the table ``places/words.tsv``."""
    return frozenset(row["form"] for row in read_table("places/words.tsv") if row["kind"] == kind)


def preposition(document: Document, sentence: Sentence, start: int, head: int) -> tuple[str, int] | None:
    """The preposition that governs a name and its token: by the parse, else by the words before the name.

    Determiners, adjectives, place nouns and coordinated names in between are passed over ("in the besieged city of
    Aleppo", "in Moscow and Geneva").
    """
    tokens = document.tokens
    current = head
    for _ in range(4):
        for c in document.children[current]:
            if tokens[c].dep == "case" and c < start and tokens[c].lower not in ("'s", "’s"):
                return tokens[c].lower, c
        above = tokens[current].head
        linked = tokens[current].dep.partition(":")[0] in ("conj", "appos", "flat")
        noun = tokens[current].dep == "compound" and tokens[above].lower in words("noun")
        if not (linked or noun) or above == current:
            break
        current = above
    known = words("in") | words("way")
    for i in range(start - 1, max(sentence.start - 1, start - 1 - _MAX_BACK), -1):
        word = tokens[i].lower
        if word in known and not (word == "of" and i > 0 and tokens[i - 1].lower in words("noun")):
            return word, i
        if word == "," and i > 0 and tokens[i - 1].text in _CALENDAR:
            return None
        if (
            tokens[i].pos not in ("ADJ", "DET", "PROPN")
            and word not in _SKIPPED
            and word not in words("noun")
            and word != "of"
        ):
            return None
    return None


def moves(document: Document, at: int) -> bool:
    """Whether the preposition at token ``at`` ("to", "from") goes with a word of movement."""
    tokens, travel = document.tokens, words("travel")
    governor = tokens[tokens[at].head].head if tokens[at].dep == "case" else tokens[at].head
    near = [tokens[i] for i in range(max(0, at - 4), at)] + ([tokens[governor]] if governor >= 0 else [])
    return any(t.lemma.lower() in travel for t in near)


def beside_noun(document: Document, sentence: Sentence, start: int, end: int) -> bool:
    """Whether a noun of place stands right before or after the name, or an event noun after it."""
    tokens = document.tokens
    if end < sentence.end and tokens[end].lower in words("noun") | words("event"):
        return True
    i = start - 1
    if i >= sentence.start and tokens[i].lower == "of":
        i -= 1
    return i >= sentence.start and tokens[i].lower in words("noun")


def label_of(names: Sequence[Name], start: int, end: int) -> tuple[str | None, bool]:
    """The tagger's label of tokens ``start`` to ``end``, and whether the tagged name is longer than they are."""
    best: Name | None = None
    for name in names:
        if name.start < end and start < name.end and (best is None or name.end - name.start > best.end - best.start):
            best = name
    if best is None:
        return None, False
    return best.label, best.start < start or best.end > end


def names_at(actors: Sequence[ActorMention]) -> dict[int, list[ActorMention]]:
    """For each token the mentions by name that it belongs to, in their order."""
    out: dict[int, list[ActorMention]] = {}
    for actor in actors:
        for i in range(actor.start, actor.end) if actor.form == "name" else ():
            out.setdefault(i, []).append(actor)
    return out


def inside_other(named: Mapping[int, Sequence[ActorMention]], start: int, end: int) -> bool:
    """Whether the tokens are part of the name of a person or an organisation ("Tripoli Brigade", "Jack London").

    ``named`` is what ``names_at`` gives.
    """
    for actor in named.get(start, ()):
        if end > actor.end:
            continue
        kinds = {entity.kind for entity in actor.entities}
        if kinds & {"person", "organisation", "group"} and not kinds & {"country"}:
            whole = actor.end - actor.start
            # A long description ("the Syrian army in Aleppo") holds places; a bare name does not.
            if (
                whole <= end - start + 3
                and actor.head in range(actor.start, actor.end)
                and not start <= actor.head < end
            ):
                return True
            if start <= actor.head < end and kinds & {"person"}:
                return True
    return False


def filed_from(document: Document, sentence: Sentence, start: int) -> bool:
    """Whether the sentence says where the report was written: "(Reporting by A in Dubai; Writing by B)"."""
    tokens = document.tokens[sentence.start : sentence.end]
    filing = words("filing")
    for n, token in enumerate(tokens):
        if token.lower in filing and token.i < start and n + 1 < len(tokens):
            after = tokens[n + 1].lower
            if after in ("by", "from") and (token.lower != "reported" or after == "from"):
                return True
    before = document.tokens[max(sentence.start, start - 2) : start]
    return [t.lower for t in before] in (["reports", "from"], ["reporting", "from"], ["reported", "from"])
