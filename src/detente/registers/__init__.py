"""Registers: what accumulates over reports. Mediations, sanctions and their observance, relations, positions."""

from __future__ import annotations

from detente.registers.mediations import mediations
from detente.registers.positions import positions
from detente.registers.relations import relations
from detente.registers.sanctions import sanctions
from detente.registers.types import LatestWord, Observation, Regime, Relation

__all__ = ["LatestWord", "Observation", "Regime", "Relation", "mediations", "positions", "relations", "sanctions"]
