"""Clauses that are what somebody said: object clauses behind or before their verb, and sentences around an aside."""

from __future__ import annotations

from detente.observations.attribution import Speech
from detente.observations.cues import SURE, Cue, Cues
from detente.observations.extents import ADDRESSED, Extents
from detente.observations.subjects import coordinated

_CLAUSE_STARTS = frozenset({"PRON", "DET", "PROPN", "NOUN", "ADJ", "NUM"})
_OBJECT_FORMS = frozenset({"me", "him", "her", "us", "them", "so", "nothing"})
_INTRODUCTIONS = frozenset({":", ",", "``", "“", '"', "‘", "'"})
_CONTINUING = frozenset({"because", "if", "unless", "since", "although", "though", "until", "so"})


class ObjectClauses:
    """Finds the clause that a reporting verb introduces; all as sorted token indices."""

    def __init__(self, speech: Speech, cues: Cues) -> None:
        self.speech = speech
        self.cues = cues
        self.tokens = speech.tokens
        self.children = speech.children
        self.grammar = speech.grammar
        self.extents = Extents(speech, cues)

    def clause(self, v: int, without: set[int] | None = None, cue: Cue | None = None) -> list[int]:
        """Tokens of the clause that is the object of ``v``."""
        before: list[int] = []
        after: list[int] = []
        for c in self.children[v]:
            token = self.tokens[c]
            dep = token.dep.partition(":")[0]
            if (without and c in without) or self.extents.trailing(c):
                continue
            if dep == "ccomp" or (dep == "parataxis" and c > v and not after and self._introduced(v, c)):
                strays = self._strays(c)
                tokens = self.speech.subtree(c, strays)
                added = min((k for k in strays if self.tokens[k].lower == "adding"), default=len(self.tokens))
                tokens = [t for t in tokens if t < added]
                if c > v:
                    after += [t for t in tokens if t > v]
                elif len(tokens) > len(before):
                    before = [t for t in tokens if t < v]
        if after:
            after = [t for t in after if t > self.extents.that(v)]
            after += self._continued(v, max(after)) + self._added(v, max(after)) if after else []
            content = self._bounded(v, self.extents.from_start(v, sorted(after))) if after else []
            return content if self._says_something(content) else []
        if before and any(self.tokens[t].pos == "PUNCT" for t in range(before[-1], v)):
            return before
        return self._bounded(v, self._following(v, cue))

    def _bounded(self, v: int, content: list[int]) -> list[int]:
        """``content`` behind ``v`` without the time of speaking before it and other things said behind it."""
        return self.extents.until_next(v, self.extents.after_time(v, content))

    def _says_something(self, content: list[int]) -> bool:
        """Whether there is a verb, or a quotation, among the words: "said in a message" says nothing."""
        return any(self.tokens[t].pos in ("VERB", "AUX") or self.speech.quotation_of(t) is not None for t in content)

    def _continued(self, v: int, end: int) -> list[int]:
        """What a parse hangs on ``v`` behind its clause, though it is part of it: "because ...", "and that ..."."""
        out: list[int] = []
        for c in self.children[v]:
            if c <= end:
                continue
            dep = self.tokens[c].dep.partition(":")[0]
            marks = self.grammar.marks(c)
            goes_on = marks & _CONTINUING or (
                "to" in marks and self.tokens[min(self.speech.subtree(c)) - 1].pos != "PUNCT"
            )
            if (dep == "advcl" and goes_on) or (dep == "conj" and ("that" in marks or self._tells(c))):
                out += [t for t in self.speech.subtree(c) if t > end]
        return out

    def _added(self, v: int, end: int) -> list[int]:
        """The rest of what is added: "adding that it is late *and would be later*", which a parse may hang higher."""
        last = self.speech.document.sentence_of(v).end
        k = end + 1
        while k < last and self.tokens[k].pos == "PUNCT":
            k += 1
        goes_on = k + 1 < last and self.tokens[k].pos == "CCONJ" and self.tokens[k + 1].pos == "AUX"
        return list(range(end + 1, last)) if self.tokens[v].lower == "adding" and goes_on else []

    def _tells(self, c: int) -> bool:
        """Whether coordinated clause ``c`` has a subject of its own and reports nothing itself."""
        cue = self.cues.verb(self.tokens[c].lemma, set())
        return bool(self.grammar.kids(c, "nsubj", "expl")) and (cue is None or cue.weight < SURE)

    def _bare(self, v: int, cue: Cue | None) -> bool:
        """Whether ``v`` is a verb of speech that a clause may follow without "that": it has no other object."""
        if cue is None or cue.weight < SURE or self.tokens[v].lemma in ADDRESSED:
            return False
        objected = "obj" in cue.takes or cue.kind in ("thought", "evidence", "report")
        others = ("xcomp", "obj") if objected else ("xcomp",)
        return not self.grammar.kids(v, *others)

    def _following(self, v: int, cue: Cue | None) -> list[int]:
        """The rest of the sentence behind ``v`` where a parse finds no clause there, but words and verbs stand."""
        sentence = self.speech.document.sentence_of(v)
        start = self.extents.that(v) + 1
        if start == v + 1 and not self._bare(v, cue):
            return []
        first = self.tokens[start] if start < sentence.end else None
        if first is None or first.pos not in _CLAUSE_STARTS or first.lower in _OBJECT_FORMS:
            return []
        end = next((t for t in range(start + 1, sentence.end) if self.extents.trailing(t)), sentence.end)
        end = min(end, self._carried(v))
        finite = any(self.tokens[t].pos in ("VERB", "AUX") for t in range(start + 1, end))
        return list(range(start, end)) if finite else []

    def _carried(self, v: int) -> int:
        """Where the one who passes the words of ``v`` on is named behind them: "..., the agency said"."""
        for a in self.speech.document.ancestors(v):
            if a > v and self.tokens[a].lemma in self.cues.verbs:
                named = [s for s in self.grammar.kids(a, "nsubj") if s > v]
                return min(self.speech.subtree(named[0])) if named else len(self.tokens)
        return len(self.tokens)

    def _introduced(self, v: int, c: int) -> bool:
        """Whether ``c`` stands behind ``v`` as what it introduces: after a colon, a comma or an opening mark."""
        first = min(self.speech.subtree(c))
        between = self.tokens[first - 1].text if first - 1 > v else ""
        return between in _INTRODUCTIONS or first == v + 1

    def _strays(self, c: int) -> set[int]:
        """What clause ``c`` only seems to hold: ", adding that" is always the speaker's, as is "and called on" behind a
        bare form."""
        return {
            k
            for t in self.speech.subtree(c)
            for k in self.children[t]
            if (self.tokens[k].lower == "adding" and self.tokens[k].dep == "advcl" and self.grammar.kids(k, "ccomp"))
            or coordinated(self.speech, self.cues, k) is not None
        }

    def reports_as(self, v: int) -> list[int]:
        """The "as" that opens the clause of ``v`` ("as the minister said"), as a list of one; else an empty one."""
        return [c for c in self.children[v] if c < v and self.tokens[c].lower == "as"][:1]

    def _beside(self, v: int, opening: int) -> list[int]:
        """The sentence around "as X said": what follows its comma, and what stands before it but a mere "and"."""
        sentence = self.speech.document.sentence_of(v)
        comma = next((t for t in range(v + 1, sentence.end) if self.tokens[t].text == ","), sentence.end)
        before = list(range(sentence.start, opening))
        while before and self.tokens[before[-1]].pos in ("PUNCT", "CCONJ"):
            leads = self.tokens[before.pop()].pos == "CCONJ"
            if leads:
                before = []
        around = [*before, *range(comma, sentence.end)]
        return around if any(self.tokens[t].pos in ("VERB", "AUX") for t in around) else []

    def aside(self, v: int, cue: Cue | None = None) -> list[int]:
        """Tokens around ``v`` where it stands in brackets of commas: "Talks, he said, will resume"."""
        token = self.tokens[v]
        opening = self.reports_as(v)
        if opening:
            return self._beside(v, opening[0])
        if cue is not None and cue.lemma not in ADDRESSED and self.grammar.kids(v, "obj"):
            return []
        if token.head == v or token.dep.partition(":")[0] not in ("parataxis", "advcl", "dep"):
            return []
        if token.dep.startswith("advcl"):
            return []
        own = self.speech.subtree(v)
        low, high = own[0], own[-1]
        sentence = self.speech.document.sentence_of(v)
        before = self.tokens[low - 1].pos == "PUNCT" if low > sentence.start else True
        after = self.tokens[high + 1].pos == "PUNCT" if high + 1 < sentence.end else True
        inner = self.tokens[low].pos == "PUNCT"
        if not ((before or inner) and (after or self.tokens[high].pos == "PUNCT")):
            return []
        around = self.speech.subtree(token.head, [v])
        return around if any(self.tokens[t].pos in ("VERB", "AUX") for t in around) else []
