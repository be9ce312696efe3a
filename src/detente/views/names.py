"""Names of actors and sources as they stand in a sentence: with their article, their country and their office."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import PurePath

from detente.data import read_table, split_list
from detente.records import Entity, Report, Source, Where, unique
from detente.views.plain import join, one_line

PRONOUNS = frozenset(
    {
        "he",
        "she",
        "it",
        "they",
        "him",
        "her",
        "them",
        "his",
        "its",
        "their",
        "i",
        "we",
        "us",
        "our",
        "you",
        "this",
        "that",
    }
    | {"these", "those", "who", "which", "both", "each", "himself", "herself", "itself", "themselves", "one", "others"}
)
_PLURAL = re.compile(r"(?<![suia])s$|\b(forces|authorities|rebels|police|people|troops|militants|officials)$", re.I)
_SINGULAR_S = frozenset(
    {"Honduras", "Cyprus", "Belarus", "Laos", "Mauritius", "Hamas", "Congress", "Reuters", "Tass", "TASS"}
)
_BODIES = frozenset({"organisation", "group"})
_GOVERNMENT = frozenset({None, "GOV", "PRE", "UNK"})
_SHORT_ADJECTIVES = {"USA": "US", "GBR": "UK"}
_GOES_ON = re.compile(
    r" (?:state |official )?(news|newspaper|agency|daily|weekly|website|magazine|channel|television|radio)\b"
)
_ARTICLES = ("the ", "a ", "an ", "several ", "some ", "two ", "three ", "other ", "many ", "most ")
_AFTER_HEAD = re.compile(r" (?:of|for|in|at|from|with|who|to|by|on|near)\b")
_UNCOUNTED = frozenset(
    {"data", "police", "statistics", "media", "staff", "people", "women", "men", "children", "evidence"}
)
_CONSONANT_SOUND = re.compile(r"(UN|US|UK|EU|Eu|eu|one|[Uu]ni|[Uu]s|U[A-Z]|Uk|Ug|Ur|Uz)")


class Names:
    """Names for one brief; the reports tell which names they use with an article."""

    def __init__(self, reports: Iterable[Report]) -> None:
        reports = list(reports)
        self._texts: Mapping[str, str] = {report.id: report.text for report in reports}
        self._files = {PurePath(report.path).name for report in reports if report.path}

    def actor(self, entity: Entity, *, titled: bool = True) -> str:
        """``entity`` as subject or object: "the United States", "Russian Foreign Minister Sergei Lavrov"."""
        name = one_line(entity.name or entity.text)
        if entity.kind == "person":
            described = _unnamed(name)
            return f"{self._title(entity)}{name}" if titled and described == name else described
        if entity.kind == "country" and entity.sector not in _GOVERNMENT:
            said = self.as_said(entity)
            return said if said != self._with_article(name, entity) else f"{said} ({entity.sector})"
        if entity.kind == "other":
            return f"the {name}" if one_line(entity.text).casefold() == f"the {name}".casefold() else _unnamed(name)
        if entity.kind == "organisation" and self._needs_country(entity, name):
            return f"{possessive(self._with_article(country_name(entity.country or ''), None))} {name}"
        return self._with_article(name, entity)

    def as_said(self, entity: Entity) -> str:
        """``entity`` as its report puts it ("the Kremlin"), unless that is a pronoun."""
        text = one_line(entity.text)
        words = text.casefold().split()
        if not words or words[0] in PRONOUNS or len(text) > 60 or entity.kind == "person":
            return self.actor(entity)
        return self._with_article(text, entity)

    def actors(self, entities: Sequence[Entity], last: str = "and") -> str:
        """A list of actors, each once."""
        return join(dict.fromkeys(self.actor(entity) for entity in unique(entities)), last)

    def people(self, entities: Sequence[Entity]) -> tuple[str, bool]:
        """Those of ``entities`` who suffer something in person ("people of Yemen", "Amina Ali"), and whether plural."""
        named = unique(entities)
        said = [f"people of {self.actor(e)}" if _is_body(e) else self.actor(e) for e in named]
        return join(dict.fromkeys(said)), len(said) != 1 or _is_body(named[0]) or is_plural(named)

    def source(self, source: Source) -> str:
        """One link of a chain of sources."""
        name = one_line(source.name)
        if source.kind == "unnamed" or (name[:1].islower() and "." not in name):
            return _unnamed(name)
        return self._with_article(name, source)

    def is_file(self, source: Source) -> bool:
        """Whether a source is only the file that a report without outlet was read from."""
        return source.kind == "outlet" and source.span is None and source.name in self._files

    def place(self, where: Where) -> str:
        """A place as it stands behind a preposition."""
        return self._with_article(one_line(where.name), None)

    def _title(self, entity: Entity) -> str:
        office = one_line(entity.office or "")
        if not office or office.casefold() in one_line(entity.name).casefold():
            return ""
        adjective = country_adjective(entity.country)
        if adjective and adjective not in office.split() and country_name(entity.country or "") not in office:
            office = f"{adjective} {office}"
        return f"{office} "

    def _needs_country(self, entity: Entity, name: str) -> bool:
        if not country_name(entity.country or "") or not _endings().get(name.rsplit(" ", 1)[-1]):
            return False
        lower = name.casefold()
        return not any(known in lower for known in _names_of_country(entity.country or ""))

    def _with_article(self, name: str, where: Entity | Source | None) -> str:
        if name.casefold().startswith(_ARTICLES):
            return name[0].lower() + name[1:] if name.startswith("The ") else name
        rule = _articles().get(name)
        if rule is None and " " in name:
            rule = _endings().get(name.rsplit(" ", 1)[1])
            # "South Korea's Unification Ministry" has its determiner already.
            # "Russian Foreign Ministry's website" takes that of its owner.
            if owner := re.match(r"(.+?)['’]s? ", name):
                rule = bool(_endings().get(owner[1].rsplit(" ", 1)[-1]))
        if rule is None and where is not None and (isinstance(where, Source) or where.kind in _BODIES):
            rule = self._report_writes_the(name, where)
        return f"the {name}" if rule else name

    def _report_writes_the(self, name: str, where: Entity | Source) -> bool:
        span = where.span
        if span is None or span.report not in self._texts or name.casefold() not in span.text.casefold():
            return False
        before = self._texts[span.report][max(0, span.start - 5) : span.start]
        text = self._texts[span.report]
        at = text.find(name, max(0, span.start), span.end)
        if at >= 0 and _GOES_ON.match(text, at + len(name)):
            return False  # "the Yonhap news agency": the article belongs to the agency
        at_start = span.text.casefold().startswith(name.casefold())
        written = (before if at_start else span.text.casefold().split(name.casefold())[0]).casefold().split()
        return bool(written) and written[-1] == "the"


def _is_body(entity: Entity) -> bool:
    """Whether ``entity`` is a state, body or named group, of which somebody can be a member."""
    name = entity.name.strip()
    return entity.kind in ("country", "organisation", "group") and not name.rsplit(" ", 1)[-1].islower()


def is_plural(entities: Sequence[Entity]) -> bool:
    """Whether a sentence about ``entities`` needs a plural verb."""
    if len(unique(entities)) != 1:
        return True
    entity = entities[0]
    if entity.kind in ("person", "country"):
        return False
    name = entity.name.strip()
    return name not in _SINGULAR_S and name != "United Nations" and bool(_PLURAL.search(name))


def _unnamed(name: str) -> str:
    """A person or paper known only by a description, with its article: "an American official", "officials"."""
    head = _AFTER_HEAD.split(name)[0].rsplit(" ", 1)[-1]
    if (head in _offices() or _endings().get(head)) and not name.casefold().startswith(_ARTICLES):
        return f"the {name}"
    if name[:1].islower() and re.search(r"['’]s? ", name):
        return f"the {name}"  # "the ministry's website"
    if not head.islower() or head in PRONOUNS or name.casefold().startswith(_ARTICLES):
        return name
    if head in _UNCOUNTED:
        return f"the {name}" if head in ("data", "statistics") else name
    if head.endswith("s") and not head.endswith("ss"):
        return name
    vowel = name[:1].casefold() in "aeiou" and not _CONSONANT_SOUND.match(name)
    return f"{'an' if vowel else 'a'} {name}"


def possessive(name: str) -> str:
    """ "Russia's", "the United States'"."""
    return f"{name}'" if name.endswith("s") else f"{name}'s"


@cache
def country_name(code: str) -> str:
    """The name of a country by its alpha-3 code, "" for the codes of organisations and unknown ones."""
    return _countries().get(code, {}).get("name", "")


def country_adjective(code: str | None) -> str:
    """ "Russian" for RUS, "US" for USA, "" when unknown."""
    if code in _SHORT_ADJECTIVES:
        return _SHORT_ADJECTIVES[code]
    adjectives = split_list(_countries().get(code or "", {}).get("adjectives", ""))
    return adjectives[0] if adjectives else ""


@cache
def _names_of_country(code: str) -> tuple[str, ...]:
    row = _countries().get(code, {})
    cells = (row.get(column, "") for column in ("name", "names", "adjectives", "capitals", "seats"))
    return tuple(name.casefold() for cell in cells for name in split_list(cell)) + (
        (_SHORT_ADJECTIVES[code].casefold() + " ",) if code in _SHORT_ADJECTIVES else ()
    )


@cache
def _countries() -> dict[str, dict[str, str]]:
    # Parts of countries share their country's code and come after it: the first row is the country itself.
    return {row["code"]: row for row in reversed(read_table("actors/countries.tsv"))}


@cache
def _articles() -> dict[str, bool]:
    return {row["form"]: row["the"] == "yes" for row in read_table("views/articles.tsv") if row["kind"] == "name"}


@cache
def _endings() -> dict[str, bool]:
    return {row["form"]: row["the"] == "yes" for row in read_table("views/articles.tsv") if row["kind"] == "ending"}


@cache
def _offices() -> frozenset[str]:
    """Last words of the offices, as they end the name of somebody of whom only the office is known."""
    return frozenset(
        row["canonical"].rsplit(" ", 1)[-1] for row in read_table("actors/roles.tsv") if row["canonical"][:1].isupper()
    )
