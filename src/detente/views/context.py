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
    def texts(self) -> dict[str, str]:
        """The text of each report by its id."""
        return {report.id: report.text for report in self.record.reports}

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
        else:
            through = self.through(statement.speaker, statement.sources, event.report)
            if statement.speaker.kind != "country" and statement.speaker.key in {actor.key for actor in actors}:
                return through
            said = ", ".join(part for part in (self.names.as_said(statement.speaker), through) if part)
        for name in sorted(shown, key=len, reverse=True):
            if said == name:
                return ""
            if said.startswith(f"{name}, through "):
                return said.removeprefix(f"{name}, ")
        return said

    def through(self, speaker: Entity, sources: Sequence[Source], report: str) -> str:
        """The links between a speaker and the report: "through RIA"; "" when there are none."""
        said = self.names.as_said(speaker)
        own = {name.casefold().removeprefix("the ") for name in (speaker.name, speaker.text, said)}
        links = [
            link
            for link in sources
            if (link.span is None or link.span != speaker.span)
            # "a statement by the foreign ministry" says no more than the foreign ministry
            and not any(link.name.casefold().endswith(name) for name in own)
        ]
        chain = self.chain(links, report)
        return f"through {chain}" if chain else ""

    def chain(self, sources: Sequence[Source], report: str) -> str:
        """A chain of sources of ``report`` in words."""
        return phrases.chain(self.names, sources, self.shelf.outlet(report))
