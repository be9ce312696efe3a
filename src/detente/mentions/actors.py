"""Who is mentioned: names, titles and descriptions joined into noun phrases, each with country, sector and office.

The tables decide who is meant; persons and bodies that they do not know take country and sector from the title, the
demonym, the possessor or the apposition in their own phrase. What a phrase cannot say about itself ("the ministry", "he")
is left to ``coreference``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from detente.language.document import Document
from detente.mentions.capitals import acts, koreas_in_play, northern
from detente.mentions.catalogue import SUPRANATIONAL, Catalogue, Person, Role, catalogue, words_of
from detente.mentions.coreference import link
from detente.mentions.drafts import Actor, Draft
from detente.mentions.names import NAMING, Anchor, NameFinder, RoleMatch
from detente.mentions.people import People
from detente.mentions.phrases import apposition, complements, left_edge, preposition
from detente.mentions.types import ActorMention
from detente.records import Report

_POSSESSIVES = frozenset({"his", "her", "its", "their", "our", "my", "whose"})
_HONORIFICS = {"mr": False, "mr.": False, "mrs": True, "mrs.": True, "ms": True, "ms.": True, "dr": None, "dr.": None,
               "sir": False, "lord": False, "lady": True, "miss": True, "prof": None, "prof.": None, "madame": True}
# Roles whose holder belongs to the sector of the body that he serves ("Pentagon spokesman", "rebel commander").
_SERVING = frozenset({"spokesperson", "official", "chief", "head", "director", "deputy head", "deputy director", "member",
                      "representative", "leader", "aide", "adviser", "chairman", "deputy chairman", "secretary", "commander",
                      "negotiator", "chief negotiator", "delegate", "source", "envoy", "fighter", "militant", "founder",
                      "deputy leader", "insider", "chair", "vice chairman", "executive", "gunman", "deputy chief", "lawmaker",
                      "supporter", "loyalist", "party leader", "officer", "soldier", "Speaker", "troops", "forces", "Secretary",
                      "Director-General", "coordinator", "co-chair", "deputy", "delegation", "rebel", "politician", "team"})
# Roles whose "to", "for", "on" names a task, not the country that is served.
_TASKED = frozenset({"Special Envoy", "envoy", "Ambassador", "Special Representative", "Special Coordinator", "mediator",
                     "Deputy Ambassador", "High Representative", "diplomat", "representative", "adviser", "Mission"})
# Bodies that are named without an article ("Parliament voted", "police said").
_ARTICLELESS = frozenset({"parliament", "police", "state media", "state television", "government forces", "security forces",
                          "civil society", "state news agency", "media", "customs", "Congress", "Parliament", "riot police",
                          "special forces", "military intelligence", "Mission"})
_INDEFINITE = frozenset({"a", "an", "another", "any", "alleged", "former", "purported", "some", "every", "ex"})
# Roles that serve one person ("adviser to the president").
_PERSONAL = frozenset({"adviser", "aide", "spokesperson", "Chief of Staff", "senior adviser", "envoy", "Special Envoy"})
_AFFILIATED = frozenset({"EDU", "ELI", "JRN", "NGO"})


def find_actors(report: Report, document: Document) -> list[ActorMention]:
    """Every mention of an actor in ``document``, in text order, pronouns and descriptions resolved where that is safe."""
    day = report.published.start
    reader = ActorReader(document, catalogue(), day)
    return link(report, document, reader, reader.drafts())


class ActorReader:
    """Builds the drafts of one document's mentions."""

    def __init__(self, document: Document, tables: Catalogue, day: date | None) -> None:
        self.document = document
        self.tables = tables
        self.day = day
        self.found = NameFinder(document, tables)
        self.people = People(self.found, tables, day)
        self.covered: set[int] = set()  # heads of role phrases that a larger mention has taken in
        self.taken: set[int] = set()  # starts of names that a larger mention has taken in
        self.out: list[Draft] = []

    def drafts(self) -> list[Draft]:
        """All drafts, in text order."""
        people = self.people.anchors()
        for anchor in people:
            self._person(anchor)
        for match in self.found.roles:
            if match.head not in self.covered:
                self._role(match)
        for anchor in self.found.anchors:
            if not anchor.is_person and anchor.start not in self.taken:
                self._name(anchor)
        if koreas_in_play(self.found):
            for start, end, head, country in northern(self.found):
                known = self.tables.country(country)
                if known:
                    self.out.append(Draft(start, end, head, "name", [Actor(known.name, "country", known.code, None)]))
        return _in_order(self.out)

    # names

    def _name(self, anchor: Anchor) -> None:
        """A country, a demonym, a seat of power or an organisation."""
        known = anchor.known
        if known is None:
            token = self.document.tokens[anchor.head]
            if anchor.label == "NORP" and token.dep in ("amod", "compound") or token.pos == "ADJ":
                return
            actor = self._unknown(anchor)
            form = "name"
        else:
            if known.what in ("capital", "seat") and not acts(self.document, self.found, anchor):
                return
            if known.what == "adjective" and not self._modifies(anchor):
                if self.document.child(anchor.head, "det") is None:
                    return
                self.out.append(Draft(anchor.start, anchor.end, anchor.head, "name", [Actor(known.name, "country", known.country, known.sector)]))
                return
            if known.what == "people":
                self._people(anchor)
                return
            kind = "organisation" if known.what == "organisation" else "country"
            actor = Actor(known.name, kind, known.country, known.sector)
            form = "name"
        self.out.append(Draft(anchor.start, anchor.end, anchor.head, form, [actor]))

    def _modifies(self, anchor: Anchor) -> bool:
        """Whether a demonym stands before a noun ("Russian offer") or with one that does ("Russian and Chinese")."""
        tokens = self.document.tokens
        token = tokens[anchor.head]
        if anchor.end + 1 < len(tokens) and tokens[anchor.end].text == "-" and tokens[anchor.end + 1].lower in ("speaking", "language"):
            return False
        if token.dep.partition(":")[0] in ("amod", "compound", "nmod", "flat") and token.head >= anchor.end:
            return True
        if token.dep == "conj":
            return tokens[token.head].pos in ("ADJ", "PROPN")
        following = tokens[anchor.end] if anchor.end < len(tokens) else None
        return following is not None and following.sent == token.sent and (
            following.pos in ("NOUN", "ADJ", "PROPN") or following.text == "-")

    def _people(self, anchor: Anchor) -> None:
        """ "Russians": its people; "the Russians" in the news: the country."""
        known = anchor.known
        assert known is not None
        start = left_edge(self.document, anchor.head)
        words = [self.document.tokens[i].lower for i in range(start, anchor.start)]
        whole = words == ["the"]
        name = self.document.tokens[anchor.end - 1].text if not whole else known.name
        actor = (Actor(known.name, "country", known.country, known.sector) if whole
                 else Actor(self._text(anchor.start, anchor.end) or name, "group", known.country, "CVL"))
        self.out.append(Draft(min(start, anchor.start), anchor.end, anchor.head, "name", [actor], plural=True))

    def _unknown(self, anchor: Anchor, alone: bool = False) -> Actor:
        """An organisation or group that only the tagger knows: country and sector from the words around it.

        ``alone``: from its own words only.
        """
        text = self._text(anchor.start, anchor.end)
        words = words_of(text)
        role = next((self.tables.roles[w] for n in range(len(words)) if (w := " ".join(words[n:])) in self.tables.roles), None)
        country = self._embedded(words)
        if country is None and not alone:
            start = min(left_edge(self.document, anchor.head), anchor.start)
            countries, _ = self._modifiers(anchor.start, start)
            country = countries[0][0] if countries else None
        if anchor.label == "NORP":
            return Actor(text, "group", country, None)
        sector = role.sector if role else _sector_of(words)
        if sector == "NGO":
            return Actor(text, "organisation", country or "NGO", None)
        return Actor(text, "organisation", country, sector)

    def _embedded(self, words: tuple[str, ...]) -> str | None:
        """The country inside an organisation's own name ("Bank of Korea", "Iranian Oil Terminals Company")."""
        for at in range(len(words)):
            for _, known in self.tables.lookup(words, at, len(words)):
                for k in known:
                    if k.what in ("country", "adjective") and not k.capitals:
                        return k.country
        return None

    # roles

    def _role(self, match: RoleMatch) -> None:
        """A role noun without a name: "South Korea's Unification Ministry", "North Korean officials", "the minister"."""
        document, role = self.document, match.role
        token = document.tokens[match.head]
        follower = self.found.anchor_at.get(match.end)
        if role.sector is None and follower is not None and follower.known is not None and follower.known.what in NAMING and role.kind == "person":
            return  # "its ally China"
        start = min(left_edge(document, match.head), match.start)
        start = self._coordinated(self._adjacent(self._past_names(start, match.start)))
        countries, organisations = self._modifiers(match.head, start)
        end = match.end
        if self._named_body(match, start, countries):
            return
        if token.dep in ("compound", "amod", "nmod:desc") and token.head > match.head:
            start = max(start, self._own_words(match, start))
        possessor = next((i for i in range(start, match.start) if document.tokens[i].lower in _POSSESSIVES), None)
        if role.canonical == "diplomat" and any(document.tokens[i].lower in ("top", "chief") for i in range(start, match.start)):
            role = self.tables.roles["top diplomat"]
            match = replace(match, role=role)
        if role.sector is None and role.what == "body":
            match = self._qualified(match, start)
            role = match.role
        definite = any(document.tokens[i].lower in ("the", "both", "two", "this", "that", "these", "those", "its") for i in range(start, match.start)) \
            or possessor is not None
        for c in complements(document, match.head, "of"):
            anchor = self.found.anchor_at.get(c)
            if anchor and (anchor.known is not None or anchor.label == "ORG") and c < match.head + 8 and countries + organisations:
                end = max(end, anchor.end)
        start = self._edge(start, match.start)
        draft = Draft(start, end, match.head, "description", role=role, plural=match.plural, definite=definite,
                      possessor=possessor, female=_female_role(role.noun))
        if role.what == "office" and any(document.tokens[i].lower in _INDEFINITE for i in range(start, match.start)):
            match = replace(match, role=replace(role, what="person"))  # "an alleged leader": not the one in office
        draft.actors = list(self._role_actors(match, countries, organisations))
        if countries and organisations and any(document.tokens[i].lower == "and" for i in range(start, match.start)):
            draft.actors += list(self._role_actors(match, countries, []))
        if not countries and not organisations and self._shared(match) is not None:
            countries, organisations = self._shared(match) or ([], [])
            draft.actors = list(self._role_actors(match, countries, organisations))
        if not (countries or organisations or definite or match.plural) and role.what in ("body", "government") and (
                role.canonical not in _ARTICLELESS and role.sector not in _ARMED | {"NGO", "JRN"}):
            return
        if role.noun == "opposition" and not (countries or organisations or definite) and token.dep in ("obj", "obl", "nmod"):
            return  # "faced strong opposition"
        modifier = token.dep in ("compound", "amod") and token.head > match.head
        if modifier and not countries and not organisations and role.sector not in ("GOV", "MIL", "COP", "REB", "UAF", "OPP"):
            return
        if not countries and not organisations:
            draft.pending = "country" if role.what in ("office", "government", "body") else "antecedent" if definite else ""
            if role.noun.split()[0] in ("government", "presidential", "security"):
                draft.pending = "country"
            elif draft.pending == "country" and not definite and role.what == "office" and token.pos != "PROPN":
                draft.pending = ""
        self.out.append(draft)

    def _qualified(self, match: RoleMatch, start: int) -> RoleMatch:
        """A body without a sector of its own takes that of the noun before it: "the main rebel coalition"."""
        for other in self.found.roles:
            if start <= other.start and other.end <= match.start and other.role.sector in _ARMED | {"MIL", "COP", "BUS", "JRN"}:
                role = replace(match.role, sector=other.role.sector, canonical=f"{other.role.canonical} {match.role.canonical}")
                return replace(match, role=role)
        return match

    def _adjacent(self, start: int) -> int:
        """``start``, or where the name of a state or body right before it begins ("South Korean" before "officials")."""
        before = self.found.role_at.get(start - 1)
        if before is not None and before.role.what in ("body", "government") and self.document.tokens[start].pos not in ("DET", "PRON") and (
                self.document.tokens[start - 1].sent == self.document.tokens[start].sent):
            return self._past_names(min(left_edge(self.document, before.head), before.start), start)
        anchor = self.found.anchor_at.get(start - 1)
        if anchor is None or anchor.is_person or anchor.known is None or anchor.known.what in ("capital", "people"):
            return start
        same = self.document.tokens[anchor.start].sent == self.document.tokens[start].sent
        if not same or self.document.tokens[start].pos in ("DET", "PRON"):
            return start
        return anchor.start

    def _coordinated(self, start: int) -> int:
        """``start``, or where the first of two modifiers begins ("U.S." in "U.S. and European officials")."""
        tokens = self.document.tokens
        anchor = self.found.anchor_at.get(start - 2)
        if start < 2 or tokens[start - 1].lower != "and" or anchor is None or anchor.is_person or tokens[start].pos in ("DET", "PRON"):
            return start
        known = anchor.known
        if known is None or not (known.what in ("adjective", "country") or known.country in SUPRANATIONAL - {"ISM"}):
            return start  # "Boko Haram and Nigerian officials": Boko Haram itself
        modifies = tokens[anchor.head].dep in ("amod", "compound", "nmod") and tokens[anchor.head].head >= start
        return anchor.start if modifies and tokens[anchor.start].sent == tokens[start].sent else start

    def _named_body(self, match: RoleMatch, start: int, countries: list[tuple[str, str | None]]) -> bool:
        """ "the Japanese broadcaster NHK", "the rebel group M23": one mention of the body that is named."""
        anchor = self.found.anchor_at.get(match.end)
        if match.role.what == "body" and self._after_brackets(match):
            return True
        if anchor is None or anchor.start != match.end or anchor.is_person or match.role.what != "body":
            return False
        if anchor.known is not None and anchor.known.what == "organisation":
            actor = Actor(anchor.known.name, "organisation", anchor.known.country, anchor.known.sector)
        elif anchor.known is None and anchor.label == "ORG":
            actor = self._unknown(anchor, alone=True)
            country = countries[-1][0] if countries else actor.country
            actor = Actor(actor.name, actor.kind, country, actor.sector or match.role.sector)
        else:
            return False
        self.taken.add(anchor.start)
        self.out.append(Draft(self._edge(start, match.start), anchor.end, match.head, "name", [actor], role=match.role))
        return True

    def _after_brackets(self, match: RoleMatch) -> bool:
        """ "Asia Press International (API) news agency": the role closes the name before the brackets."""
        tokens = self.document.tokens
        if match.start < 4 or tokens[match.start - 1].text != ")":
            return False
        short = self.found.anchor_at.get(match.start - 2)
        name = self.found.anchor_at.get(short.start - 2) if short is not None and tokens[short.start - 1].text == "(" else None
        if name is None or name.is_person or name.known is None or name.known.what != "organisation":
            return False
        self.taken.add(name.start)
        actor = Actor(name.known.name, "organisation", name.known.country, name.known.sector)
        self.out.append(Draft(name.start, match.end, match.head, "name", [actor], role=match.role))
        return True

    def _shared(self, match: RoleMatch) -> tuple[list[tuple[str, str | None]], list[Actor]] | None:
        """The countries of a coordinated role: "the King and Crown Prince of Saudi Arabia"."""
        document = self.document
        token = document.tokens[match.head]
        others = [c for c in document.children[match.head] if document.tokens[c].dep == "conj"]
        if token.dep == "conj":
            others.append(token.head)
        for other in others:
            role = self.found.role_at.get(other)
            if role is None:
                continue
            found = self._modifiers(other, min(left_edge(document, other), role.start))
            same = role.role.kind == match.role.kind or role.role.what in ("government", "body")
            if (found[0] or found[1]) and (other > match.head or (same and not self._determined(match))):
                return found
        return None

    def _determined(self, match: RoleMatch) -> bool:
        return any(self.document.tokens[c].dep in ("det", "nmod:poss") for c in self.document.children[match.head])

    def _past_names(self, start: int, stop: int) -> int:
        """A phrase does not swallow the name of a person before it unless that is its possessor."""
        tokens = self.document.tokens
        for i in range(stop - 1, start - 1, -1):
            anchor = self.found.anchor_at.get(i)
            if anchor and anchor.is_person and tokens[anchor.head].dep not in ("nmod:poss", "compound"):
                return anchor.end
        return start

    def _own_words(self, match: RoleMatch, start: int) -> int:
        """Where a role that only modifies another noun begins: with the demonym right before it."""
        anchor = self.found.anchor_at.get(match.start - 1)
        return anchor.start if anchor and start <= anchor.start else match.start

    def _modifiers(self, head: int, start: int) -> tuple[list[tuple[str, str | None]], list[Actor]]:
        """The countries (code, sector) and the organisations that modify the noun ``head`` of a phrase from ``start``."""
        document = self.document
        countries: list[tuple[str, str | None]] = []
        organisations: list[Actor] = []
        places = list(range(start, head))
        previous = document.tokens[start - 1].lower if start > 0 else ""
        if previous in ("'s", "’s") and start - 2 in self.found.anchor_at:
            places.append(start - 2)
        seen: set[int] = set()
        self._collect(places, head, seen, countries, organisations)
        match = self.found.role_at.get(head)
        if not (countries or organisations) or (match is not None and match.role.sector in _AFFILIATED):
            self._collect(self._after(head), head, seen, countries, organisations)
        if match is not None and match.role.canonical in _TASKED and countries and organisations:
            first = next((self.found.anchor_at[i] for i in places if i in self.found.anchor_at), None)  # "Turkey's U.N. ambassador"
            if first is not None and first.known is not None and first.known.what == "organisation":
                countries = []
            else:
                organisations = []
        return countries, organisations

    def _collect(self, places: list[int], head: int, seen: set[int], countries: list[tuple[str, str | None]],
                 organisations: list[Actor]) -> None:
        tokens = self.document.tokens
        for i in places:
            anchor = self.found.anchor_at.get(i)
            if anchor is None or anchor.start in seen:
                continue
            seen.add(anchor.start)
            if anchor.end < head and tokens[anchor.end].text in ("-", "–") and tokens[anchor.end].sent == tokens[head].sent:
                continue  # "Saudi-backed opposition": not Saudi
            if anchor.is_person:
                country = self._led_by(anchor, head)
                if country:
                    countries.append((country, None))
                continue
            known = anchor.known
            if known is None:
                if anchor.label == "ORG" and tokens[anchor.head].pos != "ADJ":
                    organisations.append(self._unknown(anchor, alone=True))
            elif known.what == "organisation":
                organisations.append(Actor(known.name, "organisation", known.country, known.sector))
            elif known.country and (known.country, known.sector) not in countries:
                if known.what == "seat" and i > head and preposition(self.document, i) == "at":
                    continue
                if known.what == "seat":
                    organisations.append(Actor(self._text(anchor.start, anchor.end), "country", known.country, "GOV"))
                else:
                    countries.append((known.country, known.sector if known.sector == "PRE" else None))

    def _led_by(self, anchor: Anchor, head: int) -> str | None:
        """The country of a leader whose name modifies a body of his ("the Assad regime", "Obama administration officials")."""
        match = self.found.role_at.get(head)
        if match is None or match.role.sector not in ("GOV", "MIL") or (anchor.end > head and match.role.canonical not in _PERSONAL):
            return None
        who = self.people.meant.get(anchor.start)
        if who is not None and who.actor is not None:
            return who.actor.country
        person = who.person if who is not None else None
        return person.term(self.day).country if person is not None else None

    def _after(self, head: int) -> list[int]:
        """Tokens after a role noun that may say whose it is: "of Japan", "at Temple University", "in the capital"."""
        match = self.found.role_at.get(head)
        prepositions = ["of"]
        if match and match.role.canonical in _PERSONAL:
            prepositions.append("to")
        if match and match.role.canonical not in _TASKED:
            prepositions += ["for", "at", "with", "from"]
            if match.role.what in ("body", "government"):
                prepositions.append("in")
        found = complements(self.document, head, *prepositions)
        at = head + 1
        if not found and match and at + 1 < len(self.document.tokens) and self.document.tokens[at].lower in prepositions:
            at += 2 if self.document.tokens[at + 1].pos == "DET" else 1
            if at in self.found.anchor_at and self.document.tokens[at].sent == self.document.tokens[head].sent:
                found = [at]
        if match and match.role.sector == "EDU":
            found += self._affiliation(match)
        return found

    def _affiliation(self, match: RoleMatch) -> list[int]:
        """Where an expert works, some words further on: "an expert on energy politics at Temple University"."""
        tokens = self.document.tokens
        stop = min(match.end + 14, self.document.sentence_of(match.head).end)
        for i in range(match.end, stop):
            if tokens[i].text in (",", ";", "”", '"') or (tokens[i].pos == "VERB" and not tokens[i].lower.endswith("ing")):
                break
            anchor = self.found.anchor_at.get(i)
            known = anchor is not None and (anchor.label == "ORG" or (anchor.known is not None and anchor.known.what == "organisation"))
            previous = [t for t in tokens[max(match.end, i - 2) : i] if t.lower in ("at", "of", "with", "from", "for")]
            if known and previous:
                return [i]
        return []

    def _role_actors(self, match: RoleMatch, countries: list[tuple[str, str | None]], organisations: list[Actor]) -> Iterable[Actor]:
        role = match.role
        if organisations:
            body = organisations[-1]
            yield self.of_body(role, body, match.plural)
        elif countries:
            if role.sector in _AFFILIATED and len(countries) > 1:
                countries = countries[:1]
            for code, contested in countries:
                yield self.of_country(role, code, contested, match.plural)
        else:
            sector, country = (None, "NGO") if role.sector == "NGO" else (role.sector, None)
            kind = role.kind if role.what != "government" else "organisation"
            yield Actor(_generic_name(role, match.plural), "group" if match.plural and kind == "person" else kind, country, sector,
                        role.canonical if role.what == "office" else None)

    def of_body(self, role: Role, body: Actor, plural: bool) -> Actor:
        """ "Boko Haram fighters", "Kremlin spokesman", "UN Special Envoy", "the U.N. mission"."""
        sector = body.sector if role.canonical in _SERVING or role.sector in (None, "NGO") else role.sector
        if body.country in SUPRANATIONAL and role.sector in ("GOV", None):
            sector = body.sector
        if role.what == "government":
            country = self.tables.country(body.country) if body.kind == "country" else None
            return Actor(country.name if country else body.name, body.kind, body.country, body.sector or "GOV")
        if role.what == "body" and body.kind == "organisation" and (role.sector is None or role.sector == body.sector
                                                                    or (role.canonical in ("movement", "agency", "group") and not plural)
                                                                    or {role.sector, body.sector} <= _ARMED):
            return body
        if role.what == "office" and body.kind == "country" and body.country:
            return self.of_country(role, body.country, None, plural)
        name = body.name
        person = self._holder(role, body)
        if person is not None and not plural:
            return Actor(person.name, "person", body.country, sector, role.canonical)
        kind = "group" if plural and role.kind == "person" else role.kind
        return Actor(f"{name} {_generic_name(role, plural)}", kind, body.country, sector, role.canonical if role.kind == "person" else None)

    def _holder(self, role: Role, body: Actor) -> Person | None:
        if role.what != "office":
            return None
        leader = (f"{body.name} leader", f"{body.name.rstrip('s')} leader") if role.canonical == "leader" else ()
        for office in (*leader, f"{body.name} {role.canonical}", role.canonical):
            if office in leader or (office != "leader" and body.country in SUPRANATIONAL | {None}):
                person = self.tables.holder(office, body.country, self.day)
                if person:
                    return person
        return None

    def of_country(self, role: Role, code: str, contested: str | None, plural: bool) -> Actor:
        """A role in a country: "Iran's foreign minister", "the Japanese government", "South Korean officials"."""
        country = self.tables.country(code)
        if code in SUPRANATIONAL or country is None:
            return Actor(f"{self.tables.adjective(code) or code} {_generic_name(role, plural)}", role.kind, code, None)
        if role.what == "government":
            return Actor(country.name, "country", code, contested or "GOV")
        if role.what == "office" and not plural:
            person = self.tables.holder(role.canonical, code, self.day)
            if person is not None:
                office = person.term(self.day).office if role.canonical in ("leader", "Foreign Minister") else role.canonical
                return Actor(person.name, "person", code, role.sector, office)
        kind = "group" if plural and role.kind == "person" else role.kind
        sector = None if role.sector == "NGO" else contested if contested and role.sector == "GOV" else role.sector
        office = role.canonical if role.kind == "person" and not plural else None
        return Actor(f"{country.adjective} {_generic_name(role, plural)}", kind, code, sector, office)

    # persons

    def _person(self, anchor: Anchor) -> None:
        """A person's name with the titles before it and the apposition around it."""
        document, tokens = self.document, self.document.tokens
        titles = self.found.roles_before(anchor.start) or self._distant_title(anchor)
        start = anchor.start
        female: bool | None = None
        while start > 0 and tokens[start - 1].lower in _HONORIFICS and tokens[start - 1].sent == tokens[anchor.start].sent:
            female = _HONORIFICS[tokens[start - 1].lower]
            start -= 1
        if start < anchor.start:
            titles = titles or self.found.roles_before(start)
        if titles:
            last = titles[-1]
            start = min(start, last.start, self._past_names(min(left_edge(document, last.head), self._lexical_left(last.start)), last.start))
            self.covered.update(t.head for t in titles)
        countries: list[tuple[str, str | None]] = []
        organisations: list[Actor] = []
        for title in titles:
            found = self._modifiers(title.head, start)
            countries, organisations = countries or found[0], organisations or found[1]
        end, head = anchor.end, anchor.head
        role = next((t.role for t in titles if t.role.sector or t.role.what == "office"), titles[0].role if titles else None)
        match = self._appositive(anchor, start)
        if match is not None:
            other = min(left_edge(document, match.head), match.start)
            found = self._modifiers(match.head, other)
            if role is None or not (countries or organisations):
                role = role or match.role
                countries, organisations = countries or found[0], organisations or found[1]
            joined = self._joined(match, anchor, start, other)
            if joined:
                self.covered.add(match.head)
                start, end = min(start, joined[0]), max(end, joined[1])
                if match.head < anchor.start and tokens[anchor.head].dep == "appos":
                    head = match.head
            else:
                self.people.describes[match.head] = anchor
                self.covered.add(match.head)
                self.out.append(Draft(other, match.end, match.head, "description", [], role=match.role, antecedent=anchor.head))
        if titles and tokens[anchor.head].head == titles[0].head and titles[0].head >= start:
            head = titles[0].head
        start = self._edge(start, anchor.start)
        actor = self.people.actor(anchor, role, countries, organisations, self, titled=bool(titles))
        self.out.append(Draft(start, end, head, "name", [actor], role=role, female=self.people.female(anchor, female),
                              pending="country" if actor.country is None and role is not None and role.sector in ("GOV", "MIL", "LEG", "JUD", "COP") else ""))

    def _distant_title(self, anchor: Anchor) -> list[RoleMatch]:
        """A title with a complement before the name: "U.S. Ambassador to the United Nations" and then the name."""
        return self._title_across(anchor.start - 1, self.document.sentence_of(anchor.start).start)

    def _title_across(self, at: int, floor: int) -> list[RoleMatch]:
        tokens = self.document.tokens
        floor, crossed = max(floor, at - 12), False
        while at >= floor:
            known = self.found.anchor_at.get(at)
            match = self.found.role_at.get(at)
            if match is not None and crossed and at + 1 < len(tokens) and tokens[at + 1].lower in ("to", "on", "for", "of"):
                return [match] if match.role.kind == "person" else []
            if known is not None:
                at, crossed = known.start - 1, True
            elif match is not None:
                at, crossed = match.start - 1, True
            elif tokens[at].lower in ("to", "on", "for", "of", "the", "'s", "’s", "and") and crossed:
                at -= 1
            else:
                return []
        return []

    def _lexical_left(self, start: int) -> int:
        """Where a title's phrase begins by its words alone: names and possessives right before it."""
        tokens = self.document.tokens
        floor = self.document.sentence_of(start).start
        while start > floor:
            anchor = self.found.anchor_at.get(start - 1)
            if anchor and not anchor.is_person:
                start = anchor.start
            elif tokens[start - 1].lower in ("'s", "’s", "former", "acting", "top", "senior", "the", "interim", "new", "deputy", "late",
                                             "outgoing", "chief", "visiting", "special", "first"):
                if tokens[start - 1].lower in ("'s", "’s") and start - 2 not in self.found.anchor_at:
                    break
                start -= 1
            else:
                break
        return start

    def _appositive(self, anchor: Anchor, start: int) -> RoleMatch | None:
        """The role noun in apposition to a person's name, on either side."""
        document = self.document
        by_comma = self._comma(anchor, start)
        if by_comma is not None:
            return by_comma
        after = apposition(document, anchor.head)
        follower = self.found.anchor_at.get(after + 1) if after is not None else None
        if follower is not None and follower.is_person:
            after = None
        if after is not None and after in self.found.role_at and after > anchor.head and self._alone(anchor.end, after):
            return self.found.role_at[after]
        token = document.tokens[anchor.head]
        if token.dep in ("appos", "flat", "nmod:desc") and token.head in self.found.role_at and token.head < anchor.start and (
                self._alone(token.head, anchor.start)):
            return self.found.role_at[token.head]
        return None

    def _alone(self, start: int, end: int) -> bool:
        """Whether no other person is named between two tokens that the parse puts in apposition, and they are near."""
        persons = [a for i in range(start, end) if (a := self.found.anchor_at.get(i)) is not None and a.is_person]
        return not persons and end - start < 20

    def _comma(self, anchor: Anchor, start: int) -> RoleMatch | None:
        """"Japan's defence minister, Itsunori Onodera," and "Onodera, the defence minister," by their commas alone."""
        tokens = self.document.tokens
        if start >= 2 and tokens[start - 1].text == "," and start - 2 in self.found.role_at and start == anchor.start:
            match = self.found.role_at[start - 2]
            closed = anchor.end < len(tokens) and tokens[anchor.end].text in (",", ".", ";", "”", '"')
            if closed and match.role.what != "body" and not match.plural:
                return match
        if start >= 4 and tokens[start - 1].text == "," and start == anchor.start and anchor.end < len(tokens) and tokens[anchor.end].text == ",":
            across = self._title_across(start - 2, self.document.sentence_of(start).start)
            if across:
                return across[0]
        if anchor.end + 1 < len(tokens) and tokens[anchor.end].text == "," and self._opens_description(anchor.end + 1):
            for i in range(anchor.end + 1, min(anchor.end + 9, self.document.sentence_of(anchor.start).end)):
                match_after = self.found.role_at.get(i)
                other = self.found.anchor_at.get(i)
                if tokens[i].pos in ("VERB", "AUX") or tokens[i].text in (",", ";") or (other is not None and other.is_person):
                    break
                following = self.found.anchor_at.get(i + 1)
                if following is not None and following.is_person or (match_after is not None and tokens[i + 1].lower in ("'s", "’s")):
                    match_after = None  # the title of the next person, or "the president's spokesman"
                if match_after is not None and i + 1 not in self.found.in_role:
                    return match_after if match_after.role.kind == "person" and not match_after.plural else None
        return None

    def _opens_description(self, i: int) -> bool:
        """Whether an apposition can begin here: an article, a possessor, a demonym or a body's name."""
        anchor = self.found.anchor_at.get(i)
        if anchor is not None:
            return not anchor.is_person
        return self.document.tokens[i].lower in ("the", "a", "an", "his", "her", "its", "one", "former") or i in self.found.in_role

    def _joined(self, match: RoleMatch, anchor: Anchor, start: int, other: int) -> tuple[int, int] | None:
        """The span of name and apposition together, if nothing but a comma lies between them."""
        tokens = self.document.tokens
        if match.head < anchor.start:
            gap = range(match.end, start)
            return (other, anchor.end) if all(tokens[i].text == "," or tokens[i].dep == "punct" for i in gap) else None
        gap = range(anchor.end, other)
        return (start, match.end) if len(gap) <= 1 and all(tokens[i].text in (",", "(") for i in gap) else None

    def author(self, report: Report) -> Actor | None:
        """The person under whose name a statement was published ("Statement by President ...", by its title)."""
        title = report.title or ""
        words = words_of(title)
        if not {"statement", "remarks", "speech", "address", "letter", "message"} & set(words):
            return None
        for at in range(len(words)):
            people = [p for _, known in self.tables.lookup(words, at, len(words)) for k in known for p in k.people]
            title_role = self.tables.roles.get(words[at - 1]) if at else None
            if title_role is not None and title_role.what == "office":
                people = people or [p for p in self.tables.surnames.get(words[at], []) if any(t.lead for t in p.terms)]
            for person in people:
                term = person.term(self.day)
                if self.day is None or term.distance(self.day) < 60:
                    return Actor(person.name, "person", term.country, term.sector, term.office)
        return None

    def _edge(self, start: int, stop: int) -> int:
        """``start`` moved past what does not belong to a noun phrase (a preposition, a conjunction, an adverb)."""
        tokens = self.document.tokens
        while start < stop and (tokens[start].pos in ("ADP", "SCONJ", "CCONJ", "PUNCT", "ADV", "VERB", "AUX", "PART", "SYM")
                                and tokens[start].dep not in ("amod", "flat", "compound") or tokens[start].text in ('"', "“", "(", "-")):
            start += 1
        return start

    def _text(self, start: int, end: int) -> str:
        a, b = self.document.slice(start, end)
        return " ".join(self.document.text[a:b].split())


_ARMED = {"REB", "UAF", "PTY", "OPP"}
_SECTOR_WORDS = {
    "university": "EDU", "institute": "EDU", "college": "EDU", "academy": "EDU", "school": "EDU", "institution": "EDU",
    "party": "PTY", "front": "REB", "brigade": "REB", "brigades": "REB", "army": "MIL", "battalion": "MIL",
    "bank": "BUS", "company": "BUS", "corporation": "BUS", "corp": "BUS", "inc": "BUS", "ltd": "BUS", "group": "BUS",
    "ministry": "GOV", "department": "GOV", "agency": "GOV", "times": "JRN", "news": "JRN", "post": "JRN", "tv": "JRN",
    "radio": "JRN", "television": "JRN", "daily": "JRN", "journal": "JRN", "herald": "JRN", "tribune": "JRN",
    "newspaper": "JRN", "hospital": "MED", "church": "REL", "union": "LAB", "court": "JUD", "police": "COP",
    "parliament": "LEG", "assembly": "LEG", "senate": "LEG", "congress": "LEG",
}


def _sector_of(words: tuple[str, ...]) -> str | None:
    return next((_SECTOR_WORDS[w] for w in reversed(words) if w in _SECTOR_WORDS), None)


def _female_role(noun: str) -> bool | None:
    if noun.endswith("woman") or noun in ("queen", "princess", "mother", "wife", "daughter", "sister", "girl", "schoolgirl", "first lady"):
        return True
    if noun.endswith("man") and noun not in ("woman",) or noun in ("king", "prince", "father", "husband", "son", "brother", "boy"):
        return False if noun not in ("chairman", "gunman") else None
    return None


def _generic_name(role: Role, plural: bool) -> str:
    """How a role without a name is called: "officials", "Foreign Ministry"."""
    if not plural or role.what != "person" and role.canonical.endswith("s"):
        return role.canonical
    if role.kind == "organisation" and role.canonical.split()[-1].lower() != role.noun.split()[-1]:
        return role.canonical  # "opposition groups" are the opposition
    return _plural(role.canonical)


def _plural(noun: str) -> str:
    if noun in ("child", "son-in-law"):
        return {"child": "children", "son-in-law": "sons-in-law"}[noun]
    if noun.endswith(("person",)):
        return noun[:-6] + "people" if noun == "person" else noun + "s"
    if noun.endswith("man") and noun != "human":
        return noun[:-3] + "men"
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    if noun in ("people", "media", "press", "elite"):
        return noun
    return noun + ("es" if noun.endswith(("s", "ch", "x")) else "s")


def _in_order(drafts: list[Draft]) -> list[Draft]:
    """Drafts in text order, one for each stretch of tokens (the first found), the outer before the inner."""
    out: dict[tuple[int, int], Draft] = {}
    for draft in drafts:
        out.setdefault((draft.start, draft.end), draft)
    return sorted(out.values(), key=lambda d: (d.start, -d.end))
