"""The form of cut-offs: each condition in words, beside the figure that may be moved."""

from collections.abc import Mapping
from typing import NamedTuple

import streamlit as st

from core.screening import packs
from core.screening.queries import CampaignRow
from core.screening.rules.bands import Status
from core.screening.rules.cutoffs import Place, limit, span, words
from core.screening.rules.policy import Condition, Severity, TierPolicy
from core.screening.views.shared import levels
from core.ui import parts
from core.ui.words import safe

DEFAULT = "默认值，请按本地文件核定"
WIDTH = 260  # px of one condition


class Moved(NamedTuple):
    """The cut-offs as they stand in the form, and whether they are to be tried."""

    changes: dict[Place, float]
    asked: bool


def pick_base(campaign: CampaignRow, in_force: Mapping[str, TierPolicy]) -> TierPolicy:
    """The policy whose cut-offs are moved: what counts now for the campaign's own key, unless another one is picked."""
    newest = in_force[campaign.policy_key]
    policies = {(one.key, one.version): one for one in (newest, campaign.policy, *in_force.values())}
    chosen = st.selectbox(
        "从哪一版改起",
        list(policies),
        format_func=lambda name: f"{policies[name].title} {name[1]} 版",
        key=f"simulator.base.{campaign.id}.{newest.version}",
        width=420,
        filter_mode=None,
    )
    return policies[chosen]


def cutoffs(campaign: CampaignRow, policy: TierPolicy) -> Moved:
    """Every condition on a scale of the campaign, level by level; the others stay as they are."""
    asked = {scale.key for scale in campaign.scales}
    changes: dict[Place, float] = {}
    key = f"simulator.{campaign.id}.{policy.key}.{policy.version}"
    with st.form(f"{key}.cutoffs"):
        for severity, shown in levels(policy).items():
            level = policy.level(severity)
            places = [(at, one) for at, one in enumerate(level.conditions) if one.scale in asked] if level else []
            parts.section(shown.text, shown.duty)
            if not places:
                st.caption("这一级没有用到这个批次的量表。")
                continue
            grid = st.grid(len(places), min_column_width=WIDTH)
            for at, condition in places:
                with grid:
                    changes[Severity(severity), at] = _input(condition, f"{key}.{severity}.{at}")
        st.caption("关键题的规则不在这里改。没有用到的量表，条件不变。")
        return Moved(changes, st.form_submit_button("试算", type="primary", icon=":material/calculate:"))


def _input(condition: Condition, key: str) -> float:
    spec = packs.scale(condition.scale)
    room, now = span(condition, spec), limit(condition)
    label = safe(f"{spec.title} {words(condition, spec)}")
    told = DEFAULT if condition.status is Status.DEFAULT else condition.source
    if room.step == 1:
        found: float = st.number_input(label, int(room.low), int(room.high), int(now), 1, key=key, help=safe(told))
        return found
    found = st.number_input(label, room.low, room.high, now, room.step, format="%.1f", key=key, help=safe(told))
    return round(found, 2)
