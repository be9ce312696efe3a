"""Speakers named by a label and a colon: headlines ("Kremlin: ...", "... : Japanese gov't") and transcripts."""

from __future__ import annotations

import re

from detente.mentions.types import Mentions
from detente.observations.attribution import Attribution, Speech
from detente.observations.cues import Cues

_COLON = re.compile(r"(?<=[\w.)’'])\s*:\s+(?=\S)")
_DASH = re.compile(r"\s+[-–—]{1,2}\s+")
_LONGEST_LABEL = 7
_SHORTEST_CONTENT = 3


def find_labels(
    speech: Speech,
    cues: Cues,
    mentions: Mentions,
    titles: list[tuple[int, int]],
    paragraphs: list[tuple[int, int]],
) -> list[Attribution]:
    """Attributions by label: before or behind the words in ``titles``, before them in ``paragraphs`` (offsets)."""
    out = []
    for start, end in titles:
        found = _labelled(speech, cues, mentions, start, end, title=True)
        if found is not None:
            out.append(found)
    for start, end in paragraphs:
        found = _labelled(speech, cues, mentions, start, end, title=False)
        if found is not None:
            out.append(found)
    return out


def _labelled(speech: Speech, cues: Cues, mentions: Mentions, start: int, end: int, title: bool) -> Attribution | None:
    text = speech.document.text
    colons = list(_COLON.finditer(text, start, end))
    if colons:
        first, last = colons[0], colons[-1]
        head = _speaker(speech, cues, mentions, start, first.start(), title)
        if head is not None:
            return _attribution(speech, head, (first.end(), end), first.start())
        if title:
            head = _speaker(speech, cues, mentions, last.end(), end, title)
            if head is not None:
                return _attribution(speech, head, (start, last.start()), last.start())
    if title:
        dashes = list(_DASH.finditer(text, start, end))
        if dashes:
            head = _speaker(speech, cues, mentions, dashes[-1].end(), end, title, named=False)
            if head is not None:
                return _attribution(speech, head, (start, dashes[-1].start()), dashes[-1].start())
    return None


def _range(speech: Speech, start: int, end: int) -> tuple[int, int]:
    """The tokens that lie between two offsets, by bisection."""
    tokens = speech.tokens
    low, high = 0, len(tokens)
    while low < high:
        mid = (low + high) // 2
        if tokens[mid].idx < start:
            low = mid + 1
        else:
            high = mid
    stop = low
    while stop < len(tokens) and tokens[stop].end <= end:
        stop += 1
    return low, stop


def _speaker(
    speech: Speech, cues: Cues, mentions: Mentions, start: int, end: int, title: bool, named: bool = True
) -> int | None:
    """The head of the noun phrase between two offsets if it can be a speaker's label, else None.

    Unless ``named``, the phrase must be of people without a name ("officials", "report").
    """
    low, high = _range(speech, start, end)
    tokens = speech.tokens[low:high]
    if not tokens or len(tokens) > _LONGEST_LABEL or any(t.pos in ("VERB", "AUX", "ADV") for t in tokens):
        return None
    nominal = [t for t in tokens if t.pos in ("PROPN", "NOUN")]
    head = next((t for t in nominal if t.head == t.i or not low <= t.head < high), None)
    if head is None:
        return None
    lemma = head.lemma.lower()
    if lemma in cues.unnamed or lemma in cues.documents:
        return head.i if title else None
    if not named:
        return None
    covered = mentions.actor_headed(head.i) is not None or any(
        name.label in ("PER", "ORG", "GPE") and low <= name.start and name.start <= head.i < name.end
        for name in speech.document.names
    )
    if title:
        return head.i if covered else None
    capitals = text_is_upper(speech.document.text[start:end])
    return head.i if (covered and len(tokens) <= 4 and capitals) else None


def text_is_upper(text: str) -> bool:
    """Whether a transcript's label is set in capitals, but for a title such as "Mr."."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 2 and sum(c.isupper() for c in letters) > 0.8 * len(letters)


def _attribution(speech: Speech, head: int, content: tuple[int, int], colon: int) -> Attribution | None:
    low, high = _range(speech, *content)
    if high - low < _SHORTEST_CONTENT:
        return None
    found = speech.offsets(low, high)
    if found is None:
        return None
    start, end = speech.noun_phrase(head)
    return Attribution(head, (start, end), "speech", "label", head, (found,), 0.8)
