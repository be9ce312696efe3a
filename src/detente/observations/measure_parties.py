"""Who issues a measure and whom it hits, by the phrase that names it and the verb that governs it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from detente.language.document import Document, Sentence
from detente.mentions.catalogue import SUPRANATIONAL, catalogue
from detente.mentions.types import Mentions, within
from detente.observations.grammar import Grammar
from detente.observations.measure_regions import Regions
from detente.records import Entity, unique

_TARGET_CASES = ("on", "against", "upon", "toward", "towards", "over", "for", "to", "at")
# Whose subject is not the one who issues the sanctions.
_NOT_ISSUING = frozenset(
    "face remain support back welcome violate breach flout break defy evade skirt circumvent dodge bypass bust "
    "risk see hit include".split()
)
# Countries that news reports call by name before "sanctions" as those hit ("Iran sanctions", "North Korea sanctions").
_OFTEN_TARGETS = frozenset(
    {
        "PRK",
        "IRN",
        "SYR",
        "RUS",
        "CUB",
        "VEN",
        "MMR",
        "SDN",
        "BLR",
        "LBY",
        "SOM",
        "YEM",
        "ERI",
        "ZWE",
        "SSD",
        "MLI",
        "AFG",
        "IRQ",
    }
)


# What a chamber or council decides on, and how it does: "voted for legislation that ...".
_TEXTS = frozenset({"legislation", "bill", "resolution", "law", "measure", "package", "act", "proposal"})
_DECIDING = frozenset(
    "vote favor favour pass adopt approve back endorse agree draft propose introduce consider support".split()
)
_DECISIONS = frozenset({"vote", "decision", "move", "resolution", "agreement", "bill", "legislation", "law"})

# Sectors of a state that can impose or propose measures, and codes of bodies that cannot.
_POWERS = frozenset({None, "GOV", "LEG", "MIL", "SPY", "JUD", "COP"})
_POWERLESS = frozenset({"NGO", "ISM", "IMG", "MNC"})


def imposing(found: Iterable[Entity]) -> tuple[Entity, ...]:
    """Those of ``found`` that can impose measures: states, unions, councils and their organs.

    Who holds an office of a state or of the European Union stands for it; other people, companies and media are left
    out.
    """
    out: list[Entity] = []
    for e in found:
        if e.country in _POWERLESS or e.sector not in _POWERS:
            continue
        if e.kind != "person":
            if e.kind != "group" or (e.country and e.sector in (None, "GOV")):
                out.append(e)
        elif e.country and (e.office or e.sector) and (state := _state(e)) is not None:
            out.append(state)
    return unique(out)


def _state(person: Entity) -> Entity | None:
    """The state or union that an office-holder speaks for, or whose companies and people are meant."""
    if person.country == "EUR":
        return replace(person, name="European Union", kind="organisation", sector=None, office=None)
    known = catalogue().country(person.country)
    return replace(person, name=known.name, kind="country", sector="GOV", office=None) if known else None


class PartyFinder:
    """Finds issuers and targets in one document."""

    def __init__(self, document: Document, mentions: Mentions, grammar: Grammar, regions: Regions) -> None:
        self.document = document
        self.mentions = mentions
        self.grammar = grammar
        self.regions = regions

    def entities(self, tokens: Iterable[int]) -> tuple[Entity, ...]:
        """The countries and organisations at ``tokens`` and what is coordinated with them."""
        out: list[Entity] = []
        for t in tokens:
            for c in self.grammar.conjuncts(t):
                mention = self.mentions.actor_headed(c) or self.mentions.actor_at(c)
                if mention is not None:
                    out += [e for e in mention.entities if e.country is not None or e.kind == "organisation"]
        return unique(out)

    def issuer_of(self, top: int, i: int) -> tuple[Entity, ...]:
        """Who the noun phrase says issues it: "UN sanctions", "Tokyo's measures", "imposed by the EU", "US-led"."""
        g = self.grammar
        for n in dict.fromkeys((i, top)):
            found = self.entities(g.kids(n, "nmod:poss"))
            if not found:
                found = self.entities(c for c in g.kids(n, "amod", "compound") if c < n) or self._before(n)
            if not found:
                found = self.entities(c for c in g.kids(n, "nmod") if g.case(c) in ("by", "from"))
            if not found:
                # "Put under a freeze and a ban by the Council".
                found = self.entities(c for k in g.kids(n, "conj") for c in g.kids(k, "nmod") if g.case(c) == "by")
            if found and self._sanctioned_by_name(n, found):
                continue
            if found:
                return found
        return ()

    def _sanctioned_by_name(self, n: int, found: tuple[Entity, ...]) -> bool:
        """ "The Iran sanctions regime", "North Korea sanctions": without a body that issues, the name is the
        target's."""
        g = self.grammar
        named = any(g.case(c) in ("on", "against") for c in g.kids(n, "nmod"))
        return not named and all((e.country or "") in _OFTEN_TARGETS for e in found)

    def issuer_by(self, v: int) -> tuple[Entity, ...]:
        """Who does what verb or noun of action ``v`` says: its subject, or that of the verb that governs an
        infinitive."""
        g = self.grammar
        decided = self._deciding(v)
        if decided:
            return decided
        current = v
        for _ in range(5):
            widened = g.lemma(current) == "include" and "to" in g.marks(current)
            if g.lemma(current) in _NOT_ISSUING and not widened and not self._hits(current):
                return ()
            subjects = self.regions.logical_subjects(current)
            # A pronoun beside a name as subject of one verb is a slip of the parse, and means the name.
            named = [s for s in subjects if g.tokens[s].pos != "PRON"]
            found = self.entities(named) or self.entities(subjects)
            for s in () if found else subjects:
                # "The UN resolution seeks to ban": the body that adopted it.
                found = self.entities(
                    (*g.kids(s, "nmod:poss", "compound", "amod"), *(c for c in g.kids(s, "nmod") if g.case(c) == "by"))
                ) or self._before(s)
                if found:
                    break
            if not found and current == v and g.participle(v):
                # "Imposed on its firms and banks by the Union", where a parse hangs the agent on the last noun.
                found = self.entities(t for t in self.regions.below(v) if t > v and g.case(t) == "by")
            if not found and g.tokens[current].pos in ("NOUN", "PROPN") and current != v:
                # "The U.N. vote to expand sanctions".
                found = self.entities(g.kids(current, "compound", "amod")) or self._before(current)
            head = g.tokens[current].head
            active = g.tokens[current].pos in ("NOUN", "PROPN") or not g.passive(current)
            onward = g.base(current) in ("xcomp", "acl") or (g.base(current) == "advcl" and "to" in g.marks(current))
            # "The Senate voted for legislation broadening sanctions".
            onward = onward or (g.lemma(current) in _TEXTS and g.lemma(head) in _DECIDING)
            onward = onward or (g.lemma(current) in ("favor", "favour") and g.lemma(head) == "vote")
            if found or not active or not onward or head == current:
                return found
            current = head
        return ()

    def _deciding(self, v: int) -> tuple[Entity, ...]:
        """Whose decision the noun right before infinitive ``v`` names: "the U.N. vote to expand sanctions"."""
        g = self.grammar
        if v < 2 or g.tokens[v - 1].lower != "to" or g.lemma(v - 2) not in _DECISIONS:
            return ()
        return self._before(v - 2)

    def _hits(self, v: int) -> bool:
        """Whether ``v`` is "hit" of those who hit others with sanctions, not of sanctions that hit."""
        g = self.grammar
        return g.lemma(v) == "hit" and not g.passive(v) and bool(g.kids(v, "obj")) and "with" in self._cases(v)

    def _cases(self, v: int) -> set[str | None]:
        return {self.grammar.case(c) for c in self.grammar.kids(v, "obl")}

    def barred(self, v: int, target: tuple[Entity, ...]) -> tuple[Entity, ...]:
        """Whose own people are barred by passive ``v``: who bars them from trade with ``target`` is their own side."""
        g = self.grammar
        hit = {t.country for t in target}
        placed = self.entities(g.surface_subjects(v)) if target and g.passive(v) else ()
        return unique(state for e in placed if e.country not in hit and (state := _state(e)) is not None)

    def misread(self, v: int, region: Iterable[int]) -> bool:
        """Whether a pronoun that does ``v`` was taken for the country whose trade or people it restricts.

        In "It sends North Korean workers home" the pronoun is a resolution: the country itself would be "its own".
        """
        g = self.grammar
        subjects = self.regions.logical_subjects(v)
        pronouns = [m for s in subjects if g.tokens[s].pos == "PRON" and (m := self.mentions.actor_at(s)) is not None]
        mine = {e.country for m in pronouns for e in m.entities if e.country}
        named = (self.mentions.actor_at(t) for t in region if g.tokens[t].pos != "PRON")
        return bool(mine) and any(e.country in mine for m in named if m is not None for e in m.entities)

    def _before(self, n: int) -> tuple[Entity, ...]:
        """The actors named among the modifiers right before noun ``n``: "harsh new U.N. sanctions"."""
        g = self.grammar
        out: list[int] = []
        i = n - 1
        while (
            i >= 0
            and g.tokens[i].sent == g.tokens[n].sent
            and g.tokens[i].pos in ("ADJ", "NOUN", "PROPN", "ADV", "PUNCT", "CCONJ")
        ):
            if g.tokens[i].pos == "PUNCT" and g.tokens[i].text not in ("-", ",", "/"):
                break
            out.append(i)
            i -= 1
        named = [t for t in reversed(out) if g.tokens[t].pos in ("PROPN", "ADJ", "NOUN")]
        mentions = [(t, self.mentions.actor_at(t)) for t in named]
        found = [e for _, m in mentions if m is not None and m.end <= n for e in m.entities if e.country is not None]
        return unique(found)

    def target_of(self, top: int, i: int) -> tuple[Entity, ...]:
        """Against whom the noun phrase is: "sanctions on Iran", "North Korean sanctions regime"."""
        g = self.grammar
        for n in dict.fromkeys((i, top)):
            for case in _TARGET_CASES[:5]:
                found = self.entities(c for c in g.kids(n, "nmod", "obl") if g.case(c) == case)
                if found:
                    return found
            found = self._right_after(n)
            if found:
                return found
        for n in dict.fromkeys((top, i)):
            found = self.entities(c for c in g.kids(n, "amod", "compound", "nmod:poss") if c < n) or self._before(n)
            if found and self._sanctioned_by_name(n, found):
                return found
        return ()

    def _right_after(self, n: int) -> tuple[Entity, ...]:
        """The actor in the words right after noun ``n``, wherever the parse hangs it: "measures against X", "sanctions
        over X's programme"."""
        tokens = self.grammar.tokens
        if n + 2 >= len(tokens) or tokens[n + 1].lower not in ("on", "against", "upon", "over", "for"):
            return ()
        for t in range(n + 2, min(n + 5, len(tokens))):
            mention = self.mentions.actor_at(t)
            if tokens[t].sent != tokens[n].sent or tokens[t].pos not in ("PROPN", "ADJ", "DET", "NOUN"):
                return ()
            if mention is not None:
                owns = mention.end < len(tokens) and tokens[mention.end].lower in ("'s", "\u2019s", "'", "\u2019")
                if tokens[n + 1].lower in ("over", "for") and not owns:
                    return ()
                return tuple(e for e in mention.entities if e.country is not None)
        return ()

    def target_by(self, v: int, issuer: tuple[Entity, ...]) -> tuple[Entity, ...]:
        """Against whom verb ``v`` is done: "imposed on X", "faces", "hit X with"."""
        g = self.grammar
        mine = {e.key for e in issuer}
        for case in _TARGET_CASES:
            found = [
                e for e in self.entities(c for c in g.kids(v, "obl", "nmod") if g.case(c) == case) if e.key not in mine
            ]
            if found:
                return tuple(found)
        if g.lemma(v) == "face":
            return self.entities(g.subjects(v))
        if g.lemma(v) == "hit":
            return self.entities(g.kids(v, "obj"))
        return ()

    def target_in(self, region: Iterable[int], issuer: tuple[Entity, ...] = ()) -> tuple[Entity, ...]:
        """The actor that a region of goods belongs to or goes to."""
        g = self.grammar
        mine = {e.key for e in issuer}
        found = []
        for t in region:
            base = g.base(t)
            if base in ("nmod", "obl", "amod", "compound") or g.tokens[t].dep == "nmod:poss":
                mention = self.mentions.actor_headed(t) or self.mentions.actor_at(t)
                if mention is not None and (
                    base in ("amod", "compound") or g.case(t) in ("to", "from", "of", "into", "with", "for", None)
                ):
                    found += [e for e in mention.entities if e.country and e.key not in mine]
        return tuple(e for e in unique(found) if e.country not in SUPRANATIONAL)[:1]

    def often_hit(self, i: int) -> tuple[Entity, ...]:
        """The one country that sanctions are often against and that the sentence of token ``i`` names, or else the
        sentence before; nobody if more than one."""
        sentence = self.document.sentence_of(i)
        own = self._often_hit(sentence)
        return own if own or sentence.i == 0 else self._often_hit(self.document.sentences[sentence.i - 1])

    def _often_hit(self, sentence: Sentence) -> tuple[Entity, ...]:
        found: dict[str, Entity] = {}
        for actor in within(self.mentions.actors, sentence.start, sentence.end):
            for e in actor.entities:
                if e.country in _OFTEN_TARGETS and (e.kind == "country" or e.country not in found):
                    found[e.country] = e
        named = [e for e in found.values() if e.kind == "country"]
        return tuple(named) if len(found) == 1 else ()

    def subjects_of_clause(self, i: int) -> tuple[Entity, ...]:
        """Who is "under sanctions": the subject of the clause that token ``i`` stands in."""
        g = self.grammar
        for a in self.document.ancestors(i):
            found = self.entities(g.surface_subjects(a))
            if found:
                return found
        return self.entities(g.kids(i, "nsubj"))
