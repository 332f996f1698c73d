"""学校自评: which round, how far, what the system knows already, and the way through the sheet."""

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from core.evaluation.queries import EntryRow, RoundRow, SelfSheet
from core.evaluation.rules import filling, tally
from core.evaluation.rules.filling import Group
from core.evaluation.rules.proposals import KNOWN, Proposal
from core.evaluation.rules.running import so_far
from core.evaluation.rules.selfing import Lack, Standing, proposed_mark
from core.evaluation.rules.spec import Item, RubricSpec
from core.evaluation.rules.states import EntryState, RoundState
from core.evaluation.rules.titles import ENTRY_STATES, ROUND_STATES
from core.evaluation.views.self_fields import Wish
from core.ui import parts, state
from core.ui.page import form_key
from core.ui.words import day, month_day, safe

TAPPED, SHORT = 6, 8  # groups that still stand in one row; characters of their names there
FILL, LIBRARY, HAND_IN, READ = "填写", "材料库", "检查并提交", "自评表"
STARTED = tuple(one for one in RoundState if one is not RoundState.DRAFT)
SLOTS = {EntryState.SUBMITTED: "green", EntryState.RETURNED: "yellow"}


def pick_round(rows: Sequence[RoundRow], preferred: int | str | None) -> RoundRow:
    """Which round; the one that another page was about, else the newest that is still assessed, else the newest."""
    words = {row.id: f"{row.title}（{ROUND_STATES[row.state]}）" for row in rows}
    assessed = next((number for number, row in enumerate(rows) if row.state is RoundState.SELF), 0)
    at = next((number for number, row in enumerate(rows) if row.id == preferred), assessed)
    if len(rows) == 1:
        return rows[0]
    chosen = st.selectbox("哪一轮", list(words), at, format_func=lambda one: safe(words[one]), key="self.round")
    return next(row for row in rows if row.id == chosen)


def pick_entry(rows: Sequence[EntryRow], preferred: int | str | None) -> EntryRow:
    """Which school, or which of its rooms."""
    words = {row.id: f"{row.place}（{ENTRY_STATES[row.state]}）" for row in rows}
    at = next((number for number, row in enumerate(rows) if row.id == preferred), 0)
    if len(rows) == 1:
        return rows[0]
    chosen = st.selectbox("学校或辅导室", list(words), at, format_func=lambda one: safe(words[one]), key="self.entry")
    return next(row for row in rows if row.id == chosen)


def head(round_: RoundRow, sheet: SelfSheet, at: Standing, lack: Lack, today: date) -> None:
    """Where the entry stands: state and day, how much is done, and what it comes to."""
    slot = SLOTS.get(sheet.entry.state, "gray")
    badges = [f":{slot}-badge[{ENTRY_STATES[sheet.entry.state]}]", _due(at, today)]
    st.markdown(f"**{safe(round_.title)}**　{safe(sheet.entry.place)}　{' '.join(badges)}")
    if sheet.entry.state is EntryState.RETURNED and sheet.entry.return_note:
        st.warning(f"请补充：{safe(sheet.entry.return_note)}", icon=":material/info:")
    items = len(round_.spec.by_code)
    words = f"已填 {items - len(lack.marks)} / {items} 项"
    words += f"，还有 {len(lack.evidence)} 项缺佐证" if lack.evidence else "，该有的佐证都有了"
    st.progress((items - len(lack.marks)) / items, text=words)
    for line in total_words(round_.spec, sheet):
        st.markdown(line)


def _due(at: Standing, today: date) -> str:
    if at.state in (EntryState.SUBMITTED, EntryState.EXEMPT):
        return ""
    if at.state is EntryState.RETURNED:
        return ":yellow-badge[:material/schedule: 补好后再提交]"
    late = today > at.last_day
    words = f"提交日期 {day(at.last_day)} 已过" if late else f"{day(at.last_day)} 前提交"
    extended = "（已延期）" if at.due_on else ""
    soon = late or (at.last_day - today).days <= 3
    return f":{'yellow' if soon else 'gray'}-badge[:material/schedule: {words}{extended}]"


def total_words(spec: RubricSpec, sheet: SelfSheet) -> list[str]:
    """What the marks come to by every standard, or what is there so far."""
    result = tally.tally(spec, sheet.marks)
    titles = {one.key: one.title for one in spec.standards}
    left = f"　:gray[还差 {len(result.missing)} 项]" if result.missing else ""
    lines = []
    for key, one in result.standards.items():
        title, grade = safe(titles.get(key, "")), f"　{safe(one.grade)}" if one.grade else ""
        said = "目前得分" if one.total is None else "自评得分"
        points = f"{filling.plain(so_far(spec, one))} / {filling.plain(one.most)}"
        veto = "　:orange[有一票否决的情况]" if one.vetoes else ""
        lines.append(f"{title}{said}　**{points}**{grade}{veto}{left}")
    return lines


def known_already(sheet: SelfSheet, spec: RubricSpec, known: Mapping[str, Proposal]) -> Wish | None:
    """系统已经知道的: what can be put down with one click, with its value, how it is counted, and as of when."""
    rows = [(item, known[item.proposal]) for item in spec.items if item.proposal in KNOWN and item.proposal in known]
    open_ = [(item, told) for item, told in rows if not _is_taken(sheet, spec, item, told)]
    if not rows:
        return None
    free = [item.code for item, told in open_ if proposed_mark(spec, item, told) and item.code not in sheet.items]
    with st.expander(f"系统已经知道的（{len(rows)} 项）", expanded=bool(free), icon=":material/database:"):
        wish = _take_all(sheet, free) if len(free) > 1 else None
        for item, told in rows:
            wish = _known(sheet, spec, item, told, taken=(item, told) not in open_) or wish
    return wish


def _is_taken(sheet: SelfSheet, spec: RubricSpec, item: Item, told: Proposal) -> bool:
    own = sheet.items.get(item.code)
    return own is not None and own.mark == proposed_mark(spec, item, told)


def _take_all(sheet: SelfSheet, codes: Sequence[str]) -> Wish | None:
    form = f"self.take_all.{sheet.entry.id}"
    if st.button(f"全部采用（{len(codes)} 项）", type="primary", key=form_key(form)):
        return Wish("take_proposals", {"entry_id": sheet.entry.id, "codes": tuple(codes)}, form, "已采用，可以再改")
    return None


def _known(sheet: SelfSheet, spec: RubricSpec, item: Item, told: Proposal, *, taken: bool) -> Wish | None:
    quantity, form = KNOWN[told.key], f"self.take.{sheet.entry.id}.{item.code}"
    value = "还不知道" if told.value is None else f"{filling.plain(told.value)} {quantity.unit}"
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(
            f"{safe(item.code)}　{safe(item.title)}：**{safe(value)}**  \n"
            f":small[:gray[{safe(quantity.title)}　{safe(told.words)}　{safe(quantity.rule)}　截至 {month_day(told.as_of)}]]",
            width="stretch",
        )
        if taken:
            st.markdown(":green-badge[:material/check: 已采用]", width="content")
        elif proposed_mark(spec, item, told) is None:
            st.markdown(
                f":gray-badge[{'请到登记里补上' if told.value is None else '供参考，请自己判断'}]", width="content"
            )
        elif st.button("采用" if item.code not in sheet.items else "改用这个数", key=form_key(form)):
            given = {"entry_id": sheet.entry.id, "codes": (item.code,), "over": True}
            return Wish("take_proposals", given, form, "已采用，可以再改")
    return None


def way(sheet: SelfSheet, groups: Sequence[Group], lack: Lack) -> int:
    """The indicators, each with how much of it is done; answers the one to show."""
    key, goto = f"self.group.{sheet.entry.id}", f"self.goto.{sheet.entry.id}"
    asked = state.held(goto)
    if asked is not None:
        state.preset(key, int(asked))
        state.drop(goto)
    if len(groups) == 1:
        return 0
    short = len(groups) <= TAPPED
    words = [_group_words(group, lack, short=short) for group in groups]
    options = list(range(len(groups)))
    if short:
        at = st.segmented_control(
            "指标", options, format_func=words.__getitem__, default=0, required=True, key=key,
            label_visibility="collapsed", width="stretch",
        )  # fmt: skip
    else:
        at = st.selectbox("指标", options, format_func=words.__getitem__, key=key, label_visibility="collapsed")
    return int(at or 0)


def show_group(sheet: SelfSheet, group: int) -> None:
    """Go on to another indicator."""
    state.hold(f"self.part.{sheet.entry.id}.goto", FILL)
    state.hold(f"self.goto.{sheet.entry.id}", group)
    st.rerun()


def _group_words(group: Group, lack: Lack, *, short: bool) -> str:
    codes = [item.code for item in group.items]
    open_ = sum(code in lack.marks or code in lack.evidence for code in codes)
    title = group.title[:SHORT] if short else "　".join(group.trail[-2:]) or group.title
    return safe(f"{'✓ ' if not open_ else ''}{title} {len(codes) - open_}/{len(codes)}")


def nobody_yet() -> None:
    """No school has handed anything in."""
    parts.empty("hourglass_empty", "还没有学校提交自评", "学校提交后，可以在这里查看和退回补充。", key="self.nobody")


def nothing_yet() -> None:
    """No round asks anything of this school."""
    parts.empty("fact_check", "现在没有要填的自评", "教研员开始一轮评估后，会出现在这里。", key="self.none")


def switch(*, fills: bool, mine: bool, key: str) -> str:
    """What to look at: the sheet to fill in, the library, the last look; or the sheet as it is."""
    sides = [FILL, LIBRARY, HAND_IN] if fills else [READ, LIBRARY] if mine else [READ]
    asked = state.held(f"{key}.goto")
    if asked in sides:
        state.preset(key, asked)
        state.drop(f"{key}.goto")
    if len(sides) == 1:
        return sides[0]
    chosen = st.segmented_control(
        "看什么", sides, default=sides[0], required=True, key=key, label_visibility="collapsed"
    )
    return chosen or sides[0]


def onward(sheet: SelfSheet, groups: Sequence[Group], at: int) -> None:
    """On to the next indicator, and from the last to the last look."""
    last = at == len(groups) - 1
    if st.button("检查并提交" if last else f"下一组：{safe(groups[at + 1].title)}", type="primary", key="self.next"):
        if not last:
            show_group(sheet, at + 1)
        state.hold(f"self.part.{sheet.entry.id}.goto", HAND_IN)
        st.rerun()
