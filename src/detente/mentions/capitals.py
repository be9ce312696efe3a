"""When a capital stands for its government and when it is only a place; who "the North" is."""

from __future__ import annotations

from collections.abc import Iterator

from detente.language.document import Document
from detente.mentions.names import LED, Anchor, NameFinder
from detente.mentions.phrases import base_governor, base_relation, preposition

_PLACING = frozenset({"in", "at", "near", "outside", "inside", "around", "across", "over", "throughout", "through", "via",
                      "into", "off", "beyond", "above", "within", "along", "past", "upon"})
_MOVING = frozenset({"fly", "arrive", "drive", "depart", "come", "report", "launch", "fire", "road", "flight", "mile",
                     "kilometer", "kilometre", "km", "plane", "train", "way", "route", "highway", "land", "bus", "walk", "head",
                     "commute", "hour", "move", "deport", "evacuate", "advance", "west", "east", "north", "south", "distance",
                     "hail", "live", "reside", "destination", "gather", "export", "shuttle"})
_PLACES = frozenset({"airport", "street", "outskirt", "outskirts", "suburb", "resident", "center", "centre", "district",
                     "mayor", "neighborhood", "neighbourhood", "skyline", "square", "hospital", "port", "countryside", "hotel",
                     "university", "prison", "bureau", "time", "stadium", "area", "region", "attack", "bombing", "talks",
                     "conference", "summit", "meeting", "office", "newsroom", "exchange", "zoo", "traffic", "police", "metro",
                     "subway", "court", "citizen", "branch", "embassy", "airspace", "protest", "rally", "process", "round",
                     "forum", "agreement", "accord", "declaration", "talk", "governor", "province", "governorate"})
_CITIES = frozenset({"capital", "city", "town", "port", "metropolis"})
def acts(document: Document, found: NameFinder, anchor: Anchor) -> bool:
    """Whether a capital or seat of power is named as an actor or as the one addressed, not as a place."""
    tokens = document.tokens
    head = tokens[anchor.head]
    if anchor.known is not None and anchor.known.what == "capital" and _is_place(document, found, anchor):
        return False
    word = preposition(document, anchor.head)
    if word in _PLACING:
        return False
    governor = tokens[base_governor(document, anchor.head)]
    if word in ("to", "from", "of", "for", "toward", "towards") and governor.lemma.lower() in _MOVING:
        return False
    if anchor.known is not None and anchor.known.what == "seat":
        return True
    relation = base_relation(document, anchor.head)
    following = tokens[anchor.end].lower if anchor.end < len(tokens) else ""
    if following in ("-", "–") and anchor.end + 1 < len(tokens):
        return tokens[anchor.end + 1].lower in LED
    noun = tokens[head.head].lemma.lower() if head.head != head.i else ""
    if relation == "nmod:poss":
        return noun not in _PLACES - {"office", "talks", "talk", "meeting", "attack"}
    if relation in ("compound", "amod", "nmod:desc"):
        return head.head in found.role_at and noun not in _PLACES
    return relation not in ("nmod:unmarked", "obl:unmarked", "list", "dep", "vocative")


def _is_place(document: Document, found: NameFinder, anchor: Anchor) -> bool:
    """Signs of a place that need no preposition: a dateline, "Moscow, Russia", "the capital, Sanaa"."""
    tokens = document.tokens
    sentence = document.sentence_of(anchor.start)
    text = "".join(tokens[i].text for i in range(anchor.start, anchor.end))
    if anchor.start <= sentence.start + 1 and text.isupper() and len(text) > 3:
        return not all(t.text.isupper() or not t.text.isalpha() for t in document.sent_tokens(sentence)[:6])
    if anchor.end + 1 < len(tokens) and tokens[anchor.end].text == ",":
        after = found.anchor_at.get(anchor.end + 1)
        if after and after.known and anchor.known and after.known.what == "country" and after.known.name == anchor.known.name:
            return True
    if anchor.end < len(tokens) and tokens[anchor.end].text in ("—", "--", "–") and anchor.start == sentence.start:
        return True
    if anchor.start >= 2 and tokens[anchor.start - 1].text == "," and tokens[anchor.start - 2].lemma.lower() in _CITIES:
        return True
    head = tokens[anchor.head]
    if head.dep in ("appos", "compound", "flat", "nmod:desc") and tokens[head.head].lemma.lower() in _CITIES:
        return True
    return any(tokens[c].dep == "appos" and tokens[c].lemma.lower() in _CITIES for c in document.children[anchor.head])


def koreas_in_play(found: NameFinder) -> bool:
    """Whether the report is about Korea, so that "the North" is a state."""
    return any(a.known is not None and a.known.country in ("PRK", "KOR") for a in found.anchors)


def northern(found: NameFinder) -> Iterator[tuple[int, int, int, str]]:
    """"The North" and "the South" as states: start, end, head and country of each."""
    tokens = found.document.tokens
    for token in tokens:
        i = token.i
        if token.text not in ("North", "South") or i == 0 or i in found.anchor_at or tokens[i - 1].lower != "the":
            continue
        following = tokens[i + 1] if i + 1 < len(tokens) else None
        if following is not None and following.sent == token.sent and following.text[:1].isupper() and following.pos == "PROPN":
            continue
        yield i - 1, i + 1, i, "PRK" if token.text == "North" else "KOR"
