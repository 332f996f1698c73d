"""The demo's training: sessions in every state that answer what schools need, supervision, files that want a decision."""

from datetime import date, timedelta
from decimal import Decimal

from core import clock
from core.access import Capability
from core.ops.demo.registry import County, morning
from core.ops.demo.training_files import fill_files, people_of
from core.ops.demo.training_sessions import attended, enrolled, opened, plan, settled
from core.ops.demo.training_supervision import supervise
from core.ops.demo.training_twins import come_twice
from core.training.actions import cancel_session, enrol, make_session, meet_need, open_enrolment, set_quotas
from core.training.queries import NeedRow, needs
from core.training.rules import COUNSELLORS, SessionKind
from core.training.rules.drafts import SessionDraft

EACH = Decimal(20)
COURSE = tuple(
    (title, EACH) for title in ("学生发展与心理", "个别辅导", "团体辅导与心理课", "危机识别与干预", "家校社协同")
)
WHOLE_DAY = (("上午：识别与评估", Decimal(6)), ("下午：转介与家校沟通", Decimal(6)))
TODAY = (("上午：心理课设计", Decimal(4)), ("下午：磨课与点评", Decimal(4)))
MET = "区里的专题培训已经覆盖，辅导室也重新排了值班。"
VISIT = "看辅导室怎样布置、怎样排班，和值班老师聊一聊。"
LESSONS = "带一节自己的课来，一起改；名师工作室成员点评。"
QUOTA, SEATS, GROUP = 2, 36, 12


def train(county: County) -> None:
    """Hold all sessions and supervision, keep files, register some people a second time."""
    fill_files(county)
    _past(county)
    _under_way(county)
    _ahead(county)
    supervise(county)
    come_twice(county)


def _asked(county: County, *turns: int) -> list[int]:
    """Needs by the turn in which the county raised them (aftermath.put_right)."""
    found = sorted(row.id for row in _needs(county))
    return [found[turn] for turn in turns if turn < len(found)]


def _needs(county: County) -> list[NeedRow]:
    scope = county.people["researcher"].over(Capability.MANAGE_STAFF)
    return needs(county.session, scope, met=True)


def _past(county: County) -> None:
    """Settled: last school year's for everybody with an assessment, this one's for research."""
    june = plan(
        county, SessionKind.TRAINING, "危机识别与家校沟通全员培训", date(county.year, 6, 25), WHOLE_DAY, "training",
        must_attend=50, pass_score=60, certificate_title="学校心理危机识别与家校沟通", topic="识别、评估、转介，怎样和家长谈。",
    )  # fmt: skip
    settled(attended(enrolled(opened(june, _asked(county, 0, 1, 2, 3)), lambda at, _row: at % 6 != 5), ("m1", "m2")))
    with clock.stopped_at(morning(date(county.year, 7, 2))):
        for need_id in _asked(county, 3):
            meet_need(county.session, county.people["researcher"], need_id=need_id, how=MET)
    autumn = plan(
        county, SessionKind.RESEARCH, "一生一策案例教研", county.day - timedelta(days=24), "8", "research",
        certificate_title="个案概念化与一生一策", topic="案例都已改写，不含任何学生的信息。",
    )  # fmt: skip
    settled(attended(enrolled(opened(autumn), lambda at, _row: at % 3 != 2)))


def _under_way(county: County) -> None:
    """A course of a hundred hours, and a day in the hall, which is today."""
    course = plan(
        county, SessionKind.COURSE, "心理健康教育百学时网络课程", county.day - timedelta(days=40), COURSE, "online",
        days=180, must_attend=80, place="线上", certificate_title="心理健康教育百学时课程",
        topic="五个模块，每个 20 学时；按模块登记，学完 80% 就算完成。",
    )  # fmt: skip
    answered = _asked(county, 4)
    places = {row.school_id for row in _needs(county) if row.id in answered}
    wanted = enrolled(opened(course, answered), lambda at, row: at % 2 == 0 or row.school_id in places)
    attended(wanted, ("m1", "m2", "m3"))
    today = plan(
        county, SessionKind.TRAINING, "心理课磨课工作坊", county.day, TODAY, "training", must_attend=50, topic=LESSONS
    )
    attended(enrolled(opened(today), lambda at, _row: at % 4 in (1, 2)), ("m1",))


def _ahead(county: County) -> None:
    """Open for enrolment with places by school and without, one called off, one still a plan, and one of a school."""
    session, researcher, day = county.session, county.people["researcher"], county.day
    quotas = {school.id: QUOTA if at < len(county.schools) // 2 else 1 for at, school in enumerate(county.schools)}
    places = plan(
        county, SessionKind.TRAINING, "自伤与自杀的识别和安全计划", day + timedelta(days=16), "8", "training", seats=SEATS,
        certificate_title="自伤与自杀的识别和安全计划", topic="怎样问、怎样评估、怎样和家长一起写安全计划。",
    )  # fmt: skip
    opened(places, _asked(county, 5))
    with clock.stopped_at(morning(day - timedelta(days=1))):
        set_quotas(session, researcher, session_id=places.id, quotas=quotas)
    _send(county, places.id)
    group = plan(
        county, SessionKind.SUPERVISION, "个案督导（团体）", day + timedelta(days=9), "3", "supervision", seats=GROUP,
        enrol_until=day + timedelta(days=6), topic="带一个改写过的个案来，不含任何学生的信息。",
    )  # fmt: skip
    enrolled(opened(group), lambda at, _row: in_group(at))
    lecture = plan(county, SessionKind.LECTURE, "青春期心理专题讲座", day + timedelta(days=6), "4", "training")
    enrolled(opened(lecture), lambda at, _row: at % 5 == 0)
    with clock.stopped_at(morning(day - timedelta(days=1))):
        cancel_session(session, researcher, session_id=lecture.id, reason="主讲老师临时有事，改到下学期")
    plan(
        county,
        SessionKind.VISIT,
        "观摩：心理辅导室开放日",
        day + timedelta(days=38),
        "4",
        "research",
        seats=20,
        topic=VISIT,
    )
    _of_a_school(county)


def in_group(at: int) -> bool:
    """Every sixth of the first, so many that with the shown one all seats are taken, however large the county is."""
    return at % 6 == 4 and at < 6 * (GROUP - 1)


def _send(county: County, session_id: int) -> None:
    """Some schools have used places of theirs."""
    with clock.stopped_at(morning(county.day - timedelta(days=1))):
        for school in (one for one in county.schools[1::3] if one is not county.shown):
            here = [
                row.id
                for row in people_of(county)
                for post in row.in_post(county.day)
                if row.school_id == post.school_id == school.id and post.kind in COUNSELLORS
            ]
            enrol(county.session, school.admin, session_id=session_id, school_id=school.id, staff_ids=here[:1])


def _of_a_school(county: County) -> None:
    """The shown school gathers its own people."""
    session, place = county.session, county.shown
    first = county.day + timedelta(days=13)
    draft = SessionDraft(
        place.id, SessionKind.RESEARCH, "班主任心育沙龙", morning(first), morning(first) + timedelta(hours=2), Decimal(2),
        "school", first, place="团体活动室", lecturer=place.counsellor.name,
    )  # fmt: skip
    with clock.stopped_at(morning(county.day - timedelta(days=2))):
        made = make_session(session, place.admin, draft=draft)
        open_enrolment(session, place.admin, session_id=made)
