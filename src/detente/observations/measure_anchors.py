"""Where a sentence speaks of a measure: the noun or verb that names it, its stage, who issues it and whom it hits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from detente.language.document import Document, Sentence
from detente.mentions.types import Mentions
from detente.observations.commodities import find_commodities, kinds_in
from detente.observations.grammar import Grammar
from detente.observations.measure_merge import Merger
from detente.observations.measure_parties import PartyFinder
from detente.observations.measure_regions import Regions
from detente.observations.measure_stage import StageReader
from detente.observations.measure_types import Anchor
from detente.observations.measure_verbs import VerbReader, direction
from detente.observations.sanction_words import (
    CARRIERS,
    ECONOMIC,
    SANCTIONING,
    NounRow,
    VerbRow,
    noun_at,
    sanction_words,
)
from detente.records import Act, Entity

_NEW = frozenset("new fresh latest harsh sweeping tough tougher additional further".split())
_COMPARED = frozenset({"tantamount", "amount", "akin", "equivalent", "similar", "equate", "compare"})
# Verbs of talk about sanctions that stand: "the ministers discussed the sanctions".
_TALK = frozenset({"discuss", "debate"})
_MAX_CLIMB = 6


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
        self.verbs = VerbReader(document, self.grammar, self.regions, self.parties, self.stages)
        self.merger = Merger(document, self.grammar)
        # By sentence, the target of the sanctions last spoken of in it, be they a measure of their own or not.
        self.named: dict[int, tuple[Entity, ...]] = {}
        self._sanctioning = any(t.lemma.lower() in ("sanction", "sanctions", "embargo") for t in document.tokens)

    def find(self, sentence: Sentence) -> list[Anchor]:
        """The anchors of ``sentence`` in text order, those that say the same thing twice merged."""
        found: list[Anchor] = []
        for i in range(sentence.start, sentence.end):
            row = noun_at(self.grammar, i)
            if row is not None:
                found += self._from_noun(i, row)
            elif self.grammar.tokens[i].pos in ("VERB", "ADJ"):
                found += self.verbs.read(i)
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
        if row.act in ("asset_freeze", "travel_ban"):
            # "Asset freezes and bans on financing": what the next measure bears on is not what is frozen.
            aims |= {t for c in g.kids(i, "conj") if noun_at(g, c) for t in self.document.subtree(c)}
        region = tuple(sorted(around - aims - {i}))
        issuer, target = self.parties.issuer_of(top, i), self.parties.target_of(top, i)
        if target:
            self.named[self.grammar.tokens[i].sent] = target
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
            if not target and does.act == "relief":
                # "The Iran sanctions ended when restrictions were lifted".
                target = self.named.get(g.tokens[i].sent, ())
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
            return self._traded(region) and not (row.words == ("halt",) and self._of_force(i))
        if row.needs == "target":
            return bool(target) or bool(find_commodities(self.document, region))
        if row.needs == "economic":
            return bool(adjectives & ECONOMIC)
        if row.needs == "sanctioning":
            return bool(adjectives & SANCTIONING) and bool(target)
        if row.needs == "asset":
            return "asset" in kinds_in(self.document, region)
        return True

    def _of_force(self, i: int) -> bool:
        """Whether a "halt" is one of fighting: goods joined to it further on ("..., the entry of fuel") are not hit."""
        g = self.grammar
        over = [c for c in g.kids(i, "nmod") if g.case(c) in ("to", "on", "in", "of")]
        own = [t for c in over[:1] for t in self.document.subtree(c) if g.tokens[t].pos != "PUNCT"]
        joined = {t for c in over[:1] for k in g.kids(c, "conj", "appos") for t in self.document.subtree(k)}
        return bool(over) and not self._traded(t for t in own if t not in joined)

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
            flow = direction(self.document, v)
            yield Anchor(i, v, "mention", act, "in_force", flow, None, (), target, region)
            return

    def _definite(self, i: int) -> bool:
        """Whether the noun points back to sanctions already spoken of: "the fresh sanctions", "those restrictions"."""
        g = self.grammar
        pointing = {"the", "these", "those", "this", "that", "such"}
        return any(g.tokens[c].lower in pointing for c in g.kids(i, "det")) or any(
            g.tokens[c].lower in ("latest", "existing") for c in g.kids(i, "amod")
        )

    def _is_new(self, i: int) -> bool:
        return any(self.grammar.lemma(c) in _NEW for c in self.grammar.kids(i, "amod"))
