"""Who said what through whom: statements by speaker, in the words of the reports."""

from __future__ import annotations

import re
from collections.abc import Sequence

from detente.records import Statement, When
from detente.views import dates
from detente.views.content import Group, Line, Section
from detente.views.context import Context
from detente.views.phrases import uncertain
from detente.views.plain import capital, one_line, quote, reported

_FINITE = re.compile(
    r"said|told|says|tells|wrote|writes|thinks|thought|\w+(?<!cit)(?<!quot)(?<!report)ed|(call|believe|add|warn|claim|ask|urge|insist)s|say|believe|claim|warn|argue|expect|hope"
)
"""Cues that can follow the speaker's name as its verb."""
_LETTERS = re.compile(r"\w+")
_TELLING = frozenset({"told", "tells", "asked", "asks", "urged", "urges", "warned", "warns", "informed", "assured"})
_SAYING = frozenset({"said", "says", "wrote", "added"})


def statements(context: Context) -> Section:
    """The section, a speaker's statements together, speakers in the order in which they first speak."""
    by_speaker: dict[object, dict[str, list[Statement]]] = {}
    for statement in context.record.statements:
        by_speaker.setdefault(statement.speaker.key, {}).setdefault(_bare(_words(statement)), []).append(statement)
    lines = tuple(_line(context, same) for said in by_speaker.values() for same in said.values())
    return Section(
        "statements",
        "Who said what, through whom",
        (Group(None, lines),) if lines else (),
        "No statement was found in these reports.",
        "Words in quotation marks are the speaker's as quoted; words in ‹ › are the report's rendering.",
    )


def _words(statement: Statement) -> str:
    """What was said, on one line; the pieces of a quotation that was interrupted are joined by an ellipsis."""
    return " … ".join(dict.fromkeys(one_line(span.text) for span in statement.content))


def _bare(text: str) -> str:
    """``text`` without case and punctuation, to recognise the same words in copies."""
    return " ".join(_LETTERS.findall(text.casefold()))


def _line(context: Context, same: Sequence[Statement]) -> Line:
    """The line of one statement; ``same`` holds it as each report that has it tells it, copies included."""
    statement = same[0]
    words = quote(_words(statement)) if statement.quoted == "direct" else reported(_words(statement))
    to = context.names.actor(statement.addressee) if statement.addressee else ""
    saying = _saying(one_line(statement.cue.text).lower(), to)
    reports = len({each.report for each in same})
    notes = [
        f"to {to}" if to and to not in saying and to not in words else "",
        context.through(statement.speaker, statement.sources, statement.report),
        _when(statement),
        "partly quoted" if statement.quoted == "mixed" else "",
        f"in {reports} reports" if reports > 1 else "",
    ]
    return Line(
        statement.id,
        f"{saying}: {words}" if saying else words,
        context.refs(span for each in same for span in (*each.evidence[:1], *each.content)),
        lead=capital(context.names.actor(statement.speaker)),
        tag=uncertain(statement.confidence),
        notes=tuple(note for note in notes if note),
        codes=f"{statement.quoted} speech · confidence {statement.confidence:.2f}",
        weight=statement.confidence + 0.1 * reports + 0.2 * (statement.quoted == "direct"),
    )


def _saying(cue: str, to: str) -> str:
    """The report's verb of saying when it can follow the speaker's name, else its words in brackets; "" for none."""
    if not cue:
        return ""
    if cue in _TELLING:
        return f"{cue} {to}" if to else "said" if cue == "told" else f"(“{cue}”)"
    if _FINITE.fullmatch(cue):
        return f"{cue} to {to}" if to and cue in _SAYING else cue
    return f"(“{cue}”)"


def _basis(when: When) -> str:
    if when.basis == "relative":
        return f", {dates.sureness(when)}"
    return ", the date of the report" if when.basis == "publication" else ""


def _when(statement: Statement) -> str:
    when = statement.when
    if when.start is None and when.end is None:
        return ""
    return f"{dates.preposition(when)}{dates.when(when)}" + _basis(when)
