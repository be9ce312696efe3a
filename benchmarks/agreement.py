"""How far two coders agree on one story: one coder's gold file is scored against the other's, both ways.

``python -m benchmarks.agreement`` does so for every story in tests/gold that two coders coded.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from pathlib import Path

from benchmarks.gold import GOLD, SHARED, Json, load, read_texts
from detente.evaluate import record, show
from detente.evaluate.scores import Result


def as_record(gold: Json, texts: dict[str, str]) -> Json:
    """A hand-coded story in the form of the record, so that the scorer can read it as if a program had written it."""
    record: dict[str, list[Json]] = defaultdict(list)
    for name, report in gold["reports"].items():
        text = texts[name]
        furniture = [_span(text, f["first_words"]) for f in report.get("furniture", [])]
        record["reports"].append(
            {
                "id": name,
                "path": f"{name}.txt",
                "text": text,
                "published": {"start": report.get("published")},
                "passages": [{"kind": "other", **s} for s in furniture if s],
            }
        )
        for event in report.get("events", []):
            quote = _span(text, event["quote"])
            if quote is None or event.get("optional"):
                continue
            trigger = _span(text, event["trigger"], quote["start"]) or quote
            record["events"].append(
                {
                    **event,
                    "id": f"{name}/{event['key']}",
                    "report": name,
                    "cameo": event["cameo"][0],
                    "actors": [{"country": c} for c in event["actors"]],
                    "recipients": [{"country": c} for c in event["recipients"]],
                    "trigger": trigger,
                    "evidence": [quote],
                    "when": _when(event.get("when")),
                }
            )
        for statement in report.get("statements", []):
            start = _span(text, statement["content_start"])
            end = _span(text, statement["content_end"], start["start"] if start else 0)
            if start and end and not statement.get("optional"):
                record["statements"].append(
                    {
                        "report": name,
                        "speaker": {"name": statement["speaker"]},
                        "content": [start, end],
                        "sources": [{"name": s} for s in statement.get("sources") or []],
                    }
                )
        for kind in ("measures", "indicators", "assessments"):
            for item in report.get(kind, []):
                if not item.get("optional"):
                    who = item.get("assessor")
                    assessor = {"name": who} if isinstance(who, str) else who
                    evidence = [_span(text, item["quote"])]
                    record[kind].append({**item, "report": name, "evidence": evidence, "assessor": assessor})
    record["mediations"] = gold["across"].get("mediations", [])
    return dict(record)


def _span(text: str, words: str, start: int = 0) -> dict[str, int] | None:
    match = re.compile(r"\s+".join(map(re.escape, words.split()))).search(text, start)
    return {"start": match.start(), "end": match.end()} if match else None


def _when(value: str | None) -> dict[str, str | None]:
    start, _, end = (value or "").partition("/")
    return {"start": start or None, "end": end or start or None}


def agreement(one: Path, two: Path) -> Result:
    """The scorer's figures with coder ``one`` in the program's place and coder ``two`` as gold."""
    a, b = load(one), load(two)
    if a is None or b is None:
        raise FileNotFoundError(f"{SHARED}/reports: the words of {one.stem} are not at hand")
    texts = read_texts(SHARED / "reports" / b["story"])
    scored = record.score_story(b, texts, as_record(a, texts))
    return record.score(f"{one.stem} against {two.stem}", [scored])


def main() -> None:
    """Print the figures of every pair of coders."""
    if not SHARED.is_dir():
        raise SystemExit("The reports (../shared) are not at hand: agreement needs their words.")
    stories: dict[str, list[Path]] = defaultdict(list)
    for path in sorted(GOLD.glob("*.json")):
        stories[path.stem.rpartition(".")[0]].append(path)
    for paths in stories.values():
        for one, two in itertools.permutations(paths, 2):
            show.print_table(agreement(one, two))


if __name__ == "__main__":
    main()
