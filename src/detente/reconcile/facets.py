"""What of an event is compared with another: computed once per event, so that comparing a pair is cheap."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Literal

from detente.data import read_table, split_list
from detente.records import Entity, Event, Report, Statement, When

Mood = Literal["actual", "habitual", "future"]
Firm = Literal["firm", "soft", "none"]

GENERIC = frozenset({"IGO", "NGO", "ISM", "IMG", "MNC"})
"""Codes that many different organisations share: there the name decides who it is."""
RECIPROCAL = ("04", "057", "06", "036", "037", "087")
"""Codes of acts that the sides do together: who is named first says nothing."""
UNIONS = frozenset({"UNO", "EUR"})
"""Organisations that speak through many bodies: their name and their body's name mean the same actor."""
NEWS = frozenset({"posture", "consult"})
"""Families whose undated mentions are of late; what was seized or signed is recalled for years."""
NEAR = 110
"""Characters on each side of the trigger, within its sentence, whose words are compared: about a clause each way."""

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_SUFFIXES = (
    "ations",
    "ation",
    "ments",
    "ment",
    "ings",
    "ing",
    "ions",
    "ion",
    "ies",
    "ied",
    "ers",
    "ed",
    "es",
    "er",
    "ly",
    "s",
)
_COMMON = frozenset(row["word"] for row in read_table("reconcile/common_words.tsv"))
_ORDINALS = {
    word: number
    for number, word in enumerate(
        ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"), start=1
    )
}
_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
_NTH = re.compile(r"(\d{1,3})(?:st|nd|rd|th)$")


@dataclass(frozen=True, slots=True)
class Family:
    """Codes that reports use for one act; see data/reconcile/families.tsv for the columns."""

    name: str
    speech: bool
    within: float
    site: str


@dataclass(frozen=True, slots=True)
class Facet:
    """An event as reconcile sees it. Days are proleptic ordinals (``date.toordinal``), both None when unknown."""

    event: Event
    order: tuple[int, str, int, str]
    family: Family
    mood: Mood
    mutual: bool
    actors: frozenset[str]
    recipients: frozenset[str]
    people: frozenset[str]
    organs: frozenset[str]
    branches: frozenset[str]
    voice: frozenset[str]
    at: tuple[int, int, int] | None
    first: int | None
    last: int | None
    firm: Firm
    weekday: bool
    published: int | None
    trigger: str
    words: frozenset[str]
    kinds: Mapping[str, str]
    ordinal: int | None
    original: str

    @property
    def everyone(self) -> frozenset[str]:
        """Actors and recipients together, for acts that are mutual."""
        return self.actors | self.recipients


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """``word`` in lower case without its commonest endings: enough to match "launched" with "launches"."""
    word = word.lower()
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 4:
            return word[: -len(suffix)]
    return word


def key_of(entity: Entity) -> str:
    """Who an entity acts for: the country code, or the name where no code or only a generic one is known."""
    if entity.country and entity.country not in GENERIC:
        return entity.country
    return entity.name.casefold()


def vague(entity: Entity) -> bool:
    """Whether a side is named by a common noun alone ("people", "a source"): it can be anybody."""
    return entity.country is None and (not entity.name or entity.name[0].islower())


def keys_of(entities: Iterable[Entity]) -> frozenset[str]:
    """``key_of`` each that is not vague."""
    return frozenset(key_of(e) for e in entities if not vague(e))


@cache
def family_of(cameo: str) -> Family:
    """The family of a CAMEO code, by the longest prefix in the table; codes outside it form one by their root."""
    for length in range(len(cameo), 1, -1):
        if found := _families().get(cameo[:length]):
            return found
    return Family(cameo[:2], speech=False, within=0.3, site="none")


@cache
def _families() -> dict[str, Family]:
    return {
        code: Family(row["family"], row["speech"] == "yes", float(row["within"]), row["site"])
        for row in read_table("reconcile/families.tsv")
        for code in split_list(row["codes"])
    }


@cache
def _kind_groups(family: str) -> dict[str, dict[str, str]]:
    """Group -> word -> kind for the groups that apply to a family; the empty word stands for "no word of the group"."""
    groups: dict[str, dict[str, str]] = {}
    for row in read_table("reconcile/kinds.tsv"):
        families = split_list(row["families"])
        if not families or family in families:
            kinds = groups.setdefault(row["group"], {"": "none"} if row["unmarked"] == "yes" else {})
            kinds.update((word, row["kind"]) for word in split_list(row["words"]))
    return groups


def make_facets(reports: Sequence[Report], events: Sequence[Event], statements: Mapping[str, Statement]) -> list[Facet]:
    """A Facet per event, in an order that depends on the events alone: by publication, report, place in the text."""
    by_id = {report.id: report for report in reports}
    facets = [_facet(event, by_id.get(event.report), by_id, statements) for event in events]
    return sorted(facets, key=lambda f: f.order)


def _facet(
    event: Event, report: Report | None, reports: Mapping[str, Report], statements: Mapping[str, Statement]
) -> Facet:
    published = report.published.start if report else None
    day = published.toordinal() if published else None
    family = family_of(event.cameo)
    first, last, firm = _days(event.when, day)
    statement = statements.get(event.statement or "")
    if firm == "firm" and not family.speech and statement is not None and _dates_the_saying(event, statement):
        firm = "soft"
    sides = event.actors + event.recipients
    words, beside = _words(event, sides)
    return Facet(
        event=event,
        order=(day or date.max.toordinal(), event.report, event.trigger.start, event.id),
        family=family,
        mood=_mood(event, family),
        mutual=event.cameo.startswith(RECIPROCAL),
        actors=keys_of(event.actors),
        recipients=keys_of(event.recipients),
        people=frozenset(e.name.split()[-1].casefold() for e in event.actors if e.kind == "person" and e.name.split()),
        organs=frozenset(e.name.casefold() for e in event.actors if e.kind == "organisation"),
        branches=frozenset(_branch(e) for e in event.actors),
        voice=_voice(event, family, statement),
        at=_at(event),
        first=first,
        last=last,
        firm=firm,
        weekday=firm == "firm" and bool(_WEEKDAY.search(event.when.text or "")) and first == last,
        published=day,
        trigger=stem(event.trigger.text.split()[-1] if event.trigger.text.split() else ""),
        words=words,
        kinds=_kinds(family, beside),
        ordinal=_ordinal(beside),
        original=_original(event.report, reports),
    )


def _voice(event: Event, family: Family, statement: Statement | None) -> frozenset[str]:
    """Words that name who spoke for the actors: a person with the office, or an institution; empty where it is only
    the country, or unknown."""
    if not family.speech:
        return frozenset()
    speakers = [statement.speaker] if statement and key_of(statement.speaker) in keys_of(event.actors) else []
    for entity in (*speakers, *(e for e in event.actors if e.kind == "person")):
        if entity.kind == "person":
            return _names(f"{entity.name} {entity.office or ''}")
        if entity.office or entity.text.casefold() != entity.name.casefold():
            return _names(f"{entity.text} {entity.office or ''}") - _names(entity.name)
    return frozenset()


def _names(text: str) -> frozenset[str]:
    return frozenset(stem(w) for w in _WORD.findall(text.lower()) if len(w) > 2)


def _branch(entity: Entity) -> str:
    """Which power of a state acts: what a parliament does its government has not done."""
    if entity.sector in (None, "GOV", "MIL", "SPY", "COP", "ELI"):
        return "executive"
    return entity.sector or "executive"


def _mood(event: Event, family: Family) -> Mood:
    """What is done, done again and again, or not done yet. To wish aloud is to ask: "we would like their help"."""
    if event.modality == "actual" or (family.name == "ask" and event.modality in ("planned", "conditional")):
        return "actual"
    return "habitual" if event.modality == "habitual" else "future"


def _dates_the_saying(event: Event, statement: Statement) -> bool:
    """Whether the words that give the day stand outside what was said: "said on Monday that after the launch ..." """
    words = (event.when.text or "").casefold()
    return bool(words) and not any(words in span.text.casefold() for span in statement.content)


def _at(event: Event) -> tuple[int, int, int] | None:
    """The sentence (by its ends) and the place of the trigger, to see whether two events stand in one sentence."""
    return (event.evidence[0].start, event.evidence[0].end, event.trigger.start) if event.evidence else None


def _days(when: When, published: int | None) -> tuple[int | None, int | None, Firm]:
    if when.start is None or when.basis == "unknown":
        return None, None, "none"
    first, last = when.start.toordinal(), (when.end or when.start).toordinal()
    return first, last, "soft" if when.basis == "publication" else "firm"


def _words(event: Event, sides: Sequence[Entity]) -> tuple[frozenset[str], tuple[str, ...]]:
    """Content word stems around the trigger without the names of the sides; the few words beside it, nearest first."""
    if not event.evidence:
        return frozenset(), tuple(w.lower() for w in _WORD.findall(event.trigger.text))
    sentence = event.evidence[0]
    at = max(0, event.trigger.start - sentence.start)
    end = at + len(event.trigger.text)
    before = _WORD.findall(sentence.text[max(0, at - NEAR) : at].lower())
    inside = _WORD.findall(event.trigger.text.lower())
    after = _WORD.findall(sentence.text[end : end + NEAR].lower())
    names = {stem(w) for e in sides for w in _WORD.findall(f"{e.text} {e.name}".lower())}
    content = {stem(w) for w in (*before, *inside, *after) if len(w) > 3 and w not in _COMMON}
    return frozenset(content - names), (*inside, *reversed(before[-3:]), *after[:4])


def _kinds(family: Family, beside: Sequence[str]) -> dict[str, str]:
    """The kind per group that the nearest word selects; ``beside`` has the nearest first."""
    found: dict[str, str] = {}
    for group, kinds in _kind_groups(family.name).items():
        kind = next((kinds[word] for word in beside if word in kinds), kinds.get(""))
        if kind is not None:
            found[group] = kind
    return found


def _ordinal(beside: Sequence[str]) -> int | None:
    for word in beside:
        if word in _ORDINALS:
            return _ORDINALS[word]
        if match := _NTH.match(word):
            return int(match[1])
    return None


def _original(report: str, reports: Mapping[str, Report]) -> str:
    """The report that ``report`` is a copy of, followed to the end; itself when it is none."""
    seen = {report}
    while (known := reports.get(report)) and known.near_duplicate_of and known.near_duplicate_of not in seen:
        report = known.near_duplicate_of
        seen.add(report)
    return report
