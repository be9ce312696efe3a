"""Who said, thought or wrote what, and through whom.

The order of work: find quotation marks (``quotes``) and reporting words (``reporting``, ``labels``); join the two
(``quoted``); name the speakers (``speakers``) and those who carried their words (``sources``); see which attribution
stands inside which and drop those that only repeat their speaker (``nesting``); write the statements with their
evidence.

``confidence`` is the weight of the cue in its table (how often such a use is a statement), lowered for content found
without a clause of its own and for speakers that no mention names.
"""

from __future__ import annotations

from detente.language.document import Document
from detente.mentions.types import Mentions, TimeMention
from detente.observations.attribution import Attribution, Speech
from detente.observations.cues import load_cues
from detente.observations.labels import find_labels
from detente.observations.nesting import Nested, nest
from detente.observations.quoted import Quoting
from detente.observations.quotes import find_quotations, paragraphs
from detente.observations.releases import find_release
from detente.observations.reporting import Reporting
from detente.observations.sources import chain, is_medium
from detente.observations.speakers import Speaker, SpeakerFinder
from detente.records import Entity, Report, Span, Statement, When, Where, make_id

SILENT_PASSAGES = frozenset({"byline", "dateline", "promotion", "other"})
FRAME_CONFIDENCE = {
    "clause": 0.95,
    "aside": 0.9,
    "open": 0.9,
    "release": 0.9,
    "inf": 0.85,
    "label": 0.8,
    "obj": 0.75,
    "orphan": 0.6,
}
OTHER_FRAME = 0.8
_ATTITUDES = frozenset({"hope", "want", "wish", "expect", "fear", "intend"})
_PLACING = frozenset({"in", "at", "from"})
UNNAMED = "unnamed source"


def find_statements(report: Report, document: Document, mentions: Mentions) -> list[Statement]:
    """The statements that ``report`` attributes to somebody, in the order of their content.

    Passages that repeat another one, and those that are no part of the story (bylines, promotions), are not read.
    """
    return StatementFinder(report, document, mentions).statements()


class StatementFinder:
    """Finds the statements of one report."""

    def __init__(self, report: Report, document: Document, mentions: Mentions) -> None:
        self.report = report
        self.document = document
        self.mentions = mentions
        self.cues = load_cues()
        self.blocks = self._read_passages("title", "body", "caption")
        self.speech = Speech(document, find_quotations(document.text, self.blocks))
        self.quoting = Quoting(self.speech, paragraphs(document.text, self.blocks))
        self._times = {t.head: t for t in mentions.times if t.function == "time"}
        self._places = {p.head: p.where for p in mentions.places if not p.dateline}
        self.finder = SpeakerFinder(report, self.speech, mentions, self.cues)

    def statements(self) -> list[Statement]:
        """All statements, in the order of their content."""
        titles = paragraphs(self.document.text, self._read_passages("title"))
        release = find_release(self.speech, titles, self._read_passages("body"))
        author = release.speaker if release is not None else None
        reported = [a for a in Reporting(self.speech, self.cues, author).find() if self._readable(a.head)]
        body = paragraphs(self.document.text, self._read_passages("body"))
        labels = find_labels(self.speech, self.cues, self.mentions, titles, body)
        joined = self.quoting.join(sorted([*reported, *labels], key=lambda a: a.head))
        if release is not None:
            joined.append(release)
        named = [(a, self._speaker(a)) for a in sorted(joined, key=lambda a: a.head)]
        kept = nest(self.speech, [(a, s) for a, s in named if s is not None])
        return sorted((self._statement(n) for n in kept), key=lambda s: (s.content[0].start, s.cue.start))

    # --- parts

    def _read_passages(self, *kinds: str) -> list[tuple[int, int]]:
        if not self.report.passages:
            return [(0, len(self.document.text))] if "body" in kinds else []
        return [(p.start, p.end) for p in self.report.passages if p.kind in kinds and p.repeats is None]

    def _readable(self, token: int) -> bool:
        if not self.report.passages:
            return True
        passage = self.report.passages[self.document.sentence_of(token).passage]
        return passage.kind not in SILENT_PASSAGES and passage.repeats is None

    def _speaker(self, attribution: Attribution) -> Speaker | None:
        if attribution.speaker is None:
            span = self._tokens(*attribution.cue)
            return Speaker(Entity(span.text, UNNAMED, "other", None, None, None, span))
        speaker = self.finder.speaker(attribution.speaker)
        carriers = self._carriers(attribution, speaker)
        return Speaker(speaker.entity, tuple(e for e in carriers if e.key != speaker.entity.key))

    def _tokens(self, start: int, end: int) -> Span:
        return self.report.span(*self.document.slice(start, end))

    def _statement(self, nested: Nested) -> Statement:
        attribution, speaker = nested.attribution, nested.speaker
        addressee = self._addressee(attribution)
        around = self._attributing(attribution)
        time = self._time(around) or self._time_of_attitude(attribution)
        content = tuple(self.report.span(start, self._closed(start, end)) for start, end in attribution.content)
        cue = self._tokens(*attribution.cue)
        sentence = self.document.sentence_of(attribution.head)
        links = [*nested.outer, *speaker.carriers, speaker.entity]
        evidence = [
            self._tokens(sentence.start, sentence.end),
            cue,
            speaker.entity.span,
            *content,
            *((addressee.span,) if addressee else ()),
            *((self._tokens(time.start, time.end),) if time else ()),
        ]
        places = [(s.start, s.end) for s in content]
        return Statement(
            id=make_id("statement", self.report.id, cue.start, speaker.entity.name, *places),
            report=self.report.id,
            speaker=speaker.entity,
            sources=chain(self.report, links),
            cue=cue,
            content=content,
            quoted="direct" if attribution.frame == "release" else self.quoting.manner(attribution),
            addressee=addressee,
            when=time.when if time else When(),
            where=self._where(around),
            evidence=tuple(dict.fromkeys(evidence)),
            confidence=self._confidence(attribution, speaker),
        )

    def _closed(self, start: int, end: int) -> int:
        """``end`` with the mark that closes a quotation begun inside: 'called it "a mistake"'."""
        text, words = self.report.text, self.report.text[start:end]
        after = text[end : end + 1]
        open_curly = words.count("\u201c") > words.count("\u201d") and after == "\u201d"
        open_straight = words.count('"') % 2 == 1 and after == '"'
        return end + 1 if open_curly or open_straight else end

    def _confidence(self, attribution: Attribution, speaker: Speaker) -> float:
        known = 1.0 if speaker.entity.kind != "other" else 0.85
        return round(attribution.weight * FRAME_CONFIDENCE.get(attribution.frame, OTHER_FRAME) * known, 3)

    def _addressee(self, attribution: Attribution) -> Entity | None:
        head = attribution.addressee
        said = head is not None and any(a <= self.speech.tokens[head].idx < b for a, b in attribution.content)
        if said and attribution.frame != "inf":
            return None
        if head is None or self.speech.tokens[head].pos not in ("NOUN", "PROPN", "PRON"):
            return None
        return self.finder.entity(head)

    def _carriers(self, attribution: Attribution, speaker: Speaker) -> list[Entity]:
        """Who passed the words on: the quoting outlet, the one spoken to, the one in whose pages they stood."""
        addressee = self._addressee(attribution)
        out = [self.finder.entity(c) for c in attribution.carriers]
        out += [
            e for e in self.finder.media(sorted(self._attributing(attribution))) if e.key not in {o.key for o in out}
        ]
        if addressee is not None and is_medium(addressee) and addressee.key not in {o.key for o in out}:
            out.append(addressee)
        return [*(self.finder.whose(e, speaker.entity) for e in out), *speaker.carriers]

    def _adjuncts(self, attribution: Attribution) -> list[int]:
        """Prepositional phrases and adverbs that hang on the cue itself."""
        return [
            c
            for c in self.speech.children[attribution.head]
            if self.speech.tokens[c].dep.partition(":")[0] in ("obl", "nmod", "advmod")
            and not any(a <= self.speech.tokens[c].idx < b for a, b in attribution.content)
        ]

    def _attributing(self, attribution: Attribution) -> set[int]:
        """The words of the act of speaking: below the cue, behind it, and between it and the speaker."""
        tokens = {t for c in self._adjuncts(attribution) for t in self.speech.subtree(c)}
        tokens = {t for t in tokens if not any(a <= self.speech.tokens[t].idx < b for a, b in attribution.content)}
        quotation = self.speech.quotation_of(attribution.head)
        bounds = self.document.sentence_of(attribution.head)
        sentence = set(range(bounds.start, bounds.end))
        for t in range(attribution.cue[1], bounds.end):
            token = self.speech.tokens[t]
            said = any(a <= token.idx < b for a, b in attribution.content)
            if said or token.pos == "CCONJ" or self.speech.quotation_of(t) != quotation:
                break
            tokens.add(t)
        if attribution.speaker is not None:
            tokens |= set(range(attribution.speaker + 1, attribution.head)) & sentence
        return tokens

    def _time(self, around: set[int]) -> TimeMention | None:
        """The time expression of the act of speaking ("said on Monday")."""
        timed = (self._times[t] for t in sorted(around) if t in self._times)
        return next((t for t in timed if not self._possessive(t)), None)

    def _time_of_attitude(self, attribution: Attribution) -> TimeMention | None:
        """The day at the end of a reported hope or wish: "said that they hoped for rain on May 3" was said that day."""
        tokens = self.speech.tokens
        verbs = [c for c in self.speech.grammar.kids(attribution.head, "ccomp") if tokens[c].lemma in _ATTITUDES]
        if not verbs or tokens[verbs[0]].lower == tokens[verbs[0]].lemma or self.report.published.start is None:
            return None
        end = attribution.content[-1][1] if attribution.content else 0
        last = (t for t in self._times.values() if tokens[t.end - 1].end == end and t.when.precision == "day")
        published = self.report.published.start
        return next((t for t in last if t.when.end is not None and t.when.end < published), None)

    def _possessive(self, time: TimeMention) -> bool:
        """Whether the day is that of something spoken of: "welcomed Monday's vote"."""
        tokens = self.speech.tokens
        return time.end < len(tokens) and tokens[time.end].lower in ("'s", "\u2019s")

    def _where(self, around: set[int]) -> Where | None:
        """The place of the act of speaking ("said in Moscow"); never the place that the report is filed from."""
        placed = (t for t in sorted(around) if t in self._places and self.speech.grammar.case(t) in _PLACING)
        return next((self._places[t] for t in placed), None)
