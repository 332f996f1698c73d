"""Acts."""

from core.evaluation.actions.advancing import advance, start, step_back
from core.evaluation.actions.entries import add_entries, exempt, extend, open_exempt_paper, readmit, remove_entry
from core.evaluation.actions.rounds import change_round, drop_round, make_round, move_dates

__all__ = [
    "add_entries",
    "advance",
    "change_round",
    "drop_round",
    "exempt",
    "extend",
    "make_round",
    "move_dates",
    "open_exempt_paper",
    "readmit",
    "remove_entry",
    "start",
    "step_back",
]
