"""Forecasts and judgements: who expects or thinks what of whom, until when, and whether grounds were given.

An assessment is read out of a statement: its cue ("predicts", "believes") or a clause of its content ("will seek",
"could be an attempt", "is a threat") makes it one (``signs``). What a party says of its own future ("we will seek") is
an intention, which the events stage codes, and no forecast.

``confidence`` is the statement's own, times how sure the kind of sign is.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from typing import Literal

from detente.data import read_table
from detente.language.document import Document
from detente.mentions.types import Mentions, TimeMention
from detente.observations.deciding import party_words
from detente.observations.signs import SURENESS, Sign, SignFinder, inner_statements
from detente.records import Assessment, Entity, Report, Span, Statement, make_id, unique

Grounds = Literal["given", "not_given", "unknown"]
# How a sentence begins that tells more of the statement before it.
_GOING_ON = ("He ", "She ", "It ", "They ", "The ")
# Words before a clause that are no part of it, and those that make it a question and so no forecast.
_LEADING = frozenset({"so", "thus", "hence", "therefore"})
_ASKING = frozenset({"how", "what", "whether", "who", "where", "when", "why"})


def find_assessments(
    report: Report, document: Document, mentions: Mentions, statements: Sequence[Statement]
) -> list[Assessment]:
    """The forecasts and judgements that ``statements`` make, in text order; at most one for each sentence of theirs."""
    return AssessmentFinder(report, document, mentions).assessments(statements)


@cache
def grounds_pattern(grounds: str) -> re.Pattern[str]:
    """The phrases that the table lists for ``grounds`` ("given" or "not_given"), as one pattern."""
    rows = read_table("statements/grounds.tsv")
    phrases = sorted((row["phrase"] for row in rows if row["grounds"] == grounds), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(re.escape(p) for p in phrases) + ")", re.IGNORECASE)


class AssessmentFinder:
    """Reads assessments out of the statements of one report."""

    def __init__(self, report: Report, document: Document, mentions: Mentions) -> None:
        self.report = report
        self.document = document
        self.mentions = mentions
        self.finder = SignFinder(document, mentions)
        # Both lists are in text order, so that the mentions inside a span can be found by bisection.
        self._actors = [document.tokens[m.start].idx for m in mentions.actors]
        self._times = [document.tokens[t.start].idx for t in mentions.times]

    def assessments(self, statements: Sequence[Statement]) -> list[Assessment]:
        """All assessments among ``statements``, by place in the text."""
        within = inner_statements(statements)
        found = [
            self._assessment(s, sign) for n, s in enumerate(statements) for sign in self.finder.signs(s, within[n])
        ]
        found = [a for a in found if a.content.text.split(maxsplit=1)[0].casefold() not in _ASKING]
        return sorted(found, key=lambda a: (a.content.start, a.content.end))

    def _assessment(self, statement: Statement, sign: Sign) -> Assessment:
        content = self._content(statement, sign)
        about = self._about(statement, content)
        cue = self.document.tokens[sign.token]
        timed = self._horizon(content) if sign.kind == "forecast" else None
        grounds, reason = self._grounds(statement)
        sentence = self.document.sentence_of(sign.token)
        evidence = (
            self.report.span(*self.document.slice(sentence.start, sentence.end)),
            self.report.span(cue.idx, cue.end),
            statement.cue,
            statement.speaker.span,
            content,
            *((reason,) if reason else ()),
            *((self.report.span(*self.document.slice(timed.start, timed.end)),) if timed else ()),
            *party_words(self.report, about),
        )
        return Assessment(
            id=make_id("assessment", statement.id, content.start, content.end, sign.kind),
            report=self.report.id,
            assessor=statement.speaker,
            about=about,
            content=content,
            kind=sign.kind,
            horizon=timed.when if timed else None,
            grounds=grounds,
            sources=statement.sources,
            evidence=tuple(dict.fromkeys(evidence)),
            confidence=round(statement.confidence * SURENESS[sign.why], 3),
        )

    def _content(self, statement: Statement, sign: Sign) -> Span:
        start, end = sign.clause
        tokens = self.document.tokens
        while end - 1 > start and tokens[end - 1].pos == "PUNCT":
            end -= 1
        while start < end - 1 and (
            tokens[start].pos in ("PUNCT", "CCONJ") or tokens[start].dep == "mark" or tokens[start].lower in _LEADING
        ):
            start += 1
        if sign.why == "cue":
            return statement.content[0]
        return self.report.span(tokens[start].idx, tokens[end - 1].end)

    def _about(self, statement: Statement, content: Span) -> tuple[Entity, ...]:
        """The actors that stand in the content, but for the assessor's pronouns."""
        tokens = self.document.tokens
        found = []
        for n in range(bisect_left(self._actors, content.start), len(self._actors)):
            mention = self.mentions.actors[n]
            if tokens[mention.start].idx >= content.end:
                break
            if mention.form != "pronoun":
                found += [e for e in mention.entities if e.key != statement.speaker.key]
        by_country = {e.country or e.name: e for e in reversed(unique(found))}
        return tuple(reversed(by_country.values()))

    def _horizon(self, content: Span) -> TimeMention | None:
        """A time in the content that lies after the report's day."""
        published = self.report.published.end
        for n in range(bisect_left(self._times, content.start), len(self._times)):
            time = self.mentions.times[n]
            if self.document.tokens[time.start].idx >= content.end:
                break
            if time.function in ("duration", "set"):
                continue
            last = time.when.end or time.when.start
            if last is not None and (published is None or last > published):
                return time
        return None

    def _grounds(self, statement: Statement) -> tuple[Grounds, Span | None]:
        """What the sentence of the statement, or the one after it, says of grounds, and the words that say it."""
        sentence = statement.evidence[0]
        following = self._following(sentence.end)
        for span in (sentence, *((following,) if following and following.text.startswith(_GOING_ON) else ())):
            if found := self._said("not_given", span):
                return "not_given", found
        for span in (sentence, *statement.content):
            if found := self._said("given", span):
                return "given", found
        return "unknown", None

    def _said(self, grounds: Grounds, span: Span) -> Span | None:
        match = grounds_pattern(grounds).search(span.text)
        if match is None:
            return None
        end = match.end()
        while end < len(span.text) and span.text[end].isalnum():  # "any reason" in "any reasons"
            end += 1
        return self.report.span(span.start + match.start(), span.start + end)

    def _following(self, end: int) -> Span | None:
        at = end
        text = self.document.text
        while at < len(text) and text[at].isspace():
            at += 1
        token = self.finder.starts.get(at)
        if token is None:
            return None
        sentence = self.document.sentence_of(token)
        return self.report.span(*self.document.slice(sentence.start, sentence.end))
