"""What an import would change, and its receipt."""

import pandas as pd
import streamlit as st

from core.sheets.export import csv_bytes
from core.students.rules.changes import Change
from core.students.rules.outcomes import ChangeRow, RosterCheck, RosterReceipt, Standing
from core.students.views.lists import place_words, year_words
from core.ui import parts, tables
from core.ui.parts import Fact, Tally
from core.ui.words import count, moment

CHIPS = {Change.MOVED: "⇄ 转校", Change.CHANGED: "→ 变更", Change.NEW: "＋ 新增"}
COLOURS = {"⇄ 转校": "#D3E6F3", "→ 变更": "#F3E3C4", "＋ 新增": "#D8ECE3"}
FACT_WORDS = {"name": "姓名", "sex": "性别", "birth_date": "出生日期", "groups": "特殊群体", "returned": "回到学校"}


def changes(check: RosterCheck) -> None:
    """Step 3: what would change."""
    counts = check.counts
    parts.tally(
        [
            Tally("新增", count(counts.new, "人"), "名册里还没有"),
            Tally("变更", count(counts.changed, "人"), "班级或信息有变"),
            Tally("转校", count(counts.moved, "人"), "从范围内别的学校来"),
            Tally("不变", count(counts.same, "人"), "与系统里相同"),
            Tally("文件里没有", count(counts.absent, "人"), "保持原样，不会删除"),
        ]
    )
    if counts.elsewhere:
        st.info(f"有 {counts.elsewhere:,} 行的学籍号已在别的学校登记，这几行不会导入。", icon=":material/info:")
    if not check.changes:
        return
    total = counts.new + counts.changed + counts.moved
    parts.section("确认后会变的", f"显示 {len(check.changes):,} / {total:,} 人")
    frame = pd.DataFrame([_change_cells(row) for row in check.changes])
    columns = {
        "变化": st.column_config.MultiselectColumn(
            "变化", width=92, options=list(COLOURS), color=list(COLOURS.values())
        ),
        "姓名": tables.name_column(),
        "改了什么": tables.text_column("改了什么", 260),
        "班级": tables.text_column("学校 · 班级", 220),
    }
    tables.listing(frame, columns, key="roster.changes", alt="确认后会变的人，姓名已隐去一部分")


def promise(check: RosterCheck) -> str:
    """What is ticked before the import."""
    counts = check.counts
    moved = f"、转校 {counts.moved:,} 人" if counts.moved else ""
    told = f"新增 {counts.new:,} 人、变更 {counts.changed:,} 人{moved}"
    return f"我已核对：{year_words(check.school_year)}，{told}；文件里没有的 {counts.absent:,} 人保持原样"


def receipt(done: RosterReceipt) -> None:
    """回执 of an import."""
    counts, number = done.counts, f"HMC-{done.number:06d}"
    facts = [
        Fact("回执号", number),
        Fact("时间", moment(done.at, year=True)),
        Fact("学年", year_words(done.school_year)),
        Fact("没有导入", f"{counts.elsewhere:,} 人（号码已在别的学校登记）"),
        Fact("文件里没有", f"{counts.absent:,} 人，保持原样"),
        Fact("文件指纹", f"sha256 {done.digest[:8]}…{done.digest[-8:]}"),
    ]
    told = f"新增 {counts.new:,} 人，变更 {counts.changed:,} 人，转校 {counts.moved:,} 人，不变 {counts.same:,} 人。"
    with parts.receipt("导入好了", told, facts):
        content = csv_bytes(("项目", "内容"), [("结果", told), *((fact.label, fact.value) for fact in facts)])
        parts.download("下载回执", content, f"回执_{number}.csv", mime="text/csv", key="roster.receipt.file")


def _change_cells(row: ChangeRow) -> dict[str, object]:
    return {
        "变化": [CHIPS[row.change]],
        "姓名": row.name,
        "改了什么": "；".join(_told(row)) or "—",
        "班级": f"{row.after.school} · {place_words(row.after.grade, row.after.class_name)}",
    }


def _told(row: ChangeRow) -> list[str]:
    if row.change is Change.NEW:
        return ["第一次登记"]
    told = []
    if row.before and row.before.school != row.after.school:
        told.append(f"学校：{row.before.school} → {row.after.school}")
    if row.before and _seat(row.before) != _seat(row.after):
        told.append(f"班级：{_seat(row.before)} → {_seat(row.after)}")
    if row.known_name:
        told.append(f"姓名：{row.known_name} → {row.name}")
    return [*told, *(f"{FACT_WORDS[key]}有变化" for key in row.told if key not in ("name", "returned"))] + (
        [FACT_WORDS["returned"]] if "returned" in row.told else []
    )


def _seat(standing: Standing) -> str:
    return place_words(standing.grade, standing.class_name)
