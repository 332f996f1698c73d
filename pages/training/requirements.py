"""师资要求: what is asked of staff and of schools here; a bureau writes and publishes its own version."""

import streamlit as st

from core import clock
from core.access import Capability, Scope
from core.accounts.queries import names as names_of
from core.organisations import queries as organisations
from core.organisations.rules import BUREAU_LEVELS
from core.training import actions, queries
from core.training.views import requirement_form as form
from core.training.views import requirements as views
from core.ui import page

actor = page.begin(
    "师资要求",
    needs=Capability.VIEW_STAFF,
    note="每年学多少、学什么，学校要配到什么样。数字跟着本地文件走，改了就发布一个新版本。",
)
HELD, EDIT, HISTORY = "现在执行", "修改并发布", "发布过的版本"
sees, publishes = actor.over(Capability.VIEW_STAFF), actor.over(Capability.PUBLISH_POLICY)
with page.reading() as session:
    seen = {row.id: row for row in organisations.tree(session, sees, levels=BUREAU_LEVELS)}
    seen = seen or {row.id: row for row in organisations.tree(session, sees)}
bureaus = form.bureaus(seen, publishes)
part = st.segmented_control(
    "看什么", [HELD, *([EDIT] if bureaus else []), HISTORY], default=HELD, required=True, key="requirements.part",
    label_visibility="collapsed",
)  # fmt: skip
org = form.pick_place(bureaus if part == EDIT else seen, next(iter(seen)))
with page.reading() as session:
    held = queries.requirements_for(session, sees, org_id=org)

if part == HELD:
    views.shown(held)
elif part == HISTORY:
    with page.reading() as session:
        rows = queries.requirement_versions(session, sees, org_id=org)
        names = names_of(session, {row.by_id for row in rows})
    if picked := views.history(rows, names):
        with page.reading() as session:
            old = queries.requirement_version(session, sees, org_id=org, version_id=picked.id)
        views.shown(old)
else:
    base = form.pick_base(held)
    drafted = form.draft(base, org)
    found = form.findings(drafted)
    form.changes(held.spec, drafted.spec)
    if drafted.spec and form.asks_for_trial(org):
        with page.reading() as session:
            below = Scope.at(bureaus[org].path)
            before = queries.hour_figures(session, below, today=clock.today())
            after = queries.hour_figures(
                session, below, today=clock.today(), trial=queries.Trial(org, drafted.spec)
            )  # fmt: skip
        form.trial(before, after)
    note = form.publishing(bureaus[org].name, drafted, found, key=page.form_key("requirements.publish"))
    if note is not None and drafted.spec:
        with page.acting("新版本已发布，从现在起按它算", form="requirements.publish") as (session, actor):
            actions.publish_requirements(session, actor, org_id=org, spec=drafted.spec, note=note)
