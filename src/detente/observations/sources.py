"""The chain a report got its words from: the outlet that prints them first, those it relies on, the speaker last."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from detente.observations.cues import Cues, load_cues
from detente.records import Entity, Report, Source, SourceKind, Statement

_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)


def source_kind(entity: Entity, cues: Cues | None = None) -> SourceKind:
    """What kind of source an entity is: an agency or outlet, a document, an unnamed person, a person or an office."""
    cues = cues or load_cues()
    media = cues.media_kind(entity.name) or cues.media_kind(entity.text)
    last = entity.text.split()[-1].lower() if entity.text.split() else ""
    singular = last[:-1] if last.endswith("s") else last
    if media == "agency" or singular == "agency" or last == "agency":
        return "agency"
    if media is not None or (entity.sector == "JRN" and entity.kind == "organisation"):
        return "outlet"
    if last in cues.media_nouns or singular in cues.media_nouns:
        return "outlet"
    if entity.text.split()[-1:] and entity.text.split()[-1] in cues.media_words:
        return "outlet"
    if last in cues.documents or singular in cues.documents:
        return "document"
    if entity.kind == "person" and entity.name[:1].isupper():
        return "person"
    if last in cues.unnamed or singular in cues.unnamed or entity.kind == "group":
        return "unnamed"
    if entity.kind == "person":
        return "unnamed"
    return "office"


def as_source(entity: Entity) -> Source:
    """The link of a chain that an entity makes: its name where it has one, else the report's own words."""
    kind = source_kind(entity)
    described = entity.kind == "country" and entity.text.split()[-1].islower()
    name = _ARTICLE.sub("", entity.text) if described or kind in ("unnamed", "document") else entity.name
    return Source(name, kind, entity.span)


def chain(report: Report, links: Iterable[Entity]) -> tuple[Source, ...]:
    """The outlet that prints ``report`` (where known) and ``links`` from the outer one inward, each name once."""
    out: list[Source] = []
    if report.outlet:
        out.append(Source(report.outlet, "outlet"))
    for entity in links:
        source = as_source(entity)
        if not out or out[-1].name.casefold() != source.name.casefold():
            out.append(source)
    return tuple(out)


def is_medium(entity: Entity) -> bool:
    """Whether an entity carries other people's words for a living: an agency, a newspaper, a broadcaster."""
    return source_kind(entity) in ("agency", "outlet")


class Said:
    """The statements of one report by what they hold."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self._pieces = sorted(((p.start, p.end, n) for n, s in enumerate(statements) for p in s.content))
        self._longest = max((end - start for start, end, _ in self._pieces), default=0)
        self._statements = statements

    def over(self, start: int, end: int) -> Statement | None:
        """The innermost statement whose content holds the characters ``start`` to ``end``, or None."""
        first, last = bisect_left(self._pieces, (end - self._longest,)), bisect_left(self._pieces, (start + 1,))
        holding = [(b - a, n) for a, b, n in self._pieces[first:last] if end <= b]
        return self._statements[min(holding)[1]] if holding else None
