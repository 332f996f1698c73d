"""转介: to a centre or a hospital and back, leave and return, and the registry of institutions."""

from functools import partial

from core import clock
from core.access import Capability, Scope
from core.accounts import queries as accounts
from core.cases import actions, queries
from core.cases.queries import CaseFilter
from core.cases.rules.referrals import LIVE, ReferralState
from core.cases.rules.states import CaseState
from core.cases.views import institutions, lists, referral_forms, referrals, shared, tracks
from core.organisations import queries as organisations
from core.screening import queries as screening
from core.ui import page, parts

actor = page.begin(
    "转介", needs=(Capability.WORK_CASES, Capability.MANAGE_ORGANISATIONS),
    note="转给更合适的人，也接得回来。监护人同意在先，反馈和结论在后。",
)  # fmt: skip
WORK, KEEP = Capability.WORK_CASES, Capability.MANAGE_ORGANISATIONS
today, key = clock.today(), page.form_key
scope, faces_in = actor.over(WORK), actor.over(Capability.VIEW_PEOPLE)
ENDED = tuple(state for state in ReferralState if state not in LIVE)

with page.reading() as session:
    home = actor.grants[0].org_id
    tiers = screening.tiers_for(session, campaign_id=None, org_id=home)
    live = queries.referrals(session, scope, states=LIVE, limit=None)
    in_care = CaseFilter(states=(CaseState.IN_CARE,))
    waiting = queries.count_cases(session, scope, in_care)
known, wish, row, case = shared.levels(tiers), None, None, None
counts = {referrals.LIVE: len(live), referrals.NEW: waiting, referrals.ENDED: None, referrals.KEPT: None}
side = referrals.switch(counts if actor.can(WORK) else {referrals.KEPT: None})

if side == referrals.KEPT:
    with page.reading() as session:
        mine = {grant.org_id: grant.path for grant in actor.grants if {WORK, KEEP} & grant.role.capabilities}
        kept = queries.institutions(session, org_id=home, inactive=True)
        keepers = {org: organisations.get(session, Scope.at(path), org).name for org, path in mine.items()}
    picked = institutions.institution_list(kept)
    parts.section("修改这一条" if picked else "登记一家机构")
    wish = institutions.institution_form(keepers, picked, key)
else:
    parts.tier_legend(known.values(), brief=True)
if side == referrals.NEW:
    at = lists.pager(waiting, key="referrals.page")
    with page.reading() as session:
        rows = queries.cases(session, scope, in_care, offset=at.offset, limit=at.limit)
        faces = screening.masked(session, faces_in, [one.person_id for one in rows])
        at_home = screening.places(session, {one.school_id for one in rows}, {one.class_id for one in rows})
        called = accounts.names(session, {one.responsible_id for one in rows})
    people = shared.People({one: face.name for one, face in faces.items()}, called)
    with at.body:
        case = lists.case_list(rows, known, people, at_home, today)
elif side != referrals.KEPT:
    with page.reading() as session:
        rows = live if side == referrals.LIVE else queries.referrals(session, scope, states=ENDED)
        faces = screening.masked(session, faces_in, [one.person_id for one in rows])
        schools = screening.places(session, {one.school_id for one in rows}).schools
        called = accounts.names(session, {one.sent_by for one in rows})
    people = shared.People({one: face.name for one, face in faces.items()}, called)
    row = referrals.referral_list(rows, known, people, schools, today)

if subject := row or case:
    case_id = row.case_id if row else subject.id
    with page.reading() as session:
        offered = queries.institutions(session, org_id=subject.school_id)
        walked = queries.track_steps(session, scope, case_id=case_id)
        here = shared.levels(screening.tiers_for(session, campaign_id=subject.campaign_id, org_id=subject.school_id))
        called = accounts.names(session, {*called, *(one.by_id for one in walked)})
    people, level = people._replace(colleagues=called), shared.shown_level(here, subject.severity, "")
    parts.section("这名学生", people.pupil(subject.person_id))
    if referrals.inner(case_id) == referrals.TRACKS:
        wish = tracks.tracks(walked, people, case_id=case_id, today=today, key=key)
    elif row:
        referrals.card(row, people)
        wish = referral_forms.answer(row, actor.user_id, key)
        if asked := referrals.printing(row):
            make = partial(actions.referral_form, referral_id=row.id, tier=level.label, **asked._asdict())
            name = f"转介登记表_{row.id}.docx"
            parts.download("下载登记表", page.on_click(make), name, mime=parts.DOCX, key="referrals.print")
    else:
        wish = referral_forms.refer_form(case_id, offered, today, key)
if wish:
    with page.acting(wish.done, form=wish.form) as (session, actor):
        getattr(actions, wish.verb)(session, actor, **wish.given)
