"""活动清单: what a season asks of schools (N 个一); a bureau begins from a shipped one and publishes its own."""

import streamlit as st

from core.access import Capability
from core.accounts.queries import names as names_of
from core.activities import actions, queries
from core.activities.views import checklist_form as form
from core.activities.views import checklists as views
from core.organisations import queries as organisations
from core.organisations.rules import BUREAU_LEVELS
from core.ui import page, parts

actor = page.begin(
    "活动清单",
    needs=(Capability.RUN_SEASONS,),
    note="“N 个一”：做哪几件事、给谁、上报时带什么。建活动月时从这里选；改了就发布一个新版本。",
)
HELD, EDIT, HISTORY = "现有的", "修改并发布", "发布过的版本"
runs = actor.over(Capability.RUN_SEASONS)
with page.reading() as session:
    bureaus = organisations.tree(session, runs, levels=BUREAU_LEVELS)
if not bureaus:
    parts.empty(
        "checklist", "清单由教育局发布", "您现在的岗位在学校，可以在“活动月”里看要做的事。", key="checklists.no_bureau"
    )
    st.stop()
part = st.segmented_control(
    "看什么", [HELD, EDIT, HISTORY], default=HELD, required=True, key="checklists.part", label_visibility="collapsed"
)  # fmt: skip
org = views.pick_bureau(bureaus)
with page.reading() as session:
    held = queries.checklists_for(session, runs, org_id=org.id)

if part == HELD:
    views.shown(views.pick(held, key=f"checklists.held.{org.id}").spec)
elif part == HISTORY:
    with page.reading() as session:
        rows = queries.checklist_history(session, runs, org_id=org.id)
        names = names_of(session, {row.by_id for row in rows})
    if picked := views.history(rows, names):
        views.shown(picked.spec)
else:
    base = views.pick(held, key=f"checklists.base.{org.id}")
    name = f"checklists.edit.{org.id}.{base.spec.key}.{base.org_id}.{base.spec.version.replace('.', '_')}"
    drafted = form.draft(base.spec, name)
    found = form.findings(drafted)
    note = form.publishing(org.name, drafted, found, key=page.form_key("checklists.publish"))
    if note is not None and drafted.spec:
        with page.acting("已发布；新建活动月时可以选它", form="checklists.publish") as (session, actor):
            actions.publish_checklist(session, actor, org_id=org.id, spec=drafted.spec, note=note)
