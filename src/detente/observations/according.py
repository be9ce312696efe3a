"""Attributions by a phrase: "according to X", "in the words of X", "in X's view"."""

from __future__ import annotations

from detente.observations.attribution import Attribution, Speech
from detente.observations.cues import Cues
from detente.observations.subjects import nobody

_NOMINALS = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_PREMODIFIERS = ("compound", "flat", "amod", "nmod:poss", "nummod", "det")
_CLAUSES = frozenset({"root", "ccomp", "conj", "advcl", "acl", "parataxis"})
_LEADS = frozenset({"PUNCT", "CCONJ", "ADV"})
_INK = frozenset({"VERB", "AUX", "NOUN", "PROPN"})
# So many words may stand between "in" and "view".
_LONGEST_OWNER = 8


class Phrases:
    """Finds attributions by the phrases of the table in one document."""

    def __init__(self, speech: Speech, cues: Cues) -> None:
        self.speech = speech
        self.cues = cues
        self.tokens = speech.tokens
        self.children = speech.children
        self.grammar = speech.grammar
        self.openers = frozenset(words[0] for words, _, _ in cues.phrases)

    def phrase(self, i: int) -> Attribution | None:
        """ "according to X" and its kind: the sentence or clause around it is what X said."""
        for words, after, cue in self.cues.phrases:
            end = i + len(words)
            if end > len(self.tokens) or any(self.tokens[i + k].lower != w for k, w in enumerate(words)):
                continue
            found = self._named_by(i, end, after)
            if found is None:
                continue
            speaker, attached = found
            if nobody(self.speech, speaker):
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
            for n in range(end, min(end + _LONGEST_OWNER, sentence.end)):
                if self.tokens[n].lower == after[-1] and self.tokens[n].pos == "NOUN":
                    owner = self.grammar.kids(n, "nmod:poss")
                    return (owner[0], n) if owner and min(self.speech.subtree(owner[0])) == end else None
            return None
        stop = next((t for t in range(end + 1, sentence.end) if self.tokens[t].text == ","), sentence.end)
        governor = self.tokens[i].head
        if self.tokens[i].dep == "case" and end <= governor < stop:
            return governor, governor
        below = [c for c in self.children[i] if end <= c < stop and self.tokens[c].pos in _NOMINALS]
        if below:
            return below[0], below[0]
        named = next((n for n in range(end, stop) if self.tokens[n].pos in _NOMINALS), None)
        if named is None:
            return None
        while named < self.tokens[named].head < stop and self.tokens[named].dep.startswith(_PREMODIFIERS):
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
        at_start = all(self.tokens[t].pos in _LEADS for t in range(sentence.start, i))
        rest = range(high + 1, sentence.end)
        at_end = not any(self.tokens[t].pos in _INK for t in rest)
        if at_start or at_end:
            return list(range(high + 1, sentence.end)) if at_start else list(range(sentence.start, i))
        clause = next(
            (a for a in document.ancestors(attached) if self.tokens[a].dep.partition(":")[0] in _CLAUSES),
            None,
        )
        if clause is None:
            return []
        return [t for t in self.speech.subtree(clause, [attached]) if t not in phrase]

    def _finite(self, t: int) -> bool:
        return self.tokens[t].pos in ("AUX", "VERB") and not self.tokens[t].lower.endswith("ing")
