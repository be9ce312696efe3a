"""Which words are acts: verbs with their particles and objects, event nouns, adjectives, nouns of light verbs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from detente.language.document import Sentence
from detente.mentions.types import Mentions
from detente.observations.grammar import Grammar
from detente.observations.lexicon import ANY, WORD_CLASSES, ActRow, Lexicon
from detente.observations.topics import Topic, TopicFinder
from detente.observations.words import stems

NO_OBJECT = "-"
# Prepositions that go on from a particle: "walk out of the talks", "take part in the talks".
JOINED = {"out": "of", "part": "in"}
# Marks a condition on the subject in the column ``with``.
SUBJECT = "^"
# Codes of intergovernmental organisations.
ORGANISATIONS = frozenset({"IGO", "UNO", "EUR"})
# Acts that are named in compounds with their actor: "UN-mediated", "Qatar-brokered".
COMPOUND_ACTS = frozenset({"MEDIATE"})
# Prepositions between a light verb and its noun: "engage in talks", "leave on a visit".
LIGHT_CASES = frozenset({"in", "on", "into", "with", "to", "through", "out"})
# Acts that an attribute may tell of: "a UN-brokered truce", "the abducted girls", "besieged cities".
ATTRIBUTES = frozenset({"MEDIATE", "ABDUCT", "ARREST", "KILL", "BLOCKADE", "RELEASE", "ASSASSINATE"})
# Verbs with an object and what it is called: "called the vote a sham".
NAMING_VERBS = frozenset({"call", "label", "brand", "declare", "deem", "term", "consider"})
NAMING = frozenset({"call", "name", "dub", "entitle"})
# Heads of compounds that only name where or with what an act is done.
PLACES_OF_ACTS = frozenset({"camp", "site", "pad", "zone", "facility", "capability", "victim", "survivor", "shelter"})
PREFIXES = frozenset({"de", "non", "anti", "counter", "un"})


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that is an act, the row that says so, its light verb ("*hold* talks") and the topics in its complement."""

    token: int
    row: ActRow
    light: int | None = None
    topics: tuple[Topic, ...] = ()

    @property
    def governor(self) -> int:
        """The token whose clause the act belongs to: the light verb, else the act itself."""
        return self.token if self.light is None else self.light


class TriggerFinder:
    """Finds the acts of one sentence by the tables."""

    def __init__(self, grammar: Grammar, mentions: Mentions, lexicon: Lexicon, topics: TopicFinder) -> None:
        self.grammar = grammar
        self.mentions = mentions
        self.lexicon = lexicon
        self.topics = topics
        self.dismissed: set[int] = set()
        """Words of the sentence last looked at that would be acts, were it not for how they are used."""
        self._named: dict[tuple[int, ...], frozenset[str]] = {}
        self.placed = frozenset(p.head for p in mentions.places)
        self.timed = frozenset(i for t in mentions.times for i in range(t.start, t.end))

    def find(self, sentence: Sentence) -> list[Trigger]:
        """The triggers of ``sentence`` in text order; a noun under its light verb stands for both."""
        g = self.grammar
        self.dismissed = set()
        found: dict[int, Trigger] = {}
        lifted: dict[int, int] = {}
        for i in range(sentence.start, sentence.end):
            if g.tokens[i].pos in ("VERB", "NOUN") and g.lemma(i) in self.lexicon.light:
                for noun in self._light_objects(i):
                    lifted.setdefault(noun, i)
        for i in range(sentence.start, sentence.end):
            token = g.tokens[i]
            pos = WORD_CLASSES.get(token.pos)
            if pos is None or (token.pos == "PROPN" and "-" not in token.text and self.mentions.actor_at(i)):
                continue
            if (g.lemma(i), pos) not in self.lexicon.acts and not g.hyphenated(i):
                continue
            if self._no_act(i):
                self.dismissed.add(i)
                continue
            row = self.match(i, pos) or self._compound_row(i)
            known = row is not None
            if row is not None and g.hyphenated(i) and row.act not in COMPOUND_ACTS:
                row = None  # "Saudi-backed" tells what kind of rebels they are
            if row is not None and row.act in ("CALL", "APPEAL") and g.lemma(i) in NAMING_VERBS and self._names_it(i):
                row = None  # "calling it a stunt" is no telephone call
            if row is not None and self._attribute(i) and row.act not in ATTRIBUTES:
                row = None  # "increased aid", "improved ties"
            if known and row is None:
                self.dismissed.add(i)
            if row is not None:
                found[i] = Trigger(i, row, lifted.get(i), tuple(self.topics.below(i)))
        return [found[i] for i in sorted(found)]

    def match(self, i: int, pos: str) -> ActRow | None:
        """The most specific row of the table of acts whose conditions token ``i`` fulfils, or None."""
        rows = self.lexicon.acts.get((self.grammar.lemma(i), pos))
        if not rows:
            return None
        particles: set[str] | None = None
        for row in rows:
            if len(row.words) > 1 and not self._adjacent(i, row):
                continue
            if row.particles or row.excluded:
                particles = particles if particles is not None else self._particles(i)
                if any(p[0] == SUBJECT for p in (*row.particles, *row.excluded)):
                    particles |= self._subject_topics(i)
                if row.excluded & particles or (row.particles and not row.particles & particles):
                    continue
            if (row.objects or row.barred) and not self._object_fits(i, row):
                continue
            return row
        return None

    def _compound_row(self, i: int) -> ActRow | None:
        """The act of a participle written as one word with who did it: "UN-mediated"."""
        g = self.grammar
        if not g.hyphenated(i) or self.mentions.actor_at(i) is None:
            return None
        participle = g.tokens[i].lower.rpartition("-")[2]
        for stem in stems(participle, "VERB"):
            for row in self.lexicon.acts.get((stem, "VERB"), ()):
                if row.act in COMPOUND_ACTS and not row.particles and not row.objects:
                    return row
        return None

    def _no_act(self, i: int) -> bool:
        """Whether a prefix turns the word round ("de-escalate") or a participle only names ("a group called ...")."""
        g = self.grammar
        if i >= 2 and g.tokens[i - 1].text == "-" and g.tokens[i - 2].lower in PREFIXES:
            return True
        if g.base(i) == "compound" and g.tokens[i].pos == "NOUN" and g.lemma(g.tokens[i].head) in PLACES_OF_ACTS:
            return True  # "rape camps", "launch sites"
        if g.lemma(i) in ("suggest", "insist") and any(self._told(c) for c in g.kids(i, "ccomp")):
            return (
                True  # "suggested that it was playing a role" proposes nothing, "insisted that it was" demands nothing
            )
        if g.tokens[i].pos == "AUX" and g.base(i) == "aux" and self._restricting(g.tokens[i].head):
            return True  # "principles on which talks should be built" asks nobody
        return g.lemma(i) in NAMING and g.base(i) == "acl" and g.participle(i)

    def _restricting(self, clause: int) -> bool:
        """Whether a relative clause only says which things are meant: no comma before it, no person it is about."""
        g = self.grammar
        if g.base(clause) != "acl":
            return False
        first = min([clause, *g.children[clause]])
        return g.tokens[first - 1].text != "," and g.tokens[first].lower != "who"

    def _told(self, clause: int) -> bool:
        """Whether a clause tells what is or was the case: by "is", "was", "has" or a past form."""
        g = self.grammar
        auxiliaries = g.kids(clause, "aux", "cop")
        if auxiliaries:
            return g.lemma(auxiliaries[0]) in ("be", "have", "do") and g.tokens[auxiliaries[0]].lower != "be"
        return g.tokens[clause].pos == "VERB" and g.tokens[clause].lower.endswith("ed")

    def _names_it(self, i: int) -> bool:
        """Whether verb ``i`` has a second object or a predicate beside its object, no infinitive."""
        g = self.grammar
        return len([k for k in g.kids(i, "obj", "iobj", "xcomp") if "to" not in g.marks(k)]) > 1

    def _attribute(self, i: int) -> bool:
        """Whether verb form ``i`` stands before a noun like an adjective."""
        g = self.grammar
        return g.tokens[i].pos == "VERB" and g.tokens[i].dep == "amod" and g.tokens[i].head > i

    def _light_objects(self, v: int) -> Iterable[int]:
        g = self.grammar
        rows = self.lexicon.light[g.lemma(v)]
        if any(particles for particles, _ in rows):
            near = self._particles(v)
            rows = tuple(r for r in rows if not r[0] or r[0] & near)
        plain = frozenset().union(*(objects for _, objects in rows)) if rows else frozenset()
        if not plain:
            return
        reach = [(o, plain) for o in g.objects(v)]
        for o in g.obliques(v) if g.tokens[v].pos == "VERB" else ():
            case = g.case(o)
            if case in LIGHT_CASES:
                reach.append((o, plain))
            else:  # "said after talks", "board a plane for a visit": only where a row says so
                reach.append((o, frozenset().union(*(objects for words, objects in rows if case in words))))
        for o, wanted in reach:
            for noun in g.conjuncts(g.unpack(o)):
                if ANY in wanted or g.lemma(noun) in wanted or self.topics.phrase(noun) & wanted:
                    yield noun
                else:
                    row = self.match(noun, "NOUN")
                    if row is not None and row.act in wanted:
                        yield noun

    def _adjacent(self, i: int, row: ActRow) -> bool:
        """Whether the other words of ``row`` stand beside token ``i``."""
        g = self.grammar
        start = i - row.head
        if start < 0 or start + len(row.words) > len(g.tokens):
            return False
        return all(w in (g.tokens[start + n].lower, g.lemma(start + n)) for n, w in enumerate(row.words))

    def _particles(self, i: int) -> set[str]:
        """The particles, prepositions and subordinating words that go with token ``i``."""
        g = self.grammar
        out = set()
        if g.tokens[i].pos == "VERB":
            out |= {"passive"} if g.passive(i) else set()
            out |= {"obj"} if g.objects(i) else set()
            out |= {"named"} if g.lemma(i) in NAMING_VERBS and self._names_it(i) else set()
            out |= {"part"} & {g.lemma(o) for o in g.kids(i, "obj")}  # "take part" is one verb
        for c in g.children[i]:
            dep, base = g.tokens[c].dep, g.base(c)
            if dep == "compound:prt" or base == "advmod":
                out.add(g.tokens[c].lower)
            elif base in ("obl", "nmod"):
                case = g.case(c)
                if case and c not in self.timed:  # "launched on Monday" is not "launch on"
                    out.add(case)
            elif base == "cop":
                out.add(base)
            elif base in ("xcomp", "advcl", "ccomp", "acl", "csubj"):
                out |= g.marks(c) | {base, "ccomp"} if base == "csubj" else g.marks(c) | {base}
                if base == "ccomp" and "to" in g.marks(c):
                    out.add("xcomp")  # "told X to leave": two analyses of one construction
                # "against" and the like before a gerund are tagged as its case by some parses.
                out |= {g.tokens[k].lower for k in g.kids(c, "case")}
        following = self._next_preposition(i)
        return out | {following} if following else out

    def _subject_topics(self, i: int) -> set[str]:
        """What the subject of ``i`` is: its topic classes and head nouns, each behind a caret ("^POLICE")."""
        g = self.grammar
        found: set[str] = set()
        for s in g.subjects(i):
            for head in g.conjuncts(g.unpack(s)):
                found |= {*self.topics.at(head), g.lemma(head)}
                if g.tokens[head].pos == "PROPN":  # "Typhoon Rosa", "Hurricane Ike"
                    found |= {t for k in g.kids(head, "compound", "nmod", "flat") for t in self._named_kind(k)}
        return {SUBJECT + name for name in found}

    def _named_kind(self, k: int) -> tuple[str, ...]:
        """The topics that a word of a name stands for as a common noun."""
        rows = self.lexicon.topics.get((self.grammar.tokens[k].lower, "NOUN"), ())
        return tuple(row.topic for row in rows if not row.others)

    def _next_preposition(self, i: int) -> str | None:
        """The preposition right after ``i``, or after the date that follows it ("called on Monday *for* talks")."""
        tokens = self.grammar.tokens
        j = i + 1
        while j + 1 < len(tokens) and (j in self.timed or (tokens[j].pos == "ADP" and j + 1 in self.timed)):
            j += 1
        same = j < len(tokens) and tokens[j].sent == tokens[i].sent
        return tokens[j].lower if same and tokens[j].pos in ("ADP", "SCONJ") else None

    def _object_fits(self, i: int, row: ActRow) -> bool:
        if NO_OBJECT in row.objects:
            return not self.grammar.objects(i)
        names = self.names(tuple(self._object_tokens(i, row)))
        return not (row.barred & names) and (not row.objects or bool(row.objects & names))

    def names(self, objects: tuple[int, ...]) -> frozenset[str]:
        """What ``objects`` are called: their lemmas with those of their modifiers, topics and kinds."""
        if objects in self._named:
            return self._named[objects]
        names: set[str] = set()
        for o in objects:
            for head in self.grammar.conjuncts(self.grammar.unpack(o)):
                word = self.grammar.lemma(head)
                names.add(word)
                for k in self.grammar.kids(head, "compound", "amod"):
                    names |= {self.grammar.lemma(k), f"{self.grammar.lemma(k)} {word}"}
                names |= self._kinds(head)
            names |= self.topics.phrase(o)
        self._named[objects] = frozenset(names)
        return self._named[objects]

    def _kinds(self, head: int) -> set[str]:
        """What the name or noun at ``head`` stands for: ACTOR; of these STATE and IGO; PLACE."""
        out = {"PLACE"} if head in self.placed else set()
        mention = self.mentions.actor_headed(head)
        if mention is not None:
            out.add("ACTOR")
            for entity in mention.entities:
                if entity.country in ORGANISATIONS:
                    out |= {"IGO", "STATE"}
                elif entity.country and entity.kind != "person" and entity.sector in (None, "GOV"):
                    out.add("STATE")
        return out

    def _object_tokens(self, i: int, row: ActRow) -> list[int]:
        g = self.grammar
        if row.pos == "NOUN":
            near = g.kids(i, "compound", "amod", "acl")
            return near + g.obliques(i, "of", "on", "to", "for", "against", "about", *row.particles)
        if row.pos == "ADJ":
            return list(g.complements(i))
        out = list(g.objects(i)) + g.kids(i, "iobj")
        clauses: list[int] = []
        words = {p for p in row.particles if p[0] != SUBJECT}
        if words:
            out += g.obliques(i, *words, *(JOINED[p] for p in words & JOINED.keys()))
            clauses = [c for c in g.kids(i, "advcl", "ccomp") if g.marks(c) & words]
        if not words or words & {"to", "for", "that", "xcomp", "ccomp"}:
            clauses = g.kids(i, "xcomp") + clauses
        out += clauses
        if "xcomp" in row.particles:
            out += [o for c in clauses for o in g.kids(c, "obj")]
        return out
