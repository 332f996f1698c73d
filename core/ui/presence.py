"""Who sits at this browser: asked of the database anew on every run, never remembered."""

from urllib.parse import quote

import streamlit as st
from sqlmodel import Session

from core import clock, database
from core.access import Actor
from core.accounts import actions, queries, rules
from core.errors import NotSignedIn
from core.ui import context, cookie, state

ENDED = "登录已经结束，请重新登录。已保存的内容都在。"


def actor() -> Actor | None:
    """The signed-in person, or None.

    On the socket that signed in, the state's token counts. On any other (a new tab, F5, a reconnect, a stolen session id)
    only the cookie counts; state that belongs to somebody else is dropped.
    """
    bound = state.bound()
    same_socket = bound is not None and bound.socket_key == context.socket_key()
    token = bound.session_id if bound and same_socket else cookie.unseal(context.cookie(cookie.NAME))
    found = _resolve(token)
    if bound and (found is None or found.user_id != bound.user_id):
        state.reset()
        state.flash(ENDED, "info")
    if found and token and not same_socket:
        state.rebind(state.Bound(token, found.user_id, context.socket_key()))
    return found


def actor_in(session: Session) -> Actor:
    """The signed-in person as the running transaction sees them; raises NotSignedIn."""
    bound = state.bound()
    same_socket = bound is not None and bound.socket_key == context.socket_key()
    found = queries.actor_for(session, bound.session_id, now=clock.now()) if bound and same_socket else None
    if found is None:
        raise NotSignedIn
    return found


def token() -> str | None:
    """The secret of the session on this socket, for what is done on a click outside the page's run."""
    bound = state.bound()
    return bound.session_id if bound and bound.socket_key == context.socket_key() else None


def of_token(session: Session, token: str | None) -> Actor:
    """Whoever that session belongs to now; raises NotSignedIn once it has ended."""
    found = queries.actor_for(session, token, now=clock.now()) if token else None
    if found is None:
        raise NotSignedIn
    return found


def enter(signed_in: actions.SignedIn, user_id: int) -> None:
    """Tie this browser to a new session and let it fetch the cookie; nothing that an earlier person left survives."""
    state.bind(state.Bound(signed_in.token, user_id, context.socket_key()))
    _light(f"/auth/cookie?code={quote(signed_in.handoff)}")


def leave() -> None:
    """End this browser's session, forget everything, delete the cookie."""
    bound = state.bound()
    if bound:
        with database.writing() as session:
            actions.sign_out(session, bound.session_id, now=clock.now())
    state.reset()
    _light("/auth/clear")


def stay_awake() -> None:
    """A person is at work: push the idle time-out back. Writes at most once a minute; fragments that tick do not call it."""
    bound, now = state.bound(), clock.now()
    if not bound:
        return
    with database.reading() as session:
        due = queries.is_due_for_touch(session, bound.session_id, now=now)
    if due:
        with database.writing() as session:
            actions.touch(session, bound.session_id, now=now)


def draw_beacon() -> None:
    """An invisible picture whose fetching sets or deletes the HttpOnly cookie: no JavaScript, no second run."""
    if lit := state.beacon(clock.now().timestamp()):
        st.html(f'<img src="{lit.url}" width="1" height="1" alt="" style="position:absolute;opacity:0">')


def _light(url: str) -> None:
    state.light(state.Beacon(url, (clock.now() + rules.HANDOFF).timestamp()))


def _resolve(token: str | None) -> Actor | None:
    if not token:
        return None
    with database.reading() as session:
        return queries.actor_for(session, token, now=clock.now())
