"""Where reporting words meet quotation marks: which quotation belongs to which attribution.

The parse gives each attribution the clause in its own sentence; quotation marks say how far the words go on: to the
opening mark sentences before, over the rest of the paragraph, or into the next one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import Literal

from detente.observations.attribution import Attribution, Speech
from detente.observations.brackets import top
from detente.observations.quotes import Quotation

# Fewer words than this between marks are a name or a scare quote, not a statement that could stand alone.
FEWEST_WORDS = 4
# So many blanks may lie between cue and quotation: fewer where the cue has a clause of its own already.
NEAR, NEAR_WITH_CONTENT, ADJACENT = 14, 5, 3
# So many characters may stand between a closing mark and the sentence that names the speaker.
CLOSE = 3
_SIGNATURE = re.compile(r"\s*[-–—―]{1,2}\s*(?=[A-Z])")
_SET_OFF = frozenset(",:.;?!")
ORPHAN_WEIGHT = 0.5
ANNOUNCED_WEIGHT = 0.7
DIRECT_SHARE = 0.85
_CLAUSAL = ("clause", "aside", "open", "label")


@dataclass(slots=True)
class _Claim:
    """An attribution under way: its pieces of content and the quotations that it has taken."""

    attribution: Attribution
    pieces: list[tuple[int, int]]
    taken: list[int]
    inside: int | None

    @property
    def end(self) -> int:
        return max((e for _, e in self.pieces), default=0)


class Quoting:
    """Joins attributions to the quotations of one document."""

    def __init__(self, speech: Speech, paragraphs: list[tuple[int, int]]) -> None:
        self.speech = speech
        self.text = speech.document.text
        self.paragraphs = paragraphs
        self._paragraph_starts = [p[0] for p in paragraphs]
        self.owner: dict[int, int] = {}

    def join(self, attributions: list[Attribution]) -> list[Attribution]:
        """The attributions with their content grown by quotations, then those for quotations nobody claimed."""
        claims = [self._claim(a) for a in attributions]
        for n, claim in enumerate(claims):
            self._grow(n, claim)
        for n, claim in enumerate(claims):
            self._same_sentence(n, claim)
        for n, claim in enumerate(claims):
            self._onwards(n, claim)
        for n, claim in enumerate(claims):
            self._backwards(n, claim)
        out = [replace(c.attribution, content=tuple(_merged(c.pieces))) for c in claims if c.pieces]
        return sorted([*out, *self._orphans(claims)], key=lambda a: a.content[0])

    def manner(self, attribution: Attribution) -> Literal["direct", "indirect", "mixed"]:
        """Whether the content stands in quotation marks wholly, partly or not at all."""
        inside = self.speech.quotation_of(attribution.head)
        total = covered = 0
        for start, end in attribution.content:
            total += end - start
            for n in self._overlapping(start, end):
                if n != inside:
                    quotation = self.speech.quotations[n]
                    covered += min(end, quotation.outer_end) - max(start, quotation.outer_start)
        if not covered:
            return "indirect"
        first = self.speech.quotation_at(attribution.content[0][0])
        return "direct" if covered >= DIRECT_SHARE * total and first not in (None, inside) else "mixed"

    # --- steps

    def _claim(self, attribution: Attribution) -> _Claim:
        inside = self.speech.quotation_of(attribution.head)
        pieces = list(attribution.content)
        if inside is not None:
            quotation = self.speech.quotations[inside]
            pieces = [(max(a, quotation.start), min(b, quotation.end)) for a, b in pieces]
            pieces = [(a, b) for a, b in pieces if a < b]
        return _Claim(attribution, pieces, [], inside)

    def _grow(self, n: int, claim: _Claim) -> None:
        """Stretches content that begins or ends inside a quotation to that quotation's edge."""
        if claim.inside is not None:
            return
        cue = self.speech.tokens[claim.attribution.head].idx
        grown = []
        for start, end in claim.pieces:
            for at in (start, end - 1):
                k = self.speech.quotation_at(at)
                if k is None:
                    continue
                quotation = self.speech.quotations[k]
                if quotation.outer_start <= cue < quotation.outer_end:
                    continue
                if claim.attribution.frame in _CLAUSAL or quotation.start >= start:
                    start, end = min(start, quotation.start), max(end, quotation.end)
                    self._take(n, claim, k)
            end = self._without_comma(start, end)
            for k in self._between(start, end):
                self._take(n, claim, k)
            grown.append((start, end))
        claim.pieces = grown

    def _without_comma(self, start: int, end: int) -> int:
        """``end`` less the comma by which English sets off "he said" inside the marks."""
        while end - 1 > start and self.text[end - 1] in ",;":
            end -= 1
        return end

    def _take(self, n: int, claim: _Claim, k: int) -> None:
        if k not in claim.taken:
            claim.taken.append(k)
        self.owner.setdefault(k, n)

    def _between(self, start: int, end: int) -> list[int]:
        first = bisect_right(self.speech._starts, start - 1)
        out = []
        for k in range(first, len(self.speech.quotations)):
            if self.speech.quotations[k].outer_start >= end:
                break
            out.append(k)
        return out

    def _same_sentence(self, n: int, claim: _Claim) -> None:
        """Unclaimed quotations in the sentence of the cue: ``"...," he said, "..."``."""
        attribution = claim.attribution
        if claim.inside is not None or attribution.frame not in _CLAUSAL:
            return
        document = self.speech.document
        start, end = self._sentence(attribution.head)
        if not claim.pieces and not self._overlapping(start, end):
            # "... ?" X said: a mark that ends a sentence may part the quotation from its speaker.
            start = max(0, start - CLOSE)
        for k in self._overlapping(start, end):
            if k in self.owner:
                continue
            quotation = self.speech.quotations[k]
            words = document.text.count(" ", quotation.start, quotation.end) + 1
            if words < (2 if not claim.pieces else FEWEST_WORDS) or not self._nearest(claim, k):
                continue
            claim.pieces.append((quotation.start, self._without_comma(quotation.start, quotation.end)))
            self._take(n, claim, k)

    def _sentence(self, token: int) -> tuple[int, int]:
        sentence = self.speech.document.sentence_of(token)
        return self.speech.document.slice(sentence.start, sentence.end)

    def _overlapping(self, start: int, end: int) -> list[int]:
        first = max(0, bisect_right(self.speech._starts, start) - 1)
        out = []
        for k in range(first, len(self.speech.quotations)):
            quotation = self.speech.quotations[k]
            if quotation.outer_start >= end:
                break
            if quotation.outer_end > start:
                out.append(k)
        return out

    def _nearest(self, claim: _Claim, k: int) -> bool:
        """Whether only a few words stand between the cue, with its speaker, and quotation ``k``."""
        attribution = claim.attribution
        quotation = self.speech.quotations[k]
        tokens = [attribution.head, *((attribution.speaker,) if attribution.speaker is not None else ())]
        low = min(self.speech.tokens[t].idx for t in tokens)
        high = max(self.speech.tokens[t].end for t in tokens)
        after = quotation.outer_start >= high
        gap = self.text[high : quotation.outer_start] if after else self.text[quotation.outer_end : low]
        if attribution.kind not in ("speech", "writing", "quote", "report"):
            return False
        set_off = gap.rstrip()[-1:] in _SET_OFF or self.text[quotation.end - 1] in _SET_OFF
        if not claim.pieces and gap.count(" ") <= ADJACENT:
            return True
        return set_off and gap.count(" ") <= (NEAR if claim.taken or not claim.pieces else NEAR_WITH_CONTENT)

    def _onwards(self, n: int, claim: _Claim) -> None:
        """Quotations that follow a quoted (or announced) one with nothing said in between, and its next paragraphs."""
        if claim.inside is not None or claim.attribution.frame not in _CLAUSAL:
            return
        end = max(claim.end, self._sentence(claim.attribution.head)[1])
        announced = self.text[end - 1 : end] == ":" or self.text[end : end + 1] == ":"
        if not claim.taken and claim.pieces:
            return
        if claim.taken and not self._ends_quoted(claim):
            return
        while True:
            k = bisect_right(self.speech._starts, end - 1)
            if k >= len(self.speech.quotations) or k in self.owner:
                return
            quotation = self.speech.quotations[k]
            gap = self.text[end : quotation.outer_start]
            if gap.strip(" \t\r\n:\"”’'"):
                return
            if "\n" in gap and not (quotation.continues and self._unclosed_before(k)) and not announced:
                return
            announced = False
            claim.pieces.append((quotation.start, self._without_comma(quotation.start, quotation.end)))
            self._take(n, claim, k)
            end = quotation.outer_end

    def _ends_quoted(self, claim: _Claim) -> bool:
        last = max((self.speech.quotations[k] for k in claim.taken), key=lambda q: q.end)
        direct = sum(q.end - q.start for q in (self.speech.quotations[k] for k in claim.taken))
        total = sum(b - a for a, b in claim.pieces) or 1
        return direct >= 0.5 * total and (last.end >= claim.end - 1 or not last.closed)

    def _unclosed_before(self, k: int) -> bool:
        return k > 0 and not self.speech.quotations[k - 1].closed

    def _backwards(self, n: int, claim: _Claim) -> None:
        """Earlier paragraphs of a quotation whose speaker is named only at its end."""
        if claim.inside is not None or not claim.taken:
            return
        first = min(claim.taken)
        while first > 0 and self.speech.quotations[first].continues and first - 1 not in self.owner:
            first -= 1
            quotation = self.speech.quotations[first]
            claim.pieces.append((quotation.start, self._without_comma(quotation.start, quotation.end)))
            self._take(n, claim, first)

    def _orphans(self, claims: list[_Claim]) -> list[Attribution]:
        """Quotations without a cue: spoken by whoever the sentence before quotes, or the paragraph before."""
        out: list[Attribution] = []
        outside = [c for c in claims if c.pieces and c.inside is None and _spoken(c.attribution)]
        placed = sorted(outside, key=lambda c: c.end)
        ends = [c.end for c in placed]
        for k, quotation in enumerate(self.speech.quotations):
            if k in self.owner or not self._whole(quotation):
                continue
            announced = self._announcer(quotation) or self._signer(quotation)
            if announced is not None:
                self.owner[k] = -1
                out.append(announced)
                continue
            before = bisect_right(ends, quotation.outer_start) - 1
            if before < 0 or not self._close(ends[before], quotation):
                continue
            model = placed[before].attribution
            self.owner[k] = -1
            if out and out[-1].head == model.head and self._adjoins(out[-1].content[-1][1], quotation):
                out[-1] = replace(out[-1], content=(*out[-1].content, (quotation.start, quotation.end)))
                continue
            content = ((quotation.start, quotation.end),)
            out.append(replace(model, content=content, frame="orphan", weight=ORPHAN_WEIGHT))
        return out

    def _signer(self, quotation: Quotation) -> Attribution | None:
        """The name behind a dash that signs a quotation: ``"..." - Ana Soto, engineer``."""
        signature = _SIGNATURE.match(self.text, quotation.outer_end)
        before = self.speech.token_before(signature.end()) if signature else None
        if before is None or before + 1 >= len(self.speech.tokens):
            return None
        head = top(self.speech, before + 1, before + 1, self.speech.document.sentence_of(before + 1).end)
        if self.speech.tokens[head].pos != "PROPN":
            return None
        content = ((quotation.start, quotation.end),)
        return Attribution(head, (before, before + 1), "speech", "orphan", head, content, ANNOUNCED_WEIGHT)

    def _announcer(self, quotation: Quotation) -> Attribution | None:
        """The subject of a sentence that ends in a colon before the quotation: ``X summed it up: "..."``."""
        before = self.text[: quotation.outer_start].rstrip(" \t\n")
        token = self.speech.token_before(quotation.outer_start) if before.endswith(":") else None
        if token is None:
            return None
        first = self.speech.document.sentence_of(token).start
        verbs = [t for t in range(token, first, -1) if self.speech.tokens[t].pos == "VERB"]
        for v in verbs:
            subject = self.speech.speakers(v)
            if subject is not None and self.speech.tokens[subject].pos in ("NOUN", "PROPN", "PRON"):
                content = ((quotation.start, quotation.end),)
                return Attribution(v, (v, v + 1), "speech", "orphan", subject, content, ANNOUNCED_WEIGHT)
        return None

    def _whole(self, quotation: Quotation) -> bool:
        """Whether a quotation reads as a sentence of its own: a capital, some words, a sentence's end before it."""
        text = self.text[quotation.start : quotation.end]
        if text.count(" ") + 1 < FEWEST_WORDS or not text[:1].isupper():
            return False
        before = self.text[: quotation.outer_start].rstrip(" \t")
        return not before or before[-1] in '.!?\n:”"…'

    def _close(self, end: int, quotation: Quotation) -> bool:
        """Whether what ended at ``end`` stands in the paragraph of ``quotation`` or the one before it."""
        here = bisect_right(self._paragraph_starts, quotation.outer_start)
        there = bisect_right(self._paragraph_starts, end - 1)
        return here - there <= 1

    def _adjoins(self, end: int, quotation: Quotation) -> bool:
        return not self.text[end : quotation.outer_start].strip(" \t\r\n\"”’'.,")


def _spoken(attribution: Attribution) -> bool:
    return attribution.kind in ("speech", "writing", "quote") and attribution.frame in _CLAUSAL


def _merged(pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Pieces in text order, overlapping ones joined."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(pieces):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out
