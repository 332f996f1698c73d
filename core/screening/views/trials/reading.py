"""The scores a trial works on: read part by part, and kept in memory for the page's next runs, without any name or id."""

from typing import NamedTuple

import streamlit as st

from core.access import Actor, Scope
from core.screening import queries
from core.screening.queries import CampaignRow
from core.screening.rules.crossings import Twofold
from core.screening.rules.trials import Wave, portions, together
from core.ui import page, pending, state

HELD_AS = "simulator.wave"


class Held(NamedTuple):
    """One campaign's scores as they were read, with what each school is compared against."""

    campaign_id: int
    data_version: int
    wave: Wave
    last: dict[int, tuple[int, int]]
    counsellors: dict[int, int]
    twofolds: dict[str, Twofold]


def held(actor: Actor, campaign: CampaignRow) -> Held | None:
    """What this sign-in session has read of the campaign, while no file has come in since."""
    kept = pending.get(actor, str(state.held(HELD_AS) or ""))
    fresh = isinstance(kept, Held) and (kept.campaign_id, kept.data_version) == (campaign.id, campaign.data_version)
    return kept if fresh else None


def keep(actor: Actor, found: Held) -> None:
    """Keep it for the next runs."""
    arrays = (value for scores in found.wave.results.values() for value in vars(scores).values())
    state.hold(HELD_AS, pending.put(actor, found, size=sum(getattr(value, "nbytes", 0) for value in arrays)))


def read(scope: Scope, campaign: CampaignRow, earlier: CampaignRow | None) -> Held:
    """Every score of the campaign within the scope, some schools at a time, with a bar that says how far it is."""
    with page.reading() as session:
        groups = [(one.group, one.completion.tested) for one in queries.counts_by_school(session, scope, campaign.id)]
        last = queries.last_year(session, scope, campaign_id=campaign.id)
        there = queries.counsellors(session, scope)
    parts, shared = portions(groups), _shared(campaign, earlier)
    bar, steps = st.progress(0.0, text="正在读取已有的分数"), len(parts) + len(shared)
    waves, twofolds = [], {}
    for at, schools in enumerate(parts, 1):
        with page.reading() as session:
            waves.append(queries.wave(session, scope, campaign_id=campaign.id, schools=schools))
        bar.progress(at / steps, text=f"正在读取已有的分数：{sum(map(len, waves)):,} 人")
    for at, scale in enumerate(shared, len(parts) + 1):
        with page.reading() as session:
            before_id = earlier.id if earlier else 0
            twofolds[scale] = queries.twofold(session, scope, campaign_id=campaign.id, before_id=before_id, scale=scale)
        bar.progress(at / steps, text="正在和上一次对照")
    bar.empty()
    return Held(campaign.id, campaign.data_version, together(waves), last, there, twofolds)


def _shared(campaign: CampaignRow, earlier: CampaignRow | None) -> list[str]:
    """Scales that both campaigns asked."""
    before = {scale.key for scale in earlier.scales} if earlier else set()
    return [scale.key for scale in campaign.scales if scale.key in before]
