"""The event tables as look-ups: which words are acts, which are topics, and what code the two make together.

The tables are ``data/events/*.tsv``; each says in its header what its columns mean. They follow CAMEO's own structure,
where an appeal, an offer, a demand, a refusal or a threat (the act) is crossed with what it is about (the topic).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from detente.data import read_table, split_list

WORD_CLASSES = {
    "VERB": "VERB",
    "AUX": "VERB",
    "NOUN": "NOUN",
    "PROPN": "NOUN",
    "SYM": "NOUN",
    "ADJ": "ADJ",
    "ADV": "ADV",
}
PREPOSITIONS = frozenset({"of", "to", "on", "for", "from", "with", "in", "against", "between", "at"})
ANY = "*"
NO_EVENT = "-"


@dataclass(frozen=True, slots=True)
class ActRow:
    """One row of ``acts.tsv``: a word that is an act, on condition of its ``particles`` and ``objects``.

    Of several adjacent ``words`` the one at ``head`` is the trigger ("*act* of war", "missile *test*").
    """

    words: tuple[str, ...]
    head: int
    pos: str
    particles: frozenset[str]
    excluded: frozenset[str]
    objects: frozenset[str]
    barred: frozenset[str]
    act: str
    frame: str
    order: int

    @property
    def weight(self) -> tuple[int, int, int]:
        """Sorts rows from the most to the least specific, then by place in the file."""
        conditions = bool(self.particles) + bool(self.objects) + (len(self.words) > 1)
        return (-conditions, -len(self.words), self.order)


@dataclass(frozen=True, slots=True)
class TopicRow:
    """One row of ``topics.tsv``: the word that heads the expression, the words that must hang on it, and the topic."""

    head: str
    others: frozenset[str]
    pos: str
    topic: str


@dataclass(frozen=True, slots=True)
class Frame:
    """Where an act's actors and recipients stand, as ordered slots; ``kind`` is "directed", "mutual" or "self"."""

    name: str
    kind: str
    actor: tuple[str, ...]
    recipient: tuple[str, ...]

    @property
    def mutual(self) -> bool:
        """Whether all who take part are actors and nobody is a recipient."""
        return self.kind == "mutual"


@dataclass(frozen=True, slots=True)
class Coding:
    """A CAMEO code, with the PLOVER category and mode where the tables set them apart from the code's own."""

    cameo: str
    plover: str | None = None
    mode: str | None = None


@dataclass(frozen=True)
class Lexicon:
    """All event tables; acts are looked up by (head word, part of speech), topics by (head word, part of speech)."""

    acts: Mapping[tuple[str, str], tuple[ActRow, ...]]
    topics: Mapping[tuple[str, str], tuple[TopicRow, ...]]
    codes: Mapping[tuple[str, str], Coding]
    frames: Mapping[str, Frame]
    light: Mapping[str, tuple[tuple[frozenset[str], frozenset[str]], ...]]
    topic_of_code: tuple[tuple[str, str, str], ...]
    negated: Mapping[str, str]
    vocabulary: frozenset[str]  # the words of the tables, and "word VERB" for those that they know as verbs
    event_nouns: frozenset[str]

    def crossed(self, act: str, topic: str) -> Coding | None:
        """The coding that the matrix gives for exactly this act and topic, or None ("-" when it says: no event)."""
        return self.codes.get((act, topic))

    def embedded_topic(self, cameo: str, negated: bool) -> str | None:
        """The topic that an event with this code makes when an act of speech is about it; None: none."""
        for prefix, topic, when_negated in self.topic_of_code:
            if cameo.startswith(prefix):
                return (when_negated or topic) if negated else topic
        return None


def head_and_others(words: list[str], pos: str) -> tuple[str, frozenset[str]]:
    """The word of an expression that governs the others, and those others without prepositions.

    A verb comes first ("lift sanction"), a noun last ("peace talk") or before its preposition ("end of war").
    """
    at = head_at(words, pos)
    return words[at], frozenset(w for n, w in enumerate(words) if n != at and w not in PREPOSITIONS)


def head_at(words: list[str], pos: str) -> int:
    """Where in an expression its governing word stands."""
    if pos in ("VERB", "ADJ"):
        return 0
    return next((n - 1 for n, w in enumerate(words) if n and w in PREPOSITIONS), len(words) - 1)


def _wanted_and_barred(cell: str) -> tuple[frozenset[str], frozenset[str]]:
    """The conditions of a cell, and those after the first "!", which must not hold."""
    parts = split_list(cell)
    at = next((n for n, p in enumerate(parts) if p.startswith("!")), len(parts))
    return frozenset(parts[:at]), frozenset(p.removeprefix("!") for p in parts[at:])


@cache
def lexicon() -> Lexicon:
    """The shipped tables, read once."""
    acts: dict[tuple[str, str], list[ActRow]] = defaultdict(list)
    for order, row in enumerate(read_table("events/acts.tsv")):
        wanted, barred = _wanted_and_barred(row["object"])
        near, far = _wanted_and_barred(row["with"])
        words = row["lemma"].lower().split()
        act = ActRow(
            words=tuple(words),
            head=head_at(words, row["pos"]),
            pos=row["pos"],
            particles=near,
            excluded=far,
            objects=wanted,
            barred=barred,
            act=row["act"],
            frame=row["frame"],
            order=order,
        )
        acts[act.words[act.head], act.pos].append(act)
    topics: dict[tuple[str, str], list[TopicRow]] = defaultdict(list)
    for row in read_table("events/topics.tsv"):
        head, others = head_and_others(row["lemma"].lower().split(), row["pos"])
        topics[head, row["pos"]].append(TopicRow(head, others, row["pos"], row["topic"]))
    light: dict[str, list[tuple[frozenset[str], frozenset[str]]]] = defaultdict(list)
    for row in read_table("events/light.tsv"):
        light[row["lemma"]].append((frozenset(split_list(row["with"])), frozenset(split_list(row["objects"]))))
    by_length = sorted(read_table("events/topic_of_code.tsv"), key=lambda r: -len(r["cameo"]))
    return Lexicon(
        acts={k: tuple(sorted(v, key=lambda r: r.weight)) for k, v in acts.items()},
        topics={k: tuple(sorted(v, key=lambda r: -len(r.others))) for k, v in topics.items()},
        codes={
            (r["act"], r["topic"]): Coding(r["cameo"], r["plover"] or None, r["mode"] or None)
            for r in read_table("events/acts_codes.tsv")
        },
        frames={
            r["frame"]: Frame(r["frame"], r["kind"], split_list(r["actor"]), split_list(r["recipient"]))
            for r in read_table("events/frames.tsv")
        },
        light={k: tuple(v) for k, v in light.items()},
        topic_of_code=tuple((r["cameo"], r["topic"], r["negated"]) for r in by_length),
        negated={r["act"]: r["act_when_negated"] for r in read_table("events/acts_negated.tsv")},
        event_nouns=frozenset(lemma for lemma, pos in acts if pos == "NOUN"),
        vocabulary=frozenset(
            word
            for table in ("events/acts.tsv", "events/topics.tsv", "events/light.tsv")
            for row in read_table(table)
            for word in (*row["lemma"].lower().split(), *split_list(row.get("object", "")))
            if word.isalpha() and word.islower()
        )
        | {f"{lemma} VERB" for lemma, pos in (*acts, *topics) if pos == "VERB"}
        | {f"{lemma} VERB" for lemma in light},
    )
