"""What hangs on a reporting verb as the words said: clauses, infinitives, prepositional phrases, objects."""

from __future__ import annotations

from collections.abc import Iterator

from detente.observations.attribution import Speech
from detente.observations.brackets import TIMES
from detente.observations.cues import Cue, Cues
from detente.observations.extents import ENDS, NEAR, Extents
from detente.observations.object_clauses import ObjectClauses
from detente.observations.subjects import passive


class Complements:
    """Answers, for one document, what a reporting verb introduces; all as sorted token indices."""

    def __init__(self, speech: Speech, cues: Cues) -> None:
        self.speech = speech
        self.cues = cues
        self.tokens = speech.tokens
        self.children = speech.children
        self.grammar = speech.grammar
        self.extents = Extents(speech, cues)
        self.clauses = ObjectClauses(speech, cues)

    def contents(self, v: int, cue: Cue) -> Iterator[tuple[str, tuple[tuple[int, int], ...]]]:
        """The ways in which ``v`` has something said hanging on it, the surest first."""
        speech = self.speech
        if "clause" in cue.takes:
            clause = [] if self.clauses.reports_as(v) else self.clauses.clause(v, cue=cue)
            if clause:
                yield "clause", speech.content(clause)
            aside = self.clauses.aside(v, cue)
            if aside:
                yield "aside", speech.content(aside)
        if "inf" in cue.takes:
            infinitive = self._infinitive(v)
            if infinitive:
                yield "inf", speech.content(self.extents.to_end(v, infinitive))
        for tokens, preposition in (*self._prepositional(v, cue), *self._opened(v, cue)):
            yield preposition, speech.content(self.extents.to_end(v, tokens))
        if "pred" in cue.takes:
            predicate = [c for c in self.grammar.kids(v, "xcomp") if "to" not in self.grammar.marks(c)]
            if predicate:
                yield "pred", speech.content(self._from_objects(v, predicate[0]))
            yield from (("pred", found) for found in (self._called(v), self._named(v)) if found)
        if "obj" in cue.takes and self._says_things(v, cue):
            objects = self.grammar.kids(v, "obj") or (self.grammar.kids(v, "nsubj") if passive(self.speech, v) else [])
            if objects and self.tokens[objects[0]].pos != "PRON" and not self._handed_on(v, objects[0]):
                tokens = speech.subtree(objects[0])
                tokens = self.extents.from_start(v, tokens) if tokens[0] > v else tokens
                yield "obj", speech.content(self.extents.to_end(v, tokens))
        if cue.takes & {"clause", "quote"}:
            # Only a quotation close by can fill it.
            yield "open", ()

    def _handed_on(self, v: int, noun: int) -> bool:
        """Whether a light verb leaves the telling to its noun: "expressed the hope that"."""
        following = self.tokens[noun + 1].lower if noun + 1 < len(self.tokens) else ""
        clausal = following == "that" or bool(self.grammar.kids(noun, "acl"))
        return self.tokens[v].lemma in self.cues.light and self.tokens[noun].lemma in self.cues.nouns and clausal

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

    def _named(self, v: int) -> tuple[tuple[int, int], ...]:
        """ "called it a mistake": two objects, or an object with "a ..." or an adjective right behind it."""
        objects = [c for c in self.grammar.kids(v, "iobj", "obj") if c > v]
        if not objects:
            return ()
        start, end = min(self.speech.subtree(objects[0])), max(self.speech.subtree(objects[0])) + 1
        following = self.tokens[end] if end < len(self.tokens) else None
        if start <= v or following is None or following.sent != self.tokens[v].sent:
            return ()
        judged = following.lower in ("a", "an") or (following.pos in ("ADJ", "VERB") and following.lower[-3:] != "ing")
        if len(objects) < 2 and not judged:
            return ()
        return self.speech.content(self.extents.to_end(v, list(range(start, max(end, objects[-1]) + 1))))

    def _opened(self, v: int, cue: Cue) -> Iterator[tuple[list[int], str]]:
        """A preposition that the verb takes, found by its place: "called for ...", "accused X of ..."."""
        sentence = self.speech.document.sentence_of(v)
        reach = NEAR * 2 if "of" in cue.takes and "obj" not in cue.takes else 1
        for t in range(v + 1, min(v + 1 + reach, sentence.end - 1)):
            token = self.tokens[t]
            if token.pos in ("VERB", "AUX") or token.text in ENDS:
                return
            if token.lower in cue.takes and token.pos in ("ADP", "SCONJ") and self.tokens[t + 1].lower not in TIMES:
                start = v + 1 if token.lower == "of" and t > v + 1 else t + 1
                yield list(range(start, t + 2)), token.lower
                return

    def _says_things(self, v: int, cue: Cue) -> bool:
        """Whether an object of ``v`` can be what was said: not for "a statement outlining", "they showed courage"."""
        reduced = self.tokens[v].lower.endswith("ing") and self.tokens[v - 1].pos in ("NOUN", "PROPN")
        if self.tokens[v].dep == "acl" or reduced:
            return False
        if cue.kind != "evidence":
            return True
        subjects = self.grammar.kids(v, "nsubj")
        return bool(subjects) and self.tokens[subjects[0]].lemma.lower() in self.cues.documents

    def _infinitive(self, v: int) -> list[int]:
        """ "urged both sides to talk", "called on X to stop", "promised to help": from the object to the end."""
        if passive(self.speech, v):
            return []
        for c in self.children[v]:
            token = self.tokens[c]
            base = token.dep.partition(":")[0]
            if base not in ("xcomp", "ccomp", "advcl") or c < v or "to" not in self.grammar.marks(c):
                continue
            addressed = self._objects(v) or self.grammar.obliques(v, "on", "to", "for")
            if base == "advcl" and not addressed and self.tokens[v + 1].lower != "on":
                continue
            return self._from_objects(v, c)
        return []

    def _objects(self, v: int) -> list[int]:
        """The objects of ``v``; an indirect one beside none is one whatever the parse calls it."""
        return self.grammar.kids(v, "obj") or self.grammar.kids(v, "iobj")

    def _from_objects(self, v: int, c: int) -> list[int]:
        """Tokens from the object of ``v`` (or its "on"-phrase) to the end of complement ``c``."""
        end = max(self.speech.subtree(c)) + 1
        begin = min(self.speech.subtree(c))
        for o in self.children[v]:
            token = self.tokens[o]
            case = self.grammar.case(o) or self.tokens[v + 1].lower
            phrase = token.dep == "obl" and case in ("on", "for") and not self._timing(o)
            if v < o < c and (token.dep in ("obj", "iobj") or phrase):
                span = [t for t in self.speech.subtree(o) if self.tokens[t].dep != "case" or self.tokens[t].head != o]
                begin = min(begin, min(span))
        return list(range(begin, end))

    def _timing(self, o: int) -> bool:
        """Whether the phrase at ``o`` tells when: "on Monday", "on December 5"."""
        return any(self.tokens[t].lower in TIMES for t in (o, *self.children[o]))

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
            objects = self._objects(v)
            if case == "as" and not objects and not passive(self.speech, v):
                if any(k > v for k in self.grammar.kids(c, "nsubj")):
                    yield [t for t in self.speech.subtree(c) if t > v], case
                continue
            if case == "for" and objects and "obj" not in cue.takes:
                continue
            with_object = case in ("of", "as", "for", "on") and bool(objects)
            tokens = self._from_objects(v, c) if with_object else self._without_case(c)
            if case in ("of", "as") and tokens[0] > v:
                tokens = self.extents.from_start(v, tokens)
            yield tokens, case

    def _without_case(self, c: int) -> list[int]:
        drop = {k for k in self.children[c] if self.tokens[k].dep == "case"}
        return [t for t in self.speech.subtree(c) if t not in drop]
