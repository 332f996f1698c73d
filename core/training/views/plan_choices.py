"""Before a session is filled in: who holds it, what it is copied from; and which edition of it is being changed."""

from collections.abc import Callable, Sequence
from datetime import date

import streamlit as st

from core.clock import local
from core.organisations.queries import OrgRow
from core.training.queries import SessionRow
from core.training.views.planning import draft_form
from core.training.views.shared import Wish
from core.ui import editions
from core.ui.words import day

Key = Callable[[str], str]
CHANGED = "这次活动在您打开以后改过。点一下，接着在最新的内容上改。"


def pick_organiser(orgs: Sequence[OrgRow]) -> OrgRow:
    """Who holds it: the only organisation of the actor, or one of several, the highest first."""
    if len(orgs) == 1:
        return orgs[0]
    by_id = {one.id: one for one in orgs}
    chosen = st.selectbox(
        "主办单位", list(by_id), format_func=lambda one: by_id[one].name, key="sessions.org", width=320
    )  # fmt: skip
    return by_id[chosen]


def pick_model(rows: Sequence[SessionRow]) -> SessionRow | None:
    """An earlier session of the same organiser to begin from, or None for an empty form."""
    if not rows:
        return None
    names: dict[int | None, str] = {None: "不用，从头填"}
    names |= {row.id: f"{row.title}（{day(local(row.starts_at).date(), year=True)}）" for row in rows}
    chosen = st.selectbox(
        "照着以前的一次填", list(names), format_func=names.__getitem__, key="sessions.model", width=420
    )  # fmt: skip
    return next((row for row in rows if row.id == chosen), None)


def change_form(row: SessionRow, org: OrgRow, *, today: date, key: Key) -> Wish | None:
    """A session put right, in the edition that the form shows; None until it was sent."""
    form = f"sessions.change.{row.id}"
    at = key(form)
    edition = editions.in_hand(row.edition, form=form, at=at, said=CHANGED)
    draft = draft_form(org, row, today=today, key=at, anew=False)
    given = {"session_id": row.id, "edition": edition, "draft": draft}
    return Wish("change_session", given, form, "已保存") if draft else None
