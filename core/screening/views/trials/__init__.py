"""标准试算: cut-offs to move, what that does to each school's list, year on year, and publishing."""

from core.screening.views.trials.cutoffs import cutoffs, pick_base
from core.screening.views.trials.outcome import across_years, outcome
from core.screening.views.trials.publishing import history, publishing
from core.screening.views.trials.reading import Held, held, keep, read

__all__ = [
    "Held",
    "across_years",
    "cutoffs",
    "held",
    "history",
    "keep",
    "outcome",
    "pick_base",
    "publishing",
    "read",
]
