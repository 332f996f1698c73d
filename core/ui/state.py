"""The only place that touches st.session_state: ids, tokens and short messages, never rows, roles or names of people."""

import secrets
from typing import Literal, NamedTuple

import streamlit as st

Tone = Literal["success", "info", "warning"]

BOUND, FLASHES, TOKENS, HELD, BEACON = "_bound", "_flashes", "_tokens", "_held", "_beacon"
LIBRARY_STATUS = "authentication_status"  # streamlit-authenticator draws its password form for True alone
MAX_HELD = 64


class Bound(NamedTuple):
    """Which session this browser's socket belongs to; who that is gets asked anew on every run."""

    session_id: str
    user_id: int
    socket_key: str | None


class Beacon(NamedTuple):
    """An address of ours that the browser is to fetch, and until when (seconds since the epoch) it is worth fetching."""

    url: str
    until: float


class Flash(NamedTuple):
    """A message for the next run."""

    text: str
    tone: Tone


def bind(bound: Bound) -> None:
    """Tie this browser's state to a session, dropping whatever an earlier one left behind."""
    reset()
    st.session_state[BOUND] = bound


def rebind(bound: Bound) -> None:
    """The same person on a new socket (a reconnect): what was typed stays."""
    st.session_state[BOUND] = bound


def bound() -> Bound | None:
    """The session this state is tied to."""
    found = st.session_state.get(BOUND)
    return found if isinstance(found, Bound) else None


def reset() -> None:
    """Forget everything, widgets included: the next person at this desk sees none of it."""
    for key in list(st.session_state):
        del st.session_state[key]


def light(beacon: Beacon) -> None:
    """Have the browser fetch an address of ours: the one that sets the cookie, or the one that deletes it."""
    st.session_state[BEACON] = beacon


def beacon(now: float) -> Beacon | None:
    """The address to fetch. It stays for its time: the run that drew it first may have ended before the browser saw it."""
    found = st.session_state.get(BEACON)
    return found if isinstance(found, Beacon) and now < found.until else None


def tell_library(signed_in: bool) -> None:
    """What streamlit-authenticator reads before it draws a form; nothing of ours depends on it."""
    st.session_state[LIBRARY_STATUS] = signed_in or None


def flash(text: str, tone: Tone = "success") -> None:
    """Keep a message until the next run shows it."""
    st.session_state[FLASHES] = [*st.session_state.get(FLASHES, []), Flash(text, tone)]


def take_flashes() -> list[Flash]:
    """The waiting messages, each handed out once."""
    return list(st.session_state.pop(FLASHES, []))


def form_token(form: str) -> str:
    """The form's key, random and stable until renewed; it is also the idempotency key of the act."""
    tokens: dict[str, str] = st.session_state.setdefault(TOKENS, {})
    return tokens.setdefault(form, secrets.token_urlsafe(16))


def renew(form: str) -> None:
    """After success only: a new key clears the form, and the next click is a new act."""
    st.session_state.get(TOKENS, {}).pop(form, None)


def hold(name: str, identifier: int | str) -> None:
    """Keep an id between runs (the upload in hand, a picked row); ValueError for anything longer than an id."""
    if len(str(identifier)) > MAX_HELD:
        raise ValueError("only ids are held between runs")
    st.session_state.setdefault(HELD, {})[name] = identifier


def held(name: str) -> int | str | None:
    """The id kept under this name."""
    identifier: int | str | None = st.session_state.get(HELD, {}).get(name)
    return identifier


def drop(name: str) -> None:
    """Forget the id kept under this name."""
    st.session_state.get(HELD, {}).pop(name, None)


def preset(key: str, value: object) -> None:
    """What the widget of this key will show when it is drawn next: an id, a state, an answer, never a row."""
    st.session_state[key] = value


def entered(key: str, default: object = None) -> object:
    """What the widget of this key holds, before it is drawn in this run; `default` where it was not drawn in the last."""
    return st.session_state.get(key, default)


def keep_page_within(key: str, pages: int) -> None:
    """Keep a pager's widget within `pages`: a list that became shorter must not leave it beyond the end."""
    if st.session_state.get(key, 1) > pages:
        st.session_state[key] = pages
