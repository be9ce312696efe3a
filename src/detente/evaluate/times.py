"""Time expressions: TimeML files (as TempEval-3's), their TIMEX3 spans, types and values against ours."""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from detente import pipeline
from detente.errors import InputError
from detente.evaluate import files, timex
from detente.evaluate.attribution import plain_report
from detente.evaluate.scores import F1, Formula, Result, Share, figures
from detente.records import When

_TAG = re.compile(r"<(/?)(\w+)([^<>]*)>|([^<]+|<)")
_ATTRIBUTE = re.compile(r"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_DCT = re.compile(r"<DCT>(.*?)</DCT>", re.S | re.I)
_TEXT = re.compile(r"<TEXT>(.*)</TEXT>", re.S | re.I)
_DAY = re.compile(r"\d{4}-?\d\d-?\d\d")


@dataclass(frozen=True, slots=True)
class Timex:
    """One time expression: its characters in the text, its type (DATE, TIME, DURATION, SET) and TIMEX3 value."""

    start: int
    end: int
    type: str
    value: str


@dataclass(frozen=True, slots=True)
class Timed:
    """One document: its text, the day that it was written, and the expressions somebody marked (None: nobody did)."""

    name: str
    text: str
    created: date | None
    gold: tuple[Timex, ...] | None


def read_timed(path: str | Path) -> tuple[list[Timed], list[InputError]]:
    """The documents of a folder, an archive or a file of TimeML, and those that are none."""
    out: list[Timed] = []
    refused: list[InputError] = []
    for member in files.members(path, (".tml", ".xml", ".timeml")):
        try:
            out.append(parse_timeml(member.stem, files.unix(files.decode(member.data))))
        except ValueError as error:
            refused.append(InputError(member.path, str(error)))
    if out and not any(document.gold for document in out):
        out = [Timed(d.name, d.text, d.created, None) for d in out]
    return out, refused


def parse_timeml(name: str, markup: str) -> Timed:
    """One TimeML document, read without minding whether it is good XML. Raises ValueError when it has no TEXT."""
    body = _TEXT.search(markup)
    if body is None:
        raise ValueError("has no <TEXT>: no TimeML")
    text = ""
    gold: list[Timex] = []
    opened: list[tuple[int, dict[str, str]]] = []
    for closing, tag, attributes, words in _TAG.findall(body[1]):
        if words:
            text += html.unescape(words)
        elif tag.upper() == "TIMEX3":
            if closing and opened:
                start, known = opened.pop()
                gold.append(Timex(start, len(text), known.get("type", "DATE").upper(), known.get("value", "")))
            elif not closing and not attributes.rstrip().endswith("/"):
                opened.append((len(text), _attributes(attributes)))
    # Lines are wrapped at a width; a blank line ends a paragraph.
    return Timed(
        name, re.sub(r"(?<!\n)\n(?!\n)", " ", text), _created(markup), tuple(sorted(gold, key=lambda t: t.start))
    )


def _attributes(text: str) -> dict[str, str]:
    return {name: html.unescape(one or two) for name, one, two in _ATTRIBUTE.findall(text)}


def _created(markup: str) -> date | None:
    creation = _DCT.search(markup)
    where = (
        creation[1]
        if creation
        else next((m[0] for m in re.finditer(r"<TIMEX3[^>]*>", markup) if "CREATION_TIME" in m[0]), "")
    )
    value = next((v for t in re.findall(r"<TIMEX3([^>]*)>", where) if (v := _attributes(t).get("value"))), where)
    found = _DAY.search(value)
    try:
        return date.fromisoformat(found[0]) if found else None
    except ValueError:
        return None


def times_of(text: str, created: date | None) -> list[Timex]:
    """The time expressions that the program finds in ``text``, written on the day ``created``."""
    published = When(created, created, "day", None, "stated") if created else When()
    reading = pipeline.Reading(plain_report(text, published))
    pipeline.annotate(reading)
    pipeline.find_mentions(reading)
    out: list[Timex] = []
    quarter = ""
    for mention in reading.mentions.times:
        if timex.is_attribute(reading.document, mention):
            continue
        start, end = reading.document.slice(mention.start, mention.end)
        kind, value = timex.normal(reading.document, mention)
        # Results are set beside those of the same quarter: "from $3 million a year ago".
        value = timex.year_before(text[start:end], value, quarter)
        quarter = value if timex.is_quarter(value) else quarter
        out.append(Timex(start + timex.lead(text[start:end], kind), end, kind, value))
    return _joined(text, out)


def _joined(text: str, found: Sequence[Timex]) -> list[Timex]:
    """ "10 p.m. Wednesday" is one expression for TIMEX3, for us two that mean one day."""
    out: list[Timex] = []
    for timed in found:
        before = out[-1] if out else None
        day = len(timed.value) == len("2000-01-01") and timed.type == "DATE"
        if before is not None and day and before.type == "TIME" and text[before.end : timed.start] == " ":
            clock = before.value.partition("T")[2]
            out[-1] = Timex(before.start, timed.end, "TIME", f"{timed.value}T{clock}")
        else:
            out.append(timed)
    return out


Predicted = tuple[Timed, tuple[Timex, ...]]


def predict(documents: Iterable[Timed]) -> tuple[list[Predicted], list[InputError]]:
    """Our time expressions in every document, and the documents that could not be read."""
    out: list[Predicted] = []
    refused: list[InputError] = []
    for document in documents:
        try:
            found = tuple(times_of(document.text, document.created))
        except Exception as error:  # one bad document must not cost the others
            refused.append(files.refusal(document.name, error))
            found = ()
        out.append((document, found))
    return out, refused


def prediction_lines(predicted: Iterable[Predicted]) -> list[str]:
    """One JSON object per document: its name, and per expression its offsets, words, type and value."""
    return [
        json.dumps(
            {
                "document": document.name,
                "times": [
                    {
                        "start": t.start,
                        "end": t.end,
                        "text": document.text[t.start : t.end],
                        "type": t.type,
                        "value": t.value,
                    }
                    for t in found
                ],
            },
            ensure_ascii=False,
        )
        for document, found in predicted
    ]


def score(source: str, predicted: Sequence[Predicted], refused: Sequence[InputError] = ()) -> Result:
    """F1 of spans (strict: the same characters; relaxed: some of them), type, value of the spans found, value F1."""
    known = [(found, document.gold) for document, found in predicted if document.gold is not None]
    units = [_tally(found, gold) for found, gold in known]
    formulas: list[Formula] = [
        F1("spans, strict", "strict", "found", "gold"),
        F1("spans, relaxed", "relaxed", "found", "gold"),
        Share("type of spans found", "type", "relaxed"),
        Share("value of spans found", "value", "relaxed"),
        Share("value of dates and times found", "value dated", "relaxed dated"),
        Share("same days, of dates found that have days", "days", "relaxed days"),
        Share("value of lengths and recurrences found", "value other", "relaxed other"),
        F1("type F1", "type", "found", "gold"),
        F1("value F1", "value", "found", "gold"),
    ]
    notes = ["Values are right when they are the same string as TIMEX3's."]
    if len(known) < len(predicted):
        notes = ["The documents have no marked time expressions: they are predicted, not scored."]
    size = {"documents": len(predicted), "expressions found": sum(len(found) for _, found in predicted)}
    return Result("times", source, size, figures(units, formulas) if known else (), tuple(notes), tuple(refused))


def _tally(found: Sequence[Timex], gold: Sequence[Timex]) -> Counter[str]:
    out: Counter[str] = Counter({"found": len(found), "gold": len(gold)})
    for ours, wanted in matched(found, gold):
        kind = "dated" if wanted.type in ("DATE", "TIME") else "other"
        right = ours.value == wanted.value
        out.update({"relaxed": 1, f"relaxed {kind}": 1, "value": right, f"value {kind}": right})
        out["strict"] += (ours.start, ours.end) == (wanted.start, wanted.end)
        out["type"] += ours.type == wanted.type
        days = timex.days(wanted.value) if kind == "dated" else None
        if days is not None:
            out["relaxed days"] += 1
            out["days"] += timex.days(ours.value) == days
    return out


def matched(found: Sequence[Timex], gold: Sequence[Timex]) -> list[tuple[Timex, Timex]]:
    """Pairs of ours and theirs that share a character, each used once, from left to right."""
    out: list[tuple[Timex, Timex]] = []
    at = 0
    for wanted in gold:
        while at < len(found) and found[at].end <= wanted.start:
            at += 1
        if at < len(found) and found[at].start < wanted.end:
            out.append((found[at], wanted))
            at += 1
    return out
