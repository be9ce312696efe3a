"""Verbs that restrict by themselves ("ban", "cap", "blacklist") and trade that is not allowed ("may not sell")."""

from __future__ import annotations

from collections.abc import Iterator

from detente.language.document import Document
from detente.mentions.catalogue import SUPRANATIONAL
from detente.observations.commodities import find_commodities, kinds_in
from detente.observations.grammar import Grammar
from detente.observations.measure_parties import PartyFinder
from detente.observations.measure_regions import Regions
from detente.observations.measure_stage import StageReader
from detente.observations.measure_types import Anchor
from detente.observations.sanction_words import sanction_words
from detente.records import Entity, Flow

_NEGATIONS = frozenset("not n't n’t never no neither nor cannot without".split())
# Verbs of the table that restrict only when what they restrict is trade: they are everyday words otherwise.
_EVERYDAY = frozenset(
    "limit restrict curb curtail reduce cut stop halt suspend block bar starve inspect freeze expel repatriate "
    "send".split()
)
_INSTRUMENTS = frozenset(
    "sanction resolution measure bill legislation act embargo law order package cap decree text rule regulation "
    "directive".split()
)
_ADOPTED = frozenset({"resolution", "bill", "legislation", "law", "decree", "text"})
_BARRING = frozenset({"ban", "bar", "prohibit", "forbid"})
_FORBIDDEN = frozenset({"forbidden", "forbid", "prohibited", "illegal", "unlawful"})
_OBLIGING = frozenset({"oblige", "require", "order", "force", "compel", "instruct", "call", "demand", "ask"})
_REVERSED: dict[Flow | None, Flow] = {
    "export_to_target": "import_from_target",
    "import_from_target": "export_to_target",
}


class VerbReader:
    """Reads anchors off the verbs of one document."""

    def __init__(
        self, document: Document, grammar: Grammar, regions: Regions, parties: PartyFinder, stages: StageReader
    ) -> None:
        self.document = document
        self.grammar = grammar
        self.words = sanction_words()
        self.regions = regions
        self.parties = parties
        self.stages = stages

    def read(self, v: int) -> Iterator[Anchor]:
        """The measure that verb ``v`` is, if it is one."""
        g = self.grammar
        lemma = self.words.base(g.lemma(v))
        rows = self.words.verb(lemma, "restrict", "designate", "trade")
        if not rows or (self._modifying(v) and not self._listed(v)):
            return
        row = rows[0]
        if row.particle and not any(g.tokens[c].lower == row.particle for c in g.children[v]):
            row = next((r for r in rows if not r.particle), row)
            if row.particle:
                return
        if row.kind == "trade":
            yield from self._forbidden_trade(v)
            return
        if lemma in _EVERYDAY and self._purpose(v):
            return
        listed = self._modifying(v)
        region = tuple(self.regions.below(g.tokens[v].head)) if listed else self.regions.object_region(v)
        stage, dead = self.stages.stage(v, row)
        if dead:
            return
        issuer = self.parties.issuer_by(v)
        adopted = self._adopted_by(v)
        if adopted is not None:
            issuer = adopted
        elif self.parties.misread(v, region):
            issuer = ()
        if listed:
            issuer = issuer or self._lister(v)
        target = self.parties.target_in(region, issuer) or self.parties.target_by(v, issuer)
        if not issuer and lemma in _BARRING:
            issuer = self.parties.barred(v, target)
        if row.kind == "designate":
            if self._designates(v, region):
                yield Anchor(v, v, "designate", "other", stage, None, None, issuer, target, region)
            return
        if not self._restricts(v, lemma, region, issuer, target):
            return
        act = row.act or "restriction"
        if lemma in ("starve", "inspect"):
            act = "restriction"
        goes_on = self._by_sanctions(v) or (not issuer and self._agentless(v))
        if stage == "adopted" and self._standing(v):
            stage = "in_force"
        yield Anchor(v, v, "restrict", act, stage, None, None, issuer, target, region, definite=goes_on)

    def _purpose(self, v: int) -> bool:
        """Whether the clause of ``v`` is what sanctions are imposed for: "imposed in an attempt to halt enrichment"."""
        g = self.grammar
        if "to" not in g.marks(v) or g.base(v) not in ("acl", "advcl"):
            return False
        head = g.tokens[v].head
        if g.lemma(head) in ("attempt", "effort", "bid", "order"):
            head = g.tokens[head].head
        return bool(self.words.verb(g.lemma(head), "noun_act"))

    def _modifying(self, v: int) -> bool:
        """Whether ``v`` is a participle before its noun ("banned weapons"), whatever the parse makes of it."""
        g = self.grammar
        if g.base(v) == "amod":
            return True
        token = g.tokens[v]
        if not token.lower.endswith("ed") or v == 0 or v + 1 >= len(g.tokens) or g.kids(v, "aux", "nsubj"):
            return False
        before, after = g.tokens[v - 1], g.tokens[v + 1]
        return (
            after.pos in ("ADJ", "NOUN", "PROPN")
            and before.pos in ("VERB", "ADP", "DET", "ADJ")
            and before.sent == token.sent
        )

    def _listed(self, v: int) -> bool:
        """ "The list of banned luxury goods has been expanded"."""
        g = self.grammar
        sentence = self.document.sentence_of(v)
        near = range(max(sentence.start, v - 4), v)
        return any(g.lemma(t) == "list" for t in near)

    def _standing(self, v: int) -> bool:
        """Whether passive ``v`` tells of a state in the present ("are banned from selling"), not of its beginning."""
        g = self.grammar
        helpers = [g.tokens[c].lower for c in g.kids(v, "aux")]
        fresh = any(g.tokens[c].lower in ("now", "newly") for c in g.kids(v, "advmod"))
        return g.passive(v) and bool(helpers) and set(helpers) <= {"is", "are"} and not fresh

    def _lister(self, v: int) -> tuple[Entity, ...]:
        """Whose list names what participle ``v`` says is banned: "the Council's list of banned goods"."""
        g = self.grammar
        lists = [t for t in range(max(self.document.sentence_of(v).start, v - 4), v) if g.lemma(t) == "list"]
        return self.parties.issuer_of(lists[-1], lists[-1]) if lists else ()

    def _agentless(self, v: int) -> bool:
        """Whether ``v`` tells what must be or is done without saying who ordered it: "cargo must be inspected"."""
        g = self.grammar
        return g.passive(v) and not any(g.tokens[c].dep == "obl:agent" for c in g.children[v])

    def _designates(self, v: int, region: tuple[int, ...]) -> bool:
        g = self.grammar
        if g.lemma(v) in ("blacklist", "sanction"):
            return bool(region) or bool(g.objects(v))
        sentence = self.document.sentence_of(v)
        return any(g.lemma(i) in ("sanction", "blacklist", "treasury") for i in range(sentence.start, sentence.end))

    def _restricts(
        self, v: int, lemma: str, region: tuple[int, ...], issuer: tuple[Entity, ...], target: tuple[Entity, ...]
    ) -> bool:
        """Whether the verb restricts trade, finance, travel or labour here."""
        g = self.grammar
        kinds = kinds_in(self.document, region)
        goods = find_commodities(self.document, region)
        if lemma == "freeze" or lemma == "unfreeze":
            return bool(kinds & {"asset"}) or any(c.name == "funds" for c in goods)
        if lemma in ("expel", "repatriate", "send"):
            return "labour" in kinds
        if lemma == "inspect":
            must = any(g.tokens[c].lower in ("must", "shall", "should") for c in g.kids(v, "aux"))
            return must and bool(goods or kinds & {"services"})
        if lemma == "starve":
            return False
        if lemma == "cap" and any(g.tokens[t].pos == "NUM" for t in region):
            return True
        if lemma not in _EVERYDAY:
            foreign = bool(target) or self._by_sanctions(v) or any(c.kind not in ("goods", "food") for c in goods)
            return bool(kinds) or (bool(goods) and foreign)
        sanctioning = self._by_sanctions(v)
        if lemma == "bar":
            return bool(kinds) and (sanctioning or g.passive(v))
        actor = bool(issuer) and bool(target) and {e.key for e in issuer}.isdisjoint(e.key for e in target)
        direction = bool(kinds & {"export", "import", "move", "access", "labour", "asset"})
        if sanctioning and (direction or goods):
            return True
        if lemma == "restrict" and goods and any(e.country in ("UNO", "EUR") for e in issuer):
            return True
        return direction and actor and lemma in ("cut", "halt", "suspend", "stop", "block", "restrict")

    def _by_sanctions(self, v: int) -> bool:
        """Whether sanctions, a resolution or a measure is the subject of ``v``, or what its "it" can mean."""
        g = self.grammar
        for s in self.regions.logical_subjects(v):
            if g.lemma(s) in _INSTRUMENTS or g.lemma(g.unpack(s)) in _INSTRUMENTS:
                return True
            if g.tokens[s].lower in ("it", "they") and self._instrument_before(v):
                return True
        head = g.tokens[v].head
        # "It obliges member states to send workers home".
        return self._obliged(v) and self._by_sanctions(head)

    def _obliged(self, v: int) -> bool:
        """Whether ``v`` is what somebody is obliged to do."""
        g = self.grammar
        head = g.tokens[v].head
        return g.base(v) in ("xcomp", "ccomp", "advcl") and "to" in g.marks(v) and g.lemma(head) in _OBLIGING

    def _instrument_before(self, v: int) -> bool:
        """Whether an instrument is the subject of the clause before ``v``, in its sentence or in the one before."""
        g = self.grammar
        sentence = self.document.sentence_of(v)
        before = self.document.sentences[sentence.i - 1] if sentence.i else sentence
        if self._adoption(before.start, v) is not None:
            return True
        subjects = [t for t in range(before.start, v) if g.base(t) == "nsubj" and g.tokens[t].pos != "PRON"]
        subjects = subjects or [t for t in range(before.start, v) if g.base(t) == "root"]
        return bool(subjects) and g.lemma(subjects[-1]) in _INSTRUMENTS

    def _adoption(self, start: int, end: int) -> int | None:
        """The verb by which tokens ``start`` to ``end`` say that an instrument was adopted."""
        g = self.grammar
        for t in range(start, end):
            head = g.tokens[t].head
            if g.lemma(t) in _ADOPTED and g.base(t) == "obj" and self.words.verb(g.lemma(head), "noun_act"):
                return head
        return None

    def _adopted_by(self, v: int) -> tuple[Entity, ...] | None:
        """Who adopted what "it" stands for in "The Council adopted a resolution. It limits"; None without such an
        "it"."""
        g = self.grammar
        head = g.tokens[v].head
        top = head if self._obliged(v) else v
        if not any(g.tokens[s].lower == "it" for s in g.kids(top, "nsubj")):
            return None
        sentence = self.document.sentence_of(v)
        verb = self._adoption(self.document.sentences[max(sentence.i - 1, 0)].start, v)
        return self.parties.issuer_by(verb) if verb is not None else None

    def _forbidden_trade(self, v: int) -> Iterator[Anchor]:
        """ "EU countries cannot export arms": a verb of trade that is not allowed."""
        g = self.grammar
        helpers = {g.tokens[c].lower for c in g.kids(v, "aux")}
        negated = any(g.tokens[c].lower in _NEGATIONS for c in g.children[v])
        able = helpers & {"can", "ca", "may", "must", "could", "allowed", "permitted", "shall", "cannot"}
        head = g.tokens[v].head
        forbidden = g.base(v) in ("xcomp", "advcl", "ccomp") and g.lemma(head) in _FORBIDDEN and "to" in g.marks(v)
        allowed = g.base(v) == "xcomp" and g.lemma(head) in ("allow", "permit", "authorise", "authorize")
        allowed = allowed and any(g.tokens[c].lower in _NEGATIONS for c in g.children[head])
        if not ((negated and able) or "cannot" in helpers or allowed or forbidden):
            return
        region = self.regions.object_region(v)
        if not region and forbidden and g.tokens[head].dep == "acl:relcl":
            region = tuple(self.regions.below(g.tokens[head].head))
        region = tuple(sorted({*region, *self._listed_with(region)}))
        if not find_commodities(self.document, region):
            return
        issuer = self.parties.issuer_by(v)
        target = self.parties.target_in(region, issuer)
        flow = direction(self.document, v)
        if not target and all(e.country not in SUPRANATIONAL for e in issuer):
            # "Coal that it may not sell": who is not allowed to trade at all is hit, whoever forbade it.
            issuer, target, flow = (), issuer, _REVERSED.get(flow)
        yield Anchor(v, v, "trade", "ban", "in_force", flow, None, issuer, target, region)

    def _listed_with(self, region: tuple[int, ...]) -> list[int]:
        """What stands before "other" ("coal and other goods that it may not sell") is meant as well."""
        g = self.grammar
        for t in region:
            head = g.tokens[t].head
            if g.tokens[t].lower == "other" and g.tokens[head].dep == "conj" and g.tokens[head].head < head:
                return [i for i in self.regions.below(g.tokens[head].head) if i < head]
        return []


def direction(document: Document, v: int) -> Flow | None:
    """Which way the trade that verb ``v`` names goes."""
    kind = kinds_in(document, [v])
    if "import" in kind:
        return "import_from_target"
    return "export_to_target" if kind & {"export", "move"} else None
