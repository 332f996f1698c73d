"""工作台: what waits for me."""

from core import clock
from core.access import Capability
from core.cases import queries as cases
from core.screening import queries
from core.screening.rules.states import CampaignState
from core.screening.views import desk as views
from core.ui import page, parts

actor = page.begin("工作台", needs=())
today = clock.today()
seen, listed = actor.over(Capability.VIEW_COMPLETION), actor.over(Capability.VIEW_WARNINGS)
brings, manages = actor.over(Capability.UPLOAD_ANSWERS), actor.over(Capability.MANAGE_CAMPAIGNS)
with page.reading() as session:
    running = queries.campaign_list(session, seen, states=(CampaignState.OPEN,)) if seen else []
    recent = queries.campaign_list(session, listed, states=(CampaignState.OPEN, CampaignState.CLOSED)) if listed else []
    drafts = queries.campaign_list(session, manages, states=(CampaignState.DRAFT,)) if manages else []
    done = [(one, queries.completion(session, seen, one.id)) for one in running]
    waiting = [(one, cases.tally(session, listed, cases.Filter(one.id))) for one in recent[:3]]
    last = {one.id: queries.recent_uploads(session, brings, campaign_id=one.id, limit=1) for one in running}

jobs = [job for one, tallied in waiting[:1] for job in views.warning_jobs(one, tallied)]
jobs += [job for one, tallied in waiting[1:] for job in views.older_job(one, tallied)]
jobs += [job for one, people in done for job in views.result_jobs(one, people, today)]
jobs += [views.draft_job(one) for one in drafts]
jobs += [views.upload_job(one, next(iter(last[one.id]), None)) for one in running if brings]

views.greeting(actor.name, jobs, today)
wide, side = parts.wide_and_side()
with wide:
    if jobs:
        views.job_list(jobs)
    else:
        parts.empty("task_alt", "没有等您的事", "有新的批次或名单时，会先出现在这里。", key="desk.nothing")
with side:
    if done:
        views.progress(done)
