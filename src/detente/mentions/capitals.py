"""When a capital stands for its government and when it is only a place; who "the North" is."""

from __future__ import annotations

from collections.abc import Iterator

from detente.language.document import Document
from detente.mentions.names import Anchor, NameFinder
from detente.mentions.phrases import base_governor, base_relation, follows_the, preposition
from detente.mentions.word_lists import word_list

_PLACING = frozenset(
    "in at near outside inside around across over throughout through via into off beyond above within along".split()
)
_BOTH = word_list("places") & {"office", "talks", "talk", "meeting", "attack"}  # "Moscow's attack" is Russia's


def acts(document: Document, found: NameFinder, anchor: Anchor) -> bool:
    """Whether a capital or seat of power is named as an actor or as the one addressed, not as a place."""
    tokens = document.tokens
    if anchor.what == "capital" and _is_place(document, found, anchor):
        return False
    word = preposition(document, anchor.head)
    if word in _PLACING:
        return False
    governor = tokens[base_governor(document, anchor.head)]
    if word in ("to", "from", "of", "for", "toward", "towards") and governor.lemma.lower() in word_list("moving"):
        return False
    if anchor.what == "seat":
        return True
    if anchor.end + 1 < len(tokens) and tokens[anchor.end].text in ("-", "–"):
        return tokens[anchor.end + 1].lower in word_list("led")
    head, relation = tokens[anchor.head], base_relation(document, anchor.head)
    noun = tokens[head.head].lemma.lower() if head.head != head.i else ""
    if relation == "nmod:poss":
        return noun not in word_list("places") - _BOTH
    if relation in ("compound", "amod", "nmod:desc"):
        return head.head in found.role_at and noun not in word_list("places")
    return relation not in ("nmod:unmarked", "obl:unmarked", "list", "dep", "vocative")


def _is_place(document: Document, found: NameFinder, anchor: Anchor) -> bool:
    """Signs of a place that need no preposition: a dateline, "Moscow, Russia", "the capital, Sanaa"."""
    tokens, cities = document.tokens, word_list("cities")
    sentence = document.sentence_of(anchor.start)
    if _dateline(document, anchor):
        return True
    if anchor.end < sentence.end and tokens[anchor.end].text == ",":
        after = found.anchor_at.get(anchor.end + 1)
        if after and after.what == "country" and after.known and anchor.known and after.known.name == anchor.known.name:
            return True
    if anchor.start > sentence.start and tokens[anchor.start - 1].lemma.lower() in cities:
        return True
    comma = anchor.start >= sentence.start + 2 and tokens[anchor.start - 1].text == ","
    if comma and tokens[anchor.start - 2].lemma.lower() in cities:
        return True
    head = tokens[anchor.head]
    if head.dep in ("appos", "compound", "flat", "nmod:desc") and tokens[head.head].lemma.lower() in cities:
        return True
    return any(tokens[c].dep == "appos" and tokens[c].lemma.lower() in cities for c in document.children[anchor.head])


def _dateline(document: Document, anchor: Anchor) -> bool:
    """Whether the name opens a report as the place it is filed from: in capitals, or before a dash."""
    tokens, sentence = document.tokens, document.sentence_of(anchor.start)
    if anchor.start > sentence.start + 1:
        return False
    if anchor.end < sentence.end and tokens[anchor.end].text in ("—", "--", "–"):
        return True
    text = "".join(tokens[i].text for i in range(anchor.start, anchor.end))
    shouted = all(t.text.isupper() or not t.text.isalpha() for t in document.sent_tokens(sentence)[:6])
    return text.isupper() and len(text) > 3 and not shouted


def koreas_in_play(found: NameFinder) -> bool:
    """Whether the report is about Korea, so that "the North" is a state."""
    return any(t.text.startswith("Korea") for t in found.document.tokens) or any(
        a.known is not None and a.known.country in ("PRK", "KOR") for a in found.anchors
    )


def northern(found: NameFinder) -> Iterator[tuple[int, int, int, str]]:
    """ "The North" and "the South" as states: start, end, head and country of each."""
    tokens = found.document.tokens
    for token in tokens:
        i = token.i
        if token.text not in ("North", "South") or i in found.anchor_at or not follows_the(found.document, i):
            continue
        following = tokens[i + 1] if i + 1 < len(tokens) else None
        longer = following is not None and following.sent == token.sent and following.pos == "PROPN"
        if longer and following is not None and following.text[:1].isupper():
            continue
        yield i - 1, i + 1, i, "PRK" if token.text == "North" else "KOR"
