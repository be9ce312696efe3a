"""Who is meant by "both sides", "the two leaders", "the two Koreas", "the country"."""

from __future__ import annotations

from collections.abc import Iterable

from detente.language.document import Document
from detente.mentions.antecedents import Candidate, Candidates
from detente.mentions.catalogue import SUPRANATIONAL, Catalogue
from detente.mentions.descriptions import Descriptions
from detente.mentions.drafts import Actor
from detente.mentions.phrases import complements
from detente.mentions.word_lists import word_list

_SIDES = 15  # sentences back to the two who were named together, for "both sides" and "the parties"
_NEAR = 4  # the same for other pairs, and for "the country"
_SIDED = frozenset({"", "side", "party", "delegation", "government"})  # persons may stand for these
_KOREAS = [Actor("North Korea", "country", "PRK", None), Actor("South Korea", "country", "KOR", None)]


class Pairs:
    """Resolves pairs and "the country" by what has been named before."""

    def __init__(
        self, document: Document, candidates: Candidates, descriptions: Descriptions, tables: Catalogue
    ) -> None:
        self.document = document
        self.candidates = candidates
        self.descriptions = descriptions
        self.tables = tables

    def counted(self, i: int) -> bool:
        """Whether a noun means two who are known: "the two countries", "both sides", "the two Koreas"."""
        document, token = self.document, self.document.tokens[i]
        if not token.lower.endswith(("s", "men")) or token.lower.endswith("ss") or complements(document, i, "of", "to"):
            return False
        words = {document.tokens[c].lower for c in document.children[i] if c < i}
        if words & {"two", "both"} or token.lower == "koreas":
            return True
        return token.lemma.lower() == "side" and "the" in words

    def alone(self, i: int) -> bool:
        """Whether "both" or "the two" stands without a noun."""
        token = self.document.tokens[i]
        if token.dep in ("nummod", "det", "cc:preconj", "det:predet", "amod"):
            return False
        if token.lower == "both":
            return True
        the = any(self.document.tokens[c].lower == "the" for c in self.document.children[i])
        return token.lower == "two" and the and token.dep.startswith("nsubj")

    def two(self, i: int, noun: str) -> list[Actor]:
        """The two who were named together last before token ``i``, or an empty list; ``noun`` "" for "both" alone."""
        if noun in ("korea", "koreas"):
            return list(_KOREAS)
        sentence = self.document.tokens[i].sent
        if noun in ("side", "party"):
            for candidate in self.candidates.near(sentence, _SIDES):
                if candidate.plural and candidate.end <= i and len(found := self._fitting([candidate], noun)) == 2:
                    return found
        for back in range(_NEAR + 1):
            near = [c for c in self.candidates.near(sentence, back) if c.sentence == sentence - back and c.end <= i]
            groups = [[c] for c in near if c.plural]
            near.reverse()
            for group in (*groups, [c for c in near if c.subject], [c for c in near if not c.nested]):
                if len(found := self._fitting(group, noun)) == 2:
                    return found
        return []

    def _fitting(self, candidates: Iterable[Candidate], noun: str) -> list[Actor]:
        """Their actors as the noun asks: persons, states, or sides (a minister for his state); "": as they are."""
        actors = [a for c in candidates for a in c.actors]
        if not noun and len({a.kind for a in actors}) == 1:
            return list(dict.fromkeys(actors))
        out: dict[str, Actor] = {}
        for actor in actors:
            if noun in word_list("paired_people"):
                fitting = actor if actor.kind == "person" else None
            else:
                fitting = self._state_or_body(actor, persons=noun in _SIDED)
            if fitting is not None:
                out.setdefault(fitting.name, fitting)
        return list(out.values())

    def _state_or_body(self, actor: Actor, persons: bool) -> Actor | None:
        if actor.kind == "country":
            return Actor(actor.name, "country", actor.country, None if actor.sector == "GOV" else actor.sector)
        if actor.kind == "organisation" and (actor.sector in ("REB", "UAF") or actor.country in SUPRANATIONAL):
            return actor
        country = self.tables.country(actor.country) if persons or actor.kind != "person" else None
        return Actor(country.name, "country", country.code, country.sector) if country else None

    def the_country(self, i: int) -> Candidate | None:
        """The mention of the state that "the country" at token ``i`` means: that of the story, else the last named."""
        children = self.document.children[i]
        tokens = self.document.tokens
        definite = any(tokens[c].lower in ("the", "this", "that") for c in children)
        qualified = any(tokens[c].dep == "amod" or (tokens[c].dep.startswith("nmod") and c > i) for c in children)
        if not definite or qualified or tokens[i].lower.endswith("s"):
            return None
        story = self.descriptions.story_country(i)
        near = [c for c in self.candidates.near(tokens[i].sent, _NEAR) if c.head < i and not c.nested]
        states = [c for c in near if len(c.actors) == 1 and c.actors[0].kind == "country"]
        key = lambda c: (c.actors[0].country == story, c.sentence, c.subject, c.head)  # noqa: E731
        return max(states, key=key, default=None)
