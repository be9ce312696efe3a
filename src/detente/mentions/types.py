"""What the mentions stage finds in a document: actors, times, places and quantities, all by token range."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Literal, TypeVar

from detente.records import Entity, When, Where


@dataclass(frozen=True, slots=True)
class ActorMention:
    """A stretch of text that names an actor, or several ("both parties", "the two countries", "they").

    ``start``/``end`` are token indices (end exclusive) of the mention without its relative clauses; ``head`` is its
    syntactic head. ``entities`` holds what it resolves to, each with the span of this mention. ``form`` tells names
    ("Lavrov", "Moscow", "US President Donald Trump") from descriptions resolved by their own words or by an antecedent
    ("the ministry", "North Korean officials") and from pronouns ("he", "its"). ``antecedent`` is the index, in
    ``Mentions.actors``, of the mention that resolved it, if another one did.
    """

    start: int
    end: int
    head: int
    entities: tuple[Entity, ...]
    form: Literal["name", "description", "pronoun"]
    antecedent: int | None = None

    @property
    def entity(self) -> Entity:
        """The first entity: the only one unless the mention is plural."""
        return self.entities[0]


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time expression, tokens ``start`` to ``end``, resolved against the report's date.

    ``head`` is the token by which the expression hangs in the sentence's tree (used to find which verb it dates).
    ``function`` tells a point or stretch in time ("on Monday", "in November") from a length ("for two years"), a
    recurrence ("every day") and a deadline or bound ("by 2019", "since May", "until Friday").
    """

    start: int
    end: int
    head: int
    when: When
    function: Literal["time", "duration", "set", "since", "until"] = "time"


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place name, tokens ``start`` to ``end``; ``dateline`` when it only says where the report was filed from."""

    start: int
    end: int
    head: int
    where: Where
    dateline: bool = False


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what it counts: "almost 90 per cent", "500,000 barrels a year", "at least 12 people".

    ``start``/``end`` are token indices; ``value`` the number (the low end of a range, ``high`` the high end); ``unit``
    a canonical name ("barrel", "tonne", "percent", "USD", "kilometre" ...) or None for a bare number; ``per`` a
    period ("year", "month", "day") or None; ``over`` another unit or noun that it is counted per ("dollars a barrel");
    ``bound`` "exact", "about", "at_least", "at_most", "almost"; ``ordinal`` true for "third"; ``item`` the counted
    noun's lemma ("soldier", "missile") when there is one; ``head`` the token by which it hangs in the tree;
    ``casualty`` "killed", "injured" or "missing" for counts of victims.
    """

    start: int
    end: int
    head: int
    value: float
    high: float | None = None
    unit: str | None = None
    per: str | None = None
    over: str | None = None
    bound: Literal["exact", "about", "at_least", "at_most", "almost"] = "exact"
    ordinal: bool = False
    item: str | None = None
    casualty: Literal["killed", "injured", "missing"] | None = None


M = TypeVar("M", ActorMention, TimeMention, PlaceMention, Quantity)
_start = attrgetter("start")


def within(mentions: Sequence[M], start: int, end: int) -> Sequence[M]:
    """Those of ``mentions``, which are in text order, that begin at the tokens ``start`` to ``end`` (exclusive)."""
    return mentions[bisect_left(mentions, start, key=_start) : bisect_left(mentions, end, key=_start)]


@dataclass
class Mentions:
    """All mentions of one document, each list in text order."""

    actors: list[ActorMention] = field(default_factory=list)
    times: list[TimeMention] = field(default_factory=list)
    places: list[PlaceMention] = field(default_factory=list)
    quantities: list[Quantity] = field(default_factory=list)
    _covering: dict[int, list[int]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        self.index()

    def index(self) -> None:
        """Rebuild the look-up by token; call after changing ``actors``."""
        self._covering = {}
        for n, mention in sorted(enumerate(self.actors), key=lambda p: p[1].end - p[1].start):
            for i in range(mention.start, mention.end):
                self._covering.setdefault(i, []).append(n)

    def actor_at(self, token: int) -> ActorMention | None:
        """The smallest actor mention that covers a token, or None."""
        covering = self._covering.get(token)
        return self.actors[covering[0]] if covering else None

    def actor_headed(self, token: int) -> ActorMention | None:
        """The largest actor mention whose head is this token, or None."""
        headed = [n for n in self._covering.get(token, ()) if self.actors[n].head == token]
        return self.actors[headed[-1]] if headed else None
