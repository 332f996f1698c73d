"""Rows of staff, their posts, certificates and hours, and of what schools need to be trained in."""

from core.training.tables.needs import TrainingNeed
from core.training.tables.staff import Certificate, StaffMember, TrainingHours

__all__ = ["Certificate", "StaffMember", "TrainingHours", "TrainingNeed"]
