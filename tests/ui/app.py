"""The whole app under Streamlit's own test driver, with or without somebody signed in."""

from pathlib import Path

from sqlmodel import select
from streamlit.testing.v1 import AppTest

from core import clock
from core.accounts import actions
from core.accounts.rules import PROMISE_WORDING
from core.accounts.tables import Account, Promise
from core.database import unowned, writing
from core.ui import state
from tests.world import PASSWORD, World

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 30  # seconds; the first run imports everything


def app(slug: str = "") -> AppTest:
    """The app as a stranger opens it."""
    test = AppTest.from_file(str(ROOT / "Home.py"), default_timeout=PATIENCE)
    if slug:
        test._page_hash = _hash(slug)
    return test


def token_of(who: str, *, promised: bool = True) -> str:
    """A living session of one of the standing people; by default they have promised already."""
    with writing() as session:
        signed_in = actions.sign_in(session, username=who, password=PASSWORD, device="", now=clock.now())
        account = session.exec(unowned(select(Account).where(Account.username == who), Account)).one()
        known = session.exec(select(Promise.id).where(Promise.account_id == account.id)).first()
        if promised and known is None:
            session.add(Promise(account_id=account.id or 0, wording=PROMISE_WORDING, made_at=clock.now()))
    assert signed_in is not None
    return signed_in.token


def signed_in(world: World, who: str, slug: str = "", *, promised: bool = True) -> AppTest:
    """The app as one of the standing people sees it, before its first run."""
    test = app(slug)
    test.session_state[state.BOUND] = state.Bound(token_of(who, promised=promised), world.accounts[who], None)
    return test


def words(test: AppTest) -> str:
    """Everything that is said on the screen, in order."""
    kinds = ("title", "subheader", "markdown", "caption", "warning", "info", "success", "error")
    return "\n".join(str(getattr(element, "value", "")) for kind in kinds for element in getattr(test, kind))


def _hash(slug: str) -> str:
    from streamlit.util import calc_hash

    return calc_hash(slug)
