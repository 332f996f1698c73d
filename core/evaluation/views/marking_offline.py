"""离线打分: the sheet as a workbook, and what a workbook that comes back would change."""

from collections.abc import Callable, Sequence

import streamlit as st

from core.evaluation.queries import MySheet
from core.evaluation.rules import filling
from core.evaluation.rules.merging_sheets import Choice, Kept, Merge, Taken, Way
from core.ui import parts
from core.ui.words import safe

NAMED = 40  # changes told one by one


def take_out(sheet: MySheet, made: Callable[[], bytes]) -> bytes | None:
    """The sheet to take along, and the place for one that comes back; answers its content."""
    parts.section("离线打分", sheet.row.place)
    st.caption("去没有网络的学校前先下载。填好带回来再传，系统会逐项比对：没填的格不改动，两边都改过的请您选。")
    name = f"{sheet.row.place}_评分表.xlsx"
    parts.download("下载评分表（会记录）", made, name, mime=parts.XLSX, key="marking.take_out")
    if not sheet.row.is_open:
        return None
    file = st.file_uploader("把填好的评分表传回来", type=["xlsx"], key=f"marking.upload.{sheet.row.id}")
    return file.getvalue() if file else None


def preview(sheet: MySheet, merges: Sequence[Merge]) -> None:
    """How many items the file adds, changes and leaves, and each change in a sentence."""
    count = {way: sum(one.way is way for one in merges) for way in Way}
    missing = sheet.row.items - len(merges)
    parts.tally(
        [
            parts.Tally("新增", str(count[Way.ADDED]), "系统里还没有"),
            parts.Tally("变更", str(count[Way.CHANGED]), "按文件改"),
            parts.Tally("不变", str(count[Way.SAME]), "一样或空着"),
            parts.Tally("文件里没有", str(missing), "不改动"),
        ]
    )
    changed = [one for one in merges if one.way in (Way.ADDED, Way.CHANGED)]
    for one in changed[:NAMED]:
        st.markdown(
            f":small[{_name(sheet, one)}：{_told(sheet, one.code, one.kept)} → {_told(sheet, one.code, one.wanted)}]"
        )
    if len(changed) > NAMED:
        st.caption(f"还有 {len(changed) - NAMED} 项变化，没有一一列出。")


def choose(sheet: MySheet, merges: Sequence[Merge]) -> dict[str, Choice]:
    """The items that were changed on both sides; answers what was chosen so far."""
    conflicts = [one for one in merges if one.way is Way.CONFLICT]
    if not conflicts:
        return {}
    parts.section("两边都改过，请选一个", f"{len(conflicts)} 项")
    found = {}
    for one in conflicts:
        words = {
            Taken.KEPT: f"系统里：{_told(sheet, one.code, one.kept)}",
            Taken.FILE: f"文件里：{_told(sheet, one.code, one.wanted)}",
        }
        key = f"marking.choose.{sheet.row.id}.{one.code}.{one.kept.edition}"
        taken = st.radio(_name(sheet, one), list(words), index=None, format_func=words.__getitem__, key=key)
        if taken is not None:
            found[one.code] = Choice(taken, one.kept.edition)
    return found


def confirm(merges: Sequence[Merge], chosen: int, *, key: str) -> bool:
    """The button, once every conflict has its answer and there is something to take in."""
    conflicts = sum(one.way is Way.CONFLICT for one in merges)
    if not any(one.way is not Way.SAME for one in merges):
        st.info("文件里没有新的内容，系统里的分数没有变。", icon=":material/info:")
        return False
    if chosen < conflicts:
        st.caption(f":material/info: 还有 {conflicts - chosen} 项没有选，选好就能导入。")
    return st.button("确认导入", type="primary", disabled=chosen < conflicts, key=key)


def _name(sheet: MySheet, one: Merge) -> str:
    return f"{safe(one.code)}　{safe(sheet.row.spec.by_code[one.code].title)}"


def _told(sheet: MySheet, code: str, kept: Kept) -> str:
    if kept.mark is None:
        return "没有打分"
    spec = sheet.row.spec
    told = safe(filling.told(spec, spec.by_code[code], kept.mark))
    return f"{told}（{safe(kept.reason)}）" if kept.reason else told
