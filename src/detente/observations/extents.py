"""How far what was said reaches: where it begins behind its cue, and where the sentence goes on to something else."""

from __future__ import annotations

from detente.observations.attribution import Speech
from detente.observations.brackets import TIMES
from detente.observations.cues import SURE, Cues

ADDRESSED = frozenset({"tell", "inform", "assure", "reassure", "remind", "warn", "notify", "alert", "advise"})
ENDS = frozenset({".", "!", "?"})
# So many words may stand between "told" and "that".
NEAR = 7
_BREAKS = frozenset({",", ";", "—", "–", "--"})
_TIMING = frozenset({"on", "late", "early", "in", "last", "this", "earlier", "later"})
_WITHHELD = frozenset({"elaborate", "give", "say", "specify", "provide", "name", "offer", "identify", "explain"})
_WITHHOLDING = frozenset({"give", "offer", "provide", "decline", "refuse", "stop"})
_POSSESSIVE = frozenset({"'s", "\u2019s"})
_ADJUNCTS = frozenset({"obl", "advmod", "iobj", "aux", "mark", "punct", "compound", "advcl"})


class Extents:
    """Finds the ends of what is said in one document; all as sorted token indices."""

    def __init__(self, speech: Speech, cues: Cues) -> None:
        self.speech = speech
        self.cues = cues
        self.tokens = speech.tokens
        self.children = speech.children
        self.grammar = speech.grammar

    def to_end(self, v: int, content: list[int]) -> list[int]:
        """``content`` behind ``v`` carried on to the end of its phrase: the next mark, "and said", "after" ..."""
        if not content or content[0] < v:
            return content
        sentence = self.speech.document.sentence_of(v)
        inside = self.speech.quotation_of(content[-1])
        end = content[-1] + 1
        if end < sentence.end and self.tokens[end].lower == "that" and self._of_a_noun(v, end):
            return self.until_next(v, list(range(content[0], sentence.end)), subordinate=True)
        while end < sentence.end:
            token = self.tokens[end]
            verbal = end + 1 < sentence.end and self.tokens[end + 1].pos in ("VERB", "AUX", "ADV", "PRON")
            if token.pos in ("PUNCT", "SCONJ", "AUX") or (token.pos == "CCONJ" and verbal):
                break
            infinitive = self.tokens[end - 1].lower == "to" and end - 1 > v
            if token.pos == "VERB" and token.dep.partition(":")[0] not in ("acl", "amod", "xcomp") and not infinitive:
                break
            if self.speech.quotation_of(end) != inside:
                break
            end += 1
        longer = list(range(content[0], end)) if end > content[-1] + 1 else content
        return self.until_next(v, longer, subordinate=True)

    def until_next(self, v: int, content: list[int], subordinate: bool = False) -> list[int]:
        """``content`` cut where the sentence goes on to another thing said: "..., and he warned that"."""
        for n, t in enumerate(content[:-2]):
            if self.tokens[t].text in ENDS and self.speech.quotation_of(t) != self.speech.quotation_of(t + 1):
                return content[:n]
            if (
                n > 0
                and self.tokens[t].pos == "CCONJ"
                and self.tokens[v].lower.endswith("ing")
                and self._goes_on(t + 1)
            ):
                return content[:n]
            if self.tokens[t].text not in _BREAKS or self.speech.quotation_of(t) is not None:
                continue
            if n > 0 and ((subordinate and self._goes_on(t + 1)) or self._adds(t + 1)):
                return content[:n]
            if n > 0 and (self.tokens[t + 1].lower in ("according", "however") or self._withholds(t + 1)):
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

    def _adds(self, t: int) -> bool:
        """Whether ``t`` begins "adding that", which is always the speaker's."""
        return self.tokens[t].lower == "adding" and t + 1 < len(self.tokens) and self.tokens[t + 1].lower == "that"

    def _withholds(self, t: int) -> bool:
        """Whether ``t`` begins "without giving reasons", "but did not elaborate": said of the speaker, not by it."""
        end = self.speech.document.sentence_of(t).end
        words = [self.tokens[k].lemma.lower() for k in range(t, min(t + 4, end))]
        if words[:1] == ["without"]:
            return t + 1 < end and self.tokens[t + 1].lower.endswith("ing")
        denied = len(words) > 3 and words[1] == "do" and words[2] in ("not", "n't", "n\u2019t")
        return words[:1] == ["but"] and (
            (denied and words[3] in _WITHHELD) or (len(words) > 2 and words[1] in _WITHHOLDING)
        )

    def from_start(self, v: int, content: list[int]) -> list[int]:
        """``content`` behind ``v``, begun at the first word after ``v`` that is no adjunct or addressee of it."""
        own: set[int] = set()
        for c in self.children[v]:
            base = self.tokens[c].dep.partition(":")[0]
            addressed = base == "obj" and self.tokens[v].lemma in ADDRESSED
            if c > v and (base in _ADJUNCTS or addressed) and not self._possessive(c):
                own.update(self.speech.subtree(c))
        if self.that(v) > v:
            # What follows "that" is said, whatever a parse makes of it: "told the paper that the minister had left".
            own = {t for t in own if t < self.that(v)}
        missing = [t for t in range(self.that(v) + 1, content[0]) if t not in own and self.tokens[t].pos != "PUNCT"]
        return [*range(missing[0], content[0]), *content] if missing else content

    def _possessive(self, t: int) -> bool:
        """Whether a possessive mark follows token ``t``: "welcomed Monday's vote" is not said on Monday."""
        return t + 1 < len(self.tokens) and self.tokens[t + 1].lower in _POSSESSIVE

    def after_time(self, v: int, content: list[int]) -> list[int]:
        """``content`` right behind ``v`` without the time of speaking at its start: "said on Sunday he"."""
        n = 0
        if content and content[0] == v + 1:
            while n < len(content) - 1 and self._of_the_cue(content[n]):
                n += 1
        return content[n:]

    def _of_the_cue(self, t: int) -> bool:
        """Whether ``t``, right behind the cue, tells when or how it was said: "on Sunday", "repeatedly"."""
        token = self.tokens[t]
        if self._possessive(t):
            return False
        timing = token.lower in _TIMING and self.tokens[t + 1].lower in TIMES
        return token.lower in TIMES or timing or (token.pos == "ADV" and token.lower.endswith("ly"))

    def that(self, v: int) -> int:
        """The "that" behind ``v``, a few words off at most, none of them a verb; ``v`` itself where there is none."""
        end = self.speech.document.sentence_of(v).end
        for t in range(v + 1, min(v + 1 + NEAR, end)):
            if self.tokens[t].lower == "that":
                return t if self.tokens[t].pos == "SCONJ" and not self._of_a_noun(v, t) else v
            if self.tokens[t].pos in ("VERB", "PUNCT"):
                break
        return v

    def _of_a_noun(self, v: int, that: int) -> bool:
        """Whether "that" belongs to a noun that is the object of ``v``: "doubted the claim that"."""
        noun = self.tokens[that - 1]
        phrase = any(self.tokens[t].pos == "ADP" for t in range(v + 1, that))
        return noun.pos == "NOUN" and noun.lemma in self.cues.nouns and not phrase

    def trailing(self, c: int) -> bool:
        """Whether ``c`` is a participle behind a comma (", adding that"), whatever a parse takes it for."""
        return (
            self.tokens[c].pos == "VERB"
            and self.tokens[c].lower.endswith("ing")
            and self.tokens[c - 1].text == ","
            and not self.grammar.kids(c, "nsubj", "aux")
        )
