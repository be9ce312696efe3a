"""Registers: what accumulates over reports. Mediations, sanctions and their observance, relations, positions."""

from __future__ import annotations

from detente.registers.mediations import mediations

__all__ = ["mediations"]
