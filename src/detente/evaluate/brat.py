"""Attributions in brat's standoff format, as PolNeAR has them: spans ``T`` of Source, Cue, Content, joined by ``E``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

Span = tuple[int, int]
ROLES = ("source", "cue", "content")
_NUMBER = re.compile(r"\d+$")


@dataclass(frozen=True, slots=True)
class Attributed:
    """One attribution: character ranges of its source, cue and content, each in text order; any may be empty."""

    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    content: tuple[Span, ...] = ()

    def role(self, name: str) -> tuple[Span, ...]:
        """The spans of one of ``ROLES``."""
        return {"source": self.source, "cue": self.cue, "content": self.content}[name]


@dataclass(frozen=True, slots=True)
class Standoff:
    """A file of annotations: its attributions, and what the file says that each span covers."""

    attributions: tuple[Attributed, ...]
    covered: tuple[tuple[tuple[Span, ...], str], ...]


def read_standoff(lines: Iterable[str]) -> Standoff:
    """Read the lines of an ``.ann`` file; lines of other kinds, and broken ones, are passed over."""
    spans: dict[str, tuple[Span, ...]] = {}
    covered: list[tuple[tuple[Span, ...], str]] = []
    joins: list[list[tuple[str, str]]] = []
    for line in lines:
        key, _, rest = line.rstrip("\r\n").lstrip("\ufeff").partition("\t")
        if key.startswith("T"):
            label, _, words = rest.partition("\t")
            spans[key] = _offsets(label)
            covered.append((spans[key], words))
        elif key.startswith(("E", "R")):
            parts = [part.partition(":") for part in rest.split()]
            joins.append([(_NUMBER.sub("", role).lower(), target) for role, _, target in parts])
    found = [_joined(join, spans) for join in joins]
    return Standoff(tuple(a for a in found if a.source or a.cue or a.content), tuple(covered))


def _offsets(label: str) -> tuple[Span, ...]:
    pairs = [fragment.split() for fragment in label.partition(" ")[2].split(";")]
    return tuple((int(p[0]), int(p[1])) for p in pairs if len(p) == 2 and p[0].isdecimal() and p[1].isdecimal())


def _joined(parts: Sequence[tuple[str, str]], spans: Mapping[str, tuple[Span, ...]]) -> Attributed:
    found = {role: sorted({s for r, key in parts if r == role for s in spans.get(key, ())}) for role in ROLES}
    return Attributed(*(tuple(found[role]) for role in ROLES))


def fit(texts: Sequence[str], standoff: Standoff) -> int:
    """Which of ``texts`` (the same one with its line ends read in different ways) the offsets were made for."""

    def agree(text: str) -> int:
        return sum(
            " ".join(text[a:b] for a, b in spans).split() == words.split() for spans, words in standoff.covered[:40]
        )

    scores = [agree(text) for text in texts]
    return scores.index(max(scores)) if scores else 0


def tidied(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """``spans`` in text order without blanks at their edges; those parted by nothing but blanks are one."""
    out: list[Span] = []
    for start, end in sorted(spans):
        words = text[start:end]
        start, end = start + len(words) - len(words.lstrip()), start + len(words.rstrip())
        if end <= start:
            continue
        if out and start >= out[-1][0] and not text[out[-1][1] : start].strip():
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return tuple(out)
