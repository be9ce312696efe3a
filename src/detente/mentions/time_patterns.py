"""Finding time expressions in a sentence by their wording; ``scan`` says what each is, ``time_values`` what it means.

Patterns are tried only when the sentence has a word of the classes that they need, so that plain sentences cost nothing.
The longest expression at a place wins.
"""

# ruff: noqa: E501 - each pattern is one row of a table and reads best on one line

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from detente.data import read_table
from detente.mentions.numbers import words

_PLAIN = {ord(c): " " for c in "\u00a0\u2009\u202f\u2007\n\r\t\x0b\x0c"} | {
    0x2019: "'", 0x2018: "'", 0x02BC: "'", 0x2010: "-", 0x2011: "-", 0x2012: "-", 0x2013: "-", 0x2014: "-",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """An expression at characters ``start`` to ``end`` of the scanned text, its kind and its parts."""

    kind: str
    start: int
    end: int
    parts: dict[str, str]


def _forms(kind: str) -> dict[str, str]:
    return {row["form"]: row["value"] for row in read_table("times/words.tsv") if row["kind"] == kind}


MONTHS = {form.rstrip("."): int(value) for form, value in _forms("month").items()}
WEEKDAYS = {form.rstrip("."): int(value) for form, value in _forms("weekday").items()}
SEASONS = {form: int(value) for form, value in _forms("season").items()}
UNITS = _forms("unit")
HOLIDAYS = {row["name"].replace("’", "'"): row for row in read_table("times/holidays.tsv")}


def _any(forms: object) -> str:
    return "|".join(sorted((re.escape(str(f)) for f in forms), key=len, reverse=True))  # type: ignore[attr-defined]


_MON = rf"(?:{'|'.join(f.replace('.', chr(92) + '.?') for f in sorted(_forms('month'), key=len, reverse=True))})"
_WD = rf"(?:{_any(WEEKDAYS)})"
_NUMBERS = _any(n for n, v in words("unit").items() if 0 < v <= 90)
_N = (
    rf"(?:(?:\d+(?:[.,]\d+)*|(?i:{_NUMBERS})(?:[ -](?i:{_NUMBERS}))?)(?:(?: and a half|\.\d+)| (?i:hundred|thousand|million))?"
    r"|(?i:an?(?: few| couple of| dozen| half| hundred| good| full)?|several|a number of|many|some|few|half an?"
    r"|couple of|dozens of|scores of|hundreds of|thousands of|the|another|both|two or three|all))"
)
_UNIT = r"(?i:seconds?|minutes?|hours?|days?|nights?|weekends?|weeks?|fortnights?|months?|quarters?|years?|decades?|centur(?:y|ies))"
_ADJ = (
    r"(?: (?:full|more|consecutive|straight|long|solid|whole|working|trading|calendar|other|additional|further|short))?"
)
_MORE = (
    r"(?:(?i:more than|less than|fewer than|at least|at most|up to|as long as|as little as|over|under|about|around|roughly"
    r"|approximately|nearly|almost|just over|just under|just|well over|only|no more than|barely|some|within|exactly|an estimated) )?"
)
_EDGE = r"(?P<edge>(?i:early|late|mid|middle|earlier|later|the (?:very )?(?:beginning|start|middle|end|turn|close) of|beginning of|end of|much of|most of|around|sometime|the early hours of|all of)(?:-| in | on | )(?:the )?)?"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?![\d:%]|[.,]\d| ?(?:per cent|percent|million|billion))"
_DAY2 = r"(?P<day2>[0-3]?\d)(?:st|nd|rd|th)?(?![\d:%]|[.,]\d)"
_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)(?![\d]|[.,]\d)"
_YREL = rf"(?:(?:,| of| in)? ?(?:{_YEAR}|(?P<yrel>(?i:last|this|next|that|the same|the previous|the following)) year))"
_TO = r" ?(?:-|to|through|until|till) ?"
_TZ = r"(?: ?\(?(?:GMT|UTC|[A-Z][SD]T|CET|CEST|BST|KST|JST|MSK|EET|local time|Moscow time|Kyiv time|Kiev time|Eastern time|[Hh]ours)\)?)"

_ONES = "one two three four five six seven eight nine".split()
_TEENS = "thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
DECADES = {tens.replace("y", "ies"): 10 * n for n, tens in enumerate(_TENS, 2)}

# kind, classes of words of which all must be in the sentence, pattern
_SOURCES: tuple[tuple[str, str, str], ...] = (
    ("day_range", "month digit", rf"(?:(?P<between>(?i:between|from)) )?(?P<month>{_MON}) {_DAY}(?:,? (?P<year1>20\d\d|19\d\d))?(?:{_TO}| and )(?:(?P<month2>{_MON}) )?{_DAY2}{_YREL}?"),
    ("day_range", "month digit", rf"(?:(?P<between>(?i:between|from)) )?{_DAY}(?: (?P<month>{_MON}))?(?: (?P<year1>20\d\d|19\d\d))?(?:{_TO}| and ){_DAY2} (?P<month2>{_MON}){_YREL}?"),
    ("day", "month digit", rf"(?:(?P<weekday>{_WD}),? (?:the )?)?{_EDGE}(?P<month>{_MON}) {_DAY}{_YREL}?"),
    ("day", "month digit", rf"(?:(?P<weekday>{_WD}),? )?(?:the )?{_EDGE}{_DAY}(?: of)? (?P<month>{_MON})(?![a-z]){_YREL}?"),
    ("day", "month", rf"(?P<month>{_MON}) (?P<ordinal>(?i:{_any(words('ordinal'))}))(?! (?:quarter|half))"),
    ("month", "month", rf"{_EDGE}(?:(?P<rel>(?i:last|next|this(?: past| coming)?|that|every|each)) )?(?P<month>{_MON})(?![a-z.]?\w){_YREL}?"),
    ("month_range", "month", rf"(?:(?P<between>(?i:between|from)) )?(?P<month>{_MON})(?:,? (?P<year1>20\d\d|19\d\d))?(?:{_TO}|/| and )(?P<month2>{_MON}){_YREL}?"),
    ("iso", "digit", r"(?<![\d-])(?P<year>(?:19|20)\d\d)[-/.](?P<mm>0?[1-9]|1[0-2])[-/.](?P<day>0?[1-9]|[12]\d|3[01])(?![\d-])"),
    ("numeric", "digit", r"(?<![\d/.-])(?P<a>[0-3]?\d)(?P<sep>[/.-])(?P<b>[0-3]?\d)(?P=sep)(?P<year>(?:19|20)?\d\d)(?![\d/-])"),
    ("year_range", "year", rf"(?:(?P<between>(?i:between|from)) )?{_EDGE}(?P<year1>(?:1[5-9]|20)\d\d)(?:{_TO}| and |/)(?P<year2>(?:1[5-9]|20)\d\d|(?<=-)\d\d)(?![\d,-])"),
    ("year", "year", rf"(?:{_EDGE}|(?i:fiscal(?: year)?|the year|(?:the )?calendar year) ){_YEAR}(?!-\d)(?: alone)?"),
    ("decade", "digit", r"(?:the )?(?:(?P<edge>(?i:early|mid|late|early to mid|mid to late)(?:-| )))?'?(?P<decade>(?:1[5-9]|20)?\d0)'?s(?!\w)"),
    ("century", "unit", r"(?:the )?(?:(?P<edge>(?i:early|mid|late)(?:-| )))?(?P<n>\d\d?(?:st|nd|rd|th)|(?i:nineteenth|twentieth|eighteenth|twenty-first)) century"),
    ("decade", "spelled", rf"the (?:(?P<edge>(?i:early|mid|late)(?:-| )))?(?P<word>(?i:{_any(DECADES)}))"),
    ("year", "spelled", rf"(?:(?i:the year) )?(?P<spelled>(?i:(?:eighteen|nineteen|twenty)[ -](?:{_any(_TENS)}|ten|eleven|twelve|{_any(_TEENS)})(?:[ -](?:{_any(_ONES)}))?))(?! (?i:hundred|thousand|per|{_UNIT}|people|men))"),
    ("year", "spelled", rf"(?i:the year) (?P<spelled>(?i:two thousand(?:(?: and)? (?:{_any(_ONES)}|ten|eleven|twelve|{_any(_TEENS)}))?))"),
    ("compared", "digit", rf"(?:[Tt]he ){_YEAR} (?P<unit>(?i:period|quarter))"),
    ("compared", "compared", r"(?:[Tt]he )?(?:(?i:comparable|corresponding) )?(?P<rel>(?i:year-ago|year-earlier|latest))(?: (?P<unit>(?i:(?:fiscal )?year|period|quarter|month|week)))?"),
    ("quarter", "unit", rf"(?:the |(?P<yrel0>(?i:last|this|next)) year's )?(?:(?P<year0>(?:19|20)\d\d) )?(?:fiscal )?(?P<n>(?i:first|second|third|fourth|final|last|1st|2nd|3rd|4th))[- ](?P<unit>(?i:quarter|half))(?! of (?:the )?(?:century|decade|war|match|game))(?:(?: of)?(?: the)? ?(?:fiscal )?(?:{_YEAR}|(?P<yrel>(?i:last|this|next|that)) year)| of the year)?"),
    ("quarter", "digit", r"Q(?P<n>[1-4])(?: (?:of )?(?P<year>20\d\d|19\d\d))?"),
    ("season", "season", rf"(?:the )?{_EDGE}(?:(?P<rel>(?i:last|next|this(?: past| coming)?|the(?: past| coming)?|in|since|by|until|each|every)) )(?P<season>(?i:spring|summer|autumn|winter))(?! offensive| olympics| games| vacation)(?:(?: of)? {_YEAR}| (?:of )?(?P<yrel>last|this|next) year)?"),
    ("season", "season year", rf"(?:the )?{_EDGE}(?P<season>(?i:spring|summer|autumn|fall|winter))(?: of)? {_YEAR}"),
    ("season", "season", r"(?P<rel>(?i:last|next|this(?: past| coming)?|this)) (?P<season>fall)"),
    ("weekday", "weekday", rf"{_EDGE}(?:(?i:on) )?(?:(?P<rel>(?i:last|next|this(?: past| coming)?|(?:the )?previous|(?:the )?following|coming|every|each|that)) )?(?P<weekday>{_WD})(?P<plural>s)?(?!\w)(?:(?:'s)?,? (?P<part>morning|afternoon|evening|night|lunchtime)(?! prayers?))?(?P<week>(?: of)? (?:last|next|this) week)?"),
    ("deictic", "deictic", r"(?:(?i:early|late|earlier|later|only|just) )?(?P<word>(?i:the day before yesterday|the day after tomorrow|today|tomorrow|yesterday|tonight|last night|this (?:morning|afternoon|evening)|overnight))(?:(?:'s)? (?:morning|afternoon|evening|night))?"),
    ("unit", "unit", rf"{_EDGE}(?:on )?(?P<rel>(?i:this(?: past| coming)?|last|next|the (?:current|coming|previous|preceding|past|last|next|following|present|same|very same)|that(?: same)?|coming|previous|following|current|the (?:full|whole|entire|fiscal)|the)) (?P<unit>{_UNIT})(?!-old|s? of (?:fighting|war|violence|january|february|march|april|may|june|july|august|september|october|november|december))"),
    ("stretch", "unit", rf"(?:over |during )?(?P<rel>(?i:(?:the |these |those |its |their )?(?:past|last|next|coming|previous|preceding|following|ensuing|latest|recent|first|final))) (?:(?P<n>{_N})(?:(?: to |-| or ){_N})? )?(?:short )?(?P<unit>{_UNIT})(?: (?:and|or) (?i:weeks|months|years))?(?:(?: of)? (?:{_YEAR}|(?P<yrel>(?i:last|this|next)) year|the year))?"),
    ("ago", "unit", rf"{_MORE}(?:(?P<n>{_N}){_ADJ}[ -])?(?P<unit>{_UNIT})(?: or (?:so|more))? (?P<rel>(?i:ago|earlier|later|previously|before(?=[.,;)]|$)|afterwards?|hence|from now|on(?=[.,;]|$)))"),
    ("offset", "unit", rf"{_MORE}(?P<n>{_N}){_ADJ}[ -](?P<unit>{_UNIT})(?= (?P<rel>after|before|since|following|into|ahead of|prior to)\b)"),
    ("duration", "unit", rf"(?:(?i:the) (?=(?:\d+|(?i:{_NUMBERS})) (?i:[a-z])))?{_MORE}(?P<n>{_N})(?:(?: to |-| or )(?P<n2>{_N}))?{_ADJ}[ -](?P<unit>{_UNIT})(?: and a half)?(?:-long| long)?(?!-old| old| of age)"),
    ("bare", "unit", r"(?P<unit>(?i:seconds|minutes|hours|days|weeks|months|years|decades|centuries))(?: (?:or|and) (?i:hours|days|weeks|months|years))?(?!-old| old)"),
    ("set", "unit", rf"(?:(?:once|twice|{_N} times) )?(?P<rel>(?i:every|each|per))(?: (?P<n>other|single|few|{_N}))? (?P<unit>(?i:second|minute|hour|day|night|week|weekend|month|quarter|year|decade)s?)"),
    ("set", "set", r"(?P<rel>(?i:daily|hourly|weekly|monthly|quarterly|annually|yearly|nightly|(?:once|twice) an? (?:day|week|month|year)))"),
    ("clock", "clock", rf"(?:(?i:around|about|at about|shortly (?:before|after)|just (?:before|after)) )?(?P<clock>(?:[01]?\d|2[0-3])(?:[:.][0-5]\d)? ?(?:a\.m\.|p\.m\.|am|pm|AM|PM|a\.m|p\.m|o'clock)(?!\w)|(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?![\d:])|[0-2]\d[0-5]\d(?= (?:GMT|UTC|hours|local))){_TZ}?(?: \([^)]{{4,22}}(?:GMT|UTC|[ESC][SD]T)\))?"),
    ("clock", "clock", rf"(?:(?i:around|about|shortly (?:before|after)|just (?:before|after)) )?(?P<clock>(?i:noon|midnight|midday|dawn|dusk)){_TZ}?"),
    ("reference", "reference", r"(?P<word>(?i:(?:right |just |only |until )?now(?! that)|currently|presently|at (?:present|the moment|this (?:moment|point|time))|nowadays|these days|(?:more |most |only |quite )?recently|soon|the (?:near |immediate |foreseeable )?future|the (?:recent|distant) past|recent (?:times|memory)))(?!-)"),
    ("holiday", "holiday", rf"(?:(?P<rel>(?i:last|next|this)) )?(?P<name>{_any(HOLIDAYS)})(?! (?:tree|card|present|gift|market|Island))(?:,? {_YEAR})?"),
    ("boundary", "unit", r"(?P<edge>(?i:(?:the )?(?:end|beginning|start|middle) of)|(?i:year|month|week)[- ]end) ?(?:the |(?P<rel>this|last|next) )?(?P<unit>(?i:week|month|quarter|year|decade|century))?"),
    ("day", "digit", r"the (?P<day>[0-3]?\d)(?:st|nd|rd|th) of (?P<rel>this|last|next|the) month"),
)  # fmt: skip

_PATTERNS = [
    (
        kind,
        frozenset(needs.split()),
        re.compile(r"(?<![\w$€£])" + source.replace(" ?", "\0").replace(" ", " +").replace("\0", " *") + r"(?!\w)"),
    )
    for kind, needs, source in _SOURCES
]
_CLASSES = {
    "month": re.compile(rf"\b{_MON}(?![a-z])"),
    "weekday": re.compile(rf"\b{_WD}"),
    "unit": re.compile(rf"\b(?:{_UNIT}|century|year|half)", re.IGNORECASE),
    "season": re.compile(r"\b(?:spring|summer|autumn|fall|winter)\b", re.IGNORECASE),
    "digit": re.compile(r"\d"),
    "year": re.compile(r"\b(?:1[5-9]|20)\d\d"),
    "deictic": re.compile(
        r"day|tomorrow|tonight|last night|this +(?:morning|afternoon|evening)|overnight", re.IGNORECASE
    ),
    "set": re.compile(r"(?:ly|year|day|week|month)\b"),
    "clock": re.compile(r"\d|noon|midday|dawn|dusk|midnight", re.IGNORECASE),
    "reference": re.compile(r"now|current|present|recent|soon|future|past|moment|these days", re.IGNORECASE),
    "spelled": re.compile(rf"\b(?:nineteen|eighteen|twenty|two thousand|{_any(DECADES)})\b", re.IGNORECASE),
    "compared": re.compile(r"year-(?:ago|earlier)|\blatest\b", re.IGNORECASE),
    "holiday": re.compile(rf"\b(?:{_any(HOLIDAYS)})\b"),
}

# "May" and "March" are months only beside a word or number that dates; so are "Jan" and the like without their stop.
_MONTH_LEAD = re.compile(
    r"(?:\b(?:in|since|until|till|by|of|from|during|before|after|through|to|and|or|for|on|late|early|mid|last|next|this|around|between"
    r"|between|every|each|month|end|beginning|start)|[,(-])[ -]*$",
    re.IGNORECASE,
)
_DOUBTFUL_MONTHS = frozenset({"May", "March", "Mar", "Jan", "Jun", "Dec", "Sep", "August", "April", "June"})
# What a bare number of four figures is when it is no year.
_NOT_YEAR_BEFORE = re.compile(
    r"(?:[$€£#§]|\b(?:resolution|resolutions|no\.|number|flight|order|decision|decree|room|article|section|unit|directive|regulation|"
    r"act|some|about|nearly|almost|than|least|over|estimated|roughly|approximately|killed|wounded|injured)) *$",
    re.IGNORECASE,
)
_NOT_YEAR_AFTER = re.compile(
    r" *(?:%|per ?cent|GMT|UTC|hours|local time|\(|-?(?:km|miles?|metres?|meters?|kilomet|tons?|tonnes?|barrels?|people|troops|soldiers"
    r"|men|women|children|dollars|euros|pounds|square|feet|years?|days?|points)\b|-[a-z])",
)
_YEAR_LEAD = re.compile(
    r"(?:\b(?:in|since|until|till|by|of|from|during|before|after|through|to|and|or|for|the|late|early|mid|around|between|its|their"
    r"|his|a|year|back|as|than|this|that|until|late|following|our)|[,(-])[ -]*$",
    re.IGNORECASE,
)
_BARE_LEAD = re.compile(
    r"\b(?:for|over|after|before|within|during|about|in|of|than|and|or|take|took|taken|last|lasted|spend|spent|until|as|many|on) $",
    re.IGNORECASE,
)
_A_UNIT_LEAD = re.compile(
    r"\b(?:for|over|after|before|within|about|in|than|least|nearly|almost|of|or|take|takes|took|taken|last|lasted|spend|spent|and|to|under|only"
    r"|once|just|lasting|is|was|be) *$",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(r"(?:on|over|during|in|since|by|until|from|between) +(?!\W)", re.IGNORECASE)


_WHOLE = frozenset({"", "full", "whole", "entire", "fiscal"})
_DURING = re.compile(r"\b(?:for|during|throughout|in) *$", re.IGNORECASE)


def spelled_year(text: str) -> int:
    """The year that is said in words: "nineteen ninety-six", "two thousand and four"."""
    low = re.split(r"[ -]+", text.lower().replace(" and ", " "))
    numbers = words("unit")
    first = 2000 if low[0] == "two" else int(numbers[low[0]]) * 100
    return first + int(sum(numbers[word] for word in low[1:] if word != "thousand"))


def plain(text: str) -> str:
    """``text`` with blanks, dashes and apostrophes of all kinds made plain; the same length."""
    return text.translate(_PLAIN)


@lru_cache(maxsize=512)
def scan(text: str) -> tuple[Found, ...]:
    """The time expressions of one sentence in text order, never overlapping. Kept for the next reader of the sentence."""
    text = plain(text)
    present = {name for name, pattern in _CLASSES.items() if pattern.search(text)}
    found: list[Found] = []
    for kind, needs, pattern in _PATTERNS:
        if not needs <= present:
            continue
        for match in pattern.finditer(text):
            start, end = match.span()
            if start < end and _keep(kind, match, text):
                parts = {name: value for name, value in match.groupdict().items() if value is not None}
                found.append(Found(kind, start, end, parts))
    return tuple(_without_preposition(f, text) for f in _longest(found))


def _without_preposition(found: Found, text: str) -> Found:
    lead = _PREPOSITION.match(text, found.start, found.end)
    return Found(found.kind, lead.end(), found.end, found.parts) if lead else found


def _longest(found: list[Found]) -> list[Found]:
    out: list[Found] = []
    for item in sorted(found, key=lambda f: (f.start - f.end, f.start)):
        if all(item.end <= other.start or item.start >= other.end for other in out):
            out.append(item)
    return sorted(out, key=lambda f: f.start)


def _keep(kind: str, match: re.Match[str], text: str) -> bool:
    """Whether a match is a time expression in its surroundings, for the wordings that are often something else."""
    before, after = text[: match.start()], text[match.end() :]
    parts = match.groupdict()
    if kind in ("year_range", "month_range") and " and " in match[0] and not parts.get("between"):
        return False
    if kind in ("day", "month", "day_range", "month_range"):
        return _month_fits(kind, parts, before, after, match)
    if kind in ("year", "year_range") and not parts.get("spelled"):
        if _NOT_YEAR_BEFORE.search(before) or _NOT_YEAR_AFTER.match(after):
            return False
        plural = re.match(r" +[a-z]+s\b(?! of)", after)
        lead = _YEAR_LEAD.search(before)
        return bool(lead) or parts.get("edge") is not None or not before.strip() or not plural
    if kind == "bare":
        return bool(_BARE_LEAD.search(before)) or not before.strip()
    if kind == "duration":
        if (parts["n"] or "").lower() in ("a", "an"):
            if not match[0].lower().startswith("a"):
                return True  # "within a week": the word before it is part of the match
            return bool(_A_UNIT_LEAD.search(before)) or "-" in match[0] or match[0].lower().endswith("long")
        if (parts["n"] or "").lower() in ("the", "all", "another", "both", "some", "many"):
            return False
        if re.fullmatch(r"(?:1[5-9]|20)\d\d", parts["n"] or "") and not parts["unit"].lower().endswith("s"):
            return False
        # "the second half", "10-second": ranks are no lengths; "second" is a unit only after a number.
        return not (parts["unit"].lower() == "second" and "-" not in match[0])
    if kind == "quarter" and (parts.get("unit") or "").lower() == "half":
        dated = parts.get("year") or parts.get("yrel") or parts.get("year0") or match[0].lower().endswith("year")
        return bool(dated) or bool(re.search(r"\b(?:in|during|for|over) +$", before))
    if kind == "unit":
        return _unit_fits(parts, before, after)
    if kind == "set":
        return parts["rel"].lower() != "per" or bool(re.search(r"\b(?:once|twice|times) *$", before))
    if kind == "clock":
        return not re.match(r" *(?:per cent|percent|%|million|billion)", after)
    if kind == "stretch":
        rel = parts["rel"].lower()
        return parts["unit"].lower().endswith("s") or not (rel.endswith(("first", "final", "recent", "latest")))
    if kind == "boundary":
        return parts.get("unit") is not None or "end" in parts["edge"].lower().split("-")[-1].split()
    if kind == "compared":
        return (parts.get("rel") or "").lower() != "latest" or parts.get("unit") is not None
    if kind == "ago":
        return bool(parts.get("n")) or parts["unit"].lower().endswith("s")
    return True


def _month_fits(kind: str, parts: dict[str, str | None], before: str, after: str, match: re.Match[str]) -> bool:
    number = parts.get("day")
    if number and not 1 <= int(number) <= 31:
        return False
    month = (parts.get("month") or parts.get("month2") or "").rstrip(".")
    if kind != "month" or month not in _DOUBTFUL_MONTHS or parts.get("year") or parts.get("rel") or parts.get("edge"):
        return True
    if re.match(r" +[A-Z][a-z]", after) and month in ("April", "June", "August", "May", "Jan"):
        return False
    return bool(_MONTH_LEAD.search(before)) and not (month == "May" and re.match(r" *(?:have|be|not)\b", after))


def _unit_fits(parts: dict[str, str | None], before: str, after: str) -> bool:
    rel, unit = (parts["rel"] or "").lower(), (parts["unit"] or "").lower()
    if unit.endswith("s") or unit in ("second", "minute", "hour"):
        return False
    whole = unit in ("year", "quarter") and rel.startswith("the") and rel.removeprefix("the").strip() in _WHOLE
    if whole and _DURING.search(before) and not re.match(r" (?:of|in|when|that|he|she|they|it)\b", after):
        return True  # "for the year": the one that is running, or has just been reported on
    if rel == "the":
        return unit == "weekend" or (bool(parts.get("edge")) and unit != "day")
    if unit in ("day", "night"):
        return rel in (
            "the previous",
            "the next",
            "the following",
            "that",
            "the same",
            "that same",
            "the very same",
            "this",
            "next",
        )
    return not re.match(r" of (?!this|last|next)[A-Za-z]", after) or rel.startswith("this")
