"""When somebody reaches the legal age of retirement, by gender and month of birth."""

from calendar import monthrange
from datetime import date

from core.training.rules import Gender

STEP = 4
"""Months of birth that share one month of delay."""
MOST = 36
"""Months of delay at most: men from 60 to 63, women from 55 to 58."""
AGE = {Gender.MALE: 60, Gender.FEMALE: 55}
"""Full years until 2024. Teachers are 干部: the women's age of 50 of workers does not concern them."""
FIRST = {Gender.MALE: (1965, 1), Gender.FEMALE: (1970, 1)}
"""The first month of birth that is delayed: who reached the old age in January 2025, when the rule began."""


def delay(gender: Gender, birth_month: str) -> int | None:
    """Months by which retirement is later than at 60 (men) or 55 (women 干部); None where one of the two is not known.

    One month for every four months of birth, 36 at most: 《国务院关于渐进式延迟法定退休年龄的办法》 article 1 and the
    tables with it (决定 of 13 September 2024, in force from 1 January 2025). ValueError for what is no month.
    """
    if gender is Gender.UNTOLD or not birth_month:
        return None
    behind = _months(birth_month) - _index(*FIRST[gender])
    return 0 if behind < 0 else min(behind // STEP + 1, MOST)


def legal_day(gender: Gender, birth_month: str) -> date | None:
    """The last day of the month in which the legal age is reached; None where gender or month of birth is not known."""
    later = delay(gender, birth_month)
    if later is None:
        return None
    year, month = divmod(_months(birth_month) + AGE[gender] * 12 + later, 12)
    return date(year, month + 1, monthrange(year, month + 1)[1])


def last_day(gender: Gender, birth_month: str, retires_on: date | None) -> date | None:
    """The last day in post by age: as the file says (earlier or later by agreement, 弹性退休), else the legal day."""
    return retires_on or legal_day(gender, birth_month)


def _months(birth_month: str) -> int:
    year, _, month = birth_month.partition("-")
    if not 1 <= int(month) <= 12:
        raise ValueError("a month lies between 01 and 12")
    return _index(int(year), int(month))


def _index(year: int, month: int) -> int:
    return year * 12 + month - 1
