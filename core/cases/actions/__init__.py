"""Acts on warnings and cases."""

from core.cases.actions.glass import break_glass, give_back_glass
from core.cases.actions.notices import mark_read, notify
from core.cases.actions.settling import Finding, Settled, Terms, fingerprints, settle

__all__ = [
    "Finding",
    "Settled",
    "Terms",
    "break_glass",
    "fingerprints",
    "give_back_glass",
    "mark_read",
    "notify",
    "settle",
]
