"""Who acts and who is acted on: fills the slots of an act's frame from the parse and the resolved actor mentions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.observations.lexicon import Frame
from detente.observations.phrase_actors import PhraseActors
from detente.observations.sides import among, itself
from detente.records import Entity, Statement, unique

SLOT_PREPOSITIONS = {
    "on": ("on", "upon", "over"),
    "toward": ("toward", "towards"),
    "against": ("against",),
    "across": ("over", "across", "toward", "towards"),
    "between": ("between",),
    "among": ("among", "amongst"),
    "in": ("in", "inside", "across", "near"),
    "to": ("to", "into"),
    "with": ("with", "alongside"),
    "from": ("from",),
    "about": ("about", "over", "on"),
}
# Light verbs whose subject undergoes the act: "faced sanctions", "suffered an attack", "came under fire".
UNDERGONE = frozenset({"face", "draw", "suffer", "come", "undergo", "endure"})
# Whose name before "sanctions" is that of their issuer; any other country's is that of their target.
ISSUERS = frozenset({"UNO", "EUR", "IGO", "USA", "GBR", "CAN", "AUS", "JPN"})
# Slots that are not searched below their head.
SHALLOW = frozenset(
    {"subj", "lsubj", "iobj", "poss", "compound", "issuer", "target", "by", "xsubj", "comp", "inobj", "conj", "speaker"}
)
AGAINST = frozenset({"on", "upon", "against", "toward", "with", "between", "among"})


@dataclass(frozen=True, slots=True)
class Scene:
    """Where an act stands: its token, its light verb, the tops of its complement and the statement that holds it."""

    token: int
    light: int | None
    complement: tuple[int, ...]
    statement: Statement | None


class RoleFinder(PhraseActors):
    """Fills role slots around one trigger."""

    def slot(self, name: str, scene: Scene, deep: bool = False, but: Sequence[Entity] = ()) -> tuple[Entity, ...]:
        """The actors in slot ``name`` of an act; ``deep``: those named in the phrase, when its head is none."""
        if name == "speaker":
            return (scene.statement.speaker,) if scene.statement is not None else ()
        heads = self.heads(name, scene)
        found = unique(
            e
            for h in heads
            for e in self.named(h, scene.statement)
            if not (itself(e, but) if name in ("obj", "iobj") and self._another(h) else among(e, but))
        )
        if name == "poss" and any(self.grammar.tokens[c].lower == "their" for c in self.grammar.children[scene.token]):
            found = self._theirs(scene, found)
        if not any(e.country for e in found) and (deep or name in ("comp", "inobj")):
            found = self.within(heads, scene.statement, but) or found
        return found

    def _another(self, head: int) -> bool:
        """Whether a noun is itself an actor and not somebody's own ("the court", not "its army" or "their work")."""
        if self.mentions.actor_headed(head) is None:
            return False
        return not any(self.grammar.tokens[c].pos == "PRON" for c in self.grammar.kids(head, "nmod:poss"))

    def _theirs(self, scene: Scene, found: tuple[Entity, ...]) -> tuple[Entity, ...]:
        """Whose "their" is: "A shook hands with B at their meeting" is A's and B's."""
        g = self.grammar
        for i in g.document.ancestors(scene.token):
            if g.tokens[i].pos == "VERB":
                partners = (*g.subjects(i), *g.obliques(i, "with"), *g.obliques(scene.token, "with"))
                both = unique(e for h in partners for e in self.named(h, scene.statement))
                return both if len(both) > 1 and all(among(e, both) for e in found) else found
        return found

    def heads(self, name: str, scene: Scene) -> list[int]:
        """The words in slot ``name`` of an act, whether they name actors or not."""
        g = self.grammar
        token, light = scene.token, scene.light
        noun = g.tokens[token].pos in ("NOUN", "PROPN") and not g.predicate_nominal(token) and not g.hyphenated(token)
        match name:
            case "subj":
                verb = light if light is not None else token
                return [] if noun and light is None else g.subjects(verb)
            case "lsubj":
                return g.subjects(light) if light is not None and g.lemma(light) not in UNDERGONE else []
            case "obj" | "inobj":
                return [] if noun else g.objects(token)
            case "iobj":
                return g.kids(light if light is not None else token, "iobj")
            case "poss":
                return self._shared(token, ("nmod:poss",))
            case "compound":
                return self._shared(token, ("compound", "amod", "nmod:desc"))
            case "issuer" | "target":
                found = self._shared(token, ("nmod:poss", "compound", "amod", "nmod:desc"))
                return [c for c in found if self._issues(c, scene.statement) == (name == "issuer")]
            case "by":
                agents = g.subjects(light) if light is not None and g.passive(light) else []
                agents += self._claimants(token) if noun else []
                return g.obliques(token, "by") + agents or (self._adjacent(token, ("by",)) if noun else [])
            case "xsubj":
                return [s for c in scene.complement for s in self._complement_subjects(c)]
            case "comp":
                return list(scene.complement)
            case "conj":
                return []
            case _:
                prepositions = SLOT_PREPOSITIONS.get(name, (name,))
                verbs = [token] if light is None else [token, light]
                if name in AGAINST and not noun:
                    # "imposed [sanctions on Mali]": the target may hang on the object.
                    verbs += [g.unpack(o) for o in g.objects(token)]
                found = [o for v in verbs for o in g.obliques(v, *prepositions)]
                return found or (self._adjacent(token, prepositions) if noun else [])

    def _claimants(self, noun: int) -> list[int]:
        """Who says that an attack was theirs: "the attack was claimed by X", "X claimed the attack"."""
        g = self.grammar
        if g.base(noun) == "conj" and g.tokens[g.tokens[noun].head].pos == "NOUN":
            return self._claimants(g.tokens[noun].head)  # "the bomb and the shooting were claimed by X"
        head = g.tokens[noun].head
        # "attacks in the district, also claimed by X": a parse hangs the participle on the nearest noun.
        beside = [o for o in (*g.kids(noun, "nmod"), *g.kids(head, "obl")) if noun < o < noun + 12 and o != head]
        claims = [c for n in (noun, *beside) for c in g.kids(n, "acl") if g.lemma(c) == "claim"]
        if g.lemma(head) == "claim" and g.tokens[noun].dep in ("nsubj:pass", "obj"):
            claims.append(head)
        return [a for v in claims for a in (g.obliques(v, "by") or ([] if g.passive(v) else g.subjects(v)))]

    def _shared(self, noun: int, deps: Sequence[str]) -> list[int]:
        """Modifiers of ``noun``, or of the noun it is coordinated with ("Mali's test and rocket launch")."""
        g = self.grammar
        for _ in range(3):
            own = [
                c
                for c in g.children[noun]
                if g.tokens[c].dep in deps and self.mentions.actor_at(c) and not self._hyphen_follows(c)
            ]
            if not own:
                either = "nmod:poss" in deps and "compound" in deps
                own = [c for c in self._before(noun) if either or self._possessive(c) == ("nmod:poss" in deps)]
            if own or g.kids(noun, "det") or g.base(noun) != "conj":
                return self._chained(own)
            noun = g.tokens[noun].head
        return own

    def _hyphen_follows(self, c: int) -> bool:
        """Whether ``c`` names who did what a hyphenated participle says ("UN-brokered"), not "Mali-Chad talks"."""
        tokens = self.grammar.tokens
        return c + 2 < len(tokens) and tokens[c + 1].text == "-" and self.grammar.hyphenated(c + 2)

    def _possessive(self, head: int) -> bool:
        mention = self.mentions.actor_headed(head)
        after = self.grammar.tokens[mention.end].text if mention and mention.end < len(self.grammar.tokens) else ""
        return after in ("'s", "’s", "'", "’") or self.grammar.tokens[head].pos == "PRON"

    def _issues(self, c: int, statement: Statement | None) -> bool:
        """Whether the actor at ``c`` issues sanctions: "UN sanctions" are by the UN, "Iran sanctions" on Iran."""
        return any(e.country in ISSUERS for e in self.named(c, statement))

    def _adjacent(self, token: int, prepositions: Sequence[str]) -> list[int]:
        """The actor right after noun and preposition ("sanctions on Pyongyang"), wherever the parse hangs it."""
        tokens = self.grammar.tokens
        if token + 1 >= len(tokens) or tokens[token + 1].lower not in prepositions:
            return []
        for i in range(token + 2, min(token + 6, len(tokens))):
            mention = self.mentions.actor_headed(i)
            if mention is not None:
                return [i]
            if tokens[i].pos in ("VERB", "PUNCT", "ADP", "AUX"):
                break
        return []

    def _complement_subjects(self, c: int) -> list[int]:
        g = self.grammar
        if g.tokens[c].pos in ("VERB", "ADJ", "AUX") or g.predicate_nominal(c):
            own = [k for k in g.kids(c, "nsubj") if g.tokens[k].dep != "nsubj:outer"]
            if own:
                return [a for k in own for a in g.antecedent(k, c)]
            if g.base(c) in ("xcomp", "advcl") or "to" in g.marks(c):
                return g.surface_subjects(c)
        return []

    def fill(self, frame: Frame, scene: Scene) -> tuple[tuple[Entity, ...], tuple[Entity, ...], dict[str, str]]:
        """Actors and recipients by ``frame``, and which slot gave each."""
        decided: dict[str, str] = {}
        if frame.mutual:
            together: tuple[Entity, ...] = ()
            verb = self.grammar.tokens[scene.token].pos == "VERB"
            for s in frame.actor:
                if verb and s in ("between", "among") and len({e.country for e in together if e.country}) > 1:
                    continue  # "the two discussed ties between others": those others were not there
                together = unique((*together, *self.slot(s, scene)))
            decided["actors"] = "slots:" + "+".join(frame.actor)
            return together, (), decided
        undergone = self._first(frame.recipient, scene, decided, "recipients") if frame.recipient == ("subj",) else ()
        actors = self._first(frame.actor, scene, decided, "actors", undergone)
        if frame.kind == "self":
            return actors, (), decided
        sufferers = tuple(e for e in self._sufferers(scene) if not among(e, actors))
        return actors, sufferers or self._first(frame.recipient, scene, decided, "recipients", actors), decided

    def _sufferers(self, scene: Scene) -> tuple[Entity, ...]:
        """The subject where it undergoes the act: "faces sanctions", "is under sanctions", "came under fire"."""
        g = self.grammar
        heads: list[int] = []
        if scene.light is not None and g.lemma(scene.light) in UNDERGONE:
            heads = g.subjects(scene.light)
        elif g.case(scene.token) == "under":
            predicate = g.predicate_nominal(scene.token)
            heads = g.surface_subjects(scene.token if predicate else g.tokens[scene.token].head)
        return unique(e for h in heads for e in self.named(h, scene.statement) if e.country)

    def _first(
        self, slots: Sequence[str], scene: Scene, decided: dict[str, str], role: str, but: Sequence[Entity] = ()
    ) -> tuple[Entity, ...]:
        """The actors of the first slot that has any with a country; a second round looks inside the phrases."""
        uncoded: tuple[Entity, ...] = ()
        for deep in (False, True):
            for s in slots:
                if deep and (s in SHALLOW or role == "actors"):
                    continue
                found = self.slot(s, scene, deep, but)
                if any(e.country for e in found):
                    decided[role] = f"slot:{s}"
                    return found
                uncoded = uncoded or found
        return uncoded
