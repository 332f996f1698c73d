"""Whether a birth date is plausible for a grade."""

from datetime import date

YOUNGEST, OLDEST = 4, 9
"""Years to add to the grade: pupils enter grade 1 at six (《义务教育法》第十一条); a year early and three late are usual."""
STAFF_AGES = range(18, 76)


def ages_of(grade: int) -> range:
    """The ages, in full years on 1 September of the school year, at which nobody need ask; grade 0 stands for staff."""
    return range(grade + YOUNGEST, grade + OLDEST + 1) if grade else STAFF_AGES


def age_on(birth: date, day: date) -> int:
    """Full years of age."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
