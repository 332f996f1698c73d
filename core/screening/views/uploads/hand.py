"""The upload in hand between two runs: an id in the browser's state, the rest in the program's memory."""

from typing import Any, Literal

import streamlit as st

from core.access import Actor
from core.ui import pending, state

Stage = Literal["checked", "receipt"]
FILE = "upload.file"


def held(actor: Actor, stage: Stage, campaign_id: int) -> Any:  # a checked upload or a receipt: this room knows neither
    """What was kept at that stage for this campaign by this sign-in session, or None."""
    kept = pending.get(actor, str(state.held(f"upload.{stage}") or ""))
    return kept[1] if kept is not None and kept[0] == campaign_id else None


def keep(actor: Actor, stage: Stage, campaign_id: int, value: object) -> None:
    """Keep it for the next run, and begin that run."""
    state.hold(f"upload.{stage}", pending.put(actor, (campaign_id, value), size=len(getattr(value, "content", b""))))
    if stage == "receipt":
        state.drop("upload.checked")
        state.renew(FILE)
    st.rerun()


def start_over() -> None:
    """Let go of file and receipt, and begin a fresh run."""
    for stage in ("checked", "receipt"):
        state.drop(f"upload.{stage}")
    state.renew(FILE)
    st.rerun()


def file_key() -> str:
    """The key of the file box: a new one empties it."""
    return state.form_token(FILE)
