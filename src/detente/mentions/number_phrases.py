"""Number phrases in a row of tokens: "1.2 million", "40,000-50,000", "dozens", "two-thirds", "half a million",
"third"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from detente.language.document import Token
from detente.mentions.numbers import cardinal, figure, ordinal, words

_HYPHENS = frozenset({"-", "–", "—", "‑"})
# "once", "one of", "the one who": pronouns and idioms that count nothing.
_NO_NUMBER_AFTER_ONE = frozenset(
    {"of", "another", "who", "that", "day", "hand", "side", "thing", "way", "would", "can", "'s", "’s"}
)
_DENOMINATORS = frozenset({*range(2, 11), 12, 16, 20, 25, 32, 64, 100})
_HALF_OF = frozenset({"a", "an", "the", "of", "its", "their", "his", "her", "our", "all", "those", "these"})


@dataclass(frozen=True, slots=True)
class NumberPhrase:
    """Tokens ``start`` to ``end`` that make a number; ``low_only`` for vague words, of which only the low end is
    known."""

    start: int
    end: int
    value: float
    high: float | None = None
    ordinal: bool = False
    fraction: bool = False
    low_only: bool = False


def number_phrases(tokens: Sequence[Token], start: int, end: int) -> list[NumberPhrase]:
    """The number phrases among ``tokens[start:end]``, in order."""
    out: list[NumberPhrase] = []
    i = start
    while i < end:
        phrase = _at(tokens, i, end)
        if phrase is None:
            i += 1
            continue
        phrase = _ranged(tokens, phrase, end)
        out.append(phrase)
        i = phrase.end
    return out


def _word(tokens: Sequence[Token], i: int, end: int) -> str:
    return tokens[i].lower if i < end else ""


def _at(tokens: Sequence[Token], i: int, end: int) -> NumberPhrase | None:
    """The number phrase that begins at token ``i``, if one does."""
    word = tokens[i].lower
    if not (word[:1].isdigit() or word in _starters() or word[:1] == "." or "-" in word or not word.isascii()):
        return None
    return _fraction(tokens, i, end) or _vague(tokens, i, end) or _rank(tokens, i) or _cardinal(tokens, i, end)


_STARTERS: set[str] = set()


def _starters() -> set[str]:
    if not _STARTERS:
        for kind in ("unit", "scale", "ordinal", "fraction", "vague", "group"):
            _STARTERS.update(words(kind))
        _STARTERS.update({"a", "an", "several", "no"})
    return _STARTERS


def _vague(tokens: Sequence[Token], i: int, end: int) -> NumberPhrase | None:
    """ "Dozens", "scores of", "hundreds of thousands", "tens of thousands"."""
    value = words("vague").get(tokens[i].lower)
    if value is None or (tokens[i].lower == "tens" and _word(tokens, i + 1, end) != "of"):
        return None
    if _word(tokens, i + 1, end) == "of" and (more := words("vague").get(_word(tokens, i + 2, end))):
        # "tens of thousands" is at least two tens of one thousand.
        base = {24: 12, 40: 20, 20: 10, 200: 100, 2000: 1000, 2e6: 1e6, 2e9: 1e9}[value]
        return NumberPhrase(i, i + 3, 2 * base * (more / 2), low_only=True)
    return NumberPhrase(i, i + 1, value, low_only=True)


def _fraction(tokens: Sequence[Token], i: int, end: int) -> NumberPhrase | None:
    """ "Two-thirds", "a third of", "half", "a quarter of a million", "3/4"."""
    word = tokens[i].lower
    top: float | None = None
    j = i
    if word == "half" or (word in ("a", "an") and _word(tokens, i + 1, end) == "half"):
        j = i + (1 if word == "half" else 2)
        # "A half-million", "quarter-million".
        scaled = _scaled(tokens, j + (_word(tokens, j, end) in _HYPHENS), end, 0.5)
        if scaled is not None:
            return NumberPhrase(i, scaled[0], scaled[1])
        if word == "half" and _word(tokens, j, end) in _HALF_OF or word != "half":
            return NumberPhrase(i, j, 0.5, fraction=True)
        return None
    if (word == "quarter" or (word == "a" and _word(tokens, i + 1, end) == "quarter")) and (
        _word(tokens, j := i + 1 + (word == "a"), end) in _HYPHENS
        and (scaled := _scaled(tokens, j + 1, end, 0.25)) is not None
    ):
        return NumberPhrase(i, scaled[0], scaled[1])
    if "/" in word:
        a, _, b = word.partition("/")
        # "9/11" and "24/7" are no fractions: those of print have small denominators, or powers of two and ten.
        if a.isdigit() and b.isdigit() and int(a) < int(b) and int(b) in _DENOMINATORS:
            return NumberPhrase(i, i + 1, int(a) / int(b), fraction=True)
        return None
    if word in ("a", "one"):
        top, j = 1.0, i + 1
    elif word in words("unit"):
        top, j = words("unit")[word], i + 1
    if top is None:
        return None
    if _word(tokens, j, end) in _HYPHENS:
        j += 1
    part = words("fraction").get(_word(tokens, j, end))
    # "a second", "a third attempt": with "a" and "one" only "of", or a hyphen, makes a fraction.
    if part is None or part == 0.5 and _word(tokens, j, end) == "half" and word != "one":
        return None
    following = _word(tokens, j + 1, end)
    if _word(tokens, j, end).endswith("s") or following in ("of", "the", "its", "their"):
        if following == "of":
            scaled = _scaled(tokens, j + 2, end, top * part)
            if scaled is not None:
                return NumberPhrase(i, scaled[0], scaled[1])
        return NumberPhrase(i, j + 1, top * part, fraction=True)
    return None


def _scaled(tokens: Sequence[Token], j: int, end: int, part: float) -> tuple[int, float] | None:
    """ "... a million": the end of the phrase and the value; also "half a dozen"."""
    if _word(tokens, j, end) in ("a", "an"):
        j += 1
    scale = words("scale").get(_word(tokens, j, end)) or words("group").get(_word(tokens, j, end))
    return (j + 1, part * scale) if scale and _word(tokens, j, end) not in ("couple", "pair", "trio", "score") else None


def _rank(tokens: Sequence[Token], i: int) -> NumberPhrase | None:
    token = tokens[i]
    rank = ordinal(token.text)
    if rank is not None:
        return NumberPhrase(i, i + 1, float(rank), ordinal=True)
    # "twenty-first" comes apart at its hyphen.
    tens = words("unit").get(token.lower)
    if tens and tens >= 20 and i + 2 < len(tokens) and tokens[i + 1].text in _HYPHENS:
        rank = ordinal(tokens[i + 2].text)
        if rank is not None and rank < 10 and tokens[i + 2].lower in words("ordinal"):
            return NumberPhrase(i, i + 3, tens + rank, ordinal=True)
    return None


def _cardinal(tokens: Sequence[Token], i: int, end: int) -> NumberPhrase | None:
    word = tokens[i].lower
    scales, groups = words("scale"), words("group")
    if word in ("a", "an"):
        follow = _word(tokens, i + 1, end)
        if follow in scales:
            return _grow(tokens, i, i + 2, end)
        if follow in ("dozen",) or (
            follow in ("couple", "pair", "trio", "score") and _word(tokens, i + 2, end) == "of"
        ):
            return NumberPhrase(i, i + 2, groups[follow], low_only=follow in ("couple", "pair"))
        return None
    if word == "no":
        return None
    if word in ("several",):
        return None
    if word == "one" and _word(tokens, i + 1, end) in _NO_NUMBER_AFTER_ONE:
        return NumberPhrase(i, i + 1, 1.0) if _word(tokens, i + 1, end) == "of" else None
    if word in groups and word != "dozen":
        return None
    if cardinal(word) is None:
        return None
    return _grow(tokens, i, i + 1, end)


def _grow(tokens: Sequence[Token], i: int, j: int, end: int) -> NumberPhrase | None:
    """Extend the number that ``tokens[i:j]`` makes by scales, tens and "and"."""
    units, scales = words("unit"), words("scale")
    best = cardinal(" ".join(t.lower for t in tokens[i:j]))
    if best is None:
        return None
    while j < end:
        word = _word(tokens, j, end)
        step = 1
        if (word in _HYPHENS or word == "and") and (
            _word(tokens, j + 1, end) in units or word in _HYPHENS and _word(tokens, j + 1, end) in scales
        ):
            if word == "and" and tokens[j - 1].lower not in scales:
                break
            step = 2
        elif not (word in scales or word in units or word == "dozen" or (figure(word) is not None and word in "½¼¾⅓⅔")):
            break
        value = cardinal(" ".join(t.lower for t in tokens[i : j + step]).replace(" - ", " "))
        if value is None or (word in units and figure(tokens[j - 1].lower) is not None):
            break
        best, j = value, j + step
    return NumberPhrase(i, j, best)


def _ranged(tokens: Sequence[Token], phrase: NumberPhrase, end: int) -> NumberPhrase:
    """Join "40,000-50,000", "three to five", "between two and four"; a scale after the second counts for both."""
    j = phrase.end
    link = _word(tokens, j, end)
    between = phrase.start > 0 and tokens[phrase.start - 1].lower == "between"
    if phrase.ordinal or not (link in _HYPHENS or link in ("to", "or") or (link == "and" and between)):
        return phrase
    money = _word(tokens, j + 1, end) in ("$", "€", "£")
    second = _at(tokens, j + 1 + money, end) if j + 1 + money < end else None
    if second is None or second.ordinal or second.fraction != phrase.fraction or second.low_only:
        return phrase
    low, high = phrase.value, second.value
    scaled = tokens[second.end - 1].lower in words("scale") and tokens[phrase.end - 1].lower not in words("scale")
    if scaled and high / low >= 1000:
        factor = words("scale")[tokens[second.end - 1].lower]
        low *= factor
    if not low < high or high > 100 * low and low > 0:
        return phrase
    if link == "or" and high > 2 * low:
        return phrase
    return replace(phrase, end=second.end, value=low, high=high)
