"""What hangs on a reporting verb as the words said: clauses, infinitives, prepositional phrases, objects."""

from __future__ import annotations

from collections.abc import Iterator

from detente.observations.attribution import Speech
from detente.observations.brackets import TIMES
from detente.observations.cues import Cue, Cues
from detente.observations.subjects import passive

ADDRESSED = frozenset({"tell", "inform", "assure", "reassure", "remind", "warn", "notify", "alert", "advise"})
# Verbs so heavy stand in brackets of commas, or before a clause that no parse marks, only to report.
SURE = 0.8
_CLAUSE_STARTS = frozenset({"PRON", "DET", "PROPN", "NOUN", "ADJ", "NUM"})
_OBJECT_FORMS = frozenset({"me", "him", "her", "us", "them", "so", "nothing"})
_ENDS = frozenset({".", "!", "?"})
_BREAKS = frozenset({",", ";", "—", "–", "--"})
_INTRODUCTIONS = frozenset({":", ",", "``", "“", '"', "‘", "'"})
_CONTINUING = frozenset({"because", "if", "unless", "since", "although", "though", "until", "so"})
_TIMING = frozenset({"on", "late", "early", "in", "last", "this", "earlier", "later"})
_ADJUNCTS = frozenset({"obl", "advmod", "iobj", "aux", "mark", "punct", "compound", "advcl"})
# So many words may stand between "told" and "that".
_NEAR = 7


class Complements:
    """Answers, for one document, what a reporting verb introduces; all as sorted token indices."""

    def __init__(self, speech: Speech, cues: Cues) -> None:
        self.speech = speech
        self.cues = cues
        self.tokens = speech.tokens
        self.children = speech.children
        self.grammar = speech.grammar

    def contents(self, v: int, cue: Cue) -> Iterator[tuple[str, tuple[tuple[int, int], ...]]]:
        """The ways in which ``v`` has something said hanging on it, the surest first."""
        speech = self.speech
        if "clause" in cue.takes:
            clause = self.clause(v, cue=cue)
            if clause:
                yield "clause", speech.content(clause)
            aside = self.aside(v, cue)
            if aside:
                yield "aside", speech.content(aside)
        if "inf" in cue.takes:
            infinitive = self._infinitive(v)
            if infinitive:
                yield "inf", speech.content(self._to_end(v, infinitive))
        for tokens, preposition in self._prepositional(v, cue):
            yield preposition, speech.content(self._to_end(v, tokens))
        if "pred" in cue.takes:
            predicate = [c for c in self.grammar.kids(v, "xcomp") if "to" not in self.grammar.marks(c)]
            if predicate:
                yield "pred", speech.content(self._from_objects(v, predicate[0]))
            quoted = self._called(v)
            if quoted:
                yield "pred", quoted
        if "obj" in cue.takes and self._says_things(v, cue):
            objects = self.grammar.kids(v, "obj") or (self.grammar.kids(v, "nsubj") if passive(self.speech, v) else [])
            if objects and self.tokens[objects[0]].pos != "PRON":
                tokens = speech.subtree(objects[0])
                tokens = self._from_start(v, tokens) if tokens[0] > v else tokens
                yield "obj", speech.content(self._to_end(v, tokens))
        if "clause" in cue.takes:
            # Only a quotation close by can fill it.
            yield "open", ()

    def _called(self, v: int) -> tuple[tuple[int, int], ...]:
        """``called the raid "an act of war"``: the object and the quotation right behind it."""
        for o in self.grammar.kids(v, "obj"):
            tokens = [t for t in self.speech.subtree(o) if self.speech.quotation_of(t) is None]
            if not tokens or tokens[0] < v:
                continue
            last = tokens[-1]
            k = self.speech.quotation_of(last + 1) if last + 1 < len(self.tokens) else None
            if k is not None and self.tokens[last + 1].sent == self.tokens[v].sent:
                return ((self.tokens[tokens[0]].idx, self.speech.quotations[k].end),)
        return ()

    def _says_things(self, v: int, cue: Cue) -> bool:
        """Whether an object of ``v`` can be what was said: not for "a statement outlining", "they showed courage"."""
        reduced = self.tokens[v].lower.endswith("ing") and self.tokens[v - 1].pos in ("NOUN", "PROPN")
        if self.tokens[v].dep == "acl" or reduced:
            return False
        if cue.kind != "evidence":
            return True
        subjects = self.grammar.kids(v, "nsubj")
        return bool(subjects) and self.tokens[subjects[0]].lemma.lower() in self.cues.documents

    def _to_end(self, v: int, content: list[int]) -> list[int]:
        """``content`` behind ``v`` carried on to the end of its phrase: the next mark, "and said", "after" ..."""
        if not content or content[0] < v:
            return content
        sentence = self.speech.document.sentence_of(v)
        inside = self.speech.quotation_of(content[-1])
        end = content[-1] + 1
        while end < sentence.end:
            token = self.tokens[end]
            verbal = end + 1 < sentence.end and self.tokens[end + 1].pos in ("VERB", "AUX", "ADV", "PRON")
            if token.pos in ("PUNCT", "SCONJ", "AUX") or (token.pos == "CCONJ" and verbal):
                break
            if token.pos == "VERB" and token.dep.partition(":")[0] not in ("acl", "amod", "xcomp"):
                break
            if self.speech.quotation_of(end) != inside:
                break
            end += 1
        longer = list(range(content[0], end)) if end > content[-1] + 1 else content
        return self._until_next(v, longer, subordinate=True)

    def clause(self, v: int, without: set[int] | None = None, cue: Cue | None = None) -> list[int]:
        """Tokens of the clause that is the object of ``v``."""
        before: list[int] = []
        after: list[int] = []
        for c in self.children[v]:
            token = self.tokens[c]
            dep = token.dep.partition(":")[0]
            if (without and c in without) or self._trailing(c):
                continue
            if dep == "ccomp" or (dep == "parataxis" and c > v and not after and self._introduced(v, c)):
                tokens = self.speech.subtree(c, self._strays(c))
                if c > v:
                    after += [t for t in tokens if t > v]
                elif len(tokens) > len(before):
                    before = [t for t in tokens if t < v]
        if after:
            after = [t for t in after if t > self._that(v)]
            after += self._continued(v, max(after)) if after else []
            content = self._until_next(v, self._after_time(v, self._from_start(v, sorted(after)))) if after else []
            return content if self._says_something(content) else []
        if before and any(self.tokens[t].pos == "PUNCT" for t in range(before[-1] + 1, v)):
            return before
        return self._until_next(v, self._after_time(v, self._following(v, cue)))

    def _says_something(self, content: list[int]) -> bool:
        """Whether there is a verb, or a quotation, among the words: "said in a message" says nothing."""
        return any(self.tokens[t].pos in ("VERB", "AUX") or self.speech.quotation_of(t) is not None for t in content)

    def _after_time(self, v: int, content: list[int]) -> list[int]:
        """``content`` right behind ``v`` without the time of speaking at its start: "said on Sunday he"."""
        n = 0
        if content and content[0] == v + 1:
            while n < len(content) - 1 and self._of_the_cue(content[n]):
                n += 1
        return content[n:]

    def _of_the_cue(self, t: int) -> bool:
        """Whether ``t``, right behind the cue, tells when or how it was said: "on Sunday", "repeatedly"."""
        token = self.tokens[t]
        timing = token.lower in _TIMING and self.tokens[t + 1].lower in TIMES
        return token.lower in TIMES or timing or (token.pos == "ADV" and token.lower.endswith("ly"))

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

    def _tells(self, c: int) -> bool:
        """Whether coordinated clause ``c`` has a subject of its own and reports nothing itself."""
        cue = self.cues.verb(self.tokens[c].lemma, set())
        return bool(self.grammar.kids(c, "nsubj", "expl")) and (cue is None or cue.weight < SURE)

    def _until_next(self, v: int, content: list[int], subordinate: bool = False) -> list[int]:
        """``content`` cut where the sentence goes on to another thing said: "..., and he warned that"."""
        for n, t in enumerate(content[:-2]):
            if self.tokens[t].text in _ENDS and self.speech.quotation_of(t) != self.speech.quotation_of(t + 1):
                return content[:n]
            if self.tokens[t].text not in _BREAKS or self.speech.quotation_of(t) is not None:
                continue
            if n > 0 and subordinate and self._goes_on(t + 1):
                return content[:n]
            if n > 0 and (self.tokens[t + 1].lower == "according" or self._withholds(t + 1)):
                return content[:n]
            k = t + 1
            k += self.tokens[k].pos == "CCONJ"
            if self.tokens[k].lower not in ("he", "she", "it", "they"):
                continue
            k += 1
            while k < len(self.tokens) and self.tokens[k].pos in ("ADV", "AUX"):
                k += 1
            cue = self.cues.verb(self.tokens[k].lemma, set()) if k < len(self.tokens) else None
            if cue is not None and cue.weight >= SURE and cue.kind == "speech" and n > 0:
                return content[:n]
        return content

    def _goes_on(self, t: int) -> bool:
        """Whether ``t`` begins what the same speaker said besides: "..., saying", "..., accusing"."""
        cue = self.cues.verb(self.tokens[t].lemma, set())
        return self.tokens[t].lower.endswith("ing") and cue is not None and cue.kind == "speech" and cue.weight >= SURE

    def _withholds(self, t: int) -> bool:
        """Whether ``t`` begins "without giving reasons": said of the speaker, not by it."""
        end = self.speech.document.sentence_of(t).end
        return self.tokens[t].lower == "without" and t + 1 < end and self.tokens[t + 1].lower.endswith("ing")

    def _from_start(self, v: int, content: list[int]) -> list[int]:
        """``content`` behind ``v``, begun at the first word after ``v`` that is no adjunct or addressee of it."""
        own: set[int] = set()
        for c in self.children[v]:
            base = self.tokens[c].dep.partition(":")[0]
            addressed = base == "obj" and self.tokens[v].lemma in ADDRESSED
            if c > v and (base in _ADJUNCTS or addressed):
                own.update(self.speech.subtree(c))
        missing = [t for t in range(self._that(v) + 1, content[0]) if t not in own and self.tokens[t].pos != "PUNCT"]
        return [*range(missing[0], content[0]), *content] if missing else content

    def _bare(self, v: int, cue: Cue | None) -> bool:
        """Whether ``v`` is a verb of speech that a clause may follow without "that": it has no other object."""
        if cue is None or cue.weight < SURE or self.tokens[v].lemma in ADDRESSED:
            return False
        others = ("xcomp", "obj") if "obj" in cue.takes else ("xcomp",)
        return not self.grammar.kids(v, *others)

    def _that(self, v: int) -> int:
        """The "that" behind ``v``, a few words off at most, none of them a verb; ``v`` itself where there is none."""
        end = self.speech.document.sentence_of(v).end
        for t in range(v + 1, min(v + 1 + _NEAR, end)):
            if self.tokens[t].lower == "that":
                return t if self.tokens[t].pos == "SCONJ" else v
            if self.tokens[t].pos in ("VERB", "PUNCT"):
                break
        return v

    def _following(self, v: int, cue: Cue | None) -> list[int]:
        """The rest of the sentence behind ``v`` where a parse finds no clause there, but words and verbs stand."""
        sentence = self.speech.document.sentence_of(v)
        start = self._that(v) + 1
        if start == v + 1 and not self._bare(v, cue):
            return []
        first = self.tokens[start] if start < sentence.end else None
        if first is None or first.pos not in _CLAUSE_STARTS or first.lower in _OBJECT_FORMS:
            return []
        end = next((t for t in range(start + 1, sentence.end) if self._trailing(t)), sentence.end)
        finite = any(self.tokens[t].pos in ("VERB", "AUX") for t in range(start + 1, end))
        return list(range(start, end)) if finite else []

    def _trailing(self, c: int) -> bool:
        """Whether ``c`` is a participle behind a comma (", adding that"), whatever a parse takes it for."""
        return (
            self.tokens[c].pos == "VERB"
            and self.tokens[c].lower.endswith("ing")
            and self.tokens[c - 1].text == ","
            and not self.grammar.kids(c, "nsubj", "aux")
        )

    def _introduced(self, v: int, c: int) -> bool:
        """Whether ``c`` stands behind ``v`` as what it introduces: after a colon, a comma or an opening mark."""
        first = min(self.speech.subtree(c))
        between = self.tokens[first - 1].text if first - 1 > v else ""
        return between in _INTRODUCTIONS or first == v + 1

    def _strays(self, c: int) -> set[int]:
        """Participles of adding inside clause ``c``: ", adding that" is always the speaker's, not the clause's."""
        return {
            k
            for t in self.speech.subtree(c)
            for k in self.children[t]
            if self.tokens[k].lower == "adding" and self.tokens[k].dep == "advcl" and self.grammar.kids(k, "ccomp")
        }

    def aside(self, v: int, cue: Cue | None = None) -> list[int]:
        """Tokens around ``v`` where it stands in brackets of commas: "Talks, he said, will resume"."""
        token = self.tokens[v]
        if cue is not None and cue.lemma not in ADDRESSED and self.grammar.kids(v, "obj"):
            return []
        if token.head == v or token.dep.partition(":")[0] not in ("parataxis", "advcl", "dep"):
            return []
        if token.dep.startswith("advcl") and not self.speech.marked(v, "as"):
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

    def _infinitive(self, v: int) -> list[int]:
        """ "urged both sides to talk", "called on X to stop", "promised to help": from the object to the end."""
        if passive(self.speech, v):
            return []
        for c in self.children[v]:
            token = self.tokens[c]
            base = token.dep.partition(":")[0]
            if base not in ("xcomp", "ccomp", "advcl") or c < v or "to" not in self.grammar.marks(c):
                continue
            addressed = self.grammar.kids(v, "obj") or self.grammar.obliques(v, "on", "to", "for")
            if base == "advcl" and not addressed and self.tokens[v + 1].lower != "on":
                continue
            return self._from_objects(v, c)
        return []

    def _from_objects(self, v: int, c: int) -> list[int]:
        """Tokens from the object of ``v`` (or its "on"-phrase) to the end of complement ``c``."""
        end = max(self.speech.subtree(c)) + 1
        begin = min(self.speech.subtree(c))
        for o in self.children[v]:
            token = self.tokens[o]
            case = self.grammar.case(o) or self.tokens[v + 1].lower
            if v < o < c and (token.dep == "obj" or (token.dep == "obl" and case in ("on", "for"))):
                span = [t for t in self.speech.subtree(o) if self.tokens[t].dep != "case" or self.tokens[t].head != o]
                begin = min(begin, min(span))
        return list(range(begin, end))

    def _prepositional(self, v: int, cue: Cue) -> Iterator[tuple[list[int], str]]:
        """ "called for talks", "accused X of lying", "described it as a lie"."""
        for c in self.children[v]:
            if c < v:
                continue
            base = self.tokens[c].dep.partition(":")[0]
            if base == "obl":
                case = self.grammar.case(c)
            elif base in ("advcl", "xcomp", "ccomp"):
                words = self.grammar.marks(c) | {self.tokens[k].lower for k in self.grammar.kids(c, "case") if k < c}
                case = next(iter(words & cue.takes), None)
            else:
                continue
            if case is None or case not in cue.takes:
                continue
            objects = self.grammar.kids(v, "obj")
            if case == "as" and not objects and not passive(self.speech, v):
                if any(k > v for k in self.grammar.kids(c, "nsubj")):
                    yield [t for t in self.speech.subtree(c) if t > v], case
                continue
            if case == "for" and objects and "obj" not in cue.takes:
                continue
            with_object = case in ("of", "as", "for", "on") and bool(objects)
            tokens = self._from_objects(v, c) if with_object else self._without_case(c)
            if case in ("of", "as") and tokens[0] > v:
                tokens = self._from_start(v, tokens)
            yield tokens, case

    def _without_case(self, c: int) -> list[int]:
        drop = {k for k in self.children[c] if self.tokens[k].dep == "case"}
        return [t for t in self.speech.subtree(c) if t not in drop]
