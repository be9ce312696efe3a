"""Measures: sanctions and other restrictions, with what they bear on, how much, against whom, and how far they have
come.

A measure is found at a noun ("sanctions", "embargo", "travel ban") with what is done with it, or at a verb that
restricts by itself ("ban", "cap", "blacklist"). A bare mention of sanctions, with no act, issuer or target, is none.
Goods listed together are one measure, as a resolution's paragraph has them; labour, finance and services stand apart
from goods.
"""

from __future__ import annotations

from collections.abc import Sequence

from detente.language.document import Document
from detente.mentions.types import Mentions
from detente.observations.deciding import party_words, time_words
from detente.observations.measure_anchors import AnchorFinder
from detente.observations.measure_parties import imposing
from detente.observations.measure_parts import PartFinder
from detente.observations.measure_types import Anchor
from detente.observations.sources import Said, chain
from detente.records import Act, Entity, Measure, Report, Statement, make_id

_CONFIDENCE = {"noun": 0.75, "restrict": 0.8, "designate": 0.8, "trade": 0.7, "mention": 0.5}

# Stages of measures that are against somebody whom the sentence can be asked for.
_STANDING = frozenset({"adopted", "threatened", "in_force", "violated", "evaded"})

# Officials of a country who are put on a list do not become whom later measures are against.
_LANDS = frozenset({"country", "organisation"})


def find_measures(
    report: Report, document: Document, mentions: Mentions, statements: Sequence[Statement]
) -> list[Measure]:
    """The measures that ``report`` speaks of, in text order.

    ``limit`` is in the unit printed; ``share`` in per cent. Where a clause names no issuer or target, those of the
    measure last spoken of stand in.
    """
    finder = AnchorFinder(document, mentions)
    parts = PartFinder(report, document, mentions)
    said = Said(statements)
    out: list[Measure] = []
    seen: set[tuple[object, ...]] = set()
    issuer: tuple[Entity, ...] = ()
    target: tuple[Entity, ...] = ()
    for sentence in document.sentences:
        kind = report.passages[sentence.passage].kind if sentence.passage < len(report.passages) else "body"
        if kind != "body" or sentence.start >= sentence.end:
            continue
        for anchor in finder.find(sentence):
            hit = {t.country for t in anchor.target}
            if not hit and issuer and target and {i.country for i in anchor.issuer} <= {t.country for t in target}:
                hit = {t.country for t in target}  # whom measures are against does not take them
            own = tuple(i for i in imposing(anchor.issuer) if i.country not in hit)
            issuers = own or (issuer if anchor.definite and (not hit or hit == {t.country for t in target}) else ())
            mine = {i.country for i in issuers}
            targets = anchor.target or tuple(t for t in target if t.country not in mine)
            if not targets and anchor.stage in _STANDING:
                targets = tuple(t for t in finder.parties.often_hit(anchor.token) if t.country not in mine)
            for measure in _measures(report, parts, anchor, issuers, targets, said):
                key = (sentence.i, measure.act, measure.commodity, measure.stage, measure.flow, measure.issuer)
                if key not in seen:
                    seen.add(key)
                    out.append(measure)
            issuer = issuers or issuer
            if any(t.kind in _LANDS for t in targets) or not {t.country for t in targets} <= {
                t.country for t in target
            }:
                target = targets
    return out


def _measures(
    report: Report,
    parts: PartFinder,
    anchor: Anchor,
    issuer: tuple[Entity, ...],
    target: tuple[Entity, ...],
    said: Said,
) -> list[Measure]:
    """One measure for each group of goods that ``anchor`` bears on, or a single one without goods."""
    out = []
    sentence = parts.sentence(anchor)
    word = parts.word(anchor)
    statement = said.over(word.start, word.end)
    sources = statement.sources if statement else chain(report, ())
    instrument, when = parts.instrument(anchor, issuer, target)
    purpose = parts.purpose(anchor)
    limit, share = parts.limit(anchor), parts.share(anchor)
    # "Limits supplies to four million barrels a year" is a cap in other words.
    capped = anchor.act == "restriction" and limit is not None and limit.per is not None
    act: Act = "cap" if capped else anchor.act
    decided = (
        *parts.numbers(anchor),
        *party_words(report, (*issuer, *target)),
        *time_words(report, parts.document, parts.mentions, when, anchor.token),
    )
    for goods in parts.goods(anchor):
        evidence = [sentence, word, *goods.spans, *([purpose] if purpose else []), *decided]
        out.append(
            Measure(
                id=make_id("measure", report.id, word.start, act, goods.text, anchor.stage),
                report=report.id,
                issuer=issuer,
                target=target,
                instrument=instrument,
                act=act,
                flow=goods.flow,
                commodity=goods.text or None,
                limit=limit,
                share=share,
                stage=anchor.stage,
                ordinal=parts.ordinal(anchor),
                purpose=purpose,
                when=when,
                sources=sources,
                evidence=tuple(dict.fromkeys(evidence)),
                confidence=_CONFIDENCE[anchor.kind],
            )
        )
    return out
