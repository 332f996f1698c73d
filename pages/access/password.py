"""A new password is due before anything else."""

from core.ui import entrance, gates

actor = gates.stand_at(gates.Gate.PASSWORD)
if actor:
    entrance.password_card(actor)
