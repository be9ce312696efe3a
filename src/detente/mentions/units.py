"""Units after and before a number, the period it is counted per, and the words that bound it, by the tables."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache
from typing import Literal

from detente.data import read_table
from detente.language.document import Token
from detente.mentions.unit_tables import Unit, choose, tables

Bound = Literal["exact", "about", "at_least", "at_most", "almost"]
_PERIODS = {
    "year": "year", "annum": "year", "month": "month", "week": "week", "day": "day", "hour": "hour", "quarter":
    "quarter",
    "minute": "minute", "second": "second", "night": "day", "head": "person", "person": "person", "capita": "person",
}  # fmt: skip
_ADVERBS = {
    "daily": "day",
    "annually": "year",
    "yearly": "year",
    "monthly": "month",
    "weekly": "week",
    "hourly": "hour",
    "annual": "year",
}
_MAX_WORDS = 5
_NAMING = frozenset({"NOUN", "PROPN", "ADJ", "SYM"})
_QUOTES = frozenset("'\"’”")


def unit_after(tokens: Sequence[Token], i: int, end: int, start: int | None = None) -> tuple[Unit, int] | None:
    """The unit that begins at token ``i`` and the token after it; a hyphen may come first ("155-mile").

    The words from ``start`` (of the sentence) to ``end`` decide between the senses of a form ("10 pounds").
    """
    known = tables()
    if i < end and tokens[i].text in ("-", "–") and i + 1 < end:
        i += 1
    if i >= end:
        return None
    first = i if start is None else start
    for size in range(min(_MAX_WORDS, end - i), 0, -1):
        senses = known.words.get(tuple(t.lower for t in tokens[i : i + size]))
        if senses is None:
            continue
        doubtful = size == 1 and tokens[i].lower in known.doubtful
        unit = choose(senses, _around(tokens, first, end, senses, doubtful), doubtful)
        if unit is not None:
            return unit, i + size
    return _symbol(tokens, i, end, first)


def _symbol(tokens: Sequence[Token], i: int, end: int, start: int) -> tuple[Unit, int] | None:
    known, text = tables(), tokens[i].text
    senses = known.symbols.get(text)
    if senses is None:
        return None
    # A letter may be a word or an initial: without a blank before it it is a unit, else the sentence must say so.
    glued = i > 0 and tokens[i - 1].end == tokens[i].idx
    if not text[0].isalnum() and text in _QUOTES and (not glued or _closes(tokens, i, start)):
        return None
    doubtful = text in known.doubtful or (len(text) == 1 and text.isalpha() and not glued)
    unit = choose(senses, _around(tokens, start, end, senses, doubtful), doubtful)
    return (unit, i + 1) if unit is not None else None


def _closes(tokens: Sequence[Token], i: int, start: int) -> bool:
    """Whether the mark at token ``i`` closes a quotation that was opened before it in the sentence."""
    opened = 0
    for token in tokens[start:i]:
        if token.text in _QUOTES or token.text in ("“", "‘", "``"):
            measured = token.i > start and tokens[token.i - 1].text[-1].isdigit()
            opened += 0 if measured else 1
    return opened % 2 == 1


def _around(tokens: Sequence[Token], start: int, end: int, senses: Sequence[Unit], doubtful: bool) -> Collection[str]:
    """The words of the sentence, where they are needed to tell senses apart."""
    if len(senses) == 1 and not doubtful:
        return ()
    words = {token.lower for token in tokens[start:end]}
    words.update(token.lemma.lower() for token in tokens[start:end])
    return words


def unit_before(tokens: Sequence[Token], i: int, start: int, end: int | None = None) -> tuple[Unit, int] | None:
    """The unit that stands before token ``i`` ("$", "US$", "EUR") and the token that it begins at.

    The words up to ``end`` (of the sentence) decide between the senses of a sign ("¥").
    """
    if i <= start:
        return None
    table = tables().before
    text, at = tokens[i - 1].text, i - 1
    senses = table.get(text)
    if text in ("$", "£", "¥") and i - 2 >= start and tokens[i - 2].end == tokens[i - 1].idx:
        wide = table.get(tokens[i - 2].text.rstrip(".") + text)
        if wide is not None:
            senses, at = wide, i - 2
    if senses is None or (len(text) == 1 and text.isalpha() and tokens[at].end != tokens[i].idx):
        return None
    unit = choose(senses, _around(tokens, start, end or i, senses, False), False)
    return (unit, at) if unit else None


def named_units(tokens: Sequence[Token], start: int, end: int) -> list[Unit]:
    """The units whose names stand among ``tokens[start:end]`` without a number too ("measured in coulombs"), once each.

    Symbols without a number are letters and no names of units, save signs of money and codes of three letters.
    """
    known, out, i = tables(), [], start
    while i < end:
        found = unit_after(tokens, i, end, start) if tokens[i].pos in _NAMING or not tokens[i].text.isalnum() else None
        if found is None and i + 1 < end and not tokens[i].text[-1].isalnum():
            sign = unit_before(tokens, i + 1, start, end)
            found = (sign[0], i + 1) if sign else None
        symbol = found is not None and found[1] == i + 1 and (tokens[i].lower,) not in known.words
        if found is None or (symbol and len(tokens[i].text) < 3 and tokens[i].text[0].isalnum()):
            i += 1
            continue
        out.append(found[0])
        i = found[1]
    return list(dict.fromkeys(out))


def period(tokens: Sequence[Token], i: int, end: int) -> tuple[str, int] | None:
    """The period that a rate is counted by, beginning at token ``i`` ("a year", "per month", "daily"), and its end."""
    if i >= end:
        return None
    word = tokens[i].lower
    if word in ("-", "/") and i + 1 < end:
        name = _PERIODS.get(tokens[i + 1].lower)
        if word == "/" and name:
            return name, i + 2
        word, i = tokens[i + 1].lower, i + 1
        if word != "per":
            return None
    if word in ("a", "an", "per", "each", "every", "the") and i + 1 < end:
        j = i + 2 if tokens[i + 1].text in ("-", "calendar", "single") and i + 2 < end else i + 1
        name = _PERIODS.get(tokens[j].lower)
        return (name, j + 1) if name and word != "the" else None
    if word in _ADVERBS and word != "annual":
        return _ADVERBS[word], i + 1
    return None


def ratio(tokens: Sequence[Token], i: int, end: int, unit: Unit | None) -> tuple[str, int] | None:
    """The unit or noun that follows "per" or a stroke at token ``i`` ("per barrel", "/kg"), or "a" after money, and
    the token after it."""
    if i + 1 >= end:
        return None
    word = tokens[i].lower
    if word not in ("per", "/") and not (word in ("a", "an") and unit is not None and unit.dimension == "money"):
        return None
    found = tables().words.get((tokens[i + 1].lower,)) or tables().symbols.get(tokens[i + 1].text)
    if found:
        return found[0].name, i + 2
    counted = tokens[i + 1].pos in ("NOUN", "PROPN") and word == "per"
    return (tokens[i + 1].lemma.lower(), i + 2) if counted else None


def adverb_period(word: str) -> str | None:
    """The period that an adjective before the counted noun names ("daily", "annual")."""
    return _ADVERBS.get(word)


@cache
def _bounds() -> tuple[dict[tuple[str, ...], Bound], dict[tuple[str, ...], Bound]]:
    before: dict[tuple[str, ...], Bound] = {}
    after: dict[tuple[str, ...], Bound] = {}
    for row in read_table("quantities/bounds.tsv"):
        table = before if row["place"] == "before" else after
        table[tuple(row["form"].split())] = row["bound"]  # type: ignore[assignment]
    return before, after


_WITH_PARTICLE = frozenset({"hand", "turn", "take", "give", "sign", "pass", "carry", "bring", "fly"})


def bound_before(tokens: Sequence[Token], i: int, start: int) -> tuple[Bound, int] | None:
    """The bounding words that end right before token ``i`` ("more than"), and the token that they begin at."""
    table = _bounds()[0]
    for size in range(min(_MAX_WORDS, i - start), 0, -1):
        found = table.get(tuple(t.lower for t in tokens[i - size : i]))
        if found is not None:
            # "Handed over 21 girls": the particle of a verb bounds nothing.
            particle = size == 1 and i - 1 > start and tokens[i - 2].lemma.lower() in _WITH_PARTICLE
            return None if particle else (found, i - size)
    return None


def bound_after(tokens: Sequence[Token], i: int, end: int) -> tuple[Bound, int] | None:
    """The bounding words that begin at token ``i`` ("or more"), and the token after them."""
    table = _bounds()[1]
    for size in range(min(2, end - i), 0, -1):
        found = table.get(tuple(t.lower for t in tokens[i : i + size]))
        if found is not None:
            return found, i + size
    return None
