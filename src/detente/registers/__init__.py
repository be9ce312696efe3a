"""Registers: what accumulates over reports. Mediations, sanctions and their observance, relations, latest statements."""

from __future__ import annotations

from detente.registers.mediations import mediations

__all__ = ["mediations"]
