"""What somebody does on the growth page: find a person, sign in by the hall's code, keep a certificate."""

from collections.abc import Callable, Mapping, Sequence

import pandas as pd
import streamlit as st

from core.training.queries import CompletionRow, FileRow, GrowthSession
from core.training.rules.titles import KIND_TITLES
from core.training.views.growth import paper_words
from core.training.views.shared import Key
from core.ui import parts, tables
from core.ui.state import Tone
from core.ui.words import count, safe

SOUGHT = 20
OUT = "不在岗"
WRONG: tuple[str, Tone] = "这个签到码不对，或已经换了新的。请看大屏幕再填一次。", "warning"


def pick_school(schools: Mapping[int, str]) -> int:
    """Whose people to look among: the only school, or one of several."""
    if len(schools) == 1:
        return next(iter(schools))
    chosen: int = st.selectbox(
        "哪所学校", list(schools), format_func=schools.__getitem__, key="growth.school", width=420
    )  # fmt: skip
    return chosen


def pick_person(rows: Sequence[FileRow], school_id: int) -> FileRow | None:
    """People of one school, narrowed by what was typed; answers the one picked."""
    if not rows:
        parts.empty("badge", "这所学校还没有教师档案", "先在《心理教师》里登记或导入。", key="growth.nobody")
        return None
    sought = "".join(st.text_input("找姓名", max_chars=SOUGHT, key="growth.sought", width=240).split())
    found = [row for row in rows if sought in "".join(row.name.split())]
    if not found:
        st.caption("没有这样的老师。")
        return None
    at = tables.page_of(
        len(found), key=f"growth.people.page.{school_id}", order="在岗的在前面；点一行打开档案", size=10
    )
    shown = found[at.offset : at.offset + at.limit]
    columns = {"name": tables.text_column("姓名", 140), "kind": tables.text_column("类别", 200)}
    frame = pd.DataFrame(
        [{"name": row.name, "kind": "、".join(KIND_TITLES[kind] for kind in row.kinds) or OUT} for row in shown]
    )
    with at.body:
        picked = tables.listing(
            frame,
            columns,
            key=f"growth.people.{school_id}.{shown[0].staff_id}.{shown[-1].staff_id}.{len(shown)}",
            alt=f"{len(shown)} 位老师",
            pick=True,
        )
    return None if picked is None else shown[picked]


def code_form(waiting: Sequence[GrowthSession], key: Key) -> str | None:
    """The code that the hall's screen shows; None until it was sent."""
    with st.container(border=True):
        parts.section("现场签到", "、".join(one.title for one in waiting[:3]))
        with (
            st.form(at := key("growth.code"), border=False),
            st.container(horizontal=True, vertical_alignment="bottom"),
        ):
            code = st.text_input("大屏幕上的 6 位签到码", max_chars=12, key=f"{at}.code", width=240)
            sent = st.form_submit_button("签到", type="primary", key=f"{at}.send")
    return code if sent and code.strip() else None


def signed_words(title: str, module: str, *, again: bool) -> tuple[str, Tone]:
    """What came of a code that was right, and in which tone it is said."""
    where = f"“{title}”{f'的“{module}”' if module else ''}"
    return (f"{where}已经签过到了，不用再签。", "info") if again else (f"已签到：{where}", "success")


def feedback_words(title: str) -> str:
    """What stands over the feedback that is asked for."""
    return f"“{safe(title)}”怎么样？说几句，不记名"


def diplomas(papers: Sequence[CompletionRow], made: Callable[[int], Callable[[], bytes]]) -> None:
    """The own certificates of completion to keep."""
    parts.section("结业证书", count(len(papers), "张"))
    by_id = {one.id: one for one in papers}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            "哪一张", list(by_id), format_func=lambda one: paper_words(by_id[one]), key="growth.paper", width=420
        )  # fmt: skip
        parts.download("下载结业证书", made(chosen), "结业证书.docx", mime=parts.DOCX, key="growth.paper.file")


def not_linked(name: str) -> None:
    """That no file belongs to the account, and who puts that right."""
    parts.empty(
        "link", "还没有和您的账号连起来的档案",
        f"请本校管理员在“心理教师”里找到{name}老师，在“个人信息”里把账号和档案连起来。", key="growth.not_linked",
    )  # fmt: skip
