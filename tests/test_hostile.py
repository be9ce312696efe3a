"""Texts that no editor would print: each must give a sound record soon, and never an error."""

import time
from collections.abc import Iterator

import pytest

from detente import pipeline
from detente.intake import make_report
from detente.intake.headers import Metadata
from tests.test_pipeline import check

SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in "aeiou"]
LONG_ENOUGH_S = 20
"""Seconds: each of these took minutes or forever before the fault was found; now about two at most."""


def names(count: int) -> Iterator[str]:
    for n in range(count):
        one, two, three = n % 70, n // 70 % 70, (7 * n + 3) % 70
        yield f"{SYLLABLES[one]}{SYLLABLES[two]}n {SYLLABLES[three]}{SYLLABLES[one]}v".title()


CASES = {
    "one word of Chinese": "戦" * 5_000,
    "an endless address": f"They wrote to http://x.example/{'a/' * 5_000} on Monday.",
    "an endless word of apostrophes": "a'" * 10_000,
    "capitals that may be datelines": "RUSSIA/IRAN AND " * 2_000,
    "capitals joined by slashes": "MOSCOW/KYIV " * 2_000 + "Troops left.",
    "a byline of nothing but and": f"By Jan{' and' * 30}!",
    "an agency and blanks": f"Reuters{' ' * 900}x\n\nTroops left the border town on Monday.",
    "blanks inside a line": f"Troops left{' ' * 50_000}the town.",
    "blank lines": "Troops left.\n \t \n" * 2_000,
    "encoded data in the middle": f"Troops left. {'QUJD+/' * 20_000} They came back on Monday.",
    "digits": "9" * 50_000,
    "thousands": "1," * 50_000,
    "a list of names": f"The dead are {', '.join(names(1_000))}.",
    "a person a sentence": " ".join(f"{name} was born in Homs." for name in names(400)),
    "who am I": "“I saw us and we told me,” he said. " * 300,
    "quotation marks": '" ' * 5_000,
    "opened and never closed": "“Lavrov said “" * 800,
    "brackets": f"{'(' * 1_500}Russia met Iran{')' * 1_500}",
    "a week after": "A week after the Security Council vote of September 11, 2017, Iran left. " * 200,
    "direction marks and zero widths": "Rus\u200bsia \u202emet\u202c Iran\u2066 on Monday\ufeff. " * 20,
    "times beyond the calendar": "In 99999999 days, 3,000 years ago, over the next 40000 weeks, in 9999999999 months and on "
    "31 December 9999 Iran attacked Israel and met Russia next year. 1,000,000,000,000,000,000,000,000 per cent died.",
    "words broken at each line's end": "The envoys of both sides met for nego-\ntiations and went on with all of it\n"
    * 200,
    "nothing but marks of quoted mail": "> " * 20_000 + "\n" + "> Troops left\n> the town and\n" * 50,
    "lines set in and torn": "the troops left the town of\n        \n   " * 200,
    "combining marks": "Ru" + "\u0301" * 20_000 + "ssia met Iran.",
}


@pytest.mark.parametrize("text", CASES.values(), ids=CASES.keys())
def test_any_text_is_read_in_time(text: str) -> None:
    began = time.monotonic()
    check(pipeline.run((make_report(text, Metadata(published="2017-12-26")),)))
    assert time.monotonic() - began < LONG_ENOUGH_S
