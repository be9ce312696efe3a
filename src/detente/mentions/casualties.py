"""Which numbers count victims: "killed 46 people with dozens more wounded", "62 people dead", "the death toll rose to
57".

Read from the words around the number, so that a wrong parse does not lose the dead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from detente.data import read_table
from detente.language.document import Token

Casualty = Literal["killed", "injured", "missing"]
_HELPERS = frozenset(
    "be is are was were been being have has had get got gets left feared confirmed presumed believed reported".split()
)
_PASSIVE = frozenset(
    "is are was were been being be get got gets left feared confirmed presumed believed reported were".split()
)
_SKIP_BACK = frozenset(
    "another some further more the other a an of an estimated least at around about nearly almost over than up to "
    "approximately as many "
    "roughly only just possibly perhaps additional total lives".split()
)
# What may stand between the counted noun and its participle: "people in the camp were killed".
_MAX_AHEAD = 9
_HAVE = frozenset({"have", "has", "had"})
_STOPS = frozenset({";", ":", ".", "\u201d", "but"})
_AFTER_COMMA = frozenset({"ADJ", "NOUN", "DET", "PRON", "ADP"})
_OBJECT_STARTS = frozenset({"NUM", "DET", "PRON", "PROPN", "NOUN", "ADJ"})
_NOT_OBJECTS = frozenset(
    {"this", "that", "last", "yesterday", "today", "each", "every", "so", "earlier", "late", "early"}
)
_TOLL_VERBS = frozenset(
    "rose rises rise risen climbed climbs stands stood stand reached reaches hit hits passed topped exceeded "
    "jumped grew is was"
    " put puts now rising climbing reaching to at of past above".split()
)
_LIFE_VERBS = frozenset("claimed claims claim claiming cost costs costing taken took takes taking lost loses".split())


@dataclass(frozen=True, slots=True)
class _Words:
    active: dict[str, Casualty]
    state: dict[str, Casualty]
    noun: dict[str, Casualty]


@cache
def _words() -> _Words:
    table = _Words({}, {}, {})
    for row in read_table("quantities/casualty_words.tsv"):
        kind, casualty = row["kind"], row["casualty"]
        if kind in ("active", "both"):
            table.active[row["form"]] = casualty  # type: ignore[assignment]
        if kind in ("state", "both"):
            table.state[row["form"]] = casualty  # type: ignore[assignment]
        if kind == "noun":
            table.noun[row["form"]] = casualty  # type: ignore[assignment]
    return table


def casualty_words(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether the sentence has any word of the table, so that plain sentences cost nothing."""
    table = _words()
    return any(
        t.lower in table.active or t.lower in table.state or t.lower in table.noun or t.lower in ("toll", "lives")
        for t in tokens[start:end]
    )


def casualty_of(tokens: Sequence[Token], first: int, number_end: int, end: int, lo: int, hi: int) -> Casualty | None:
    """What happened to those whom a number counts.

    ``first`` is the token that the quantity begins at (with its bounding words), ``number_end`` the one after the bare
    number, ``end`` the one after the counted noun; ``lo`` and ``hi`` bound the sentence.
    """
    return (
        _by_noun(tokens, number_end, end, hi)
        or _by_verb_before(tokens, first, lo)
        or _by_state_after(tokens, end, hi)
        or _by_toll(tokens, first, end, lo, hi)
    )


def _by_noun(tokens: Sequence[Token], number_end: int, end: int, hi: int) -> Casualty | None:
    """ "Three deaths", "12 dead", "lost 30 lives"."""
    table = _words()
    for i in range(number_end, min(max(end, number_end + 1), hi)):
        found = table.noun.get(tokens[i].lower)
        if found is not None and not (i + 1 < hi and tokens[i + 1].pos in ("NOUN", "PROPN")):
            return found
    lives = next((i for i in range(number_end, min(number_end + 3, hi)) if tokens[i].lower == "lives"), None)
    if lives is not None:
        around = {t.lower for t in tokens[max(0, number_end - 6) : min(hi, lives + 4)]}
        return "killed" if around & _LIFE_VERBS and not around & {"saved", "saving", "save", "spared"} else None
    return None


def _by_verb_before(tokens: Sequence[Token], first: int, lo: int) -> Casualty | None:
    """ "Killed 46 people", "wounding at least three"."""
    i = first - 1
    while i >= lo and tokens[i].lower in _SKIP_BACK:
        i -= 1
    if i < lo:
        return None
    found = _words().active.get(tokens[i].lower)
    if found is None:
        return None
    passive = tokens[i].lower in _words().state and i > lo and tokens[i - 1].lower in _PASSIVE
    return None if passive else found


def _by_state_after(tokens: Sequence[Token], end: int, hi: int) -> Casualty | None:
    """ "62 people were dead", "dozens more wounded", "five soldiers who were killed"."""
    state = _words().state
    helped = False
    end = _past_aside(tokens, end, hi)
    for i in range(end, min(hi, end + _MAX_AHEAD)):
        word = tokens[i].lower
        found = state.get(word)
        if found is not None:
            return found if helped or not _has_object(tokens, i, hi, word) else None
        if word in _HELPERS:
            helped = helped or word in _PASSIVE
        elif (
            tokens[i].pos in ("VERB", "NUM")
            or word in _STOPS
            or (word == "and" and i > end + 3)
            or word == ","
            and not (i + 1 < hi and (tokens[i + 1].pos in _AFTER_COMMA or tokens[i + 1].lower in _HAVE))
        ):
            return None
    return None


def _past_aside(tokens: Sequence[Token], end: int, hi: int) -> int:
    """Where the sentence goes on after ", including six soldiers,"; ``end`` where there is no such aside."""
    if (
        end + 1 >= hi
        or tokens[end].text != ","
        or tokens[end + 1].lower not in ("including", "among", "most", "mostly")
    ):
        return end
    close = next((i for i in range(end + 2, min(hi, end + 16)) if tokens[i].text == ","), None)
    after = close + 1 if close is not None else hi
    return after if after < hi and tokens[after].lower in (*_HAVE, *_PASSIVE) else end


def _has_object(tokens: Sequence[Token], i: int, hi: int, word: str) -> bool:
    """Whether the participle at ``i`` is an active past tense with victims of its own: "two gunmen killed 12
    people"."""
    if word not in _words().active or i + 1 >= hi:
        return False
    after = tokens[i + 1]
    return (
        (after.pos in _OBJECT_STARTS or after.lower in ("at", "more", "some"))
        and after.lower not in _NOT_OBJECTS
        and not (after.lower == "at" and not (i + 2 < hi and tokens[i + 2].lower == "least"))
    )


def _by_toll(tokens: Sequence[Token], first: int, end: int, lo: int, hi: int) -> Casualty | None:
    """ "The death toll rose to 57", "a toll of 12"."""
    for i in range(first - 1, max(lo, first - 14) - 1, -1):
        word = tokens[i].lower
        if word in ("toll", "count") and i > lo:
            between = {t.lower for t in tokens[i + 1 : first]}
            kind = tokens[i - 1].lower
            deadly = word == "toll" or kind in ("death", "body")
            near = tokens[first - 1].lower in _TOLL_VERBS
            return "killed" if deadly and near and between & _TOLL_VERBS else None
        if word in (";", "."):
            return None
    return None
