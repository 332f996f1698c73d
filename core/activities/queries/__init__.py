"""Reads of activities."""

from core.activities.queries.counting import Count, counts

__all__ = ["Count", "counts"]
