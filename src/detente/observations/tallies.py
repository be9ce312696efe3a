"""Tallies: numbers whose verb, noun or state says what became of the counted: "fired three missiles", "197 girls remain
captive", "the release of 21 villagers", "nine violations were recorded"."""

from __future__ import annotations

from collections.abc import Iterator

from detente.mentions.catalogue import catalogue
from detente.mentions.types import Quantity
from detente.observations.readings import Reading, Setting
from detente.observations.tally_words import Row, counted_table, fit, tally_table
from detente.observations.told import told
from detente.records import Entity

# Verbs that say no more than in what state somebody is.
_BEING = frozenset("be remain stay live languish hold keep leave put get become stand sit suffer survive".split())
_PARTS = frozenset({"any", "some", "none", "one", "most", "many", "each"})
_OWNERS = frozenset({"the", "these", "those", "its", "their", "his", "her", "our"})
_SAYING_NOTHING = frozenset({"more", "other", "such", "whole", "additional", "further"})
_PLAIN = frozenset({"people", "person", "other", "others"})


class TallyReader:
    """Reads tallies out of the quantities of one report."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.grammar = setting.grammar
        self.document = setting.document
        # What was counted last: its noun and kinds.
        self._last: tuple[int | None, frozenset[str]] = (None, frozenset())
        self._values: set[float] = set()

    def read(self, quantity: Quantity) -> Reading | None:
        """What ``quantity`` counts, if a word beside it says what became of the counted."""
        if quantity.ordinal or quantity.casualty is not None:
            return None
        if quantity.unit == "percent":
            return self._share(quantity)
        if quantity.value < 1 or self._measures(quantity):
            return None
        noun = self._noun(quantity)
        kinds = self._kinds(noun, quantity)
        if not kinds:
            return None
        if noun is not None and self.grammar.tokens[noun].lower == "them":
            noun = self._last[0]
        self._last = (noun, kinds)
        if self.again(quantity):
            return None
        whole = self._whole(quantity)
        for at, side in self._places(quantity.start, quantity.head, noun, whole):
            found = self._row(at, side, kinds)
            if found is not None and told(self.grammar, at):
                return self._reading(quantity, noun, at, found, kinds)
        return None

    def told(self, value: float | None) -> None:
        """Note that the report has told ``value``, so that "the 21 girls" goes back to it."""
        if value is not None:
            self._values.add(value)

    def _measures(self, quantity: Quantity) -> bool:
        return quantity.unit is not None and quantity.unit not in ("person", "tonne", "ton")

    def _share(self, quantity: Quantity) -> Reading | None:
        """ "Thirty percent of the raids", of whatever is told of them."""
        g = self.grammar
        wholes = [
            c for c in g.obliques(quantity.head, "of") if c > quantity.head and g.tokens[c].pos in ("NOUN", "PROPN")
        ]
        if not wholes or not told(g, quantity.head):
            return None
        whole = wholes[0]
        inside = self.document.subtree(whole)
        about = self.setting.nation(self.setting.entity(inside) or self.setting.fallback(quantity.head))
        if about is None:
            return None
        first = whole
        while first - 1 in inside and self._describes(first - 1):
            first -= 1
        name = self.setting.words(first, whole + 1)
        return Reading(
            quantity.head,
            g.tokens[quantity.head].head,
            about,
            "other",
            f"share of {name}",
            "count",
            value=quantity.value,
            unit="percent",
        )

    # --- what is counted

    def _noun(self, quantity: Quantity) -> int | None:
        """The token of the counted noun, if there is one."""
        g = self.grammar
        if quantity.item is None:
            # "Released 21 of the more than 200 pupils".
            below = [c for c in g.obliques(quantity.head, "of") if c > quantity.head]
            return below[0] if below else self._after_of(quantity.end)
        near = (quantity.head, *range(quantity.end - 1, min(quantity.end + 6, len(g.tokens))))
        return next((t for t in near if g.tokens[t].lemma.lower() == quantity.item), None)

    def _after_of(self, at: int) -> int | None:
        """The noun after "of", where the parse hangs it on another word."""
        tokens = self.grammar.tokens
        if at >= len(tokens) or tokens[at].lower != "of":
            return None
        for t in range(at + 1, min(at + 9, len(tokens))):
            if tokens[t].pos == "VERB" or tokens[t].sent != tokens[at].sent:
                return None
            if tokens[t].pos in ("NOUN", "PROPN") and self.grammar.base(t) != "compound":
                return t
        return None

    def _kinds(self, noun: int | None, quantity: Quantity) -> frozenset[str]:
        g = self.grammar
        if noun is None:
            bare = quantity.unit == "person" or (quantity.unit is None and quantity.item is None)
            return frozenset({"people"}) if bare and g.base(quantity.head) in ("obj", "nsubj") else frozenset()
        if g.tokens[noun].lower == "them":
            return self._last[1]  # "... and 95 of them were shot down"
        lemma = g.lemma(noun)
        kinds = counted_table().get(lemma) or counted_table().get(lemma.removesuffix("s"))
        if kinds:
            return kinds
        if quantity.unit in ("tonne", "ton"):
            return frozenset({"aid"})
        role = catalogue().roles.get(lemma)
        if quantity.unit == "person" or (role is not None and role.kind == "person"):
            return frozenset({"people"})
        if g.tokens[noun].pos == "PROPN" and g.tokens[noun].lower.endswith("s"):
            mention = self.setting.mentions.actor_at(noun)
            if mention is not None and mention.entity.country and mention.entity.kind != "organisation":
                return frozenset({"people"})
        return frozenset()

    def _whole(self, quantity: Quantity) -> bool:
        """Whether the number says out of how many, not how many: "any of the 200 hostages", "the first of 276"."""
        g = self.grammar
        t = quantity.start - 1
        while t > 0 and g.tokens[t].lower in _OWNERS:
            t -= 1
        if t < 1 or g.tokens[t].lower != "of":
            return False
        before = g.tokens[t - 1]
        return before.pos in ("NUM", "DET", "PRON") or before.lower in _PARTS or before.pos == "ADJ"

    def again(self, quantity: Quantity) -> bool:
        """Whether the number only goes back to one that the report has told: "the 21 girls"."""
        at = quantity.start - 1
        back = at >= 0 and self.grammar.tokens[at].lower in _OWNERS
        return back and quantity.value in self._values

    # --- what is said of it

    def _places(self, start: int, head: int, noun: int | None, whole: bool) -> Iterator[tuple[int, str]]:
        """Words that say something of the counted, with the side that it stands on: the verb above, then the clauses
        below."""
        g = self.grammar
        if not whole:
            yield from self._above(start, head)
        for top in dict.fromkeys((head, noun) if noun is not None else (head,)):
            for c in g.kids(top, "acl", "amod", "nmod", "advcl"):
                if g.base(c) == "acl":
                    yield c, self._side_below(c)
                elif g.base(c) == "amod":
                    yield c, "obj"
                elif c > top:
                    yield c, "state"

    def _above(self, start: int, head: int) -> Iterator[tuple[int, str]]:
        """The verb or noun that governs the counted, and the side on which they stand to it."""
        g = self.grammar
        first = head
        if g.base(first) == "nmod" and g.case(first) == "of" and start <= g.tokens[first].head < first:
            first = g.tokens[first].head  # "thousands of people"
        while g.base(first) == "conj" and g.tokens[first].head != first:
            if g.tokens[g.tokens[first].head].pos not in ("NOUN", "PROPN", "NUM"):
                break
            first = g.tokens[first].head
        above, base = g.tokens[first].head, g.base(first)
        case = g.case(first)
        if base == "nsubj":
            late = first > above and any(k < above for k in g.kids(above, "nsubj"))  # an object, mistaken
            done_to = late or g.relations[first] == "nsubj:pass" or g.passive(above)
            yield above, "obj" if done_to else "subj"
        elif base == "obj":
            yield above, "obj"
        elif base in ("nmod", "obl") and case == "of":
            yield above, "of"
        elif base == "obl" and case in ("with", "on"):
            yield above, "with"

    def _side_below(self, c: int) -> str:
        g = self.grammar
        if g.passive(c) or (g.tokens[c].dep == "acl" and g.participle(c)):
            return "obj"
        own = [s for s in g.kids(c, "nsubj") if g.tokens[s].lower not in ("who", "that", "which")]
        return "obj" if own else "subj"

    def _row(self, at: int, side: str, kinds: frozenset[str]) -> Row | None:
        g = self.grammar
        token = g.tokens[at]
        if side == "state":
            state = self._state(at)
            return state if state is not None and state.counted & kinds else None
        if side == "of":
            return fit(tally_table("NOUN").get(g.lemma(at), ()), "obj", kinds) if token.pos == "NOUN" else None
        state = self._state_of(at)
        if state is not None and state.counted & kinds:
            return state
        if token.pos not in ("VERB", "ADJ"):
            return None
        table = tally_table("VERB")
        for lemma in (*self._phrases(at), g.lemma(at)):
            if (row := fit(table.get(lemma, ()), side, kinds)) is not None:
                return row
        return None

    def _phrases(self, at: int) -> Iterator[str]:
        """The verb with its particle, its bare noun or its preposition: "take in", "take hostage", "drive from"."""
        g = self.grammar
        verb = g.lemma(at)
        for c in g.children[at]:
            if c > at and g.bases[c] in ("compound", "obj", "xcomp", "advmod", "iobj", "obl"):
                yield f"{verb} {g.lemma(c)}"
                if g.bases[c] == "obl" and g.case(c) == "from":
                    yield f"{verb} from"

    def _state_of(self, at: int) -> Row | None:
        """The state that a predicate says its subject or object is in: "are captive", "live in camps"."""
        g = self.grammar
        if g.kids(at, "cop"):
            return self._state(at)
        if g.lemma(at) not in _BEING:
            return None
        found = (self._state(c) for c in g.kids(at, "xcomp", "obl", "obj", "advcl", "advmod", "acl") if c > at)
        return next((s for s in found if s is not None), None)

    def _state(self, at: int) -> Row | None:
        g = self.grammar
        table = tally_table("STATE")
        lemma, case = g.lemma(at), g.case(at)
        rows = table.get(f"{case} {lemma}" if case else lemma) or (table.get(g.tokens[at].lower) if not case else None)
        return rows[0] if rows else None

    # --- the reading

    def _reading(
        self, quantity: Quantity, noun: int | None, at: int, row: Row, kinds: frozenset[str]
    ) -> Reading | None:
        g = self.grammar
        people = "people" in row.counted and "people" in kinds
        about = self._about(quantity, at, people)
        if about is None:
            return None
        name = self._name(quantity, noun, kinds)
        word = row.word.removesuffix(f" {g.lemma(noun)}") if noun is not None else row.word
        unit = "person" if people else quantity.unit or (self._plural(noun) if noun is not None else None)
        return Reading(
            quantity.head,
            at,
            about,
            row.series,
            f"{name} {word}".strip(),
            "count",
            value=quantity.value,
            unit=unit,
            evidence=(at,),
        )

    def _about(self, quantity: Quantity, at: int, people: bool) -> Entity | None:
        setting, g = self.setting, self.grammar
        if not people:
            own = setting.entity(g.kids(quantity.head, "nmod:poss", "amod", "compound"))
            found = own
            if found is None and g.tokens[at].pos == "VERB":
                found = setting.entity(g.subjects(at)) or (
                    None if g.passive(at) else setting.entity(g.surface_subjects(at))
                )
            if found is not None and found.country and len(found.country) == 3:
                return found
        return (
            self.where(quantity, at)
            if people
            else setting.place(g.tokens[at].sent) or setting.nation(setting.fallback(quantity.head))
        )

    def where(self, quantity: Quantity, at: int) -> Entity | None:
        """The country that people are counted in: that of the place named beside ``at``, their own, the report's."""
        setting = self.setting
        place = setting.place(self.grammar.tokens[at].sent)
        if place is not None:
            return place
        own = setting.nation(setting.entity(self.grammar.kids(quantity.head, "amod", "compound")))
        found = own if own is not None and own.country else setting.land(quantity.head)
        return found or setting.nation(setting.fallback(quantity.head))

    def _plural(self, noun: int) -> str:
        return self.setting.words(noun, noun + 1).lower()

    def _name(self, quantity: Quantity, noun: int | None, kinds: frozenset[str]) -> str:
        """What is counted, in the report's words: "schoolgirls", "missile tests"."""
        g = self.grammar
        if noun is None or g.lemma(noun) in _PLAIN:
            return "people"
        first = noun
        if "people" not in kinds or g.tokens[noun].pos == "PROPN":
            own = set(self.document.subtree(noun))
            while first - 1 in own and first - 1 != quantity.start and self._describes(first - 1):
                first -= 1
            while g.tokens[first].text == "-":
                first += 1
        name = self.setting.words(first, noun + 1)
        return name if g.tokens[noun].pos == "PROPN" else name.lower()

    def _describes(self, i: int) -> bool:
        """Whether ``i`` may belong to the name of what is counted: "short-range" in "three short-range missiles"."""
        token = self.grammar.tokens[i]
        if token.pos == "PROPN":  # "Sri Lankans"
            head = self.grammar.tokens[token.head]
            return self.grammar.base(i) in ("compound", "flat") and head.pos == "PROPN"
        return token.text == "-" or (token.pos in ("NOUN", "ADJ") and token.lower not in _SAYING_NOTHING)
