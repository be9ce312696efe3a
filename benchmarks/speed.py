"""Reports per second on one core, the share of time in the encoder, and peak memory.

The reports are the sample dispatches joined and cut to 500 words each; nothing outside the project is needed.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from detente import pipeline
from detente.intake import make_report, read
from detente.intake.headers import Metadata
from detente.language.model import LanguageModel
from detente.records import Report

DISPATCHES = Path(__file__).parent.parent / "examples" / "dispatches"
WORDS = 500
REPORTS = 40


def sample(count: int = REPORTS) -> list[Report]:
    """``count`` reports of ``WORDS`` words made of the sample dispatches' paragraphs, each starting at another one."""
    paragraphs = [
        report.text[p.start : p.end].strip()
        for report in read([DISPATCHES]).reports
        for p in report.passages
        if p.kind == "body"
    ]
    return [_one(paragraphs, n) for n in range(count)]


def _one(paragraphs: list[str], start: int) -> Report:
    words = 0
    chosen: list[str] = []
    for paragraph in _from(paragraphs, start):
        chosen.append(paragraph)
        words += len(paragraph.split())
        if words >= WORDS:
            break
    return make_report("\n".join(chosen), Metadata(outlet=f"Sample {start}", published="2018-01-05"))


def _from(paragraphs: list[str], start: int) -> Iterator[str]:
    for n in range(len(paragraphs)):
        yield paragraphs[(start * 7 + n) % len(paragraphs)]


class Stopwatch:
    """The encoder's session, with the seconds spent in it."""

    def __init__(self, session: Any) -> None:
        self.session = session
        self.seconds = 0.0

    def run(self, *arguments: Any) -> Any:
        """Run the session and count the time."""
        started = time.perf_counter()
        out = self.session.run(*arguments)
        self.seconds += time.perf_counter() - started
        return out


def measure() -> dict[str, float]:
    """Seconds per stage for ``REPORTS`` reports, reports per second, encoder share and peak memory in MB."""
    started = time.perf_counter()
    pipeline.collect_seldom()  # as the command line does
    model = LanguageModel.load()
    loading = time.perf_counter() - started
    reports = sample()
    pipeline.run(reports[:3])  # tables are read at first use
    encoder = Stopwatch(model._session)
    model._session = encoder
    seconds = dict.fromkeys([stage.__name__ for stage in pipeline.REPORT_STAGES], 0.0)
    readings = [pipeline.Reading(report) for report in reports]
    for reading in readings:
        for stage in pipeline.REPORT_STAGES:
            started = time.perf_counter()
            stage(reading)
            seconds[stage.__name__] += time.perf_counter() - started
    started = time.perf_counter()
    pipeline.assemble(reports, [r.observations for r in readings])
    seconds["assemble"] = time.perf_counter() - started
    total = sum(seconds.values())
    sentences = sum(len(r.document.sentences) for r in readings)
    return {
        **{f"seconds: {name}": value for name, value in seconds.items()},
        "seconds to load the model": loading,
        "sentences per second": sentences / total,
        "reports per second": len(reports) / total,
        "encoder share": encoder.seconds / total,
        "peak memory, MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def main() -> bool:
    """Print the figures and say whether the floors hold."""
    from benchmarks.accuracy import settings

    figures = measure()
    for name, value in figures.items():
        print(f"  {name:<28} {value:10.3f}")
    fine = True
    for name, floor in settings()["floors"]["speed"].items():
        if figures[name] < floor:
            print(f"  BELOW ITS FLOOR: {name} {figures[name]:.2f} < {floor}")
            fine = False
    return fine


if __name__ == "__main__":
    sys.exit(not main())
