"""一生一档 on the screen: scores over their bands, a time line, what is written down, and why one may read it."""

from core.screening.views.pupil.opening import OPEN, Asked, ask_print, ask_purpose, choices, find, stays_open
from core.screening.views.pupil.records import records
from core.screening.views.pupil.scores import head, picture, scores
from core.screening.views.pupil.telling import timeline

__all__ = [
    "OPEN",
    "Asked",
    "ask_print",
    "ask_purpose",
    "choices",
    "find",
    "head",
    "picture",
    "records",
    "scores",
    "stays_open",
    "timeline",
]
