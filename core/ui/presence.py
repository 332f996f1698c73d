"""Who sits at this browser: asked of the database anew on every run, never remembered."""

from sqlmodel import Session

from core import clock, database
from core.access import Actor
from core.accounts import queries
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


def _resolve(token: str | None) -> Actor | None:
    if not token:
        return None
    with database.reading() as session:
        return queries.actor_for(session, token, now=clock.now())
