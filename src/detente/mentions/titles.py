"""The titles and appositions of a person's name: "Pentagon spokesman Col.", "Onodera, Japan's defence minister,"."""

from __future__ import annotations

from detente.mentions.names import POSSESSIVE, Anchor, NameFinder
from detente.mentions.phrases import apposition
from detente.mentions.role_nouns import RoleMatch
from detente.mentions.word_lists import word_list

_REACH = 12  # tokens between a title with its complement and the name
_DESCRIPTION = 9  # tokens of an apposition up to its noun
_NEAR = 20
_LINKS = ("to", "on", "for", "of")
_OPENERS = ("the", "a", "an", "his", "her", "its", "one", "former")


class Titles:
    """Finds the role nouns that belong to a person's name."""

    def __init__(self, found: NameFinder) -> None:
        self.found = found
        self.document = found.document

    def before(self, anchor: Anchor) -> list[RoleMatch]:
        """Titles before a name, nearest first; one with a complement too ("U.S. Ambassador to the United Nations")."""
        floor = self.document.sentence_of(anchor.start).start
        return self.found.roles_before(anchor.start) or self._across(anchor.start - 1, floor)

    def _across(self, at: int, floor: int, links: tuple[str, ...] = _LINKS, plain: bool = False) -> list[RoleMatch]:
        """The title whose complement ends at token ``at``, if only names (``plain``: or nouns) lie between."""
        tokens = self.document.tokens
        floor, crossed = max(floor, at - _REACH), False
        while at >= floor:
            name, match = self.found.anchor_at.get(at), self.found.role_at.get(at)
            if match is not None and crossed and tokens[at + 1].lower in links:
                return [match] if match.role.kind == "person" else []
            if name is not None or match is not None:
                at, crossed = (name or match).start - 1, True  # type: ignore[union-attr]
            elif crossed and (
                tokens[at].lower in (*links, "the", "'s", "’s", "and") or (plain and tokens[at].pos in ("NOUN", "ADJ"))
            ):
                at -= 1
            else:
                return []
        return []

    def left_edge(self, start: int) -> int:
        """Where a title's phrase begins by its words alone: names and possessives right before it."""
        tokens = self.document.tokens
        floor = self.document.sentence_of(start).start
        while start > floor:
            anchor = self.found.anchor_at.get(start - 1)
            lower = tokens[start - 1].lower
            if anchor and not anchor.is_person:
                start = anchor.start
            elif lower in word_list("title_words") and (lower not in POSSESSIVE or start - 2 in self.found.anchor_at):
                start -= 1
            else:
                break
        return start

    def apposed(self, anchor: Anchor, start: int) -> RoleMatch | None:
        """The role noun in apposition to a name whose phrase begins at ``start``, on either side."""
        by_comma = self._before_comma(anchor, start) or self._after_comma(anchor)
        if by_comma is not None:
            return by_comma
        after = apposition(self.document, anchor.head)
        if after is not None and after in self.found.role_at and after > anchor.head:
            follower = self.found.after(after)
            if (follower is None or not follower.is_person) and self._alone(anchor.end, after):
                return self.found.role_at[after]
        token = self.document.tokens[anchor.head]
        titled = token.dep in ("appos", "flat", "nmod:desc") and token.head < anchor.start
        return self.found.role_at.get(token.head) if titled and self._alone(token.head, anchor.start) else None

    def _alone(self, start: int, end: int) -> bool:
        """Whether no other person is named between two tokens that the parse puts in apposition, and they are near."""
        between = (self.found.anchor_at.get(i) for i in range(start, end))
        return end - start < _NEAR and not any(a is not None and a.is_person for a in between)

    def _before_comma(self, anchor: Anchor, start: int) -> RoleMatch | None:
        """ "Japan's defence minister, Itsunori Onodera," and "a senior adviser to Assad, Bouthaina Shaaban,"."""
        tokens = self.document.tokens
        sentence = self.document.sentence_of(anchor.start)
        if (
            start != anchor.start
            or start < sentence.start + 2
            or tokens[start - 1].text != ","
            or anchor.end >= sentence.end
        ):
            return None
        match = self.found.role_at.get(start - 2)
        if match is not None and tokens[anchor.end].text in (",", ".", ";", "”", '"'):
            return match if match.role.what != "body" and not match.plural else None
        links = (*_LINKS, "at", "with", "from", "in")
        across = self._across(start - 2, sentence.start, links, plain=True) if tokens[anchor.end].text == "," else []
        return across[0] if across else None

    def _after_comma(self, anchor: Anchor) -> RoleMatch | None:
        """ "Itsunori Onodera, the defence minister," by its comma and the words that follow."""
        tokens = self.document.tokens
        end = self.document.sentence_of(anchor.start).end
        if anchor.end + 1 >= end or tokens[anchor.end].text != "," or not self._opens(anchor.end + 1):
            return None
        for i in range(anchor.end + 1, min(anchor.end + _DESCRIPTION, end)):
            match, other = self.found.role_at.get(i), self.found.anchor_at.get(i)
            if (
                tokens[i].pos in ("VERB", "AUX")
                or tokens[i].text in (",", ";")
                or (other is not None and other.is_person)
            ):
                return None
            if match is None or (i + 1 < end and i + 1 in self.found.in_role):
                continue
            following = self.found.after(i)
            owned = i + 1 < end and tokens[i + 1].lower in POSSESSIVE  # "the president's spokesman"
            if owned or (following is not None and following.is_person):  # the title of the next person
                continue
            return match if match.role.kind == "person" and not match.plural else None
        return None

    def _opens(self, i: int) -> bool:
        """Whether an apposition can begin here: an article, a possessor, a demonym or a body's name."""
        anchor = self.found.anchor_at.get(i)
        if anchor is not None:
            return not anchor.is_person
        return self.document.tokens[i].lower in _OPENERS or i in self.found.in_role

    def joined(self, match: RoleMatch, anchor: Anchor, start: int, other: int) -> tuple[int, int] | None:
        """The span of a name (from ``start``) and its apposition (from ``other``), if only a comma parts them."""
        tokens = self.document.tokens
        if match.head < anchor.start:
            gap = range(match.end, start)
            return (other, anchor.end) if all(tokens[i].text == "," or tokens[i].dep == "punct" for i in gap) else None
        gap = range(anchor.end, other)
        return (start, match.end) if len(gap) <= 1 and all(tokens[i].text in (",", "(") for i in gap) else None
