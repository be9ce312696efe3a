from detente.views.regimes import find_regimes, place_observations, same_unit
from tests.factories import make_indicator, make_measure


def test_issuers_and_targets_make_a_regime_largest_first() -> None:
    found = find_regimes([make_measure(issuer=["USA"]), make_measure(), make_measure(commodity="coal")])
    assert [(r.issuers[0].name, len(r.measures)) for r in found] == [("United Nations", 2), ("United States", 1)]


def test_what_a_report_leaves_out_is_taken_from_the_same_resolution_or_report() -> None:
    un = make_measure(report="a", instrument="UN Security Council resolution 2397")
    us = make_measure(report="b", issuer=["USA"])
    same_text = make_measure(report="c", issuer=(), instrument="resolution 2397")
    same_report = make_measure(report="b", issuer=())
    neither = make_measure(report="d", issuer=())
    found = find_regimes([un, us, same_text, same_report, neither])
    assert [[m.report for m in r.measures] for r in found] == [["a", "c"], ["b", "b"], ["d"]]
    assert [r.complete for r in found] == [True, True, False]


def test_nobody_sanctions_itself() -> None:
    (regime,) = find_regimes([make_measure(), make_measure(issuer=["PRK"])])
    assert regime.issuers[0].name == "United Nations"
    assert len(regime.measures) == 2


def test_observations_stand_beside_the_measure_on_the_same_goods() -> None:
    regimes = find_regimes(
        [make_measure(commodity="crude oil"), make_measure(issuer=["CHN"], commodity="iron ore and coal")]
    )
    seen = make_indicator(item="coal"), make_indicator(item="lead", value=3.0), make_indicator(partner="JPN")
    loose = place_observations(regimes, seen)
    assert [[i[0].item for i in r.observed] for r in regimes] == [["lead"], ["coal"]]
    assert len(loose) == 1


def test_what_says_the_same_of_several_goods_is_put_together() -> None:
    items = [make_indicator(item=item) for item in ("iron ore", "coal", "lead")]
    assert [len(same) for same in place_observations([], items)] == [3]


def test_units() -> None:
    assert same_unit("barrels", "barrel")
    assert same_unit("metric tons", "tonne")
    assert not same_unit("barrel", None)
