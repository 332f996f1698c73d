"""Writes: signing in and out, passwords, promises, accounts and their roles."""

from core.accounts.actions.installation import DEMO_PASSWORD, become_demo
from core.accounts.actions.own import change_password, promise, sign_out_everywhere
from core.accounts.actions.people import (
    NewAccount,
    correct,
    create_account,
    disable,
    enable,
    reset_password,
    sign_out_devices,
    unlock,
)
from core.accounts.actions.roles import appoint_head, grant, revoke
from core.accounts.actions.sessions import SignedIn, redeem_handoff, sign_out, touch
from core.accounts.actions.signing_in import sign_in
from core.accounts.actions.start import first_administrator

__all__ = [
    "DEMO_PASSWORD",
    "NewAccount",
    "SignedIn",
    "appoint_head",
    "become_demo",
    "change_password",
    "correct",
    "create_account",
    "disable",
    "enable",
    "first_administrator",
    "grant",
    "promise",
    "redeem_handoff",
    "reset_password",
    "revoke",
    "sign_in",
    "sign_out",
    "sign_out_devices",
    "sign_out_everywhere",
    "touch",
    "unlock",
]
