"""The command line: each command parses, calls one function that Python users can call too, and prints.

Exit codes: 0 all read, 1 some inputs refused, 2 usage or output that cannot be written, 130 interrupted.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import date
from functools import partial
from pathlib import Path
from typing import TextIO

from detente import __version__
from detente.errors import DetenteError, InputError, UsageError
from detente.evaluate.commands import register as register_evaluate
from detente.progress import progress
from detente.records import Record, Report

OK, REFUSED, USAGE = 0, 1, 2
_STEERING = re.compile(r"[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; everything the user did wrong is told in one line each."""
    parser = build_parser()
    options = parser.parse_args(arguments)
    if not getattr(options, "command", None):
        parser.print_help()
        return USAGE
    _speak_unicode()
    try:
        if sys.stdout is None:
            raise UsageError("standard output: is closed")
        code = int(options.command(options))
        sys.stdout.flush()
        return code
    except UsageError as error:
        complain(error)
        return USAGE
    except DetenteError as error:
        complain(error)
        return REFUSED
    except BrokenPipeError:
        # The reader of our output (head, less) went away: not an error; the null device takes what is left.
        _silence()
        return OK
    except OSError as error:
        complain(UsageError(f"standard output: cannot be written ({error.strerror or error})"))
        _silence()
        return USAGE
    except KeyboardInterrupt:
        complain(KeyboardInterrupt("stopped"))
        return 130


def _as_json(value: object, indent: int | None = None) -> str:
    """``value`` as JSON in readable UTF-8; characters that steer a terminal are escaped, which means the same."""
    return _STEERING.sub(lambda c: f"\\u{ord(c[0]):04x}", json.dumps(value, ensure_ascii=False, indent=indent))


def _speak_unicode() -> None:
    """Files and pipes get UTF-8 wherever we run; a terminal that cannot show a character shows a mark for it."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding=None if sys.stdout.isatty() else "utf-8", errors="replace")


def _silence() -> None:
    """What standard output still holds goes nowhere, so that Python's last flush does not fail too."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def complain(error: BaseException) -> None:
    """One line on standard error; control characters in file names never reach the terminal."""
    if sys.stderr is not None:
        print(f"detente: {_printable(str(error))}", file=sys.stderr)


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else "�" for c in text)


def build_parser() -> argparse.ArgumentParser:
    """The parser of the whole command line."""
    parser = argparse.ArgumentParser(
        prog="detente", description="Reads news reports about a conflict and keeps an evidence-linked record of it."
    )
    parser.add_argument("--version", action="version", version=f"detente {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    brief = commands.add_parser(
        "brief",
        help="read reports, code them, print the brief",
        description="Reads reports, codes what they say, and prints a brief in which each line leads to its words.",
    )
    _add_reports(brief)
    brief.add_argument(
        "--format", choices=("markdown", "html", "json"), default="markdown", help="what to print (default: markdown)"
    )
    brief.add_argument(
        "--output", "-o", metavar="FILE", default="-", help="where to write it (default: standard output)"
    )
    brief.set_defaults(command=_brief)

    observe = commands.add_parser(
        "observe",
        help="read reports, code them, keep the record in a store",
        description="Reads reports and adds them to a store, which the queries (detente events, detente measures ...) "
        "read. Reports that the store has are not coded again.",
    )
    _add_reports(observe)
    _add_store(observe)
    observe.set_defaults(command=_observe)

    for kind in (field.name for field in fields(Record)):
        summary = f"print the {kind} in a store, one JSON object a line"
        query = commands.add_parser(
            kind,
            help=summary,
            description=f"Prints{summary.removeprefix('print')}; docs/record.md says what the fields mean.",
        )
        _add_store(query)
        query.set_defaults(command=_query, kind=kind)

    register_evaluate(commands)

    summary = "what is installed, what is missing, what to do"
    doctor = commands.add_parser("doctor", help=summary, description=f"Tells {summary}.")
    doctor.set_defaults(command=_doctor)
    return parser


def _add_reports(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "reports",
        nargs="+",
        metavar="REPORT",
        help="files (.txt .html .htm .json .jsonl), folders, globs, or - for standard input",
    )
    parser.add_argument(
        "--published",
        type=_day,
        metavar="DATE",
        help="publication date (YYYY-MM-DD) of the reports that state none; others keep theirs",
    )


def _add_store(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--store", required=True, type=_file, metavar="FILE", help="a DuckDB file such as x.duckdb; observe makes it"
    )


def _file(value: str) -> str:
    # DuckDB takes these for a database in memory, which would be gone at the end.
    if not value or value.startswith(":"):
        raise argparse.ArgumentTypeError(f"{value!r} is not the name of a file")
    return value


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{value!r} is not a date; write YYYY-MM-DD") from None


def _brief(options: argparse.Namespace) -> int:
    from detente import pipeline, read

    pipeline.collect_seldom()
    from detente.records import as_json

    with progress() as bar:
        found = read(options.reports, published=options.published, watch=partial(bar.over, "reading"))
        record = pipeline.run(found.reports, watch=partial(bar.over, "coding", size=_length))
    refused = _tell(found.refused)
    with _Output(options.output) as out:
        if options.format == "json":
            out.write(f"{_as_json(as_json(record), indent=1)}\n")
        else:
            from detente import views

            if options.format == "html":
                out.write(views.html_brief(record, found.refused))
            else:
                views.print_brief(record, found.refused, out)
    return refused


def _observe(options: argparse.Namespace) -> int:
    from detente import pipeline, read

    pipeline.collect_seldom()
    from detente.store import open_store

    with progress() as bar:
        found = read(options.reports, published=options.published, watch=partial(bar.over, "reading"))
        with open_store(options.store) as store:
            new = pipeline.observe_into(store, found.reports, watch=partial(bar.over, "coding", size=_length))
    print(f"{len(found.reports)} reports read, {new} new in {_printable(options.store)}")
    return _tell(found.refused)


def _length(report: Report) -> int:
    return len(report.text)


def _query(options: argparse.Namespace) -> int:
    from detente.records import as_json
    from detente.store import open_store

    if not Path(options.store).exists():
        raise UsageError(f"{options.store}: no such store; 'detente observe REPORT... --store' makes one")
    with open_store(options.store) as store:
        for row in getattr(store.load(), options.kind):
            print(_as_json(as_json(row)))
    return OK


def _doctor(_: argparse.Namespace) -> int:
    from detente.doctor import examine

    findings = examine()
    for finding in findings:
        advice = f" - {finding.advice}" if finding.advice else ""
        print(f"{'ok  ' if finding.ok else 'FAIL'}  {finding.what}: {finding.found}{advice}")
    return OK if all(f.ok for f in findings) else REFUSED


def _tell(refused: Iterable[InputError]) -> int:
    code = OK
    for error in refused:
        complain(error)
        code = REFUSED
    return code


class _Output:
    """Standard output, or a file that appears whole or not at all; a device or pipe is written to as it is."""

    def __init__(self, name: str) -> None:
        self.name = name
        special = os.path.exists(name) and not os.path.isfile(name)
        self.target = name if special else os.path.realpath(name)
        self.written = name if special else f"{self.target}.part"

    def __enter__(self) -> TextIO:
        if self.name == "-":
            self.out: TextIO = sys.stdout
        else:
            try:
                self.out = open(self.written, "w", encoding="utf-8", errors="replace")
            except OSError as error:
                raise self._failure(error) from None
        return self.out

    def __exit__(self, kind: object, error: object, _: object) -> None:
        if self.out is sys.stdout:
            return
        failed = error if isinstance(error, OSError) else None
        try:
            self.out.close()
            if kind is None and self.written != self.target:
                os.replace(self.written, self.target)
        except OSError as late:
            failed = failed or late
        if (kind or failed) and self.written != self.target:
            with contextlib.suppress(OSError):
                os.unlink(self.written)
        if failed:
            raise self._failure(failed) from None

    def _failure(self, error: OSError) -> UsageError:
        return UsageError(f"{self.name}: cannot be written ({error.strerror or error})")


if __name__ == "__main__":
    sys.exit(main())
