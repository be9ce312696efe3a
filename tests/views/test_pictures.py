from datetime import date

from detente.views.content import Moment
from detente.views.pictures import lay_out


def moment(day: date, quad: int = 1, end: date | None = None) -> Moment:
    return Moment(day, end or day, quad, "something", f"k{day}{quad}")


def test_too_little_to_draw() -> None:
    assert lay_out([]) is None
    assert lay_out([moment(date(2017, 12, 1)), moment(date(2017, 12, 2))]) is None


def test_the_strip_shows_the_newest_stretch_and_counts_the_rest() -> None:
    days = [date(2017, 12, day) for day in range(10, 20)]
    strip = lay_out([moment(date(2006, 10, 14), 4), *(moment(day) for day in days), moment(date(2017, 12, 12), 4)])
    assert strip is not None
    assert strip.earlier >= 1
    assert [row[1] for row in strip.rows] == ["verbal cooperation", "material conflict"]
    assert all(dot.x >= 150 and dot.x + dot.width <= strip.width + 20 for dot in strip.dots)
    assert strip.ticks[0].text.endswith("2017")


def test_happenings_of_one_day_do_not_cover_one_another() -> None:
    strip = lay_out([Moment(date(2017, 12, 1), date(2017, 12, 1), 1, "x", f"k{n}") for n in range(4)])
    assert strip is not None
    assert len({(dot.x, dot.y) for dot in strip.dots}) == 4
