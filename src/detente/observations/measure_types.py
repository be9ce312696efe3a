"""A measure as one sentence has it, before its parts are read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from detente.records import Act, Entity, Flow, Stage

AnchorKind = Literal["noun", "restrict", "designate", "trade", "mention"]


@dataclass(frozen=True, slots=True)
class Anchor:
    """A measure as a sentence has it: ``token`` names it, ``verb`` says what is done with it (or is ``token``
    itself)."""

    token: int
    verb: int
    kind: AnchorKind
    act: Act
    stage: Stage
    flow: Flow | None
    commodity: str | None
    issuer: tuple[Entity, ...]
    target: tuple[Entity, ...]
    region: tuple[int, ...]
    extra: tuple[int, ...] = ()
    definite: bool = True
