"""From a document to who, when, where and how much.

``resolve`` runs the four finders; each can be used alone.
"""

from __future__ import annotations

from detente.language.document import Document
from detente.mentions.actors import find_actors
from detente.mentions.catalogue import holder
from detente.mentions.nationality import give_nationalities
from detente.mentions.places import find_places
from detente.mentions.quantities import find_quantities
from detente.mentions.times import find_times
from detente.mentions.types import ActorMention, Mentions, PlaceMention, Quantity, TimeMention
from detente.records import Report

__all__ = [
    "ActorMention",
    "Mentions",
    "PlaceMention",
    "Quantity",
    "TimeMention",
    "find_actors",
    "find_places",
    "find_quantities",
    "find_times",
    "holder",
    "resolve",
]


def resolve(report: Report, document: Document) -> Mentions:
    """All mentions of ``document`` (the annotated text of ``report``)."""
    actors = find_actors(report, document)
    places = find_places(report, document, actors)
    return Mentions(
        actors=give_nationalities(document, actors, places),
        times=find_times(report, document),
        places=places,
        quantities=find_quantities(document),
    )
