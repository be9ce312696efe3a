"""Which person a name means, and what is known of that person on the day of the report.

A full name in the report introduces a person; a family name alone means the last person introduced with it, else the
office-holder of the tables whom title, country and day point to.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from detente.data import read_table
from detente.mentions.catalogue import SUPRANATIONAL, Catalogue, Person, Role, Term, surname, words_of
from detente.mentions.drafts import Actor
from detente.mentions.names import Anchor, NameFinder

if TYPE_CHECKING:
    from detente.mentions.actors import ActorReader

_HONORIFICS = frozenset({"mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr.", "sir", "lord", "lady"})
_PARTICLES = frozenset({"al", "el", "de", "bin", "van", "von", "-", "der", "den", "le", "la", "ben", "abu", "ould"})
# Family names that stand first in their country: an unknown "Kim Yong-hyun" is "Kim" afterwards.
_EAST_ASIAN = frozenset(
    "kim lee park choi jung jeong kang cho yoon jang lim han shin suh kwon hwang ahn song ryu hong moon ri pak choe paek "
    "xi li wang zhang liu chen yang zhao huang zhou wu xu sun hu zhu gao lin he guo ma luo liang hua geng tang deng qin "
    "nguyen tran pham".split()
)
# Nouns that say whose relative, ally or rival somebody is, not what he is himself.
_RELATIONS = frozenset({"son", "daughter", "wife", "husband", "brother", "sister", "father", "mother", "relative", "man", "woman",
                        "counterpart", "ally", "rival", "colleague", "opponent", "critic", "son-in-law", "daughter-in-law",
                        "brother-in-law", "partner", "boy", "girl", "supporter", "loyalist"})
# A former office-holder keeps his office in the record for this many days: reports name the outgoing minister as such.
_GRACE = 60
# A family name alone is looked up in the tables only this near to a term of office (days).
_NEAR = 1500


@dataclass(slots=True)
class Introduced:
    """A person met in this report."""

    name: str
    person: Person | None
    female: bool | None
    actor: Actor | None = None


class People:
    """The persons of one document."""

    def __init__(self, found: NameFinder, tables: Catalogue, day: date | None) -> None:
        self.found = found
        self.tables = tables
        self.day = day
        self.describes: dict[int, Anchor] = {}
        self.by_name: dict[str, Introduced] = {}
        self.by_surname: dict[str, list[Introduced]] = {}
        self.meant: dict[int, Introduced] = {}
        self._introduce()
        self._mistagged()
        self._family_names()

    def anchors(self) -> list[Anchor]:
        """All names of persons, in text order."""
        return sorted((a for a in self.found.anchors if a.is_person), key=lambda a: a.start)

    # who is in the report

    def _text(self, anchor: Anchor) -> str:
        start, end = self.found.document.slice(anchor.start, anchor.end)
        return " ".join(self.found.document.text[start:end].split())

    def _introduce(self) -> None:
        for anchor in self.anchors():
            text = self._text(anchor)
            words = words_of(text)
            if anchor.known is not None:
                person: Person | None = self._nearest(list(anchor.known.people), None, None)
            elif len([w for w in words if w not in _PARTICLES]) > 1:
                person = self._spelled(words)
            else:
                continue
            name = person.name if person else text
            known = self.by_name.get(name)
            if known is None:
                known = self.by_name[name] = Introduced(name, person, person.female if person else gender(words[0]))
            self.meant[anchor.start] = known
            for key in self._short_names(known, words):
                entries = self.by_surname.setdefault(key, [])
                if known not in entries:
                    entries.append(known)

    def _mistagged(self) -> None:
        """Family names of persons in the report that the tagger took for organisations."""
        anchors = self.found.anchors
        for n, anchor in enumerate(anchors):
            if anchor.known is None and anchor.label != "PER" and anchor.end - anchor.start == 1:
                words = words_of(self._text(anchor))
                if words and words[-1] in self.by_surname:
                    anchors[n] = replace(anchor, label="PER")
                    self.found.anchor_at[anchor.start] = anchors[n]

    def _short_names(self, known: Introduced, words: tuple[str, ...]) -> set[str]:
        if known.person is not None:
            return self.tables.short_names(known.person)
        first = words[0] if words[0] in _EAST_ASIAN else None
        last = " ".join(words_of(surname(" ".join(words), None)))
        return {k for k in (last, words[-1], first) if k}

    def _spelled(self, words: tuple[str, ...]) -> Person | None:
        """A person of the tables whose first and last words are these: other middle names, another hyphen."""
        for person in self.tables.surnames.get(words[-1], ()):
            if words_of(person.name)[0] == words[0]:
                return person
        return None

    def _family_names(self) -> None:
        """Family names that the tagger missed: those of persons in the report, and capitalised words after a title."""
        document, tokens = self.found.document, self.found.document.tokens
        for token in tokens:
            i = token.i
            if token.pos != "PROPN" or not token.text[:1].isupper() or i in self.found.anchor_at or i in self.found.role_at:
                continue
            words = words_of(token.text)
            if not words or i in self.found.blocked:
                continue
            titled = self._titled(i)
            known = words[-1] in self.by_surname
            if not known and not titled:
                continue
            start, end = i, i + 1
            while start > 0 and tokens[start - 1].lower in _PARTICLES and tokens[start - 1].sent == token.sent and start - 1 not in self.found.anchor_at:
                start -= 1
            if tokens[start].text == "-":
                start += 1
            while titled and end < len(tokens) and tokens[end].pos == "PROPN" and tokens[end].head in range(start, end) and tokens[end].dep == "flat":
                end += 1
            label = self.found._label(i)
            if label in ("ORG", "GPE", "LOC") and not titled:
                continue
            if any(j in self.found.anchor_at for j in range(start, end)):
                continue
            self.found._keep(Anchor(start, end, next((j for j in range(start, end) if not start <= tokens[j].head < end), end - 1), None, "PER"))

    def _titled(self, i: int) -> bool:
        tokens = self.found.document.tokens
        if i == 0 or tokens[i - 1].sent != tokens[i].sent:
            return False
        if tokens[i - 1].lower in _HONORIFICS:
            return True
        role = self.found.role_at.get(i - 1)
        return role is not None and role.role.what in ("office", "person") and not role.plural \
            and tokens[i - 1].head == i and tokens[i - 1].dep in ("nmod:desc", "compound", "flat") and bool(role.role.sector)

    # whom a name means

    def _nearest(self, people: list[Person], role: Role | None, country: str | None) -> Person | None:
        """Of namesakes the one whom title, country and day point to."""
        if not people:
            return None

        def rank(person: Person) -> tuple[int, int, int]:
            fits = [t for t in person.terms if country is None or t.country == country]
            office = role is not None and any(role.canonical == t.office for t in fits)
            near = min((t.distance(self.day) for t in person.terms), default=0) if self.day else 0
            return (0 if fits else 1, 0 if office else 1, near)

        return min(people, key=rank)

    def _who(self, anchor: Anchor, role: Role | None, country: str | None) -> Introduced:
        known = self.meant.get(anchor.start)
        if known is not None:
            return known
        text = self._text(anchor)
        words = words_of(text)
        core = [w for w in words if w not in ("al", "el")]
        keys = (" ".join(words), " ".join(core), words[-1] if words else "")
        for key in keys:
            entries = self.by_surname.get(key, [])
            before = [e for e in entries if country is None or e.actor is None or e.actor.country in (None, country)]
            if before:
                return max(before, key=lambda e: self._last_seen(e, anchor.start))
        for key in keys:
            person = self._nearest(self.tables.surnames.get(key, []), role, country)
            if person is not None and self._near_enough(person, country, role):
                known = self.by_name.setdefault(person.name, Introduced(person.name, person, person.female))
                for short in self.tables.short_names(person):
                    self.by_surname.setdefault(short, []).append(known)
                return known
        known = self.by_name.setdefault(text, Introduced(text, None, None))
        for key in keys:
            self.by_surname.setdefault(key, []).append(known)
        return known

    def _last_seen(self, entry: Introduced, at: int) -> int:
        starts = [s for s, e in self.meant.items() if e is entry]
        before = [s for s in starts if s < at]
        return max(before) if before else -min(starts, default=10**6)

    def _near_enough(self, person: Person, country: str | None, role: Role | None) -> bool:
        if country is not None and not any(t.country == country for t in person.terms):
            return False
        if role is not None and role.what == "office" and not any(role.canonical in (t.office, "leader") for t in person.terms):
            return False
        return self.day is None or min(t.distance(self.day) for t in person.terms) <= _NEAR

    def actor(self, anchor: Anchor, role: Role | None, countries: list[tuple[str, str | None]], organisations: list[Actor],
              reader: ActorReader, titled: bool) -> Actor:
        """The person that ``anchor`` names, with the country, sector and office that title and tables give.

        ``titled``: the role is a title before the name; an apposition ("a pragmatic cleric") yields to the office held.
        """
        if role is not None and role.sector in ("CVL", None) and role.canonical in _RELATIONS:
            role = None
        country, sector = self._own_words(role, countries, organisations, reader)
        who = self._who(anchor, role, country if role is not None and role.sector not in ("EDU", "JRN") else None)
        self.meant[anchor.start] = who
        office = role.canonical if role is not None and role.sector != "EDU" else None
        if not titled and role is not None and self.day is not None and who.person is not None and role.sector not in ("GOV", "MIL", "LEG"):
            held = who.person.term(self.day)
            if held.distance(self.day) <= _GRACE and held.start is not None:
                role, country, sector, office = None, held.country, held.sector, None
        term = self._term(who.person, country, office)
        if term is not None:
            current = self.day is None or term.distance(self.day) <= _GRACE
            country = country or term.country
            if role is None or role.what == "person" and role.sector is None:
                sector = sector or (term.sector if current or term.sector != "GOV" else self._after_office(term))
                office = office if office and sector != term.sector else (term.office if current and self.day else None)
            elif not organisations or sector is None or (sector == "PTY" and current):
                sector = term.sector if sector == "PTY" else sector or term.sector
            if who.person is not None and role is not None and role.canonical == "leader" and term.lead and current:
                office = term.office
        elif who.actor is not None:
            country, sector, office = country or who.actor.country, sector or who.actor.sector, office or who.actor.office
        if sector == "NGO":
            country, sector = country or "NGO", None
        if country in SUPRANATIONAL and sector == "GOV":
            sector = None
        actor = Actor(who.name, "person", country, sector, office)
        if who.actor is None or (actor.country and (role is not None or who.actor.country is None)):
            who.actor = actor
        elif who.actor.country == actor.country and role is None:
            actor = Actor(who.name, "person", actor.country, who.actor.sector or sector, who.actor.office or office)
        return actor

    def _own_words(self, role: Role | None, countries: list[tuple[str, str | None]], organisations: list[Actor],
                   reader: ActorReader) -> tuple[str | None, str | None]:
        """Country and sector by the words of the title: "Boko Haram leader", "Russian expert at Temple University"."""
        from detente.mentions.actors import _AFFILIATED, _SERVING

        sector = role.sector if role is not None else None
        if organisations:
            body = organisations[-1]
            if role is not None and (role.canonical in _SERVING or role.sector is None):
                sector = body.sector or (role.sector if body.country not in SUPRANATIONAL else None)
            elif body.country in SUPRANATIONAL and sector == "GOV":
                sector = body.sector
            elif role is None:
                sector = body.sector
            return body.country, sector
        if countries:
            code, contested = countries[-1]
            if role is not None and role.sector in _AFFILIATED and len(countries) > 1:
                return None, sector
            return code, contested if contested and sector == "GOV" else sector
        return None, sector

    def _term(self, person: Person | None, country: str | None, office: str | None) -> Term | None:
        if person is None:
            return None
        fits = [t for t in person.terms if country is None or t.country == country] or (person.terms if country is None else [])
        same = [t for t in fits if office and t.office == office]
        chosen = same or fits
        if not chosen:
            return None
        if self.day is None:
            return chosen[-1]
        day = self.day
        return min(chosen, key=lambda t: (t.distance(day), not t.lead))

    def _after_office(self, term: Term) -> str | None:
        return "ELI" if self.day and term.end and self.day > term.end else term.sector

    def female(self, anchor: Anchor, honorific: bool | None) -> bool | None:
        """Whether the person is a woman (True), a man (False) or not known (None)."""
        who = self.meant.get(anchor.start)
        if who is None:
            return honorific
        if honorific is not None and who.female is None:
            who.female = honorific
        if who.female is None and who.person is None:
            who.female = gender(words_of(who.name)[0]) if words_of(who.name) else None
        return who.female


_GENDERS: dict[str, bool] = {}


def gender(given: str) -> bool | None:
    """True for a woman's given name, False for a man's, None when it is not in the table."""
    if not _GENDERS:
        for row in read_table("actors/given_names.tsv"):
            for name in row["names"].split():
                _GENDERS[name] = row["gender"] == "f"
    return _GENDERS.get(given)
