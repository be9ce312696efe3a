"""Where a sentence speaks of a measure: the noun or verb that names it, its stage, who issues it and whom it hits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from detente.language.document import Document, Sentence
from detente.mentions.catalogue import SUPRANATIONAL
from detente.mentions.types import Mentions
from detente.observations.commodities import find_commodities, kinds_in
from detente.observations.grammar import Grammar
from detente.observations.measure_merge import Merger
from detente.observations.measure_parties import PartyFinder
from detente.observations.measure_regions import Regions
from detente.observations.measure_stage import StageReader
from detente.observations.measure_types import Anchor
from detente.observations.sanction_words import (
    CARRIERS,
    ECONOMIC,
    SANCTIONING,
    NounRow,
    VerbRow,
    noun_at,
    sanction_words,
)
from detente.records import Act, Entity, Flow

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
_NEW = frozenset("new fresh latest harsh sweeping tough tougher additional further".split())
_COMPARED = frozenset({"tantamount", "amount", "akin", "equivalent", "similar", "equate", "compare"})
_FORBIDDEN = frozenset({"forbidden", "forbid", "prohibited", "illegal", "unlawful"})
_OBLIGING = frozenset({"oblige", "require", "order", "force", "compel", "instruct", "call", "demand", "ask"})
# Verbs of talk about sanctions that stand: "the ministers discussed the sanctions".
_TALK = frozenset({"discuss", "debate"})
_MAX_CLIMB = 6


_REVERSED: dict[Flow | None, Flow] = {
    "export_to_target": "import_from_target",
    "import_from_target": "export_to_target",
}


class AnchorFinder:
    """Finds the anchors of one document, sentence by sentence."""

    def __init__(self, document: Document, mentions: Mentions) -> None:
        self.document = document
        self.grammar = Grammar(document)
        self.mentions = mentions
        self.words = sanction_words()
        self.regions = Regions(document, self.grammar)
        self.parties = PartyFinder(document, mentions, self.grammar, self.regions)
        self.stages = StageReader(document, self.grammar, self.regions)
        self.merger = Merger(document, self.grammar)
        self._sanctioning = any(t.lemma.lower() in ("sanction", "sanctions", "embargo") for t in document.tokens)

    def find(self, sentence: Sentence) -> list[Anchor]:
        """The anchors of ``sentence`` in text order, those that say the same thing twice merged."""
        found: list[Anchor] = []
        for i in range(sentence.start, sentence.end):
            row = noun_at(self.grammar, i)
            if row is not None:
                found += self._from_noun(i, row)
            elif self.grammar.tokens[i].pos in ("VERB", "ADJ"):
                found += self._from_verb(i)
        return self.merger.merged(sorted(found, key=lambda a: a.token))

    def _from_noun(self, i: int, row: NounRow) -> Iterator[Anchor]:
        g = self.grammar
        top = i
        if g.base(i) in ("compound", "nmod", "amod") and g.lemma(g.tokens[i].head) in CARRIERS and g.tokens[i].head > i:
            top = g.tokens[i].head
        elif g.base(i) == "compound" and g.tokens[i].head > i:
            return
        around = {*self.regions.below(i), *self.regions.after(i), *(self.regions.below(top) if top != i else ())}
        # "Sanctions to starve it of money": what they are for is not what they bear on.
        aims = {t for c in g.kids(i, "acl", "advcl") if "to" in g.marks(c) for t in self.document.subtree(c)}
        region = tuple(sorted(around - aims - {i}))
        issuer, target = self.parties.issuer_of(top, i), self.parties.target_of(top, i)
        governed = self._act_on(top)
        lifted = governed is not None and governed[1].act == "relief" and row.act == "restriction" and self._sanctioning
        if not lifted and not self._fits(i, row, region, target):
            return
        if g.case(i) == "to" and g.lemma(g.tokens[i].head) in _COMPARED:
            return
        if not target and self._traded(region):
            target = self.parties.target_in(region, issuer)
        if governed is None and top != i:
            governed = self._act_on(i)
        if governed is not None:
            verb, does = governed
            about = g.lemma(verb) in _TALK and self._definite(i)
            issuer = issuer if issuer or about else self.parties.issuer_by(verb)
            target = target or self.parties.target_by(verb, issuer)
            if not target and g.case(top) == "under":
                placed = g.surface_subjects(verb) if g.passive(verb) else g.objects(verb)
                target = self.parties.entities(placed)
            stage, dead = self.stages.stage(verb, does)
            if dead:
                return
            stage = "in_force" if about and stage == "proposed" else stage
            act = does.act or row.act
            if does.act == "relief" and self.stages.negated(verb):
                act, stage = row.act, "in_force"
            definite = self._definite(i) or g.case(top) == "under"
            yield Anchor(
                i, verb, "noun", act, stage, row.flow, row.commodity, issuer, target, region, definite=definite
            )
        elif self._under(top):
            target = target or self.parties.subjects_of_clause(top)
            yield Anchor(
                i, top, "noun", row.act, "in_force", row.flow, row.commodity, issuer, target, region, definite=True
            )
        elif (issuer and target) or (
            row.act in ("ban", "asset_freeze", "travel_ban", "embargo") and (target or self._traded(region))
        ):
            stage, dead = self.stages.stage(top, VerbRow("noun", None, "in_force"))
            stage = "adopted" if stage == "in_force" and self._is_new(i) else stage
            if not dead:
                yield Anchor(i, top, "noun", row.act, stage, row.flow, row.commodity, issuer, target, region)
        else:
            yield from self._trade_under(i)

    def _fits(self, i: int, row: NounRow, region: tuple[int, ...], target: tuple[Entity, ...]) -> bool:
        """Whether what the row needs stands by."""
        g = self.grammar
        adjectives = {g.lemma(c) for c in g.kids(i, "amod", "compound")}
        if row.needs == "good":
            return self._traded(region)
        if row.needs == "target":
            return bool(target) or bool(find_commodities(self.document, region))
        if row.needs == "economic":
            return bool(adjectives & ECONOMIC)
        if row.needs == "sanctioning":
            return bool(adjectives & SANCTIONING) and bool(target)
        if row.needs == "asset":
            return "asset" in kinds_in(self.document, region)
        return True

    def _traded(self, region: Iterable[int]) -> bool:
        region = tuple(region)
        return bool(kinds_in(self.document, region)) or bool(find_commodities(self.document, region))

    def _act_on(self, i: int) -> tuple[int, VerbRow] | None:
        """The verb or noun of action whose object the noun at ``i`` is, and its row."""
        g = self.grammar
        head = g.tokens[i].head
        if g.base(i) in ("nmod", "compound") and self.words.verb(g.lemma(head), "action"):
            return head, self.words.verb(g.lemma(head), "action")[0]
        current = i
        for _ in range(_MAX_CLIMB):
            # "Sanctions imposed on Pyongyang": the participle hangs on the noun.
            for c in (*g.kids(current, "acl"), *(k for k in g.kids(current, "conj") if g.tokens[k].pos == "VERB")):
                row = self._verb_row(c, None)
                if row is not None and g.participle(c):
                    return c, row
            head, dep = g.tokens[current].head, g.tokens[current].dep
            if head == current:
                return None
            base = dep.partition(":")[0]
            case = g.case(current)
            if g.tokens[head].pos in ("ADJ", "NUM") and base == "nsubj" and not g.passive(head):
                # "The latest sanctions were the third imposed": the predicate carries the participle.
                current = head
                continue
            if g.tokens[head].pos in ("VERB", "ADJ") and base in (
                "obj",
                "nsubj",
                "obl",
                "xcomp",
                "ccomp",
                "advcl",
                "dep",
                "iobj",
            ):
                if base == "nsubj" and dep != "nsubj:pass" and not g.passive(head):
                    # "Sanctions against Iran remain".
                    row = self._verb_row(head, None)
                    return (head, row) if row and row.stage == "in_force" and g.lemma(head) == "remain" else None
                row = self._verb_row(head, case if base == "obl" else None)
                return (head, row) if row is not None else None
            if g.tokens[head].pos in ("NOUN", "PROPN") and base in ("nmod", "compound", "conj", "appos", "nsubj"):
                rows = self.words.verb(g.lemma(head), "action")
                if rows and base in ("nmod", "compound"):
                    return head, rows[0]
                # "The latest sanctions were the third imposed": the predicate carries the participle.
                current = head
                continue
            return None
        return None

    def _verb_row(self, v: int, case: str | None) -> VerbRow | None:
        """The row of verb ``v`` for a noun of sanctions as its object, or after preposition ``case``."""
        g = self.grammar
        particles = {g.tokens[c].lower for c in g.children[v] if g.tokens[c].dep in ("compound:prt", "advmod")}
        for row in self.words.verb(g.lemma(v), "noun_act"):
            if row.particle and row.particle != case and row.particle not in particles:
                continue
            if not row.particle and case is not None and case not in ("to", "with", "by", "on", "for", "under", "in"):
                continue
            return row
        return None

    def _under(self, i: int) -> bool:
        """Whether the noun follows "under", "subject to": its subject is the one sanctioned."""
        g = self.grammar
        governor = g.lemma(g.tokens[i].head)
        return (
            g.case(i) == "under"
            and governor not in ("say", "ban", "bar")
            or (g.case(i) == "to" and governor == "subject")
        )

    def _trade_under(self, i: int) -> Iterator[Anchor]:
        """ "Imported no coal in the second month of those trade sanctions": the clause says what the sanctions ban."""
        g = self.grammar
        definite = {g.tokens[c].lower for c in g.kids(i, "det")} & {"the", "those", "these"}
        if not definite:
            return
        sentence = self.document.sentence_of(i)
        for v in range(sentence.start, i):
            if g.tokens[v].pos != "VERB" or not self.words.verb(g.lemma(v), "trade"):
                continue
            region = tuple(t for t in self.regions.below(v) if t < i)
            if not find_commodities(self.document, region):
                continue
            none = any(g.tokens[t].lower in ("no", "not", "n't", "any", "zero") for t in (*region, *g.children[v]))
            act: Act = "ban" if none else "restriction"
            target = self.parties.target_in(region)
            flow = self._direction(v, target)
            yield Anchor(i, v, "mention", act, "in_force", flow, None, (), target, region)
            return

    def _from_verb(self, v: int) -> Iterator[Anchor]:
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
        target = self.parties.target_in(region, issuer) or self.parties.target_by(v, issuer)
        if row.kind == "designate":
            if self._designates(v, region):
                yield Anchor(v, v, "designate", "other", stage, None, None, issuer, target, region)
            return
        if not self._restricts(v, lemma, region, issuer, target):
            return
        act = row.act or "restriction"
        if lemma in ("starve", "inspect"):
            act = "restriction"
        by_instrument = self._by_sanctions(v)
        yield Anchor(v, v, "restrict", act, stage, None, None, issuer, target, region, definite=by_instrument)

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
        flow = self._direction(v, target)
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

    def _definite(self, i: int) -> bool:
        """Whether the noun points back to sanctions already spoken of: "the fresh sanctions", "those restrictions"."""
        g = self.grammar
        pointing = {"the", "these", "those", "this", "that", "such"}
        return any(g.tokens[c].lower in pointing for c in g.kids(i, "det")) or any(
            g.tokens[c].lower in ("latest", "existing") for c in g.kids(i, "amod")
        )

    def _is_new(self, i: int) -> bool:
        return any(self.grammar.lemma(c) in _NEW for c in self.grammar.kids(i, "amod"))

    def _direction(self, v: int, target: tuple[Entity, ...]) -> Flow | None:
        kind = kinds_in(self.document, [v])
        if "import" in kind:
            return "import_from_target"
        return "export_to_target" if kind & {"export", "move"} else None
