"""Attributions by a reporting word: verbs ("said that"), nouns ("the claim that"), adjectives and "according to"."""

from __future__ import annotations

from collections.abc import Iterator

from detente.observations.attribution import Attribution, Speech
from detente.observations.brackets import TIMES, adjacent, antecedent, bracket
from detente.observations.cues import Cue, Cues

# Auxiliaries that make the act of speaking itself uncertain ("could say"); "will" and "would" report a stance.
UNSPOKEN = frozenset({"may", "might", "could", "should", "must", "can", "ca", "shall"})
FIRST_PERSON = frozenset({"i", "we", "you"})
# Pronouns that speak for nobody whom a report could name.
NOBODY = frozenset({"i", "me", "we", "us", "you", "one", "there", "what", "anyone", "everyone", "nobody", "whoever",
     "who", "which", "that", "this", "whom", "how", "why"})
ADDRESSED = frozenset({"tell", "inform", "assure", "reassure", "remind", "warn", "notify", "alert", "advise"})
QUOTING = frozenset({"quote", "cite", "report", "describe"})
NOMINALS = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
CLAUSE_STARTS = frozenset({"PRON", "DET", "PROPN", "NOUN", "ADJ", "NUM"})
OBJECT_FORMS = frozenset({"me", "him", "her", "us", "them", "so", "nothing"})
RELATIVES = frozenset({"who", "which", "that"})
# So many words may stand between "told" and "that".
NEAR = 7
PREMODIFIERS = ("compound", "flat", "amod", "nmod:poss", "nummod", "det")
LIGHTEST = 0.55
# Verbs that stand in brackets of commas only to report.
SURE = 0.8


class Reporting:
    """Finds attributions in one document, sentence by sentence, by its reporting words."""

    def __init__(self, speech: Speech, cues: Cues) -> None:
        self.speech = speech
        self.cues = cues
        self.tokens = speech.tokens
        self.children = speech.children
        self.grammar = speech.grammar
        self._openers = {words[0] for words, _, _ in cues.phrases}

    def find(self) -> list[Attribution]:
        """All attributions, in the order of their cues; those without content yet have an empty ``content``."""
        out: list[Attribution] = []
        for token in self.tokens:
            found: Attribution | None = None
            if token.pos in ("VERB", "AUX"):
                if token.lemma in self.cues.verbs:
                    found = self._verb(token.i)
                elif token.lower in self._openers:
                    found = self._phrase(token.i)
            elif token.pos == "NOUN":
                if token.lemma in self.cues.nouns:
                    found = self._noun(token.i)
            elif token.pos == "ADJ":
                if token.lemma in self.cues.adjectives:
                    found = self._adjective(token.i)
            elif token.lower in self._openers:
                found = self._phrase(token.i)
            if found is not None:
                out.append(found)
        return out

    # --- verbs

    def _verb(self, v: int) -> Attribution | None:
        token = self.tokens[v]
        if token.dep in ("amod", "compound", "case", "aux", "cop"):
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
        for frame, content in self._contents(v, cue):
            weight = cue.weight if frame in ("clause", "aside", "open") else cue.weight - 0.1
            if weight < LIGHTEST:
                continue
            return self._attribution(v, cue, frame, content, weight)
        return None

    def _bracketed(self, v: int, cue: Cue) -> Attribution | None:
        """A reporting verb set off by commas: the rest of its sentence is what was said."""
        if "clause" not in cue.takes or cue.weight < SURE or self._passive(v):
            return None
        found = None if self.tokens[v].lower.endswith("ing") else bracket(self.speech, v)
        if found is None or self._nobody(found.subject):
            return None
        objects = [c for c in self.children_of(v, "obj") if c != found.subject and c > v]
        if (objects and cue.lemma not in ADDRESSED) or (cue.kind == "evidence" and found.end > v + 1):
            return None
        around = [*range(*found.before), *range(*found.after)]
        while around and self.tokens[around[0]].pos in ("PUNCT", "CCONJ") and self.speech.quotation_of(around[0]) is None:
            around.pop(0)
        content = self.speech.content(around)
        if not content:
            return None
        speaker, carriers = self._citing(v, found.subject)
        addressee = self._addressee(v, "aside")
        return Attribution(v, (v, v + 1), cue.kind, "aside", speaker, content, cue.weight, addressee, carriers)

    def _spoken(self, v: int, cue: Cue) -> bool:
        """Whether the words were said at all: not denied, asked for, imagined or refused."""
        speech = self.speech
        token = self.tokens[v]
        if speech.modals(v) & UNSPOKEN or speech.marked(v, "if", "whether", "unless"):
            return False
        if speech.negated(v) and (cue.kind != "thought" or cue.weight < 0.7):
            return False
        dep = token.dep.partition(":")[0]
        if dep in ("csubj",):
            return False
        head = self.tokens[token.head]
        if "to" in speech.grammar.marks(v) and dep in ("xcomp", "advcl", "acl", "ccomp"):
            return self.cues.spoken.get(head.lemma.lower(), False) and dep in ("xcomp", "ccomp")
        if dep == "xcomp" and head.pos in ("VERB", "ADJ"):
            return self.cues.spoken.get(head.lemma.lower(), True)
        imperative = dep == "root" and token.lower == token.lemma and not self.children_of(v, "nsubj")
        return not imperative

    def children_of(self, i: int, *deps: str) -> list[int]:
        """Dependents of ``i`` by relation, subtypes included."""
        return self.grammar.kids(i, *deps)

    def _quoting(self, v: int) -> Attribution | None:
        """"X was quoted by Y as saying S", "Y cited X as saying S": X speaks, Y passes it on."""
        if self.tokens[v].lemma not in QUOTING:
            return None
        saying = next(
            (
                c
                for c in self.children[v]
                if c > v
                and self.tokens[c].lemma in self.cues.verbs
                and self.tokens[c].lower.endswith("ing")
                and self.speech.marked(c, "as")
            ),
            None,
        )
        if saying is None:
            return None
        subject = self.speech.speakers(v)
        if self._passive(v):
            agents = self.grammar.obliques(v, "by") + self.grammar.obliques(saying, "by")
            speaker, carriers = subject, tuple(agents)
        else:
            objects = self.children_of(v, "obj")
            speaker, carriers = (objects[0] if objects else None), ((subject,) if subject is not None else ())
        content: tuple[tuple[int, int], ...] = ()
        frame = "open"
        for verb in (saying, v):
            tokens = self._clause(verb, {saying, *(carriers if verb == v else ())})
            if tokens:
                content, frame = self.speech.content(tokens), "clause"
                break
        if not content:
            content = self.speech.content(self._aside(v))
        cue = (v, saying + 1) if saying - v <= 2 else (v, v + 1)
        return Attribution(v, cue, "quote", frame, speaker, content, 1.0, None, carriers)

    def _contents(self, v: int, cue: Cue) -> Iterator[tuple[str, tuple[tuple[int, int], ...]]]:
        """The ways in which ``v`` has something said hanging on it, the surest first."""
        speech = self.speech
        if "clause" in cue.takes:
            clause = self._clause(v)
            if clause:
                yield "clause", speech.content(clause)
            aside = self._aside(v, cue)
            if aside:
                yield "aside", speech.content(aside)
        if "inf" in cue.takes:
            infinitive = self._infinitive(v)
            if infinitive:
                yield "inf", speech.content(self._to_end(v, infinitive))
        for tokens, preposition in self._prepositional(v, cue):
            yield preposition, speech.content(self._to_end(v, tokens))
        if "pred" in cue.takes:
            predicate = [c for c in self.children_of(v, "xcomp") if "to" not in self.grammar.marks(c)]
            if predicate:
                yield "pred", speech.content(self._from_objects(v, predicate[0]))
        if "obj" in cue.takes and self._says_things(v, cue):
            objects = self.children_of(v, "obj") or (self.children_of(v, "nsubj") if self._passive(v) else [])
            if objects and self.tokens[objects[0]].pos != "PRON":
                yield "obj", speech.content(self._to_end(v, speech.subtree(objects[0])))
        if "clause" in cue.takes and cue.weight >= 0.8:
            yield "open", ()

    def _says_things(self, v: int, cue: Cue) -> bool:
        """Whether an object of ``v`` can be what was said: not for "a statement outlining", "they showed courage"."""
        if self.tokens[v].dep == "acl":
            return False
        if cue.kind != "evidence":
            return True
        subjects = self.children_of(v, "nsubj")
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
        return list(range(content[0], end)) if end > content[-1] + 1 else content

    def _clause(self, v: int, without: set[int] | None = None) -> list[int]:
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
            return self._until_next(v, self._from_start(v, sorted(after)))
        return before or self._until_next(v, self._following(v))

    def _until_next(self, v: int, content: list[int]) -> list[int]:
        """``content`` cut where the sentence goes on to another thing said: "..., and he warned that"."""
        for n, t in enumerate(content[:-2]):
            if self.tokens[t].text not in (",", ";", "—", "–", "--") or self.speech.quotation_of(t) is not None:
                continue
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

    def _from_start(self, v: int, content: list[int]) -> list[int]:
        """``content`` behind ``v``, begun at the first word after ``v`` that is no adjunct or addressee of it."""
        own: set[int] = set()
        for c in self.children[v]:
            base = self.tokens[c].dep.partition(":")[0]
            addressed = base == "obj" and self.tokens[v].lemma in ADDRESSED
            if c > v and (base in ("obl", "advmod", "iobj", "aux", "mark", "punct", "compound", "advcl") or addressed):
                own.update(self.speech.subtree(c))
        missing = [t for t in range(v + 1, content[0]) if t not in own and self.tokens[t].pos != "PUNCT"]
        return [*range(missing[0], content[0]), *content] if missing else content

    def _following(self, v: int) -> list[int]:
        """The rest of the sentence behind ``v`` where a parse finds no clause there, but words and verbs stand."""
        sentence = self.speech.document.sentence_of(v)
        start = v + 1
        that = next((t for t in range(start, min(start + NEAR, sentence.end)) if self.tokens[t].lower == "that"), None)
        if that is not None and not any(self.tokens[t].pos in ("VERB", "PUNCT") for t in range(start, that)):
            start = that + 1
        elif self.tokens[v].lemma in ADDRESSED or self.children_of(v, "obj", "xcomp"):
            return []
        first = self.tokens[start] if start < sentence.end else None
        if first is None or first.pos not in CLAUSE_STARTS or first.lower in OBJECT_FORMS:
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
            and not self.children_of(c, "nsubj", "aux")
        )

    def _introduced(self, v: int, c: int) -> bool:
        """Whether ``c`` stands behind ``v`` as what it introduces: after a colon, a comma or an opening mark."""
        first = min(self.speech.subtree(c))
        between = self.tokens[first - 1].text if first - 1 > v else ""
        return between in (":", ",", "``", "“", '"', "‘", "'") or first == v + 1

    def _strays(self, c: int) -> set[int]:
        """Participles of adding inside clause ``c``: ", adding that" is always the speaker's, not the clause's."""
        return {
            k
            for t in self.speech.subtree(c)
            for k in self.children[t]
            if self.tokens[k].lower == "adding" and self.tokens[k].dep == "advcl" and self.children_of(k, "ccomp")
        }

    def _aside(self, v: int, cue: Cue | None = None) -> list[int]:
        """Tokens around ``v`` where it stands in brackets of commas: "Talks, he said, will resume"."""
        token = self.tokens[v]
        if cue is not None and cue.lemma not in ADDRESSED and self.children_of(v, "obj"):
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
        if self._passive(v):
            return []
        for c in self.children[v]:
            token = self.tokens[c]
            base = token.dep.partition(":")[0]
            if base not in ("xcomp", "ccomp", "advcl") or c < v or "to" not in self.grammar.marks(c):
                continue
            if base == "advcl" and not (self.children_of(v, "obj") or self.grammar.obliques(v, "on", "to", "for")):
                continue
            return self._from_objects(v, c)
        return []

    def _from_objects(self, v: int, c: int) -> list[int]:
        """Tokens from the object of ``v`` (or its "on"-phrase) to the end of complement ``c``."""
        end = max(self.speech.subtree(c)) + 1
        begin = min(self.speech.subtree(c))
        for o in self.children[v]:
            token = self.tokens[o]
            if v < o < c and (token.dep == "obj" or (token.dep == "obl" and self.grammar.case(o) in ("on", "for"))):
                span = [t for t in self.speech.subtree(o) if self.tokens[t].dep != "case" or self.tokens[t].head != o]
                begin = min(begin, min(span))
        return list(range(begin, end))

    def _prepositional(self, v: int, cue: Cue) -> Iterator[tuple[list[int], str]]:
        """"called for talks", "accused X of lying", "described it as a lie"."""
        for c in self.children[v]:
            if c < v:
                continue
            base = self.tokens[c].dep.partition(":")[0]
            if base == "obl":
                case = self.grammar.case(c)
            elif base in ("advcl", "xcomp", "ccomp"):
                words = self.grammar.marks(c) | {
                    self.tokens[k].lower for k in self.children_of(c, "case") if k < c
                }
                case = next(iter(words & cue.takes), None)
            else:
                continue
            if case is None or case not in cue.takes:
                continue
            with_object = case in ("of", "as", "for", "on") and bool(self.children_of(v, "obj"))
            tokens = self._from_objects(v, c) if with_object else self._without_case(c)
            yield tokens, case

    def _without_case(self, c: int) -> list[int]:
        drop = {k for k in self.children[c] if self.tokens[k].dep == "case"}
        return [t for t in self.speech.subtree(c) if t not in drop]

    def _attribution(
        self, v: int, cue: Cue, frame: str, content: tuple[tuple[int, int], ...], weight: float
    ) -> Attribution | None:
        passive = self._passive(v)
        carriers: tuple[int, ...] = ()
        if passive:
            agents = [o for o in self.children_of(v, "obl") if self.tokens[o].dep == "obl:agent"]
            agents = agents or self.grammar.obliques(v, "by")
            speaker = agents[0] if agents else None
            if speaker is None and not (self._expletive(v) and frame in ("clause", "aside")):
                return None
        else:
            speaker = self._adding(v) if self.tokens[v].lower == "adding" else self._speaker(v)
            if speaker is None:
                return None
            if self._misplaced(v, speaker, content):
                speaker = adjacent(self.speech, v)
                if speaker is None or self._misplaced(v, speaker, content):
                    return None
        if speaker is not None and self._nobody(speaker):
            return None
        content = self.speech.whole(content, v, *((speaker,) if speaker is not None else ()))
        speaker, carriers = self._citing(v, speaker)
        end = v + 1
        following = self.tokens[end] if end < len(self.tokens) else None
        after = self.tokens[min(end + 1, len(self.tokens) - 1)].lower
        if following is not None and after not in TIMES:
            end += following.dep == "compound:prt" or (frame in ("inf", following.lower) and following.pos == "ADP")
        addressee = self._addressee(v, frame)
        return Attribution(v, (v, end), cue.kind, frame, speaker, content, weight, addressee, carriers)

    def _speaker(self, v: int) -> int | None:
        """The subject of ``v``; the noun phrase right before it where the parse has none of its own, or one behind."""
        own = [c for c in self.children[v] if self.tokens[c].dep.startswith("nsubj")]
        before = [c for c in own if c < v]
        if before:
            found = self.grammar.surface_subjects(v)
            own_subject = before[-1] if len(before) > 1 else (found[0] if found else before[0])
            if self.tokens[own_subject].lower in RELATIVES:
                return antecedent(self.speech, own_subject)
            return own_subject
        near = adjacent(self.speech, v)
        if near is not None and not self._nobody(near):
            return near
        return None if near is not None and self.tokens[near].lower in FIRST_PERSON else self.speech.speakers(v)

    def _passive(self, v: int) -> bool:
        """Whether ``v`` is passive by the words before it ("was widely believed"), or as a bare participle."""
        if self.tokens[v].lower.endswith("ing"):
            return False
        t = v - 1
        while t >= 0 and self.tokens[t].pos in ("ADV", "PART"):
            t -= 1
        if t >= 0 and self.tokens[t].lemma in ("be", "get"):
            return True
        return self.tokens[v].dep == "acl" and self.grammar.participle(v)

    def _misplaced(self, v: int, speaker: int, content: tuple[tuple[int, int], ...]) -> bool:
        """Whether a parse has put the speaker among the words spoken."""
        if self.speech.quotation_of(speaker) != self.speech.quotation_of(v):
            return True
        at = self.tokens[speaker].idx
        return self.tokens[speaker].sent == self.tokens[v].sent and any(a <= at < b for a, b in content)

    def _nobody(self, speaker: int) -> bool:
        token = self.tokens[speaker]
        return token.pos in ("PRON", "ADV", "DET", "NOUN") and token.lower in NOBODY

    def _expletive(self, v: int) -> bool:
        return any(self.tokens[c].lower == "it" for c in self.children_of(v, "nsubj", "expl"))

    def _adding(self, v: int) -> int | None:
        """Who adds: the speaker of the nearest reporting verb above."""
        for a in self.speech.document.ancestors(v):
            if self.tokens[a].lemma in self.cues.verbs and self.tokens[a].pos == "VERB":
                return self.speech.speakers(a)
        return self.speech.speakers(v)

    def _citing(self, v: int, speaker: int | None) -> tuple[int | None, tuple[int, ...]]:
        """"RIA reported, citing X": X speaks and RIA carries."""
        for c in self.children_of(v, "advcl"):
            if self.tokens[c].lower in ("citing", "quoting") and speaker is not None:
                objects = self.children_of(c, "obj")
                if objects:
                    return objects[0], (speaker,)
        return speaker, ()

    def _addressee(self, v: int, frame: str) -> int | None:
        """To whom: "told reporters", "said to the council"."""
        if self.tokens[v].lemma in ADDRESSED and frame in ("clause", "aside", "open", "inf"):
            found = self.children_of(v, "iobj") or self.children_of(v, "obj")
            return found[0] if found else None
        if frame in ("clause", "aside", "open"):
            found = self.children_of(v, "iobj") or self.grammar.obliques(v, "to")
            return found[0] if found else None
        if frame == "inf":
            found = self.children_of(v, "obj") or self.grammar.obliques(v, "on", "for")
            return next((f for f in found if self.tokens[f].lower not in TIMES), None)
        return None

    # --- nouns, adjectives, phrases

    def _noun(self, n: int) -> Attribution | None:
        cue = self.cues.nouns[self.tokens[n].lemma]
        content, frame = self._noun_content(n, cue)
        if not content:
            return None
        speaker = self._owner(n)
        if speaker is None or self._nobody(speaker):
            return None
        weight = cue.weight if frame == "clause" else cue.weight - 0.1
        if weight < LIGHTEST:
            return None
        return Attribution(n, (n, n + 1), cue.kind, frame, speaker, self.speech.content(content), weight)

    def _noun_content(self, n: int, cue: Cue) -> tuple[list[int], str]:
        for c in self.children[n]:
            token = self.tokens[c]
            if c < n:
                continue
            if token.dep in ("acl", "ccomp") or (token.dep == "acl:relcl" and self.speech.marked(c, "that")):
                marks = self.grammar.marks(c)
                if "clause" in cue.takes and "that" in marks:
                    return self.speech.subtree(c), "clause"
                if "inf" in cue.takes and "to" in marks:
                    return self.speech.subtree(c), "inf"
            if token.dep == "nmod":
                case = self.grammar.case(c)
                if case in cue.takes:
                    return self._without_case(c), case or ""
        return [], ""

    def _owner(self, n: int) -> int | None:
        """Whose claim it is: its possessor or author, or the subject of the light verb it is the object of."""
        poss = self.children_of(n, "nmod:poss") or self.grammar.obliques(n, "by", "from")
        if poss:
            return poss[0]
        token = self.tokens[n]
        head = self.tokens[token.head]
        if token.dep == "obj" and head.lemma in self.cues.light and not self.speech.negated(head.i):
            return self.speech.speakers(head.i)
        return None

    def _adjective(self, a: int) -> Attribution | None:
        cue = self.cues.adjectives[self.tokens[a].lemma]
        clauses = [c for c in self.children_of(a, "ccomp", "advcl") if c > a and self._declares(c)]
        if not clauses or cue.weight < LIGHTEST or self.speech.negated(a):
            return None
        head = self.tokens[self.tokens[a].head]
        if self.tokens[a].dep == "xcomp" and head.lemma == "make":
            speaker = self.speech.speakers(head.i)
        elif self.children_of(a, "cop"):
            speaker = self.speech.speakers(a)
        else:
            return None
        if speaker is None or self._nobody(speaker) or self.tokens[speaker].lower in ("it", "this", "that"):
            return None
        content = self.speech.content(self.speech.subtree(clauses[0]))
        return Attribution(a, (a, a + 1), cue.kind, "clause", speaker, content, cue.weight)

    def _declares(self, c: int) -> bool:
        marks = self.grammar.marks(c)
        return "that" in marks or (self.tokens[c].dep == "ccomp" and "to" not in marks)

    def _finite(self, t: int) -> bool:
        return self.tokens[t].pos in ("AUX", "VERB") and not self.tokens[t].lower.endswith("ing")

    def _phrase(self, i: int) -> Attribution | None:
        """"according to X" and its kind: the sentence or clause around it is what X said."""
        for words, after, cue in self.cues.phrases:
            end = i + len(words)
            if end > len(self.tokens) or any(self.tokens[i + k].lower != w for k, w in enumerate(words)):
                continue
            found = self._named_by(i, end, after)
            if found is None:
                continue
            speaker, attached = found
            if self._nobody(speaker):
                return None
            content = self._around(i, attached)
            if not content:
                return None
            stop = end if after is None else attached + 1
            return Attribution(i, (i, stop), cue.kind, "aside", speaker, self.speech.content(content), cue.weight)
        return None

    def _named_by(self, i: int, end: int, after: tuple[str, ...] | None) -> tuple[int, int] | None:
        """The speaker that a phrase names, and the token by which the whole phrase hangs in the tree."""
        sentence = self.speech.document.sentence_of(i)
        if after is not None:
            for n in range(end, min(end + 8, sentence.end)):
                if self.tokens[n].lower == after[-1] and self.tokens[n].pos == "NOUN":
                    owner = self.children_of(n, "nmod:poss")
                    return (owner[0], n) if owner else None
            return None
        stop = next((t for t in range(end + 1, sentence.end) if self.tokens[t].text == ","), sentence.end)
        governor = self.tokens[i].head
        if self.tokens[i].dep == "case" and end <= governor < stop:
            return governor, governor
        below = [c for c in self.children[i] if end <= c < stop and self.tokens[c].pos in NOMINALS]
        if below:
            return below[0], below[0]
        named = next((n for n in range(end, stop) if self.tokens[n].pos in NOMINALS), None)
        if named is None:
            return None
        while named < self.tokens[named].head < stop and self.tokens[named].dep.startswith(PREMODIFIERS):
            named = self.tokens[named].head
        return named, named

    def _around(self, i: int, attached: int) -> list[int]:
        """The clause that a phrase at ``i``, hanging by ``attached``, comments on; at an edge the whole sentence."""
        document = self.speech.document
        sentence = document.sentence_of(i)
        commas = [t for t in range(attached + 1, sentence.end) if self.tokens[t].text == ","]
        stop = commas[0] if commas else sentence.end
        phrase = {t for t in self.speech.subtree(attached) if i <= t}
        if any(t > stop and self._finite(t) for t in phrase):
            # A parse that hangs the sentence below the phrase: the phrase ends at its comma.
            phrase = {t for t in phrase if t < stop}
        phrase |= set(range(i, attached + 1))
        high = max(phrase)
        at_start = all(self.tokens[t].pos in ("PUNCT", "CCONJ", "ADV") for t in range(sentence.start, i))
        rest = range(high + 1, sentence.end)
        at_end = not any(self.tokens[t].pos in ("VERB", "AUX", "NOUN", "PROPN") for t in rest)
        if at_start or at_end:
            return list(range(high + 1, sentence.end)) if at_start else list(range(sentence.start, i))
        clause = next(
            (
                a
                for a in document.ancestors(attached)
                if self.tokens[a].dep.partition(":")[0] in ("root", "ccomp", "conj", "advcl", "acl", "parataxis")
            ),
            None,
        )
        if clause is None:
            return []
        return [t for t in self.speech.subtree(clause, [attached]) if t not in phrase]
