import json
from pathlib import Path

import pytest

from detente.errors import UsageError
from detente.evaluate import quantities


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("percentage", "percent"),
        ("-", ""),
        ("Chinese yuan", "CNY"),
        ("pound-mass", "pound"),
        ("miles per hour", "mile per hour"),
        ("barrels per day", "barrel per day"),
        ("soldiers", "soldier"),
        ("cities", "city"),
        ("South Korean won", "KRW"),
        ("united states dollar / barrel", "USD per barrel"),
        ("€", "EUR"),
        ("kilometer", "kilometre"),
        ("polish złoty", "PLN"),
    ],
)
def test_units_have_one_name(name: str, unit: str) -> None:
    assert quantities.canonical(name) == unit


def test_values_and_ranges() -> None:
    assert quantities.ends("1,200") == (1200.0, None)
    assert quantities.ends("10-20") == (10.0, 20.0)
    assert quantities.ends("-5") == (-5.0, None)
    assert quantities.ends([3, 4]) == (3.0, 4.0)
    assert quantities.ends("many") == (None, None)


def test_values_and_units_are_matched_one_to_one(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    marked = [
        {"value": "40", "normalized_unit": "percentage"},
        {"value": "500000", "normalized_unit": "gallon"},
        {"value": "3", "unit": "ship"},
    ]
    text = "Exports fell by 40 per cent after the cap of 500,000 barrels a year."
    path.write_text(json.dumps([{"text": text, "quantities": marked}]))
    predicted, refused = quantities.predict(quantities.read_sentences(path))
    assert not refused
    figures = {f.name: f.counts for f in quantities.score("x", predicted).figures}
    assert (figures["value"]["tp"], figures["value"]["system"], figures["value"]["gold"]) == (2, 2, 3)
    assert figures["value and unit"]["tp"] == 1
    assert json.loads(quantities.prediction_lines(predicted)[0])["quantities"][1]["unit"] == "barrel per year"


def test_files_of_units_alone_and_without_gold(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(
        '{"text": "The sack weighs 10 pounds.", "unit": "pound-mass"}\n{"text": "It was 10 smoots long.", "unit": "smoot length"}\n'
    )
    figures = {
        f.name: f.counts for f in quantities.score("x", quantities.predict(quantities.read_sentences(path))[0]).figures
    }
    assert figures["the same, units in our tables"] == {"right": 1, "n": 1}
    path.write_text('{"text": "The sack weighs 10 pounds."}\n')
    result = quantities.score("x", quantities.predict(quantities.read_sentences(path))[0])
    assert result.figures == ()
    assert "predicted, not scored" in result.notes[-1]
    path.write_text("[1, 2]")
    with pytest.raises(UsageError, match="holds no object"):
        quantities.read_sentences(path)


def test_the_unit_of_a_form_that_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    rows = [
        {"text": "The stew took 2 p of salt and 3 pints of milk.", "unit": "pint", "surface_form": "pt"},
        {"text": "The galaxy lies 90 pc from the sun.", "unit": "percentage", "surface_form": "pc"},
        {"text": "The hall was loud: 90 dB.", "unit": "bel"},
    ]
    path.write_text(json.dumps(rows))
    figures = {
        f.name: f.counts for f in quantities.score("x", quantities.predict(quantities.read_sentences(path))[0]).figures
    }
    assert figures["unit found in the sentence"] == {"right": 2, "n": 3}
