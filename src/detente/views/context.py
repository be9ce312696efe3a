"""What every section needs to write its lines: the record, look-ups into it, names, and the shelf of reports."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from detente.errors import InputError
from detente.records import Entity, Event, Happening, Record, Source, Span, Statement
from detente.views import phrases
from detente.views.content import Reference
from detente.views.names import Names
from detente.views.shelf import Shelf

Telling = tuple[Happening | None, tuple[Event, ...]]
"""A happening (None for an event that belongs to none) and the events that tell it."""


class Context:
    """One record, seen by the sections of its brief."""

    def __init__(self, record: Record, refused: Sequence[InputError] = ()) -> None:
        self.record = record
        self.refused = tuple(refused)
        self.shelf = Shelf(record.reports)
        self.names = Names(record.reports)

    @cached_property
    def statements(self) -> dict[str, Statement]:
        """Statements by id."""
        return {statement.id: statement for statement in self.record.statements}

    @cached_property
    def events(self) -> dict[str, Event]:
        """Events by id."""
        return {event.id: event for event in self.record.events}

    @cached_property
    def tellings(self) -> tuple[Telling, ...]:
        """Every happening with the events that tell it; an event in no happening stands alone."""
        told: set[str] = set()
        out: list[Telling] = []
        for happening in self.record.happenings:
            members = tuple(self.events[m] for m in happening.members if m in self.events)
            if members:
                told.update(m.id for m in members)
                out.append((happening, members))
        out += [(None, (event,)) for event in self.record.events if event.id not in told]
        return tuple(out)

    @cached_property
    def _tellings_by_id(self) -> dict[str, Telling]:
        out: dict[str, Telling] = {}
        for happening, events in self.tellings:
            for id_ in (happening.id if happening else "", *(event.id for event in events)):
                out.setdefault(id_, (happening, events))
        return out

    def telling(self, id_: str) -> Telling | None:
        """The happening that has this id or an event of this id."""
        return self._tellings_by_id.get(id_)

    def refs(self, spans: Iterable[Span]) -> tuple[Reference, ...]:
        """References to ``spans``."""
        return self.shelf.references(spans)

    def said_by(self, event: Event, actors: Sequence[Entity] = ()) -> str:
        """Who is behind an event: "the Kremlin", "Sergei Lavrov, through RIA"; "" when the report itself tells it.

        A speaker who is the event's actor (or one of ``actors``) under the same name is not repeated.
        """
        statement = self.statements.get(event.statement or "")
        actors = (*event.actors, *actors)
        shown = {name for actor in actors for name in (self.names.actor(actor), self.names.actor(actor, titled=False))}
        if statement is None:
            said = self.chain(event.sources, event.report)
        elif statement.speaker.kind != "country" and statement.speaker.key in {actor.key for actor in actors}:
            links = [s for s in statement.sources if not _same(s, statement, self.names.as_said(statement.speaker))]
            through = self.chain(links, event.report)
            return f"through {through}" if through else ""
        else:
            speaker = self.names.as_said(statement.speaker)
            links = [s for s in statement.sources if not _same(s, statement, speaker)]
            through = self.chain(links, event.report)
            said = f"{speaker}, through {through}" if through else speaker
        for name in sorted(shown, key=len, reverse=True):
            if said == name:
                return ""
            if said.startswith(f"{name}, through "):
                return said.removeprefix(f"{name}, ")
        return said

    def chain(self, sources: Sequence[Source], report: str) -> str:
        """A chain of sources of ``report`` in words."""
        return phrases.chain(self.names, sources, self.shelf.outlet(report))


def _same(source: Source, statement: Statement, shown: str) -> bool:
    """Whether a source is the statement's own speaker, by any of the names it goes by."""
    speaker = statement.speaker
    known = {speaker.name.casefold(), speaker.text.casefold(), shown.casefold()}
    return source.name.casefold() in known or (source.span is not None and source.span == speaker.span)
