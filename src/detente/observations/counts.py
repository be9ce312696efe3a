"""What was counted: victims, people displaced, prisoners exchanged, money paid, tests held."""

from __future__ import annotations

from collections.abc import Iterator

from detente.language.document import Sentence
from detente.mentions.types import Quantity
from detente.observations.flights import FlightReader
from detente.observations.readings import Reading, Setting, series_table
from detente.observations.tallies import TallyReader
from detente.observations.told import told
from detente.records import Entity

_PEOPLE = frozenset(
    "people person civilian child woman man refugee family resident prisoner detainee captive hostage soldier "
    "girl boy schoolgirl schoolboy schoolchild pupil student teacher migrant villager "
    "individual pow fighter body remains worker inmate serviceman troop sailor national citizen american other".split()
)
_CAPTIVES = frozenset(
    "prisoner detainee captive hostage pow body remains inmate girl boy schoolgirl schoolboy schoolchild pupil "
    "serviceman soldier fighter student".split()
)
_UNSAID = frozenset(
    "other others more another death deaths dead fatality fatalities killed wounded injured missing lives life".split()
)
_PARTS = frozenset({"any", "some", "none", "one", "most", "many", "each"})
# What befell those who are counted, by the verb. People of any sort are abducted; only captives are let go.
_ACTIONS = {
    "exchange": "exchanged",
    "swap": "exchanged",
    "release": "released",
    "free": "released",
    "hand": "handed over",
    "repatriate": "repatriated",
    "abduct": "abducted",
    "kidnap": "abducted",
}
_TAKING = frozenset({"abduct", "kidnap"})
_TESTS = frozenset("test launch launching detonation".split())
_UNREAL = frozenset("would could may might should will can must to".split())


class CountReader:
    """Reads counts out of the sentences of one report, by their quantities."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.grammar = setting.grammar
        self.document = setting.document
        # The sentence that victims were last counted in, and whose they were.
        self._mourning: tuple[int, Entity] | None = None
        self._tallies, self._flights = TallyReader(setting), FlightReader(setting)

    def read(self, sentence: Sentence) -> Iterator[Reading]:
        """The readings of one sentence."""
        for quantity in self.setting.numbers(sentence.i):
            reading = (
                self._victims(quantity)
                or self._moved_people(quantity)
                or self._ranked(quantity)
                or self._flights.read(quantity)
                or self._paid(quantity)
                or self._tallies.read(quantity)
            )
            if reading is not None:
                self._tallies.told(reading.value)
                yield reading

    def _victims(self, quantity: Quantity) -> Reading | None:
        if quantity.casualty is None:
            return None
        at = self._counted(quantity)
        about = self._bereaved(quantity, at)
        sentence = self.grammar.tokens[quantity.head].sent
        if at is None and self._mourning is not None and self._mourning[0] == sentence:
            about = self._mourning[1]  # "two Turkish sailors were killed and five injured"
        if about is None:
            return None
        noun = self.setting.words(at, at + 1).lower() if at is not None else "people"
        if noun in _UNSAID or noun == "number" or noun[:1].isdigit():
            noun = "people"
        if self._one_of(quantity):
            return None
        self._mourning = (sentence, about)
        governor = self.grammar.tokens[quantity.head].head
        return Reading(
            quantity.head,
            governor,
            about,
            "casualties",
            f"{noun} {quantity.casualty}",
            "casualties",
            value=quantity.value,
            unit="person",
        )

    def _bereaved(self, quantity: Quantity, noun: int | None) -> Entity | None:
        """Whose dead are counted: those they belong to ("Ukrainian soldiers"), else the country where they fell."""
        if noun is not None:
            own = self.setting.entity(self.grammar.kids(noun, "amod", "compound", "nmod:poss"))
            if own is not None and own.kind in ("country", "group"):
                return own
        return self.setting.place(self.grammar.tokens[quantity.head].sent) or self.setting.land(quantity.head)

    def _counted(self, quantity: Quantity) -> int | None:
        """The token of the counted noun, if the quantity names one."""
        if quantity.item is None:
            return None
        near = range(quantity.start, min(quantity.end + 6, len(self.grammar.tokens)))
        return next((t for t in near if self.grammar.tokens[t].lemma.lower() == quantity.item), None)

    def _one_of(self, quantity: Quantity) -> bool:
        """ "One of the civilians killed": the number does not count the killed."""
        tokens = self.grammar.tokens
        after = quantity.end < len(tokens) and tokens[quantity.start].lower == "one"
        return after and any(t.lower == "of" for t in tokens[quantity.start + 1 : quantity.start + 2])

    def _part_of(self, quantity: Quantity) -> bool:
        """ "Any of the more than 200 hostages", "some of the 30": how many there are, not how many are told of."""
        tokens = self.grammar.tokens
        t = quantity.start - 1
        while (
            t > 0 and tokens[t].pos in ("DET", "PRON") and tokens[t].lower in ("the", "these", "those", "its", "their")
        ):
            t -= 1
        return (
            t > 0 and tokens[t].lower == "of" and tokens[t - 1].lower in ("any", "some", "none", "one", "most", "many")
        )

    def _verb_above(self, token: int) -> int | None:
        for n, a in enumerate((token, *self.document.ancestors(token))):
            if self.grammar.tokens[a].pos == "VERB" and a != token:
                return a
            if n > 3:
                break
        return None

    def _moved_people(self, quantity: Quantity) -> Reading | None:
        """People displaced, exchanged or set free."""
        g = self.grammar
        item = quantity.item
        if quantity.ordinal or quantity.casualty is not None or self._part_of(quantity):
            return None
        if self._tallies.again(quantity):
            return None
        uncounted = item is None and quantity.unit is None and self._displaced(quantity)
        if not uncounted and (item is None or (item not in _PEOPLE and quantity.unit != "person")):
            return None
        verbs, nouns = series_table("VERB"), series_table("NOUN")
        chain = [quantity.head]
        for a in self.document.ancestors(quantity.head):
            chain.append(a)
            if g.tokens[a].pos == "VERB" or len(chain) > 4:
                break
        for n, a in enumerate(chain):
            pos, lemma = g.tokens[a].pos, g.lemma(a)
            row = verbs.get(lemma) if pos == "VERB" else nouns.get(lemma) if n else None
            if row is None or row[1] != "people":
                continue
            if lemma in _ACTIONS and lemma not in _TAKING and (item or "") not in _CAPTIVES:
                continue
            if lemma == "return" and item not in ("refugee", "family", "resident", "people"):
                continue
            if not told(g, a):
                return None
            about = self._tallies.where(quantity, a)
            if about is None:
                return None
            action = _ACTIONS.get(lemma, "displaced")
            plural = (
                "people"
                if item in (None, "other", "others")
                else self.setting.words(quantity.head, quantity.head + 1).lower()
            )
            return Reading(
                quantity.head,
                a,
                about,
                row[0],
                f"{plural} {action}",
                "count",
                value=quantity.value,
                unit="person",
                evidence=(a,),
            )
        return None

    def _displaced(self, quantity: Quantity) -> bool:
        """ "Displaced two million": the number alone is the object of a verb of displacement."""
        verb = self.grammar.tokens[quantity.head].head
        return self.grammar.lemma(verb) in ("displace", "uproot") and self.grammar.base(quantity.head) in (
            "obj",
            "nsubj",
        )

    def _ranked(self, quantity: Quantity) -> Reading | None:
        """ "The 15th missile test this year": as many tests as that."""
        g = self.grammar
        if not quantity.ordinal or quantity.item not in _TESTS:
            return None
        noun = quantity.head
        above = list(self.document.ancestors(noun))[:4]
        if any(g.tokens[c].lower in _UNREAL for a in above for c in g.kids(a, "aux")):
            return None
        kinds = [
            g.tokens[c].text
            for c in g.kids(noun, "compound")
            if g.tokens[c].pos in ("NOUN", "PROPN") and g.tokens[c].text.islower()
        ]
        kinds = [g.tokens[c].text for c in g.kids(noun, "amod") if g.lemma(c) in ("nuclear", "ballistic")] + kinds
        if not kinds:
            return None
        about = self.setting.entity((*g.kids(noun, "nmod:poss"), *g.kids(noun, "amod", "compound")))
        if about is None:
            subjects = g.surface_subjects(noun) if g.kids(noun, "cop") else g.surface_subjects(g.tokens[noun].head)
            about = self.setting.entity(subjects) or self.setting.fallback(noun)
        if about is None:
            return None
        item = " ".join(dict.fromkeys(kinds)) + f" {g.lemma(noun)}s"
        return Reading(
            noun, g.tokens[noun].head, about, "other", item, "count", value=quantity.value, unit=f"{g.lemma(noun)}s"
        )

    def _paid(self, quantity: Quantity) -> Reading | None:
        """Money or goods handed over: "paid $400 million to"."""
        g = self.grammar
        if quantity.ordinal or quantity.unit is None or not (len(quantity.unit) == 3 and quantity.unit.isupper()):
            return None
        verb = self._verb_above(quantity.head)
        if verb is None or series_table("VERB").get(g.lemma(verb), ("other", ""))[1] != "money":
            return None
        if not told(g, verb):
            return None
        about = self.setting.entity(g.subjects(verb)) or self.setting.fallback(quantity.head)
        if about is None:
            return None
        partner = self.setting.entity(g.obliques(verb, "to")) or self.setting.entity(g.kids(verb, "iobj"))
        return Reading(
            quantity.head,
            verb,
            about,
            "transfers",
            quantity.item or "money",
            "count",
            partner,
            quantity.value,
            quantity.unit,
        )
