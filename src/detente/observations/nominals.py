"""Attributions by a noun or an adjective: "the claim that", "X's call for", "X is confident that"."""

from __future__ import annotations

from detente.observations.attribution import Attribution, Speech
from detente.observations.brackets import TIMES
from detente.observations.cues import LIGHTEST, Cue, Cues
from detente.observations.subjects import nobody

_POSSESSIVES = frozenset({"'s", "\u2019s", "'", "\u2019"})
_PRONOUNS = frozenset({"his", "her", "its", "their"})


class Nominals:
    """Finds attributions by reporting nouns and adjectives in one document."""

    def __init__(self, speech: Speech, cues: Cues) -> None:
        self.speech = speech
        self.cues = cues
        self.tokens = speech.tokens
        self.children = speech.children
        self.grammar = speech.grammar

    def noun(self, n: int) -> Attribution | None:
        """The attribution by noun ``n``, a key of the table of nouns, or None."""
        cue = self.cues.nouns[self.tokens[n].lemma]
        content, frame = self._noun_content(n, cue)
        if not content:
            return None
        speaker = self._owner(n)
        if speaker is None or nobody(self.speech, speaker):
            return None
        weight = cue.weight if frame == "clause" else cue.weight - 0.1
        if weight < LIGHTEST:
            return None
        content = [t for t in content if t > n]
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
        return (self._behind_that(n), "clause") if "clause" in cue.takes else ([], "")

    def _behind_that(self, n: int) -> list[int]:
        """The clause of "the claim that ..." by word order, for an owned noun that no preposition opens."""
        end = self.speech.document.sentence_of(n).end
        opened = any(self.tokens[t].pos == "ADP" for t in range(max(0, n - 4), n))
        if n + 2 >= end or self.tokens[n + 1].lower != "that" or self.tokens[n + 1].pos != "SCONJ" or opened:
            return []
        aside = (t for t in range(n + 3, end - 1) if self.tokens[t].text == "," and self.tokens[t + 1].pos == "SCONJ")
        clause = list(range(n + 2, next(aside, end)))
        return clause if any(self.tokens[t].pos in ("VERB", "AUX") for t in clause) else []

    def _owner(self, n: int) -> int | None:
        """Whose claim it is: its possessor or author, or the subject of the light verb it is the object of."""
        poss = self.grammar.kids(n, "nmod:poss") or self.grammar.obliques(n, "by", "from")
        if poss:
            return poss[0] if self.tokens[poss[0]].lower not in TIMES else None
        possessor = self._possessor(n)
        if possessor is not None:
            return possessor
        token = self.tokens[n]
        head = self.tokens[token.head]
        if token.dep == "obj" and head.lemma in self.cues.light and not self.speech.negated(head.i):
            return self.speech.speakers(head.i)
        return None

    def _possessor(self, n: int) -> int | None:
        """The possessor by word order: "the rebels' claim", "his repeated claim"."""
        t = n - 1
        while t > max(0, n - 4) and self.tokens[t].pos == "ADJ":
            t -= 1
        if t > 0 and self.tokens[t].lower in _POSSESSIVES and self.tokens[t - 1].pos in ("NOUN", "PROPN"):
            return t - 1
        return t if t >= 0 and self.tokens[t].lower in _PRONOUNS else None

    def adjective(self, a: int) -> Attribution | None:
        """The attribution by adjective ``a``, a key of the table of adjectives, or None."""
        cue = self.cues.adjectives[self.tokens[a].lemma]
        clauses = [c for c in self.grammar.kids(a, "ccomp", "advcl") if c > a and self._declares(c)]
        if not clauses or cue.weight < LIGHTEST or self.speech.negated(a):
            return None
        head = self.tokens[self.tokens[a].head]
        if self.tokens[a].dep == "xcomp" and head.lemma == "make":
            speaker = self.speech.speakers(head.i)
        elif self.grammar.kids(a, "cop"):
            speaker = self.speech.speakers(a)
        else:
            return None
        if speaker is None or nobody(self.speech, speaker) or self.tokens[speaker].lower in ("it", "this", "that"):
            return None
        content = self.speech.content(self.speech.subtree(clauses[0]))
        return Attribution(a, (a, a + 1), cue.kind, "clause", speaker, content, cue.weight)

    def _declares(self, c: int) -> bool:
        marks = self.grammar.marks(c)
        return "that" in marks or (self.tokens[c].dep == "ccomp" and "to" not in marks)

    def _without_case(self, c: int) -> list[int]:
        drop = {k for k in self.children[c] if self.tokens[k].dep == "case"}
        return [t for t in self.speech.subtree(c) if t not in drop]
