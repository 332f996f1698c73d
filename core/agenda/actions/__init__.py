"""Writes of the calendar: none but the file that somebody takes along."""

from core.agenda.actions.exporting import export_agenda

__all__ = ["export_agenda"]
