"""Attributions by a reporting verb ("said that", "was quoted as saying"), and the round over all reporting words."""

from __future__ import annotations

from dataclasses import replace

from detente.observations.according import Phrases
from detente.observations.attribution import Attribution, Speech
from detente.observations.brackets import LONGEST, NOMINALS, TIMES, adjacent, bracket, top
from detente.observations.complements import Complements
from detente.observations.cues import LIGHTEST, SURE, Cue, Cues
from detente.observations.extents import ADDRESSED
from detente.observations.nominals import Nominals
from detente.observations.subjects import agent, cited, coordinated, misplaced, nobody, passive, subject

# Auxiliaries that make the act of speaking itself uncertain ("could say"); "will" and "would" report a stance.
UNSPOKEN = frozenset({"may", "might", "could", "should", "must", "can", "ca", "shall"})
RESTATED = frozenset({"say", "state"})
QUOTING = frozenset({"quote", "cite", "report", "describe"})
_NEAR = 3
_CLAUSAL = frozenset({"clause", "aside", "open"})
# "Does not believe that" is a thought worth noting, "did not say that" no statement.
_DENIABLE = 0.7


class Reporting:
    """Finds attributions in one document, sentence by sentence, by its reporting words."""

    def __init__(self, speech: Speech, cues: Cues, author: int | None = None) -> None:
        """``author`` is the token that names whose text the whole report is, where it is somebody's own."""
        self.speech = speech
        self.author = author
        self.cues = cues
        self.tokens = speech.tokens
        self.children = speech.children
        self.grammar = speech.grammar
        self.complements = Complements(speech, cues)
        self.nominals = Nominals(speech, cues)
        self.phrases = Phrases(speech, cues)

    def find(self) -> list[Attribution]:
        """All attributions, in the order of their cues; those without content yet have an empty ``content``."""
        out: list[Attribution] = []
        for token in self.tokens:
            found: Attribution | None = None
            if token.pos in ("VERB", "AUX"):
                if token.lemma in self.cues.verbs:
                    found = self._verb(token.i)
                elif token.lower in self.phrases.openers:
                    found = self.phrases.phrase(token.i)
            elif token.pos == "NOUN":
                if token.lemma in self.cues.nouns:
                    found = self.nominals.noun(token.i)
            elif token.pos == "ADJ":
                if token.lemma in self.cues.adjectives:
                    found = self.nominals.adjective(token.i)
            elif token.lower in self.phrases.openers:
                found = self.phrases.phrase(token.i)
            if found is not None:
                out.append(self._same_speaker(out[-1], self._joined(out[-_NEAR:], found)) if out else found)
        return self._divided(out)

    def _joined(self, before: list[Attribution], found: Attribution) -> Attribution:
        """``found`` with the speaker of the participle it is joined to: "saying they lied and accusing them of"."""
        v = found.head
        if self.tokens[v - 1].pos != "CCONJ" or not self._says(v):
            return found
        same = (a for a in reversed(before) if self._says(a.head) and self.tokens[a.head].sent == self.tokens[v].sent)
        first = next(same, None)
        return replace(found, speaker=first.speaker) if first is not None else found

    def _same_speaker(self, before: Attribution, found: Attribution) -> Attribution:
        """``found`` with the speaker of ``before`` where it goes on from there: "rejected the offer, saying"."""
        v = found.head
        participle = self.tokens[v].lower.endswith("ing") and self.tokens[v - 1].text == ","
        adjoins = bool(before.content) and before.content[-1][1] == self.tokens[v - 1].idx
        if participle and adjoins and before.frame not in _CLAUSAL:
            return replace(found, speaker=before.speaker)
        return found

    def _divided(self, found: list[Attribution]) -> list[Attribution]:
        """Two brackets in one sentence share it out: "A, X said, while B, Y said"."""
        out: list[Attribution] = []
        for attribution in found:
            before = out[-1] if out else None
            if before is not None and before.frame == attribution.frame == "aside" and before.content:
                cue, last = self.tokens[attribution.head].idx, self.tokens[before.head]
                shared = before.content[-1][0] <= cue < before.content[-1][1]
                kept = tuple(p for p in before.content if p[1] <= last.idx)
                rest = tuple(p for p in before.content if p[0] >= last.end)
                if shared and kept and rest:
                    own = tuple((max(a, rest[0][0]), b) for a, b in attribution.content if b > rest[0][0])
                    out[-1] = replace(before, content=kept)
                    attribution = replace(attribution, content=own or attribution.content)
            out.append(attribution)
        return out

    def _verb(self, v: int) -> Attribution | None:
        token = self.tokens[v]
        if token.dep in ("amod", "compound", "case", "aux", "cop"):
            return None
        if (self.tokens[v - 1].lower == "as" and token.lower.endswith("ing")) or self._attributive(v):
            return None
        particles = {self.tokens[c].lower for c in self.children[v] if self.tokens[c].dep == "compound:prt"}
        cue = self.cues.verb(token.lemma, particles)
        if cue is None:
            return None
        quoting = self._quoting(v)
        if quoting is not None:
            return quoting
        if not self._spoken(v, cue):
            return None
        bracketed = self._bracketed(v, cue)
        if bracketed is not None:
            return bracketed
        for frame, content in self.complements.contents(v, cue):
            weight = cue.weight if frame in _CLAUSAL else cue.weight - 0.1
            if weight < LIGHTEST:
                continue
            return self._attribution(v, cue, frame, content, weight)
        return None

    def _attributive(self, v: int) -> bool:
        """Whether ``v`` is a participle inside a noun phrase: "the officially reported figure"."""
        t = v - 1
        while t > 0 and self.tokens[t].pos == "ADV":
            t -= 1
        return self.tokens[t].pos == "DET" and self.tokens[t].lower not in ("all", "both", "this", "that", "some")

    def _bracketed(self, v: int, cue: Cue) -> Attribution | None:
        """A reporting verb set off by commas: the rest of its sentence is what was said."""
        if not cue.takes & {"clause", "quote"} or passive(self.speech, v):
            return None
        found = None if self.tokens[v].lower.endswith("ing") else bracket(self.speech, v)
        if found is None or nobody(self.speech, found.subject):
            return None
        if (cue.weight < SURE or "quote" in cue.takes) and self.speech.quotation_of(found.before[1] - 1) is None:
            return None
        objects = [c for c in self.grammar.kids(v, "obj") if c != found.subject and c > v]
        if (objects and cue.lemma not in ADDRESSED) or (cue.kind == "evidence" and found.end > v + 1):
            return None
        around = [*range(found.before[0], self._without_role(*found.before)), *range(*found.after)]
        while around and self._leads(around[0]):
            around.pop(0)
        content = self.speech.content(around)
        if not content:
            return None
        speaker, carriers = cited(self.speech, self.cues, v, found.subject)
        addressee = self._addressee(v, "aside")
        return Attribution(v, (v, v + 1), cue.kind, "aside", speaker, content, cue.weight, addressee, carriers)

    def _without_role(self, start: int, end: int) -> int:
        """``end`` before what the speaker is, told in commas right before the name: ", an expert on arms, X said"."""
        if end - 1 <= start or self.tokens[end - 1].text != ",":
            return end
        comma = next((t for t in range(end - 2, start, -1) if self.tokens[t].text == ","), None)
        role = [self.tokens[t] for t in range(comma + 1, end - 1)] if comma is not None else []
        named = any(t.lemma.lower() in self.cues.unnamed for t in role)
        if comma is None or not named or role[0].lower not in ("a", "an", "the") or any(t.pos == "VERB" for t in role):
            return end
        return comma

    def _leads(self, t: int) -> bool:
        """Whether ``t`` only leads in to what was said: a mark or "but" outside quotation marks."""
        return self.tokens[t].pos in ("PUNCT", "CCONJ") and self.speech.quotation_of(t) is None

    def _spoken(self, v: int, cue: Cue) -> bool:
        """Whether the words were said at all: not denied, asked for, imagined or refused."""
        speech = self.speech
        token = self.tokens[v]
        if speech.modals(v) & UNSPOKEN or speech.marked(v, "if", "whether", "unless"):
            return False
        if {"would", "have"} <= speech.modals(v):
            return False
        if speech.negated(v) and (cue.kind != "thought" or cue.weight < _DENIABLE):
            return False
        dep = token.dep.partition(":")[0]
        if dep in ("csubj",):
            return False
        head = self.tokens[token.head]
        if "to" in speech.grammar.marks(v) and dep in ("xcomp", "advcl", "acl", "ccomp"):
            return self.cues.spoken.get(head.lemma.lower(), False) and dep in ("xcomp", "ccomp")
        if dep == "xcomp" and head.pos in ("VERB", "ADJ"):
            return self.cues.spoken.get(head.lemma.lower(), True)
        bare = dep == "root" and token.lower == token.lemma and not self.grammar.kids(v, "nsubj")
        return not (bare and adjacent(speech, v) is None)

    def _quoting(self, v: int) -> Attribution | None:
        """ "X was quoted by Y as saying S", "Y cited X as saying S": X speaks, Y passes it on."""
        saying = self._saying(v) if self.tokens[v].lemma in QUOTING else None
        if saying is None:
            return None
        named = [t for t in range(v + 1, saying) if self.tokens[t].pos in NOMINALS]
        doer = subject(self.speech, v)
        if passive(self.speech, v):
            by = next((t for t in range(v + 1, saying) if self.tokens[t].lower == "by"), saying)
            agents = [t for t in named if t > by]
            speaker, carriers = doer, tuple(top(self.speech, t, by + 1, saying) for t in agents[:1])
        else:
            speaker = top(self.speech, named[0], v + 1, saying) if named else None
            carriers = (doer,) if doer is not None else ()
        if speaker is None:
            return None
        return self._quoted_as(v, saying, speaker, carriers)

    def _saying(self, v: int) -> int | None:
        """The participle of "as saying" behind ``v``."""
        sentence = self.speech.document.sentence_of(v)
        for t in range(v + 1, min(v + LONGEST, sentence.end - 1)):
            if self.tokens[t].lower == "as" and self.tokens[t + 1].lower.endswith("ing"):
                return t + 1 if self.tokens[t + 1].lemma in self.cues.verbs else None
            if self.tokens[t].text in (".", ";", ":"):
                return None
        return None

    def _quoted_as(self, v: int, saying: int, speaker: int, carriers: tuple[int, ...]) -> Attribution:
        barred = {saying, *carriers}
        tokens = self.complements.clauses.clause(saying) or self.complements.clauses.clause(v, barred)
        before = [t for t in tokens if t < v]
        content = self.speech.content([t for t in tokens if t > saying] or before or self.complements.clauses.aside(v))
        content = self.speech.whole(content, v, speaker)
        cue = (v, saying + 1) if saying - v <= 2 else (v, v + 1)
        return Attribution(v, cue, "quote", "clause" if content else "open", speaker, content, 1.0, None, carriers)

    def _attribution(
        self, v: int, cue: Cue, frame: str, content: tuple[tuple[int, int], ...], weight: float
    ) -> Attribution | None:
        if passive(self.speech, v):
            speaker = agent(self.speech, v)
            if speaker is None and not (self._expletive(v) and frame in ("clause", "aside")):
                return None
        else:
            speaker = self._adding(v) if self.tokens[v].lower == "adding" else self._subject(v)
            speaker = self._restating(v) if speaker is None or self.tokens[speaker].lower == "i" else speaker
            if speaker is None:
                return None
            if speaker == self.author:
                return Attribution(v, (v, v + 1), cue.kind, frame, speaker, content, weight)
            if misplaced(self.speech, v, speaker, content):
                speaker = adjacent(self.speech, v)
                if speaker is None or misplaced(self.speech, v, speaker, content):
                    return None
        if speaker is not None and nobody(self.speech, speaker):
            return None
        content = self.speech.whole(content, v, *((speaker,) if speaker is not None else ()))
        speaker, carriers = cited(self.speech, self.cues, v, speaker)
        end = v + 1
        following = self.tokens[end] if end < len(self.tokens) else None
        after = self.tokens[min(end + 1, len(self.tokens) - 1)].lower
        if following is not None and after not in TIMES:
            end += following.dep == "compound:prt" or (frame in ("inf", following.lower) and following.pos == "ADP")
        addressee = self._addressee(v, frame)
        return Attribution(v, (v, end), cue.kind, frame, speaker, content, weight, addressee, carriers)

    def _subject(self, v: int) -> int | None:
        with_verb = coordinated(self.speech, self.cues, v)
        if with_verb is None and self.tokens[v].lower.endswith("ing") and self.tokens[v - 1].pos == "CCONJ":
            # "Saying it would help and accusing them of ...": one speaker, whatever the parse joins.
            first = self.speech.document.sentence_of(v).start
            with_verb = next((t for t in range(v - 2, first, -1) if self._says(t)), None)
        return subject(self.speech, v if with_verb is None else with_verb)

    def _says(self, t: int) -> bool:
        """Whether ``t`` is a participle of speech: "saying", "warning"."""
        token = self.tokens[t]
        cue = self.cues.verb(token.lemma, set()) if token.pos == "VERB" and token.lower.endswith("ing") else None
        return cue is not None and cue.kind == "speech" and cue.weight >= SURE

    def _restating(self, v: int) -> int | None:
        """The author of the whole text where it says "as I have said before"."""
        first = any(self.tokens[c].lower == "i" for c in self.grammar.kids(v, "nsubj"))
        return self.author if first and self.tokens[v].lemma in RESTATED else None

    def _expletive(self, v: int) -> bool:
        return any(self.tokens[c].lower == "it" for c in self.grammar.kids(v, "nsubj", "expl"))

    def _adding(self, v: int) -> int | None:
        """Who adds: the speaker of the nearest reporting verb above."""
        for a in self.speech.document.ancestors(v):
            if self.tokens[a].lemma in self.cues.verbs and self.tokens[a].pos == "VERB":
                return self.speech.speakers(a)
        return self.speech.speakers(v)

    def _addressee(self, v: int, frame: str) -> int | None:
        """To whom: "told reporters", "said to the council"."""
        if self.tokens[v].lemma in ADDRESSED and frame in ("clause", "aside", "open", "inf"):
            found = self.grammar.kids(v, "iobj") or self.grammar.kids(v, "obj")
            following = self.tokens[v + 1] if v + 1 < len(self.tokens) else None
            if not found and following is not None and following.pos in NOMINALS and frame in ("aside", "clause"):
                return top(self.speech, v + 1, v + 1, self.speech.document.sentence_of(v).end)
            return found[0] if found else None
        if frame in _CLAUSAL:
            found = self.grammar.kids(v, "iobj") or self.grammar.obliques(v, "to")
            return found[0] if found else None
        if frame == "inf":
            asked = [o for o in self.grammar.obliques(v, "for") if not self.grammar.kids(o, "conj")]
            found = self.grammar.kids(v, "obj") or self.grammar.obliques(v, "on") or asked
            return next((f for f in found if self.tokens[f].lower not in TIMES), None)
        return None
