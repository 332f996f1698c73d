"""What stands between somebody and the pages, in order: first run, sign-in, new password, promise."""

from enum import StrEnum

import streamlit as st

from core import database
from core.access import Actor
from core.accounts import queries
from core.ui import presence


class Gate(StrEnum):
    """One gate; the value is its script in pages/access/."""

    FIRST_RUN = "first_run"
    SIGN_IN = "sign_in"
    PASSWORD = "password"  # noqa: S105  # a gate's name
    PROMISE = "promise"

    @property
    def file(self) -> str:
        return f"pages/access/{self.value}.py"


def due(actor: Actor | None) -> Gate | None:
    """The gate before which this person stands now, or None when the way is free."""
    if actor is None:
        return Gate.FIRST_RUN if _is_fresh() else Gate.SIGN_IN
    if actor.must_change_password:
        return Gate.PASSWORD
    return Gate.PROMISE if actor.must_promise else None


def stand_at(gate: Gate) -> Actor | None:
    """The first statement of a gate's script: stops it unless this very gate is due."""
    actor = presence.actor()
    if due(actor) is not gate:
        st.stop()
    return actor


def _is_fresh() -> bool:
    with database.reading() as session:
        return queries.needs_first_administrator(session)
