"""How many independent sources stand behind a happening; docs/independence.md gives the rule with examples."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping, Sequence

from detente.reconcile.facets import Facet, key_of
from detente.records import Report, Source, Statement

RUN = 8
"""Words in a row that two reports share only if one took the sentence from the other, or both from a third."""

_WORD = re.compile(r"\w+")


def independent_sources(
    members: Sequence[Facet], reports: Mapping[str, Report], statements: Mapping[str, Statement]
) -> int:
    """The number of groups of reports that share no origin: at least 1.

    Two reports share an origin when they are copies, are of one outlet, rely on one agency, document or speaker, or
    print one sentence. For an act done by saying it the speaker is the observed, not the observer, and is no origin.
    """
    groups: list[set[Hashable]] = []
    for member in members:
        origins = set(_origins(member, reports.get(member.event.report), statements))
        touching = [group for group in groups if group & origins]
        groups = [group for group in groups if not group & origins]
        groups.append(origins.union(*touching))
    return max(1, len(groups))


def _origins(member: Facet, report: Report | None, statements: Mapping[str, Statement]) -> Iterable[Hashable]:
    yield ("report", member.event.report)
    yield ("report", member.original)
    if report and report.outlet:
        yield ("name", report.outlet.casefold())
    statement = statements.get(member.event.statement or "")
    for source in member.event.sources:
        if not (member.family.speech and _is_actor(source, member, statement)):
            yield ("name", _plain(source.name))
    if member.event.evidence:
        words = _WORD.findall(member.event.evidence[0].text.casefold())
        for at in range(len(words) - RUN + 1):
            yield ("run", *words[at : at + RUN])


def _is_actor(source: Source, member: Facet, statement: Statement | None) -> bool:
    """Whether a source is the one whose act is told: Lavrov, of Lavrov's own call for talks."""
    if source.kind not in ("person", "office"):
        return False
    if statement and _plain(statement.speaker.name) == _plain(source.name):
        return key_of(statement.speaker) in member.actors
    return any(_plain(source.name) in (_plain(e.name), _plain(e.text)) for e in member.event.actors)


def _plain(name: str) -> str:
    """A source's name without article and the words that say what it is."""
    name = re.sub(r"^(the|a|an)\s+", "", name.casefold().strip())
    return re.sub(r"\s+(news agency|state news agency|agency|newspaper|daily)$", "", name)
