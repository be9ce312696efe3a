"""Documents by hand: one line per word (``word lemma POS head relation``), sentences apart by a blank line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from detente.language.document import Act, Document, Sentence, Token
from detente.mentions.types import ActorMention, Mentions, PlaceMention, TimeMention
from detente.observations.events import find_events
from detente.records import Entity, Event, Passage, Report, Statement, When, Where

PUBLISHED = date(2020, 3, 4)


def document(lines: str) -> Document:
    """The Document that ``lines`` describe; heads count from 1 within the sentence, 0 is the root."""
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    text = ""
    for n, block in enumerate(b for b in lines.strip().split("\n\n") if b.strip()):
        first = len(tokens)
        for line in block.strip().split("\n"):
            word, lemma, pos, head, dep = line.split()
            text += " " if text else ""
            i = len(tokens)
            to = i if head == "0" else first + int(head) - 1
            tokens.append(Token(i, word, len(text), len(text) + len(word), lemma, pos, to, dep, n))
            text += word
        sentences.append(Sentence(n, first, len(tokens), 0))
    return Document("r1", text, tokens, sentences)


def report(doc: Document, published: date | None = PUBLISHED, passages: tuple[Passage, ...] = ()) -> Report:
    """A report around ``doc``."""
    when = When(published, published, "day", None, "stated") if published else When()
    passages = passages or (Passage("body", 0, len(doc.text)),)
    return Report("r1", "01.txt", None, "The Paper", None, None, "en", doc.text, when, passages)


def mentions(
    doc: Document,
    actors: Mapping[str, str],
    times: Mapping[str, date] | None = None,
    places: Mapping[str, str] | None = None,
) -> Mentions:
    """Mentions of single words: ``actors`` maps a word to its country and sector ("RUS GOV"), or several with "+"."""
    found = Mentions()
    for token in doc.tokens:
        if token.text in actors:
            entities = []
            for part in actors[token.text].split("+"):
                country, _, sector = part.strip().partition(" ")
                span = report(doc).span(token.idx, token.end)
                entities.append(Entity(token.text, country, "country", country, sector or None, None, span))
            found.actors.append(ActorMention(token.i, token.i + 1, token.i, tuple(entities), "name"))
        if times and token.text in times:
            day = times[token.text]
            when = When(day, day, "day", token.text, "relative")
            found.times.append(TimeMention(token.i, token.i + 1, token.i, when))
        if places and token.text in places:
            span = report(doc).span(token.idx, token.end)
            where = Where(token.text, places[token.text], 0.0, 0.0, "city", span)
            found.places.append(PlaceMention(token.i, token.i + 1, token.i, where))
    found.index()
    return found


def statement(doc: Document, speaker: str) -> Statement:
    """The whole text as said by ``speaker`` ("RUS GOV")."""
    country, _, sector = speaker.partition(" ")
    span = report(doc).span(0, len(doc.text))
    entity = Entity(country, country, "country", country, sector or None, None, span)
    return Statement("s1", "r1", entity, (), span, (span,), "indirect", None, When(), None, (span,), 1.0)


def events(
    lines: str,
    actors: Mapping[str, str],
    times: Mapping[str, date] | None = None,
    places: Mapping[str, str] | None = None,
    statements: tuple[Statement, ...] = (),
    acts: list[Act] | None = None,
) -> list[Event]:
    """The events in ``lines``; ``acts`` is what the event head found, None: it was not asked."""
    doc = document(lines)
    doc.acts = acts
    return find_events(report(doc), doc, mentions(doc, actors, times, places), statements)


def brief(event: Event) -> str:
    """ "026 RUS > PRK,USA", with the modality when it is not actual and "not" when negated."""
    sides = [",".join(sorted({e.country or "-" for e in side})) or "-" for side in (event.actors, event.recipients)]
    out = f"{event.cameo} {sides[0]}" + (f" > {sides[1]}" if sides[1] != "-" else "")
    return out + ("" if event.modality == "actual" else f" {event.modality}") + (" not" if event.negated else "")
