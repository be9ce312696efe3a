import pytest

from detente.records import Limit, Ordinal, Share
from detente.views.names import Names
from detente.views.sanction_phrases import amount, indicator_clause, measure_clause, ordinal
from tests.factories import make_indicator, make_measure

NAMES = Names([])


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"limit": Limit(500000, "barrels", "year"), "share": Share(90, True)},
         "Cap: at most 500,000 barrels a year of refined petroleum exported to North Korea, "
         "a cut of about 90 per cent"
         ),
        ({"act": "ban", "flow": "import_from_target", "commodity": "iron ore"},
         "Ban: iron ore imported from North Korea"),
        ({"act": "restriction", "flow": "labour", "commodity": None},
         "Restriction: work abroad of people from North Korea"),
        ({"act": "other", "flow": None, "commodity": None, "ordinal": Ordinal(3, "year")},
         "Sanctions: against North Korea; the third in one year"),
        ({"act": "other", "flow": None, "commodity": None, "target": []}, "Sanctions"),
    ],
)  # fmt: skip
def test_measures(fields: dict[str, object], expected: str) -> None:
    assert measure_clause(NAMES, make_measure(**fields)) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fields", "items", "expected"),
    [
        ({}, ["iron ore", "coal", "lead"], "China imported no iron ore, coal or lead from North Korea"),
        ({"series": "transfers", "value": 900.0, "unit": "person", "partner": None}, ["prisoners"],
         "China transferred 900 prisoners"),
        ({"series": "casualties", "value": 62.0, "unit": "person", "partner": None}, ["people killed"],
         "People killed in China: 62"),
        ({"value": 5000.0, "unit": "tonnes"}, ["coal"], "China imported 5,000 tonnes of coal from North Korea"),
        ({"series": "price", "value": None, "change": "fall", "subject": "PRK", "partner": None}, ["fuel"],
         "Fuel prices in North Korea fell"),
        ({"series": "exports", "value": None, "change": "rise"}, ["coal"],
         "China: exports of coal to North Korea rose"),
    ],
)  # fmt: skip
def test_observations(fields: dict[str, object], items: list[str], expected: str) -> None:
    assert indicator_clause(NAMES, make_indicator(**fields), items) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(("n", "word"), [(1, "first"), (3, "third"), (11, "11th"), (22, "22nd"), (113, "113th")])
def test_ordinals(n: int, word: str) -> None:
    assert ordinal(n) == word


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (500000.0, "barrel", "500,000 barrels"),
        (1.0, "tonne", "1 tonne"),
        (81.6, "percent", "81.6 per cent"),
        (20000.0, "barrel per day", "20,000 barrels per day"),
        (54.7e6, "USD", "54.7 million US dollars"),
        (3.0, "CHF", "3 CHF"),
        (12.0, None, "12"),
        (12.0, "person", "12 people"),
    ],
)
def test_amounts(value: float, unit: str | None, expected: str) -> None:
    assert amount(value, unit) == expected


@pytest.mark.parametrize(
    ("flow", "commodity", "target", "expected"),
    [
        ("services", "insurance", ["PRK"], "Ban: insurance for North Korea"),
        ("finance", None, ["PRK"], "Ban: money and finance (against North Korea)"),
        ("labour", "earnings of workers", ["PRK"], "Ban: earnings of workers (North Korea)"),
        ("export_to_target", "ships", [], "Ban: exports of ships"),
        ("import_from_target", None, [], "Ban: imports of goods"),
        (None, "coal; iron", ["PRK"], "Ban: coal, iron (against North Korea)"),
    ],
)
def test_flows(flow: str | None, commodity: str | None, target: list[str], expected: str) -> None:
    assert measure_clause(NAMES, make_measure("ban", flow=flow, commodity=commodity, target=target)) == expected


def test_a_share_says_what_is_taken_away() -> None:
    share = Share(89, approximate=True)
    assert measure_clause(NAMES, make_measure(act="restriction", share=share)).endswith(", a cut of about 89 per cent")
    assert measure_clause(NAMES, make_measure(act="relief", share=share)).endswith(", about 89 per cent of the flow")
