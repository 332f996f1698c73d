"""标准试算: move cut-offs on stored scores, see each school's list, publish a version; never a name."""

import streamlit as st

from core.access import Capability
from core.accounts.queries import names as names_of
from core.organisations import queries as organisations
from core.organisations.rules import Level
from core.screening import actions, packs, queries
from core.screening.rules.cutoffs import adjusted
from core.screening.rules.states import CampaignState
from core.screening.rules.trials import tried
from core.screening.views import shared
from core.screening.views import trials as views
from core.ui import page, parts

actor = page.begin(
    "标准试算",
    needs=Capability.PUBLISH_POLICY,
    note="先在已有的分数上试一试，看各校名单会变成多长、人手够不够，再决定要不要发布。全程只看人数。",
)
scope = actor.over(Capability.PUBLISH_POLICY)
looks_in = (actor.over(Capability.SEE_SCORES).at_every_level, actor.over(Capability.BREAK_GLASS))  # into anybody's file
individual = all(any(one.covers(reach.path) for one in looks_in) for reach in scope.reaches)
with page.reading() as session:
    rows = queries.campaign_list(session, scope, states=(CampaignState.OPEN, CampaignState.CLOSED))
    orgs = organisations.tree(session, scope, levels=(Level.PROVINCE, Level.CITY, Level.COUNTY))
if not rows:
    parts.empty(
        "calculate", "还没有可以试算的批次", "普测批次启动并导入作答之后，就可以在这里试算。", key="simulator.none"
    )
    st.stop()

with st.container(horizontal=True):
    campaign = shared.pick_campaign(rows, key="simulator.campaign")
    home = next((org for org in orgs if org.id == campaign.org_id), orgs[0] if orgs else None)
    with page.reading() as session:
        offered = queries.in_force(session, org_id=home.id if home else campaign.org_id)
        earlier = queries.previous_campaign(session, scope, campaign)
    base = views.pick_base(campaign, offered)

moved = views.cutoffs(campaign, base)
policy = adjusted(base, moved.changes, packs.scales())
scores = views.held(actor, campaign)
if moved.asked and scores is None:
    people = 0
    with page.acting(None, rerun=False) as (session, actor):
        people = actions.begin_trial(session, actor, campaign_id=campaign.id)
    if people:
        scores = views.read(scope, campaign, earlier)
        views.keep(actor, scores)
if scores is None:
    st.caption("点“试算”，就会在这个批次已有的分数上算一遍；不改动任何数据。")
else:
    found = tried(
        scores.wave,
        before=campaign.policy,
        after=policy,
        last=scores.last,
        counsellors=scores.counsellors,
        hide=not individual,
    )
    with page.reading() as session:
        places = queries.places(session, [school.school_id for school in found.schools])
    views.outcome(found, policy, places.schools)
    views.across_years(scores.twofolds, earlier, hide=not individual)

if home:
    parts.section("发布", "成为本级的新版本")
    by_id = {org.id: org for org in orgs}
    chosen = st.selectbox(
        "由哪一级发布", list(by_id), index=list(by_id).index(home.id), format_func=lambda key: by_id[key].name,
        key=f"simulator.org.{campaign.id}", width=420, filter_mode=None,
    )  # fmt: skip
    with page.reading() as session:
        upper = queries.bound_from_above(session, org_id=chosen, key=policy.key)
        versions = queries.policy_versions(session, scope)
        names = names_of(session, {row.by_id for row in versions})
    note = views.publishing(policy, by_id[chosen], upper, key=page.form_key("simulator.publish"))
    if note is not None:
        with page.acting("新版本已发布，以后新建的批次按它分级", form="simulator.publish") as (session, actor):
            actions.publish_policy(session, actor, org_id=chosen, policy=policy, note=note)
    parts.section("发布过的版本", "新的在前")
    views.history(versions, names)
