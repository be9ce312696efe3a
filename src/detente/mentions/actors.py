"""Who is mentioned: names, titles and descriptions joined into noun phrases, each with country, sector and office.

The tables decide who is meant; persons and bodies that they do not know take country and sector from the title, the
demonym, the possessor or the apposition in their own phrase. What a phrase cannot say about itself ("the ministry",
"he") is left to ``coreference``.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from detente.language.document import Document
from detente.mentions.capitals import acts, koreas_in_play, northern
from detente.mentions.catalogue import Catalogue, Role, catalogue
from detente.mentions.coreference import link
from detente.mentions.drafts import Actor, Draft
from detente.mentions.names import NAMING, Anchor, NameFinder
from detente.mentions.naming import ARMED, Naming, Owner
from detente.mentions.owners import Owners
from detente.mentions.people import HONORIFICS, People
from detente.mentions.phrases import left_edge, text_of, trimmed
from detente.mentions.role_nouns import RoleMatch
from detente.mentions.role_phrases import RolePhrases
from detente.mentions.titles import Titles
from detente.mentions.types import ActorMention
from detente.mentions.word_lists import word_list
from detente.records import Report

_POSSESSIVES = frozenset({"his", "her", "its", "their", "our", "my", "whose"})
_DEFINITE = frozenset({"the", "both", "two", "this", "that", "these", "those", "its"})
_STATELY = frozenset({"GOV", "MIL", "LEG", "JUD", "COP"})
_WOMEN = frozenset({"queen", "princess", "mother", "wife", "daughter", "sister", "girl", "schoolgirl", "first lady"})
_MEN = frozenset({"king", "prince", "father", "husband", "son", "brother", "boy"})


def find_actors(report: Report, document: Document) -> list[ActorMention]:
    """Every mention of an actor in ``document``, in text order; pronouns and descriptions resolved where it is safe."""
    reader = ActorReader(document, catalogue(), report.published.start)
    return link(report, document, reader.naming, reader.drafts())


class ActorReader:
    """Builds the drafts of one document's mentions."""

    def __init__(self, document: Document, tables: Catalogue, day: date | None) -> None:
        self.document = document
        self.tables = tables
        self.found = NameFinder(document, tables)
        self.people = People(self.found, tables, day)
        self.naming = Naming(tables, day)
        self.owners = Owners(self.found, self.people, self.naming)
        self.titles = Titles(self.found)
        self.phrases = RolePhrases(self.found)
        self.covered: set[int] = set()  # heads of role phrases that a larger mention has taken in
        self.taken: set[int] = set()  # starts of names that a larger mention has taken in
        self.out: list[Draft] = []

    def drafts(self) -> list[Draft]:
        """All drafts in text order, one for each stretch of tokens (the first found), the outer before the inner."""
        for anchor in self.people.anchors():
            self._person(anchor)
        for match in self.found.roles:
            if match.head not in self.covered:
                self._role(match)
        for anchor in self.found.anchors:
            if not anchor.is_person and anchor.start not in self.taken:
                self._name(anchor)
        if koreas_in_play(self.found):
            for start, end, head, code in northern(self.found):
                country = self.tables.countries[code]
                self.out.append(Draft(start, end, head, "name", [Actor(country.name, "country", code, None)]))
        unique: dict[tuple[int, int], Draft] = {}
        for draft in self.out:
            sentence = self.document.sentence_of(draft.head)
            draft.start, draft.end = max(draft.start, sentence.start), min(draft.end, sentence.end)
            unique.setdefault((draft.start, draft.end), draft)
        return sorted(unique.values(), key=lambda d: (d.start, -d.end))

    # names

    def _name(self, anchor: Anchor) -> None:
        """A country, a demonym, a seat of power or an organisation."""
        known, token = anchor.known, self.document.tokens[anchor.head]
        if known is None:
            if token.pos == "ADJ" or (anchor.label == "NORP" and token.dep in ("amod", "compound")):
                return
            text = text_of(self.document, anchor.start, anchor.end)
            owner = self.owners.of(anchor.start, min(left_edge(self.document, anchor.head), anchor.start))
            actor = self.naming.unknown(text, anchor.label, owner)
        elif known.what == "people":
            self._nation(anchor)
            return
        elif (
            known.what in ("capital", "seat")
            and not acts(self.document, self.found, anchor)
            or (
                known.what == "adjective"
                and not self._modifies(anchor)
                and self.document.child(anchor.head, "det") is None
            )
        ):
            return
        else:
            kind = known.kind if known.what == "organisation" else "country"
            actor = Actor(known.name, kind, known.country, known.sector)
        self.out.append(Draft(anchor.start, anchor.end, anchor.head, "name", [actor]))

    def _modifies(self, anchor: Anchor) -> bool:
        """Whether a demonym stands before a noun ("Russian offer") or with one that does ("Russian and Chinese")."""
        tokens = self.document.tokens
        token, end = tokens[anchor.head], self.document.sentence_of(anchor.head).end
        if anchor.end + 1 < end and tokens[anchor.end].text == "-":
            return tokens[anchor.end + 1].lower not in ("speaking", "language")
        if token.dep.partition(":")[0] in ("amod", "compound", "nmod", "flat") and token.head >= anchor.end:
            return True
        if token.dep == "conj":
            return tokens[token.head].pos in ("ADJ", "PROPN")
        return anchor.end < end and tokens[anchor.end].pos in ("NOUN", "ADJ", "PROPN")

    def _nation(self, anchor: Anchor) -> None:
        """ "Russians": its people; "the Russians" in the news: the country."""
        known = anchor.known
        assert known is not None
        start = min(left_edge(self.document, anchor.head), anchor.start)
        owner = self.owners.of(anchor.start, start, after=False)
        code = owner.countries[0][0] if owner.countries else None
        if known.country is None or code not in (None, known.country):  # "the Kurds", "Macedonian Serbs"
            own = known.name if known.country is None else text_of(self.document, anchor.start, anchor.end)
            name = f"{self.tables.adjective(code)} {own}" if code else own
            actor = Actor(name, "group", code, known.sector or "CVL")
        elif [self.document.tokens[i].lower for i in range(start, anchor.start)] == ["the"]:
            actor = Actor(known.name, "country", known.country, known.sector)
        else:
            actor = Actor(text_of(self.document, anchor.start, anchor.end), "group", known.country, "CVL")
        self.out.append(Draft(start, anchor.end, anchor.head, "name", [actor], plural=True))

    # roles without a name

    def _role(self, match: RoleMatch) -> None:
        """ "South Korea's Unification Ministry", "North Korean officials", "the minister"."""
        if self._before_its_name(match):
            return
        document, token = self.document, self.document.tokens[match.head]
        start = self.phrases.start(match)
        possessor = next((i for i in range(start, match.start) if document.tokens[i].lower in _POSSESSIVES), None)
        owner = self.owners.of(match.head, start, after=possessor is None)
        if self._named_body(match, start, owner):
            return
        if self._modifies_noun(match):
            start = max(start, self.phrases.own_words(match, start))
        start = trimmed(document, start, match.start)
        before = {document.tokens[i].lower: i for i in range(start, match.start)}
        match = self._specified(match, start, before)
        if possessor is None and not owner:
            possessor = self.phrases.described_owner(match.head)
        draft = Draft(
            start,
            self.phrases.end(match, owner),
            match.head,
            "description",
            self._actors(match, owner, before),
            match.role,
            match.plural,
            _woman(match.role.noun),
            definite=possessor is not None or bool(before.keys() & _DEFINITE),
            possessor=possessor,
        )
        if not owner:
            owner = self.owners.shared(match) or owner if possessor is None else owner
            draft.actors = self._actors(match, owner, before)
        if not owner:
            if self._says_nothing(match, draft):
                return
            draft.pending = self._missing(match.role, draft.definite or token.pos == "PROPN", draft.definite)
        self.out.append(draft)

    def _before_its_name(self, match: RoleMatch) -> bool:
        """ "Its ally China": the name says it all."""
        name = self.found.after(match.head)
        role = match.role
        return name is not None and name.what in NAMING and role.sector is None and role.kind == "person"

    def _modifies_noun(self, match: RoleMatch) -> bool:
        token = self.document.tokens[match.head]
        return token.dep in ("compound", "amod", "nmod:desc") and token.head > match.head

    def _actors(self, match: RoleMatch, owner: Owner, before: dict[str, int]) -> list[Actor]:
        role = match.role
        if role.what == "office" and before.keys() & word_list("indefinite"):
            role = replace(role, what="person")  # "an alleged leader": not the one in office
        actors = list(self.naming.actors(role, owner, match.plural))
        if owner.countries and owner.bodies and "and" in before:
            actors += self.naming.actors(role, Owner(owner.countries), match.plural)
        return actors

    def _specified(self, match: RoleMatch, start: int, before: dict[str, int]) -> RoleMatch:
        """The role with what the words before it add: "top diplomat", "the main rebel coalition"."""
        role = match.role
        if role.canonical == "diplomat" and before.keys() & {"top", "chief"}:
            return replace(match, role=self.tables.roles["top diplomat"])
        if role.sector is None and role.what == "body":
            for i in range(start, match.start):
                other = self.found.role_at.get(i)
                if other is not None and other.role.sector in ARMED | {"MIL", "COP", "BUS", "JRN"}:
                    canonical = f"{other.role.canonical} {role.canonical}"
                    return replace(match, role=replace(role, sector=other.role.sector, canonical=canonical))
        return match

    def _says_nothing(self, match: RoleMatch, draft: Draft) -> bool:
        """Whether a role without owner is too vague to be a mention ("freedom of movement", "strong opposition")."""
        role, token = match.role, self.document.tokens[match.head]
        common = role.what in ("body", "government") and "articleless" not in role.traits
        if common and not draft.definite and not match.plural and role.sector not in ARMED | {"NGO", "JRN"}:
            return True
        if role.noun == "opposition" and not draft.definite and token.dep in ("obj", "obl", "nmod"):
            return True
        if role.noun in ("body", "front") and draft.possessor is None:
            return True
        return self._modifies_noun(match) and role.sector not in _STATELY | {"REB", "UAF", "OPP"}

    def _missing(self, role: Role, introduced: bool, definite: bool) -> str:
        """What coreference must find: the country of an office or body, the person of a description, or nothing."""
        if role.noun.split()[0] in ("government", "presidential", "security"):
            return "country"
        if role.what in ("office", "government", "body"):
            return "country" if introduced or role.what != "office" else ""
        return "antecedent" if definite else ""

    def _named_body(self, match: RoleMatch, start: int, owner: Owner) -> bool:
        """ "The Japanese broadcaster NHK", "the rebel group M23", "Asia Press (API) news agency": one mention."""
        if match.role.what != "body":
            return False
        name, end = self.found.after(match.head), match.end
        if name is not None and not name.is_person:
            start, end = trimmed(self.document, start, match.start), name.end
        else:
            name = self.phrases.before_brackets(match)
            start = name.start if name is not None else start
        if name is None or (name.what != "organisation" and (name.known is not None or name.label != "ORG")):
            return False
        if name.known is not None:
            actor = Actor(name.known.name, "organisation", name.known.country, name.known.sector)
        else:
            actor = self.naming.unknown(text_of(self.document, name.start, name.end), "ORG", Owner())
            country = owner.countries[-1][0] if owner.countries else actor.country
            actor = replace(actor, country=country, sector=actor.sector or match.role.sector)
        self.taken.add(name.start)
        self.out.append(Draft(start, end, match.head, "name", [actor], match.role))
        return True

    # persons

    def _person(self, anchor: Anchor) -> None:
        """A person's name with the titles before it and the apposition around it."""
        start, woman = self._honorific(anchor)
        titles = self.titles.before(anchor) or (self.found.roles_before(start) if start < anchor.start else [])
        if titles:
            first = titles[-1]
            edge = min(left_edge(self.document, first.head), self.titles.left_edge(first.start))
            start = min(start, first.start, self.phrases.past_names(edge, first.start))
            self.covered.update(t.head for t in titles)
        offices = [t.role for t in titles if t.role.sector or t.role.what == "office"] or [t.role for t in titles]
        role = next((r for r in offices if "rank" not in r.traits), offices[0] if offices else None)
        owner = Owner()
        for title in titles:
            found = self.owners.of(title.head, start)
            owner = Owner(owner.countries or found.countries, owner.bodies or found.bodies)
        draft = Draft(start, anchor.end, self._head(anchor, titles, start), "name")
        match = self.titles.apposed(anchor, start)
        if match is not None:
            other = min(left_edge(self.document, match.head), match.start)
            if not owner:
                role = role or match.role
                owner = self.owners.of(match.head, other)
            self._apposed(draft, anchor, match, other)
        draft.start = trimmed(self.document, draft.start, anchor.start)
        actor = self.people.actor(anchor, role, owner, titled=bool(titles))
        draft.actors, draft.role, draft.female = [actor], role, self.people.is_woman(anchor, woman)
        if actor.country is None and role is not None and role.sector in _STATELY:
            draft.pending = "country"
        self.out.append(draft)
        for title in titles:
            if title.role.what == "body" and actor.country and not owner:  # "Foreign Ministry spokeswoman ..."
                body = self.naming.of_country(title.role, actor.country, None, title.plural)
                self.out.append(Draft(title.start, title.end, title.head, "description", [body], title.role))

    def _honorific(self, anchor: Anchor) -> tuple[int, bool | None]:
        """Where a name begins with its form of address, and whether that is a woman's."""
        tokens, start, woman = self.document.tokens, anchor.start, None
        while start > 0 and tokens[start - 1].lower in HONORIFICS and tokens[start - 1].sent == tokens[start].sent:
            start -= 1
            woman = HONORIFICS[tokens[start].lower]
        return start, woman

    def _head(self, anchor: Anchor, titles: list[RoleMatch], start: int) -> int:
        above = self.document.tokens[anchor.head].head
        return above if titles and above == titles[0].head and above >= start else anchor.head

    def _apposed(self, draft: Draft, anchor: Anchor, match: RoleMatch, other: int) -> None:
        """Take an apposition into the mention where only a comma parts them, else keep it as a mention beside it."""
        self.covered.add(match.head)
        joined = self.titles.joined(match, anchor, draft.start, other)
        if joined is None:
            start = trimmed(self.document, other, match.start)
            self.out.append(Draft(start, match.end, match.head, "description", role=match.role, names=anchor.head))
            return
        draft.start, draft.end = min(draft.start, joined[0]), max(draft.end, joined[1])
        if match.head < anchor.start and self.document.tokens[anchor.head].dep == "appos":
            draft.head = match.head


def _woman(noun: str) -> bool | None:
    """Whether a role noun tells a woman (True) or a man (False)."""
    if noun.endswith("woman") or noun in _WOMEN:
        return True
    if noun in _MEN or (noun.endswith("man") and noun not in ("chairman", "gunman")):
        return False
    return None
