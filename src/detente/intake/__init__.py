"""Intake: bytes to reports. Reads, marks passages, dates, and finds copies; it never deletes a character."""

from detente.intake.duplicates import mark_near_duplicates
from detente.intake.paragraphs import LINE_BREAK
from detente.intake.passages import mark_passages
from detente.intake.published import find_published
from detente.intake.readers import ReadResult, make_report, read

__all__ = ["LINE_BREAK", "ReadResult", "find_published", "make_report", "mark_near_duplicates", "mark_passages", "read"]
