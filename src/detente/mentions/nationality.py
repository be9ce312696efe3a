"""Whose people they are: countries for persons and units that a report names without one.

A report says once that somebody is "a Palestinian teenager" or lives "in a village in Syria", and uses the bare name
from then on. The cues of the whole report are gathered per person and family; soldiers, police and courts without a
nationality are those of the one state whose forces the report names.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from detente.language.document import Document
from detente.mentions.types import ActorMention, PlaceMention
from detente.records import Entity

FAMILY = frozenset(
    "mother father parent son daughter child brother sister sibling twin cousin wife husband widow widower spouse "
    "uncle aunt nephew niece grandfather grandmother grandson granddaughter relative family fiancé fiancée".split()
)
HOME = frozenset(
    "village town city hometown home house neighbourhood neighborhood district province region country homeland camp "
    "apartment farm native".split()
)
LIFE = frozenset({"bear", "born", "raise", "live", "reside"})
OFFICIAL = frozenset({"GOV", "MIL", "JUD", "COP", "LEG", "SPY", "REB", "UAF", "PRM", "IGO"})
"""Sectors of persons who are introduced by their office, not by an "a ... teenager" in the sentence before."""
FORCES = frozenset({"MIL", "JUD", "COP"})
_INTRODUCTION = 2
"""Sentences between "a Syrian refugee" and the name that goes with it."""
_LARGEST_FAMILY = 50
"""A family name that more persons share says nothing about where they are from."""
_RELATED, _AT_HOME, _INTRODUCED = 3, 3, 2
"""Weights of the cues: a relative's country, a home, a description close by."""


def give_nationalities(
    document: Document, actors: Sequence[ActorMention], places: Sequence[PlaceMention]
) -> list[ActorMention]:
    """``actors`` with a country for the persons and forces that have none and that the report's own words settle."""
    people = _People(document, actors, places)
    countries = people.countries()
    forces = _country_of_forces(actors)
    out = []
    for mention in actors:
        entities = tuple(_settled(entity, countries, forces) for entity in mention.entities)
        out.append(mention if entities == mention.entities else replace(mention, entities=entities))
    return out


def _settled(entity: Entity, countries: dict[str, str], forces: str | None) -> Entity:
    if entity.country is not None:
        return entity
    if entity.kind == "person" and entity.name in countries:
        return replace(entity, country=countries[entity.name])
    if entity.sector in FORCES and forces is not None:
        return replace(entity, country=forces)
    return entity


def _country_of_forces(actors: Sequence[ActorMention]) -> str | None:
    """The one state whose army, police or courts a report names; None when there are several.

    Nor when another country is named twice as often: the troops of a helper are not all the soldiers of a story.
    """
    named = [e for m in actors if m.form != "pronoun" for e in m.entities if e.country]
    found = {e.country for e in named if e.sector in FORCES}
    if len(found) != 1:
        return None
    country = found.pop()
    counts = Counter(e.country for e in named)
    return country if 2 * counts[country] >= max(counts.values()) else None


class _People:
    """The persons of one document whose country is unknown, and what is said of them."""

    def __init__(self, document: Document, actors: Sequence[ActorMention], places: Sequence[PlaceMention]) -> None:
        self.document = document
        self.actors = actors
        self.places = [place for place in places if place.where.country and not place.dateline]
        self.homes = self._find_homes()
        self.known: dict[str, str] = {}
        self.mentions: dict[str, list[ActorMention]] = defaultdict(list)
        for mention in actors:
            if len(mention.entities) == 1 and mention.entity.kind == "person":
                if mention.entity.country:
                    self.known.setdefault(mention.entity.name, mention.entity.country)
                elif _named(mention.entity):
                    self.mentions[mention.entity.name].append(mention)
        self.unknown = {name: found for name, found in self.mentions.items() if name not in self.known}
        self.families: dict[str, list[str]] = defaultdict(list)
        for name in (*self.known, *self.unknown):
            if " " in name:
                self.families[name.rsplit(" ", 1)[-1]].append(name)
        self.kin: dict[str, list[str]] = defaultdict(list)
        for relative, person in self._find_kin() if self.unknown else []:
            self.kin[relative].append(person)
            self.kin[person].append(relative)
        self.described: dict[int, list[ActorMention]] = defaultdict(list)
        for mention in actors:
            if mention.form == "description":
                self.described[document.tokens[mention.start].sent].append(mention)

    def countries(self) -> dict[str, str]:
        """Countries by name: those that other mentions of the person have, and those that the cues give."""
        out = {name: self.known[name] for name in self.mentions if name in self.known}
        cues = {name: self._cues(name, found) for name, found in self.unknown.items()}
        for name, counter in cues.items():
            if counter:
                out[name] = counter.most_common(1)[0][0]
        for name in self.unknown:
            if name not in out:
                kin = Counter(c for other in self._family(name) if (c := out.get(other) or self.known.get(other)))
                if kin:
                    out[name] = kin.most_common(1)[0][0]
        return out

    def _cues(self, name: str, mentions: Sequence[ActorMention]) -> Counter[str]:
        found: Counter[str] = Counter()
        for mention in mentions:
            for country in self._homes(mention):
                found[country] += _AT_HOME
        for other in self._family(name):
            if other in self.known:
                found[self.known[other]] += _RELATED
        introduced = self._introduction(next((m for m in mentions if m.form == "name"), mentions[0]))
        if introduced:
            found[introduced] += _INTRODUCED
        return found

    def _find_homes(self) -> dict[int, list[tuple[int, bool]]]:
        """For a token the places (by index) that a mention holding it is from, and whether only a name is."""
        tokens, children = self.document.tokens, self.document.children
        out: dict[int, list[tuple[int, bool]]] = defaultdict(list)
        for n, place in enumerate(self.places):
            governor = tokens[place.head].head
            if any(tokens[c].dep == "case" and tokens[c].lower in ("from", "of") for c in children[place.head]):
                out[governor].append((n, True))
            lemma = tokens[governor].lemma
            dep = "nmod:poss" if lemma in HOME else "nsubj" if lemma in LIFE else None
            for c in children[governor] if dep else ():
                if tokens[c].dep.startswith(dep or ""):
                    out[c].append((n, False))
        return out

    def _homes(self, mention: ActorMention) -> list[str]:
        """Countries of "X of Homs", "X, from Homs", "her village in Syria", "X was born in Homs"."""
        found = {
            n
            for i in range(mention.start, mention.end)
            for n, only_name in self.homes.get(i, ())
            if mention.form == "name" or not only_name
        }
        return [self.places[n].where.country or "" for n in sorted(found)]

    def _family(self, name: str) -> list[str]:
        """Those named beside ``name`` as relatives, and those of the same family name."""
        same = self.families.get(name.rsplit(" ", 1)[-1], []) if " " in name else []
        return [o for o in same if o != name and len(same) <= _LARGEST_FAMILY] + self.kin.get(name, [])

    def _find_kin(self) -> list[tuple[str, str]]:
        """(relative, person) pairs of "X's mother Y"."""
        tokens = self.document.tokens
        owners = {m.head: m.entity.name for m in self.actors if m.entity.kind == "person" and _named(m.entity)}
        pairs = []
        for mention in self.actors:
            name = mention.entity.name
            if mention.form != "name" or mention.entity.kind != "person" or not _named(mention.entity):
                continue
            for i in range(mention.start, mention.end):
                if tokens[i].lemma.lower() in FAMILY:
                    of = (owners.get(c) for c in self.document.children[i] if tokens[c].dep == "nmod:poss")
                    pairs += [(name, owner) for owner in of if owner and owner != name]
        return pairs

    def _introduction(self, first: ActorMention) -> str | None:
        """The country of "a Syrian refugee" close before ``first``, the first mention by name, if there is one."""
        tokens = self.document.tokens
        sentence = tokens[first.start].sent
        found: set[str] = set()
        near = [m for s in range(sentence - _INTRODUCTION, sentence + 1) for m in self.described.get(s, ())]
        for mention in near:
            entity = mention.entity
            if mention.start >= first.start or entity.kind != "person" or not entity.country:
                continue
            if tokens[mention.start].lower in ("a", "an", "one") and entity.sector not in OFFICIAL:
                found.add(entity.country)
        return found.pop() if len(found) == 1 else None


def _named(entity: Entity) -> bool:
    """Whether the person has a name of their own, and is no "suspect" or "girl"."""
    return entity.name[:1].isupper()
