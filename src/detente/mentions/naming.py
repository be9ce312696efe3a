"""What an actor without a name of its own is called in the record, and where it belongs: a role and whose it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from detente.data import read_table
from detente.mentions.catalogue import SUPRANATIONAL, Catalogue, Role
from detente.mentions.comparison import words_of
from detente.mentions.drafts import Actor
from detente.mentions.officeholders import Person

ARMED = frozenset({"REB", "UAF", "PTY", "OPP"})
"""Sectors of movements: "the YPG militia" is the YPG, whatever sector a militia has."""

AFFILIATED = frozenset({"EDU", "ELI", "JRN", "NGO"})
"""Sectors of people who speak for where they work, not for the country that they know about."""

_RENAMED = frozenset(
    {"leader", "Foreign Minister"}
)  # the record has the office's own name: "President", "Secretary of State"


@dataclass(slots=True)
class Owner:
    """Whose a role is: ``countries`` (code and PRE for a de facto state) and ``bodies``, as the phrase has them."""

    countries: list[tuple[str, str | None]] = field(default_factory=list)
    bodies: list[Actor] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.countries or self.bodies)


@cache
def _name_words() -> dict[str, str]:
    return {row["word"]: row["sector"] for row in read_table("actors/name_words.tsv")}


class Naming:
    """Builds actors by the tables, as they stood on ``day``."""

    def __init__(self, tables: Catalogue, day: date | None) -> None:
        self.tables = tables
        self.day = day

    def actors(self, role: Role, owner: Owner, plural: bool) -> Iterator[Actor]:
        """Whom a role noun with these owners means, one actor for each country that it is said of."""
        if owner.bodies:
            yield self.of_body(role, owner.bodies[-1], plural)
        elif owner.countries:
            countries = owner.countries[:1] if role.sector in AFFILIATED else owner.countries
            for code, contested in countries:
                yield self.of_country(role, code, contested, plural)
        else:
            sector, country = (None, "NGO") if role.sector == "NGO" else (role.sector, None)
            kind = role.kind if role.what != "government" else "organisation"
            office = role.canonical if role.what == "office" else None
            yield Actor(
                generic_name(role, plural), "group" if plural and kind == "person" else kind, country, sector, office
            )

    def of_body(self, role: Role, body: Actor, plural: bool) -> Actor:
        """ "Boko Haram fighters", "Kremlin spokesman", "UN Special Envoy", "the YPG militia"."""
        sector = body.sector if "serving" in role.traits or role.sector in (None, "NGO") else role.sector
        if body.country in SUPRANATIONAL and role.sector in ("GOV", None):
            sector = body.sector
        if role.what == "government":
            country = self.tables.country(body.country) if body.kind == "country" else None
            return Actor(country.name if country else body.name, body.kind, body.country, body.sector or "GOV")
        if role.what == "body" and body.kind == "organisation" and self._is_itself(role, body, plural):
            return body
        if role.what == "office" and body.kind == "country" and body.country:
            return self.of_country(role, body.country, None, plural)
        person = self._holder(role, body) if not plural else None
        if person is not None:
            return Actor(person.name, "person", body.country, sector, role.canonical)
        kind = "group" if plural and role.kind == "person" else role.kind
        office = role.canonical if role.kind == "person" and not plural else None
        return Actor(f"{body.name} {generic_name(role, plural)}", kind, body.country, sector, office)

    def _is_itself(self, role: Role, body: Actor, plural: bool) -> bool:
        """Whether the noun only says what the body is ("the ISNA agency", "the YPG militia")."""
        if role.sector is None or role.sector == body.sector or {role.sector, body.sector} <= ARMED:
            return True
        return role.canonical in ("movement", "agency", "group") and not plural

    def _holder(self, role: Role, body: Actor) -> Person | None:
        """The holder of a body's office: "UN Secretary-General", "Hezbollah leader"."""
        if role.what != "office":
            return None
        leader = (f"{body.name} leader", f"{body.name.rstrip('s')} leader") if role.canonical == "leader" else ()
        for office in (*leader, f"{body.name} {role.canonical}", role.canonical):
            if office in leader or (office != "leader" and body.country in SUPRANATIONAL | {None}):
                person = self.tables.offices.holder(office, body.country, self.day)
                if person:
                    return person
        return None

    def of_country(self, role: Role, code: str, contested: str | None, plural: bool) -> Actor:
        """ "Iran's foreign minister", "the Japanese government", "South Korean officials"."""
        country = self.tables.country(code)
        if code in SUPRANATIONAL or country is None:
            return Actor(f"{self.tables.adjective(code) or code} {generic_name(role, plural)}", role.kind, code, None)
        if role.what == "government":
            return Actor(country.name, "country", code, contested or "GOV")
        if role.what == "office" and not plural:
            person = self.tables.offices.holder(role.canonical, code, self.day)
            if person is not None:
                held = person.term(self.day).office if role.canonical in _RENAMED else role.canonical
                return Actor(person.name, "person", code, role.sector, held)
        kind = "group" if plural and role.kind == "person" else role.kind
        sector = None if role.sector == "NGO" else contested if contested and role.sector == "GOV" else role.sector
        office = role.canonical if role.kind == "person" and not plural else None
        return Actor(f"{country.adjective} {generic_name(role, plural)}", kind, code, sector, office)

    def unknown(self, text: str, label: str, owner: Owner) -> Actor:
        """An organisation or group that only the tagger knows, by the words of its name and its modifiers."""
        words = words_of(text)
        country = self._embedded(words) or (owner.countries[0][0] if owner.countries else None)
        if label == "NORP":
            return Actor(text, "group", country, None)
        tails = (" ".join(words[n:]) for n in range(len(words)))
        role = next((self.tables.roles[t] for t in tails if t in self.tables.roles), None)
        sector = role.sector if role else next((_name_words()[w] for w in reversed(words) if w in _name_words()), None)
        if sector == "NGO":
            return Actor(text, "organisation", country or "NGO", None)
        return Actor(text, "organisation", country, sector)

    def _embedded(self, words: tuple[str, ...]) -> str | None:
        """The country inside an organisation's own name ("Bank of Korea", "Iranian Oil Terminals Company")."""
        for at in range(len(words)):
            for _, known in self.tables.lookup(words, at, len(words)):
                for k in known:
                    if k.what in ("country", "adjective") and not k.capitals:
                        return k.country
        return None

    def author(self, title: str | None) -> Actor | None:
        """The person under whose name a statement was published ("Statement by President ..."), by its title."""
        words = words_of(title or "")
        if not {"statement", "remarks", "speech", "address", "letter", "message"} & set(words):
            return None
        for at in range(len(words)):
            people = [p for _, known in self.tables.lookup(words, at, len(words)) for k in known for p in k.people]
            role = self.tables.roles.get(words[at - 1]) if at else None
            if role is not None and role.what == "office" and not people:
                named = self.tables.offices.by_short_name.get(words[at], [])
                people = [p for p in named if any(t.lead for t in p.terms)]
            for person in people:
                term = person.term(self.day)
                if self.day is None or term.distance(self.day) < 60:
                    return Actor(person.name, "person", term.country, term.sector, term.office)
        return None


def generic_name(role: Role, plural: bool) -> str:
    """How a role without a name is called: "officials", "Foreign Ministry"."""
    if not plural or (role.what != "person" and role.canonical.endswith("s")):
        return role.canonical
    if role.kind == "organisation" and role.canonical.split()[-1].lower() != role.noun.split()[-1]:
        return role.canonical  # "opposition groups" are the opposition
    return _plural(role.canonical)


def _plural(noun: str) -> str:
    irregular = {"child": "children", "son-in-law": "sons-in-law", "person": "people"}
    if noun in irregular or noun in ("people", "media", "press", "elite"):
        return irregular.get(noun, noun)
    if noun.endswith("man"):
        return noun[:-3] + "men"
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "ch", "x")) else "s")
