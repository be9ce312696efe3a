"""Whose word a coded event is: the party's own, or what others say of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from detente.reconcile.facets import key_of
from detente.records import Event, Statement


@dataclass(frozen=True, slots=True)
class Words:
    """The statements at hand, by id and by report."""

    by_id: dict[str, Statement] = field(default_factory=dict)
    by_report: dict[str, list[Statement]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, statements: Sequence[Statement]) -> Words:
        """``statements`` indexed."""
        words = cls()
        for statement in statements:
            words.by_id[statement.id] = statement
            words.by_report[statement.report].append(statement)
        return words

    def around(self, event: Event) -> Statement | None:
        """The statement that the event is told in: the one it names, or the narrowest that holds its trigger."""
        if event.statement in self.by_id:
            return self.by_id[event.statement]
        at = event.trigger.start
        holding = [
            (span.end - span.start, statement.id, statement)
            for statement in self.by_report.get(event.report, ())
            for span in statement.content
            if span.start <= at < span.end
        ]
        return min(holding)[2] if holding else None

    def own(self, event: Event, party: str) -> bool:
        """Whether the event is ``party``'s own word or act: told by itself, or told as a fact by the report."""
        statement = self.around(event)
        if statement is not None:
            return key_of(statement.speaker) == party
        return not any(source.kind in ("person", "office", "unnamed") for source in event.sources)
