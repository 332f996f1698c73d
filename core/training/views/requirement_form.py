"""师资要求 to edit: a draft from what holds or from a shipped pack, what is wrong with it, what would change."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import streamlit as st

from core.access import Scope
from core.organisations.queries import OrgRow
from core.organisations.rules import Level
from core.training import packs
from core.training.queries import HeldRequirements, SchoolHours
from core.training.rules.requirement_changes import changed
from core.training.rules.requirement_lint import Finding, Weight, lint
from core.training.rules.requirements import RequirementSpec
from core.training.views.requirement_fields import hours_fields, line_fields, school_fields, supervision_fields
from core.training.views.requirement_parts import Flaws, head_fields, made
from core.ui import parts, state
from core.ui.parts import Fact
from core.ui.words import safe

HELD = "现在执行的这一版"
MOST_LINES = 20
FINDINGS: Mapping[str, str] = {
    "nothing_asked": "这一版没有任何要求，请至少写一条。",
    "never_met": "学时比上限还多，谁都达不到。请调低学时，或调高上限。",
    "titles_twice": "有两条要求同名，请改一个名称。",
    "nothing_to_carry": "写了结转，可是没有哪一类有上限，结转不会发生。",
    "no_supervision": "督导的两个数都是 0，等于不要求。",
    "due_early": "期限在年度开始后一个月之内，确认是这样吗？",
    "lines_overlap": "和另一条说的是同样的人、同一类学时，两条都要达到。确认是这样吗？",
    "still_default": "依据还写着“默认值”，请按本地文件核定。",
}


class Draft(NamedTuple):
    """What stands in the form: a spec, or why there is none yet."""

    spec: RequirementSpec | None
    flaws: tuple[str, ...]


def bureaus(seen: Mapping[int, OrgRow], publishes: Scope) -> dict[int, OrgRow]:
    """The bureaus that may publish a version of their own."""
    return {one: row for one, row in seen.items() if row.level is not Level.SCHOOL and publishes.covers(row.path)}


def pick_place(places: Mapping[int, OrgRow], first: int) -> int:
    """For which organisation; nothing is asked where there is one alone."""
    if len(places) < 2:
        return next(iter(places), first)
    return st.selectbox(
        "哪个单位", list(places), format_func=lambda one: places[one].name, key="requirements.org", width=420
    )


def pick_base(held: HeldRequirements) -> RequirementSpec:
    """What the draft begins from; the note of a shipped set stays behind, it speaks of that set."""
    shipped = packs.requirement_packs()
    chosen = st.selectbox(
        "从哪一份改起", ["", *shipped], key=f"requirements.base.{held.org_id}.{held.version}", width=420,
        format_func=lambda key: f"系统自带：{shipped[key].title}" if key else HELD, filter_mode=None,
    )  # fmt: skip
    return packs.in_own_words(shipped[chosen] if chosen else held.spec)


def draft(base: RequirementSpec, org: int) -> Draft:
    """The form for a bureau, filled from `base`, and what it says now."""
    key, flaws = f"requirements.{org}.{base.key}.{base.version.replace('.', '_')}", Flaws()
    head = head_fields(base, key, flaws)
    parts.section("对个人的学时", "几条同时成立；一条里选几个类别，就对这几类人都要求")
    more = int(state.held(f"{key}.more") or 0)
    slots = [*base.people, *[None] * (max(1, more) if not base.people else more)][:MOST_LINES]
    lines = [line_fields(line, at, key, flaws) for at, line in enumerate(slots)]
    if len(slots) < MOST_LINES and st.button("再加一条", key=f"{key}.add", icon=":material/add:"):
        state.hold(f"{key}.more", more + 1)
        st.rerun()
    left, right = parts.halves()
    with left:
        parts.section("对学校")
        asked = school_fields(base, key, flaws)
        supervised = supervision_fields(base, key, flaws)
    with right:
        parts.section("学时怎么算")
        hours = hours_fields(base, key)
    told = {**head, "people": [line for line in lines if line], "school": asked, "supervision": supervised}
    return Draft(*made({**told, "hours": hours}, base, flaws))


def findings(drafted: Draft) -> tuple[Finding, ...]:
    """What is wrong with the draft, or was hardly meant; drawn, and answered."""
    found = lint(drafted.spec, packs.hour_categories()) if drafted.spec else ()
    for words in drafted.flaws:
        st.warning(safe(words), icon=":material/info:")
    for one in found:
        where = f"“{one.line}”：" if one.line else ""
        draw = st.warning if one.weight is Weight.MUST else st.info
        draw(safe(where + FINDINGS[one.code]), icon=":material/info:")
    return found


def changes(before: RequirementSpec, after: RequirementSpec | None) -> None:
    """What would be different from what holds."""
    parts.section("和现在执行的相比")
    if after is None:
        st.caption("上面的提醒改好之后，这里会列出不同的地方。")
        return
    told = changed(packs.in_own_words(before), after, packs.hour_categories())
    st.markdown("\n".join(f"- {safe(one)}" for one in told) if told else "没有不同。")


def asks_for_trial(org: int) -> bool:
    """Whether somebody wants to know what the draft would make of the hours on record."""
    return st.button("按这一稿试算", key=f"requirements.trial.{org}", icon=":material/calculate:")


def trial(before: Sequence[SchoolHours], after: Sequence[SchoolHours]) -> None:
    """How many people would meet the draft, beside how many meet what holds."""
    with st.container(border=True):
        st.markdown("**按现有学时试算**　:small[:gray[只算数，不改动任何记录]]")
        parts.facts([Fact("现在执行的", _counted(before)), Fact("这一稿", _counted(after))])


def publishing(name: str, drafted: Draft, found: Sequence[Finding], *, key: str) -> str | None:
    """The last step: why, and the button; the note, once it was sent."""
    sound = drafted.spec is not None and all(one.weight is not Weight.MUST for one in found)
    return parts.publishing(f"成为{name}的新版本，下面的学校从现在起按它算", sound=sound, key=key)


def _counted(rows: Sequence[SchoolHours]) -> str:
    asked, met = sum(row.asked for row in rows), sum(row.met for row in rows)
    behind = sum(any(line.met is False for line in row.lines) for row in rows)
    return f"有要求 {asked} 位，达到 {met} 位，还缺 {asked - met} 位；配备还差的学校 {behind} 所"
