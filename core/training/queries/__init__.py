"""Reads of the staff registry: numbers by school, and what schools need to be trained in."""

from core.training.queries.needs import NeedRow, needs
from core.training.queries.staffing import Staffing, staffing

__all__ = ["NeedRow", "Staffing", "needs", "staffing"]
