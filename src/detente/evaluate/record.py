"""The whole record against hand-coded stories: events, statements, measures and the rest, by report and across them.

An event or other record counts as found where it overlaps the coder's quotation and agrees in what tells: events in
CAMEO root and a country on each side (lenient) or full code and all countries (strict).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from detente import pipeline
from detente.errors import InputError
from detente.evaluate import across, files
from detente.evaluate.gold import Story
from detente.evaluate.matching import (
    Json,
    accepts,
    code_match,
    codes,
    find,
    greedy,
    hull,
    jaccard,
    number,
    overlap,
    share_words,
    sides_match,
    span,
    when_match,
    words,
)
from detente.evaluate.scores import F1, Figure, Formula, Result, Share, figures
from detente.records import as_json

TELLING = ("measures", "indicators", "assessments")


@dataclass(frozen=True, slots=True)
class Scored:
    """The counts of one story: one counter for each report, and one for what is said across them."""

    reports: tuple[Counter[str], ...]
    across: Counter[str]


def predict(stories: Iterable[Story]) -> tuple[list[Scored], list[InputError]]:
    """Code and score every story; what could not be read or coded is told of."""
    out: list[Scored] = []
    refused: list[InputError] = []
    for story in stories:
        refused += story.refused
        try:
            record = as_json(pipeline.run(list(story.reports.values())))
            out.append(score_story(story.gold, story.texts, record))
        except Exception as error:  # one bad story must not cost the others
            refused.append(files.refusal(story.name, error))
    return out, refused


def score(source: str, scored: Sequence[Scored], refused: Sequence[InputError] = ()) -> Result:
    """The figures over all reports of all stories; of what is said across reports there is no interval."""
    reports = [tally for story in scored for tally in story.reports]
    size = {"stories": len(scored), "reports": len(reports)}
    if not scored:
        return Result("record", source, size, (), (), tuple(refused))
    total: Counter[str] = Counter()
    for story in scored:
        total.update(story.across)
    counts = [
        Figure("wrongly_merged", total["apart_broken"], counts={"of": total["apart_n"]}, unit="pairs"),
        Figure("mediations_system", total["med_sys"], counts={}, unit="mediations"),
        Figure("disagreements_system", total["dis_sys"], counts={"gold": total["dis_gold"]}, unit="disagreements"),
    ]
    found = (*figures(reports, PER_REPORT), *figures([total], ACROSS), *counts)
    return Result("record", source, size, found, (), tuple(refused))


PER_REPORT: tuple[Formula, ...] = (
    F1("events_lenient", "ev_lenient", "ev_sys", "ev_gold"),
    F1("events_strict", "ev_strict", "ev_sys", "ev_gold"),
    Share("events_salient_recall", "salient_hit", "salient_n"),
    Share("event_located_recall", "event_located", "ev_gold"),
    Share("modality_accuracy", "modality_ok", "modality_n"),
    Share("negation_accuracy", "negated_ok", "modality_n"),
    Share("when_accuracy", "when_ok", "when_n"),
    F1("statements_content", "st_content", "st_sys", "st_gold"),
    F1("statements_with_speaker", "st_full", "st_sys", "st_gold"),
    Share("source_chains", "chain_ok", "chain_n"),
    *(F1(kind, f"{kind}_full", f"{kind}_sys", f"{kind}_gold") for kind in TELLING),
    Share("furniture_recall", "furniture_ok", "furniture_n"),
    Share("published_accuracy", "published_ok", "published_n"),
)
ACROSS: tuple[Formula, ...] = (
    Share("same_event_pair_recall", "same_ok", "same_n"),
    Share("mediations_found", "med_found", "med_n"),
    Share("mediations_status", "med_status", "med_n"),
)


def score_story(gold: Json, texts: Mapping[str, str], record: Json) -> Scored:
    """Count what of a coded story stands in a record; ``record`` is the JSON of a Record, ``texts`` the reports' words
    by name (the file's name without suffix), for reports that the record lacks."""
    named = {Path(r.get("path") or "").stem: r for r in record["reports"]}
    found: across.Found = {}
    tallies: list[Counter[str]] = []
    for name, coded in gold["reports"].items():
        report = named.get(name)
        text = report["text"] if report else texts[name]
        mine = {
            kind: [x for x in record.get(kind, []) if report and x.get("report") == report["id"]]
            for kind in ("events", "statements", *TELLING)
        }
        tally: Counter[str] = Counter()
        events = _events(tally, text, coded.get("events", []), mine["events"])
        found.update({(name, key): event for key, event in events.items()})
        _statements(tally, text, coded.get("statements", []), mine["statements"])
        for kind in TELLING:
            _telling(tally, text, kind, coded.get(kind, []), mine[kind])
        _report(tally, text, coded, report)
        tallies.append(tally)
    return Scored(tuple(tallies), across.count(gold.get("across", {}), record, found))


def _events(tally: Counter[str], text: str, coded: Sequence[Json], all_events: Sequence[Json]) -> dict[str, Json]:
    """Count the events of one report; returns those found, by the coder's key. Neutral statements (01) do not count."""
    ours = [e for e in all_events if not str(e.get("cameo", "")).startswith("01")]
    free = {j for j, x in enumerate(coded) if x.get("optional") or codes(x)[:1] and codes(x)[0].startswith("01")}
    matched = greedy(_event_pairs(text, coded, ours))
    out: dict[str, Json] = {}
    for j, item in enumerate(coded):
        if j not in matched:
            continue
        event = ours[matched[j]]
        out[str(item.get("key", j))] = event
        if j not in free:
            _event(tally, event, item)
    tally["salient_n"] += sum(bool(x.get("salient")) for j, x in enumerate(coded) if j not in free)
    tally["ev_sys"] += len(ours) - sum(j in free for j in matched)
    tally["ev_gold"] += len(coded) - len(free)
    return out


def _event_pairs(text: str, coded: Sequence[Json], ours: Sequence[Json]) -> list[tuple[float, int, int]]:
    pairs: list[tuple[float, int, int]] = []
    places = [span(e.get("trigger")) or hull(e.get("evidence", [])[:1]) for e in ours]
    for j, item in enumerate(coded):
        quote = find(text, item.get("quote"))
        trigger = find(text, item.get("trigger"), quote[0]) if quote else None
        for i, event in enumerate(ours):
            if not overlap(places[i], quote):
                continue
            points = 2 * code_match(event["cameo"], codes(item), 2) + code_match(event["cameo"], codes(item))
            points += 2 * sides_match(event, item, False) + sides_match(event, item, True)
            pairs.append((points + overlap(places[i], trigger), i, j))
    return pairs


def _event(tally: Counter[str], event: Json, item: Json) -> None:
    root = code_match(event["cameo"], codes(item), 2)
    right = root and sides_match(event, item, False)
    tally["ev_lenient"] += right
    tally["ev_strict"] += code_match(event["cameo"], codes(item)) and sides_match(event, item, True)
    tally["event_located"] += 1
    tally["event_root_given_located"] += root
    tally["salient_hit"] += bool(item.get("salient")) and right
    if right:
        tally["modality_n"] += 1
        tally["modality_ok"] += event.get("modality") == item.get("modality")
        tally["negated_ok"] += bool(event.get("negated")) == bool(item.get("negated"))
        if (dated := when_match(event, item)) is not None:
            tally["when_n"] += 1
            tally["when_ok"] += dated


def _statements(tally: Counter[str], text: str, coded: Sequence[Json], ours: Sequence[Json]) -> None:
    """Count the statements of one report: contents that overlap by half, and of these the right speakers."""
    pairs: list[tuple[float, int, int]] = []
    hulls = [hull(s.get("content")) for s in ours]
    for j, item in enumerate(coded):
        first = find(text, item.get("content_start"))
        last = find(text, item.get("content_end"), first[0]) if first else None
        if not (first and last):
            continue
        for i, (statement, at) in enumerate(zip(ours, hulls, strict=True)):
            if at and jaccard(at, (first[0], last[1])) >= 0.5:
                speaker = statement.get("speaker") or {}
                said = words(speaker.get("name")) | words(speaker.get("text")) | words(speaker.get("office"))
                pairs.append((1 + bool(said & words(item.get("speaker"))), i, j))
    matched = greedy(pairs)
    tally["st_content"] += len(matched)
    tally["st_full"] += sum(points == 2 for points, i, j in pairs if matched.get(j) == i)
    tally["st_sys"] += len(ours)
    tally["st_gold"] += len(coded)
    for j, i in matched.items():
        wanted = coded[j].get("sources") or []
        if len(wanted) > 1:
            chain = [words(c.get("name")) for c in ours[i].get("sources") or []]
            tally["chain_n"] += 1
            tally["chain_ok"] += all(any(words(w) & c for c in chain) for w in wanted)


def _telling(tally: Counter[str], text: str, kind: str, coded: Sequence[Json], ours: Sequence[Json]) -> None:
    """Count measures, indicators or assessments: located by quotation, right by the fields that tell."""
    pairs: list[tuple[float, int, int]] = []
    for j, item in enumerate(coded):
        quote = find(text, item.get("quote"))
        for i, own in enumerate(ours):
            if overlap(hull(own.get("evidence")), quote):
                pairs.append((1 + _RIGHT[kind](own, item), i, j))
    matched = greedy(pairs)
    optional = {j for j, x in enumerate(coded) if x.get("optional")}
    right = [j for points, i, j in pairs if matched.get(j) == i and points == 2 and j not in optional]
    tally[f"{kind}_full"] += len(right)
    tally[f"{kind}_sys"] += len(ours) - sum(j in optional for j in matched)
    tally[f"{kind}_gold"] += len(coded) - len(optional)


def _measure(own: Json, item: Json) -> bool:
    limit = not item.get("limit") or number((own.get("limit") or {}).get("value")) == number(item["limit"]["value"])
    return (
        limit and accepts(item, "act", own.get("act")) and accepts(item, "commodity", own.get("commodity"), share_words)
    )


def _indicator(own: Json, item: Json) -> bool:
    right = accepts(item, "series", own.get("series")) and accepts(item, "item", own.get("item"), share_words)
    if item.get("value") is not None:
        return right and number(own.get("value")) == number(item["value"])
    return right and (not item.get("change") or accepts(item, "change", own.get("change")))


def _assessment(own: Json, item: Json) -> bool:
    by = own.get("assessor") or {}
    wanted = item.get("assessor")
    wanted = wanted.get("name") if isinstance(wanted, dict) else wanted
    return share_words(f"{by.get('name')} {by.get('text')} {by.get('office')}", wanted) if wanted else True


_RIGHT = {"measures": _measure, "indicators": _indicator, "assessments": _assessment}


def _report(tally: Counter[str], text: str, coded: Json, report: Json) -> None:
    """Count the furniture marked as such, and the day of publication."""
    for furniture in coded.get("furniture", []):
        at = find(text, furniture.get("first_words"))
        if at and report:
            passages = report.get("passages", [])
            tally["furniture_n"] += 1
            tally["furniture_ok"] += any(p["kind"] != "body" and overlap((p["start"], p["end"]), at) for p in passages)
    if coded.get("published"):
        got = str(((report or {}).get("published") or {}).get("start") or "")
        tally["published_n"] += 1
        tally["published_ok"] += got == str(coded["published"])[:10]
