"""Figures that move or are measured: trade, prices, output; "prices fell", "imported no coal", "increases in fuel
imports"."""

from __future__ import annotations

from collections.abc import Iterator

from detente.language.document import Sentence
from detente.mentions.types import Quantity
from detente.observations.commodities import Commodity, find_commodities
from detente.observations.readings import Reading, Setting, change_table, series_table
from detente.records import Change, Entity, Series

_NONE = frozenset({"no", "zero", "nil"})
_AUXILIARY_BEGIN = frozenset({"begin", "start", "continue", "resume", "keep"})
# Verbs by which a figure has a level without having moved: "imports came to 3 million dollars".
_STOOD = frozenset({"come", "amount", "total", "stand", "reach"})
# In the singular they are one thing, which moves otherwise: "the flight crashed".
_ONE = frozenset({"flight", "refugee", "attack", "shipment", "delivery"})
_FIGURES = frozenset({"figure", "rate"})
_NO_AMOUNT = frozenset({None, "percent", "person", "year", "month", "week", "day", "hour", "minute"})
_NEIGHBOURS = frozenset({"neighbour", "neighbor", "ally", "partner"})
_AIMING = frozenset(
    "urge want call demand seek ask expect fear plan propose avoid prevent agree promise pledge hope aim need".split()
)
_MODALS = frozenset("would could may might should will shall can must 'll ’ll to".split())


class FigureReader:
    """Reads trade figures, prices and output out of the sentences of one report."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.grammar = setting.grammar
        self.document = setting.document
        # The figure read last: "exports to X", "its neighbour" go on from it.
        self.last: Reading | None = None

    def read(self, sentence: Sentence) -> Iterator[Reading]:
        """The readings of one sentence."""
        for reading in self._read(sentence):
            self.last = reading
            yield reading

    def _read(self, sentence: Sentence) -> Iterator[Reading]:
        g = self.grammar
        verbs, changes, nouns = series_table("VERB"), change_table("VERB"), change_table("NOUN")
        turned = change_table("MOVE")
        for i in range(sentence.start, sentence.end):
            pos = g.tokens[i].pos
            if pos not in ("VERB", "NOUN"):
                continue
            lemma = g.lemma(i)
            if pos == "VERB":
                if lemma in changes:
                    yield from self._moved(i, changes[lemma], g.surface_subjects(i))
                elif lemma in turned:
                    yield from self._moved(i, turned[lemma], g.objects(i))
                elif lemma in _STOOD:
                    yield from self._moved(i, None, g.surface_subjects(i))
                if lemma in verbs and verbs[lemma][1] == "goods":
                    yield from self._traded(i, verbs[lemma][0])
            elif lemma in nouns:
                yield from self._nominal(i, nouns[lemma])

        yield from self._levels(sentence)

    # --- "inflation was 31 percent", "oil exports of 2 million barrels"

    def _levels(self, sentence: Sentence) -> Iterator[Reading]:
        g = self.grammar
        table = series_table("NOUN")
        for quantity in self.setting.numbers(sentence.i):
            if quantity.ordinal or quantity.unit is None or quantity.casualty is not None:
                continue
            q = quantity.head
            if quantity.per is not None and g.case(q) is None:
                # "Exports of 2 million barrels a day", where the day is taken for the head.
                q = next((t for t in range(quantity.start, quantity.end) if g.case(t) in ("of", "at")), q)
            linked = bool(g.kids(q, "cop"))
            named = g.case(q) in ("of", "at") or g.base(q) == "compound"
            nouns = g.kids(q, "nsubj") if linked else [g.tokens[q].head] if named else []
            noun = g.unpack(nouns[0]) if nouns else q
            row = table.get(g.lemma(noun)) if nouns and g.tokens[noun].pos == "NOUN" else None
            if row is None or not _fits(row[1], quantity.unit) or self._unreal(q if linked else g.tokens[noun].head):
                continue
            above = g.lemma(g.tokens[noun].head)
            agreed = above == "agree" and g.base(noun) == "obj"  # "agreed a fund of 3 million", not "agreed on"
            if above in change_table("VERB") or not (linked or agreed) and self._planned(noun):
                continue
            about, partner = self._parties(noun, q)
            if about is None:
                continue
            yield Reading(
                token=noun,
                governor=q if linked else noun,
                subject=about,
                series=row[0],
                item=self._item(noun),
                why="change",
                partner=partner,
                value=quantity.value,
                unit=quantity.unit,
                evidence=(q,),
            )

    # --- "fuel prices began to fall in November"

    def _moved(self, v: int, change: Change | None, named: list[int]) -> Iterator[Reading]:
        """The figures among ``named``, the subjects of ``v`` or, of "cut" and "raise", the objects."""
        g = self.grammar
        table = series_table("NOUN")
        if self._unreal(v):
            return
        turned = g.lemma(v) in change_table("MOVE")
        for subject in named:
            head = g.unpack(subject)
            row = table.get(g.lemma(head))
            if row is None or row[1] not in _FIGURES or g.tokens[head].lower in _ONE:
                continue
            series, item = row[0], self._item(head)
            quantity = self._level(v)
            if (change is None or turned) and (
                quantity is None or quantity.casualty is not None or not _fits(row[1], quantity.unit)
            ):
                continue
            about, partner = self._parties(head, v)
            if about is None:
                return
            yield Reading(
                token=head,
                governor=v,
                subject=about,
                series=series,
                item=item,
                why="change",
                partner=partner,
                value=quantity.value if quantity else None,
                unit=quantity.unit if quantity else None,
                change=change,
                evidence=(v, *((quantity.head,) if quantity else ())),
            )

    def _unreal(self, v: int) -> bool:
        """Whether the clause only expects or supposes the change."""
        g = self.grammar
        if any(g.tokens[c].lower in _MODALS for c in g.kids(v, "aux")):
            return True
        if "to" in g.marks(v):
            head = g.tokens[v].head
            return g.lemma(head) not in _AUXILIARY_BEGIN or any(
                g.tokens[c].lower in _MODALS for c in g.kids(head, "aux")
            )
        return bool(g.marks(v) & {"if", "unless"})

    def _level(self, v: int) -> Quantity | None:
        """The number that the figure moved to ("fell to 34 million euros", "fell below $30"); else by how much."""
        g = self.grammar
        inside = set(self.document.subtree(v))
        near = [q for q in self.setting.numbers(g.tokens[v].sent) if q.head in inside and not q.ordinal and q.start > v]
        levels = [q for q in near if self._case(q) in ("to", "below", "above", "at", "past", "under", "over")]
        amounts = [
            q
            for q in near
            if q.unit is not None
            and self._case(q) in ("by", None, "")
            and q.unit not in ("year", "month", "week", "day")
        ]
        return next(iter(levels or amounts), None)

    def _case(self, quantity: Quantity) -> str | None:
        g = self.grammar
        case = g.case(quantity.head)
        # Words such as "below" bound the number and so begin it.
        for t in (quantity.start, quantity.start - 1):
            if t >= 0 and g.tokens[t].lower in ("to", "below", "above", "at", "by", "from", "past", "under", "over"):
                return g.tokens[t].lower
        return case

    def _item(self, noun: int) -> str:
        """What the figure is of: "fuel" for "fuel prices", "coal" for "exports of coal", else the noun itself."""
        g = self.grammar
        near = [c for c in g.kids(noun, "compound", "amod") if g.tokens[c].pos in ("NOUN", "PROPN", "ADJ")]
        near += [t for c in g.obliques(noun, "of", "for", "in") for t in self.document.subtree(c)]
        goods = find_commodities(self.document, near)
        if goods:
            return self.setting.words(goods[0].start, goods[0].end)
        plain = [c for c in g.kids(noun, "compound") if g.tokens[c].pos == "NOUN"]
        if plain:
            return self.setting.words(min(plain), noun + 1)
        lemma = g.tokens[noun].lemma.lower()
        return "goods" if series_table("NOUN").get(lemma, ("", ""))[0] in ("imports", "exports") else lemma

    def _parties(self, noun: int, v: int) -> tuple[Entity | None, Entity | None]:
        """Whose figure it is, and with whom: "trade between A and B", "A's exports to B", "North Korean coal
        exports"."""
        g, setting = self.grammar, self.setting
        between = [e for c in g.obliques(noun, "between") for t in g.conjuncts(c) if (e := setting.entity([t]))]
        if len(between) == 1 and (other := self._joined(noun)) is not None and other.key != between[0].key:
            between.append(other)
        if len(between) >= 2:
            return between[0], between[1]
        partner = setting.entity(g.obliques(noun, "to", "from", "with", "into")) or self._beside(noun)
        owner = setting.entity(c for c in (*g.kids(noun, "nmod:poss"), *g.kids(noun, "amod", "compound")))
        about = owner or between[0] if between else owner
        if about is None:
            about = setting.entity(g.obliques(noun, "in", "of", "by"))
        if about is None and partner is not None:
            about = self._trader(noun, partner)
        if about is None and partner is None and (last := self._going_on(noun)) is not None:
            return last.subject, last.partner
        if about is None:
            about = self._within(noun, v) or setting.fallback(noun)
        if partner is not None and about is not None and partner.key == about.key:
            partner = None
        return about, partner

    def _joined(self, noun: int) -> Entity | None:
        """Who is named behind "and" in "trade between A and B", wherever the parse hangs it."""
        tokens, mentions = self.grammar.tokens, self.setting.mentions
        first = next((m for c in self.grammar.obliques(noun, "between") if (m := mentions.actor_at(c))), None)
        at = first.end if first is not None else len(tokens)
        if at + 1 >= len(tokens) or tokens[at].lower != "and":
            return None
        at += 2 if tokens[at + 1].pos == "DET" and at + 2 < len(tokens) else 1
        other = mentions.actor_at(at)
        return other.entity if other is not None and other.entity.country else None

    def _beside(self, noun: int) -> Entity | None:
        """The actor right after ``noun`` and its preposition ("exports to X"), wherever the parse hangs it."""
        tokens = self.grammar.tokens
        if noun + 2 >= len(tokens) or tokens[noun + 1].lower not in ("to", "from", "with"):
            return None
        mention = self.setting.mentions.actor_at(noun + 2)
        same = tokens[noun + 2].sent == tokens[noun].sent
        return mention.entity if mention is not None and same and mention.entity.country else None

    def _trader(self, noun: int, partner: Entity) -> Entity | None:
        """Who trades with ``partner``: the subject of the figure before, else the country last named, but not the
        partner."""
        last = self.last.subject if self.last else None
        if last is not None and last.country and last.country != partner.country:
            return last
        return self.setting.before(noun, partner)

    def _going_on(self, noun: int) -> Reading | None:
        """The trade last read of in the sentences right before, which bare "imports", "exports" go on to tell of."""
        g, last = self.grammar, self.last
        if last is None or last.partner is None or g.lemma(noun) not in ("import", "export"):
            return None
        return last if g.tokens[noun].sent - g.tokens[last.token].sent <= 2 else None

    def _within(self, noun: int, v: int) -> Entity | None:
        """The place that the sentence says it reports on ("events inside X")."""
        return self.setting.place(self.grammar.tokens[v].sent)

    # --- "imported no iron ore, coal or lead"

    def _traded(self, v: int, series: Series) -> Iterator[Reading]:
        g, setting = self.grammar, self.setting
        if any(g.tokens[c].lower in _MODALS for c in g.kids(v, "aux", "mark")):
            return
        objects = g.objects(v)
        region = sorted(
            {t for o in objects for t in self.document.subtree(o) if g.tokens[t].sent == g.tokens[v].sent and t != v}
        )
        region = [t for t in region if not self._later_clause(t, v)]
        goods = find_commodities(self.document, region)
        if not goods:
            return
        about = setting.entity(g.subjects(v)) or setting.entity(g.surface_subjects(v))
        if about is None:
            return
        denied = [c for c in g.children[v] if g.tokens[c].lower in ("not", "n't", "n’t", "never")]
        none = denied or [t for t in region if t < goods[0].start and g.tokens[t].lower in _NONE]
        partner = self._partner(v, region, about)
        for good in goods:
            quantity = None if none else self._amount(v, good, goods)
            if not none and quantity is None:
                continue
            yield Reading(
                token=good.end - 1,
                governor=v,
                subject=about,
                series=series,
                item=setting.words(good.start, good.end),
                why="trade",
                partner=partner,
                value=0.0 if none or quantity is None else quantity.value,
                unit=None if none or quantity is None else quantity.unit,
                change="none" if none else None,
                evidence=(v, *none),
            )

    def _later_clause(self, t: int, v: int) -> bool:
        g = self.grammar
        for a in (t, *self.document.ancestors(t)):
            if a == v:
                return False
            if g.tokens[a].dep == "acl:relcl" or g.base(a) in ("advcl", "parataxis"):
                return True
        return False

    def _amount(self, v: int, good: Commodity, goods: list[Commodity]) -> Quantity | None:
        """The number that belongs to ``good``: the nearest one before it, else the clause's only one."""
        numbers = [q for q in self.setting.numbers(self.grammar.tokens[v].sent) if q.start > v - 12 and not q.ordinal]
        numbers = [
            q for q in numbers if q.unit not in ("percent", "year", "month", "day", "week") and q.casualty is None
        ]
        before = [q for q in numbers if q.start < good.start and good.start - q.end <= 4]
        if before:
            return before[-1]
        after = [q for q in numbers if good.end <= q.start <= good.end + 4 and len(goods) == 1 and q.unit is not None]
        return after[0] if after else None

    def _partner(self, v: int, region: list[int], about: Entity) -> Entity | None:
        g, setting = self.grammar, self.setting
        near = [c for c in g.kids(v, "obl") if g.case(c) in ("from", "to", "with", "by")]
        found = setting.entity(near)
        if found is None:
            inner = [t for t in region if g.base(t) in ("amod", "compound", "nmod")]
            found = setting.entity(inner)
        described = any(g.lemma(c) in _NEIGHBOURS for c in near)
        if described and (found is None or found.key == about.key) and self.last is not None:
            known = (self.last.partner, self.last.subject)
            found = next((e for e in known if e is not None and e.country != about.country), None)
        return found if found is not None and found.key != about.key else None

    # --- "increases in humanitarian assistance, fuel imports and flights"

    def _nominal(self, noun: int, change: Change) -> Iterator[Reading]:
        g, setting = self.grammar, self.setting
        if g.lemma(noun) == "collapse" or self._planned(noun):
            return
        table = series_table("NOUN")
        for first in g.obliques(noun, "in", "of"):
            for c in g.conjuncts(first):
                row = table.get(g.lemma(c))
                goods = find_commodities(self.document, [t for t in self.document.subtree(c) if t <= c])
                if (row is None or row[1] not in _FIGURES) and not goods:
                    continue
                series: Series = row[0] if row else "other"
                about, partner = self._parties(c, noun)
                if about is None:
                    continue
                start = min([c, *(k for k in g.kids(c, "compound", "amod") if g.tokens[k].pos in ("NOUN", "ADJ"))])
                item = self._item(c) if series in ("imports", "exports", "price") else setting.words(start, c + 1)
                quantity = next(
                    (q for q in setting.numbers(g.tokens[noun].sent) if g.tokens[q.head].head == noun), None
                )
                yield Reading(
                    token=c,
                    governor=noun,
                    subject=about,
                    series=series,
                    item=item,
                    why="nominal",
                    partner=partner,
                    value=quantity.value if quantity and not quantity.ordinal else None,
                    unit=quantity.unit if quantity and not quantity.ordinal else None,
                    change=change,
                    evidence=(noun,),
                )

    def _planned(self, noun: int) -> bool:
        """Whether the change is only called for, aimed at or feared: "agree on an increase", "steps to a reduction"."""
        g = self.grammar
        for a in self.document.ancestors(noun):
            if any(g.tokens[c].lower in _MODALS for c in g.kids(a, "aux")):
                return True
            if g.tokens[a].pos == "VERB" and g.base(a) != "conj":
                aimed = "to" in g.marks(a) and g.lemma(g.tokens[a].head) not in _AUXILIARY_BEGIN
                return aimed or g.lemma(a) in _AIMING
        return False


def _fits(note: str, unit: str | None) -> bool:
    """Whether a number of ``unit`` can be the level of such a figure: only rates are levels in percent."""
    return note in _FIGURES and (unit not in _NO_AMOUNT or (note == "rate" and unit == "percent"))
