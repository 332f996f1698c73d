"""What stands behind one tile of the board: when and for whom, and what to do next."""

from collections.abc import Collection, Sequence
from enum import StrEnum

import streamlit as st

from core.access import Scope
from core.activities.queries import Material, SeasonRow
from core.activities.queries.board import season_clock
from core.activities.rules import ReportState
from core.activities.rules.board_titles import HOLLOW, LATE, PROGRESS_TITLES
from core.activities.rules.checklists import ItemSpec
from core.activities.rules.facts import AUDIENCE_TITLES
from core.activities.rules.progress import Reported, due_day
from core.activities.rules.reports import STATE_TITLES
from core.activities.views.board import Picked
from core.ui import charts, parts
from core.ui.parts import Fact
from core.ui.words import count, moment, month_day, safe, span

THREE, PICTURES = 3, 6


class Reader(StrEnum):
    """What somebody may see and do here."""

    NUMBERS = "numbers"  # figures alone
    SCHOOL = "school"  # the school itself: the words, and the way to the report
    BUREAU = "bureau"  # who runs the season: the words, and the way to the review


def reader(path: str, runs: Scope, keeps: Scope) -> Reader:
    """What somebody is to the school at a path, by where they run seasons and where they keep reports."""
    if runs.covers(path):
        return Reader.BUREAU
    return Reader.SCHOOL if keeps.covers(path) else Reader.NUMBERS


def looks(found: Sequence[Material], reader: Reader, runs: Scope, keeps: Scope) -> list[int]:
    """The reports whose small pictures this reader may see: held where the own right reaches, and no draft of others."""
    reach = {Reader.BUREAU: runs, Reader.SCHOOL: keeps}.get(reader, Scope())
    draft = reader is Reader.BUREAU
    return [
        one.id for one in found if reach.covers(one.path) and not (draft and one.figures.state is ReportState.DRAFT)
    ]


def badge(picked: Picked) -> str:
    """The state of the tile, in Markdown."""
    mark = charts.MARKS[picked.cell.state.value]
    marks = [f"{mark.sign} {PROGRESS_TITLES[picked.cell.state]}".strip()]
    marks += [LATE] * picked.cell.late + [HOLLOW] * picked.cell.hollow
    return " ".join(f":gray-badge[{safe(one)}]" for one in marks)


def strip(picked: Picked) -> bool:
    """The tile in one line below the board; answers whether its material is asked for again."""
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        told = (
            f"{count(picked.cell.sessions)} 场 · {count(picked.cell.attendances)} 人次" if picked.cell.sessions else ""
        )
        st.markdown(
            f"**{safe(picked.school.school)}** · {safe(picked.item.title)}　{badge(picked)}　:small[:gray[{told}]]",
            width="stretch",
        )
        return st.button("看材料", key="board.open")


def head(picked: Picked, season: SeasonRow) -> None:
    """Whose and what, how it stands, until when."""
    st.markdown(f"**{safe(picked.school.school)}** · {safe(picked.item.title)}")
    kind = "必做" if picked.item.required else "选做"
    until = due_day(picked.item, season_clock(season))
    st.markdown(f"{badge(picked)} :gray-badge[{kind}] :gray-badge[:material/schedule: {month_day(until)}前上报]")
    if picked.item.words:
        st.caption(safe(picked.item.words))


def nothing(item: ItemSpec) -> None:
    """Nobody reported yet: what is asked for."""
    asks = item.evidence
    wanted = [f"照片 {asks.photos} 张"] * bool(asks.photos) + ["文件"] * asks.file + ["一段文字"] * asks.words
    wanted += ["作品数"] * asks.works
    why = f"上报时请带上：{'、'.join(wanted)}。" if wanted else "上报时写上日期、场次和人次就行。"
    parts.empty("inbox", "还没有上报", why, key="board.cell.none")


def report(one: Material, reader: Reader, thumbs: Collection[bytes], *, school: str) -> bool:
    """One report; answers whether the reader wants to go on with it. A draft is told to its own school alone."""
    draft = one.figures.state is ReportState.DRAFT
    with st.container(border=True, gap="small"):
        words = reader is not Reader.NUMBERS and not (draft and reader is Reader.BUREAU)
        title = safe(one.title) if words else ("学校正在填写" if draft else "活动")
        st.markdown(f"**{title}**　:gray-badge[{STATE_TITLES[one.figures.state]}]")
        if draft and reader is not Reader.SCHOOL:
            return False
        parts.facts(_facts(one, school))
        if words and one.comment and one.figures.state is ReportState.RETURNED:
            st.markdown(f":material/chat: {safe(one.comment)}")
        _pictures(thumbs)
        verb = _verb(one.figures.state, reader, own=one.host == school)
        return bool(verb) and st.button(verb, type="primary", key=f"board.go.{one.id}")


def _facts(one: Material, school: str) -> list[Fact]:
    told, sent = one.figures, one.sent_at
    rows = [Fact("日期", span(one.held_on, one.until) if one.until != one.held_on else month_day(one.held_on))]
    rows += [Fact("主办", one.host)] * (one.host != school)
    rows += [Fact("场次", count(told.sessions, "场")), Fact("人次", _people(told))]
    rows += [Fact("作品", count(sum(told.works.values()), "件"))] * any(told.works.values())
    rows.append(Fact("材料", f"照片 {told.photos} 张，文件 {told.files} 份"))
    return rows + ([Fact("上报", moment(sent))] if sent else [])


def _pictures(thumbs: Collection[bytes]) -> None:
    """The first few, small; they are opened where the report is."""
    if thumbs:
        grid = st.grid(THREE, min_column_width=80, gap="small")
        for number, one in enumerate(list(thumbs)[:PICTURES], 1):
            with grid.cell():
                st.image(one, width="stretch", alt=f"照片 {number}")


def _people(told: Reported) -> str:
    each = {title: getattr(told, audience.value) for audience, title in AUDIENCE_TITLES.items()}
    named = [f"{title} {count(number)}" for title, number in each.items() if number is not None]
    return "，".join(named) or "还没有填"


def _verb(state: ReportState, reader: Reader, *, own: bool) -> str:
    if reader is Reader.BUREAU:
        return "去审核" if state is ReportState.SENT else ""
    verbs = {ReportState.DRAFT: "接着填", ReportState.RETURNED: "去补充"}
    return verbs.get(state, "") if own and reader is Reader.SCHOOL else ""
