"""活动清单: which ones there are, one of them in full, and what was published."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from core.activities.queries import ChecklistRow, HeldChecklist
from core.activities.rules.checklists import ChecklistSpec, ItemSpec
from core.activities.rules.facts import KIND_TITLES
from core.activities.rules.season_titles import audience_words, evidence_words, stage_words, task_words
from core.organisations.queries import OrgRow
from core.ui import parts, tables
from core.ui.words import moment, safe


def pick_bureau(orgs: Sequence[OrgRow]) -> OrgRow:
    """For which bureau; nothing is asked where there is one alone."""
    if len(orgs) == 1:
        return orgs[0]
    by_id = {one.id: one for one in orgs}
    chosen = st.selectbox(
        "哪个单位", list(by_id), format_func=lambda one: by_id[one].name, key="checklists.org", width=320
    )  # fmt: skip
    return by_id[chosen]


def pick(held: Sequence[HeldChecklist], *, key: str) -> HeldChecklist:
    """One of the checklists that a season may begin with. Its version is told below: the box keeps what it said before."""
    by_key = {one.spec.key: one for one in held}
    chosen = st.selectbox(
        "清单", list(by_key), key=key, width=420, filter_mode=None,
        format_func=lambda one: f"{by_key[one].spec.title}（{by_key[one].org_name or '系统自带'}）",
    )  # fmt: skip
    return by_key[chosen]


def shown(spec: ChecklistSpec) -> None:
    """A checklist in full."""
    needed = sum(one.required for one in spec.items)
    parts.section(spec.title, f"版本 {spec.version}，{len(spec.items)} 项，其中必做 {needed} 项")
    frame = pd.DataFrame([_item(one) for one in spec.items])
    columns = {
        "title": tables.text_column("做什么", 200),
        "short": tables.text_column("进度板", 70),
        "task": tables.text_column("要求", 120 if any(one.least > 1 for one in spec.items) else 64),
        "audience": tables.text_column("对象", 92),
        "stages": tables.text_column("学段", 130),
        "evidence": tables.text_column("上报时带上", 140),
        "due": tables.text_column("上报到", 100),
        "kind": tables.text_column("类型", 180),
        "words": tables.text_column("说明", 240),
    }
    tables.listing(frame, columns, key=f"checklists.items.{spec.key}", alt=f"{len(spec.items)} 项清单")
    told = [spec.source.document, spec.source.note, spec.source.url]
    st.caption(safe("依据：" + "。".join(one.rstrip("。") for one in told if one)))


def history(rows: Sequence[ChecklistRow], names: Mapping[int | None, str]) -> ChecklistRow | None:
    """What was published here and above, the newest first; answers the one picked."""
    if not rows:
        parts.empty(
            "history", "还没有发布过本地清单", "现在可以用系统自带的清单，也可以从它改起，发布本地的。",
            key="checklists.no_history",
        )  # fmt: skip
        return None
    frame = pd.DataFrame([_version(row, names) for row in rows])
    columns = {
        "title": tables.text_column("名称", 200),
        "version": tables.text_column("版本", 90),
        "items": tables.text_column("几项", 70),
        "org": tables.text_column("发布单位", 140),
        "at": tables.text_column("什么时候", 160),
        "by": tables.text_column("谁发布的", 110),
        "note": tables.text_column("说明", 320),
    }
    at = tables.listing(frame, columns, key="checklists.history", alt=f"{len(rows)} 个发布过的版本", pick=True)
    return None if at is None else rows[at]


def _item(one: ItemSpec) -> dict[str, str]:
    return {
        "short": one.short,
        "title": one.title,
        "task": task_words(one),
        "kind": KIND_TITLES[one.kind],
        "audience": audience_words(one),
        "stages": stage_words(one),
        "evidence": evidence_words(one.evidence),
        "due": f"结束前 {one.due} 天" if one.due else "按活动月",
        "words": one.words,
    }


def _version(row: ChecklistRow, names: Mapping[int | None, str]) -> dict[str, str]:
    return {
        "title": row.title,
        "version": f"第 {row.version} 版",
        "items": f"{len(row.spec.items)} 项",
        "org": row.org_name,
        "at": moment(row.published_at, year=True),
        "by": names.get(row.by_id, ""),
        "note": row.note,
    }
