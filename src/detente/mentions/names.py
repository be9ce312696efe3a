"""Finding the names in a document: what the tables know, what the tagger found, and the nouns for roles and bodies.

The longest name of the tables wins; what the tagger found beside it is kept as an unknown person, organisation or group.
A name of the tables that is only part of a longer name ("Jordan" in "Michael Jordan", "China" in "South China Sea") is not
one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from detente.language.document import Document
from detente.mentions.catalogue import Catalogue, Known, Role, words_of

NAMING = frozenset({"country", "adjective", "people", "capital", "seat"})
# Words that are a name of the tables but also something else; they count only where the tagger saw a name of that kind.
NEEDS_TAGGER = frozenset({"total", "shell", "time", "dawn", "punch", "metro", "star", "trend", "beta", "tempo", "semana",
                          "fana", "amal", "hill", "elders", "commonwealth", "independent", "observer", "guardian", "quad",
                          "vanguard", "nation", "sun", "fortune", "mit", "dia", "unita", "kan", "fact", "memorial", "model",
                          "rangers", "diet", "nusra", "petra", "saba", "beehive", "pale", "metro", "reporter", "globo",
                          "standard", "age", "national", "times", "foreign", "telegram", "focus", "cage", "fund", "shore", "citizen", "wire", "atlantic", "rapid"})
# Longer names that contain a country's name and are no actor.
NOT_ACTORS = frozenset(
    {
        "south china sea", "east china sea", "sea of japan", "persian gulf", "indian ocean", "gulf of oman",
        "gulf of mexico", "new mexico", "washington state", "niger delta", "niger river", "jordan river",
        "jordan valley", "lake chad", "congo river", "english channel", "irish sea", "gulf of guinea",
        "north american", "latin american", "latin america", "south american", "south america", "north america",
        "central american", "central america", "african american", "african americans", "native american",
        "native americans", "indian point", "georgia tech", "american airlines", "british airways", "turkish airlines",
        "air france", "air china", "air india", "new england", "new south wales", "western sahara dispute",
        "cuban missile crisis", "vietnam war", "korean war", "gulf war", "prague spring", "iran iraq war", "munich",
        "iran deal", "us dollar", "us dollars", "swiss franc", "british pound", "treaty of rome", "oslo accords",
        "paris agreement", "paris accord", "paris climate agreement", "geneva conventions", "dutch disease",
        "korean peninsula", "arabian peninsula", "british columbia", "papua", "lebanon valley", "cold war",
    }
)
_WEAPONS = frozenset({"icbm", "icbms", "irbm", "slbm", "thaad", "wmd", "wmds", "hwasong", "taepodong", "himars", "atacms", "patriot"})
# "Sanctions regime", "inspection regime": rules, no government.
_REGIMES = frozenset({"sanction", "sanctions", "treaty", "inspection", "inspections", "visa", "verification", "tariff", "trade",
                      "monitoring", "control", "nonproliferation", "dead"})
_LONGEST_NOT = max(len(p.split()) for p in NOT_ACTORS)
_NOT_FIRST = frozenset(p.split()[0] for p in NOT_ACTORS)


# Participles that may close a compound with a name: "UN-led", "Saudi-backed".
LED = frozenset({"led", "backed", "brokered", "mediated", "sponsored", "drafted", "allied", "supported", "imposed", "aligned",
                 "controlled", "installed", "funded", "trained", "appointed", "proposed", "hosted", "facilitated", "style"})


@dataclass(frozen=True, slots=True)
class Anchor:
    """A name: tokens ``start`` to ``end``, its syntactic ``head``, what the tables and the tagger (``label``) say."""

    start: int
    end: int
    head: int
    known: Known | None
    label: str = ""

    @property
    def is_person(self) -> bool:
        """Whether it names a person."""
        return self.known.what == "person" if self.known else self.label == "PER"


@dataclass(frozen=True, slots=True)
class RoleMatch:
    """A role noun: tokens ``start`` to ``end``; ``head`` is its last token."""

    start: int
    end: int
    role: Role
    plural: bool

    @property
    def head(self) -> int:
        """The noun itself."""
        return self.end - 1


def head_of(document: Document, start: int, end: int) -> int:
    """The token of ``start`` to ``end`` whose governor lies outside it (the last nominal one, if several do)."""
    tokens = document.tokens
    outside = [i for i in range(start, end) if not start <= tokens[i].head < end or tokens[i].head == i]
    nominal = [i for i in outside if tokens[i].pos in ("PROPN", "NOUN", "PRON", "ADJ", "NUM")]
    return (nominal or outside or [end - 1])[-1 if len(nominal) > 1 else 0]


@dataclass(slots=True)
class Words:
    """The words of a sentence with the token that each belongs to, and whether it begins or ends its token."""

    words: list[str]
    tokens: list[int]
    first: list[bool]
    last: list[bool]


def sentence_words(document: Document, start: int, end: int) -> Words:
    """Tokens ``start`` to ``end`` as comparison words."""
    out = Words([], [], [], [])
    for i in range(start, end):
        words = words_of(document.tokens[i].text)
        for n, word in enumerate(words):
            out.words.append(word)
            out.tokens.append(i)
            out.first.append(n == 0)
            out.last.append(n == len(words) - 1)
    return out


def _cased(document: Document, known: Known, start: int, end: int) -> bool:
    """Whether the tokens are written the way the name asks for."""
    texts = [document.tokens[i].text for i in range(start, end)]
    if known.capitals:
        return all(t.isupper() or not t.isalpha() for t in texts if any(c.isalpha() for c in t))
    return known.lower or texts[0][:1].isupper() or (texts[0].lower() in ("al", "bin") and texts[-1][:1].isupper())


class NameFinder:
    """Anchors and role nouns of one document."""

    def __init__(self, document: Document, catalogue: Catalogue) -> None:
        self.document = document
        self.catalogue = catalogue
        self.tagged: dict[int, int] = {i: n for n, name in enumerate(document.names) for i in range(name.start, name.end)}
        self.anchors: list[Anchor] = []
        self.anchor_at: dict[int, Anchor] = {}
        self.roles: list[RoleMatch] = []
        self.in_role: set[int] = set()
        self.role_at: dict[int, RoleMatch] = {}
        self.blocked: set[int] = set()
        for sentence in document.sentences:
            words = sentence_words(document, sentence.start, sentence.end)
            self._block(words)
            self._known(words)
            self._roles(words)
        self._tagged()
        self.anchors.sort(key=lambda a: a.start)

    def _label(self, token: int) -> str:
        n = self.tagged.get(token)
        return self.document.names[n].label if n is not None else ""

    def _block(self, words: Words) -> None:
        for at, word in enumerate(words.words):
            if word in _NOT_FIRST:
                for end in range(min(at + _LONGEST_NOT, len(words.words)), at, -1):
                    if " ".join(words.words[at:end]) in NOT_ACTORS and self._capital(words.tokens[at]):
                        self.blocked.update(words.tokens[at:end])
                        break

    def _capital(self, token: int) -> bool:
        return self.document.tokens[token].text[:1].isupper()

    def _known(self, words: Words) -> None:
        at, count = 0, len(words.words)
        while at < count:
            at = self._known_at(words, at) or at + 1

    def _known_at(self, words: Words, at: int) -> int | None:
        if not words.first[at]:
            return None
        for end, candidates in self.catalogue.lookup(words.words, at, len(words.words)):
            if not words.last[end - 1] and words.words[end] not in LED:
                continue
            start, stop = words.tokens[at], words.tokens[end - 1] + 1
            for known in self._preferred(candidates, start, stop):
                if self._accept(known, start, stop):
                    self._keep(Anchor(start, stop, head_of(self.document, start, stop), known, self._label(start)))
                    return end
        return None

    def _preferred(self, candidates: tuple[Known, ...], start: int, stop: int) -> Iterable[Known]:
        """Namesakes in the order to try: a modifier is an adjective, a tagged organisation an organisation."""
        if len(candidates) == 1:
            return candidates
        token = self.document.tokens[stop - 1]
        modifier = token.dep in ("amod", "compound") or token.pos == "ADJ"
        wanted = {"organisation": self._label(start) == "ORG", "adjective": modifier, "country": not modifier}
        return sorted(candidates, key=lambda k: not wanted.get(k.what, False))

    def _accept(self, known: Known, start: int, stop: int) -> bool:
        document = self.document
        if not _cased(document, known, start, stop) or any(i in self.blocked for i in range(start, stop)):
            return False
        token = document.tokens[start]
        if known.capitals and stop - start == 1 and token.pos in ("PRON", "AUX", "VERB", "ADV") and _shouted(document, start):
            return False
        n = self.tagged.get(start)
        name = document.names[n] if n is not None else None
        longer = name is not None and name.start <= start and stop <= name.end and name.end - name.start > stop - start
        if longer and name is not None and name.end > stop and _parted(document.tokens[stop].text, document.tokens[stop].pos):
            longer = False
        if longer and name is not None and name.end == stop and _parted(document.tokens[start - 1].text, document.tokens[start - 1].pos):
            longer = False
        if longer and name is not None and known.what in NAMING:
            if name.label in ("PER", "LOC") or (name.label == "GPE" and name.end > stop):
                return known.what == "seat" or _possessive(document, stop, name.end)
            if name.label == "ORG":
                return _possessive(document, stop, name.end) or self._is_body(name.start, name.end)
        if name is not None and name.label == "PER" and known.what in ("country", "capital") and stop - start == 1:
            return not any(n.label == "PER" and n.end - n.start > 1 and document.tokens[n.end - 1].text == token.text
                           for n in document.names)
        if stop - start == 1 and known.what == "organisation" and words_of(token.text)[0] in NEEDS_TAGGER:
            return name is not None and name.label in ("ORG", "MISC")
        return not (known.what == "organisation" and stop - start == 1 and not known.capitals
                    and token.pos not in ("PROPN", "NOUN", "ADJ", "X"))

    def _is_body(self, start: int, end: int) -> bool:
        """Whether the tagged name ends in a noun for a body of state ("Russian Foreign Ministry")."""
        words = sentence_words(self.document, start, end).words
        return any(" ".join(words[n:]) in self.catalogue.roles for n in range(len(words)))

    def _keep(self, anchor: Anchor) -> None:
        self.anchors.append(anchor)
        for i in range(anchor.start, anchor.end):
            self.anchor_at[i] = anchor

    def _roles(self, words: Words) -> None:
        catalogue, tokens = self.catalogue, self.document.tokens
        at = 0
        while at < len(words.words):
            longest = catalogue.longest_role.get(words.words[at]) or catalogue.longest_role.get(self._lemma(words, at))
            found = None
            if longest and words.first[at]:
                for end in range(min(at + longest, len(words.words)), at, -1):
                    head = words.tokens[end - 1]
                    if not words.last[end - 1] or tokens[head].pos not in ("NOUN", "PROPN") or head in self.anchor_at:
                        continue
                    stem = " ".join(words.words[at : end - 1])
                    for last in dict.fromkeys((words.words[end - 1], self._lemma(words, end - 1))):
                        found = catalogue.roles.get(f"{stem} {last}" if stem else last)
                        if found:
                            break
                    if found and not self._odd(found, words.tokens[at], head):
                        plural = tokens[head].lower.endswith("s") and tokens[head].lower != words_of(found.noun)[-1]
                        plural = plural or tokens[head].lower in ("men", "people", "women", "children")
                        plural = plural or tokens[head].lower.endswith("men")
                        match = RoleMatch(words.tokens[at], head + 1, found, plural)
                        self.roles.append(match)
                        self.role_at[head] = match
                        self.in_role.update(range(match.start, match.end))
                        at = end
                        break
                    found = None
            if not found:
                at += 1

    def _lemma(self, words: Words, at: int) -> str:
        token = self.document.tokens[words.tokens[at]]
        if not words.last[at] or not words.first[at]:
            return words.words[at]
        lemma = token.lemma.lower()
        if lemma == token.lower and lemma.endswith("s") and not lemma.endswith("ss"):
            return lemma[:-3] + "y" if lemma.endswith("ies") else lemma[:-1]
        return lemma

    def _odd(self, role: Role, start: int, head: int) -> bool:
        """Nouns that are roles in some uses only."""
        token = self.document.tokens[head]
        if role.noun in ("force", "power", "troop", "entity", "authority"):
            return not token.lower.endswith("s")
        following = self.document.tokens[head + 1] if head + 1 < len(self.document.tokens) else None
        if role.noun == "official" and following is not None and following.pos in ("ADJ", "NOUN", "PROPN") and following.sent == token.sent:
            return True
        if role.noun in ("regime", "body") and head > 0 and self.document.tokens[head - 1].lemma.lower() in _REGIMES:
            return True
        if role.noun in ("general", "major", "captain", "justice", "speaker", "private", "chief", "leader"):
            return token.dep in ("amod",)
        if role.noun in ("gen", "col", "maj", "sen", "rep", "adm", "lt", "brig gen", "lt gen", "maj gen", "lt col"):
            return not self._capital(start)
        if start in self.anchor_at:
            return True
        return role.noun == "local" and token.pos != "NOUN"

    def _tagged(self) -> None:
        tokens = self.document.tokens
        for name in self.document.names:
            if name.label not in ("PER", "ORG", "NORP"):
                continue
            start, end = name.start, name.end
            while start < end and (start in self.anchor_at or (name.label == "PER" and start in self.in_role)
                                   or tokens[start].pos in ("DET", "PUNCT", "PART", "ADP", "CCONJ", "PRON")):
                start += 1
            while end > start and (tokens[end - 1].pos in ("PUNCT", "PART", "ADP", "DET", "CCONJ")
                                   or tokens[end - 1].lower in ("'s", "’s")):
                end -= 1
            if name.label != "PER" and self._of_roles(start, end):
                continue
            taken = any(i in self.anchor_at or i in self.blocked for i in range(start, end))
            body = name.label != "PER" and any(i in self.role_at and self.role_at[i].role.what in ("body", "government")
                                               for i in range(start, end)) and self._generic(start, end)
            text = "".join(tokens[i].text for i in range(start, end))
            if len(text) < 2 or words_of(text) and words_of(text)[0] in _WEAPONS or text in ("North", "South", "East", "West"):
                continue
            if not any(tokens[i].text[:1].isupper() for i in range(start, end)):
                continue
            label = "PER" if name.label != "PER" and self._leads(start, end) else name.label
            if start >= end or taken or body or not any(tokens[i].text[:1].isalpha() for i in range(start, end)):
                continue
            self._keep(Anchor(start, end, head_of(self.document, start, end), None, label))
            for i in range(start, end):
                match = self.role_at.pop(i, None)
                if match:
                    self.roles.remove(match)

    def _leads(self, start: int, end: int) -> bool:
        """Whether a tagged "organisation" is the family name of a head of state ("Obama administration")."""
        words = words_of(self.document.tokens[start].text)
        return end - start == 1 and len(words) == 1 and any(
            t.lead for p in self.catalogue.surnames.get(words[0], ()) for t in p.terms)

    def _of_roles(self, start: int, end: int) -> bool:
        """Whether a tagged "organisation" is a person's title or part of one ("Crown Prince of", "of State")."""
        inside = [i for i in range(start, end) if i in self.in_role]
        person = any(i in self.role_at and self.role_at[i].role.kind == "person" for i in inside)
        small = all(i in self.in_role or self.document.tokens[i].pos in ("ADP", "DET", "CCONJ") for i in range(start, end))
        return bool(inside) and (person or small)

    def _generic(self, start: int, end: int) -> bool:
        """Whether a tagged name is a role noun and nothing else of its own ("Foreign Ministry", "Defense Department")."""
        match = self.role_at.get(end - 1)
        return match is not None and match.start <= start

    def roles_before(self, token: int) -> list[RoleMatch]:
        """The role nouns that stand right before ``token``, nearest first ("Pentagon spokesman Col." before a name)."""
        out: list[RoleMatch] = []
        at = token
        while at > 0:
            if self.document.tokens[at - 1].text == "." and self.document.tokens[at - 1].sent == self.document.tokens[token].sent:
                at -= 1
                continue
            match = self.role_at.get(at - 1)
            if match is None or self.document.tokens[at - 1].sent != self.document.tokens[token].sent:
                break
            out.append(match)
            at = match.start
        return out


def _parted(text: str, pos: str) -> bool:
    """Whether a token parts two names that the tagger took for one ("United States and Russia", "U.S.-Chinese")."""
    return pos == "CCONJ" or text in (",", "-", "/", "–", "(")


def _possessive(document: Document, start: int, end: int) -> bool:
    return any(document.tokens[i].lower in ("'s", "’s", "'", "’") for i in range(start, end))


def _shouted(document: Document, token: int) -> bool:
    """Whether the sentence is printed in capitals."""
    sentence = document.sentence_of(token)
    letters = [c for t in document.sent_tokens(sentence) for c in t.text if c.isalpha()]
    return sum(c.isupper() for c in letters) > 0.8 * len(letters)
