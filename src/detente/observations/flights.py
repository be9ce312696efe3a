"""How far and how high missiles flew: "the rocket flew 900 km", "it reached an altitude of 500 km"."""

from __future__ import annotations

from detente.mentions.types import Quantity
from detente.observations.readings import Reading, Setting

_FLIGHTS = {"fly": "distance", "travel": "distance", "reach": "altitude", "land": "distance", "fall": "distance"}
_FLIGHTS |= {"soar": "altitude", "rise": "altitude", "climb": "altitude", "cover": "distance", "splash": "distance"}
_REACHES = {
    "altitude": "altitude",
    "height": "altitude",
    "apogee": "altitude",
    "range": "range",
    "distance": "distance",
}
_STANDING_FOR = frozenset({"it", "they", "them", "one", "which", "that", "both"})
_PROJECTILES = frozenset("missile rocket projectile drone satellite warhead shell icbm irbm launch".split())
_LENGTHS = frozenset({"kilometre", "mile", "metre", "nautical mile", "foot"})
_UNREAL = frozenset("would could may might should will can must to".split())


class FlightReader:
    """Reads the lengths of flights out of the quantities of one report."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.grammar = setting.grammar
        self.document = setting.document

    def read(self, quantity: Quantity) -> Reading | None:
        """How far or how high a missile flew."""
        g = self.grammar
        unit = quantity.unit or (quantity.item if quantity.item in _LENGTHS else None)
        if unit not in _LENGTHS or quantity.ordinal or (quantity.start and g.tokens[quantity.start - 1].text == "("):
            return None
        below = [c for c in g.kids(quantity.head, "acl") if g.lemma(c) in _FLIGHTS]
        for a in (*below, *self.document.ancestors(quantity.head)):
            what, noun = _FLIGHTS.get(g.lemma(a)), _REACHES.get(g.lemma(a))
            if noun is not None and g.tokens[a].pos == "NOUN" and (quantity.head in g.obliques(a, "of")):
                verb = g.tokens[a].head
                missile = self._missile(verb) or next(
                    (k for k in g.kids(a, "nmod", "compound") if self._flies(k)), None
                )
                if missile is not None and g.tokens[verb].pos == "VERB" and self._real(verb):
                    return self._flight(quantity, verb, missile, noun, unit)
                continue
            if g.tokens[a].pos != "VERB":
                continue
            missile = self._missile(a)
            if what is None or missile is None or not self._real(a):
                return None
            if self._height(quantity, a):
                what = "altitude"
            elif g.lemma(a) in ("fall", "land", "splash"):
                what = "landing distance"
            return self._flight(quantity, a, missile, what, unit)
        return None

    def _flight(self, quantity: Quantity, verb: int, missile: int, what: str, unit: str | None) -> Reading | None:
        g = self.grammar
        about = self.setting.entity(g.kids(missile, "amod", "nmod:poss", "compound")) or self.setting.main()
        if about is None:
            return None
        name = g.lemma(missile) if g.lemma(missile) in _PROJECTILES else "missile"
        return Reading(quantity.head, verb, about, "other", f"{name} {what}", "count", value=quantity.value, unit=unit)

    def _height(self, quantity: Quantity, verb: int) -> bool:
        """Whether the words beside the number speak of height: "to an altitude of", "500 km high"."""
        g = self.grammar
        sentence = self.document.sentence_of(verb)
        near = range(max(sentence.start, quantity.start - 4), min(quantity.end + 1, sentence.end))
        return any(g.lemma(t) in ("altitude", "height", "apogee", "high") for t in near)

    def _real(self, verb: int) -> bool:
        g = self.grammar
        unreal = any(g.tokens[c].lower in _UNREAL for c in g.kids(verb, "aux", "mark"))
        return not unreal or any(g.lemma(c) == "have" for c in g.kids(verb, "aux"))  # "would have flown 9,000 km"

    def _missile(self, verb: int) -> int | None:
        """The projectile that is the subject of ``verb``, also as "it", "two of them" after one was named."""
        g = self.grammar
        for s in g.surface_subjects(verb):
            noun = g.unpack(s)
            if self._flies(noun):
                return noun
            partly = [k for k in g.obliques(noun, "of") if self._flies(k) or g.tokens[k].lower == "them"]
            if (partly or g.tokens[noun].lower in _STANDING_FOR) and self._named(noun):
                return noun
        return None

    def _flies(self, token: int) -> bool:
        return self.grammar.lemma(token) in _PROJECTILES

    def _named(self, token: int) -> bool:
        """Whether a projectile was named shortly before ``token``, with which "it" goes on."""
        return any(self._flies(t) for t in range(max(0, token - 50), token))
