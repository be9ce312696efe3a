"""Quantities: the numbers of a report with their unit, bound, period and what they count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from detente.language.document import Document, Sentence, Token
from detente.mentions.casualties import Casualty, casualty_of, casualty_words
from detente.mentions.number_phrases import NumberPhrase, number_phrases
from detente.mentions.time_patterns import scan
from detente.mentions.types import Quantity
from detente.mentions.unit_tables import Unit
from detente.mentions.units import adverb_period, bound_after, bound_before, period, ratio, unit_after, unit_before

# Lengths of time are quantities too; dates and times of day are not.
_LENGTHS = frozenset({"duration", "offset", "bare", "stretch"})
# "Resolution 2375", "No. 2": a number that names, not one that counts.
_NAMING = frozenset(
    "resolution resolutions no. nos. no number article articles chapter section clause flight order decision "
    "decree protocol highway "
    "route room page paragraph annex channel mh unit brigade regiment division battalion line".split()
)
_NOT_COUNTED = frozenset("percent per cent degree gmt utc".split())
_SIGNS = frozenset({"-", "−", "–"})
_YEAR_LEADS = frozenset({"in", "since", "by", "until", "during", "from", "late", "early", "mid", "before", "after"})
_MONEY_SCALES = {"m": 1e6, "k": 1e3, "b": 1e9}


def find_quantities(document: Document) -> list[Quantity]:
    """The quantities of ``document`` in text order, dates left out.

    ``value`` is in ``unit`` itself, scales multiplied out ("34 million euros" is 34,000,000 EUR; 90 per cent is 90
    percent, "two-thirds" is 0.667 without a unit). Vague words give the least that they can mean, bound "at_least".
    """
    out: list[Quantity] = []
    tokens = document.tokens
    for sentence in document.sentences:
        phrases = number_phrases(tokens, sentence.start, sentence.end)
        if not phrases:
            continue
        dated = _dated(document, sentence)
        victims = casualty_words(tokens, sentence.start, sentence.end)
        kept = [
            p
            for p in phrases
            if not any(p.start < e and s < p.end for s, e in dated) or _measures(tokens, p, sentence, dated)
        ]
        before: Quantity | None = None
        for phrase in kept:
            if _names(tokens, phrase, sentence.start):
                continue
            quantity = _quantity(document, sentence, phrase, victims, before)
            out.append(quantity)
            before = quantity
    return out


def _dated(document: Document, sentence: Sentence) -> list[tuple[int, int]]:
    """The token ranges of dates and times of day."""
    first, last = document.slice(sentence.start, sentence.end)
    out = []
    for found in scan(document.text[first:last]):
        if found.kind in _LENGTHS or found.kind == "set":
            continue
        covered = [
            t.i
            for t in document.tokens[sentence.start : sentence.end]
            if t.idx < first + found.end and first + found.start < t.end
        ]
        if covered:
            out.append((covered[0], covered[-1] + 1))
    return out


def _measures(tokens: Sequence[Token], phrase: NumberPhrase, sentence: Sentence, dated: list[tuple[int, int]]) -> bool:
    """Whether what looks like a year is a number with a unit: "¥1500", "at 2000 hertz", but not "in 2014 dollars"."""
    if unit_before(tokens, phrase.start, sentence.start, sentence.end):
        return True
    if (phrase.start, phrase.end) not in dated or phrase.end - phrase.start > 1:
        return False
    led = phrase.start > sentence.start and tokens[phrase.start - 1].lower in _YEAR_LEADS
    return not led and unit_after(tokens, phrase.end, sentence.end, sentence.start) is not None


def _names(tokens: Sequence[Token], phrase: NumberPhrase, start: int) -> bool:
    if phrase.start == start:
        return False
    before = tokens[phrase.start - 1]
    if phrase.ordinal:
        # "last-second": the unit of time, not a rank.
        return before.text == "-" and tokens[phrase.start].lower == "second"
    if before.lower in _NAMING and (
        before.text[0].isupper() or before.lower in ("resolution", "resolutions", "flight", "article")
    ):
        return True
    glued = before.end == tokens[phrase.start].idx
    # "Su-25", "COVID-19", "F-16": a number behind a hyphen belongs to the name before it.
    if before.text in ("-", "–") and glued and phrase.start - 2 >= start:
        name = tokens[phrase.start - 2]
        return name.end == before.idx and name.text[-1:].isalpha() and name.text[:1].isupper()
    return before.pos == "PROPN" and tokens[phrase.start].pos == "PROPN" and tokens[phrase.start].text[0].isdigit()


def _quantity(
    document: Document, sentence: Sentence, phrase: NumberPhrase, victims: bool, before: Quantity | None
) -> Quantity:
    tokens, lo, hi = document.tokens, sentence.start, sentence.end
    start, end = phrase.start, phrase.end
    unit: Unit | None = None
    money = unit_before(tokens, start, lo, hi)
    if money is not None:
        unit, start = money
        phrase = _with_suffix(tokens, phrase, hi)
        end = phrase.end
    bound = bound_before(tokens, start, lo)
    if bound is not None:
        start = bound[1]
    after = unit_after(tokens, end, hi, lo) if not phrase.ordinal and unit is None else None
    if after is not None:
        unit, end = after
        unit = _pounds(unit, tokens, phrase, end, hi)
    trailing = bound_after(tokens, end, hi)
    if trailing is not None and bound is None:
        bound = (trailing[0], start)
        end = trailing[1]
    rate = period(tokens, end, hi) if not phrase.ordinal else None
    per = rate[0] if rate else None
    if rate:
        end = rate[1]
    over = ratio(tokens, end, hi, unit) if rate is None and not phrase.ordinal else None
    if over:
        end = over[1]
    if unit is not None and unit.name == "barrel per day":
        unit, per = Unit("barrel", "volume"), "day"
    item, item_at = _item(document, phrase, end, hi, unit)
    if per is None and not phrase.ordinal:
        per = _adjective_period(tokens, phrase.end, item_at, end, hi)
        late = period(tokens, item_at + 1, hi) if item_at is not None and item_at + 1 < hi else None
        if per is None and late is not None:
            per = late[0]
    stop = end
    if item_at is not None and item_at >= end and item_at - end <= 4 and unit is None:
        stop = item_at + 1
    casualty: Casualty | None = None
    if victims and not phrase.ordinal and not phrase.fraction and (unit is None or unit.dimension == "person"):
        casualty = casualty_of(tokens, start, phrase.end, stop, lo, hi) or _coordinated(tokens, start, before)
    negative = _negative(tokens, phrase.start, lo) and money is None
    if negative:
        start = min(start, phrase.start - 1)
    vague = phrase.low_only and (bound is None or bound[0] in ("about", "exact"))
    quantity = Quantity(
        start=start,
        end=stop,
        head=_head(document, phrase, start, stop, item_at),
        value=-phrase.value if negative and phrase.high is None else phrase.value,
        high=phrase.high,
        unit=unit.name if unit else None,
        per=per,
        over=over[0] if over else None,
        bound="at_least" if vague else bound[0] if bound else "exact",
        ordinal=phrase.ordinal,
        item=item,
        casualty=casualty,
    )
    return quantity


def _negative(tokens: Sequence[Token], i: int, lo: int) -> bool:
    """ "-5", "minus 20": a sign that no word or number touches from the left, or its name."""
    if i <= lo:
        return False
    sign = tokens[i - 1]
    if sign.lower in ("minus", "negative"):
        return True
    glued = sign.end == tokens[i].idx and sign.text in _SIGNS
    return glued and (i - 1 == lo or tokens[i - 2].end < sign.idx or tokens[i - 2].text in ("(", "["))


def _with_suffix(tokens: Sequence[Token], phrase: NumberPhrase, hi: int) -> NumberPhrase:
    """ "€34m", "$5k": after a sign of money a letter glued to the figure is a scale, not a unit."""
    at = phrase.end
    scale = _MONEY_SCALES.get(tokens[at].lower) if at < hi and tokens[at].idx == tokens[at - 1].end else None
    return replace(phrase, end=at + 1, value=phrase.value * scale) if scale else phrase


def _pounds(unit: Unit, tokens: Sequence[Token], phrase: NumberPhrase, end: int, hi: int) -> Unit:
    """ "10 million pounds" is money, "ten pounds of explosives" a weight."""
    if unit.name not in ("pound", "GBP") or not tokens[end - 1].lower.startswith("pound"):
        return unit
    if end < hi and tokens[end].lower == "of":
        return Unit("pound", "mass")
    scaled = tokens[phrase.end - 1].lower in ("million", "billion", "thousand")
    return Unit("GBP", "money") if scaled else unit


def _item(
    document: Document, phrase: NumberPhrase, end: int, hi: int, unit: Unit | None
) -> tuple[str | None, int | None]:
    """The lemma and token of the noun that the number counts, by the parse or by the words that follow."""
    tokens = document.tokens
    if unit is not None and unit.dimension == "person":
        at = next((i for i in range(phrase.end, end) if tokens[i].pos in ("NOUN", "PROPN")), end - 1)
        return tokens[at].lemma.lower(), at
    if (
        end < hi
        and tokens[end].lower == "of"
        and (unit is not None or phrase.low_only or phrase.fraction or phrase.value >= 1)
    ):
        found = _noun_run(tokens, end + 1, hi)
        return (tokens[found].lemma.lower(), found) if found is not None else (None, None)
    if unit is not None:
        return None, None
    if (
        end + 1 < hi
        and tokens[end].text == "-"
        and tokens[end].idx == tokens[end - 1].end
        and tokens[end + 1].pos in ("NOUN", "PROPN")
    ):
        return tokens[end + 1].lemma.lower(), end + 1
    for i in range(phrase.start, phrase.end):
        head = tokens[i].head
        modifies = tokens[i].dep.startswith(("nummod", "amod", "compound"))
        counted = tokens[head].pos in ("NOUN", "PROPN") and tokens[head].lower not in _NOT_COUNTED
        if modifies and counted and phrase.end <= head < min(hi, phrase.end + 8):
            return tokens[head].lemma.lower(), head
    found = _noun_run(tokens, phrase.end, hi)
    if found is not None:
        return tokens[found].lemma.lower(), found
    return None, None


def _noun_run(tokens: Sequence[Token], i: int, hi: int) -> int | None:
    """The last noun of the row of determiners, adjectives and nouns that begins at ``i``."""
    last = None
    for j in range(i, min(hi, i + 8)):
        token = tokens[j]
        if token.pos in ("NOUN", "PROPN"):
            last = j
        elif (
            last is not None
            and token.text not in ("-",)
            or (
                token.pos not in ("DET", "ADJ", "PRON", "NUM")
                and token.lower not in ("-", "'s", "’s", "more", "other")
                and not (token.pos == "VERB" and token.lower.endswith(("ed", "ing")))
            )
        ):
            break
    return last


def _adjective_period(tokens: Sequence[Token], number_end: int, item_at: int | None, end: int, hi: int) -> str | None:
    stop = item_at if item_at is not None else end
    for i in range(number_end, min(stop, hi)):
        found = adverb_period(tokens[i].lower)
        if found:
            return found
    return None


def _coordinated(tokens: Sequence[Token], start: int, before: Quantity | None) -> Casualty | None:
    """ "Killed three soldiers and two civilians": the second number shares the verb."""
    if before is None or before.casualty is None or not 0 < start - before.end <= 4:
        return None
    between = tokens[before.end : start]
    plain = all(
        t.lower in (",", "and", "including", "among", "them") or t.pos in ("ADJ", "NOUN", "PROPN") for t in between
    )
    return before.casualty if plain and any(t.lower in ("and", ",", "including") for t in between) else None


def _head(document: Document, phrase: NumberPhrase, start: int, stop: int, item_at: int | None) -> int:
    """The token by which the quantity hangs in the sentence's tree."""
    tokens = document.tokens
    if item_at is not None and start <= item_at < stop:
        return item_at
    outside = [i for i in range(phrase.start, stop) if not start <= tokens[i].head < stop or tokens[i].head == i]
    return outside[-1] if outside else phrase.end - 1
