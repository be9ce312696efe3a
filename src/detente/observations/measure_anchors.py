"""Where a sentence speaks of a measure: the noun or verb that names it, its stage, who issues it and whom it hits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from detente.language.document import Document, Sentence
from detente.mentions.types import Mentions
from detente.observations.commodities import find_commodities, kinds_in
from detente.observations.grammar import Grammar
from detente.observations.sanction_words import (
    CARRIERS,
    ECONOMIC,
    SANCTIONING,
    NounRow,
    VerbRow,
    noun_at,
    sanction_words,
)
from detente.records import Act, Entity, Flow, Stage, unique

AnchorKind = Literal["noun", "restrict", "designate", "trade", "mention"]
_TARGET_CASES = ("on", "against", "upon", "toward", "towards", "over", "for", "to", "at")
_MODAL_PLANS = frozenset("will would shall should could may might 'll ’ll can".split())
_NEGATIONS = frozenset("not n't n’t never no neither nor cannot without".split())
_CONDITIONS = frozenset({"if", "once", "unless", "until"})
# Verbs of the table that restrict only when what they restrict is trade: they are everyday words otherwise.
_EVERYDAY = frozenset(
    "limit restrict curb curtail reduce cut stop halt suspend block bar starve inspect freeze expel repatriate send".split()
)
_FORBIDS = frozenset({"cannot", "ca"})
_NEW = frozenset("new fresh latest harsh sweeping tough tougher additional further".split())
_CHAMBERS = frozenset({"house", "senate", "congress", "parliament", "lawmakers", "committee", "duma", "bundestag"})
_ADJUNCTS = frozenset("following after since despite amid because before during under besides until as in".split())
# Whose subject is not the one who issues the sanctions.
_NOT_ISSUING = frozenset(
    "face remain support back welcome violate breach flout break defy evade skirt circumvent dodge bypass bust risk see hit include".split()
)
_MAX_CLIMB = 6


@dataclass(frozen=True, slots=True)
class Anchor:
    """A measure as a sentence has it: ``token`` names it, ``verb`` says what is done with it (or is ``token`` itself)."""

    token: int
    verb: int
    kind: AnchorKind
    act: Act
    stage: Stage
    flow: Flow | None
    commodity: str | None
    issuer: tuple[Entity, ...]
    target: tuple[Entity, ...]
    region: tuple[int, ...]
    extra: tuple[int, ...] = ()
    definite: bool = True


class AnchorFinder:
    """Finds the anchors of one document, sentence by sentence."""

    def __init__(self, document: Document, mentions: Mentions) -> None:
        self.document = document
        self.grammar = Grammar(document)
        self.mentions = mentions
        self.words = sanction_words()
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
        return self._merged(sorted(found, key=lambda a: a.token))

    # --- nouns

    def _from_noun(self, i: int, row: NounRow) -> Iterator[Anchor]:
        g = self.grammar
        top = i
        if g.base(i) in ("compound", "nmod", "amod") and g.lemma(g.tokens[i].head) in CARRIERS and g.tokens[i].head > i:
            top = g.tokens[i].head
        elif g.base(i) == "compound" and g.tokens[i].head > i:
            return
        region = tuple(t for t in self._below(i) if t != i) + (tuple(self._below(top)) if top != i else ())
        issuer, target = self._issuer_of(top, i), self._target_of(top, i)
        governed = self._act_on(top)
        lifted = governed is not None and governed[1].act == "relief" and row.act == "restriction" and self._sanctioning
        if not lifted and not self._fits(i, row, region, target):
            return
        if governed is None and top != i:
            governed = self._act_on(i)
        if governed is not None:
            verb, does = governed
            issuer = issuer or self._issuer_by(verb)
            target = target or self._target_by(verb, issuer)
            stage, dead = self._stage(verb, does)
            if dead:
                return
            act = does.act or row.act
            if does.act == "relief" and self._negated(verb):
                act, stage = row.act, "in_force"
            yield Anchor(
                i, verb, "noun", act, stage, row.flow, row.commodity, issuer, target, region, definite=self._definite(i)
            )
        elif self._under(top):
            target = target or self._subjects_of_clause(top)
            yield Anchor(
                i, top, "noun", row.act, "in_force", row.flow, row.commodity, issuer, target, region, definite=False
            )
        elif (issuer and target) or (
            row.act in ("ban", "asset_freeze", "travel_ban", "embargo") and (target or self._traded(region))
        ):
            stage, dead = self._stage(top, VerbRow("noun", None, "in_force"))
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
            region = tuple(t for t in self._below(v) if t < i)
            if not find_commodities(self.document, region):
                continue
            none = any(g.tokens[t].lower in ("no", "not", "n't", "any", "zero") for t in (*region, *g.children[v]))
            act: Act = "ban" if none else "restriction"
            target = self._target_in(region)
            flow = self._direction(v, target)
            yield Anchor(i, v, "mention", act, "in_force", flow, None, (), target, region)
            return

    # --- verbs

    def _from_verb(self, v: int) -> Iterator[Anchor]:
        g = self.grammar
        lemma = g.lemma(v)
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
        region = self._object_region(v)
        stage, dead = self._stage(v, row)
        if dead:
            return
        issuer = self._issuer_by(v)
        target = self._target_in(region, issuer) or self._target_by(v, issuer)
        if row.kind == "designate":
            if self._designates(v, region):
                yield Anchor(v, v, "designate", "other", stage, None, None, issuer, target, region)
            return
        if not self._restricts(v, lemma, region, issuer, target):
            return
        act = row.act or "restriction"
        if lemma in ("starve", "inspect"):
            act = "restriction"
        yield Anchor(v, v, "restrict", act, stage, None, None, issuer, target, region)

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
        if lemma not in _EVERYDAY:
            return bool(goods or kinds)
        sanctioning = self._by_sanctions(v)
        if lemma == "bar":
            return bool(kinds) and (sanctioning or g.passive(v))
        actor = bool(issuer) and bool(target) and {e.key for e in issuer}.isdisjoint(e.key for e in target)
        direction = bool(kinds & {"export", "import", "move", "access", "labour", "asset"})
        return direction and (
            sanctioning or (actor and lemma in ("cut", "halt", "suspend", "stop", "block", "restrict"))
        )

    def _by_sanctions(self, v: int) -> bool:
        """Whether sanctions, a resolution or a measure is the subject of ``v``."""
        g = self.grammar
        nouns = {
            "sanction",
            "resolution",
            "measure",
            "bill",
            "legislation",
            "act",
            "embargo",
            "law",
            "order",
            "package",
            "cap",
        }
        return any(g.lemma(s) in nouns or g.lemma(g.unpack(s)) in nouns for s in self._logical_subjects(v))

    def _forbidden_trade(self, v: int) -> Iterator[Anchor]:
        """ "EU countries cannot export arms": a verb of trade that is not allowed."""
        g = self.grammar
        helpers = {g.tokens[c].lower for c in g.kids(v, "aux")}
        negated = any(g.tokens[c].lower in _NEGATIONS for c in g.children[v])
        able = helpers & {"can", "ca", "may", "must", "could", "allowed", "permitted", "shall", "cannot"}
        head = g.tokens[v].head
        allowed = g.base(v) == "xcomp" and g.lemma(head) in ("allow", "permit", "authorise", "authorize")
        allowed = allowed and any(g.tokens[c].lower in _NEGATIONS for c in g.children[head])
        if not ((negated and able) or "cannot" in helpers or allowed):
            return
        region = self._object_region(v)
        if not find_commodities(self.document, region):
            return
        issuer = self._issuer_by(v)
        target = self._target_in(region, issuer)
        yield Anchor(v, v, "trade", "ban", "in_force", self._direction(v, target), None, issuer, target, region)

    # --- stage

    def _stage(self, v: int, row: VerbRow) -> tuple[Stage, bool]:
        """The stage of a measure at verb ``v``, and whether the clause is only a condition and so no measure."""
        g = self.grammar
        stage = row.stage
        current = v
        for _ in range(_MAX_CLIMB):
            if g.marks(current) & _CONDITIONS and g.base(current) == "advcl":
                return stage, True
            helpers = {g.tokens[c].lower for c in g.kids(current, "aux")}
            if helpers & _MODAL_PLANS and stage in ("adopted", "in_force", "lifted", "eased", "suspended"):
                if not (stage == "in_force" and row.kind != "noun_act"):
                    stage = "proposed"
            head = g.tokens[current].head
            if head == current:
                break
            base = g.base(current)
            if base in ("obl", "nmod") and g.case(current) in _ADJUNCTS:
                break
            if base in ("xcomp", "ccomp", "acl", "advcl", "obj", "obl", "nmod", "csubj"):
                framed = self._framed(current, head, stage)
                if framed is not None:
                    stage = framed
                if g.lemma(head) in ("vote", "pass", "agree", "decide") and base in ("obl", "obj", "xcomp", "advcl"):
                    if self._by_chamber(head):
                        stage = "proposed"
            elif base not in ("conj", "parataxis", "appos") or g.kids(current, "aux", "cop", "nsubj"):
                break
            if base == "ccomp" and g.tokens[head].pos == "VERB":
                break
            current = head
        if stage in ("violated", "evaded") and self._unreal(v):
            return stage, True
        if stage in ("adopted", "proposed") and any(
            g.lemma(t) in ("threat", "threaten") for t in range(max(0, v - 5), v)
        ):
            stage = "threatened"
        if g.lemma(v) == "face" or g.tokens[v].pos in ("NOUN", "PROPN"):
            return stage, False
        if stage == "adopted" and self._drafted(v):
            stage = "proposed"
        return stage, False

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
        return any(g.lemma(s) in ("resolution", "sanction", "measure") for s in self._logical_subjects(v))

    def _by_chamber(self, v: int) -> bool:
        g = self.grammar
        for s in self._logical_subjects(v):
            if any(g.tokens[t].lower in _CHAMBERS for t in self._below(s)):
                return True
        return False

    def _drafted(self, v: int) -> bool:
        """Whether the subject, or the noun that the clause hangs on, is a bill or a draft."""
        g = self.grammar
        heads = list(self._logical_subjects(v))
        if g.base(v) == "acl":
            heads.append(g.tokens[v].head)
        for s in heads:
            lemmas = {g.lemma(s)} | {g.lemma(c) for c in g.kids(s, "amod", "compound")}
            if lemmas & {"bill", "legislation", "draft", "draught", "proposal", "proposed"}:
                return True
        return False

    def _negated(self, v: int) -> bool:
        g = self.grammar
        return any(g.tokens[c].lower in _NEGATIONS for c in g.children[v])

    def _definite(self, i: int) -> bool:
        """Whether the noun points back to sanctions already spoken of: "the fresh sanctions", "those restrictions"."""
        g = self.grammar
        pointing = {"the", "these", "those", "this", "that", "such"}
        return any(g.tokens[c].lower in pointing for c in g.kids(i, "det")) or any(
            g.tokens[c].lower in ("latest", "existing") for c in g.kids(i, "amod")
        )

    def _is_new(self, i: int) -> bool:
        return any(self.grammar.lemma(c) in _NEW for c in self.grammar.kids(i, "amod"))

    # --- who

    def _logical_subjects(self, v: int) -> list[int]:
        g = self.grammar
        if g.tokens[v].pos in ("NOUN", "PROPN"):
            return g.kids(v, "nmod:poss") + [c for c in g.kids(v, "nmod") if g.case(c) in ("by", "from")]
        return g.subjects(v)

    def _entities(self, tokens: Iterable[int]) -> tuple[Entity, ...]:
        out: list[Entity] = []
        for t in tokens:
            for c in self.grammar.conjuncts(t):
                mention = self.mentions.actor_headed(c) or self.mentions.actor_at(c)
                if mention is not None:
                    out += [e for e in mention.entities if e.country is not None or e.kind == "organisation"]
        return unique(out)

    def _issuer_of(self, top: int, i: int) -> tuple[Entity, ...]:
        """Who the noun phrase says issues it: "UN sanctions", "Tokyo's measures", "imposed by the EU", "US-led"."""
        g = self.grammar
        for n in dict.fromkeys((i, top)):
            found = self._entities(g.kids(n, "nmod:poss"))
            if not found:
                found = self._entities(c for c in g.kids(n, "amod", "compound") if c < n) or self._before(n)
            if not found:
                found = self._entities(c for c in g.kids(n, "nmod") if g.case(c) in ("by", "from"))
            if found and self._sanctioned_by_name(n, found):
                continue
            if found:
                return found
        return ()

    def _sanctioned_by_name(self, n: int, found: tuple[Entity, ...]) -> bool:
        """ "The Iran sanctions regime", "North Korea sanctions": without a body that issues, the name is the target's."""
        g = self.grammar
        named = any(g.case(c) in ("on", "against") for c in g.kids(n, "nmod"))
        return not named and all((e.country or "") in _OFTEN_TARGETS for e in found)

    def _issuer_by(self, v: int) -> tuple[Entity, ...]:
        """Who does what verb or noun of action ``v`` says: its subject, or that of the verb that governs an infinitive."""
        g = self.grammar
        current = v
        for _ in range(3):
            if g.lemma(current) in _NOT_ISSUING:
                return ()
            subjects = self._logical_subjects(current)
            found = self._entities(subjects)
            for s in () if found else subjects:
                # "The UN resolution seeks to ban": the body that adopted it.
                found = self._entities(
                    (*g.kids(s, "nmod:poss", "compound", "amod"), *(c for c in g.kids(s, "nmod") if g.case(c) == "by"))
                ) or self._before(s)
                if found:
                    break
            head = g.tokens[current].head
            active = g.tokens[current].pos in ("NOUN", "PROPN") or not g.passive(current)
            onward = g.base(current) in ("xcomp", "acl") or (g.base(current) == "advcl" and "to" in g.marks(current))
            if found or not active or not onward or head == current:
                return found
            current = head
        return ()

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

    def _target_of(self, top: int, i: int) -> tuple[Entity, ...]:
        """Against whom the noun phrase is: "sanctions on Iran", "North Korean sanctions regime"."""
        g = self.grammar
        for n in dict.fromkeys((i, top)):
            for case in _TARGET_CASES[:5]:
                found = self._entities(c for c in g.kids(n, "nmod", "obl") if g.case(c) == case)
                if found:
                    return found
        for n in dict.fromkeys((top, i)):
            found = self._entities(c for c in g.kids(n, "amod", "compound", "nmod:poss") if c < n) or self._before(n)
            if found and self._sanctioned_by_name(n, found):
                return found
        return ()

    def _target_by(self, v: int, issuer: tuple[Entity, ...]) -> tuple[Entity, ...]:
        g = self.grammar
        mine = {e.key for e in issuer}
        for case in _TARGET_CASES:
            found = [
                e for e in self._entities(c for c in g.kids(v, "obl", "nmod") if g.case(c) == case) if e.key not in mine
            ]
            if found:
                return tuple(found)
        if g.lemma(v) == "face":
            return self._entities(g.subjects(v))
        if g.lemma(v) == "hit":
            return self._entities(g.kids(v, "obj"))
        return ()

    def _target_in(self, region: Iterable[int], issuer: tuple[Entity, ...] = ()) -> tuple[Entity, ...]:
        """The actor that a region of goods belongs to or goes to."""
        g = self.grammar
        mine = {e.key for e in issuer}
        found = []
        for t in region:
            base = g.base(t)
            if base in ("nmod", "obl", "amod", "compound") or g.tokens[t].dep == "nmod:poss":
                mention = self.mentions.actor_headed(t) or self.mentions.actor_at(t)
                if mention is not None and (
                    base in ("amod", "compound") or g.case(t) in ("to", "from", "of", "into", "with", "by", "for", None)
                ):
                    found += [e for e in mention.entities if e.country and e.key not in mine]
        return unique(found)[:1]

    def _subjects_of_clause(self, i: int) -> tuple[Entity, ...]:
        g = self.grammar
        for a in self.document.ancestors(i):
            found = self._entities(g.surface_subjects(a))
            if found:
                return found
        return self._entities(g.kids(i, "nsubj"))

    def _direction(self, v: int, target: tuple[Entity, ...]) -> Flow | None:
        kind = kinds_in(self.document, [v])
        if "import" in kind:
            return "import_from_target"
        return "export_to_target" if kind & {"export", "move"} else None

    # --- regions

    def _below(self, i: int) -> list[int]:
        """The subtree of ``i`` without relative clauses and clauses of time or reason."""
        g = self.grammar
        out, stack = [], [i]
        while stack:
            t = stack.pop()
            out.append(t)
            for c in g.children[t]:
                if g.tokens[c].dep in ("acl:relcl", "parataxis", "advcl:relcl") or g.marks(c) & {
                    "after",
                    "because",
                    "when",
                    "while",
                    "if",
                }:
                    continue
                stack.append(c)
        return sorted(out)

    def _object_region(self, v: int) -> tuple[int, ...]:
        """The tokens that say what verb ``v`` bears on: its objects, prepositional phrases and infinitives."""
        g = self.grammar
        out: list[int] = []
        passive = g.passive(v)
        for c in g.children[v]:
            base, dep = g.base(c), g.tokens[c].dep
            if base in ("obj", "obl", "xcomp", "iobj") or dep == "nsubj:pass" or (passive and base == "nsubj"):
                if dep == "obl:agent" or (base == "obl" and g.case(c) in ("by", "after", "since", "during", "in")):
                    continue
                out += self._below(c)
            elif base in ("advcl", "ccomp", "acl") and (g.marks(c) | {g.tokens[k].lower for k in g.kids(c, "case")}) & {
                "from",
                "on",
            }:
                out += self._below(c)
        for o in g.objects(v):
            if (
                passive
                and not find_commodities(self.document, self._below(o))
                and not kinds_in(self.document, self._below(o))
            ):
                # "EU countries are banned from selling": those who are barred, not what is.
                out = [t for t in out if t not in set(self._below(o))]
                continue
            if o not in out and g.tokens[o].sent == g.tokens[v].sent:
                out += [t for t in self._below(o) if t != v]
        return tuple(sorted(set(out)))

    # --- one thing said twice

    def _merged(self, anchors: list[Anchor]) -> list[Anchor]:
        """Fold "by capping them" into what it explains, and general sanctions into the measures that they consist of."""
        out = list(anchors)
        for one in anchors:
            for other in anchors:
                if one is other or one not in out or other not in out:
                    continue
                if self._explains(one, other):
                    out[out.index(one)] = self._joined(one, other)
                    out.remove(other)
                elif self._general(one) and other.act not in ("other", "relief") and self._inside(other.token, one):
                    out.remove(one)
                elif one.act == "relief" and self._inside_noun(other.token, one.token):
                    out.remove(other)
                elif one.verb == other.token and one.kind == "noun":
                    out.remove(other)
        return out

    def _explains(self, one: Anchor, other: Anchor) -> bool:
        """Whether ``other`` is a gerund after "by" that says how ``one`` is done."""
        g = self.grammar
        if other.kind not in ("restrict", "trade") or one.token == other.token:
            return False
        marks = g.marks(other.verb) | {g.tokens[c].lower for c in g.kids(other.verb, "case")}
        near = other.verb > 0 and g.tokens[other.verb - 1].lower in ("by", "through")
        if "by" not in marks and not near:
            return False
        head = g.tokens[other.verb].head
        chain = {one.verb, one.token, *self.document.ancestors(one.token)}
        return head in chain or (one.token < other.verb and other.verb - one.token < 14)

    @staticmethod
    def _joined(one: Anchor, other: Anchor) -> Anchor:
        act = other.act if other.act in ("cap", "ban") and one.act not in ("embargo", "relief") else one.act
        region = tuple(sorted({*one.region, *other.region}))
        return replace(one, act=act, extra=(*one.extra, other.token), region=region, target=one.target or other.target)

    @staticmethod
    def _general(anchor: Anchor) -> bool:
        return anchor.kind == "noun" and anchor.act == "other" and anchor.commodity is None

    def _inside_noun(self, token: int, noun: int) -> bool:
        return token != noun and noun in set(self.document.ancestors(token))

    def _inside(self, token: int, anchor: Anchor) -> bool:
        """Whether ``token`` hangs below what ``anchor`` does, by "include", "including", "such as" or as a complement."""
        top = anchor.verb
        return token != top and (
            top in set(self.document.ancestors(token)) or anchor.token in set(self.document.ancestors(token))
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
