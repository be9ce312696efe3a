"""Whose a role is: the states and bodies in the phrase around it ("South Korea's", "Kremlin", "of Japan", "at ...")."""

from __future__ import annotations

from collections.abc import Iterable

from detente.mentions.drafts import Actor
from detente.mentions.names import POSSESSIVE, Anchor, NameFinder
from detente.mentions.naming import AFFILIATED, ARMED, Naming, Owner
from detente.mentions.people import People
from detente.mentions.phrases import complements, left_edge, preposition, text_of
from detente.mentions.role_nouns import RoleMatch

POSSESSORS = frozenset({"his", "her", "its", "their", "our", "my"})
_REACH = 14  # tokens after "expert" within which the place of work may follow


class Owners:
    """Finds the owners of the roles of one document."""

    def __init__(self, found: NameFinder, people: People, naming: Naming) -> None:
        self.found = found
        self.document = found.document
        self.people = people
        self.naming = naming

    def of(self, head: int, start: int, after: bool = True) -> Owner:
        """Who modifies the noun ``head`` of a phrase from ``start``: before it, or else (``after``) after it."""
        before = list(range(start, head))
        if start >= 2 and self.document.tokens[start - 1].lower in POSSESSIVE and start - 2 in self.found.anchor_at:
            before.append(start - 2)
        owner, seen = Owner(), set[int]()
        self._collect(before, head, owner, seen)
        match = self.found.role_at.get(head)
        if after and (not owner or (match is not None and match.role.sector in AFFILIATED)):
            self._collect(self._after(head), head, owner, seen)
        tasked = match is not None and "tasked" in match.role.traits
        if tasked and not owner.bodies and any(self.document.tokens[i].lower in POSSESSORS for i in before):
            owner.countries.clear()  # "his Syria envoy": his, for Syria
        if tasked and owner.countries and owner.bodies:
            first = next((self.found.anchor_at[i] for i in before if i in self.found.anchor_at), None)
            if first is not None and first.what == "organisation":
                owner.countries.clear()  # "U.N. Syria envoy"
            else:
                owner.bodies.clear()  # "Turkey's U.N. ambassador"
        return owner

    def shared(self, match: RoleMatch) -> Owner | None:
        """The owner of a role joined to this one: "the King and Crown Prince of Saudi Arabia"."""
        tokens, children = self.document.tokens, self.document.children
        others = [c for c in children[match.head] if tokens[c].dep == "conj"]
        if tokens[match.head].dep == "conj":
            others.append(tokens[match.head].head)
        determined = any(tokens[c].dep in ("det", "nmod:poss") for c in children[match.head])
        for other in others:
            role = self.found.role_at.get(other)
            if role is None:
                continue
            owner = self.of(other, min(left_edge(self.document, other), role.start))
            alike = role.role.kind == match.role.kind or role.role.what in ("government", "body")
            if owner and (other > match.head or (alike and not determined)):
                return owner
        return None

    def _collect(self, places: Iterable[int], head: int, owner: Owner, seen: set[int]) -> None:
        for i in places:
            anchor = self.found.anchor_at.get(i)
            if anchor is None or anchor.start in seen:
                continue
            seen.add(anchor.start)
            if not self._mere_backer(anchor, head):
                self._add(anchor, i, head, owner)

    def _mere_backer(self, anchor: Anchor, head: int) -> bool:
        """ "Saudi-backed opposition": not Saudi."""
        tokens = self.document.tokens
        return (
            anchor.end < head and tokens[anchor.end].text in ("-", "–") and tokens[anchor.end].sent == tokens[head].sent
        )

    def _add(self, anchor: Anchor, i: int, head: int, owner: Owner) -> None:
        known, text = anchor.known, text_of(self.document, anchor.start, anchor.end)
        if anchor.is_person:
            leader = self._led_by(anchor, head)
            if leader is not None and leader.sector in ARMED:
                owner.bodies.append(leader)
            elif leader is not None and leader.country:
                owner.countries.append((leader.country, None))
        elif known is None:
            if anchor.label == "ORG" and self.document.tokens[anchor.head].pos != "ADJ":
                owner.bodies.append(self.naming.unknown(text, anchor.label, Owner()))
        elif known.what == "organisation":
            owner.bodies.append(Actor(known.name, "organisation", known.country, known.sector))
        elif known.what == "seat":
            if i < head or preposition(self.document, i) != "at":  # "told reporters at the White House"
                owner.bodies.append(Actor(text, "country", known.country, "GOV"))
        elif known.country:
            place = (known.country, known.sector if known.sector == "PRE" else None)
            if place not in owner.countries:
                owner.countries.append(place)

    def _led_by(self, anchor: Anchor, head: int) -> Actor | None:
        """The leader whose body or aide this is ("the Assad regime", "adviser to Assad", "forces loyal to Haftar")."""
        match = self.found.role_at.get(head)
        if match is None or match.role.sector not in ("GOV", "MIL"):
            return None
        if anchor.end > head and "personal" not in match.role.traits and not self._loyal(head):
            return None
        return self.people.known_so_far(anchor)

    def _loyal(self, head: int) -> bool:
        following = self.document.tokens[head + 1 : head + 3]
        return [t.lower for t in following] == ["loyal", "to"]

    def _after(self, head: int) -> list[int]:
        """Tokens after a role noun that may say whose it is: "of Japan", "at Temple University", "in the capital"."""
        match = self.found.role_at.get(head)
        prepositions = ["of"]
        if match and "personal" in match.role.traits:
            prepositions.append("to")
        if match and "tasked" not in match.role.traits:
            prepositions += ["for", "at", "with", "from"]
            if match.role.what in ("body", "government") or match.role.sector in ("REB", "UAF"):
                prepositions.append("in")
        found = complements(self.document, head, *prepositions) or self._next(head, prepositions)
        if not any(t in self.found.anchor_at for t in found):
            # "Commander of the Chile Air Force's air command": the country inside the body's name.
            roles = {c: m.role.sector for c in found if (m := self.found.role_at.get(c)) is not None}
            bodies = [c for c in found if roles.get(c, "GOV") in ("GOV", "MIL")]
            found += [t for c in bodies for t in self.document.subtree(c) if t in self.found.anchor_at and head < t < c]
        if match and match.role.sector == "EDU":
            found += self._affiliation(match)
        return found

    def _next(self, head: int, prepositions: list[str]) -> list[int]:
        """The name that follows the noun and a preposition, whatever the parse makes of it."""
        tokens, at = self.document.tokens, head + 1
        if self._loyal(head) and head + 3 in self.found.anchor_at:
            return [head + 3]
        if at + 2 < len(tokens) and tokens[at].lower in prepositions and tokens[at].sent == tokens[head].sent:
            at += 2 if tokens[at + 1].pos == "DET" else 1
            if at in self.found.anchor_at and tokens[at].sent == tokens[head].sent:
                return [at]
        return []

    def _affiliation(self, match: RoleMatch) -> list[int]:
        """Where an expert works, some words further on: "an expert on energy politics at Temple University"."""
        tokens = self.document.tokens
        for i in range(match.end, min(match.end + _REACH, self.document.sentence_of(match.head).end)):
            if tokens[i].text in (",", ";", "”", '"') or (
                tokens[i].pos == "VERB" and not tokens[i].lower.endswith("ing")
            ):
                break
            anchor = self.found.anchor_at.get(i)
            if anchor is not None and (anchor.label == "ORG" or anchor.what == "organisation"):
                before = tokens[max(match.end, i - 2) : i]
                if any(t.lower in ("at", "of", "with", "from", "for") for t in before):
                    return [i]
        return []
