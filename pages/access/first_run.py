"""An empty installation: begin for real, or look at the demo."""

from core.ui import first_run, gates

gates.stand_at(gates.Gate.FIRST_RUN)
first_run.cards()
