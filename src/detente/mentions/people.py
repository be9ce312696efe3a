"""Which person a name means, and what is known of that person on the day of the report.

A full name in the report introduces a person; a family name alone means the last person introduced with it, else the
office-holder of the tables whom title, country and day point to.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from detente.mentions.catalogue import SUPRANATIONAL, Catalogue, Role
from detente.mentions.comparison import words_of
from detente.mentions.drafts import Actor
from detente.mentions.names import Anchor, NameFinder, head_of
from detente.mentions.naming import AFFILIATED, Owner
from detente.mentions.officeholders import Person, Term, female, short_names
from detente.mentions.phrases import text_of

HONORIFICS: dict[str, bool | None] = {
    **dict.fromkeys(("mr", "mr.", "sir", "lord"), False),
    **dict.fromkeys(("mrs", "mrs.", "ms", "ms.", "lady", "miss", "madame"), True),
    **dict.fromkeys(("dr", "dr.", "prof", "prof."), None),
}
"""Forms of address, and whether they are a woman's (True) or a man's (False)."""

_VAGUE = frozenset({"Minister", "Secretary"})  # what is left of a title whose first word is part of a name
_PARTICLES = frozenset("al el de bin van von - der den le la ben abu ould".split())
# A former office-holder keeps the office in the record for this many days: reports name the outgoing minister as such.
_GRACE = 60
# A family name alone is looked up in the tables only this near to a term of office (days): far where the report names
# the country, near where it does not.
_NEAR, _FAR = 800, 20 * 365


@dataclass(slots=True, eq=False)
class Introduced:
    """A person met in this report; ``seen`` is the first token of the last mention."""

    name: str
    person: Person | None
    female: bool | None
    actor: Actor | None = None
    seen: int = -1


class People:
    """The persons of one document."""

    def __init__(self, found: NameFinder, tables: Catalogue, day: date | None) -> None:
        self.found = found
        self.tables = tables
        self.day = day
        self.by_name: dict[str, Introduced] = {}
        self.by_short_name: dict[str, list[Introduced]] = {}
        self.meant: dict[int, Introduced] = {}  # by the first token of the mention
        self.countries = {a.known.country for a in found.anchors if a.known is not None}
        self._introduce()
        self._mistagged()
        self._missed()

    def anchors(self) -> list[Anchor]:
        """All names of persons, in text order."""
        return sorted((a for a in self.found.anchors if a.is_person), key=lambda a: a.start)

    # who is in the report

    def _text(self, anchor: Anchor) -> str:
        return text_of(self.found.document, anchor.start, anchor.end)

    def _introduce(self) -> None:
        for anchor in self.anchors():
            text = self._text(anchor)
            words = words_of(text)
            if anchor.known is not None:
                person = self._nearest(list(anchor.known.people), None, None)
            elif len([w for w in words if w not in _PARTICLES]) > 1:
                person = self._spelled(words)
            else:
                continue
            self.meant[anchor.start] = self._meet(person.name if person else text, person, words)

    def _meet(self, name: str, person: Person | None, words: tuple[str, ...]) -> Introduced:
        met = self.by_name.get(name)
        if met is None:
            woman = person.female if person else female(words[0]) if words else None
            met = self.by_name[name] = Introduced(name, person, woman)
        for key in person.short_names if person else short_names(words):
            others = self.by_short_name.setdefault(key, [])
            if met not in others:
                others.append(met)
        return met

    def _spelled(self, words: tuple[str, ...]) -> Person | None:
        """A person of the tables whose first and last words are these: other middle names, another hyphen."""
        people = self.tables.offices.by_short_name.get(words[-1], ())
        return next((p for p in people if words_of(p.name)[0] == words[0]), None)

    def _mistagged(self) -> None:
        """Family names of persons in the report that the tagger took for organisations."""
        anchors = self.found.anchors
        for n, anchor in enumerate(anchors):
            if anchor.known is None and anchor.label != "PER" and anchor.end - anchor.start == 1:
                words = words_of(self._text(anchor))
                if words and words[-1] in self.by_short_name:
                    anchors[n] = self.found.anchor_at[anchor.start] = replace(anchor, label="PER")

    def _missed(self) -> None:
        """Family names that the tagger missed: those of persons in the report, and capitalised words after a title."""
        found, tokens = self.found, self.found.document.tokens
        for token in tokens:
            i = token.i
            taken = i in found.anchor_at or i in found.in_role or i in found.blocked
            if token.pos != "PROPN" or taken or not token.text[:1].isupper():
                continue
            words = words_of(token.text)
            titled = self._titled(i)
            if not titled and (not words or words[-1] not in self.by_short_name):
                continue
            if found.label(i) in ("ORG", "GPE", "LOC") and not titled:
                continue
            start, end = self._reach(i, titled)
            if not any(j in found.anchor_at for j in range(start, end)):
                found.keep(Anchor(start, end, head_of(found.document, start, end), None, "PER"))

    def _reach(self, i: int, titled: bool) -> tuple[int, int]:
        """A family name with its particles before it and, after a title, the rest of the name behind it."""
        tokens = self.found.document.tokens
        start, end = i, i + 1
        while start > 0 and tokens[start - 1].lower in _PARTICLES and tokens[start - 1].sent == tokens[i].sent:
            if start - 1 in self.found.anchor_at:
                break
            start -= 1
        if tokens[start].text == "-":
            start += 1
        while titled and end < len(tokens) and tokens[end].dep == "flat" and tokens[end].head in range(start, end):
            end += 1
        return start, end

    def _titled(self, i: int) -> bool:
        tokens = self.found.document.tokens
        if i == 0 or tokens[i - 1].sent != tokens[i].sent:
            return False
        if tokens[i - 1].lower in HONORIFICS:
            return True
        match = self.found.role_at.get(i - 1)
        if match is None or match.plural or match.role.what not in ("office", "person") or not match.role.sector:
            return False
        return tokens[i - 1].head == i and tokens[i - 1].dep in ("nmod:desc", "compound", "flat")

    # whom a name means

    def _nearest(self, people: list[Person], role: Role | None, country: str | None) -> Person | None:
        """Of namesakes the one whom title, country and day point to."""
        if not people:
            return None

        def rank(person: Person) -> tuple[bool, bool, int]:
            fits = [t for t in person.terms if country is None or t.country == country]
            office = role is not None and any(role.canonical == t.office for t in fits)
            near = min((t.distance(self.day) for t in person.terms), default=0) if self.day else 0
            return (not fits, not office, near)

        return min(people, key=rank)

    def _who(self, anchor: Anchor, role: Role | None, country: str | None) -> Introduced:
        who = self.meant.get(anchor.start)
        if who is None:
            words = words_of(self._text(anchor))
            core = [w for w in words if w not in ("al", "el")]
            keys = (" ".join(words), " ".join(core), words[-1] if words else "")
            who = self._met(keys, country) or self._held_office(keys, role, country)
            if who is None:
                who = self.by_name.setdefault(self._text(anchor), Introduced(self._text(anchor), None, None))
                for key in keys:
                    self.by_short_name.setdefault(key, []).append(who)
        who.seen = anchor.start
        self.meant[anchor.start] = who
        return who

    def _met(self, keys: tuple[str, ...], country: str | None) -> Introduced | None:
        """The person last met in this report who is called by one of ``keys``."""
        for key in keys:
            met = [e for e in self.by_short_name.get(key, ()) if e.actor is None or country in (None, e.actor.country)]
            if met:
                return max(met, key=lambda e: e.seen)
        return None

    def _held_office(self, keys: tuple[str, ...], role: Role | None, country: str | None) -> Introduced | None:
        """The office-holder of the tables who is called by one of ``keys``, if title, country and day allow."""
        for key in keys:
            person = self._nearest(self.tables.offices.by_short_name.get(key, []), role, country)
            if person is None or (country is not None and all(t.country != country for t in person.terms)):
                continue
            office = role.canonical if role is not None and role.what == "office" else "leader"
            if office != "leader" and all(office != t.office for t in person.terms):
                continue
            limit = _FAR if any(t.country in self.countries for t in person.terms) else _NEAR
            if self.day is None or min(t.distance(self.day) for t in person.terms) <= limit:
                return self._meet(person.name, person, words_of(person.name))
        return None

    # what is known of the person

    def actor(self, anchor: Anchor, role: Role | None, owner: Owner, titled: bool) -> Actor:
        """The person that ``anchor`` names, with the country, sector and office that title and tables give.

        ``titled``: the role is a title before the name; an apposition ("a pragmatic cleric") yields to the office held.
        """
        if role is not None and role.sector in ("CVL", None) and "relation" in role.traits:
            role = None
        country, sector = self._by_title(role, owner)
        who = self._who(anchor, role, country if role is not None and role.sector not in ("EDU", "JRN") else None)
        office = role.canonical if role is not None and role.sector != "EDU" else None
        held = self._office_held(who.person)
        if held is not None and role is not None and "rank" in role.traits and held.country in (country, held.country):
            role, country, sector, office = None, held.country, held.sector, None  # "General Abacha", the President
        if not titled and role is not None and held is not None and role.sector not in ("GOV", "MIL", "LEG"):
            role, country, sector, office = None, held.country, held.sector, None
        term = self._term(who.person, country, office)
        if term is not None:
            country = country or term.country
            sector, office = self._with_term(term, role, owner, sector, office)
        elif who.actor is not None:
            country, sector = country or who.actor.country, sector or who.actor.sector
            office = office or who.actor.office
        if sector == "NGO":
            country, sector = country or "NGO", None
        if country in SUPRANATIONAL and sector == "GOV":
            sector = None
        return self._remember(who, Actor(who.name, "person", country, sector, office), role)

    def _remember(self, who: Introduced, actor: Actor, role: Role | None) -> Actor:
        """Keep what the fullest mention said of a person, and lend it to the shorter ones."""
        if who.actor is None or (actor.country and (role is not None or who.actor.country is None)):
            who.actor = actor
        elif who.actor.country == actor.country and role is None:
            sector, office = who.actor.sector or actor.sector, who.actor.office or actor.office
            return Actor(actor.name, actor.kind, actor.country, sector, office)
        return actor

    def _by_title(self, role: Role | None, owner: Owner) -> tuple[str | None, str | None]:
        """Country and sector by the words of the title: "Boko Haram leader", "Russian expert at Temple University"."""
        sector = role.sector if role is not None else None
        if owner.bodies:
            body = owner.bodies[-1]
            above = body.country in SUPRANATIONAL
            if role is None or (above and sector == "GOV"):
                return body.country, body.sector
            if "serving" in role.traits or role.sector is None:
                return body.country, body.sector or (role.sector if not above else None)
            return body.country, sector
        if not owner.countries:
            return None, sector
        code, contested = owner.countries[-1]
        if role is not None and role.sector in AFFILIATED and len(owner.countries) > 1:
            return None, sector
        return code, contested if contested and sector == "GOV" else sector

    def _with_term(
        self, term: Term, role: Role | None, owner: Owner, sector: str | None, office: str | None
    ) -> tuple[str | None, str | None]:
        """Sector and office where the tables know a term: the title's own words first."""
        current = self.day is None or term.distance(self.day) <= _GRACE
        if role is None or (role.what == "person" and role.sector is None):
            past = term.sector == "GOV" and self.day is not None and term.end is not None and self.day > term.end
            sector = sector or (term.sector if current or not past else "ELI")
            if not office or sector == term.sector:
                office = term.office if current and self.day else None
        elif sector == "PTY" and current:
            sector = term.sector  # "Republican Representative": a lawmaker before all
        elif not owner.bodies:
            sector = sector or term.sector
        leads = role is not None and role.canonical == "leader" and term.lead
        if current and (leads or (office and (office in _VAGUE or office.lower() in term.office.lower()))):
            office = term.office  # "the envoy" is the Special Envoy for Syria
        return sector, office

    def _office_held(self, person: Person | None) -> Term | None:
        if person is None or self.day is None:
            return None
        term = person.term(self.day)
        return term if term.start is not None and term.distance(self.day) <= _GRACE else None

    def _term(self, person: Person | None, country: str | None, office: str | None) -> Term | None:
        if person is None:
            return None
        fits = [t for t in person.terms if country is None or t.country == country]
        chosen = [t for t in fits if office and t.office == office] or fits
        if not chosen:
            return None
        day = self.day
        return chosen[-1] if day is None else min(chosen, key=lambda t: (t.distance(day), not t.lead))

    def known_so_far(self, anchor: Anchor) -> Actor | None:
        """What the report or the tables have told of a person up to here."""
        who = self.meant.get(anchor.start)
        if who is None or who.actor is not None or who.person is None:
            return who.actor if who is not None else None
        term = who.person.term(self.day)
        return Actor(who.name, "person", term.country, term.sector)

    def is_woman(self, anchor: Anchor, honorific: bool | None) -> bool | None:
        """Whether the person is a woman (True), a man (False) or not known (None)."""
        who = self.meant.get(anchor.start)
        if who is None:
            return honorific
        if who.female is None:
            who.female = honorific
        return who.female
