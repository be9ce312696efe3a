"""Who is meant by "he", "its", "the minister", "both sides", "we": antecedents inside one report.

Mentions are read in text order. Each pronoun or bare description looks back over what was named so far; every candidate is
scored by the table ``WEIGHTS`` and the best one wins if it beats ``FLOOR`` and every thing ("the missile", "a resolution")
that could be meant instead. What stays unclear stays unresolved.

First persons inside a quotation mean its speaker ("I") or the country or body that he speaks for ("we"); in a statement
published under a person's name ("Statement by ...") they mean that person.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.language.document import Document, Token
from detente.mentions.catalogue import SUPRANATIONAL, Role
from detente.mentions.drafts import Actor, Draft
from detente.mentions.phrases import base_relation, complements, left_edge, preposition
from detente.mentions.quotations import Quotations
from detente.mentions.types import ActorMention
from detente.records import Report, unique

if TYPE_CHECKING:
    from detente.mentions.actors import ActorReader

WINDOW = 4
"""How many sentences back a pronoun looks."""
FLOOR = 0.0

# Set by hand, then by one pass of coordinate ascent on GUM's news, biographies, speeches and interviews (train, gold trees):
# he/she 593 of 750 right (before 575), it 22 of 38 (21 of 46), they 96 of 194 (94 of 198).
WEIGHTS = {
    "sentence": -1.4,  # each sentence between
    "subject": 0.8,  # the candidate is a subject
    "speaker": 1.5,  # "he said": the candidate spoke last
    "parallel": 0.4,  # subject and subject, object and object
    "name": 0.3,  # a name rather than a description
    "gender": 0.5,  # gender is known and agrees
    "agentless": -1.2,  # "it comes", "it means": verbs that say little of who acts
    "object": -1.2,  # "replace it": rarely a state or body
    "passive": -1.4,  # "it must be felt"
    "joined": -0.9,  # the candidate is the second of two subjects
    "nested": -0.8,  # the candidate is only part of a larger phrase
    "paragraph": -0.8,  # another paragraph
    "singular_they": -1.3,  # "their" of one country
    "owned": 1.0,  # "its army": what countries have
    "near": 0.1,  # in the same sentence
    "possessive": 0.3,  # "China's ... its"
    "distance": -0.03,  # each token between, inside one sentence
    "clause": 1.6,  # argument of the verb that governs the pronoun's clause
    "quoted": -1.5,  # the candidate is quoted, the pronoun is not
}

SPEECH = frozenset(
    "say tell add note announce state declare warn claim stress ask reply respond argue explain insist tweet write call urge "
    "accuse suggest acknowledge deny confirm report believe think describe emphasize emphasise reiterate express quote cite "
    "predict recall remark conclude continue demand admit concede pledge vow promise estimate complain caution mention assert indicate "
    "condemn welcome praise criticize criticise".split()
)
_AGENTIVE = SPEECH | frozenset(
    "launch fire test conduct impose sign agree refuse reject accept want seek hope plan intend try attempt decide offer invite "
    "support back oppose threaten attack withdraw send deploy import export buy sell meet visit host release arrest ban face "
    "need continue regard see consider hold expect".split()
)
# Verbs that states and bodies are the object of.
_PATIENT = frozenset(
    "force prevent stop urge accuse pressure threaten attack help ask allow starve isolate support push press compel persuade "
    "punish sanction blame condemn criticize criticise call tell warn invade join leave lead represent recognize recognise name "
    "label designate describe arm fund supply deter contain provoke convince oblige commit require enable defeat fight".split()
)
_OWNED = frozenset(
    "military army force arsenal program programme government territory people capital neighbor neighbour ally economy "
    "security sovereignty border test access earnings launch leader president minister ambassador embassy citizen national interest policy weapon missile "
    "nuclear airspace soil fighter member troop soldier isolation ambition neighbor mission foreign oil trade obligation "
    "commitment position parliament police official diplomat leadership website statement demand threat delegation state".split()
)
_THIRD = {
    "he": (False, False), "him": (False, False), "his": (False, False), "himself": (False, False), "she": (True, False),
    "her": (True, False), "hers": (True, False), "herself": (True, False), "it": (None, False), "its": (None, False),
    "itself": (None, False), "they": (None, True), "them": (None, True), "their": (None, True), "themselves": (None, True),
}
_FIRST = {"i": False, "me": False, "my": False, "myself": False, "we": True, "us": True, "our": True, "ourselves": True, "ours": True}
_PAIRED = frozenset({"country", "side", "party", "leader", "nation", "neighbor", "neighbour", "state", "government", "ally",
                     "rival", "president", "minister", "korea", "power", "superpower", "foe", "adversary", "enemy", "capital",
                     "delegation", "army", "official", "envoy", "negotiator", "general", "man", "diplomat", "partner"})
_PAIRED_PEOPLE = frozenset({"leader", "president", "minister", "official", "envoy", "negotiator", "general", "man", "diplomat"})
_COUNTRY_NOUNS = frozenset({"country", "nation", "kingdom", "republic", "island"})
_GROUP_NOUNS = frozenset({"group", "organization", "organisation", "movement", "militia", "body", "agency", "bloc", "alliance",
                          "coalition", "newspaper", "faction", "company", "firm", "council", "committee", "watchdog", "party",
                          "network", "broadcaster", "court", "bank", "union", "institute", "commission"})
# Descriptions that stand for the state of the story when nobody else is named.
_DOMESTIC = frozenset({"government", "military", "army", "police", "parliament", "armed forces", "security forces", "navy",
                       "air force", "Foreign Ministry", "Defence Ministry", "Interior Ministry", "central bank", "Supreme Court",
                       "President's Office", "government forces", "state media", "Senate"})


@dataclass(slots=True)
class Candidate:
    """Something named earlier: a mention (``draft``) with its actors, or a mere thing (no actors)."""

    head: int
    sentence: int
    paragraph: int
    actors: tuple[Actor, ...]
    subject: bool
    draft: int | None = None
    plural: bool = False
    female: bool | None = None
    named: bool = False
    nested: bool = False
    relation: str = ""
    start: int = 0
    end: int = 0
    predicate: bool = False


def link(report: Report, document: Document, reader: ActorReader, drafts: list[Draft]) -> list[ActorMention]:
    """The mentions of ``drafts`` and of the pronouns between them, resolved as far as is safe, in text order."""
    return Linker(report, document, reader, drafts).mentions()


class Linker:
    """Resolves one document."""

    def __init__(self, report: Report, document: Document, reader: ActorReader, drafts: list[Draft]) -> None:
        self.report = report
        self.document = document
        self.reader = reader
        self.drafts = drafts
        self.quotations = Quotations(document)
        self.candidates: list[Candidate] = []
        self.spoken: list[Candidate] = []
        self.deferred: list[Draft] = []  # "our government": waits for the speaker
        self.seen_countries: Counter[str] = Counter()
        self.heads = {d.head for d in drafts}

    def mentions(self) -> list[ActorMention]:
        """Everything resolved."""
        self._third_persons()
        self._first_persons()
        kept = [d for d in self.drafts if d.actors]
        order = sorted(range(len(kept)), key=lambda n: (kept[n].start, -kept[n].end))
        place = {id(kept[n]): at for at, n in enumerate(order)}
        out = []
        for n in order:
            draft = kept[n]
            start, end = self.document.slice(draft.start, draft.end)
            source = self.drafts[draft.antecedent] if draft.antecedent is not None else None
            entities = unique(a.entity(self.report, start, end) for a in draft.actors)
            out.append(ActorMention(draft.start, draft.end, draft.head, entities, draft.form,
                                    place.get(id(source)) if source is not None else None))
        return out

    # the pass through the text

    def _third_persons(self) -> None:
        document = self.document
        starts: dict[int, list[int]] = {}
        for n, draft in enumerate(self.drafts):
            starts.setdefault(draft.start, []).append(n)
        for token in document.tokens:
            for n in starts.get(token.i, ()):
                self._draft(n)
            if token.i in self.heads:
                continue
            lower = token.lower
            if token.pos == "PRON" or lower in ("his", "its", "their", "her"):
                if lower in _THIRD:
                    self._pronoun(token.i)
                elif lower == "both":
                    self._pair(token.i, "any")
            elif lower in ("two", "both") and token.dep not in ("nummod", "det", "cc:preconj", "det:predet", "amod"):
                if lower == "both" or token.dep.startswith("nsubj") and any(document.tokens[c].lower == "the" for c in document.children[token.i]):
                    self._pair(token.i, "any")
            elif token.pos in ("NOUN", "PROPN"):
                lemma = token.lemma.lower()
                if (lemma in _PAIRED or lower == "koreas") and self._counted(token.i):
                    self._pair(token.i, lemma if lower != "koreas" else "korea")
                elif lemma in _COUNTRY_NOUNS and self._definite(token.i) and not lower.endswith("s"):
                    self._noun(token.i)
                elif token.dep not in ("compound", "obl:unmarked", "nmod:unmarked"):
                    self._thing(token.i)

    def _draft(self, n: int) -> None:
        draft = self.drafts[n]
        lemma = self.document.tokens[draft.head].lemma.lower()
        if draft.role is not None and draft.plural and lemma in _PAIRED and self._counted(draft.head) and draft.pending:
            self._pair(draft.head, lemma, draft)
        elif draft.antecedent is not None and not draft.actors:
            self._apposed(draft)
        elif draft.possessor is not None and draft.role is not None:
            self._possessed(draft)
        elif draft.pending and draft.role is not None:
            self._described(draft)
        elif draft.role is not None and draft.role.canonical == "counterpart":
            self._counterpart(draft, self._last_person(draft.start))
        if draft.actors:
            self._register(n)

    def _apposed(self, draft: Draft) -> None:
        named = next((d for d in self.drafts if d.head == draft.antecedent and d.form == "name"), None)
        draft.antecedent = self.drafts.index(named) if named is not None else None
        if named is not None:
            draft.actors = list(named.actors)

    def _register(self, n: int) -> None:
        draft = self.drafts[n]
        candidate = self._candidate(draft, n)
        self.candidates.append(candidate)
        for actor in draft.actors:
            if actor.country and len(actor.country) == 3 and self.reader.tables.country(actor.country):
                self.seen_countries[actor.country] += 1
        token = self.document.tokens[draft.head]
        if draft.actors:
            first = self._coordinated(draft, token.head if token.dep == "conj" else None)
            if first is not None:
                merged = Candidate(first.head, candidate.sentence, candidate.paragraph, tuple(dict.fromkeys((*first.actors, *draft.actors))),
                                   first.subject, None, True, None, True, False, first.relation, first.start, draft.end)
                if len(merged.actors) > 1:
                    self.candidates.append(merged)
        if candidate.subject and self._speech(draft.head):
            self.spoken.append(candidate)

    def _coordinated(self, draft: Draft, head: int | None) -> Candidate | None:
        """The mention that is joined to this one by "and", by the parse or by the words between."""
        tokens = self.document.tokens
        at = draft.start - 1
        while at > 0 and tokens[at].pos == "DET":
            at -= 1
        joined = at > 0 and tokens[at].lower in ("and", "&")
        for candidate in reversed(self.candidates[:-1]):
            if candidate.sentence != tokens[draft.head].sent:
                return None
            if candidate.draft is not None and (candidate.head == head or (joined and candidate.end == at)) and not candidate.nested:
                return candidate
        return None

    def _candidate(self, draft: Draft, n: int) -> Candidate:
        token = self.document.tokens[draft.head]
        relation = base_relation(self.document, draft.head)
        return Candidate(draft.head, token.sent, self.quotations.paragraph[token.sent], tuple(draft.actors),
                         relation.startswith("nsubj"), n, draft.plural or len(draft.actors) > 1,
                         draft.female, draft.form == "name", relation in ("amod", "compound", "nmod:desc"), relation, draft.start, draft.end,
                         draft.form == "description" and self._predicative(draft.head))

    def _predicative(self, head: int) -> bool:
        """ "He is a lawyer", "as a neutral intermediary": says what somebody is and names nobody."""
        return preposition(self.document, head) == "as" or any(
            self.document.tokens[c].dep == "cop" for c in self.document.children[head])

    def _thing(self, i: int) -> None:
        token = self.document.tokens[i]
        relation = base_relation(self.document, i)
        plural = token.lower.endswith("s") and token.lemma.lower() != token.lower
        self.candidates.append(Candidate(i, token.sent, self.quotations.paragraph[token.sent], (), relation.startswith("nsubj"),
                                         plural=plural, named=token.pos == "PROPN", relation=relation, start=i, end=i + 1))

    # descriptions

    def _possessed(self, draft: Draft) -> None:
        """ "his counterpart", "their military", "its ambassador": whose, then who."""
        assert draft.role is not None and draft.possessor is not None
        if self.document.tokens[draft.possessor].lower in _FIRST:
            self.deferred.append(draft)
            return
        self._belongs(draft, self._best(draft.possessor))

    def _belongs(self, draft: Draft, owner: Candidate | None) -> None:
        assert draft.role is not None
        if draft.form == "name" and draft.role.canonical in ("counterpart", "colleague"):
            return
        if draft.role.canonical in ("counterpart", "colleague"):
            actors = owner.actors if owner else ()
            self._counterpart(draft, next((a for a in actors if a.kind == "person"), None))
            return
        if owner is None or not draft.pending:
            if draft.role.what in ("office", "government", "body") and draft.pending:
                draft.actors = []
            return
        built = []
        for actor in owner.actors:
            if actor.kind == "organisation" and draft.role.canonical in ("leader", "spokesperson", "commander", "fighter", "member", "official"):
                built.append(self.reader.of_body(draft.role, actor, draft.plural))
            elif actor.country and draft.role.what != "person":
                built.append(self.reader.of_country(draft.role, actor.country, None, draft.plural))
            elif actor.country and draft.role.sector in ("GOV", "MIL"):
                built.append(self.reader.of_country(draft.role, actor.country, None, draft.plural))
        if built:
            draft.actors = list(dict.fromkeys(built))
            draft.antecedent = owner.draft

    def _counterpart(self, draft: Draft, person: Actor | None) -> None:
        """ "his Chinese counterpart": who holds the same office there."""
        country = draft.actors[0].country if draft.actors else None
        if person is None or not person.office or country is None:
            return
        held = self.reader.tables.holder(person.office, country, self.reader.day)
        adjective = self.reader.tables.adjective(country)
        name = held.name if held else f"{adjective} {person.office}"
        if held is None and person.office in ("Foreign Minister", "Secretary of State"):
            held = self.reader.tables.holder("Foreign Minister", country, self.reader.day)
            name = held.name if held else f"{adjective} Foreign Minister"
        if held is None and person.office in ("President", "Prime Minister"):
            held = self.reader.tables.holder("leader", country, self.reader.day)
            name = held.name if held else name
        office = held.term(self.reader.day).office if held else person.office
        draft.actors = [Actor(name, "person", country, person.sector, office)]

    def _last_person(self, before: int) -> Actor | None:
        for candidate in reversed(self.candidates):
            for actor in candidate.actors:
                if actor.kind == "person" and actor.office and candidate.head < before:
                    return actor
        return None

    def _described(self, draft: Draft) -> None:
        """ "the ministry", "the president", "the group", "the government": the last one named, else the story's state."""
        role = draft.role
        assert role is not None
        domestic = role.canonical in _DOMESTIC
        if role.what == "person" and draft.pending == "country" and role.noun.split()[0] in ("government", "presidential", "security"):
            country = self._story_country(draft.head)
            draft.actors = [self.reader.of_country(role, country, None, draft.plural)] if country else draft.actors
            return
        bare = domestic and self._bare(draft)
        antecedent = self._same_role(draft, 3 if domestic else 15) if draft.definite or bare else None
        if antecedent is None and domestic and (draft.definite or bare) and draft.form != "name":
            country = self._country_at_hand(draft.head) or self._story_country(draft.head)
            if country:
                draft.actors = [self.reader.of_country(role, country, None, draft.plural)]
                return
            antecedent = self._same_role(draft, 15)
        if antecedent is not None:
            draft.actors, draft.antecedent = self._own_body(role, antecedent.actors), antecedent.draft
            draft.female = antecedent.female
            return
        if role.canonical == "opposition" and draft.definite and (country := self._story_country(draft.head)):
            draft.actors = [self.reader.of_country(role, country, None, draft.plural)]
            return
        if draft.form == "name":
            first = draft.actors[0]
            if role.what == "office" and (sole := self.reader.tables.sole_holder(role.canonical, self.reader.day)):
                draft.actors = [Actor(sole[0].name, "person", sole[1].country, sole[1].sector, role.canonical)]
                return
            country = self._story_country(draft.head)
            if country and first.country is None and (role.what != "office" or self.reader.tables.has_office(role.canonical, country)):
                draft.actors = [Actor(first.name, first.kind, country, first.sector, first.office)]
            return
        if role.what == "office" and draft.pending == "country":
            draft.actors = self._sole_holder(draft) or draft.actors
            return

    def _country_at_hand(self, head: int) -> str | None:
        """The one state whose officials, forces or government were the subject of this sentence or the one before."""
        sentence = self.document.tokens[head].sent
        for back in (0, 1):
            here = [a for c in self.candidates if c.sentence == sentence - back and c.subject for a in c.actors]
            codes = {a.country for a in here if a.country and self.reader.tables.country(a.country) and a.sector in ("GOV", "MIL", "COP")}
            if len(codes) == 1:
                return codes.pop()
        return None

    def _own_body(self, role: Role, actors: tuple[Actor, ...]) -> list[Actor]:
        """The antecedent's actors; for "the ministry" after a minister, the ministry that he heads."""
        office = actors[0].office or ""
        if role.canonical == "ministry" and actors[0].kind == "person" and office.endswith("Minister") and actors[0].country:
            name = office.removesuffix("Minister") + "Ministry"
            return [Actor(f"{self.reader.tables.adjective(actors[0].country)} {name}", "organisation", actors[0].country, actors[0].sector)]
        return list(actors)

    def _sole_holder(self, draft: Draft) -> list[Actor]:
        """ "The president" of the state named in the same sentence, else of the state of the story, if it has one."""
        role = draft.role
        if role is None or draft.plural or not draft.definite:
            return []
        sentence = self.document.tokens[draft.head].sent
        near = [a.country for c in reversed(self.candidates) if c.sentence == sentence for a in c.actors if a.country]
        for code in dict.fromkeys([*near, self._story_country(draft.head)]):
            if code and self.reader.tables.holder(role.canonical, code, self.reader.day):
                return [self.reader.of_country(role, code, None, False)]
        return []

    def _bare(self, draft: Draft) -> bool:
        """ "Parliament voted", "police said": a body named without an article."""
        return draft.role is not None and draft.end - draft.start <= 2 and draft.role.canonical in (
            "police", "parliament", "state media", "security forces", "government forces")

    def _same_role(self, draft: Draft, window: int) -> Candidate | None:
        role = draft.role
        assert role is not None
        noun = self.document.tokens[draft.head].lemma.lower()
        for candidate in reversed(self.candidates):
            if candidate.draft is None or not candidate.actors or candidate.head >= draft.start:
                continue
            if self.document.tokens[draft.head].sent - candidate.sentence > window:
                break
            other = self.drafts[candidate.draft]
            if draft.plural != other.plural and (role.what != "body" or draft.plural):
                continue
            if self._answers(draft, noun, other, candidate):
                return candidate
        return None

    def _answers(self, draft: Draft, noun: str, other: Draft, candidate: Candidate) -> bool:
        """Whether an earlier mention may be called by this description."""
        role = draft.role
        assert role is not None
        actor = candidate.actors[0]
        if noun == "ministry" and actor.kind == "person" and (actor.office or "").endswith("Minister") and actor.country:
            return True
        if actor.kind == "person" and role.kind == "person":
            office = (actor.office or "").lower()
            titles = {office, *office.split()}
            if role.canonical == "leader" and not draft.plural:
                return office in ("president", "leader", "supreme leader", "prime minister", "king", "chancellor") or "leader" in titles
            return bool(office) and (noun in titles or role.canonical.lower() == office) and not draft.plural
        if role.noun in _GROUP_NOUNS and (draft.plural or draft.end - draft.start > 2):
            return False  # "groups", "the working group": others
        if other.role is not None and other.role.canonical == role.canonical and (actor.country or role.kind == "person"):
            return True
        if role.noun in _GROUP_NOUNS and actor.kind == "organisation" and actor.country:
            words = actor.name.lower().split()
            if noun in ("group", "movement", "organization", "organisation", "militia", "faction"):
                return actor.sector in ("REB", "UAF", None, "PTY", "OPP") and actor.country != "UNO"
            return noun in words or (noun in ("agency", "newspaper", "broadcaster") and actor.sector == "JRN") or (
                noun == "bloc" and actor.country in ("EUR", "IGO"))
        return actor.kind == "organisation" and bool(actor.country) and role.canonical.lower() in actor.name.lower()

    def _story_country(self, head: int) -> str | None:
        """The state that the report is about: clearly named most often so far, in the whole report if need be."""
        sentence = self.document.tokens[head].sent
        weights: Counter[str] = Counter()
        for candidate in self.candidates:
            for actor in candidate.actors:
                if actor.country and self.reader.tables.country(actor.country):
                    weights[actor.country] += 0.85 ** (sentence - candidate.sentence)
        ranked = weights.most_common(2)
        if not ranked:
            return None
        return ranked[0][0] if len(ranked) == 1 or ranked[0][1] > 1.3 * ranked[1][1] else None

    # pairs and nouns

    def _counted(self, i: int) -> bool:
        """ "the two countries", "both sides", "the parties", "the two Koreas"."""
        document = self.document
        words = {document.tokens[c].lower for c in document.children[i] if c < i}
        lower = document.tokens[i].lower
        if not lower.endswith(("s", "men")) or lower.endswith("ss"):
            return False
        if complements(document, i, "of", "to"):
            return False
        if words & {"two", "both"}:
            return True
        return document.tokens[i].lemma.lower() in ("side", "korea") and bool(words & {"the", "two"}) or lower == "koreas"

    def _definite(self, i: int) -> bool:
        return any(self.document.tokens[c].lower in ("the", "this", "that") for c in self.document.children[i]) and not any(
            self.document.tokens[c].dep == "amod" or (self.document.tokens[c].dep.startswith("nmod") and c > i)
            for c in self.document.children[i])

    def _pair(self, i: int, noun: str, draft: Draft | None = None) -> None:
        """The two who were named together last."""
        tokens = self.document.tokens
        if noun == "korea":
            actors = [Actor("North Korea", "country", "PRK", None), Actor("South Korea", "country", "KOR", None)]
        else:
            actors = self._last_pair(i, noun)
        if len(actors) < 2:
            return
        if draft is not None:
            draft.actors, draft.pending = actors, ""
            return
        self.drafts.append(Draft(min(i, left_edge(self.document, i)), i + 1, i, "description" if tokens[i].pos != "PRON" else "pronoun",
                                 actors, plural=True))
        self._register(len(self.drafts) - 1)

    def _last_pair(self, i: int, noun: str) -> list[Actor]:
        people = None if noun == "any" else noun in _PAIRED_PEOPLE
        sentence = self.document.tokens[i].sent
        if noun in ("side", "party"):
            for candidate in reversed(self.candidates):
                if sentence - candidate.sentence > 8:
                    break
                if candidate.plural and candidate.end <= i and len(actors := self._fitting(candidate.actors, people)) == 2:
                    return actors
        for back in range(5):
            near = [c for c in self.candidates if c.sentence == sentence - back and c.end <= i and c.actors]
            for candidate in reversed(near):
                if candidate.plural and len(actors := self._fitting(candidate.actors, people)) == 2:
                    return actors
            for chosen in ([c for c in near if c.subject], [c for c in near if not c.nested]):
                if len(actors := self._fitting([a for c in chosen for a in c.actors], people)) == 2:
                    return actors
        return []

    def _fitting(self, actors: tuple[Actor, ...] | list[Actor], people: bool | None) -> list[Actor]:
        """``actors`` as persons, or as states and bodies (a minister stands for his state); None: as they are."""
        out: dict[str, Actor] = {}
        if people is None and len({a.kind for a in actors}) == 1:
            return list(dict.fromkeys(actors))
        for actor in actors:
            if people:
                if actor.kind == "person":
                    out.setdefault(actor.name, actor)
            elif actor.kind == "country":
                country = self.reader.tables.country(actor.name)
                out[country.name if country else actor.name] = Actor(actor.name, "country", actor.country, None if actor.sector == "GOV" else actor.sector)
            elif actor.kind == "organisation" and (actor.sector in ("REB", "UAF") or (actor.country or "") in SUPRANATIONAL):
                out.setdefault(actor.name, actor)
            elif actor.country and self.reader.tables.country(actor.country):
                country = self.reader.tables.country(actor.country)
                assert country is not None
                out.setdefault(country.name, Actor(country.name, "country", country.code, country.sector))
        return list(out.values())

    def _noun(self, i: int) -> None:
        """ "the country": the last state named."""
        sentence = self.document.tokens[i].sent
        story = self._story_country(i)
        near = [c for c in self.candidates if sentence - c.sentence <= 4 and c.head < i and c.relation not in ("amod", "compound")]
        for candidate in sorted(near, key=lambda c: (any(a.country == story for a in c.actors), c.sentence, c.subject, c.head), reverse=True):
            state = next((a for a in candidate.actors if a.kind == "country"), None)
            if state is not None and len(candidate.actors) == 1:
                actor = Actor(state.name, "country", state.country, None if state.sector == "GOV" else state.sector)
                self.drafts.append(Draft(i - 1 if self.document.tokens[i - 1].dep == "det" else i, i + 1, i, "description", [actor],
                                         antecedent=candidate.draft))
                self._register(len(self.drafts) - 1)
                return

    # pronouns

    def _pronoun(self, i: int) -> None:
        if self._expletive(i):
            return
        best = self._best(i)
        if best is None:
            return
        token = self.document.tokens[i]
        draft = Draft(i, i + 1, i, "pronoun", list(best.actors), plural=best.plural, female=best.female, antecedent=best.draft)
        if token.lower in ("he", "him", "his", "himself"):
            draft.female = False
        elif token.lower in ("she", "her", "hers", "herself"):
            draft.female = True
        self.drafts.append(draft)
        self._register(len(self.drafts) - 1)

    def _expletive(self, i: int) -> bool:
        """ "it" that means nothing: "it is likely that", "it seems"."""
        token = self.document.tokens[i]
        if token.lower != "it":
            return False
        if token.dep == "expl":
            return True
        head = self.document.tokens[token.head]
        clausal = any(self.document.tokens[c].dep in ("csubj", "ccomp", "advcl:relcl") for c in self.document.children[token.head])
        if head.pos in ("ADJ", "NOUN") and any(self.document.tokens[c].dep == "cop" for c in self.document.children[token.head]):
            return True
        return head.lemma in ("seem", "appear", "happen", "rain", "remain", "take", "make") or (clausal and token.dep == "nsubj:pass")

    def _best(self, i: int) -> Candidate | None:
        """The antecedent of the pronoun at token ``i``, or None."""
        token = self.document.tokens[i]
        female, plural = _THIRD.get(token.lower, (None, False))
        personal = token.lower in ("he", "him", "his", "himself", "she", "her", "hers", "herself")
        best: Candidate | None = None
        top = FLOOR - WINDOW * 2
        for candidate in reversed(self.candidates):
            if token.sent - candidate.sentence > WINDOW:
                break
            score = self._score(i, candidate, female, plural, personal)
            if score is not None and score > top:
                best, top = candidate, score
        return best if best is not None and best.actors else None

    def _score(self, i: int, candidate: Candidate, female: bool | None, plural: bool, personal: bool) -> float | None:
        document = self.document
        token = document.tokens[i]
        if candidate.head >= i or candidate.start <= i < candidate.end or candidate.predicate:
            return None
        governor = document.tokens[token.head]
        score = WEIGHTS["sentence"] * (token.sent - candidate.sentence)
        if personal:
            if len(candidate.actors) != 1 or candidate.actors[0].kind != "person" or candidate.plural:
                return None
            if candidate.female is not None and candidate.female is not female:
                return None
            score += WEIGHTS["gender"] if candidate.female is not None else 0.0
        elif plural:
            if not candidate.actors and not candidate.plural:
                return None
            if candidate.actors and not candidate.plural:
                if candidate.actors[0].kind == "person":
                    return None
                score += WEIGHTS["singular_they"] if candidate.actors[0].kind == "country" else WEIGHTS["singular_they"] / 2
        else:
            if candidate.plural or any(a.kind in ("person", "group") for a in candidate.actors):
                return None
        if not personal and not self._fits_verb(i, candidate):
            return None
        if self._same_clause(i, candidate):
            return None
        score += WEIGHTS["subject"] * candidate.subject + WEIGHTS["name"] * candidate.named + WEIGHTS["nested"] * candidate.nested
        score += WEIGHTS["near"] * (candidate.sentence == token.sent)
        score += WEIGHTS["joined"] * (personal and document.tokens[candidate.head].dep == "conj")
        if candidate.actors and token.lower == "it":
            score += self._impersonal(token, governor)
        if self.quotations.paragraph[token.sent] != candidate.paragraph:
            score += WEIGHTS["paragraph"]
        if token.dep.startswith("nsubj") and candidate.subject:
            score += WEIGHTS["parallel"]
        if token.dep.startswith("nsubj") and governor.lemma.lower() in SPEECH and self.spoken and not self.quotations.inside[i]:
            score += WEIGHTS["speaker"] * (self.spoken[-1].actors == candidate.actors)
        if candidate.actors and not personal and token.dep == "nmod:poss" and governor.lemma.lower() in _OWNED:
            score += WEIGHTS["owned"]
        if candidate.actors and not personal and candidate.relation == "nmod:poss":
            score += WEIGHTS["possessive"]
        if candidate.sentence == token.sent:
            score += WEIGHTS["distance"] * (i - candidate.head)
            score += WEIGHTS["clause"] * self._governed(i, candidate)
        if self.quotations.inside[candidate.head] and not self.quotations.inside[i]:
            score += WEIGHTS["quoted"]
        if self.quotations.inside[i] and not self.quotations.inside[candidate.head] and candidate.sentence == token.sent and personal:
            score -= 2.0  # who is quoted does not call himself "he"
        return score

    def _impersonal(self, token: Token, governor: Token) -> float:
        """How much speaks against "it" meaning an actor, by its place in the clause."""
        lemma = governor.lemma.lower()
        if token.dep == "nsubj:pass":
            return WEIGHTS["passive"]
        if token.dep.startswith("nsubj") and lemma not in _AGENTIVE:
            return WEIGHTS["agentless"]
        return WEIGHTS["object"] if token.dep == "obj" and lemma not in _PATIENT else 0.0

    def _governed(self, i: int, candidate: Candidate) -> float:
        """1 if the candidate is subject or object of the nearest verb above the pronoun ("caused Pyongyang to speed up
        its ..."), less for each further verb whose subject is understood, 0 otherwise.
        """
        tokens = self.document.tokens
        if candidate.relation not in ("nsubj", "nsubj:pass", "obj", "iobj"):
            return 0.0
        governor, share = tokens[candidate.head].head, 1.0
        for n, above in enumerate(self.document.ancestors(i)):
            if tokens[above].pos in ("VERB", "AUX"):
                if governor == above:
                    return share
                if n > 7 or tokens[above].dep not in ("xcomp", "acl", "advcl") or self.document.child(above, "nsubj") is not None:
                    return 0.0
                share *= 0.7
        return 0.0

    def _fits_verb(self, i: int, candidate: Candidate) -> bool:
        """ "it said", "they launched": things cannot."""
        token = self.document.tokens[i]
        return bool(candidate.actors) or not (
            token.dep.startswith("nsubj") and self.document.tokens[token.head].lemma.lower() in _AGENTIVE and token.dep != "nsubj:pass")

    def _same_clause(self, i: int, candidate: Candidate) -> bool:
        """Whether pronoun and candidate are two arguments of one verb ("Trump met him"), which cannot be one."""
        token, other = self.document.tokens[i], self.document.tokens[candidate.head]
        if token.lower in ("himself", "herself", "itself", "themselves"):
            return token.head != other.head
        if token.dep == "nmod:poss":
            return False
        return token.head == other.head and token.sent == other.sent and other.dep not in ("conj", "advcl")

    # first persons

    def _first_persons(self) -> None:
        author = self.reader.author(self.report)
        for token in self.document.tokens:
            plural = _FIRST.get(token.lower)
            if plural is None or token.i in self.heads or (token.pos != "PRON" and token.dep != "nmod:poss") or token.text in ("US", "U.S."):
                continue
            speaker, antecedent = (self._speaker(token.i) if self.quotations.inside[token.i] else (None, None))
            if speaker is None and not self.quotations.inside[token.i]:
                speaker = author
            if speaker is None:
                continue
            actors = [self._spoken_for(speaker)] if plural else [speaker]
            self.drafts.append(Draft(token.i, token.i + 1, token.i, "pronoun", actors, plural=plural, antecedent=antecedent))

        for draft in self.deferred:
            n = next((n for n, d in enumerate(self.drafts) if d.start == draft.possessor and d.form == "pronoun"), None)
            if n is not None:
                self._belongs(draft, self._candidate(self.drafts[n], n))

    def _spoken_for(self, speaker: Actor) -> Actor:
        """Whom "we" means in a speaker's mouth: his state, his body, or else himself."""
        if speaker.sector in ("GOV", "MIL", "LEG") and speaker.country:
            country = self.reader.tables.country(speaker.country)
            if country is not None and speaker.kind in ("person", "group", "country", "organisation"):
                return Actor(country.name, "country", country.code, "GOV")
        return speaker

    def _speaker(self, i: int) -> tuple[Actor | None, int | None]:
        head = self.quotations.speaker_head(i, SPEECH)
        if head is None:
            return None, None
        covering = [n for n, d in enumerate(self.drafts) if d.actors and d.start <= head < d.end and len(d.actors) == 1]
        if not covering:
            return None, None
        n = max(covering, key=lambda m: (self.drafts[m].head == head, self.drafts[m].end - self.drafts[m].start))
        return self.drafts[n].actors[0], n

    def _speech(self, head: int) -> bool:
        token = self.document.tokens[head]
        for _ in range(4):
            if token.dep in ("conj", "appos", "flat"):
                token = self.document.tokens[token.head]
        return self.document.tokens[token.head].lemma.lower() in SPEECH
