"""Publishing what was tried, and what was published before."""

from collections.abc import Mapping, Sequence

import streamlit as st

from core.organisations.queries import OrgRow
from core.screening import packs
from core.screening.queries import PolicyRow
from core.screening.rules.cutoffs import words
from core.screening.rules.policy import TierPolicy
from core.screening.rules.stricter import Laxer, laxer_points
from core.ui import parts
from core.ui.words import moment, safe

MAX_NOTE = 300


def publishing(policy: TierPolicy, org: OrgRow, upper: TierPolicy | None, *, key: str) -> str | None:
    """The form: what it means, what is laxer than above allows; answers the note once it is to be published."""
    points = laxer_points(policy, upper) if upper else ()
    if upper and points:
        parts.empty(
            "rule", f"还不能发布：有 {len(points)} 处比上级的 {upper.version} 版宽",
            f"{'；'.join(_point(upper, point) for point in points[:3])}。下级只能更严，请改严后再发布。", key="simulator.laxer",
        )  # fmt: skip
        return None
    with st.form(key):
        note = st.text_area(
            "为什么这样定",
            max_chars=MAX_NOTE,
            placeholder="例如：十月研判会讨论，按上年名单和人手定",
            key=f"{key}.note",
        )
        st.caption(
            safe(
                f"发布后，{org.name}以后新建的批次按这一版分级；已经建好的批次不变。发布过的版本不能改，只能再发布新的一版。"
            )
        )
        pressed = st.form_submit_button("发布为新版本", type="primary")
    return note if pressed else None


def history(rows: Sequence[PolicyRow], names: Mapping[int | None, str]) -> None:
    """Published versions, newest first."""
    if not rows:
        st.caption("还没有发布过，现在用的是随系统提供的标准，界值都是默认值，请按本地文件核定。")
        return
    for row in rows:
        who = names.get(row.by_id, "")
        st.markdown(
            f"**{safe(row.title)} {safe(row.version)} 版**　{safe(row.org_name)}  \n"
            f":small[:gray[{safe(moment(row.published_at))} · {safe(who)} · 由 {safe(row.based_on)} 版改来]]  \n{safe(row.note)}"
        )


def _point(upper: TierPolicy, point: Laxer) -> str:
    level = upper.level(point.severity)
    label = level.label if level else ""
    if point.condition is None:
        return f"关键题至少列入“{label}”"
    spec = packs.scale(point.condition.scale)
    return f"“{label}”要有 {spec.title} {words(point.condition, spec)}，或更严"
