"""Writes: signing in and out, passwords, promises, accounts and their roles."""

from core.accounts.actions.own import change_password, promise, sign_out_everywhere
from core.accounts.actions.sessions import SignedIn, redeem_handoff, sign_out, touch
from core.accounts.actions.signing_in import sign_in
from core.accounts.actions.start import first_administrator

__all__ = [
    "SignedIn",
    "change_password",
    "first_administrator",
    "promise",
    "redeem_handoff",
    "sign_in",
    "sign_out",
    "sign_out_everywhere",
    "touch",
]
