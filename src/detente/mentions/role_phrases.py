"""How far the phrase around a role noun reaches: by the parse, and by the names and bodies that stand beside it."""

from __future__ import annotations

from detente.mentions.catalogue import SUPRANATIONAL
from detente.mentions.names import Anchor, NameFinder
from detente.mentions.naming import Owner
from detente.mentions.phrases import complements, left_edge
from detente.mentions.role_nouns import RoleMatch
from detente.mentions.word_lists import word_list

_OF_REACH = 8  # tokens from a noun to the end of its "of" complement


class RolePhrases:
    """The extent of role phrases in one document."""

    def __init__(self, found: NameFinder) -> None:
        self.found = found
        self.document = found.document

    def start(self, match: RoleMatch) -> int:
        """Where the phrase begins: by the parse, and by the names and bodies that stand right before it."""
        start = self.past_names(min(left_edge(self.document, match.head), match.start), match.start)
        return self._coordinated(self._adjacent(start))

    def end(self, match: RoleMatch, owner: Owner) -> int:
        """Where the phrase ends: with the name in its "of" complement, if it has one."""
        end = match.end
        for c in complements(self.document, match.head, "of"):
            anchor = self.found.anchor_at.get(c)
            if anchor and owner and c < match.head + _OF_REACH and (anchor.known is not None or anchor.label == "ORG"):
                end = max(end, anchor.end)
        return end

    def past_names(self, start: int, stop: int) -> int:
        """A phrase does not swallow the name of a person before it unless that is its owner."""
        for i in range(stop - 1, start - 1, -1):
            anchor = self.found.anchor_at.get(i)
            owner = anchor is not None and self.document.tokens[anchor.head].dep in ("nmod:poss", "compound")
            if anchor is not None and anchor.is_person and not owner:
                return anchor.end
        return start

    def own_words(self, match: RoleMatch, start: int) -> int:
        """Where a role that only modifies another noun begins: with the demonym right before it."""
        anchor = self.found.anchor_at.get(match.start - 1)
        return anchor.start if anchor and start <= anchor.start else match.start

    def described_owner(self, head: int) -> int | None:
        """The noun that owns a role and is itself a description: "the group's leader", "the country's president"."""
        for c in self.document.children[head]:
            noun = self.document.tokens[c]
            if noun.dep == "nmod:poss" and (c in self.found.role_at or noun.lemma.lower() in word_list("country")):
                return c
        return None

    def before_brackets(self, match: RoleMatch) -> Anchor | None:
        """The name before an abbreviation in brackets that a role follows."""
        tokens = self.document.tokens
        if match.start < 4 or tokens[match.start - 1].text != ")":
            return None
        short = self.found.anchor_at.get(match.start - 2)
        if short is None or tokens[short.start - 1].text != "(":
            return None
        return self.found.anchor_at.get(short.start - 2)

    def _adjacent(self, start: int) -> int:
        """``start``, or where the state or body named right before it begins ("South Korean" before "officials")."""
        tokens = self.document.tokens
        if start == 0 or tokens[start - 1].sent != tokens[start].sent or tokens[start].pos in ("DET", "PRON"):
            return start
        before = self.found.role_at.get(start - 1)
        if before is not None and before.role.what in ("body", "government"):
            return self.past_names(min(left_edge(self.document, before.head), before.start), start)
        anchor = self.found.anchor_at.get(start - 1)
        if anchor is None or anchor.is_person or anchor.what in ("", "capital", "people"):
            return start
        return anchor.start

    def _coordinated(self, start: int) -> int:
        """``start``, or where the first listed modifier begins ("U.S." in "U.S., U.N. and European officials")."""
        tokens, separators = self.document.tokens, ["and"]
        if tokens[start].pos in ("DET", "PRON"):
            return start
        while start >= 2 and tokens[start - 1].lower in separators:
            anchor = self.found.anchor_at.get(start - 2)
            if anchor is None or tokens[anchor.start].sent != tokens[start].sent or not self._modifies(anchor, start):
                break
            start, separators = anchor.start, ["and", ","]
        return start

    def _modifies(self, anchor: Anchor, start: int) -> bool:
        """Whether a name before "and" or a comma modifies the noun after ``start`` too."""
        known, head = anchor.known, self.document.tokens[anchor.head]
        bodies = SUPRANATIONAL - {"ISM", "IMG"}
        if known is None or not (known.what in ("adjective", "country") or known.country in bodies):
            return False  # "Boko Haram and Nigerian officials": Boko Haram itself
        return known.what == "adjective" or (head.dep in ("amod", "compound", "nmod") and head.head >= start)
