"""The four steps of an upload: choose, look at problems, look at changes, keep the receipt."""

from core.screening.views.uploads.changing import affected, changes, confirmation, preview
from core.screening.views.uploads.choosing import STEPS, File, before_you_upload, choose, recent
from core.screening.views.uploads.mending import CELL_CODES, Answered, problems, questions, tallies, to_mend, urgent
from core.screening.views.uploads.receipts import receipt

__all__ = [
    "CELL_CODES",
    "STEPS",
    "Answered",
    "File",
    "affected",
    "before_you_upload",
    "changes",
    "choose",
    "confirmation",
    "preview",
    "problems",
    "questions",
    "receipt",
    "recent",
    "tallies",
    "to_mend",
    "urgent",
]
