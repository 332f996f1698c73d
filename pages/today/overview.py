"""总览: where the whole stands, in figures that quote their rule; never a name."""

import streamlit as st

from core import clock
from core.access import Capability
from core.activities import queries as held
from core.activities.rules import SeasonState
from core.activities.views import overview as months
from core.evaluation import queries as rated
from core.evaluation.rules.recognising import RecognitionState
from core.evaluation.rules.timeline import LINE, SEEN_BY_SCHOOLS
from core.evaluation.views import overview as rating
from core.organisations import queries as organisations
from core.organisations.rules import BUREAU_LEVELS, Level
from core.screening import queries
from core.screening.rules.states import CampaignState
from core.screening.views import overview as views
from core.screening.views import shared
from core.students.rules import Population
from core.training import queries as training
from core.training.views import overview as staffing
from core.ui import page, parts

actor = page.begin("总览", needs=Capability.VIEW_METRICS)
scope = actor.over(Capability.VIEW_METRICS)
individual = all(actor.over(Capability.SEE_SCORES).at_every_level.covers(reach.path) for reach in scope.reaches)


def month() -> None:
    """The activity month that runs, for a bureau; with or without a campaign."""
    active, today = actor.over(Capability.VIEW_ACTIVITIES), clock.today()
    with page.reading() as session:
        above = bool(active) and bool(organisations.tree(session, active, levels=BUREAU_LEVELS))
        seasons = held.seasons_seen(session, active, states=(SeasonState.OPEN,)) if above else []
        began = months.running(seasons, today)
        board = held.board(session, active, season_id=began.id, today=today) if began else None
    if board:
        months.panel(board)


with page.reading() as session:
    rows = queries.campaign_list(session, scope, states=(CampaignState.OPEN, CampaignState.CLOSED))
if not rows:
    parts.empty(
        "insights", "还没有普测的数据", "普测批次启动并导入作答之后，这里会有完成率和各级人数。", key="overview.none"
    )
    month()
    st.stop()
campaign = shared.pick_campaign(rows, key="overview.campaign")
if (
    campaign.population is Population.TEACHER
):  # what concerns teachers is not for their colleagues, in small numbers neither
    individual = individual and all(reach.staff for reach in scope.reaches)

with page.reading() as session:
    earlier = queries.previous_campaign(session, scope, campaign)
    whole = queries.counts(session, scope, campaign.id)
    stages = views.by_stage(queries.counts_by_grade(session, scope, campaign.id))
    before = queries.counts(session, scope, earlier.id) if earlier else None
    stages_before = views.by_stage(queries.counts_by_grade(session, scope, earlier.id)) if earlier else []
    top = organisations.get(session, scope, actor.org_id) if scope.touches(campaign.org_path) else None
    many = top is not None and top.level in (Level.PROVINCE, Level.CITY)
    groups = (
        queries.counts_by_child(session, scope, campaign.id, top.id)
        if many and top
        else queries.counts_by_school(session, scope, campaign.id)
    )
    names = queries.places(session, [one.group for one in groups]).schools
now = views.table(stages, campaign.policy, hide=not individual)
then = views.table(stages_before, earlier.policy, hide=not individual) if earlier else None

views.sentence(campaign, whole, now)
views.tiles(whole, now, before, then, campaign)
left, right = parts.halves()
with left:
    parts.section("各地完成率" if many else "各校完成率", "虚线是 95% 的约定；实测/应测", rule=views.RULE)
    views.completion_chart(groups, names, key="overview.completion")
with right:
    parts.section("名单上的学生，由谁牵头", f"n = {whole.completion.tested:,} 名实测学生")
    views.tiers_chart(now, campaign.policy, dict(enumerate(views.STAGES)), key="overview.tiers")
    views.suppression_note(now)
    parts.section("和上一年比", "名单占实测的比例，按学段")
    views.year_chart(now, then, f"{earlier.school_year} 学年" if earlier else "", f"{campaign.school_year} 学年")
if individual and 1 < len(groups) <= 30:
    parts.section("各校名单", "深浅按该级占比")
    by_school = views.table(groups, campaign.policy, hide=False)
    views.tiers_chart(by_school, campaign.policy, names, key="overview.board", board=True)

judged = actor.over(Capability.VIEW_EVALUATION)
if judged and top and top.level is not Level.SCHOOL:
    ending, today = RecognitionState.EXPIRING, clock.today()
    with page.reading() as session:
        started = rated.rounds_seen(session, judged, states=LINE[1:])
        going = next((one for one in started if one.state not in SEEN_BY_SCHOOLS), None)
        handed_in = rated.coverage(session, judged, round_ids=[going.id]) if going else {}
        aimed = next((one for one in started if one.target and one.state in SEEN_BY_SCHOOLS), None)
        reached = (
            rated.attainment(session, judged, round_id=aimed.id, standard=aimed.spec.standard_keys[0])
            if aimed
            else None
        )
        valid = rated.count_recognitions(session, judged, today=today, states=(RecognitionState.VALID, ending))
        expiring = rated.count_recognitions(session, judged, today=today, states=(ending,))
    rating.panel(
        (going, handed_in[going.id]) if going and going.id in handed_in else None,
        (aimed, reached) if aimed and reached else None,
        rating.Standing(valid, expiring),
    )

staffed = actor.over(Capability.VIEW_STAFF)
if staffed and top and top.level is not Level.SCHOOL:
    with page.reading() as session:
        posts = training.staff_summary(session, staffed, today=clock.today())
    staffing.panel(posts)

month()
