"""Events that are steps of a mediation: which act, who stands between, and between whom."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from detente.data import read_table, split_list
from detente.reconcile.facets import key_of, vague
from detente.records import Entity, Event, Span, StepAct
from detente.registers.brokered import brokers, names_of, pair

REBEL_SECTORS = frozenset({"REB", "SEP", "INS", "UAF", "OPP"})
"""Sectors that stand against the government of their own country, and so are a party of their own."""


_CONDITION = re.compile(
    r"\b(?:if|unless|provided(?: that)?|on (?:the )?condition that|as long as|so long as)\s[^,.;:()“”\"]{3,160}(?<!\s)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of data/registers/mediation_steps.tsv; its header explains the columns."""

    act: StepAct
    mediator: str
    opens: bool
    modality: frozenset[str]
    negated: StepAct | None


@dataclass(frozen=True, slots=True)
class Move:
    """One event read as a step: ``between`` are the parties it names, ``mediators`` who stands between, if it says."""

    event: Event
    act: StepAct
    opens: bool
    mediators: tuple[Entity, ...]
    between: tuple[Entity, ...]


def party_key(entity: Entity) -> str:
    """Who a side is: its country code or name; a country's rebels are not its government."""
    key = key_of(entity)
    return f"{key}/rebels" if entity.sector in REBEL_SECTORS and key == entity.country else key


@cache
def _rules() -> dict[str, Rule]:
    return {
        row["cameo"]: Rule(
            row["act"],  # type: ignore[arg-type]
            row["mediator"],
            row["opens"] == "yes",
            frozenset(split_list(row["modality"])),
            row["negated"] or None,  # type: ignore[arg-type]
        )
        for row in read_table("registers/mediation_steps.tsv")
    }


@cache
def rule_of(cameo: str) -> Rule | None:
    """The row for a code, by its longest prefix in the table."""
    return next((r for n in range(len(cameo), 2, -1) if (r := _rules().get(cameo[:n]))), None)


def find_moves(events: Sequence[Event]) -> list[Move]:
    """The events that may be steps, each with its act and sides; not yet in any episode."""
    names = names_of(events)
    return [move for event in events if (move := _move(event, names))]


def _move(event: Event, names: Mapping[str, Entity]) -> Move | None:
    rule = rule_of(event.cameo)
    if rule is None or event.modality not in rule.modality:
        return None
    act: StepAct | None = rule.negated if event.negated else rule.act
    if act is None or (act == "agree" and _sought(event)):
        return None
    if act == "accept" and (conditions_of(event) or event.modality == "conditional"):
        act = "accept_conditionally"
    mediators, between = _sides(event, rule)
    opens = rule.opens
    if act in ("talks", "agree") and (named := brokers(event, names)):
        mediators, opens = named, True
        between = pair(event, names) or event.actors + event.recipients
    mediators = tuple(e for e in mediators if not vague(e))
    standing = {party_key(e) for e in mediators}
    parties = _without_host(event, tuple(e for e in between if party_key(e) not in standing and partisan(e)))
    return Move(event, act, opens, mediators, parties)


def conditions_of(event: Event) -> tuple[Span, ...]:
    """The conditions of an offer or an answer: those coded with the event, else an "if" clause after its trigger."""
    if event.conditions or not event.evidence:
        return event.conditions
    sentence = event.evidence[0]
    found = _CONDITION.search(sentence.text, max(0, event.trigger.start - sentence.start))
    if found is None:
        return ()
    return (Span(sentence.report, sentence.start + found.start(), sentence.start + found.end(), found[0]),)


def _sought(event: Event) -> bool:
    """Whether an agreement is only sought: "a deadline to reach a deal", "hopes to sign"."""
    if event.cameo != "057" or not event.evidence:
        return False
    sentence = event.evidence[0]
    return sentence.text[: event.trigger.start - sentence.start].rstrip().lower().endswith(" to")


def partisan(entity: Entity) -> bool:
    """Whether an entity can be a party: the United Nations, relief organisations, civilians and the press are none."""
    return not vague(entity) and entity.country not in ("UNO", "NGO") and entity.sector not in ("CVL", "JRN", "MED")


def _without_host(event: Event, parties: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """The parties but for the country where they meet, if that leaves at least two."""
    place = event.where.country if event.where else None
    others = tuple(e for e in parties if e.country != place)
    return others if len(others) > 1 else parties


def _sides(event: Event, rule: Rule) -> tuple[tuple[Entity, ...], tuple[Entity, ...]]:
    if rule.mediator == "actors":
        return event.actors, event.recipients
    if rule.mediator == "recipients":
        return event.recipients, event.actors
    if rule.mediator == "named":
        return _named(event)
    return (), event.actors + event.recipients


def _named(event: Event) -> tuple[tuple[Entity, ...], tuple[Entity, ...]]:
    """ "X asked Norway to mediate between A and B": Norway stands before the word, A and B after it.

    With nobody after it, the one who asks is the party that the report names.
    """
    if not event.evidence:
        return (), event.recipients
    sentence = event.evidence[0]
    word = sentence.text.lower().find("mediat")
    if word < 0:
        return (), event.recipients
    word += sentence.start
    before = tuple(e for e in event.recipients if e.span.start < word)
    after = tuple(e for e in event.recipients if e.span.start >= word)
    return before, after or (event.actors if before else ())
