"""Writes of activities."""

from core.activities.actions.exporting import export_activities
from core.activities.actions.recording import change, record, remove

__all__ = ["change", "export_activities", "record", "remove"]
