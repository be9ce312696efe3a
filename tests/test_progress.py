import io
import time

import pytest

from detente.progress import progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Standard error as a terminal; no fixture, since pytest puts its own in place after those."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("sys.stderr", out := Terminal())
    return out


@pytest.mark.parametrize("items", [["one"], ["one", "two"], []])
def test_a_long_wait_shows_a_bar_even_for_one_report(monkeypatch: pytest.MonkeyPatch, items: list[str]) -> None:
    out = terminal(monkeypatch)
    with progress(patience_s=0.01) as bar:
        assert list(bar.over("coding", items, size=len)) == items
        time.sleep(0.3)
    assert "putting together" in out.getvalue()


def test_a_short_wait_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    out = terminal(monkeypatch)
    with progress() as bar:
        assert list(bar.over("coding", "ab")) == ["a", "b"]
    assert out.getvalue() == ""


def test_the_bar_goes_when_interrupted(monkeypatch: pytest.MonkeyPatch) -> None:
    out = terminal(monkeypatch)
    with pytest.raises(KeyboardInterrupt), progress(patience_s=0) as bar:  # noqa: PT012
        for _ in bar.over("coding", "a"):
            time.sleep(0.1)
            raise KeyboardInterrupt
    assert out.getvalue().endswith("\x1b[2K")


def test_no_terminal_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr", out := io.StringIO())
    with progress(patience_s=0) as bar:
        assert list(bar.over("coding", "a")) == ["a"]
    assert out.getvalue() == ""
