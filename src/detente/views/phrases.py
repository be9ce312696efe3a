"""Records in plain words: what the brief says for an event, a condition, a place, a chain of sources."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from detente.data import read_table, split_list
from detente.records import Entity, Event, Modality, Source, Span, Where
from detente.views.names import PRONOUNS, Names, is_plural
from detente.views.plain import capital, join, one_line, quote
from detente.views.verbs import negated as negate
from detente.views.verbs import past

UNNAMED = "an unnamed party"
_CONDITIONS = re.compile(
    r"^(if|unless|provided|providing|on condition|on the condition|only if|only when|should|as long as|so long as|when|"
    r"once|until|after|in exchange|in return|subject to|assuming)\b",
    re.I,
)
_TRAILING = re.compile(r" \w+ \{r\}$| \{between\}$")
_MODAL: dict[Modality, tuple[str, str]] = {
    # what stands before the base form of the verb, singular and plural
    "planned": ("planned to ", "planned to "),
    "requested": ("was asked to ", "were asked to "),
    "conditional": ("would, on a condition, ", "would, on a condition, "),
    "hypothetical": ("might ", "might "),
    "predicted": ("was expected to ", "were expected to "),
}
TAGS: dict[Modality, str] = {
    "planned": "planned",
    "requested": "asked for, not done",
    "conditional": "conditional",
    "hypothetical": "only a possibility",
    "predicted": "forecast",
    "habitual": "repeated or lasting",
}


UNCERTAIN_BELOW = 0.5
"""A line of lower confidence is marked; even odds is where a reader must look at the words before using it."""


def uncertain(confidence: float) -> str | None:
    """The tag of a line whose coder was not sure."""
    return "uncertain" if confidence < UNCERTAIN_BELOW else None


def words(field: str, value: object) -> str:
    """What the brief says for ``value`` of ``field``; a value that the table lacks is printed as it is."""
    return _words().get((field, str(value)), str(value).replace("_", " "))


def event_clause(
    names: Names,
    cameo: str,
    actors: Sequence[Entity],
    recipients: Sequence[Entity],
    *,
    modality: Modality = "actual",
    negated: bool = False,
    trigger: str = "",
    after: str = "",
) -> str:
    """Who did what to whom, as a clause without date: "Russia offered to mediate between A and B".

    ``trigger``, the report's deciding words, narrows what a broad code is told as ("launched", "signed"); where they do
    not ("conducted"), the words that come ``after`` them may ("a missile test").
    """
    row = _phrase(cameo, trigger, after)
    if not actors and row["passive"] and modality == "actual" and not negated:
        clause = _passive(names, row["passive"], recipients)
        if clause:
            return capital(clause)
    subject, plural = (names.actors(actors), is_plural(actors)) if actors else (UNNAMED, False)
    template = row["phrase"] if recipients else row["alone"] or _TRAILING.sub("", row["phrase"])
    return capital(_fill(names, f"{subject} {_inflect(template, modality, negated, plural)}", recipients))


def clause_of(
    names: Names, event: Event, actors: Sequence[Entity], recipients: Sequence[Entity], cameo: str = ""
) -> str:
    """The clause of ``event``, told with these actors and recipients and, where given, the code of its happening."""
    return event_clause(
        names,
        cameo or event.cameo,
        actors,
        recipients,
        modality=event.modality,
        negated=event.negated,
        trigger=event.trigger.text,
        after=_words_after(event),
    )


def _words_after(event: Event, number: int = 4) -> str:
    """The first words of the sentence behind the trigger: what was held, launched, conducted."""
    if not event.evidence:
        return ""
    rest = event.evidence[0].text[max(0, event.trigger.end - event.evidence[0].start) :]
    return " ".join(rest.split()[:number])


def _fill(names: Names, template: str, recipients: Sequence[Entity]) -> str:
    """``template`` with its recipients in their places."""
    if "people of {r}" in template:
        return template.replace("people of {r}", names.people(recipients)[0])
    targets = list(dict.fromkeys(names.actor(entity) for entity in recipients))
    between = f"between {join(targets)}" if len(targets) > 1 else f"with {join(targets)}"
    return template.replace("{between}", between).replace("{r}", join(targets))


def _inflect(template: str, modality: Modality, negated: bool, plural: bool) -> str:
    if modality == "actual" or (modality == "habitual" and negated):
        return negate(template, plural) if negated else past(template, plural)
    if modality == "habitual":
        words = past(template, plural)
        return (
            re.sub(r"^(was|were) ", r"\1 repeatedly ", words) if template.startswith("be ") else f"repeatedly {words}"
        )
    before = _MODAL[modality][plural]
    template = template.removeprefix("be ready to ")  # what is planned or expected is the act itself
    if negated:
        before = before.replace("would, ", "would not, ").replace("might ", "might not ").replace(" to ", " not to ")
    return before + template


def _passive(names: Names, template: str, recipients: Sequence[Entity]) -> str:
    """The clause about ``recipients`` when nobody is named as actor; "" when nobody is named at all."""
    if not recipients:
        return "" if template.startswith("{r+was}") else re.sub(r" \w+ \{r\}| \{between\}", "", template)
    if template.startswith("people of {r} were "):
        who, plural = names.people(recipients)
        return f"{who} {'were' if plural else 'was'} {template.removeprefix('people of {r} were ')}"
    was = "were" if is_plural(recipients) else "was"
    return _fill(names, template.replace("{r+was}", f"{{r}} {was}"), recipients)


def condition(spans: Sequence[Span]) -> str:
    """The conditions of an act, to be put after its clause: ", if both parties are willing"."""
    said = [one_line(span.text).strip(" ,.;") for span in spans]
    said = [s for s in dict.fromkeys(said) if s]
    if not said:
        return ""
    if all(_CONDITIONS.match(s) for s in said):
        return ", " + join(s[0].lower() + s[1:] for s in said)
    return f", on the condition {join(quote(s) for s in said)}"


def place(names: Names, where: Where | None) -> str:
    """ " in Hamburg", " in the Pacific Ocean", " at Punggye-ri", or nothing."""
    if where is None or not where.name:
        return ""
    return f" {'at' if where.precision == 'site' else 'in'} {names.place(where)}"


def victims(events: Sequence[Event]) -> str:
    """The dead and injured that ``events`` count, ranges where they differ: "; 12 to 20 killed, 3 injured"."""
    parts = []
    for field, label in (("killed", "killed"), ("injured", "injured")):
        counts = sorted({value for event in events if (value := getattr(event, field)) is not None})
        if counts:
            shown = f"{counts[0]:,}" if len(counts) == 1 else f"{counts[0]:,} to {counts[-1]:,}"
            parts.append(f"{shown} {label}")
    return f"; {', '.join(parts)}" if parts else ""


def chain(names: Names, sources: Sequence[Source], outlet: str | None) -> str:
    """A chain of sources, speaker first: "Sergei Lavrov, through RIA"; the report's own outlet is left out."""
    own = (outlet, "the report")
    links = [
        s
        for s in sources
        if s.name and not (s.kind == "outlet" and s.span is None and s.name in own) and not names.is_file(s)
    ]
    said = [name for link in reversed(links) if (name := names.source(link)).casefold() not in PRONOUNS]
    said = list(dict.fromkeys(said))
    if not said:
        return ""
    speaker = said[0].casefold().removeprefix("the ")
    return said[0] + "".join(f", through {link}" for link in said[1:] if not link.casefold().endswith(speaker))


def codes(event: Event) -> str:
    """The codes of an event in small print: "CAMEO 039 · PLOVER AGREE · verbal cooperation"."""
    plover = f"PLOVER {event.plover}{f'-{event.mode}' if event.mode else ''}" if event.plover else "no PLOVER category"
    parts = [f"CAMEO {event.cameo}", plover, words("quad", event.quad)]
    if event.contexts:
        parts.append(", ".join(event.contexts))
    return " · ".join(parts)


@cache
def _words() -> dict[tuple[str, str], str]:
    return {(row["field"], row["value"]): row["words"] for row in read_table("views/words.tsv")}


@cache
def _phrases() -> dict[str, list[dict[str, str]]]:
    out: dict[str, list[dict[str, str]]] = {}
    for row in read_table("views/phrases.tsv"):
        out.setdefault(row["code"], []).append(row)
    return out


def _phrase(cameo: str, trigger: str, after: str = "") -> dict[str, str]:
    """The row for ``cameo`` and the report's words, or that of the nearest broader code."""
    for length in range(len(cameo), 1, -1):
        rows = _phrases().get(cameo[:length], ())
        for said in (trigger, after):
            words = f" {one_line(said).casefold()}"
            for row in rows:
                if any(f" {start}" in words for start in split_list(row["trigger"])):
                    return row
        for row in rows:
            if not row["trigger"]:
                return row
    return {"phrase": "act towards {r}", "alone": "act", "passive": ""}
