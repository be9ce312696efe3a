"""Splitting text into words, in the manner of the English Web Treebank (UD), with exact character offsets.

Clitics come apart (``do`` ``n't``, ``Russia`` ``'s``, ``can`` ``not``), hyphenated compounds too (``Osaka`` ``-``
``based``) save after a prefix (``non-profit``); abbreviations keep their full stop; numbers, dates, addresses and
hashtags stay whole. Every character that is neither blank nor invisible belongs to exactly one word.
"""

from __future__ import annotations

import re

_MARK = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
_INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
_WORD = rf"[^\W_](?:[\w{_MARK}]|[{_INVISIBLE}]+(?=\w))*"
_APOS = "'\u2019\u2018\u02bc`\u00b4"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words that keep a full stop wherever they stand.
ABBREVIATIONS = _words(
    """mr mrs ms messrs dr prof rev hon gen lt col maj capt sgt cpl cmdr adm brig gov sen rep reps sens pres supt insp
    st ft mt ave blvd jr sr inc corp co ltd llc plc bros dept univ assn vs etc e.g i.e cf al approx est ed eds
    vol pp jan feb aug sept oct nov dec tues thurs fig ph.d m.sc ms.c b.sc u.s u.n a.m p.m spc pvt pfc amb min
    sec atty ala ariz calif colo conn del fla ga ill ind kan mass mich minn miss mont neb nev okla ore pa tenn
    tex va vt wis wyo km2 viz nos"""
)
# Words that keep it only before a number ("No. 2", "Art. 41").
NUMBER_ABBREVIATIONS = _words("no nos art para sec p pp ch vol fig apr mar jun jul sep ca c")
# Words of the list above that are also plain words, and so keep it only before a capital or a number.
_DOUBTFUL = _words("min sec del ill ind mass miss ore gen est ed al co fig pa va")
# First parts that stay joined to what follows the hyphen, as in EWT and GUM (counted on their train splits).
PREFIXES = _words(
    """anti co counter cross e ex extra intra macro micro mid mini multi neo non over pan post pre pro proto pseudo re
    semi sub super trans ultra un under"""
)
_UNITS = (
    "am|pm|AM|PM|a\\.m\\.|p\\.m\\.|mm|cm|km|kg|ft|mph|kph|lbs?|bn|mn|tn|m|k|M|K|B|MW|GW|KW|kw|kW|kt|mbpd|bpd|"
    "pc|mg|ml|mL|cl|dB|[kMGT]?Hz|kV|[kMGT]Wh|[KMGT]B|psi|hp|rpm|sqm|[ck]?m[23²³]|[µμ][a-zA-Z]{1,3}"
)
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:[.:/]\d+)*"

# The parts of addresses have the bounds of the standards, so that no long chain of marks is scanned again and again.
_TOKEN = re.compile(
    rf"""
      (?P<plain>[A-Za-z]+(?=[ ,]))  # nothing below can take more than such a word
    | (?P<url>(?:https?://|ftp://|www\.)[^\s<>"\u201c\u201d]+)
    | (?P<mail>[\w.+%-]{{1,64}}@[\w-]+(?:\.[\w-]+)+)
    | (?P<tag>[@\#](?=[^\W\d])\w+)
    | (?P<domain>[A-Za-z0-9-]{{1,63}}(?:\.[A-Za-z0-9-]{{1,63}}){{0,8}}
        \.(?:com|org|net|gov|edu|int|mil|info|co\.uk|ru|cn)
        \b(?:/[\w./%-]*\w)?)
    | (?P<year>[{_APOS}]\d\ds?\b)
    | (?P<date>\d{{1,4}}-\d{{1,2}}-\d{{1,4}}\b|(?:\d-)?\d{{3}}-\d{{3}}-\d{{4}}\b|\b\d{{3}}-\d{{4}}\b)
    | (?P<unit>{_NUMBER}(?=(?:{_UNITS})(?!\w)))
    | (?P<measure>(?:\d{{1,3}}(?:,\d{{3}})+|\d{{2,}}|(?<=\s[-−–])\d)(?:\.\d+)?(?=[CFcp](?!\w))
        |\d(?=p(?!\w))|\d+\.\d+(?=[A-Za-z]{{1,4}}(?!\w)))
    | (?P<number>{_NUMBER}(?:st|nd|rd|th|s)?(?!\w)|(?<!\w)\.\d+\b)
    | (?P<degree>Ph\.D\.)
    | (?P<initials>(?:[^\W\d_]\.){{2,}}(?:[^\W\d_](?![\w{_APOS}]))?)
    | (?P<amp>[A-Z]+&[A-Z]+(?!\w))
    | (?P<money>[A-Z]{{1,3}}\$)
    | (?P<word>{_WORD}(?:[{_APOS}]{_WORD})*)
    | (?P<dots>\.{{2,}})
    | (?P<run>[!?]+|(?P<mark>[-=*_~+<>|])(?P=mark)+|''|``|\u2018\u2019|\u2019\u2019)
    | (?P<smile>[:;]-?[()DP](?!\w))
    | (?P<other>[^\s\x00-\x1f\x7f-\x9f{_INVISIBLE}])
    """,
    re.VERBOSE,
)
_CLITIC = re.compile(rf"(?:n[{_APOS}]t|[{_APOS}](?:s|re|ve|ll|d|m))$", re.IGNORECASE)
_FUSED = {
    "cannot": 3, "gonna": 3, "wanna": 3, "gotta": 3, "dont": 2, "didnt": 3, "doesnt": 4, "couldnt": 5, "wouldnt": 5,
    "isnt": 2, "wasnt": 3, "hasnt": 3, "havent": 4, "arent": 3, "shouldnt": 6,
}  # fmt: skip
_URL_TAIL = re.compile(r"[.,;:!?)\]}'\u2019\u201d]+$")


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """The words of ``text[start:end]`` as (start, end) character offsets into ``text``, in order, never overlapping."""
    stop = len(text) if end is None else end
    out: list[tuple[int, int]] = []
    pos = start
    while match := _TOKEN.search(text, pos, stop):
        kind, a, b = match.lastgroup or "other", match.start(), match.end()
        if kind == "plain":
            cut = _FUSED.get(text[a:b].lower())
            out += [(a, a + cut), (a + cut, b)] if cut else [(a, b)]
            pos = b
            continue
        if kind == "word":
            pos = _word(text, a, b, stop, out)
            continue
        if kind == "url" or kind == "domain":
            b -= len(tail[0]) if (tail := _URL_TAIL.search(text, a, b)) and tail.start() > a else 0
        elif kind == "initials" and text[b - 1] == "." and _ends_here(text, a, b, stop):
            b -= 1
        out.append((a, b))
        pos = b
    return out


def _ends_here(text: str, a: int, b: int, stop: int) -> bool:
    """Whether the dot of what looks like initials is a plain full stop, as in "plan B." run into the next word."""
    return b - a == 2 and (b == stop or text[b].islower())


def _word(text: str, a: int, b: int, stop: int, out: list[tuple[int, int]], depth: int = 0) -> int:
    """Append the parts of the alphabetic chunk ``text[a:b]`` to ``out``; returns where scanning goes on."""
    chunk = text[a:b]
    low = chunk.lower()
    if cut := _FUSED.get(low):
        out += [(a, a + cut), (a + cut, b)]
        return b
    if (clitic := _CLITIC.search(chunk)) and clitic.start() > 0:
        out += [(a, a + clitic.start()), (a + clitic.start(), b)]
        return b
    if b < stop and text[b] == "." and _keeps_stop(text, low, b, stop):
        out.append((a, b + 1))
        return b + 1
    joins = b + 1 < stop and text[b] == "-" and low in PREFIXES and depth < 2
    match = _TOKEN.match(text, b + 1, stop) if joins else None
    if match is None or match.lastgroup not in {"plain", "word", "number"}:
        out.append((a, b))
        return b
    parts: list[tuple[int, int]] = []
    after = match.end()
    if match.lastgroup != "number":
        after = _word(text, match.start(), after, stop, parts, depth + 1)
    else:
        parts.append(match.span())
    out.append((a, parts[0][1]))
    out += parts[1:]
    return after


def _keeps_stop(text: str, low: str, b: int, stop: int) -> bool:
    """Whether the full stop at ``text[b]`` belongs to the word before it (``low``, in lower case)."""
    after = text[b + 1 : min(stop, b + 4)]
    if after[:1] == ".":
        return False
    nxt = after.lstrip()[:1]
    if len(low) == 1 and low.isalpha() and low != "i":
        return after[:1] in {" ", "\u00a0"} and nxt.isupper() and text[b - 1].isupper()
    if low in NUMBER_ABBREVIATIONS and nxt.isdigit():
        return True
    if low not in ABBREVIATIONS:
        return False
    if low in _DOUBTFUL:
        capital = text[b - len(low)].isupper()
        return low == "al" or (capital and (nxt.isupper() or nxt.isdigit() or nxt in {",", ")"}))
    return True
