"""What holds for people of the roster, whatever the database says: pure functions on frozen values."""

from core.students.rules.people import GROUP_TITLES, Population, Sex, SpecialGroup
from core.students.rules.purposes import PURPOSE_TITLES, Purpose

__all__ = ["GROUP_TITLES", "PURPOSE_TITLES", "Population", "Purpose", "Sex", "SpecialGroup"]
