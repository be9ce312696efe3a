"""Who did what to whom: every happening once, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from detente.records import Event, Happening, Span, When
from detente.views import dates, phrases
from detente.views.content import Group, Line, Moment, Section
from detente.views.context import Context
from detente.views.plain import capital, count, one_line
from detente.views.salience import weight

_AROUND = 110
_COARSE = frozenset({"year", "range", "unknown"})


def timeline(context: Context) -> Section:
    """The section, one group per date."""
    lines = [(when_of(told, events), telling_line(context, told, events)) for told, events in context.tellings]
    # Stable: on the same date what the text dates comes first, then in the order of the record.
    lines.sort(key=lambda pair: (*dates.sort_key(pair[0]), pair[0].basis == "publication"))
    groups = tuple(
        Group(heading, tuple(line for _, line in members))
        for heading, members in groupby(lines, key=lambda pair: _heading(pair[0]))
    )
    return Section("timeline", "Who did what to whom", groups, "No event was found in these reports.", "Newest first.")


def _heading(when: When) -> str:
    if when.basis == "publication":
        return f"Reported {dates.when(when)}; the day itself is not given"
    return capital(dates.when(when))


def moments(context: Context) -> tuple[Moment, ...]:
    """The dated happenings for the strip of time; years and open stretches say too little to be drawn."""
    out = []
    for happening, events in context.tellings:
        when, event = when_of(happening, events), leading(happening, events)
        if when.start and when.end and when.precision not in _COARSE and not event.negated:
            key = happening.id if happening else event.id
            out.append(Moment(when.start, when.end, event.quad, clause_of(context, happening, events), key))
    return tuple(sorted(out, key=lambda m: (m.start, m.end, m.quad, m.key)))


def leading(happening: Happening | None, events: Sequence[Event]) -> Event:
    """The event that speaks for its happening: same code, most certain, most complete, first."""
    same = [e for e in events if happening is None or e.cameo == happening.cameo] or list(events)
    return max(same, key=lambda e: (e.modality == "actual", bool(e.conditions), len(e.recipients), e.confidence))


def when_of(happening: Happening | None, events: Sequence[Event]) -> When:
    """The date of a happening."""
    return happening.when if happening else events[0].when


def clause_of(context: Context, happening: Happening | None, events: Sequence[Event], *, full: bool = True) -> str:
    """What happened, in one clause; ``full`` adds conditions, place and victims."""
    event = leading(happening, events)
    told = happening or event
    clause = phrases.clause_of(context.names, event, told.actors, told.recipients, told.cameo)
    if not full:
        return clause
    conditions = [span for e in events for span in e.conditions]
    where = phrases.place(context.names, told.where)
    if where and where.strip().removeprefix("in ") in clause:
        where = ""
    return clause + where + phrases.condition(conditions) + phrases.victims(events)


def telling_line(context: Context, happening: Happening | None, events: Sequence[Event]) -> Line:
    """The line of one happening."""
    event = leading(happening, events)
    when = when_of(happening, events)
    notes = [attribution(context, happening, events), _date_note(when), corroboration(happening, events)]
    return Line(
        key=happening.id if happening else event.id,
        text=clause_of(context, happening, events),
        refs=context.refs(evidence_of(events)),
        tag=phrases.TAGS.get(event.modality) or phrases.uncertain(event.confidence),
        notes=tuple(note for note in notes if note),
        codes=f"{phrases.codes(event)} · {_trigger(event)}confidence {event.confidence:.2f}",
        words=_words(event),
        quad=event.quad,
        weight=weight(happening, event),
        tellings=tuple(_telling(context, each) for each in events) if len(events) > 1 else (),
        why=_why(happening) if len(events) > 1 else (),
    )


def _telling(context: Context, event: Event) -> Line:
    """One event of a happening: its words and where they stand."""
    words = _words(event)
    text = "".join(words) if words else one_line(event.evidence[0].text)
    return Line(
        f"telling-{event.id}", f"‹{text.strip()}›", context.refs(event.evidence[:1]), codes=phrases.codes(event)
    )


def _why(happening: Happening | None) -> tuple[str, ...]:
    """The reasons for putting events together: what was compared, how alike it is (0 to 1), and both values."""
    if happening is None:
        return ()
    reasons = dict.fromkeys(
        f"{reason.feature} {reason.score:.2f} ({one_line(reason.left)} / {one_line(reason.right)})"
        for reason in happening.why_merged
    )
    return tuple(reasons)


def _words(event: Event) -> tuple[str, str, str] | None:
    """The sentence around the trigger, at most ``_AROUND`` characters on each side."""
    sentence, trigger = event.evidence[0], event.trigger
    if not (sentence.start <= trigger.start and trigger.end <= sentence.end):
        return None
    before = _edges(sentence.text[: trigger.start - sentence.start])
    if len(before) > _AROUND:
        before = "…" + before[-_AROUND:].partition(" ")[2]
    after = _edges(sentence.text[trigger.end - sentence.start :])
    if len(after) > _AROUND:
        after = after[:_AROUND].rpartition(" ")[0] + "…"
    return before, one_line(trigger.text), after


def _edges(text: str) -> str:
    """``text`` on one line, blanks at its ends kept as one blank each."""
    line = one_line(text)
    return f"{' ' if text[:1].isspace() else ''}{line}{' ' if line and text[-1:].isspace() else ''}"


def _trigger(event: Event) -> str:
    words = one_line(event.trigger.text)
    return f"from “{words}” · " if words and len(words) <= 40 else ""


def attribution(context: Context, happening: Happening | None, events: Sequence[Event], at_most: int = 3) -> str:
    """Everybody the happening is known from: "said the Kremlin; Sergei Lavrov, through RIA"."""
    actors = happening.actors if happening else ()
    said = list(dict.fromkeys(s for event in events if (s := context.said_by(event, actors))))
    more = f" and {len(said) - at_most} more" if len(said) > at_most else ""
    said = said[:at_most]
    if not said:
        return ""
    text = "; ".join(said) + more
    return text if text.startswith("through ") else f"according to {text}"


def corroboration(happening: Happening | None, events: Sequence[Event]) -> str:
    """How many reports tell it, and how many of them are independent."""
    reports = len(happening.reports) if happening else 1
    if reports < 2:
        return (
            "told twice in one report"
            if len(events) == 2
            else f"told {len(events)} times in one report"
            if len(events) > 2
            else ""
        )
    sources = happening.independent_sources if happening else 1
    return f"{count(reports, 'report')}, {count(sources, 'independent source')}"


def evidence_of(events: Sequence[Event]) -> list[Span]:
    """The sentences that ``events`` rest on."""
    return [event.evidence[0] for event in events if event.evidence]


def _date_note(when: When) -> str:
    if when.start is None and when.end is None:
        return f"only “{one_line(when.text)}”" if when.text else ""  # the heading says that it is unknown
    return "" if when.basis == "publication" else f"date {dates.sureness(when)}"
