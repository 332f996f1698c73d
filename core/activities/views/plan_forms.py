"""方案与指导, what is written: a school's plan and its file, and the bureau's answer."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import PurePath

import streamlit as st

from core.activities.queries import PlanRow, PlanSheet, SeasonRow, SeasonSchoolRow
from core.activities.rules import PlanState
from core.activities.rules.checklists import ItemSpec, asked_of
from core.activities.rules.plans import (
    AIMS,
    COMMENT,
    FILE_KINDS,
    LEAD,
    MOST_BYTES,
    WHERE,
    WHO,
    WRITABLE,
    PlanFacts,
    Slot,
)
from core.activities.rules.season_titles import task_words
from core.activities.views.log_forms import Wish
from core.errors import Refused
from core.media import received
from core.ui import editions, parts
from core.ui.words import safe

Key = Callable[[str], str]
NEW = -1
CHANGED = "同事刚改过这份方案。点一下，接着在最新的内容上写。"
FIELD = 150  # px


def pick_school(rows: Sequence[SeasonSchoolRow], *, key: str) -> SeasonSchoolRow:
    """The school, where there are several."""
    if len(rows) == 1:
        return rows[0]
    by_id = {one.school_id: one for one in rows}
    chosen = st.selectbox("学校", list(by_id), format_func=lambda one: by_id[one].school, key=key, width=320)
    return by_id[chosen]


def writing(row: SeasonRow, school: SeasonSchoolRow, plan: PlanSheet | None, key: Key) -> Wish | None:
    """A plan to write on: aims, who leads it, when what is held; saved as a draft."""
    form = f"plans.save.{row.id}.{school.school_id}"
    at = key(form)
    edition = editions.in_hand(plan.edition if plan else NEW, form=form, at=at, said=CHANGED)
    before = plan.facts if plan else PlanFacts()
    with st.form(at):
        aims = st.text_area(
            "目标和做法", before.aims, max_chars=AIMS, height=120, key=f"{at}.aims",
            placeholder="今年想达到什么，怎么做，几句话就够",
        )  # fmt: skip
        lead = st.text_input("负责人（选填）", before.lead, max_chars=LEAD, key=f"{at}.lead")
        st.markdown("**什么时候做**　:small[:gray[先写定了的，没定的空着]]")
        slots = {one.code: _slot(one, before, row, f"{at}.{one.code}") for one in asked(row, school)}
        sent = st.form_submit_button("保存草稿", type="primary" if plan is None else "secondary", key=f"{at}.send")
    facts = PlanFacts(aims, lead, slots)
    given = {"season_id": row.id, "school_id": school.school_id, "facts": facts}
    return (
        Wish("save_plan", {**given, "edition": None if edition == NEW else edition}, form, "已保存") if sent else None
    )


def attaching(row: SeasonRow, school: SeasonSchoolRow, plan: PlanSheet | None, key: Key) -> Wish | None:
    """A file put beside the plan, or taken off it."""
    form = f"plans.file.{row.id}.{school.school_id}"
    with st.expander("方案文件：" + safe(plan.file_title if plan and plan.file_title else "可以传现成的文件")):
        with st.form(at := key(form), border=False):
            with st.container(key=f"plan-file-{row.id}"):
                picked = st.file_uploader(
                    "PDF、Word 或 Excel", type=list(FILE_KINDS), max_upload_size=MOST_BYTES // 2**20, key=f"{at}.file"
                )
            sent = st.form_submit_button("上传", key=f"{at}.send")
        off = f"plans.unfile.{plan.id}.{plan.edition}" if plan else ""
        if plan and plan.file_title and st.button("拿掉这个文件", key=key(off)):
            return Wish("remove_plan_file", {"plan_id": plan.id}, off, "已拿掉")
    if not sent:
        return None
    if picked is None:
        st.caption(":material/info: 请先选文件。")
        return None
    try:
        taken = received(picked.getvalue(), allowed=FILE_KINDS, most=MOST_BYTES)
    except Refused as error:
        parts.refusal(error)
        return None
    given = {"season_id": row.id, "school_id": school.school_id, "title": PurePath(picked.name).stem}
    return Wish("attach_plan_file", {**given, "content": taken}, form, "已收到方案文件")


def sending(plan: PlanSheet, row: SeasonRow, today: date, key: Key) -> Wish | None:
    """The plan handed in, or taken back."""
    if plan.state in WRITABLE:
        late = row.plan_until is not None and today > row.plan_until
        st.caption("约定的时间已过，仍然可以交。" if late else "提交以后由上级看；还没看之前可以撤回。")
        form = f"plans.send.{plan.id}.{plan.edition}"
        if st.button("提交方案", type="primary", key=key(form)):
            return Wish("send_plan", {"plan_id": plan.id}, form, "已提交")
    elif plan.state is PlanState.SENT:
        form = f"plans.back.{plan.id}.{plan.edition}"
        if st.button("撤回来改", key=key(form)):
            return Wish("take_back_plan", {"plan_id": plan.id}, form, "已撤回，可以接着改")
    return None


def accepting(rows: Sequence[PlanRow], key: Key) -> Wish | None:
    """Several plans accepted at once."""
    if not rows:
        return None
    form = "plans.accept." + ".".join(str(row.id) for row in rows[:3])
    if st.button(f"通过这 {len(rows)} 份", type="primary", key=key(form)):
        given = {"plan_ids": [row.id for row in rows], "editions": {row.id: row.edition for row in rows}}
        return Wish("accept_plans", given, form, f"已通过 {len(rows)} 份方案")
    return None


def deciding(plan: PlanSheet, key: Key) -> Wish | None:
    """A plan accepted, or given back with a comment."""
    if plan.state not in (PlanState.SENT, PlanState.ACCEPTED):
        return None
    form = f"plans.accept.{plan.id}.{plan.edition}"
    if plan.state is PlanState.SENT and st.button("通过", type="primary", key=key(form)):
        given = {"plan_ids": [plan.id], "editions": {plan.id: plan.edition}}
        return Wish("accept_plans", given, form, "已通过")
    form = f"plans.return.{plan.id}.{plan.edition}"
    with st.form(at := key(form)):
        comment = st.text_area("请学校补充什么（学校看得到）", max_chars=COMMENT, height=80, key=f"{at}.comment")
        sent = st.form_submit_button("请补充", key=f"{at}.send")
    back = {"plan_id": plan.id, "comment": comment, "edition": plan.edition}
    return Wish("return_plan", back, form, "已告诉学校要补充什么") if sent else None


def download(plan: PlanSheet, made: Callable[[], bytes], mime: str) -> None:
    """The plan's file to keep."""
    if plan.file_title:
        name = f"活动方案.{plan.file_kind}"
        parts.download("下载方案文件（会记录）", made, name, mime=mime, key=f"plans.download.{plan.id}")


def pick_part(choices: Sequence[str], *, key: str) -> str:
    """What of the page."""
    if len(choices) == 1:
        return choices[0]
    return st.segmented_control(
        "看什么", list(choices), default=choices[0], required=True, key=key, label_visibility="collapsed"
    )  # fmt: skip


def asked(row: SeasonRow, school: SeasonSchoolRow | None) -> list[ItemSpec]:
    """What a plan is about: the items asked of the school's stages, without those it need not do; all where it left."""
    if school is None:
        return list(row.checklist.items)
    if school.exempt_all:
        return list(asked_of(row.checklist, school.stages))
    return [one for one in asked_of(row.checklist, school.stages) if one.code not in school.exempt_items]


def _slot(item: ItemSpec, before: PlanFacts, row: SeasonRow, at: str) -> Slot:
    known = before.schedule.get(item.code, Slot())
    grid = st.grid(4, min_column_width=FIELD)
    grid.cell().markdown(f"{safe(item.title)}  \n:small[:gray[{task_words(item)}]]")
    usual = f"{row.starts_on.month}月{row.starts_on.day}日开始"
    on = grid.cell().date_input("哪天", known.on, format="YYYY-MM-DD", key=f"{at}.on", help=f"活动月 {usual}")
    who = grid.cell().text_input("谁来做", known.who, max_chars=WHO, key=f"{at}.who")
    where = grid.cell().text_input("在哪里", known.where, max_chars=WHERE, key=f"{at}.where")
    return Slot(on if isinstance(on, date) else None, who, where)
