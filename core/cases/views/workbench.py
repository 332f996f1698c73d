"""One case: what stands, what was written down, and how it came here."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

import streamlit as st

from core.cases import packs
from core.cases.queries import CaseRow, ChangeRow, EntryRow
from core.cases.rules.states import CaseState, Step
from core.cases.views import forms
from core.cases.views.shared import Key, People, Wish, due_words, state_badge
from core.clock import local
from core.ui import parts
from core.ui.words import Level, day, moment, safe
from core.ui.words.care import OUTCOMES, SOURCES, STEPS

FACTS = 680  # px
WAYS = (
    ("看一生一档", ":material/contact_page:", "pages/care/pupil.py"),
    ("去转介", ":material/north_east:", "pages/care/referrals.py"),
    ("去移交", ":material/move_up:", "pages/care/handovers.py"),
)
OVERVIEW, RECORDS, PLAN, FILES, STEPS_ = "概况", "记录", "一生一策", "附件", "等级与状态"
ICONS: Mapping[Step, str] = {
    Step.OPEN: "folder_open",
    Step.RETIER: "swap_vert",
    Step.REFER: "north_east",
    Step.COME_BACK: "south_west",
    Step.PROPOSE: "inventory",
    Step.CLOSE: "task_alt",
    Step.REOPEN: "restart_alt",
}


class Rights(NamedTuple):
    """What the reader may do with this case."""

    sees: bool
    works: bool
    approves: bool

    @property
    def parts(self) -> tuple[str, ...]:
        """The sides of the workbench that are open."""
        if self.sees:
            return (OVERVIEW, RECORDS, PLAN, FILES, STEPS_)
        return (OVERVIEW, STEPS_) if self.approves else (OVERVIEW,)


def head(row: CaseRow, level: Level, people: People, place: str) -> None:
    """Who it is about, in one line."""
    name = people.pupil(row.person_id)
    st.markdown(f"#### {safe(name)}　{level.badge} {state_badge(row.state)}　:gray[{safe(place)}]", anchors=False)


def switch(rights: Rights) -> str:
    """The side of the workbench that is looked at."""
    if len(rights.parts) == 1:
        return OVERVIEW
    side: str = st.segmented_control(
        "看什么", rights.parts, default=OVERVIEW, required=True, key="cases.part", label_visibility="collapsed"
    )
    return side


def overview(row: CaseRow, level: Level, people: People, why: Sequence[parts.Fact], today: date) -> None:
    """What stands; `why` tells why the person is on the list, to those alone who may know."""
    going_on = row.state is not CaseState.CLOSED
    pairs = [
        parts.Fact("谁负责", people.colleague(row.responsible_id)),
        parts.Fact("下一次", (due_words(row.next_on, today) or "还没有约") if going_on else "已结案"),
        parts.Fact("谁来牵头", level.duty),
        parts.Fact("来源", SOURCES[row.source]),
        parts.Fact("建档", day(local(row.opened_at).date(), year=True)),
        *why,
    ]
    if row.outcome:
        pairs.append(parts.Fact("结果", OUTCOMES[row.outcome]))
    with st.container(border=True, width=FACTS):
        parts.facts(pairs)


def ways(rights: Rights, row: CaseRow) -> str | None:
    """Where the work on this case goes on; answers the page that was asked for."""
    ways = WAYS if rights.works and row.state is not CaseState.CLOSED else WAYS[:1]
    if not rights.sees:
        return None
    with st.container(horizontal=True, gap="small"):
        pressed = [file for title, icon, file in ways if st.button(title, icon=icon, key=f"cases.way.{title}")]
    return pressed[0] if pressed else None


def write(warning_id: int, old: EntryRow | None, *, case_id: int, today: date, key: Key) -> Wish | None:
    """One more record, or an old one corrected; None until it was sent and nothing is wrong with it."""
    form = f"cases.entry.{old.id if old else case_id}"
    at = key(form)
    if old is not None and (spec := packs.forms().get(old.form)):
        st.caption(":material/history: 更正之后，原来那一条保留备查。")
        filled = forms.fill(spec, key=at, today=today, start=old.content, held_on=old.held_on)
        given = {"entry_id": old.id, "content": filled.content} if filled else None
        return Wish("correct_entry", given, form, "已更正，原来的一条保留备查") if given else None
    every = packs.forms()
    order = sorted(every, key=lambda one: (every[one].interview, not every[one].follow_up))
    chosen = st.pills("写一条", order, format_func=lambda one: every[one].title, key=f"{at}.kind")
    filled = forms.fill(every[chosen], key=f"{at}.{chosen}", today=today) if chosen else None
    if not filled or not chosen:
        return None
    given = {"warning_id": warning_id, "form": chosen, "held_on": filled.held_on, "content": filled.content}
    return Wish("write_entry", given, form, f"{every[chosen].title}已保存")


def entries(rows: Sequence[EntryRow], people: People, *, picks: bool) -> EntryRow | None:
    """The records, newest first, each behind its day; answers the one that somebody picks to correct."""
    chosen = None
    if not rows:
        parts.empty("edit_note", "还没有记录", "约谈、随访、家访之后，在这里记下来。", key="cases.no_entries")
    for row in sorted(rows, key=lambda one: (one.held_on, one.id), reverse=True):
        form = packs.forms().get(row.form)
        title = form.title if form else row.form
        old = "（已更正，保留备查）" if row.replaced_by else ""
        with st.expander(f"{day(row.held_on, year=True)}　{safe(title)}　·　{safe(people.colleague(row.by_id))}{old}"):
            forms.entry(form, row.content)
            st.caption(f"记录于 {moment(row.at, year=True)}　·　表单 {safe(row.version)} 版")
            if picks and not row.replaced_by and st.button("更正这一条", key=f"cases.correct.{row.id}"):
                chosen = row
    return chosen


def history(rows: Sequence[ChangeRow], people: People, known: Mapping[int, Level]) -> None:
    """Every change of tier and state: who, when, from where to where, and why (where the reader may know)."""
    with parts.timeline("case"):
        for row in sorted(rows, key=lambda one: (one.at, one.id), reverse=True):
            event = parts.Event(
                moment(row.at, year=True), people.colleague(row.by_id), ICONS.get(row.step, "arrow_forward"),
                STEPS[row.step] + _from_to(row, known), row.why,
            )  # fmt: skip
            parts.event(event)


def _from_to(row: ChangeRow, known: Mapping[int, Level]) -> str:
    """▲ 校级跟进 → ◆ 区级跟进, where the tier changed."""
    if row.from_severity is None or row.from_severity == row.to_severity:
        return ""
    before, after = (known[one].text if one in known else "其他等级" for one in (row.from_severity, row.to_severity))
    return f"　{before} → {after}"
