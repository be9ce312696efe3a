"""Cleaning by marking: which stretches of a report are its prose, and which are title, captions, bylines and the like.

Nothing is deleted. The passages tile the text: the first starts at 0, each next one where the last ended, the last ends
with the text; trailing blanks belong to the passage before them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from detente.data import read_table
from detente.intake.paragraphs import split_paragraphs, without_breaks
from detente.records import Passage, PassageKind

_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"[.!?…:;,][\"'”’)\]]*\s*$")
_QUOTE_START = re.compile(r"^[\s\"“‘'(\[]*[\"“‘]")
_CAPTION_DATE = re.compile(
    r"\b(January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?) \d{1,2}, (19|20)\d\d\.?\s*$"
)
_PLACE = r"[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+)*(?:, [A-Z][\w.]+(?: [A-Z][\w.]+)?)?"
_CAPITALS = r"[A-Z][A-Z'’-]{2,}(?: [A-Z][A-Z'’-]{2,})*"
_ACRONYMS = (
    "NATO|ISIS|ISIL|OPEC|ASEAN|IAEA|OPCW|UNICEF|UNHCR|UNESCO|UNSC|OSCE|KCNA|TASS|DPRK|AFRICOM|CENTCOM|BREAKING|NASA"
)
_DATE = r"(?:,? \(?[A-Z][a-z]{2,8}\.? \d{1,2}\)?)?"
_AGENCY = r"(?:\([A-Z][\w./ -]{1,30}\))"
DATELINE = re.compile(
    rf"(?:{_PLACE}(?:/{_PLACE})*{_DATE}(?:\s*{_AGENCY})?\s*(?:-{{1,2}}|–|—|:)\s+"  # SEOUL, Aug 30 (Reuters) -
    rf"|{_AGENCY}\s*(?:-{{1,2}}|–|—)?\s+"  # (CNN) ; (Reuters) -
    rf"|[A-Z][\w.'’ -]{{2,25}}(?:, [A-Z][\w.]+)?{_DATE}\s*{_AGENCY}\s*(?:-{{1,2}}|–|—)\s+"  # Moscow (AP) -
    rf"|(?=[A-Z/ -]*[A-Z]{{4}})(?!(?:{_ACRONYMS})\b){_CAPITALS}(?:, [A-Z][a-z]+\.?)?(?:/{_CAPITALS})* "
    r"(?=[A-Z][a-z]|[A-Z]\.[A-Z]|EU |UN |US ))"  # AMMAN U.S. ...
)
"""A place in capitals, an agency in brackets, or both, at the head of a report's first paragraphs."""
_LONGEST_DATELINE = 200
_LONGEST_FURNITURE = 1_000
"""In characters: bounds on what the patterns look at, so that no long line is scanned again and again."""
_DATA = re.compile(r"\S{500,}|\s{500,}")
"""No word is so long and no gap so wide; the longest addresses in news are about 300 characters."""
_MAX_CROSSHEAD_WORDS = 8
_MAX_TITLE_WORDS = 25


def mark_passages(text: str, title: str | None = None) -> tuple[Passage, ...]:
    """The passages of ``text``, in order and tiling it; ``title`` is the report's title where metadata gave one."""
    return tuple(_mark_repeats(text, _tile(_mark_body(text, title), len(text)))) if text else ()


def _mark_body(text: str, title: str | None) -> list[Passage]:
    paragraphs = list(split_paragraphs(text))
    text = without_breaks(text, paragraphs)
    kinds: list[PassageKind] = [_kind(text[a:b].strip()) for a, b in paragraphs]
    _mark_title(text, paragraphs, kinds, title)
    _mark_crossheads(text, paragraphs, kinds)
    _mark_repeated_captions(text, paragraphs, kinds)
    out: list[Passage] = []
    body_seen = 0
    for (a, b), kind in zip(paragraphs, kinds, strict=True):
        if kind == "body":
            body_seen += 1
            # A dateline opens the story; further down only the plain form with a dash is one (a second dispatch).
            match = DATELINE.match(text, a, min(b, a + _LONGEST_DATELINE)) if body_seen <= 3 else None
            if match and match.end() < b and _letters(text[match.end() : b]) >= 20:
                out.append(Passage("dateline", a, match.end()))
                a = match.end()
        out += _without_data(text, Passage(kind, a, b)) if kind == "body" else [Passage(kind, a, b)]
    return out


def _without_data(text: str, passage: Passage) -> Iterator[Passage]:
    """The passage, with what no person wrote as words (encoded data, rulers, fields of blanks) apart as "other"."""
    at = passage.start
    for match in _DATA.finditer(text, passage.start, passage.end):
        if match.start() > at:
            yield Passage(passage.kind, at, match.start())
        yield Passage("other", match.start(), match.end())
        at = match.end()
    if at < passage.end:
        yield Passage(passage.kind, at, passage.end)


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


@cache
def _furniture() -> tuple[tuple[PassageKind, str, re.Pattern[str]], ...]:
    rules: list[tuple[PassageKind, str, re.Pattern[str]]] = []
    for row in read_table("intake/furniture.tsv"):
        pattern, flags = row["pattern"], re.IGNORECASE
        if pattern.startswith("(?-i:"):
            flags = re.NOFLAG
        if row["where"] == "end":
            pattern = rf"(?:{pattern})\s*$"
        rules.append((row["kind"], row["where"], re.compile(pattern, flags)))  # type: ignore[arg-type]
    return tuple(rules)


def _kind(paragraph: str) -> PassageKind:
    """The kind of one paragraph by its own words."""
    if not _WORD.search(paragraph):
        return "other"
    if len(paragraph) > _LONGEST_FURNITURE:
        return "body"
    words = len(paragraph.split())
    for kind, where, pattern in _furniture():
        if where == "line" and words <= 40 and pattern.fullmatch(paragraph):
            return kind
        if where == "start" and words <= 60 and pattern.match(paragraph):
            return kind
        # A credit at the end marks a caption only while the paragraph is about as long as captions are.
        if where in ("end", "any") and words <= 70 and pattern.search(paragraph):
            return kind
    # A post quoted with its date ends like a caption; its handle tells it apart.
    if words <= 45 and _CAPTION_DATE.search(paragraph) and not _QUOTE_START.match(paragraph) and "@" not in paragraph:
        return "caption"
    return "body"


def _mark_title(text: str, paragraphs: Sequence[tuple[int, int]], kinds: list[PassageKind], title: str | None) -> None:
    """The first paragraph that equals the given title, or a short unfinished first line before longer prose."""
    wanted = _normal(title or "")
    for n, (a, b) in enumerate(paragraphs[:4]):
        if wanted and _normal(text[a:b]) == wanted:
            kinds[n] = "title"
            return
    if title or len(paragraphs) < 2 or kinds[0] != "body":
        return
    first = text[slice(*paragraphs[0])].strip()
    longest = max(len(text[a:b].split()) for a, b in paragraphs[1:])
    words = len(first.split())
    if words <= _MAX_TITLE_WORDS and words < longest and not _SENTENCE_END.search(first) and not first.endswith('"'):
        kinds[0] = "title"


def _mark_crossheads(text: str, paragraphs: Sequence[tuple[int, int]], kinds: list[PassageKind]) -> None:
    """Short lines without a sentence's end inside the story are headings between its parts."""
    for n in range(1, len(paragraphs)):
        if kinds[n] != "body":
            continue
        line = text[slice(*paragraphs[n])].strip()
        words = line.split()
        capitals = line.upper() == line and len(words) <= 12
        if (
            (len(words) <= _MAX_CROSSHEAD_WORDS or capitals)
            and not _SENTENCE_END.search(line)
            and line[0] not in '"“•-–'
        ):
            kinds[n] = "other"


def _mark_repeated_captions(text: str, paragraphs: Sequence[tuple[int, int]], kinds: list[PassageKind]) -> None:
    """A paragraph printed twice in a row is a caption (pages carry one per rendering of the picture)."""
    normal = [_normal(text[a:b]) for a, b in paragraphs]
    for n in range(1, len(paragraphs)):
        if normal[n] and normal[n] == normal[n - 1] and kinds[n] == kinds[n - 1] == "body":
            kinds[n] = kinds[n - 1] = "caption"


def _normal(text: str) -> str:
    return " ".join(_WORD.findall(text.lower()))


def _tile(passages: Sequence[Passage], length: int) -> list[Passage]:
    """The passages stretched over the gaps between them, so that they cover 0 to ``length``."""
    out: list[Passage] = []
    for passage in passages:
        start = out[-1].end if out else 0
        if passage.end > start:
            out.append(Passage(passage.kind, start, passage.end))
    if not out:
        return [Passage("other", 0, length)]
    out[-1] = replace(out[-1], end=length)
    return out


def _mark_repeats(text: str, passages: Sequence[Passage]) -> list[Passage]:
    first: dict[str, int] = {}
    out: list[Passage] = []
    for n, passage in enumerate(passages):
        key = _normal(text[passage.start : passage.end])
        repeated = first.setdefault(key, n) if len(key) > 20 else n
        out.append(replace(passage, repeats=repeated) if repeated != n else passage)
    return out
