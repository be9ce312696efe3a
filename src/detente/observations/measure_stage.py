"""How far a measure has come: proposed, threatened, adopted, in force, eased, lifted, violated."""

from __future__ import annotations

from detente.language.document import Document
from detente.observations.grammar import Grammar
from detente.observations.measure_regions import Regions
from detente.observations.sanction_words import VerbRow, sanction_words
from detente.records import Stage

_MODAL_PLANS = frozenset("will would shall should could may might 'll ’ll can".split())
_NEGATIONS = frozenset("not n't n’t never no neither nor cannot without".split())
_CONDITIONS = frozenset({"if", "once", "unless", "until"})
_CHAMBERS = frozenset({"house", "senate", "congress", "parliament", "lawmakers", "committee", "duma", "bundestag"})
_WISHES = frozenset(
    "demand call pledge promise proposal effort plan offer attempt bid condition ready willing push appeal "
    "request bill".split()
)
_ADJUNCTS = frozenset("following after since despite amid because before during under besides until as in".split())
_COMPLEMENTS = frozenset({"xcomp", "ccomp", "acl", "advcl", "obj", "obl", "nmod", "csubj"})
_DECISIONS = frozenset({"vote", "pass", "agree", "decide"})
# Who is urged to implement or keep sanctions is urged to do what binds already.
_URGING = frozenset({"call", "urge", "ask", "demand", "request", "press", "implore"})
_REFRAINING = frozenset("avoid refrain withhold omit drop withdraw lack exclude".split())
_MAX_CLIMB = 6


class StageReader:
    """Reads stages off verbs and what frames them."""

    def __init__(self, document: Document, grammar: Grammar, regions: Regions) -> None:
        self.document = document
        self.grammar = grammar
        self.regions = regions
        self.words = sanction_words()

    def stage(self, v: int, row: VerbRow) -> tuple[Stage, bool]:
        """The stage of a measure at verb ``v``, and whether the clause is only a condition and so no measure."""
        g = self.grammar
        stage = row.stage
        current = v
        for _ in range(_MAX_CLIMB):
            if g.marks(current) & _CONDITIONS:
                return stage, True
            if self._planned(current, stage, row):
                stage = "proposed"
            head, base = g.tokens[current].head, g.base(current)
            if head == current or (base in ("obl", "nmod") and g.case(current) in _ADJUNCTS):
                break
            if base in _COMPLEMENTS:
                kept = row.stage == "in_force" and g.lemma(head) in _URGING
                stage = stage if kept else self._framed(current, head, stage) or stage
                if g.lemma(head) in _DECISIONS and self._by_chamber(head):
                    stage = "proposed"
            elif base not in ("conj", "parataxis", "appos") or g.kids(current, "aux", "cop", "nsubj"):
                break
            if base == "ccomp" and g.tokens[head].pos == "VERB":
                break
            current = head
        if stage in ("violated", "evaded"):
            return stage, self._unreal(v)
        if row.stage == "threatened" and self._withheld(v):
            return stage, True
        return self._by_words(v, stage), False

    def _planned(self, v: int, stage: Stage, row: VerbRow) -> bool:
        """Whether "will", "would" and the like put what would be done into the future."""
        helpers = {self.grammar.tokens[c].lower for c in self.grammar.kids(v, "aux")}
        done = stage in ("adopted", "lifted", "eased", "suspended") or (stage == "in_force" and row.kind == "noun_act")
        return done and bool(helpers & _MODAL_PLANS)

    def _by_words(self, v: int, stage: Stage) -> Stage:
        """What the words right before the verb make of the stage, whatever the parse hangs it on."""
        g = self.grammar
        before = range(max(0, v - 5), v)
        if stage in ("adopted", "proposed") and any(g.lemma(t) in ("threat", "threaten") for t in before):
            return "threatened"
        # "A demand to lift", "efforts to impose".
        if stage != "threatened" and "to" in g.marks(v) and any(g.lemma(t) in _WISHES for t in before[-3:]):
            return "proposed"
        verb = g.lemma(v) != "face" and g.tokens[v].pos not in ("NOUN", "PROPN")
        return "proposed" if verb and stage == "adopted" and self._drafted(v) else stage

    def _withheld(self, v: int) -> bool:
        """Whether the threat at ``v`` is said not to be made: "did not threaten", "held back on any threat of"."""
        g = self.grammar
        head = g.tokens[v].head
        refrained = g.lemma(head) in _REFRAINING or (
            g.lemma(head) in ("hold", "stop") and any(g.tokens[c].lower in ("back", "short") for c in g.children[head])
        )
        return self.negated(v) or (refrained and g.base(v) in ("obj", "obl", "xcomp", "nmod"))

    def _unreal(self, v: int) -> bool:
        """Whether the act at ``v`` is only expected or possible."""
        g = self.grammar
        chain = [v, *self.document.ancestors(v)][:_MAX_CLIMB]
        return any(g.tokens[c].lower in _MODAL_PLANS for a in chain for c in g.kids(a, "aux"))

    def _framed(self, current: int, head: int, stage: Stage) -> Stage | None:
        g = self.grammar
        lemma = g.lemma(head)
        rows = self.words.verb(lemma, "frame") or self.words.verb(lemma, "action")
        if not rows or stage in ("violated", "evaded"):
            return None
        row = next((r for r in rows if r.kind == "frame" or r.stage in ("threatened", "proposed")), None)
        if row is None or (g.base(current) == "nmod" and row.kind == "frame" and lemma not in ("threat", "warning")):
            return None
        if lemma == "seek" and self._resolved(head):
            return None
        return row.stage

    def _resolved(self, v: int) -> bool:
        """Whether the one that "seeks to ban" is a resolution, which does so by being adopted."""
        g = self.grammar
        return any(g.lemma(s) in ("resolution", "sanction", "measure") for s in self.regions.logical_subjects(v))

    def _by_chamber(self, v: int) -> bool:
        g = self.grammar
        for s in self.regions.logical_subjects(v):
            if any(g.tokens[t].lower in _CHAMBERS for t in self.regions.below(s)):
                return True
        return False

    def _drafted(self, v: int) -> bool:
        """Whether the subject, or the noun that the clause hangs on, is a bill or a draft."""
        g = self.grammar
        heads = list(self.regions.logical_subjects(v))
        if g.base(v) == "acl":
            heads.append(g.tokens[v].head)
        for s in heads:
            lemmas = {g.lemma(s)} | {g.lemma(c) for c in g.kids(s, "amod", "compound")}
            if lemmas & {"bill", "legislation", "draft", "draught", "proposal", "proposed"}:
                return True
        return False

    def negated(self, v: int) -> bool:
        """Whether ``v`` has a word of negation."""
        g = self.grammar
        return any(g.tokens[c].lower in _NEGATIONS for c in g.children[v])
