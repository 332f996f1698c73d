"""A file of answers on its way in: checked, shown, confirmed; same-day reviews never wait for the rest."""

from core.screening.actions.uploads.checking import check
from core.screening.actions.uploads.columns import template
from core.screening.actions.uploads.confirming import confirm
from core.screening.actions.uploads.shapes import CheckedUpload
from core.screening.actions.uploads.urgent import raise_urgent
from core.screening.rules.previews import Receipt

__all__ = [
    "CheckedUpload",
    "Receipt",
    "check",
    "confirm",
    "raise_urgent",
    "template",
]
