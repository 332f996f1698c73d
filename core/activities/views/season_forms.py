"""活动月: planned in a minute from a season that comes back, or from last year's; put right while it is open."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

import streamlit as st

from core.activities import packs
from core.activities.queries import HeldChecklist, SeasonRow
from core.activities.rules import SeasonKind
from core.activities.rules.checklists import ChecklistSpec
from core.activities.rules.season_titles import evidence_words, task_words
from core.activities.rules.seasons import GUIDANCE, SEASON_KINDS, TITLE, SeasonDraft
from core.organisations.queries import OrgRow
from core.ui.words import safe

AHEAD, LONG, REPORT = timedelta(days=14), timedelta(days=30), timedelta(days=10)
"""A season of no occasion: two weeks off, a month long, ten days to report."""
FIELD = 170  # px of a date
DAY = "YYYY-MM-DD"
OWN = "自己定日期"
KEPT = ""


class Start(NamedTuple):
    """What the form shows at first; `key` tells one from another."""

    key: str
    name: str
    draft: SeasonDraft


class _Days(NamedTuple):
    starts_on: date
    ends_on: date
    report_until: date
    plan_until: date | None


def pick_bureau(orgs: Sequence[OrgRow]) -> OrgRow:
    """Who holds it: the only bureau of the actor, or one of several."""
    if len(orgs) == 1:
        return orgs[0]
    by_id = {one.id: one for one in orgs}
    chosen = st.selectbox(
        "主办单位", list(by_id), format_func=lambda one: by_id[one].name, key="seasons.org", width=320
    )
    return by_id[chosen]


def pick_start(org: OrgRow, rows: Sequence[SeasonRow], today: date) -> Start:
    """A season that comes back, the next time it does; one that this bureau held before, a year later; or an empty one."""
    starts = [_of_preset(org.id, key, today) for key in packs.season_presets()]
    starts.sort(key=lambda one: one.draft.starts_on)
    starts += [
        Start(f"season{row.id}", f"照着“{row.title}”", _a_year_later(row)) for row in rows if row.org_id == org.id
    ]
    starts.append(Start("own", OWN, _plain(org.id, today)))
    by_key = {one.key: one for one in starts}
    chosen = st.selectbox(
        "从哪一个开始", list(by_key), format_func=lambda one: by_key[one].name, key=f"seasons.start.{org.id}", width=420,
        filter_mode=None,
    )  # fmt: skip
    return by_key[chosen]


def pick_checklist(
    held: Sequence[HeldChecklist], first: ChecklistSpec, *, key: str, keeps: bool = False
) -> ChecklistSpec:
    """A checklist for the season, and what it asks for; with `keeps`, the one that the season has stays at first."""
    named: dict[str, ChecklistSpec] = {KEPT: first} if keeps else {}
    named |= {one.spec.key: one.spec for one in held}
    words = {
        one.spec.key: f"{one.spec.title}（{one.org_name or '系统自带'}，{len(one.spec.items)} 项）" for one in held
    }
    at = KEPT if keeps else first.key if first.key in named else next(iter(named))
    chosen = st.selectbox(
        "清单", list(named), index=list(named).index(at), key=f"{key}.checklist", width=420, filter_mode=None,
        format_func=lambda one: words.get(one, f"现在的：{first.title}"),
    )  # fmt: skip
    spec = named[chosen]
    told = (f"{safe(one.title)}（{task_words(one)}；{evidence_words(one.evidence)}）" for one in spec.items)
    st.caption("\n".join(f"{number}. {one}" for number, one in enumerate(told, 1)))
    return spec


def draft_form(before: SeasonDraft, checklist: ChecklistSpec, *, key: str) -> SeasonDraft | None:
    """A season as it was filled in; None until it was sent."""
    kinds = list(SeasonKind)
    with st.form(key):
        left, right = st.columns([2, 1])
        title = left.text_input("名称", before.title, max_chars=TITLE, key=f"{key}.title")
        kind = right.selectbox(
            "类型", kinds, kinds.index(before.kind), format_func=SEASON_KINDS.__getitem__, key=f"{key}.kind",
            filter_mode=None,
        )  # fmt: skip
        days = _days(before, key)
        guidance = st.text_area(
            "主题和要求（选填）", before.guidance, max_chars=GUIDANCE, height=110, key=f"{key}.guidance",
            placeholder="例如：今年的主题、重点、注意事项",
        )  # fmt: skip
        counts = st.checkbox("上报后就算完成，不用等审核", before.counts_sent, key=f"{key}.counts")
        if not st.form_submit_button("保存", type="primary", key=f"{key}.send"):
            return None
    return SeasonDraft(before.org_id, kind, title, *days[:3], checklist, days.plan_until, guidance, counts)


def _days(before: SeasonDraft, key: str) -> _Days:
    grid = st.grid(4, min_column_width=FIELD)
    help_ = "空着就是不收方案；写了方案的学校也可以自愿提交。"
    return _Days(
        grid.cell().date_input("开始", before.starts_on, format=DAY, key=f"{key}.starts"),
        grid.cell().date_input("结束", before.ends_on, format=DAY, key=f"{key}.ends"),
        grid.cell().date_input("上报到哪天", before.report_until, format=DAY, key=f"{key}.report"),
        grid.cell().date_input("方案交到哪天", before.plan_until, format=DAY, key=f"{key}.plan", help=help_),
    )


def of_row(row: SeasonRow) -> SeasonDraft:
    """A season as it is planned now."""
    return SeasonDraft(**{name: getattr(row, name) for name in SeasonDraft._fields})


def _of_preset(org_id: int, key: str, today: date) -> Start:
    preset = packs.season_presets()[key]
    year = next(year for year in range(today.year - 1, today.year + 2) if preset.dates(year).ends_on >= today)
    days = preset.dates(year)
    checklist = packs.checklists()[preset.checklist]
    draft = SeasonDraft(
        org_id, preset.kind, preset.title_in(year), days.starts_on, days.ends_on, days.report_until, checklist,
        days.plan_until,
    )  # fmt: skip
    return Start(key, draft.title, draft)


def _a_year_later(row: SeasonRow) -> SeasonDraft:
    before, moved = of_row(row), dict[str, date | None]()
    for name in ("starts_on", "ends_on", "report_until", "plan_until"):
        moved[name] = _next_year(getattr(before, name))
    title = before.title.replace(str(before.starts_on.year), str(before.starts_on.year + 1))
    return before._replace(title=title, **moved)  # type: ignore[arg-type]  # the days that are there stay days


def _next_year(day: date | None) -> date | None:
    """The same day a year later; the 29 February becomes the 28th."""
    leap = day is not None and (day.month, day.day) == (2, 29)
    return None if day is None else day.replace(year=day.year + 1, day=28 if leap else day.day)


def _plain(org_id: int, today: date) -> SeasonDraft:
    starts = today + AHEAD
    ends = starts + LONG
    checklist = packs.checklists()[packs.PLAIN]
    return SeasonDraft(org_id, SeasonKind.OTHER, "", starts, ends, ends + REPORT, checklist)
