"""Writes of activities."""

from core.activities.actions.recording import change, record, remove

__all__ = ["change", "record", "remove"]
