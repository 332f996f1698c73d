"""Sign in."""

from core.ui import entrance, gates

gates.stand_at(gates.Gate.SIGN_IN)
entrance.sign_in_card()
