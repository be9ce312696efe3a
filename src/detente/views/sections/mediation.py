"""Where mediation stands: who offers to stand between whom, and what each side has said of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from detente.records import Entity, Mediation, Stance, Step
from detente.views import dates, phrases
from detente.views.content import Group, Line, Section
from detente.views.context import Context
from detente.views.plain import capital, count, join, one_line, quote


def mediation(context: Context) -> Section:
    """The section, one group per mediation, those that moved last first."""
    groups = [(_newest(m), n, _group(context, m)) for n, m in enumerate(context.record.mediations)]
    groups.sort(key=lambda item: item[:2])
    return Section(
        "mediation",
        "Where mediation stands",
        tuple(group for _, _, group in groups),
        "No offer of mediation, and no call for one, was found in these reports.",
        "An offer is not an acceptance: a side counts as willing or unwilling only by its own words.",
    )


def heading(context: Context, item: Mediation) -> str:
    """ "Russia between the United States and North Korea"."""
    names = context.names
    parties = names.actors(item.parties)
    if not item.mediators:
        return capital(
            f"between {parties} (no mediator named)" if len(item.parties) > 1 else f"{parties} (no mediator named)"
        )
    if not item.parties:
        return capital(f"{names.actors(item.mediators)} (parties not named)")
    between = f"between {parties}" if len(item.parties) > 1 else f"with {parties}"
    return capital(f"{names.actors(item.mediators)} {between}")


def _once(lines: Iterable[Line]) -> tuple[Line, ...]:
    """``lines`` with those that say the same of the same day put together, their references joined."""
    told: dict[tuple[str | None, str], Line] = {}
    for line in lines:
        before = told.get((line.lead, line.text))
        if before is not None:
            refs = {ref.label: ref for ref in (*before.refs, *line.refs)}
            line = replace(before, refs=tuple(refs.values()), notes=tuple(dict.fromkeys((*before.notes, *line.notes))))
        told[line.lead, line.text] = line
    return tuple(told.values())


def _newest(item: Mediation) -> tuple[int, int, int]:
    return min((dates.sort_key(step.when) for step in item.steps), default=(1, 0, 0))


def _group(context: Context, item: Mediation) -> Group:
    facts = [Line(f"{item.id}-status", phrases.words("status", item.status), tag="Status")]
    if item.issue:
        facts.append(Line(f"{item.id}-issue", capital(one_line(item.issue)), tag="Issue"))
    facts += [_stance(context, item, n, stance) for n, stance in enumerate(_plainly(item.stances))]
    if item.conditions:
        said = join(quote(span.text) for span in item.conditions)
        facts.append(Line(f"{item.id}-conditions", said, context.refs(item.conditions), tag="Conditions"))
    steps = sorted(enumerate(item.steps), key=lambda pair: dates.sort_key(pair[1].when))
    lines = _once(_step(context, item, n, step) for n, step in steps)
    note = f"{count(len(item.reports), 'report')} · confidence {item.confidence:.2f}"
    return Group(heading(context, item), lines, note, tuple(facts))


def _plainly(stances: Sequence[Stance]) -> list[Stance]:
    """``stances`` with one for a party that has not said a word to any of several mediators."""
    silent = {s.party.key for s in stances} - {s.party.key for s in stances if s.stance != "not_on_record"}
    once: dict[object, Stance] = {}
    for n, stance in enumerate(stances):
        if stance.party.key in silent:
            once.setdefault(stance.party.key, replace(stance, mediator=None))
        else:
            once[n] = stance
    return list(once.values())


def _stance(context: Context, item: Mediation, n: int, stance: Stance) -> Line:
    is_mediator = _same_side(stance.party, item.mediators)
    words = phrases.words("stance", stance.stance)
    if stance.mediator is not None and len(item.mediators) > 1 and not is_mediator:
        words += f" (towards {context.names.actor(stance.mediator)})"
    if stance.stance != "not_on_record" and stance.since is not None and stance.since.start is not None:
        words += f", {dates.preposition(stance.since)}{dates.when(stance.since)}"
    label = capital(context.names.actor(stance.party)) + (" (mediator)" if is_mediator else "")
    return Line(f"{item.id}-stance-{n}", words, context.refs(stance.evidence), tag=label)


def _same_side(party: Entity, others: Sequence[Entity]) -> bool:
    """Whether ``party`` is one of ``others``; a state and its minister count as one side."""
    if party.country:
        return any(party.country == other.country for other in others)
    return any(party.key == other.key for other in others)


def _step(context: Context, item: Mediation, n: int, step: Step) -> Line:
    event = context.events.get(step.event)
    by = context.names.actors(step.by) or phrases.UNNAMED
    key = f"{item.id}-step-{n}"
    when = capital(dates.when(step.when))
    if step.when.basis == "publication":
        when = f"Reported {dates.when(step.when)}"
    if event is None:
        return Line(key, f"{by} {phrases.words('act', step.act)}", lead=f"{when}:")
    clause = phrases.clause_of(context.names, event, event.actors or step.by, event.recipients)
    said = context.said_by(event)
    notes = (said if said.startswith("through ") else f"according to {said}",) if said else ()
    return Line(
        key,
        f"{clause}{phrases.condition(event.conditions)}",
        context.refs(event.evidence[:1]),
        lead=f"{when}:",
        tag=phrases.TAGS.get(event.modality),
        notes=notes,
        codes=phrases.codes(event),
        quad=event.quad,
    )
