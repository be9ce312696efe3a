"""Attributions inside attributions: which of them stand, and through whom each reached the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from detente.observations.attribution import Attribution, Speech
from detente.observations.sources import is_medium
from detente.observations.speakers import Speaker
from detente.records import Entity

# A carrier whose words are to this extent somebody else's statement only relays it.
RELAYED_SHARE = 0.5
# Frames whose speaker passes on what stands inside; who "rejects the claim that" does not.
_CARRYING = frozenset({"clause", "aside", "open", "label", "orphan", "release"})
_FEELINGS = frozenset({"obj", "inf", "pred", "for", "on", "of", "as", "against", "about", "to", "in", "at", "over"})


@dataclass(frozen=True, slots=True)
class Nested:
    """An attribution that stands, its speaker, and the speakers around it from the outside in."""

    attribution: Attribution
    speaker: Speaker
    outer: tuple[Entity, ...] = ()
    parent: Attribution | None = None


def nest(speech: Speech, found: list[tuple[Attribution, Speaker]]) -> list[Nested]:
    """The attributions that stand, each with its outer speakers.

    Dropped are carriers that only relay another's statement (they become its outer speakers), what a speaker is said to
    feel within its own statement ("he said he hoped"), and second readings of the same words.
    """
    parents = _parents(speech, found)
    inner: dict[int | None, list[int]] = {}
    for n, around in enumerate(parents):
        inner.setdefault(around, []).append(n)
    relaying = {n for n in range(len(found)) if _relays(speech, n, found, inner.get(n, ()))}
    out = []
    for n, (attribution, speaker) in enumerate(found):
        if n in relaying:
            continue
        line = _line(n, parents)
        if _repeats(found[n], [found[p] for p in line]):
            continue
        through = [p for p in reversed(line) if found[p][0].frame in _CARRYING]
        outer = [e for p in through for e in (*found[p][1].carriers, found[p][1].entity)]
        parent = found[line[0]][0] if line else None
        out.append(Nested(attribution, speaker, tuple(e for e in outer if e.key != speaker.entity.key), parent))
    return _without_echoes(_inherit(speech, _distinct(out)))


def _inherit(speech: Speech, nested: list[Nested]) -> list[Nested]:
    """Hands on the medium that carried a speaker's words to what the speaker says next.

    ``RIA reported that X called ... X was cited as saying ... he said``: the second is RIA's by its own wording, the
    third because "he" goes on with the same speech.
    """
    said: dict[object, Nested] = {}
    changed: dict[Attribution, Nested] = {}
    for n in sorted(nested, key=lambda x: x.attribution.head):
        before = said.get(n.speaker.entity.key)
        media = tuple(e for e in (*before.outer, *before.speaker.carriers) if is_medium(e)) if before else ()
        if media and not n.outer and not n.speaker.carriers:
            head = n.attribution.speaker
            pronoun = head is not None and speech.tokens[head].pos == "PRON"
            if pronoun or n.attribution.kind == "quote":
                n = replace(n, outer=media)
        said[n.speaker.entity.key] = n
        changed[n.attribution] = n
    return [_behind_parent(n, changed) for n in changed.values()]


def _behind_parent(nested: Nested, known: dict[Attribution, Nested]) -> Nested:
    """``nested`` with the media that carried the statement it stands in."""
    parent = known.get(nested.parent) if nested.parent is not None else None
    keys = {e.key for e in nested.outer}
    media = tuple(e for e in parent.outer if is_medium(e) and e.key not in keys) if parent else ()
    return replace(nested, outer=(*media, *nested.outer))


def _without_echoes(nested: list[Nested]) -> list[Nested]:
    """Without headline labels ("...: Kremlin") whose speaker says the same at length in the text."""
    spoken = [set(n.speaker.entity.text.lower().split()) for n in nested if n.attribution.frame != "label"]
    return [
        n
        for n in nested
        if n.attribution.frame != "label"
        or not any(set(n.speaker.entity.text.lower().split()) - {"the"} & words for words in spoken)
    ]


def _hull(attribution: Attribution) -> tuple[int, int]:
    return attribution.content[0][0], attribution.content[-1][1]


def _parents(speech: Speech, found: list[tuple[Attribution, Speaker]]) -> list[int | None]:
    """For each attribution the smallest other one whose content holds its cue, or None."""
    pieces = sorted((a, b, n) for n, (x, _) in enumerate(found) for a, b in x.content)
    parents: list[int | None] = [None] * len(found)
    order = sorted(range(len(found)), key=lambda n: speech.tokens[found[n][0].head].idx)
    position, active = 0, []
    for n in order:
        cue = speech.tokens[found[n][0].head].idx
        while position < len(pieces) and pieces[position][0] <= cue:
            active.append(pieces[position])
            position += 1
        active = [p for p in active if p[1] > cue]
        holding = [(b - a, m) for a, b, m in active if m != n]
        if holding:
            parents[n] = min(holding)[1]
    return parents


def _line(n: int, parents: list[int | None]) -> list[int]:
    """The attributions around ``n``, the nearest first."""
    out: list[int] = []
    at = parents[n]
    while at is not None and at not in out and at != n:
        out.append(at)
        at = parents[at]
    return out


def _relays(speech: Speech, n: int, found: list[tuple[Attribution, Speaker]], within: Sequence[int]) -> bool:
    """Whether attribution ``n`` is a medium's, and all that it says is that somebody else said something.

    ``within`` are the attributions right inside it.
    """
    attribution, speaker = found[n]
    if not is_medium(speaker.entity):
        return False
    start, end = _hull(attribution)
    for m in within:
        if is_medium(found[m][1].entity):
            continue
        inner = found[m][0]
        low, high = _hull(inner)
        cue = speech.tokens[inner.head]
        low, high = min(low, cue.idx), max(high, cue.end)
        if inner.speaker is not None:
            low = min(low, speech.tokens[speech.noun_phrase(inner.speaker)[0]].idx)
        if min(high, end) - max(low, start) >= RELAYED_SHARE * (end - start):
            return True
    return False


def _repeats(found: tuple[Attribution, Speaker], line: list[tuple[Attribution, Speaker]]) -> bool:
    """Whether what is found is only what an outer speaker says of itself: "he said he hoped"."""
    attribution, speaker = found
    for outer, other in line:
        same = other.entity.key == speaker.entity.key
        kin = same or (not is_medium(other.entity) and _one_voice(speaker.entity, other.entity))
        if same and outer.frame == "release":
            return attribution.frame not in _CARRYING
        if same and outer.frame != "orphan":
            return True
        if kin and (attribution.kind == "thought" or attribution.frame in _FEELINGS):
            return True
    return False


def _one_voice(left: Entity, right: Entity) -> bool:
    """Whether two entities speak for the same government or body: "Moscow" and its minister."""
    if left.country is None or left.country != right.country:
        return False
    return left.sector == right.sector or "country" in (left.kind, right.kind)


def _distinct(nested: list[Nested]) -> list[Nested]:
    """Without second readings: the same speaker with content of the same extent; the heavier cue stays."""
    best: dict[tuple[object, int, int], Nested] = {}
    for n in nested:
        key = (n.speaker.entity.key, *_hull(n.attribution))
        if key not in best or best[key].attribution.weight < n.attribution.weight:
            best[key] = n
    return list(best.values())
