"""The parts of a measure: the goods, the limit, the share, the ordinal, the purpose, the instrument and the date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from detente.language.document import Document
from detente.mentions.types import Mentions, Quantity, TimeMention, within
from detente.observations.commodities import Commodity, find_commodities, groups, kinds_in, text_of
from detente.observations.grammar import Grammar
from detente.observations.instruments import adopted_on, resolution_for, stated_instrument
from detente.observations.measure_types import Anchor
from detente.records import Entity, Flow, Limit, Ordinal, Report, Share, Span, When

_PERIODS = frozenset({"year", "month", "week", "quarter"})
_FLOW_OF_GROUP: dict[str, Flow] = {"labour": "labour", "finance": "finance", "services": "services"}
_PURPOSE_MARKS = (
    "in an attempt to",
    "in an effort to",
    "in a bid to",
    "in order to",
    "aimed at",
    "intended to",
    "designed to",
    "meant to",
    "so as to",
)
_PURPOSE_ENDS = frozenset({"following", "after", "while", "although", "said", '"', "\u201d", ";", "because", "but"})
_EXCLUDED_GOODS = frozenset({"funds", "money"})


@dataclass(frozen=True, slots=True)
class Goods:
    """What a measure bears on: the report's words, where they stand, and the flow."""

    text: str
    spans: tuple[Span, ...]
    flow: Flow | None


class PartFinder:
    """Reads the parts of measures out of one document."""

    def __init__(self, report: Report, document: Document, mentions: Mentions) -> None:
        self.report = report
        self.document = document
        self.grammar = Grammar(document)
        self.mentions = mentions
        # By target, the Council's resolution that the report was last found to tell of, with its day.
        self._latest: dict[str | None, tuple[str, date]] = {}
        self._quantities: dict[int, list[Quantity]] = {}
        for quantity in mentions.quantities:
            self._quantities.setdefault(document.tokens[quantity.start].sent, []).append(quantity)

    def sentence(self, anchor: Anchor) -> Span:
        """The sentence that holds the measure."""
        sentence = self.document.sentence_of(anchor.token)
        return self.report.span(*self.document.slice(sentence.start, sentence.end))

    def word(self, anchor: Anchor) -> Span:
        """The word that names the measure."""
        return self.report.span(*self.document.slice(anchor.token, anchor.token + 1))

    # --- goods and flow

    def goods(self, anchor: Anchor) -> list[Goods]:
        """The groups of goods in the measure's region, each with its flow; one empty group when there are none."""
        found = [c for c in find_commodities(self.document, anchor.region) if not self._aside(c, anchor)]
        if anchor.act in ("asset_freeze", "travel_ban", "relief") and anchor.act != "relief":
            found = (
                [c for c in found if c.kind == "finance" and c.name not in _EXCLUDED_GOODS]
                if anchor.act == "asset_freeze"
                else []
            )
        if anchor.kind == "designate":
            found = []
        if any(c.group == "goods" and c.name not in ("goods", "cargo") for c in found):
            found = [c for c in found if c.name != "goods" or self._head_good(c)]
        out = []
        for group in groups(found):
            out.append(Goods(self._text(group), self._spans(group), self._flow(anchor, group)))
        if out:
            return out
        return [Goods(anchor.commodity or "", (), self._flow(anchor, ()))]

    def _aside(self, commodity: Commodity, anchor: Anchor) -> bool:
        """Whether the words name a programme or technology that is not itself restricted ("its missile programme")."""
        tokens = self.document.tokens
        after = tokens[commodity.end].lemma.lower() if commodity.end < len(tokens) else ""
        return after in (
            "program",
            "programme",
            "test",
            "technology",
            "system",
            "launch",
            "firm",
            "company",
            "agency",
            "bank",
            "price",
            "price",
        )

    def _head_good(self, commodity: Commodity) -> bool:
        return commodity.end - commodity.start > 1

    def _text(self, group: tuple[Commodity, ...]) -> str:
        return text_of(self.document, group)

    def _spans(self, group: tuple[Commodity, ...]) -> tuple[Span, ...]:
        return tuple(self.report.span(*self.document.slice(c.start, c.end)) for c in group)

    def _flow(self, anchor: Anchor, group: tuple[Commodity, ...]) -> Flow | None:
        if group and group[0].group in _FLOW_OF_GROUP:
            return _FLOW_OF_GROUP[group[0].group]
        if anchor.kind == "designate":
            return None
        if anchor.flow is not None:
            return anchor.flow
        if anchor.act in ("asset_freeze",):
            return "finance"
        if anchor.act == "travel_ban":
            return "other"
        kinds = kinds_in(self.document, (*anchor.region, anchor.verb))
        if {"export", "import"} <= kinds:
            return None
        targets = {e.key for e in anchor.target}
        owner = self._owned(anchor, targets)
        if kinds & {"export"}:
            return "import_from_target" if owner else "export_to_target"
        if "import" in kinds:
            return "export_to_target" if owner == "own" else "import_from_target"
        if kinds & {"move", "access"}:
            return "export_to_target"
        for kind, flow in (("labour", "labour"), ("finance", "finance"), ("services", "services")):
            if kind in kinds and not group:
                return flow  # type: ignore[return-value]
        return None

    def _owned(self, anchor: Anchor, targets: set[tuple[str, str | None, str | None]]) -> Literal["own", "named", ""]:
        """How the trade is the target's: "own" ("Iran's imports", "exports by Iran"), "named" ("Iranian coal
        exports")."""
        g = self.grammar
        for t in anchor.region:
            if g.lemma(t) not in ("export", "import", "sale", "purchase"):
                continue
            for c in (k for k in g.children[t] if g.base(k) in ("amod", "compound", "nmod")):
                mention = self.mentions.actor_headed(c) or self.mentions.actor_at(c)
                if mention is None or not any(e.key in targets for e in mention.entities):
                    continue
                if g.tokens[c].dep == "nmod:poss" or g.case(c) == "by":
                    return "own"
                if g.base(c) in ("amod", "compound") or g.case(c) in ("from", "of"):
                    return "named"
        return ""

    # --- numbers

    def _numbers(self, anchor: Anchor) -> list[Quantity]:
        return self._quantities.get(self.document.tokens[anchor.token].sent, [])

    def limit(self, anchor: Anchor) -> Limit | None:
        """The most that a cap allows: the number with a unit that hangs on the measure's verb or noun."""
        quantity = self._limiting(anchor)
        return Limit(quantity.value, quantity.unit or "", quantity.per) if quantity else None

    def _limiting(self, anchor: Anchor) -> Quantity | None:
        if anchor.act not in ("cap", "restriction", "ban"):
            return None
        tops = (anchor.token, anchor.verb, *anchor.extra)
        best: tuple[int, Quantity] | None = None
        for quantity in self._numbers(anchor):
            if (
                quantity.ordinal
                or quantity.unit in (None, "percent", "person")
                or quantity.unit in ("year", "month", "day", "week")
            ):
                continue
            distance = min(abs(quantity.start - t) for t in tops)
            capped = anchor.act == "cap" or self._to_level(quantity)
            if capped and (best is None or distance < best[0]):
                best = (distance, quantity)
        return best[1] if best else None

    def _to_level(self, quantity: Quantity) -> bool:
        """ "Cut exports to 500,000 tonnes", "limited to": a level, not the size of a cut."""
        g = self.grammar
        before = self.document.tokens[quantity.start - 1].lower if quantity.start else ""
        return before in ("to", "at") or g.case(quantity.head) in ("to", "at")

    def share(self, anchor: Anchor) -> Share | None:
        """The part of a flow that the measure takes away, in per cent."""
        quantity = self._sharing(anchor)
        if quantity is None:
            return None
        value = quantity.value if quantity.unit == "percent" else round(100 * quantity.value, 1)
        return Share(value, quantity.bound != "exact")

    def _sharing(self, anchor: Anchor) -> Quantity | None:
        if anchor.act not in ("cap", "ban", "restriction", "embargo", "tariff"):
            return None
        near = [
            q
            for q in self._numbers(anchor)
            if (q.unit == "percent" or (q.unit is None and 0 < q.value < 1 and not q.ordinal))
            and min(abs(q.start - t) for t in (anchor.token, anchor.verb, *anchor.extra)) <= 12
        ]
        return near[0] if near else None

    def ordinal(self, anchor: Anchor) -> Ordinal | None:
        """ "The third imposed this year", "the 14th package": how many measures of this kind there have been."""
        quantity = self._counting(anchor)
        return Ordinal(int(quantity.value), self._ordinal_period(anchor)) if quantity else None

    def _counting(self, anchor: Anchor) -> Quantity | None:
        for quantity in self._numbers(anchor):
            if not quantity.ordinal or quantity.value > 60:
                continue
            item = quantity.item or ""
            near = abs(quantity.head - anchor.token) <= 8 or abs(quantity.head - anchor.verb) <= 4
            counted = item in ("sanction", "package", "round", "set", "tranche", "resolution", "batch") or (
                not item and quantity.head + 1 in (anchor.verb, anchor.token)
            )
            if near and counted:
                return quantity
        return None

    def numbers(self, anchor: Anchor) -> tuple[Span, ...]:
        """The words of limit, share and ordinal, and the words beside the measure's own that name its act ("capping").

        Where the act is named twice ("seeks to ban ... by capping"), both are evidence for it.
        """
        found = (self._limiting(anchor), self._sharing(anchor), self._counting(anchor))
        numbers = (self.report.span(*self.document.slice(q.start, q.end)) for q in found if q is not None)
        named = (self.report.span(*self.document.slice(t, t + 1)) for t in anchor.extra)
        return (*named, *numbers)

    def _ordinal_period(self, anchor: Anchor) -> str | None:
        for time in self._times(anchor):
            if time.when.precision in _PERIODS:
                return time.when.precision
        return None

    def _times(self, anchor: Anchor) -> Sequence[TimeMention]:
        """The times of the sentence that holds the measure."""
        sentence = self.document.sentence_of(anchor.token)
        return within(self.mentions.times, sentence.start, sentence.end)

    # --- why, by what, when

    def purpose(self, anchor: Anchor) -> Span | None:
        """The words that say what the measure is for: "in an attempt to prevent it from ...", "to starve it of
        money"."""
        g = self.grammar
        tops = dict.fromkeys((anchor.verb, anchor.token))
        for top in tops:
            for c in g.children[top]:
                base = g.base(c)
                if base in ("advcl", "acl", "xcomp") and "to" in g.marks(c) and g.tokens[c].pos == "VERB" and c > top:
                    if base == "xcomp" and g.tokens[top].pos == "VERB":
                        continue
                    return self._clause(c)
                if (
                    base in ("obl", "nmod")
                    and g.lemma(c) in ("attempt", "effort", "bid", "order")
                    and g.case(c) == "in"
                ):
                    inner = g.kids(c, "acl")
                    return self._clause(inner[0]) if inner else self._clause(c)
                if base == "acl" and g.lemma(c) in ("aim", "design", "intend", "mean"):
                    return self._clause(c)
        return self._purpose_by_words(anchor)

    def _purpose_by_words(self, anchor: Anchor) -> Span | None:
        sentence = self.document.sentence_of(anchor.token)
        first, last = self.document.slice(sentence.start, sentence.end)
        text = self.document.text[first:last]
        low = text.lower()
        for mark in _PURPOSE_MARKS:
            at = low.find(mark)
            if at < 0:
                continue
            start = first + at + (mark.rfind("to") if mark.endswith("to") else 0)
            if start < self.document.tokens[anchor.token].idx:
                continue
            end = min((p for p in (text.find(c, at) for c in (";", ", ", ".")) if p > 0), default=len(text))
            return self.report.span(start, max(first + end, start + 1)) if first + end > start else None
        return None

    def _clause(self, top: int) -> Span:
        tokens = [
            t for t in self.document.subtree(top) if self.document.tokens[t].sent == self.document.tokens[top].sent
        ]
        tokens = [t for t in tokens if t >= min(top, *self.grammar.kids(top, "mark"), top)]
        for n, t in enumerate(tokens):
            # A purpose ends where the quotation or a clause of time begins.
            if n and self.document.tokens[t].lower in _PURPOSE_ENDS:
                tokens = tokens[:n]
                break
        while len(tokens) > 1 and self.document.tokens[tokens[-1]].pos == "PUNCT":
            tokens.pop()
        return self.report.span(self.document.tokens[tokens[0]].idx, self.document.tokens[tokens[-1]].end)

    def instrument(
        self, anchor: Anchor, issuer: tuple[Entity, ...], target: tuple[Entity, ...]
    ) -> tuple[str | None, When]:
        """What the measure rests on and since when: as stated, else the Council's resolution that fits the date."""
        sentence = self.document.sentence_of(anchor.token)
        text = self.document.text[slice(*self.document.slice(sentence.start, sentence.end))]
        stated = stated_instrument(text)
        when = self._when(anchor)
        number = stated.rsplit(" ", 1)[-1] if stated and stated.startswith("UN Security Council resolution") else None
        if number and when.start is None and (day := adopted_on(number)):
            return stated, _dated(day)
        council = any(e.country == "UNO" for e in issuer)
        if number is None and council and anchor.stage == "adopted" and target:
            hit = target[0].country
            found = self._voted(anchor, hit, when) or (self._latest.get(hit) if self._points_back(anchor) else None)
            if found is not None:
                self._latest[hit] = found
                return f"UN Security Council resolution {found[0]}", _dated(found[1])
        return stated, when

    def _points_back(self, anchor: Anchor) -> bool:
        """Whether the measure is told as known: "the resolution expands", "the new measures", "the fresh sanctions"."""
        g = self.grammar
        subjects = (s for v in (anchor.verb, anchor.token) for s in g.surface_subjects(v))
        tops = [anchor.token, *subjects, *(g.tokens[t].head for t in (anchor.verb,) if g.base(t) == "acl")]
        return any(g.tokens[c].lower in ("the", "this") for t in tops for c in g.kids(t, "det"))

    def _voted(self, anchor: Anchor, target: str | None, when: When) -> tuple[str, date] | None:
        """The Council's resolution whose vote fits a time of the sentence, the measure's own first, else the report."""
        relief = anchor.act == "relief"
        others = [t.when for t in self._times(anchor) if t.when.start]
        for time in (when, *others):
            if time.start is not None and (found := resolution_for(target, self.report.published, time, relief=relief)):
                return found
        return None if others else resolution_for(target, self.report.published, When(), relief=relief)

    def _when(self, anchor: Anchor) -> When:
        """The time expression on the measure's verb or noun, or on the verb above it."""
        g = self.grammar
        tops = [anchor.verb, anchor.token]
        current = anchor.verb
        for _ in range(4):
            head = g.tokens[current].head
            if head == current or g.base(current) not in (
                "xcomp",
                "advcl",
                "acl",
                "obj",
                "obl",
                "ccomp",
                "nmod",
                "conj",
            ):
                break
            current = head
            tops.append(current)
        times = [t for t in self._times(anchor) if t.function in ("time", "since")]
        for top in tops:
            for time in times:
                if g.tokens[time.head].head == top and time.when.start is not None:
                    return time.when
        return When()


def _dated(day: date) -> When:
    return When(day, day, "day", None, "relative")
