"""Writes of the staff registry."""

from core.training.actions.needs import raise_need

__all__ = ["raise_need"]
