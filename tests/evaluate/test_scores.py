from collections import Counter

import pytest

from detente.evaluate.scores import F1, Macro, Share, figures, median


def test_figures_are_sums_over_units_with_an_interval_that_holds_them() -> None:
    units = [Counter({"right": n % 2, "all": 1, "tp": 1, "found": 2, "gold": 1}) for n in range(40)]
    share, f1 = figures(units, [Share("share", "right", "all"), F1("f1", "tp", "found", "gold")])
    assert share.value == 0.5
    assert share.low is not None
    assert share.high is not None
    assert 0.3 < share.low < 0.5 < share.high < 0.7
    assert f1.as_json() == {
        "value": 0.6667, "low": 0.6667, "high": 0.6667, "p": 0.5, "r": 1.0, "tp": 40, "system": 80, "gold": 40,
    }  # fmt: skip


def test_the_same_units_give_the_same_interval() -> None:
    units = [Counter({"right": n % 3 == 0, "all": 1}) for n in range(30)]
    assert figures(units, [Share("x", "right", "all")]) == figures(units, [Share("x", "right", "all")])


def test_few_units_have_no_interval_and_nothing_to_count_no_value() -> None:
    one, none = figures([Counter({"right": 1, "all": 1})], [Share("x", "right", "all"), Share("y", "no", "none")])
    assert (one.value, one.low) == (1.0, None)
    assert none.value is None


def test_macro_f1_is_the_mean_over_classes() -> None:
    units = []
    for found, wanted in [("a", "a"), ("a", "b"), ("b", "b"), ("b", "b")]:
        tally: Counter[str] = Counter()
        Macro.add(tally, "m", found, wanted)
        units.append(tally)
    (macro,) = figures(units, [Macro("macro", "m", ("a", "b"))])
    assert macro.value == pytest.approx((2 / 3 + 0.8) / 2)


def test_the_median_of_distances() -> None:
    figure = median("km", [(n % 6, float(n)) for n in range(25)], 6, "km")
    assert figure.value == 12
    assert figure.low is not None
    assert median("km", [], 6, "km").value is None
