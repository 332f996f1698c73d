"""When a warning may be taken back, and by which day a first talk is due."""

from datetime import date

import pytest

from core.cases.rules.clocks import due_on
from core.cases.rules.states import WarningState, may_withdraw
from core.workdays import WorkCalendar

FRIDAY, SATURDAY, SUNDAY, MONDAY = (date(2025, 10, day) for day in (10, 11, 12, 13))


@pytest.mark.parametrize(
    ("state", "urgent", "may"),
    [
        (WarningState.AWAITING_INTERVIEW, False, True),
        (WarningState.AWAITING_INTERVIEW, True, False),
        (WarningState.WITHDRAWN, False, False),
        (WarningState.WITHDRAWN, True, False),
    ],
)
def test_a_file_takes_back_only_what_nobody_has_to_look_at(state: WarningState, urgent: bool, may: bool) -> None:
    assert may_withdraw(state, urgent=urgent) is may


@pytest.mark.parametrize(
    ("raised", "urgent", "amount", "unit", "due"),
    [
        (FRIDAY, True, 10, "school_days", FRIDAY),
        (SUNDAY, True, 3, "school_days", SUNDAY),
        (FRIDAY, False, 8, "hours", FRIDAY),
        (FRIDAY, False, 24, "hours", FRIDAY),
        (FRIDAY, False, 25, "hours", SATURDAY),
        (MONDAY, False, 1, "school_days", date(2025, 10, 14)),
        (FRIDAY, False, 1, "school_days", MONDAY),
        (SATURDAY, False, 1, "school_days", MONDAY),
        (SUNDAY, False, 1, "school_days", MONDAY),
        (FRIDAY, False, 3, "school_days", date(2025, 10, 15)),
        (FRIDAY, False, 10, "school_days", date(2025, 10, 24)),
    ],
)
def test_a_talk_is_due_the_same_day_or_after_school_days(
    raised: date, urgent: bool, amount: int, unit: str, due: date
) -> None:
    assert due_on(raised, urgent=urgent, amount=amount, unit=unit, calendar=WorkCalendar()) == due
