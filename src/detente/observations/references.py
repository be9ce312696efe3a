"""Whom a later mention of an act must mean: participants and topics that other acts of the report lend.

"The test" after "North Korea's missile test" has the same author; "such negotiations" are between those who were called
on to negotiate; "the offer" that is rejected is the last one made. Where the parse gives an act no actor, the nearest
act of the same kind in the report lends its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import cached_property

from detente.observations.candidates import Candidate
from detente.observations.circumstances import CircumstanceFinder
from detente.observations.grammar import Grammar
from detente.observations.lexicon import ANY, NO_EVENT, Lexicon
from detente.observations.sides import ORGANISATIONS, coded, same_side
from detente.observations.staging import staging_verb
from detente.observations.topics import TopicFinder
from detente.records import Entity, unique

# Acts that a report names again and again by a bare noun or passive verb; talks and visits are not among them, since
# "the talks" is mostly a mention of what is not new.
LENDING_ROOTS = frozenset({"08", "14", "15", "16", "17", "18", "19", "20"})
# Acts against somebody: whom a report names as their target is whom its bare "sanctions" and "attacks" are against.
HOSTILE = frozenset({"10", "11", "12", "13", "14", "15", "16", "17", "18", "19", "20"})
# Who lets go is who had taken: 084 release; 181 abduction, 173 arrest.
HOLDING = {"084": ("181", "173")}
# What a critic criticises, a supporter welcomes: recipients are those who did it.
VIOLENT = frozenset({"18", "19", "20"})
DEFINITE = frozenset({"the", "this", "that", "these", "those"})
JUDGING_ROOTS = frozenset({"05", "11"})
# Topics of acts about meeting, whose partners are those of the meeting that was told of.
MEETING = frozenset({"NEGOTIATE", "MEET", "CALL", "VISIT", "SUMMIT"})
APPEALING = frozenset({"02", "10"})
# Codes of acts that have parties: ceasefire, negotiation, agreement, fighting.
OF_CONFLICT = ("0871",)
PARTIES = ("0871", "046", "057", "19")
# Topics of subjects that act for those who adopted them.
PAPERS = frozenset({"RESOLUTION", "LAW", "MEASURES", "SANCTIONS"})
TALK_ROOTS = frozenset({"02", "03", "10", "12"})
# What is accepted or rejected without saying what it is about: "the offer", "this proposal", "their invitation".
OFFERS = frozenset({"offer", "proposal", "invitation", "call", "appeal", "request", "demand", "overture", "suggestion"})
OFFERING = frozenset({"02", "03", "10"})
ANSWERS = frozenset({"ACCEPT", "REJECT"})
ELSEWHERE = "same act elsewhere in the report"
"""What ``decided_by`` says of a side that a like act lent."""
_REACH = 250
"""How many acts before and after one are looked at: more than reports have."""
# What a doing is called that somebody praises or condemns.
DOINGS = frozenset({"move", "step", "decision", "act", "action", "flaw", "gesture", "measure", "policy", "development"})
# What those who are urged to talk are called.
SIDES = frozenset({"parties", "sides", "factions", "negotiators"})


class ReferenceFinder:
    """Fills gaps of one report's candidates from its other candidates."""

    def __init__(
        self, grammar: Grammar, lexicon: Lexicon, topics: TopicFinder, circumstances: CircumstanceFinder
    ) -> None:
        self.grammar = grammar
        self.lexicon = lexicon
        self.topics = topics
        self.circumstances = circumstances

    def lend(self, candidates: Sequence[Candidate]) -> list[Candidate]:
        """``candidates`` of one report, in text order, with missing participants taken from like acts elsewhere."""
        return self._without_mentions(self._filled(candidates))

    def _without_mentions(self, candidates: Sequence[Candidate]) -> list[Candidate]:
        """``candidates`` without mere mentions: nothing of their own, neither a side nor a date, and told before."""
        told: set[tuple[str, frozenset[str]]] = set()
        out = []
        for c in candidates:
            key = c.root, frozenset(e.country for e in c.actors if e.country)
            borrowed = c.decided.get("actors") == c.decided.get("recipients") == ELSEWHERE
            if not (borrowed and key in told and not self._own_date(c)):
                out.append(c)
            told.add(key)
        return out

    def _own_date(self, c: Candidate) -> bool:
        return self.circumstances.when(c.token, c.trigger.governor).time is not None

    def _filled(self, candidates: Sequence[Candidate]) -> list[Candidate]:
        out = list(candidates)
        for n, candidate in enumerate(out):
            if candidate.trigger.row.act in ANSWERS:
                out[n] = self._answered(out, n)
        for n, candidate in enumerate(out):
            if candidate.root not in LENDING_ROOTS or not self._borrows(candidate):
                continue
            donor = self._donor(out, n)
            if donor is not None:
                out[n] = self._lent(candidate, donor)
        for n, candidate in enumerate(out):
            if self._reciprocal(candidate):
                if not coded(candidate.actors) and candidate.cameo.startswith(PARTIES) and self._told(candidate):
                    parties = self._parties(out, n) if candidate.actors else self._like_parties(out, n)
                    if not parties:
                        continue
                    reason = {"actors": "parties of the conflict"}
                    out[n] = replace(candidate, actors=parties, decided={**candidate.decided, **reason})
                continue
            brokered = self._brokered(out, n)
            if (coded(candidate.recipients) or self._described(candidate)) and not brokered:
                continue
            found = brokered
            if brokered:
                pass
            elif candidate.root in JUDGING_ROOTS:
                found = self._authors_of_judged(out, n)
            elif candidate.root == "12":
                found = self._turned_down(out, n)
            elif candidate.root in TALK_ROOTS and candidate.topic is not None:
                found = self._partners(out, n)
            if not found and (candidate.root in APPEALING or candidate.trigger.row.act == "MEDIATE"):
                found = self._parties(out, n)
            mine = {e.country for e in candidate.actors}
            found = tuple(e for e in found if e.country not in mine)
            if found:
                out[n] = replace(
                    candidate,
                    recipients=found,
                    decided={**candidate.decided, "recipients": "participants of the act referred to"},
                )
        return out

    def _answered(self, all_: Sequence[Candidate], n: int) -> Candidate:
        """The acceptance or rejection ``all_[n]`` with the topic and the author of the offer that it answers."""
        me = all_[n]
        g = self.grammar
        bare = [
            o
            for o in g.objects(me.token)
            if g.lemma(o) in OFFERS and not g.obliques(o, "of", "for", "to") and not g.kids(o, "acl")
        ]
        if not bare:
            return me
        for other in reversed(all_[max(0, n - _REACH) : n]):
            # Another one's offer or appeal; what is refused for good is no offer any more.
            if other.root not in OFFERING or other.topic is None or not coded(other.actors):
                continue
            authors = tuple(e for e in other.actors if e.country and not any(same_side(e, a) for a in me.actors))
            coding = self.lexicon.crossed(me.trigger.row.act, other.topic)
            if authors and coding is not None and coding.cameo != NO_EVENT:
                reason = f"rule:{me.trigger.row.act} x {other.topic} (the offer it answers)"
                decided = {**me.decided, "recipients": "author of the offer"}
                return replace(me, coding=coding, topic=other.topic, reason=reason, recipients=authors, decided=decided)
        return me

    def _borrows(self, candidate: Candidate) -> bool:
        """Whether a participant is missing and the words are more than a bare noun ("sanctions", "the attack")."""
        g = self.grammar
        bare = g.tokens[candidate.token].pos in ("NOUN", "PROPN") or g.base(candidate.token) == "amod"
        some = coded(candidate.actors) or coded(candidate.recipients)
        owned = bool(g.kids(candidate.token, "nmod:poss")) or bool(g.obliques(candidate.token, "of"))
        if bare and not some and not owned and not self.circumstances.dated(candidate.token):
            return False
        frame = self.lexicon.frames.get(candidate.trigger.row.frame)
        if frame is None or frame.mutual:
            return False
        if not coded(candidate.actors):
            definite = {g.lemma(c) for c in g.kids(candidate.token, "det")} & DEFINITE
            if bare and candidate.root in VIOLENT and not definite:
                return False  # "multiple attacks in recent months" are not the attack told of elsewhere
            # An infinitive or gerund without an actor is seldom the act told of elsewhere; a passive often is.
            return bare or g.passive(candidate.token) or self._by_document(candidate.token)
        return frame.kind == "directed" and not coded(candidate.recipients)

    def _by_document(self, token: int) -> bool:
        """Whether the subject is a paper that somebody else adopted: "the resolution expands the sanctions"."""
        subjects = self.grammar.surface_subjects(token)
        return any(PAPERS & set(self.topics.phrase(s)) for s in subjects)

    def _lent(self, candidate: Candidate, donor: Candidate) -> Candidate:
        """``candidate`` with the participants that it lacks from ``donor``; nobody is made his own recipient."""
        actors, recipients = candidate.actors, candidate.recipients
        decided = dict(candidate.decided)
        if not coded(actors):
            actors = tuple(a for a in donor.actors if not any(same_side(a, r) for r in recipients))
            decided["actors"] = ELSEWHERE
        if not coded(recipients):
            recipients = tuple(r for r in donor.recipients if not any(same_side(r, a) for a in actors))
            decided["recipients"] = ELSEWHERE
        return replace(candidate, actors=actors, recipients=recipients, decided=decided)

    def _reciprocal(self, candidate: Candidate) -> bool:
        frame = self.lexicon.frames.get(candidate.trigger.row.frame)
        return frame is not None and frame.mutual

    def _donor(self, all_: Sequence[Candidate], n: int) -> Candidate | None:
        """The nearest like act with known actors, before ``n`` first; of known recipients the most frequent."""
        me = all_[n]
        need_actors = not coded(me.actors)

        def fits(other: Candidate) -> bool:
            if other is me or other.cameo[:3] not in (me.cameo[:3], *HOLDING.get(me.cameo[:3], ())):
                return False
            if me.root == "15" and other.trigger.row.act != me.trigger.row.act:
                return False  # a test is no exercise, though both are shows of force
            if any("elsewhere" in reason for reason in other.decided.values()):
                return False
            has = coded(other.actors) if need_actors else coded(other.recipients)
            same = self._meet(me.actors, other.actors) or (me.root == "16" and not need_actors)
            return has and same and self._meet(me.recipients, other.recipients)

        fitting = [other for other in _near(all_, n) if fits(other)]
        if need_actors or not fitting:
            return fitting[0] if fitting else None
        # Of targets the one that the report names most: "the sanctions" are those that it is about; and rather one who
        # does not do the like himself.
        around = all_[max(0, n - _REACH) : n + _REACH]
        counts = Counter(e.country for other in around if other.root in HOSTILE for e in other.recipients)
        doers = {e.country for other in around if other.cameo[:3] == me.cameo[:3] for e in other.actors}

        def weight(other: Candidate) -> tuple[bool, bool, int]:
            targets = {e.country for e in other.recipients if e.country}
            return not targets & doers, self._meet(me.actors, other.actors), max(counts[t] for t in targets)

        return max(fitting, key=weight)

    @staticmethod
    def _meet(mine: Sequence[Entity], theirs: Sequence[Entity]) -> bool:
        """Whether two sides may be the same: one is unknown, or they share a country."""
        left, right = ({e.country for e in side if e.country} for side in (mine, theirs))
        return not left or not right or bool(left & right)

    def _authors_of_judged(self, all_: Sequence[Candidate], n: int) -> tuple[Entity, ...]:
        """Who did what ``all_[n]`` judges: the actors of the act named in its complement, here or earlier."""
        me = all_[n]
        g = self.grammar
        by_token = {c.token: c for c in all_[max(0, n - _REACH) : n + _REACH]}
        for token in sorted(me.region, key=me.region.__getitem__):
            other = by_token.get(token)
            if other is not None and other is not me and coded(other.actors):
                return unique(e for e in other.actors if e.country)
        pointed = self._pointed_at(me.token)
        if pointed:
            return pointed
        subjects = g.surface_subjects(me.token)
        for token in (*subjects, *sorted(me.region, key=me.region.__getitem__)[:6]):
            if g.tokens[token].pos != "NOUN":
                continue
            rows = self.lexicon.acts.get((g.lemma(token), "NOUN"), ())
            codings = [self.lexicon.crossed(r.act, ANY) for r in rows]
            roots = {c.cameo[:2] for c in codings if c is not None}
            for other in reversed(all_[max(0, n - _REACH) : n]):
                if coded(other.actors) and other.root in roots:
                    return unique(e for e in other.actors if e.country)
        return ()

    def _turned_down(self, all_: Sequence[Candidate], n: int) -> tuple[Entity, ...]:
        """Whose offer or appeal "it" is that ``all_[n]`` turns down: "Mali offered a truce, but Chad rejected it"."""
        me = all_[n]
        g = self.grammar
        if not any(g.tokens[o].lower in ("it", "that", "this", "them") for o in g.objects(me.token)):
            return ()
        for other in reversed(all_[max(0, n - _REACH) : n]):
            if g.tokens[other.token].sent != g.tokens[me.token].sent:
                break
            if coded(other.actors):
                return unique(e for e in other.actors if e.country)
        return ()

    def _pointed_at(self, verb: int) -> tuple[Entity, ...]:
        """Whose doing "this" or "a move" is that ``verb`` judges: the subject of what was told just before.

        "The army fired on the crowd, a move that Peru condemned": the army's; "This was criticised": who acted in the
        sentence before.
        """
        g = self.grammar
        for o in g.objects(verb):
            owned = g.kids(o, "nmod:poss") or g.obliques(o, "by", "of", "from")
            if g.base(o) != "root" and g.lemma(o) in DOINGS and not owned:
                top = next((a for a in g.document.ancestors(o) if g.tokens[a].pos == "VERB"), None)
                if top is None or g.base(o) not in ("appos", "obl", "parataxis", "conj", "dep"):
                    continue
            elif g.tokens[o].lower in ("this", "that") and g.tokens[o].sent:
                sentence = g.document.sentences[g.tokens[o].sent - 1]
                top = next((i for i in range(sentence.start, sentence.end) if g.tokens[i].dep == "root"), None)
            else:
                continue
            heads = g.subjects(top) if top is not None else []
            mentions = [m for h in heads if (m := self.topics.mentions.actor_headed(h)) is not None]
            found = unique(e for m in mentions for e in m.entities if e.country)
            if found:
                return found
        return ()

    @staticmethod
    def _described(candidate: Candidate) -> bool:
        """Whether the recipients are told, though not of which country: "rebels", not "the parties" or "they"."""
        return candidate.root in ("05", "06", "07") and any(e.sector for e in candidate.recipients)

    def _told(self, candidate: Candidate) -> bool:
        """Whether parties may be looked up: some are named vaguely ("both sides"), or the act itself is the news."""
        return bool(candidate.actors) or (
            not candidate.recipients and staging_verb(self.grammar, candidate.token) is not None
        )

    def _like_parties(self, all_: Sequence[Candidate], n: int) -> tuple[Entity, ...]:
        """The parties of the nearest like act that are known: of "the negotiations", "the truce"; of talks, two."""
        me = all_[n]
        for other in _near(all_, n):
            if other.cameo[:3] != me.cameo[:3] or not coded(other.actors):
                continue
            found = unique(e for e in (*other.actors, *other.recipients) if e.country)
            if self._reciprocal(other) and (len(found) > 1 or me.root != "04"):
                return found
        return self._country_at_issue((), me) if me.cameo.startswith("046") else ()

    def _parties(self, all_: Sequence[Candidate], n: int) -> tuple[Entity, ...]:
        """Who "all parties" or "negotiators" are: those of the truce, talks or fighting that the report tells of."""
        me = all_[n]
        mine = {e.country for e in me.actors}
        named = {e.text.lower().split()[-1] for e in (*me.actors, *me.recipients)}
        # "The parties" are first of all those who fight or hold a truce, then those who talk.
        for codes in (OF_CONFLICT, PARTIES) if named & SIDES else (PARTIES,):
            for other in _near(all_, n):
                if other.cameo.startswith(codes) and coded(other.actors):
                    found = unique(e for e in (*other.actors, *other.recipients) if e.country and e.country not in mine)
                    if found:
                        return found
        return self._country_at_issue(mine, me) if named & SIDES else ()

    def _country_at_issue(self, mine: Collection[str | None], me: Candidate) -> tuple[Entity, ...]:
        """The country whose "parties" or "sides" a report means that names it far more often than any other one."""
        first, counts = self._named
        top = Counter({country: counts[country] for country in first if country not in mine}).most_common(2)
        if not top or top[0][1] < 3 or (len(top) > 1 and top[0][1] < 2 * top[1][1]):
            return ()
        country = top[0][0]
        vague = [e for e in (*me.actors, *me.recipients) if not e.country]
        return tuple(replace(e, country=country) for e in vague) or (first[country],)

    @cached_property
    def _named(self) -> tuple[dict[str, Entity], Counter[str]]:
        """The countries that the report names: the first mention of each, and how many there are."""
        first: dict[str, Entity] = {}
        counts: Counter[str] = Counter()
        for mention in self.topics.mentions.actors:
            for e in mention.entities if mention.form == "name" else ():
                if e.country and e.country not in ORGANISATIONS:
                    counts[e.country] += 1
                    first.setdefault(e.country, e)
        return first, counts

    def _brokered(self, all_: Sequence[Candidate], n: int) -> tuple[Entity, ...]:
        """All who take part in the talks that ``all_[n]`` brokers: "US-brokered talks between Mali and Chad"."""
        me = all_[n]
        if me.trigger.row.act != "MEDIATE" or not self.grammar.hyphenated(me.token):
            return ()
        head = self.grammar.tokens[me.token].head
        talks = [c for c in all_[max(0, n - _REACH) : n + _REACH] if c.token == head and self._reciprocal(c)]
        return unique(e for c in talks for e in c.actors if e.country)

    def _partners(self, all_: Sequence[Candidate], n: int) -> tuple[Entity, ...]:
        """With whom, by earlier acts about the same topic: "Russia is ready to help such talks"."""
        me = all_[n]
        mine = {e.country for e in me.actors}
        earlier = all_[max(0, n - _REACH) : n][::-1]
        own = [c for c in earlier if self._reciprocal(c) and mine & {e.country for e in c.actors if e.country}]
        for other in (*own, *earlier):
            if other.token in me.region:
                continue
            met = self._reciprocal(other) and me.topic in MEETING and coded(other.actors)
            # "ready to facilitate such negotiations": between those who were called on to negotiate.
            same = other.topic == me.topic or (me.topic == "MEDIATE" and other.topic in MEETING)
            if met or (same and coded(other.recipients)):
                both = (*other.actors, *other.recipients) if met else other.recipients
                found = unique(e for e in both if e.country and e.country not in mine)
                if found:
                    return found
        return ()


def _near(all_: Sequence[Candidate], n: int) -> list[Candidate]:
    """The acts around ``all_[n]``: those before it, the nearest first, then those after it."""
    return [*reversed(all_[max(0, n - _REACH) : n]), *all_[n + 1 : n + 1 + _REACH]]
