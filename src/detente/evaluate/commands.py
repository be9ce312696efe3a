"""``detente evaluate``: a sub-command for each kind of test set: read, let the program predict, score, print."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from detente.errors import InputError, UsageError
from detente.progress import Bar, progress

OK, REFUSED = 0, 1
Over = Callable[[Iterable[Any]], Iterable[Any]]


@dataclass(frozen=True, slots=True)
class Task:
    """One sub-command: its name, what it reads, what its help says, the function that does it, and what it writes."""

    name: str
    metavar: str
    summary: str
    run: Callable[[argparse.Namespace, Bar], tuple[Any, list[str]]]
    predictions: str = ""


def register(commands: Any) -> None:
    """Add ``evaluate`` to the sub-parsers of the command line."""
    evaluate = commands.add_parser(
        "evaluate", help="measure the program on a test set of the field, or on hand-coded reports"
    )
    evaluate.set_defaults(command=lambda _: _no_task(evaluate))
    tasks = evaluate.add_subparsers(title="test sets", metavar="TEST_SET")
    for task in TASKS:
        parser = tasks.add_parser(task.name, help=task.summary, description=task.summary)
        parser.add_argument("source", metavar=task.metavar, nargs="+" if task.name == "record" else None)
        if task.predictions:
            parser.add_argument("--predictions", metavar="OUT", help=f"write what is predicted: {task.predictions}")
        if task.name == "record":
            parser.add_argument(
                "--reports", metavar="DIR", help="folder of the reports (default: beside the gold file)"
            )
        parser.add_argument(
            "--format", choices=("table", "json"), default="table", help="what to print (default: table)"
        )
        parser.set_defaults(command=_run, task=task)


def _no_task(parser: argparse.ArgumentParser) -> int:
    parser.print_help()
    return 2


def _run(options: argparse.Namespace) -> int:
    from detente.evaluate import files, show

    task: Task = options.task
    with progress() as bar:
        result, lines = task.run(options, bar)
    if getattr(options, "predictions", None):
        files.write_lines(options.predictions, lines)
    if options.format == "json":
        show.print_json(result)
    else:
        show.print_table(result)
    for error in result.refused:
        _complain(error)
    return REFUSED if result.refused else OK


def _complain(error: InputError) -> None:
    line = "".join(c if c.isprintable() else "�" for c in str(error))
    print(f"detente: {line}", file=sys.stderr)


def _relations(options: argparse.Namespace, bar: Bar) -> tuple[Any, list[str]]:
    from detente.evaluate import relations

    pairs = relations.read_pairs(options.source)
    predicted, refused = relations.predict(bar.over("reading", pairs))
    return relations.score(options.source, predicted, refused), relations.prediction_lines(predicted)


def _attribution(options: argparse.Namespace, bar: Bar) -> tuple[Any, list[str]]:
    from detente.evaluate import attribution

    articles = attribution.read_articles(options.source)
    predicted, refused = attribution.predict(bar.over("reading", articles, size=lambda a: len(a.text)))
    return attribution.score(options.source, predicted, refused), attribution.prediction_lines(predicted)


def _parse(options: argparse.Namespace, bar: Bar) -> tuple[Any, list[str]]:
    from detente.evaluate import files, parse, treebank

    broken: list[InputError] = []
    documents = treebank.parse_treebank(files.read_text(options.source).split("\n"), refused=broken)
    if not documents:
        raise UsageError(f"{options.source}: holds no sentence in CoNLL-U")
    read, refused = parse.predict(bar.over("parsing", documents, size=len))
    return parse.score(options.source, read, [*broken, *refused]), parse.prediction_lines(read)


def _record(options: argparse.Namespace, bar: Bar) -> tuple[Any, list[str]]:
    from detente.evaluate import gold, record

    stories = [gold.read_story(path, options.reports) for path in options.source]
    scored, refused = record.predict(bar.over("coding", stories, size=lambda s: len(s.reports)))
    return record.score(", ".join(options.source), scored, refused), []


def _times(options: argparse.Namespace, bar: Bar) -> tuple[Any, list[str]]:
    from detente.evaluate import times

    read, broken = times.read_timed(options.source)
    predicted, refused = times.predict(bar.over("reading", read))
    return times.score(options.source, predicted, [*broken, *refused]), times.prediction_lines(predicted)


def _places(options: argparse.Namespace, bar: Bar) -> tuple[Any, list[str]]:
    from detente.evaluate import places

    predicted, refused = places.predict(bar.over("reading", places.read_articles(options.source)))
    return places.score(options.source, predicted, refused), places.prediction_lines(predicted)


def _quantities(options: argparse.Namespace, bar: Bar) -> tuple[Any, list[str]]:
    from detente.evaluate import quantities

    predicted, refused = quantities.predict(bar.over("reading", quantities.read_sentences(options.source)))
    return quantities.score(options.source, predicted, refused), quantities.prediction_lines(predicted)


TASKS: tuple[Task, ...] = (
    Task(
        "relations",
        "FILE.tsv",
        "PLOVER root of a marked pair of actor and recipient (PLV of Hu et al. 2024)",
        _relations,
        "sentence_id, root, quad, confidence, parted by tabs, one line for each row",
    ),
    Task(
        "attribution",
        "DIR",
        "source, cue and content of what is said (PolNeAR: text/*.txt, attributions/*.ann)",
        _attribution,
        "one JSON object a line for each document",
    ),
    Task(
        "parse",
        "FILE.conllu",
        "tags and trees, over gold words and over raw text (CoNLL-U)",
        _parse,
        "CoNLL-U rows with our tags and trees over the gold words",
    ),
    Task("record", "GOLD", "the whole record against hand-coded stories", _record),
    Task(
        "times",
        "DIR",
        "time expressions, their spans, types and values (TimeML, as in TempEval-3)",
        _times,
        "one JSON object a line for each document",
    ),
    Task(
        "places",
        "FILE.xml",
        "place names and where they lie (as the Local-Global Lexicon corpus)",
        _places,
        "one JSON object a line for each article",
    ),
    Task(
        "quantities",
        "FILE.json",
        "values and units of quantities (as the test sets of CQE)",
        _quantities,
        "one JSON object a line for each sentence",
    ),
)
"""The sub-commands, in the order in which the help lists them."""
