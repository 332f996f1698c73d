"""Acts on warnings and cases."""

from core.cases.actions.attaching import Opened, attach, open_attachment, remove_attachment
from core.cases.actions.closing import close, keep_open, propose_closing, reopen
from core.cases.actions.deciding import confirm, exclude, reconsider
from core.cases.actions.glass import break_glass, give_back_glass
from core.cases.actions.moving import assign, retier
from core.cases.actions.notices import mark_read, notify
from core.cases.actions.pairing import pair, set_capacity, unpair
from core.cases.actions.panels import add_items, hold_panel, plan_panel, record_decision, take_off
from core.cases.actions.planning import add_task, drop_task, finish_task
from core.cases.actions.reporting import report
from core.cases.actions.settling import Finding, Settled, Terms, fingerprints, settle
from core.cases.actions.writing import correct_entry, write_entry

__all__ = [
    "Finding",
    "Opened",
    "Settled",
    "Terms",
    "add_items",
    "add_task",
    "assign",
    "attach",
    "break_glass",
    "close",
    "confirm",
    "correct_entry",
    "drop_task",
    "exclude",
    "fingerprints",
    "finish_task",
    "give_back_glass",
    "hold_panel",
    "keep_open",
    "mark_read",
    "notify",
    "open_attachment",
    "pair",
    "plan_panel",
    "propose_closing",
    "reconsider",
    "record_decision",
    "remove_attachment",
    "reopen",
    "report",
    "retier",
    "set_capacity",
    "settle",
    "take_off",
    "unpair",
    "write_entry",
]
