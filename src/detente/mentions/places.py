"""Places: the names of a report that say where, with coordinates; not the capitals and seats that act.

A name may lie in many places. The countries that the report speaks of, a country or state right after the name, and the
number of people living there decide.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from detente.data import read_table
from detente.language.document import Document, Name, Sentence
from detente.mentions.catalogue import words_of
from detente.mentions.gazetteer import Gazetteer, Place, gazetteer
from detente.mentions.place_choice import Setting, Stated, best, setting
from detente.mentions.place_context import (
    beside_noun,
    filed_from,
    inside_other,
    label_of,
    moves,
    names_at,
    preposition,
    words,
)
from detente.mentions.types import ActorMention, PlaceMention
from detente.records import Report, Where

_PARTICLES = frozenset(
    {"al", "el", "ez", "az", "as", "ash", "ad", "de", "del", "la", "of", "the", "and", "es", "da", "do", "on", "sur"}
)
_JOINS = frozenset({"-", "–", "'", "’", "'s", "’s"})
_LOCAL = frozenset(
    {
        "in",
        "inside",
        "at",
        "near",
        "outside",
        "within",
        "across",
        "throughout",
        "around",
        "into",
        "through",
        "surrounding",
    }
)
_GOVERNMENTS = frozenset(
    {"regime", "government", "administration", "leadership", "authority", "rulers", "junta", "establishment"}
)
_MAX_TOKENS = 7
# A name of the gazetteer that the tagger does not call a place must be at least this large, or lie in a country in
# play.
_LARGE = 100_000
# Towns smaller than this are places only where the tagger says so: they share their names with too many words.
_SMALL = 15_000
_CALENDAR = frozenset(row["form"] for row in read_table("times/words.tsv") if row["kind"] in ("month", "weekday"))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name of the gazetteer in a sentence, by its tokens, and all places that are called so."""

    start: int
    end: int
    key: str
    places: tuple[Place, ...]
    sentence: Sentence


def find_places(report: Report, document: Document, actors: Sequence[ActorMention]) -> list[PlaceMention]:
    """The place mentions of ``document`` in text order.

    Countries are places only where something happens in them ("in Syria"); a capital that acts is none.
    ``dateline`` marks places that only say where the report was filed.
    """
    table = gazetteer()
    candidates = [c for s in document.sentences for c in candidates_in(document, s, table)]
    where_all = setting_of(document, candidates, actors, table)
    named = names_at(actors)
    by_sentence: dict[int, list[Name]] = {}
    for name in document.names:
        by_sentence.setdefault(document.tokens[name.start].sent, []).append(name)
    out: list[PlaceMention] = []
    told: set[int] = set()
    for candidate in candidates:
        if candidate.start in told:
            continue
        names = by_sentence.get(candidate.sentence.i, [])
        stated = stated_after(document, candidate, table)
        place = best(candidate.key, candidate.places, where_all, stated)
        head = _head(document, candidate.start, candidate.end)
        if stated is not None:
            told.update(range(candidate.end, min(candidate.end + 3, candidate.sentence.end)))
        dateline = _is_dateline(report, document, candidate, place)
        if not dateline and not _happens_there(
            document, candidate, place, head, names, named, where_all.in_play, stated is not None
        ):
            continue
        first, last = document.slice(candidate.start, candidate.end)
        where = Where(
            place.name, place.country, place.latitude, place.longitude, place.precision, report.span(first, last)
        )
        out.append(PlaceMention(candidate.start, candidate.end, head, where, dateline))
    return out


def candidates_in(document: Document, sentence: Sentence, table: Gazetteer) -> Iterator[Candidate]:
    """The longest names of the gazetteer in a sentence, from left to right."""
    tokens = document.tokens
    i = sentence.start
    while i < sentence.end:
        token = tokens[i]
        if not (token.text[0].isupper() or (token.lower in ("al", "el") and i + 2 < sentence.end)):
            i += 1
            continue
        stop = _run_end(document, i, sentence.end)
        for end in range(stop, i, -1):
            if not tokens[end - 1].text[-1].isalnum() and tokens[end - 1].text[-1] != ".":
                continue
            first, last = document.slice(i, end)
            text = document.text[first:last]
            if end == i + 1 and (text.isupper() and len(text) < 4 or token.lower in _CALENDAR):
                continue
            key = " ".join(words_of(text))
            places = table.look_up(key) if key else []
            if places:
                yield Candidate(i, end, key, tuple(places), sentence)
                i = end - 1
                break
        i += 1


def _run_end(document: Document, start: int, stop: int) -> int:
    """The end of the row of capitalised words, particles and hyphens that begins at ``start``."""
    tokens = document.tokens
    end = start
    while end < min(stop, start + _MAX_TOKENS):
        token = tokens[end]
        named = token.text[0].isupper() or token.lower in _PARTICLES or token.text in _JOINS
        if (
            not named
            and token.lower not in words("noun")
            and token.text not in ("ri", "air", "nuclear", "test", "site", "rights")
        ):
            break
        end += 1
    return end


def _countries_in_play(actors: Sequence[ActorMention], candidates: Sequence[Candidate]) -> Counter[str]:
    """How often each country is spoken of, by its name, its people or a place that lies nowhere else."""
    out: Counter[str] = Counter()
    for actor in actors:
        if actor.form == "pronoun":
            continue
        out.update(e.country for e in actor.entities[:4] if e.country and len(e.country) == 3)
    for candidate in candidates:
        countries = {p.country for p in candidate.places if p.country}
        if len(countries) == 1 and (candidate.places[0].rank >= _LARGE):
            out.update(countries)
    return out


def stated_after(document: Document, candidate: Candidate, table: Gazetteer) -> Stated | None:
    """The country and state that follow the name: "Hamburg, Germany", "Rancho Mirage, Calif."."""
    tokens, i = document.tokens, candidate.end
    if not (i + 1 < candidate.sentence.end and tokens[i].text in (",", "(")):
        return None
    for end in range(min(candidate.sentence.end, i + 5), i + 1, -1):
        first, last = document.slice(i + 1, end)
        text = document.text[first:last]
        if not text[0].isupper():
            return None
        state = table.states.get(text.lower())
        country = table.country(" ".join(words_of(text)))
        if state and any((p.country, p.division) == state for p in candidate.places):
            return state
        if country and any(p.country == country.country for p in candidate.places):
            return country.country, ""
    return None


def setting_of(
    document: Document, candidates: Sequence[Candidate], actors: Sequence[ActorMention], table: Gazetteer
) -> Setting:
    """Where the report's names, and what stands after them, say that it happens."""
    stated: dict[str, Stated] = {}
    persons = {i for name in document.names if name.label == "PER" for i in range(name.start, name.end)}
    for candidate in candidates:
        told = stated_after(document, candidate, table)
        if told is not None:
            stated.setdefault(candidate.key, told)
    # Persons are often called like towns; they say nothing of where a report happens.
    votes = {c.key: c.places for c in candidates if c.start not in persons}
    return setting(votes, _countries_in_play(actors, candidates), stated)


def _head(document: Document, start: int, end: int) -> int:
    for i in range(start, end):
        if not start <= document.tokens[i].head < end or document.tokens[i].head == i:
            return i
    return end - 1


def _is_dateline(report: Report, document: Document, candidate: Candidate, place: Place) -> bool:
    """Whether the name only says where the report was filed from."""
    sentence, tokens = candidate.sentence, document.tokens
    if 0 <= sentence.passage < len(report.passages) and report.passages[sentence.passage].kind in (
        "dateline",
        "byline",
    ):
        return True
    before = tokens[candidate.start - 1].lower if candidate.start > sentence.start else ""
    if before in ("in", "from") and filed_from(document, sentence, candidate.start):
        return True
    # "GENEVA (Reuters) - ...", "SEOUL/WASHINGTON The ...": capitals at the head of the story.
    if sentence.i > 2 or candidate.start - sentence.start > 4 or place.rank < _LARGE or place.precision == "country":
        return False
    capitals = all(t.text.isupper() or not t.text.isalnum() for t in tokens[sentence.start : candidate.end])
    mixed = any(t.text.islower() for t in tokens[candidate.end : sentence.end])
    return capitals and mixed and len(tokens[candidate.start].text) > 3


def _happens_there(
    document: Document,
    candidate: Candidate,
    place: Place,
    head: int,
    names: Sequence[Name],
    named: Mapping[int, Sequence[ActorMention]],
    in_play: Mapping[str, int],
    stated: bool,
) -> bool:
    """Whether the name says where: by its preposition, the noun beside it, the tagger, and what kind of place it is."""
    start, end, sentence = candidate.start, candidate.end, candidate.sentence
    tokens = document.tokens
    if _shouted(document, sentence, start, end):
        return False
    label, longer = label_of(names, start, end)
    if inside_other(named, start, end) and not stated:
        return False
    governed = preposition(document, sentence, start, head)
    case = governed[0] if governed else None
    local = case in _LOCAL or (case is not None and case in words("in") and place.precision != "country")
    moving = (
        governed is not None and case in ("to", "from", "toward", "towards", "via") and moves(document, governed[1])
    )
    noun = beside_noun(document, sentence, start, end)
    possessive = end < sentence.end and tokens[end].lower in ("'s", "’s")
    if place.precision == "country" and place.latitude is None:
        if possessive or _modifies(document, head, end):
            return False
        return case in _LOCAL or moving or (noun and case == "of")
    key = " ".join(t.lower for t in tokens[start:end])
    if place.capital or key in words("seat"):
        if possessive or (governed is not None and _governs(document, governed[1], head)):
            return False
        return case in _LOCAL or moving or noun or stated
    after = tokens[end] if end < sentence.end else None
    if (
        after is not None
        and after.pos == "PROPN"
        and label != "GPE"
        and after.lower not in words("noun") | words("event")
    ):
        return False
    if label in ("PER", "ORG", "MISC", "WEAPON") and longer and not local:
        return False
    if label == "PER" and not (local or noun):
        return False
    if tokens[start].pos not in ("PROPN", "NOUN", "X") and end == start + 1 and label not in ("GPE", "LOC"):
        return False
    tagged = label in ("GPE", "LOC")
    known = place.rank >= _LARGE or place.country in in_play or place.precision != "city"
    likely = known and place.rank >= _SMALL
    return stated or (tagged and (known or local or not longer)) or ((local or moving or noun) and likely)


def _shouted(document: Document, sentence: Sentence, start: int, end: int) -> bool:
    """Whether the name is an abbreviation: capitals only in a sentence that is not."""
    tokens = document.tokens
    if not all(t.text.isupper() for t in tokens[start:end]) or any("." in t.text for t in tokens[start:end]):
        return False
    others = [t for t in tokens[sentence.start : sentence.end] if t.text.isalpha() and len(t.text) > 3]
    return sum(t.text.isupper() for t in others) < 0.6 * len(others)


def _governs(document: Document, at: int, head: int) -> bool:
    """Whether the phrase is the name of a government: "the regime in Pyongyang"."""
    noun = document.tokens[document.tokens[head].head].lemma.lower()
    return noun in _GOVERNMENTS or (at > 0 and document.tokens[at - 1].lemma.lower() in _GOVERNMENTS)


def _modifies(document: Document, head: int, end: int) -> bool:
    """Whether a country's name only modifies the noun after it ("in Syria talks")."""
    tokens, token = document.tokens, document.tokens[head]
    paired = (
        head > 0 and tokens[head - 1].text in ("-", "–") and end < len(tokens) and tokens[end].pos in ("NOUN", "ADJ")
    )
    return paired or (token.dep in ("compound", "nmod:poss") and token.head >= end)
