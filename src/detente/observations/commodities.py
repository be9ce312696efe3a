"""Goods and services in a stretch of text, by the table of commodities, and the words of trade around them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from detente.data import read_table, split_list
from detente.language.document import Document

_MAX_WORDS = 4
_LINKS = frozenset({",", "and", "or", "&", "as", "well", "its", "their", "the", "all", "other", "-"}) | frozenset(
    {"delivery", "deliveries", "supply", "supplies", "sale", "sales", "transfer", "export", "exports", "of"}
)
# Words that say nothing of the goods until what follows says which: "any item that could be used in weapons".
_GENERIC = frozenset({"item", "items", "goods", "equipment", "material", "materials", "technology", "products"})
_NARROWING = frozenset({"that", "which", "used", "needed", "intended", "meant", "usable", "suitable"})
_MAX_NARROWING = 16
_GOODS = frozenset({"energy", "mineral", "metal", "food", "arms", "luxury", "goods"})


@dataclass(frozen=True, slots=True)
class Commodity:
    """A commodity at tokens ``start`` to ``end``: canonical name, Harmonized System code ("" where none fits), kind."""

    start: int
    end: int
    name: str
    hs: str
    kind: str

    @property
    def group(self) -> str:
        """What it is counted with: goods of all kinds together, labour, finance and services apart."""
        return "goods" if self.kind in _GOODS else self.kind


@cache
def _forms() -> dict[tuple[str, ...], tuple[str, str, str]]:
    out: dict[tuple[str, ...], tuple[str, str, str]] = {}
    for row in read_table("quantities/commodities.tsv"):
        for form in (row["name"], *split_list(row["forms"])):
            out.setdefault(tuple(form.replace("-", " - ").split()), (row["name"], row["hs"], row["kind"]))
    return out


@cache
def trade_words() -> dict[str, str]:
    """Lemmas of trade and finance and what they restrict (see the table's header)."""
    return {row["form"]: row["kind"] for row in read_table("sanctions/trade_words.tsv")}


def find_commodities(document: Document, region: Collection[int]) -> list[Commodity]:
    """The commodities among the tokens of ``region``, longest names first tried, in text order."""
    tokens = document.tokens
    inside = set(region)
    out: list[Commodity] = []
    skip = -1
    for i in sorted(inside):
        if i < skip:
            continue
        for size in range(_MAX_WORDS, 0, -1):
            if any(i + n not in inside for n in range(size)):
                continue
            key = tuple(tokens[i + n].lower for n in range(size))
            found = _forms().get(key)
            if found is None or (size == 1 and tokens[i].pos in ("VERB", "AUX", "ADP", "PRON")):
                continue
            if size == 1 and found[0] == "lead" and not _is_metal(document, i):
                continue
            out.append(Commodity(i, i + size, *found))
            skip = i + size
            break
    return out


def _is_metal(document: Document, i: int) -> bool:
    """Whether "lead" is the metal: a noun beside other goods, or after a word of trade."""
    tokens = document.tokens
    if tokens[i].pos not in ("NOUN", "PROPN"):
        return False
    near = {t.lower for t in tokens[max(0, i - 6) : i + 5]}
    return bool(
        near
        & {"ore", "coal", "zinc", "iron", "exports", "imports", "export", "import", "tonnes", "tons", "copper", "gold"}
    )


def groups(found: Sequence[Commodity]) -> list[tuple[Commodity, ...]]:
    """Commodities that one measure bears on together: those of one group."""
    out: dict[str, list[Commodity]] = {}
    for commodity in found:
        out.setdefault(commodity.group, []).append(commodity)
    return [tuple(c) for c in out.values()]


def text_of(document: Document, group: Sequence[Commodity]) -> str:
    """The group in the report's own words: one stretch when only commas and "and" part them, else joined by "; "."""
    if not group:
        return ""
    pieces: list[tuple[int, int]] = []
    for commodity in group:
        start = _left_edge(document, commodity)
        if pieces and all(document.tokens[t].lower in _LINKS for t in range(pieces[-1][1], start)):
            pieces[-1] = (pieces[-1][0], commodity.end)
        else:
            pieces.append((start, commodity.end))
    pieces[-1] = (pieces[-1][0], _right_edge(document, pieces[-1][1]))
    first = [document.text[slice(*document.slice(a, b))] for a, b in pieces]
    return "; ".join(dict.fromkeys(" ".join(p.split()) for p in first))


def _right_edge(document: Document, end: int) -> int:
    """Where goods that only a clause describes end: at the next comma or full stop."""
    tokens = document.tokens
    if end >= len(tokens) or tokens[end - 1].lower not in _GENERIC or tokens[end].lower not in _NARROWING:
        return end
    for t in range(end, min(end + _MAX_NARROWING, len(tokens))):
        if tokens[t].pos == "PUNCT" or tokens[t].sent != tokens[end].sent:
            return t
    return end


def _left_edge(document: Document, commodity: Commodity) -> int:
    """Where the commodity's noun phrase begins, with adjectives that say which sort it is."""
    tokens = document.tokens
    start = commodity.start
    while start > 0 and tokens[start - 1].pos == "ADJ" and tokens[start - 1].sent == tokens[start].sent:
        if tokens[start - 1].lower in (
            "all",
            "other",
            "more",
            "new",
            "north",
            "south",
            "russian",
            "korean",
            "iranian",
            "such",
        ):
            break
        if tokens[start - 1].text[0].isupper() or tokens[start - 1].head not in range(commodity.start, commodity.end):
            break
        start -= 1
    return start


def kinds_in(document: Document, region: Iterable[int]) -> set[str]:
    """The kinds of trade words among the tokens of ``region``."""
    table = trade_words()
    out = set()
    for i in region:
        token = document.tokens[i]
        kind = table.get(token.lemma.lower()) or table.get(token.lower)
        if kind:
            out.add(kind)
    return out
