"""A headline repeats its story: what the story itself tells is coded from the story, not again from the headline."""

from __future__ import annotations

import re
from collections.abc import Sequence

from detente.records import Event, Report, Statement

_WORD = re.compile(r"[a-z0-9]{3,}")
_SAME_CONTENT = 0.5
"""Share of a headline statement's words that a statement of the story must hold to be the same one."""


def without_told_again(
    report: Report, statements: Sequence[Statement], events: Sequence[Event]
) -> tuple[tuple[Statement, ...], tuple[Event, ...]]:
    """``statements`` and ``events`` without those of headlines that the story tells too, in the same order.

    An event of a headline is told again when an event of the story has the same CAMEO root and shares a side with it; a
    statement when the story quotes the same speaker with half of its words.
    """
    titles = [(p.start, p.end) for p in report.passages if p.kind == "title"]

    def in_title(at: int) -> bool:
        return any(start <= at < end for start, end in titles)

    story_events = [e for e in events if not in_title(e.trigger.start)]
    story_statements = [s for s in statements if not in_title(s.cue.start)]
    kept_statements = tuple(
        s for s in statements if not in_title(s.cue.start) or not any(_same_statement(s, t) for t in story_statements)
    )
    kept_events = tuple(
        e for e in events if not in_title(e.trigger.start) or not any(_same_event(e, t) for t in story_events)
    )
    return kept_statements, kept_events


def _same_event(title: Event, story: Event) -> bool:
    return title.cameo[:2] == story.cameo[:2] and _sides_meet(title, story)


def _sides_meet(title: Event, story: Event) -> bool:
    mine = {e.country or e.name for e in title.actors + title.recipients}
    theirs = {e.country or e.name for e in story.actors + story.recipients}
    return bool(mine & theirs) or not mine


def _same_statement(title: Statement, story: Statement) -> bool:
    if title.speaker.country != story.speaker.country and title.speaker.name != story.speaker.name:
        return False
    mine, theirs = _words(title), _words(story)
    return not mine or len(mine & theirs) >= _SAME_CONTENT * len(mine)


def _words(statement: Statement) -> set[str]:
    return {word for span in statement.content for word in _WORD.findall(span.text.lower())}
