"""Who is meant by "he", "its", "the minister", "both sides", "we": antecedents inside one report.

Mentions are read in text order. Each pronoun or bare description looks back over what was named so far (``antecedents``
scores, ``descriptions`` and ``pairs`` know the rest); what stays unclear stays unresolved.

First persons inside a quotation mean its speaker ("I") or the country or body that he speaks for ("we"); in a statement
published under a person's name ("Statement by ...") they mean that person.
"""

from __future__ import annotations

from detente.language.document import Document
from detente.mentions.antecedents import FEMALE, PERSONAL, THIRD, Candidate, Candidates
from detente.mentions.descriptions import Descriptions, country_at_war
from detente.mentions.drafts import Actor, Draft
from detente.mentions.naming import Naming
from detente.mentions.pairs import Pairs
from detente.mentions.phrases import follows_the, left_edge
from detente.mentions.quotations import Quotations
from detente.mentions.types import ActorMention
from detente.mentions.word_lists import word_list
from detente.records import Report, unique

_FIRST_PLURAL = frozenset({"we", "us", "our", "ours", "ourselves"})
_FIRST = frozenset({"i", "me", "my", "mine", "myself"}) | _FIRST_PLURAL
_FRONT = 4  # tokens before a possessive that may mean the subject after it
_EMPTY = frozenset({"seem", "appear", "happen", "rain", "remain", "take", "make"})  # "it seems"


def link(report: Report, document: Document, naming: Naming, drafts: list[Draft]) -> list[ActorMention]:
    """The mentions of ``drafts`` and of the pronouns between them, resolved as far as is safe, in text order."""
    return Linker(report, document, naming, drafts).mentions()


class Linker:
    """Resolves one document."""

    def __init__(self, report: Report, document: Document, naming: Naming, drafts: list[Draft]) -> None:
        self.report = report
        self.document = document
        self.naming = naming
        self.drafts = drafts
        self.quotations = Quotations(document)
        self.candidates = Candidates(document, self.quotations)
        self.descriptions = Descriptions(document, self.candidates, naming)
        self.pairs = Pairs(document, self.candidates, self.descriptions, naming.tables)
        self.heads = {d.head: d for d in reversed(drafts)}
        self.ends = {d.end: d.head for d in reversed(drafts)}
        self.named = {i for d in drafts if d.form == "name" for i in range(d.start, d.end)}
        self.at_war = country_at_war(drafts)
        self.done: set[Draft] = set()
        self.deferred: list[Draft] = []  # "our government": waits for the speaker

    def mentions(self) -> list[ActorMention]:
        """Everything resolved."""
        self._read()
        self._first_persons()
        kept = sorted((d for d in self.drafts if d.actors), key=lambda d: (d.start, -d.end))
        place = {id(draft): n for n, draft in enumerate(kept)}
        out = []
        for draft in kept:
            start, end = self.document.slice(draft.start, draft.end)
            entities = unique(a.entity(self.report, start, end) for a in draft.actors)
            source = place.get(id(draft.antecedent))
            out.append(ActorMention(draft.start, draft.end, draft.head, entities, draft.form, source))
        return out

    # the pass through the text

    def _read(self) -> None:
        """Resolve drafts, pronouns and other nouns in the order of the text."""
        starts: dict[int, list[Draft]] = {}
        for draft in self.drafts:
            starts.setdefault(draft.start, []).append(draft)
        for token in self.document.tokens:
            for draft in starts.get(token.i, ()):
                self._draft(draft)
            if token.i not in self.heads:
                self._token(token.i)

    def _token(self, i: int) -> None:
        """A token that heads no draft: a pronoun, a pair, "the country", or a mere thing."""
        token, lemma = self.document.tokens[i], self.document.tokens[i].lemma.lower()
        if token.lower in THIRD and token.pos in ("PRON", "DET"):
            self._pronoun(i)
        elif token.lower in ("both", "two") and self.pairs.alone(i):
            self._pair(i, "")
        elif token.pos not in ("NOUN", "PROPN") or i in self.named or token.pos == "PROPN" and self._shortened(i):
            return
        elif (lemma in word_list("paired") or token.lower == "koreas") and self.pairs.counted(i):
            self._pair(i, lemma)
        elif lemma in word_list("country") and self._country(i):
            return
        elif token.dep not in ("compound", "obl:unmarked", "nmod:unmarked"):
            self.candidates.add_thing(i)

    def _owner(self, i: int) -> Candidate | None:
        """Whose: the antecedent of a possessive pronoun, or what a description ("the group's leader") means."""
        lower = self.document.tokens[i].lower
        if lower in THIRD:
            return self.candidates.best(i)
        if lower == "whose":
            i = self._relative_head(i)
        described = self.heads.get(i)
        if described is None:
            return self.pairs.the_country(i)
        self._draft(described)
        return self.candidates.candidate(described) if described.actors else None

    def _relative_head(self, i: int) -> int:
        """The head of the mention that the relative clause with "whose" at token ``i`` describes."""
        tokens = self.document.tokens
        relative = next((a for a in self.document.ancestors(i) if tokens[a].dep.startswith("acl")), None)
        if relative is not None and tokens[relative].head in self.heads:
            return tokens[relative].head
        end = i - 1 if i > 0 and tokens[i - 1].text == "," else i
        return self.ends.get(end, i)

    def _draft(self, draft: Draft) -> None:
        if draft in self.done:
            return
        self.done.add(draft)
        lemma, role = self.document.tokens[draft.head].lemma.lower(), draft.role
        pair = draft.pending and draft.plural and lemma in word_list("paired") and self.pairs.counted(draft.head)
        if pair and (two := self.pairs.two(draft.head, lemma)):
            draft.actors, draft.pending = two, ""
        elif draft.names is not None:
            draft.antecedent = self.heads.get(draft.names)
            draft.actors = list(draft.antecedent.actors) if draft.antecedent else []
        elif draft.possessor is not None and role is not None:
            if self.document.tokens[draft.possessor].lower in _FIRST:
                self.deferred.append(draft)
            else:
                self.descriptions.belongs(draft, self._owner(draft.possessor))
        elif draft.pending:
            self.descriptions.resolve(draft)
        elif draft.form == "name" and draft.end - draft.start == 1 and draft.actors[0].country is None:
            body = self.descriptions.body_with(draft.head) if draft.actors[0].kind == "organisation" else None
            draft.actors, draft.antecedent = (list(body.actors), body) if body is not None else (draft.actors, None)
        elif role is not None and role.canonical == "spokesperson" and draft.form != "name":
            self.descriptions.speaks_for(draft)
        elif role is not None and role.canonical == "counterpart" and draft.form != "name":
            self.descriptions.counterpart(draft, self.descriptions.last_official(draft.start))
        if draft.form == "description":
            self.descriptions.fights_at_home(draft, self.at_war)
        if draft.actors:
            self.candidates.add(draft)

    def _enter(self, draft: Draft) -> None:
        self.drafts.append(draft)
        self.ends.setdefault(draft.end, draft.head)
        self.candidates.add(draft)

    def _pair(self, i: int, noun: str) -> None:
        two = self.pairs.two(i, noun)
        if two:
            start = min(i, left_edge(self.document, i))
            self._enter(Draft(start, i + 1, i, "description" if noun else "pronoun", two, plural=True))

    def _shortened(self, i: int) -> bool:
        """ "The House" for the House of Representatives: a body of the report by one word of its name."""
        body = self.descriptions.body_with(i)
        if body is None:
            return False
        start = i - 1 if follows_the(self.document, i) else i
        self._enter(Draft(start, i + 1, i, "name", list(body.actors), antecedent=body))
        return True

    def _country(self, i: int) -> bool:
        state = self.pairs.the_country(i)
        if state is None:
            return False
        actor = state.actors[0]
        actor = Actor(actor.name, "country", actor.country, None if actor.sector == "GOV" else actor.sector)
        start = i - 1 if self.document.tokens[i - 1].dep == "det" else i
        self._enter(Draft(start, i + 1, i, "description", [actor], antecedent=state.draft))
        return True

    def _pronoun(self, i: int) -> None:
        ahead = self._ahead(i)
        best = self.candidates.candidate(ahead) if ahead else None if self._expletive(i) else self.candidates.best(i)
        if best is None:
            return
        lower = self.document.tokens[i].lower
        woman = lower in FEMALE if lower in PERSONAL else best.female
        actors = list(best.actors)
        self._enter(Draft(i, i + 1, i, "pronoun", actors, plural=best.plural, female=woman, antecedent=best.draft))

    def _ahead(self, i: int) -> Draft | None:
        """The subject that "his" in a phrase before it means: "In his address, Zelenskyy thanked ..."."""
        tokens = self.document.tokens
        noun = tokens[tokens[i].head]
        if tokens[i].dep != "nmod:poss" or tokens[i].lower not in PERSONAL or noun.dep not in ("obl", "advcl"):
            return None
        if i > self.document.sentence_of(i).start + _FRONT:
            return None
        subject = self.document.child(noun.head, "nsubj")
        draft = self.heads.get(subject) if subject is not None and subject > noun.i else None
        if draft is None or draft.form != "name" or not draft.actors or draft.actors[0].kind != "person":
            return None
        return draft if draft.female in (None, tokens[i].lower in FEMALE) else None

    def _expletive(self, i: int) -> bool:
        """ "It" that means nothing: "it is likely that", "it seems"."""
        token = self.document.tokens[i]
        if token.lower != "it" or token.dep == "expl":
            return token.lower == "it"
        head = self.document.tokens[token.head]
        deps = {self.document.tokens[c].dep for c in self.document.children[token.head]}
        if head.pos in ("ADJ", "NOUN") and "cop" in deps:
            return True
        clausal = bool(deps & {"csubj", "ccomp", "advcl:relcl"})
        return head.lemma in _EMPTY or (clausal and token.dep == "nsubj:pass")

    # first persons

    def _first_persons(self) -> None:
        author = self.naming.author(self.report.title)
        largest = self._largest()
        spoken: dict[int, Draft] = {}
        for token in self.document.tokens:
            pronoun = token.pos == "PRON" or token.dep == "nmod:poss"
            if token.lower not in _FIRST or not pronoun or token.text == "US" or token.i in self.heads:
                continue
            quoted = self.quotations.inside[token.i]
            source = self._speaker(token.i, largest) if quoted else None
            speaker = source.actors[0] if source is not None else None if quoted else author
            if speaker is None:
                continue
            plural = token.lower in _FIRST_PLURAL
            actors = [self._spoken_for(speaker) if plural else speaker]
            spoken[token.i] = Draft(token.i, token.i + 1, token.i, "pronoun", actors, plural=plural, antecedent=source)
        self.drafts.extend(spoken.values())
        for draft in self.deferred:
            owner = spoken.get(draft.possessor) if draft.possessor is not None else None
            if owner is not None:
                self.descriptions.belongs(draft, self.candidates.candidate(owner))

    def _largest(self) -> dict[int, Draft]:
        """For each token the largest mention of one actor that covers it; one that it heads before all."""
        out: dict[int, Draft] = {}
        for draft in sorted((d for d in self.drafts if len(d.actors) == 1), key=lambda d: d.end - d.start):
            out.update(dict.fromkeys(range(draft.start, draft.end), draft))
        for draft in sorted((d for d in self.drafts if len(d.actors) == 1), key=lambda d: d.end - d.start):
            out[draft.head] = draft
        return out

    def _speaker(self, i: int, largest: dict[int, Draft]) -> Draft | None:
        head = self.quotations.speaker_head(i, word_list("speech"))
        return largest.get(head) if head is not None else None

    def _spoken_for(self, speaker: Actor) -> Actor:
        """Whom "we" means in a speaker's mouth: his state, or else himself."""
        country = self.naming.tables.country(speaker.country)
        if country is not None and speaker.sector in ("GOV", "MIL", "LEG"):
            return Actor(country.name, "country", country.code, "GOV")
        return speaker
