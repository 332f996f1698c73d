"""工作台: what waits for me."""

from datetime import timedelta

from core import clock
from core.access import Capability
from core.activities import queries as held
from core.activities.views import desk as months
from core.cases import actions
from core.cases import queries as cases
from core.cases.rules.referrals import ReferralState
from core.evaluation import queries as rated
from core.evaluation.rules.rectifying import TO_DO
from core.evaluation.rules.states import ContestState, RectificationState, RoundState
from core.evaluation.views import contest_desk as contests
from core.evaluation.views import desk as rating
from core.library import queries as shelves
from core.library.views import desk as library
from core.screening import queries
from core.screening.rules.states import CampaignState
from core.screening.views import desk as views
from core.screening.views import waiting as watch
from core.training import queries as training
from core.training.views import desk as staffing
from core.ui import pacing, page, parts

actor = page.begin("工作台", needs=())
pacing.sweep()
now, today = clock.now(), clock.today()
seen, listed = actor.over(Capability.VIEW_COMPLETION), actor.over(Capability.VIEW_WARNINGS)
brings, manages = actor.over(Capability.UPLOAD_ANSWERS), actor.over(Capability.MANAGE_CAMPAIGNS)
works, county = actor.over(Capability.WORK_CASES), actor.over(Capability.REVIEW_REPORTS)
with page.reading() as session:
    running = queries.campaign_list(session, seen, states=(CampaignState.OPEN,)) if seen else []
    recent = queries.campaign_list(session, listed, states=(CampaignState.OPEN, CampaignState.CLOSED)) if listed else []
    drafts = queries.campaign_list(session, manages, states=(CampaignState.DRAFT,)) if manages else []
    done = [(one, queries.completion(session, seen, one.id)) for one in running]
    waiting = [(one, cases.tally(session, listed, cases.Filter(one.id))) for one in recent[:3]]
    last = {one.id: queries.recent_uploads(session, brings, campaign_id=one.id, limit=1) for one in running}
with page.reading() as session:
    talks = cases.talks(session, listed, today=today) if listed else cases.Talks()
    work = cases.work(session, listed, account_id=actor.user_id, today=today) if listed else cases.Work()
    lanes = cases.fast_lane(session, county, now=now) if county else []
    offers = cases.offers(session, works) if works else []
    referred = cases.referrals(session, works, states=(ReferralState.SENT,)) if works else []
    stuck = cases.stuck_handovers(session, county, today=today) if county else []
    visits = cases.visits_owed(session, works, term_begins=clock.term(today).begins) if works else []
    told = cases.unread(session, account_id=actor.user_id)
fills, rates = actor.over(Capability.SELF_ASSESS), actor.over(Capability.SCORE_SCHOOLS)
holds, marking = actor.over(Capability.MANAGE_EVALUATION), (RoundState.REVIEW,)
with page.reading() as session:
    filled = rated.rounds_seen(session, fills, states=(RoundState.SELF, *marking)) if fills else []
    own = [(one, rated.entries(session, fills, round_id=one.id)) for one in filled]
    sheets = rated.my_assignments(session, rates, rater_id=actor.user_id, states=marking) if rates else []
    talked = rated.rounds_seen(session, rates, states=(RoundState.MODERATION,)) if rates else []
    mine = [one for one in talked if one.chair_id == actor.user_id or (not one.chair_id and holds.covers(one.org_path))]
    unsettled = sum(rated.count_moderations(session, rates, round_id=one.id, settled=False) for one in mine)
    shown = rated.rounds_seen(session, holds, states=(RoundState.PUBLICITY,)) if holds else []
    appeals = [row for one in shown for row in rated.appeals(session, holds, round_id=one.id)]
    rechecks = rated.rectifications(session, holds, today=today, states=(RectificationState.DONE,)) if holds else []
    owed = rated.rectifications(session, fills, today=today, states=TO_DO) if fills else []
staffed, keeps = actor.over(Capability.VIEW_STAFF), actor.over(Capability.MANAGE_STAFF)
sends, submits = actor.over(Capability.ENROL_STAFF), actor.over(Capability.SUBMIT_RESOURCES)
runs, reports = actor.over(Capability.RUN_SEASONS), actor.over(Capability.RECORD_ACTIVITIES)
with page.reading() as session:
    posts = training.staff_summary(session, staffed, today=today) if staffed else None
    due = training.hours_due(session, keeps, today=today) if keeps else None
    coming = training.sessions_in(session, sends, first=today, last=today + timedelta(days=6)) if sends else []
    unread = held.waiting_reports(session, runs) if runs else held.Waiting()
    seasons = held.own_seasons(session, reports, today=today) if reports and not runs else []
    named = held.joint_asked(session, reports) if reports and not runs else 0
    judged = rated.judging(session, rates, judge_id=actor.user_id) if rates else []
    asked = rated.contests_seen(session, reports, states=(ContestState.NOMINATING,)) if reports and not runs else []
    shelved = shelves.unread(session, actor.over(Capability.KEEP_LIBRARY))
    returned = shelves.given_back(session, submits, account_id=actor.user_id)

farther, approves = watch.is_farther(listed), actor.can(Capability.APPROVE_CASES)
urgent_page = watch.URGENT if works or approves else views.WARNINGS
jobs = watch.talk_jobs(talks, farther=farther, page=urgent_page)
jobs += watch.case_jobs(work, farther=farther, approves=approves)
jobs += watch.lane_job(lanes, seen=talks.urgent) + watch.handed_jobs(offers, referred, stuck)
jobs += [job for one, tallied in waiting[:1] for job in views.warning_jobs(one, tallied)]
jobs += [job for one, tallied in waiting[1:] for job in views.older_job(one, tallied)]
jobs += watch.visit_job(len(visits)) + [job for one, people in done for job in views.result_jobs(one, people, today)]
jobs += [views.draft_job(one) for one in drafts]
for one in (
    *(job for round_, entries in own for job in rating.self_jobs(round_, entries, today)),
    *rating.rater_jobs(sheets, today),
    *rating.moderation_job(unsettled),
    *rating.appeal_job(appeals, today),
    *rating.recheck_job(rechecks),
    *rating.rectification_job(owed, today),
    *(staffing.staffing_job(posts, keeps=bool(keeps)) + staffing.expiring_job(posts) if posts else []),
    *(staffing.hours_job(due, today) if due else []),
    *staffing.session_jobs(coming),
    *months.waiting_job(unread, today),
    *months.own_jobs(seasons, today),
    *months.joint_job(named),
    *contests.judging_jobs(judged, today),
    *contests.nominating_jobs(asked, today),
    *library.shelving_job(shelved, today),
    *library.returned_job(returned),
):
    jobs.append(views.Job(*one))
jobs += [views.upload_job(one, next(iter(last[one.id]), None)) for one in running if brings]

views.greeting(actor.name, jobs, today)
wide, side = parts.wide_and_side()
with wide:
    if jobs:
        views.job_list(jobs)
    else:
        parts.empty("task_alt", "没有等您的事", "有新的批次或名单时，会先出现在这里。", key="desk.nothing")
with side:
    read = bool(told) and watch.notices(told, key=page.form_key("desk.notices"))
    if done:
        views.progress(done)
if read:
    with page.acting(None, form="desk.notices") as (session, actor):
        actions.mark_read(session, account_id=actor.user_id, up_to=told[0].id, now=now)
