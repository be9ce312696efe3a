"""Who is meant by a description without an owner: "the ministry", "the president", "the group", "his counterpart"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from detente.language.document import Document
from detente.mentions.antecedents import Candidate, Candidates
from detente.mentions.catalogue import Role
from detente.mentions.drafts import Actor, Draft
from detente.mentions.naming import ARMED, Naming
from detente.mentions.word_lists import word_list

_STORY = 40  # sentences back that tell which state a story is about
_FADING = 0.85  # a mention counts so much less for each sentence between
_CLEAR = 1.3  # so much oftener than the next state must the state of the story be named
_MEMORY = 15  # sentences back to an earlier mention of a role
_RECENT = 3  # the same for bodies that every state has
_LEADING = frozenset({"president", "leader", "supreme leader", "prime minister", "king", "chancellor"})
_BARE = frozenset({"police", "parliament", "state media", "security forces", "government forces"})
_OFFICIAL = frozenset({"government", "presidential", "security"})
_WORD = 4  # letters: shorter words of a name do not stand for it
_BODY_ROLES = frozenset({"leader", "spokesperson", "commander", "fighter", "member", "official"})
_COLLECTIVE = frozenset({"group", "movement", "organization", "organisation", "militia", "faction"})
_AGAINST_THE_STATE = frozenset({"REB", "OPP"})
_MOST_OF_THEM = 0.75  # share of the rebels of told country that must be of one for the others to be


def country_at_war(drafts: Sequence[Draft]) -> str | None:
    """The country that nearly all rebels and opposition of told country in a report are of, or None."""
    actors = [a for d in drafts if d.form != "pronoun" for a in d.actors]
    told = Counter(a.country for a in actors if a.country and a.sector in _AGAINST_THE_STATE)
    code, count = told.most_common(1)[0] if told else (None, 0)
    return code if count >= _MOST_OF_THEM * sum(told.values()) else None


class Descriptions:
    """Resolves the descriptions of one document by what has been named before."""

    def __init__(self, document: Document, candidates: Candidates, naming: Naming) -> None:
        self.document = document
        self.candidates = candidates
        self.naming = naming

    def resolve(self, draft: Draft) -> None:
        """Fill a draft whose country or antecedent is missing: the last one named, else that of the story's state."""
        role = draft.role
        if role is None:
            return
        if role.what == "person" and role.noun.split()[0] in _OFFICIAL and draft.pending == "country":
            self._give(draft, self.story_country(draft.head))
            return
        if draft.form == "name":
            self._belongs_to_story(draft, role)
            return
        domestic = "domestic" in role.traits
        bare = domestic and draft.end - draft.start <= 2 and role.canonical in _BARE
        if not draft.definite and not bare:
            return
        antecedent = self._same_role(draft, role, _RECENT if domestic else _MEMORY)
        if antecedent is None and domestic:
            if self._give(draft, self._country_at_hand(draft.head) or self.story_country(draft.head)):
                return
            antecedent = self._same_role(draft, role, _MEMORY)
        if antecedent is not None:
            draft.actors, draft.antecedent = self._own_body(role, antecedent.actors), antecedent.draft
            draft.female = antecedent.female
        elif role.canonical == "opposition":
            self._give(draft, self.story_country(draft.head))
        elif role.what == "office" and not draft.plural:
            sole = self.naming.tables.offices.sole_holder(role.canonical, self.naming.day)
            self._give(draft, sole[1].country if sole else self._country_with(role, draft.head))

    def _give(self, draft: Draft, code: str | None) -> bool:
        """Let the draft be its role in a country; False without one."""
        if code is None or draft.role is None:
            return False
        draft.actors = [self.naming.of_country(draft.role, code, None, draft.plural)]
        return True

    def fights_at_home(self, draft: Draft, at_war: str | None) -> None:
        """Let "rebels" and "the opposition" of no told country be those of ``at_war``, else of the story's state."""
        first = draft.actors[0] if len(draft.actors) == 1 else None
        if first is None or first.country or first.sector not in _AGAINST_THE_STATE or draft.role is None:
            return
        code = at_war or self.story_country(draft.head)
        if code is not None:
            draft.actors = [replace(first, country=code)]

    def _belongs_to_story(self, draft: Draft, role: Role) -> None:
        """A named minister whose state is not told: the only one with that office, or of the state of the story."""
        first, offices = draft.actors[0], self.naming.tables.offices
        sole = offices.sole_holder(role.canonical, self.naming.day) if role.what == "office" else None
        if sole is not None:
            draft.actors = [Actor(sole[0].name, "person", sole[1].country, sole[1].sector, role.canonical)]
            return
        spoken = self._unnamed_before(draft, role)
        if spoken is not None and first.country is None:
            draft.actors = [Actor(first.name, first.kind, spoken.country, spoken.sector, first.office)]
            return
        code = self.story_country(draft.head)
        if code and first.country is None and (role.what != "office" or offices.has_office(role.canonical, code)):
            draft.actors = [Actor(first.name, first.kind, code, first.sector, first.office)]

    def _unnamed_before(self, draft: Draft, role: Role) -> Actor | None:
        """Who in the last sentences held the role of a person now named: "A Pentagon spokesman ... spokesman Bacon"."""
        for candidate in self.candidates.near(self.document.tokens[draft.head].sent, _RECENT):
            other = candidate.draft
            same = other is not None and other.role is not None and other.role.canonical == role.canonical
            if same and candidate.actors[0].country is not None:
                return candidate.actors[0]
        return None

    # which state

    def story_country(self, head: int) -> str | None:
        """The state that the report is about: clearly the one named most often of late."""
        sentence, tables = self.document.tokens[head].sent, self.naming.tables
        weights: Counter[str] = Counter()
        for candidate in self.candidates.near(sentence, _STORY):
            for actor in candidate.actors:
                if actor.country and tables.country(actor.country):
                    weights[actor.country] += _FADING ** (sentence - candidate.sentence)  # type: ignore[assignment]
        ranked = weights.most_common(2)
        if not ranked or (len(ranked) > 1 and ranked[0][1] <= _CLEAR * ranked[1][1]):
            return None
        return ranked[0][0]

    def _country_at_hand(self, head: int) -> str | None:
        """The one state whose officials, forces or government were the subject of this sentence or the one before."""
        sentence = self.document.tokens[head].sent
        for back in (0, 1):
            near = [c for c in self.candidates.near(sentence, back) if c.sentence == sentence - back and c.subject]
            actors = [a for c in near for a in c.actors if a.sector in ("GOV", "MIL", "COP")]
            codes = {a.country for a in actors if a.country and self.naming.tables.country(a.country)}
            if len(codes) == 1:
                return codes.pop()
        return None

    def _country_with(self, role: Role, head: int) -> str | None:
        """The state named in the same sentence, else that of the story, that has somebody in this office."""
        near = self.candidates.near(self.document.tokens[head].sent, 0)
        codes = [a.country for c in near for a in c.actors if a.country]
        for code in dict.fromkeys([*codes, self.story_country(head)]):
            if code and self.naming.tables.offices.holder(role.canonical, code, self.naming.day):
                return code
        return None

    # which earlier mention

    def _same_role(self, draft: Draft, role: Role, window: int) -> Candidate | None:
        """The last mention within ``window`` sentences that this description may stand for."""
        for candidate in self.candidates.near(self.document.tokens[draft.head].sent, window):
            other = candidate.draft
            if other is None or candidate.head >= draft.start:
                continue
            if draft.plural != other.plural and (role.what != "body" or draft.plural):
                continue
            if self._answers(draft, role, other, candidate.actors[0]):
                return candidate
        return None

    def _answers(self, draft: Draft, role: Role, other: Draft, actor: Actor) -> bool:
        """Whether an earlier mention may be called by this description."""
        noun, office = self.document.tokens[draft.head].lemma.lower(), (actor.office or "").lower()
        if actor.kind == "person":
            if role.canonical == "ministry":
                return office.endswith("minister") and actor.country is not None
            return role.kind == "person" and not draft.plural and self._is_called(role, noun, office)
        grouped = role.noun in word_list("group")
        if grouped and (draft.plural or draft.end - draft.start > 2):
            return False  # "groups", "the working group": others
        if (
            other.role is not None
            and other.role.canonical == role.canonical
            and (actor.country or role.kind == "person")
        ):
            return True
        if actor.kind != "organisation" or not actor.country:
            return False
        if grouped:
            return self._is_group(noun, actor)
        if noun in _COLLECTIVE and {role.sector, actor.sector} <= {"REB", "UAF"} and not draft.plural:
            return True  # "the militant group"
        return role.canonical.lower() in actor.name.lower()

    def _is_called(self, role: Role, noun: str, office: str) -> bool:
        """Whether a person with this office may be called by the noun ("the minister", "the leader")."""
        if role.canonical == "leader":
            return office in _LEADING or "leader" in office.split()
        return bool(office) and (noun in office.split() or role.canonical.lower() == office)

    def _is_group(self, noun: str, actor: Actor) -> bool:
        """Whether a body may be called "the group", "the bloc", "the agency" ..."""
        if noun in _COLLECTIVE:
            return (actor.sector is None or actor.sector in ARMED) and actor.country != "UNO"
        if noun == "bloc":
            return actor.country in ("EUR", "IGO")
        return noun in actor.name.lower().split() or (
            noun in ("agency", "newspaper", "broadcaster") and actor.sector == "JRN"
        )

    def _own_body(self, role: Role, actors: tuple[Actor, ...]) -> list[Actor]:
        """The antecedent's actors; for "the ministry" after a minister, the ministry that he heads."""
        first = actors[0]
        if role.canonical == "ministry" and first.kind == "person" and first.office and first.country:
            name = f"{self.naming.tables.adjective(first.country)} {first.office.removesuffix('Minister')}Ministry"
            return [Actor(name, "organisation", first.country, first.sector)]
        return list(actors)

    def body_with(self, i: int) -> Draft | None:
        """The body of some length named before whose name has the word at token ``i`` ("House", "Council")."""
        token = self.document.tokens[i]
        if not token.text[:1].isupper() or len(token.text) < _WORD:
            return None
        for candidate in self.candidates.near(token.sent, _MEMORY):
            draft = candidate.draft
            if draft is None or draft.form != "name" or draft.end - draft.start < 2 or draft.end > i:
                continue
            same = self.document.tokens[draft.head].text == token.text and len(draft.actors) == 1
            if same and draft.actors[0].kind == "organisation" and draft.actors[0].country:
                return draft
        return None

    # whose

    def speaks_for(self, draft: Draft) -> None:
        """ "The ministry has not replied, and a spokesman said ...": the spokesman of the body that is the subject."""
        if draft.role is None or not draft.actors or draft.actors[0].country is not None:
            return
        for candidate in self.candidates.near(self.document.tokens[draft.head].sent, 0):
            body = candidate.actors[0]
            if candidate.head < draft.start and candidate.subject and len(candidate.actors) == 1 and body.country:
                if body.kind != "person" and (built := self._of(draft.role, body, draft.plural)) is not None:
                    draft.actors, draft.antecedent = [built], candidate.draft
                return

    def belongs(self, draft: Draft, owner: Candidate | None) -> None:
        """ "His counterpart", "their military", "its ambassador": fill in by the possessor's antecedent."""
        role = draft.role
        assert role is not None
        if role.canonical in ("counterpart", "colleague"):
            if draft.form != "name":
                actors = owner.actors if owner else ()
                self.counterpart(draft, next((a for a in actors if a.kind == "person"), None))
            return
        if owner is None or not draft.pending:
            if draft.pending and role.what in ("office", "government", "body"):
                draft.actors = []
            return
        built = [a for actor in owner.actors if (a := self._of(role, actor, draft.plural)) is not None]
        if built:
            draft.actors, draft.antecedent = list(dict.fromkeys(built)), owner.draft

    def _of(self, role: Role, owner: Actor, plural: bool) -> Actor | None:
        if owner.kind == "organisation" and role.canonical in _BODY_ROLES:
            return self.naming.of_body(role, owner, plural)
        if owner.country and (role.what != "person" or role.sector in ("GOV", "MIL")):
            return self.naming.of_country(role, owner.country, None, plural)
        return None

    def counterpart(self, draft: Draft, person: Actor | None) -> None:
        """ "His Chinese counterpart": who holds the same office there as ``person`` does at home."""
        country = draft.actors[0].country if draft.actors else None
        if person is None or not person.office or country is None:
            return
        offices, day = self.naming.tables.offices, self.naming.day
        office = "Foreign Minister" if person.office == "Secretary of State" else person.office
        held = offices.holder(office, country, day)
        if held is None and office in ("President", "Prime Minister"):
            held = offices.holder("leader", country, day)
        name = held.name if held else f"{self.naming.tables.adjective(country)} {office}"
        draft.actors = [Actor(name, "person", country, person.sector, held.term(day).office if held else office)]

    def last_official(self, before: int) -> Actor | None:
        """The last person with an office who was named before a token."""
        for candidate in self.candidates.near(self.document.tokens[before].sent, _MEMORY):
            for actor in candidate.actors:
                if actor.kind == "person" and actor.office and candidate.head < before:
                    return actor
        return None
