"""Single words of a parse: lemma, preposition, voice, what is coordinated with them, what they package."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import Any, TypeVar

from detente.language.document import Document

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM", "DET"})
# Nouns that only measure or package the noun after "of": "a round of talks", "a series of tests".
CONTAINERS = frozenset(
    {"round", "series", "set", "package", "wave", "number", "spate", "string", "lot", "kind", "type", "form"}
    | {"range", "host", "variety", "couple", "pair", "majority", "most", "dozens", "hundreds", "thousands"}
    | {"scores", "tens", "some", "many", "all", "both", "part", "rest", "group", "handful", "bulk", "more"}
    | {"member", "campaign", "barrage", "flurry", "slew", "array", "raft", "one", "none", "each", "batch"}
    | {"pattern", "total", "period", "stage", "phase", "dozen", "hundred", "thousand", "score", "ten", "%"}
    | {"percent", "cent", "share", "third", "quarter", "half", "tonne", "ton", "worth", "quantity", "amount"}
    | {"million", "billion", "trillion"}
)
# Verbs whose infinitive is what they are about. Where words stand between, parses take it for an aim: "threatened on
# Monday to attack".
INFINITIVE_VERBS = frozenset(
    {"agree", "aim", "allow", "ask", "attempt", "authorise", "authorize", "beg", "begin", "call", "challenge"}
    | {"choose", "claim", "command", "compel", "consent", "continue", "convince", "dare", "decide", "decline"}
    | {"demand", "deserve", "direct", "encourage", "expect", "fail", "forbid", "force", "hasten", "help"}
    | {"hesitate", "hope", "implore", "instruct", "intend", "invite", "manage", "mean", "need", "oblige"}
    | {"offer", "opt", "order", "permit", "persuade", "plan", "plead", "pledge", "prepare", "press", "pressure"}
    | {"proceed", "promise", "propose", "refuse", "request", "require", "resolve", "seek", "start", "swear"}
    | {"tell", "threaten", "try", "undertake", "urge", "volunteer", "vote", "vow", "want", "warn", "wish"}
)
# Participles that tell what their subject is set on, not what was done to it: "is committed to peace".
SET_ON = frozenset({"commit", "oppose", "dedicate", "determine", "devote"})
INFLECTED = frozenset({"NOUN", "PROPN", "VERB", "ADJ"})
MAX_CLIMB = 12


def stems(word: str, pos: str) -> Iterator[str]:
    """What ``word`` may be an inflected form of: "tests" -> "test", "banned" -> "ban", "toughening" -> "toughen"."""
    if word.endswith("ies") or word.endswith("ied"):
        yield word[:-3] + "y"
    if word.endswith("es"):
        yield word[:-2]
    if word.endswith("s"):
        yield word[:-1]
    if pos in ("VERB", "ADJ"):
        for ending in ("ed", "ing"):
            if word.endswith(ending) and len(word) > len(ending) + 2:
                stem = word[: -len(ending)]
                yield from (stem, stem + "e")
                if stem[-1] == stem[-2]:
                    yield stem[:-1]


_W = TypeVar("_W", bound="Words")
_A = TypeVar("_A")


def remembered(question: Callable[[_W, int], _A]) -> Callable[[_W, int], _A]:
    """A question about one word whose answer is kept: the parse does not change. Answers are not to be changed."""
    name = question.__name__

    def answer(self: _W, i: int) -> _A:
        known = self.answers.setdefault(name, {})
        if i not in known:
            known[i] = question(self, i)
        found: _A = known[i]
        return found

    answer.__doc__, answer.__name__ = question.__doc__, name
    return answer


class Words:
    """Questions about single words of one document's parse, by token index."""

    def __init__(self, document: Document, vocabulary: Collection[str] = ()) -> None:
        """``vocabulary``: lemmas that the tables know; a lemma that is none of them is checked against its stems."""
        self.document = document
        self.vocabulary = vocabulary
        self.answers: dict[str, dict[int, Any]] = {}
        self._lemmas: list[str | None] = [None] * len(document.tokens)
        self.tokens = document.tokens
        self.children = document.children
        self.relations = [t.dep for t in document.tokens]
        self.bases = [dep.partition(":")[0] for dep in self.relations]
        for token in document.tokens:
            if token.dep == "advcl" and token.i > token.head and self._infinitive(token.i):
                self.bases[token.i] = "xcomp"

    def _infinitive(self, i: int) -> bool:
        """Whether ``i`` is the infinitive that its verb is about: "to attack", not "in order to", "so as to"."""
        if self.tokens[self.tokens[i].head].lemma not in INFINITIVE_VERBS:
            return False
        below = {self.tokens[c].dep: self.tokens[c].lower for c in self.children[i]}
        return below.get("mark") == "to" and "nsubj" not in below and "fixed" not in below

    def lemma(self, i: int) -> str:
        """The lemma in lower case: the parse's, or the stem that the tables know, for rare words and headlines."""
        found = self._lemmas[i]
        if found is None:
            token = self.tokens[i]
            found = self._lemmas[i] = self._find_lemma(token.lemma.lower(), token.lower, token.pos)
        return found

    def _find_lemma(self, lemma: str, text: str, pos: str) -> str:
        if not self.vocabulary:
            return lemma
        if pos == "VERB" and f"{lemma} VERB" not in self.vocabulary:
            # "Severed" is of "sever", though the tables know "severe" too.
            forms = (*stems(lemma, pos), *stems(text, pos))
            verb = next((w for w in forms if f"{w} VERB" in self.vocabulary), None)
            if verb is not None:
                return verb
        if lemma in self.vocabulary or pos not in INFLECTED:
            return lemma
        return next((s for word in (lemma, text) for s in stems(word, pos) if s in self.vocabulary), lemma)

    def base(self, i: int) -> str:
        """The relation of token ``i`` without its subtype."""
        return self.bases[i]

    def kids(self, i: int, *deps: str) -> list[int]:
        """Dependents of ``i`` whose relation, with or without subtype, is one of ``deps``."""
        below = self.children[i]
        if not below:
            return []
        bases, relations = self.bases, self.relations
        return [c for c in below if bases[c] in deps or relations[c] in deps]

    @remembered
    def case(self, i: int) -> str | None:
        """The preposition of token ``i`` in lower case ("on", "against"), or None; conjuncts share the first one's."""
        for _ in range(MAX_CLIMB):
            for c in self.kids(i, "case"):
                if self.tokens[c].lower not in ("'s", "’s", "'", "’"):
                    return self.tokens[c].lower
            if self.base(i) not in ("conj", "appos", "flat"):
                return None
            i = self.tokens[i].head
        return None

    def marks(self, i: int) -> set[str]:
        """The subordinating words of clause ``i``: "to", "that", "for", "if" ..."""
        return {self.tokens[c].lower for c in self.kids(i, "mark")}

    @remembered
    def passive(self, i: int) -> bool:
        """Whether verb ``i`` is passive: by its auxiliary or subject, or as a bare past participle."""
        if self.tokens[i].lower.endswith("ing"):
            return any(self.tokens[c].lower == "being" for c in self.kids(i, "aux"))
        deps = {self.tokens[c].dep for c in self.children[i]}
        if self.tokens[i].lemma in SET_ON and self._set_on(i):
            return False
        if "aux:pass" in deps or (deps & {"nsubj:pass", "csubj:pass"} and not self._full_and_bare(i)):
            return True
        if self.base(i) == "conj" and not self.kids(i, "nsubj", "aux"):
            head = self.tokens[i].head
            return self.tokens[head].pos == "VERB" and self.participle(i) and self.passive(head)
        return self.base(i) in ("acl", "advcl", "xcomp", "amod") and self.participle(i) and not self.kids(i, "nsubj")

    def _set_on(self, i: int) -> bool:
        """Whether participle ``i`` goes with "to" and has no agent: "committed to", "opposed to"."""
        cases = {self.case(c) for c in self.kids(i, "obl")}
        aims = any("to" in self.marks(c) for c in self.kids(i, "xcomp", "advcl"))
        return "by" not in cases and ("to" in cases or aims)

    def _full_and_bare(self, i: int) -> bool:
        """Whether main verb ``i`` of a full sentence has no auxiliary: only a headline's passive can do without one."""
        end = self.document.sentence_of(i).end
        return self.tokens[i].dep == "root" and not self.kids(i, "aux", "cop") and self.tokens[end - 1].text == "."

    @remembered
    def participle(self, i: int) -> bool:
        """Whether ``i`` looks like a past participle: an inflected verb form, not "-ing", without "to" or "have"."""
        token = self.tokens[i]
        text = token.lower
        if token.pos not in ("VERB", "ADJ") or text.endswith("ing") or text == token.lemma.lower():
            return False
        if text.endswith("s") and not text.endswith("ss"):
            return False
        return not any(
            self.tokens[c].lower == "to" or self.tokens[c].lemma == "have" for c in self.kids(i, "mark", "aux")
        )

    def hyphenated(self, i: int) -> bool:
        """Whether ``i`` is the participle of a compound that names who did it: "UN-brokered", "US-led".

        The compound may be one word or three.
        """
        token = self.tokens[i]
        if self.base(i) not in ("amod", "compound") or token.pos not in ("VERB", "ADJ", "PROPN", "NOUN"):
            return False
        return (i >= 2 and self.tokens[i - 1].text == "-") or "-" in token.text[1:-1]

    def agent_of_compound(self, i: int) -> int:
        """The word that names who did what the hyphenated participle ``i`` says."""
        return i if "-" in self.tokens[i].text else i - 2

    def predicate_nominal(self, i: int) -> bool:
        """Whether ``i`` is a noun or adjective used as a predicate with a copula."""
        return bool(self.kids(i, "cop"))

    def conjuncts(self, i: int) -> list[int]:
        """``i`` and what is coordinated with it."""
        out = [i]
        for c in out:
            out += [k for k in self.kids(c, "conj") if self.tokens[k].pos in NOMINAL or self.tokens[k].pos == "ADJ"]
        return out

    def unpack(self, i: int) -> int:
        """The noun that ``i`` is about: "talks" for "a round of talks", else ``i`` itself."""
        for _ in range(3):
            if self.lemma(i) not in CONTAINERS and self.tokens[i].pos != "NUM":
                return i
            inner = [c for c in self.kids(i, "nmod") if self.case(c) == "of"]
            if not inner:
                return i
            i = inner[0]
        return i
