"""Progress at a terminal: for whatever takes longer than two seconds, be it many reports or a single long one."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from rich.progress import Progress

PATIENCE_S = 2.0
"""Seconds before a bar appears: what is done sooner needs none."""

T = TypeVar("T")


class Bar:
    """What is going on, how far it has come and for how long; ``over`` follows a loop."""

    def __init__(self, shown: Progress | None) -> None:
        """Without ``shown`` everything is silent."""
        self._shown = shown
        self._task = shown.add_task("", total=None) if shown else None

    def over(self, what: str, items: Iterable[T], size: Callable[[T], int] = lambda _: 1) -> Iterator[T]:
        """``items`` as they come, the bar growing by the ``size`` of each; of a single one it shows only the time."""
        items = list(items)
        total = sum(map(size, items)) if len(items) > 1 else None
        self._say(what, total)
        for item in items:
            yield item
            if self._shown and self._task is not None:
                self._shown.advance(self._task, size(item))
        self._say("putting together", None)

    def _say(self, what: str, total: int | None) -> None:
        if self._shown and self._task is not None:
            self._shown.reset(self._task, description=what, total=total, start=True)


@contextmanager
def progress(patience_s: float = PATIENCE_S) -> Iterator[Bar]:
    """A bar on standard error while the block runs, if that is a terminal; it is gone at the end."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield Bar(None)
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn())
    shown = Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False)
    timer = threading.Timer(patience_s, shown.start)
    timer.daemon = True
    timer.start()
    try:
        yield Bar(shown)
    finally:
        timer.cancel()
        timer.join()
        shown.stop()
