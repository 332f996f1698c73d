"""保密承诺 is due before the first page."""

from core.ui import entrance, gates

actor = gates.stand_at(gates.Gate.PROMISE)
if actor:
    entrance.promise_card(actor)
