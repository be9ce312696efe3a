"""Measures and observations in plain words: what is limited, by how much, and what was counted."""

from __future__ import annotations

import re
from collections.abc import Sequence

from detente.records import Indicator, Measure
from detente.views.names import Names
from detente.views.phrases import words
from detente.views.plain import capital, join, number, one_line, quote

_LONGEST_PURPOSE = 160
_SAYS_NOTHING = frozenset({"sanctions", "sanction", "measures", "measure", "resolution", "restrictions"})
"""Instruments that add nothing to the kind of measure."""
_OF_PEOPLE = re.compile(r"\b(work|labou?r|earning|wage|remittance|national|people)", re.I)
_VERBS = {
    "imports": ("imported", "from"),
    "exports": ("exported", "to"),
    "production": ("produced", "for"),
    "transfers": ("transferred", "to"),
}
_CHANGES = {"rise": "rose", "fall": "fell", "stable": "stayed the same", "none": "did not change"}
_MONEY = {
    "USD": "US dollars",
    "EUR": "euros",
    "GBP": "pounds sterling",
    "CNY": "yuan",
    "JPY": "yen",
    "KRW": "South Korean won",
    "KPW": "North Korean won",
    "RUB": "roubles",
    "IRR": "rials",
    "UAH": "hryvnias",
}
_COUNTED = re.compile(r"\b(killed|injured|missing|released|exchanged|displaced|abducted|repatriated|handed over)$")
"""Items that say what befell those who are counted, and so need no verb."""
_VAGUE = re.compile(r"\b(?:(?:tens|dozens|scores|hundreds) of )?(?:dozens|scores|hundreds|thousands|millions)\b")
_TIME = re.compile(r"\b(ago|years?|months?|weeks?|days?|hours?)\b")
_BOUND = re.compile(
    r"(?:at least|more than|nearly|almost|about|around|approximately|roughly|close to|up to|as many as|fewer than"
    r"|less than|no more than)(?= )"
)
_IRREGULAR = {"foot": "feet", "inch": "inches", "person": "people", "percent": "per cent", "per cent": "per cent"}


def measure_clause(names: Names, measure: Measure) -> str:
    """What a measure does, without who issued it: "Cap: at most 500,000 barrels a year of refined petroleum ..."."""
    goods = _goods(measure.commodity)
    limit = ""
    if measure.limit:
        per = f" a {one_line(measure.limit.per)}" if measure.limit.per else ""
        limit = f"at most {amount(measure.limit.value, measure.limit.unit)}{per}{' of' if goods else ''}"
    what = " ".join(part for part in (limit, _flow(measure.flow, goods, names.actors(measure.target))) if part)
    text = f"{words('measure', measure.act)}: {what}" if what else words("measure", measure.act)
    if measure.share:
        share = f"{'about ' if measure.share.approximate else ''}{number(measure.share.value)} per cent"
        # What a limit takes away, not what it leaves.
        text += f", {share} of the flow" if measure.act == "relief" else f", a cut of {share}"
    if measure.ordinal:
        text += f"; the {ordinal(measure.ordinal.n)}{_per(measure.ordinal.per)}"
    if measure.instrument and measure.instrument.casefold() not in _SAYS_NOTHING:
        text += f"; instrument: {one_line(measure.instrument)}"
    if measure.purpose:
        text += f"; purpose given: {quote(measure.purpose.text, _LONGEST_PURPOSE)}"
    return text


def _per(period: str | None) -> str:
    period = one_line(period or "")
    return f" in one {period}" if period in ("year", "month", "week") else f" {period}" if period else ""


def _goods(commodity: str | None) -> str:
    return one_line(commodity or "").replace(";", ",")


def _flow(flow: str | None, goods: str, target: str) -> str:
    """Which flow of which goods, to or from whom."""
    if flow == "export_to_target":
        return f"{goods or 'goods'} exported to {target}" if target else f"exports of {goods or 'goods'}"
    if flow == "import_from_target":
        return f"{goods or 'goods'} imported from {target}" if target else f"imports of {goods or 'goods'}"
    if flow == "labour":
        return _labour(goods, target)
    if flow == "services":
        return f"{goods or 'services'} for {target}" if target else goods or "services"
    if flow == "finance":
        goods = goods or "money and finance"
    if goods:
        return f"{goods} (against {target})" if target else goods
    return f"against {target}" if target else ""


def _labour(goods: str, target: str) -> str:
    if goods and (not target or _OF_PEOPLE.search(goods)):
        return f"{goods} ({target})" if target else goods
    what = goods or "work abroad"
    return f"{what} of people from {target}" if target else what


def indicator_clause(names: Names, first: Indicator, items: Sequence[str]) -> str:
    """What was observed: "China imported no iron ore, coal or lead from North Korea"."""
    subject = names.actor(first.subject)
    partner = names.actor(first.partner) if first.partner else ""
    none = first.value == 0 or first.change == "none"
    named = [_goods(item) for item in items if item.rstrip("s") != first.series.rstrip("s")]
    goods = join(named, "or" if none else "and")
    verb = _VERBS.get(first.series)
    counted = "" if first.value is None else bounded(first)
    if named and counted and not partner and _COUNTED.search(named[0]) and first.unit in (None, "person"):
        place = "in" if first.subject.kind in ("country", "other") else "by"
        return capital(f"{goods} {place} {subject}: {counted.removesuffix(' people').removesuffix(' person')}")
    if verb and (none or (counted and not first.change)):
        what = f"no {goods or 'goods'}" if none else _counted(first, goods)
        return capital(f"{subject} {verb[0]} {what}{f' {verb[1]} {partner}' if partner else ''}")
    return capital(_change(first, subject, partner, goods, counted))


def bounded(indicator: Indicator) -> str:
    """The number with its unit, as far as the report bounds it: "at least 62 people", "thousands", "about 500"."""
    value = indicator.value or 0.0
    counted = amount(value, indicator.unit)
    for span in indicator.evidence[1:]:
        words = span.text.casefold()
        figures = any(c.isdigit() for c in words)
        if _TIME.search(words) or (figures and not {number(value), f"{value:g}"} & set(words.split())):
            continue
        if not figures and (vague := _VAGUE.search(words)):
            return vague[0]
        bound = _BOUND.match(words)
        if bound and len(words.split()) > len(bound[0].split()):
            return f"{bound[0]} {counted}"
    return counted


def _counted(first: Indicator, goods: str) -> str:
    """ "300 tonnes of coal", "900 prisoners", "12 ships"."""
    value = first.value or 0.0
    if first.unit in (None, "", "person") and goods:
        return f"{number(value)} {goods}"
    return f"{amount(value, first.unit)}{f' of {goods}' if goods else ''}"


def _change(first: Indicator, subject: str, partner: str, goods: str, counted: str) -> str:
    """ "Fuel prices in North Korea fell", "China: imports of coal from North Korea fell: 40 tonnes"."""
    noun = {"price": "prices", "other": ""}.get(first.series, first.series)
    topic = f"{goods} {noun}".strip() if first.series in ("price", "other") or not goods else f"{noun} of {goods}"
    if partner:
        topic += f" {_VERBS.get(first.series, ('', 'with'))[1]} {partner}"
    line = f"{subject}: {topic}" if partner or first.series in _VERBS else f"{topic} in {subject}"
    change = _CHANGES.get(first.change or "")
    if change is None:
        return f"{line}: {counted or 'no number given'}"
    if counted and (first.unit or "").startswith("per"):
        return f"{line} {change} by {counted}"
    return f"{line} {change}: {counted}" if counted else f"{line} {change}"


def amount(value: float, unit: str | None) -> str:
    """A number with its unit: "500,000 barrels", "1 tonne", "12.5 per cent", "300 US dollars"."""
    name = one_line(unit or "")
    if not name:
        return number(value)
    if name in _MONEY:
        return f"{number(value)} {_MONEY[name]}"
    if name in _IRREGULAR and (value != 1 or name.startswith("per")):
        return f"{number(value)} {_IRREGULAR[name]}"
    if value == 1 or name.isupper() or name.endswith("s"):
        return f"{number(value)} {name}"
    head, per, rest = name.partition(" per ")
    return f"{number(value)} {head}s{per}{rest}"


def ordinal(n: int) -> str:
    """1 as "first", 12 as "12th"."""
    named = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
    if 1 <= n <= len(named):
        return named[n - 1]
    ending = "th" if 10 <= n % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{ending}"
