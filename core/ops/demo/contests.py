"""The demo's contests: last year's activities awarded, resources under review, this season's nominations just begun."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from core import clock
from core.access import Capability
from core.activities.queries import reports
from core.activities.rules import ReportState
from core.activities.tables import Activity
from core.evaluation.actions import (
    close_contest,
    make_contest,
    nominate,
    open_contest,
    set_judges,
    to_publicity,
    to_review,
)
from core.evaluation.queries import judging
from core.evaluation.queries.rubrics import rubric_of
from core.evaluation.rules.contests import AwardLevel, ContestDraft
from core.evaluation.rules.marks import packed
from core.evaluation.rules.states import ContestSubject
from core.evaluation.rules.tally import tally
from core.evaluation.tables import Judgement
from core.library.tables import Resource
from core.ops.demo.judging import judged
from core.ops.demo.registry import County, School, morning
from core.ops.demo.seasons import Held

AWARDS = (AwardLevel("first", "一等奖", 2), AwardLevel("second", "二等奖", 3), AwardLevel("third", "三等奖", 4))
ACTIVITY, RESOURCE = "pack:activity_award", "pack:resource_selection"
JUDGES = ("expert", "zj001", "zj002")
ENTERED, EACH = 8, 2
WORTH = ("group", "show", "works")
WORDS = "从已通过的活动材料、已上架的资源里推荐；不比排场，比学生有没有真的参加、别的学校能不能照着办。"
WHY = ("学生参与面广，材料齐全，成本不高。", "由学生自己设计，反馈写得很实在。", "形式新，别的学校照着就能办。")
SAID = ("设计有层次，材料写得清楚。", "学生参与很好，效果还可以再多写几句。", "适合推广。")


def compete(county: County, past: Held, present: Held, held: Sequence[Activity], shelf: Sequence[Resource]) -> None:
    """Hold all three contests."""
    _awarded(county, past, held)
    _under_review(county, shelf)
    _nominating(county, present)


def _awarded(county: County, past: Held, held: Sequence[Activity]) -> None:
    """From the nominations to the last day of the publicity, a month after the season of a year ago."""
    session, researcher = county.session, county.people["researcher"]
    begins = past.draft.report_until + timedelta(days=3)
    made = _opened(county, ContestSubject.REPORTS, f"{past.draft.title}优秀活动评选", ACTIVITY, begins, past.id)
    with clock.stopped_at(morning(begins + timedelta(days=4))):
        for at, school in enumerate(_entering(county)):
            own = [row for row in held if row.org_id == school.id and row.item in WORTH]
            own = own[at % 2 :] or own
            for row in own[: EACH if school.id == county.shown.id else 1]:
                nominate(session, school.counsellor, contest_id=made, activity_id=row.id, reason=WHY[at % len(WHY)])
    with clock.stopped_at(morning(begins + timedelta(days=11))):
        to_review(session, researcher, contest_id=made)
        for name in JUDGES[:2]:
            _judge(county, made, name, ACTIVITY)
    public = begins + timedelta(days=16)
    with clock.stopped_at(morning(public)):
        to_publicity(session, researcher, contest_id=made, public_until=public + timedelta(days=6))
    with clock.stopped_at(morning(public + timedelta(days=7))):
        close_contest(session, researcher, contest_id=made)


def _under_review(county: County, shelf: Sequence[Resource]) -> None:
    """遴选 of resources: one judge is done, the shown one in the midst, one has not begun."""
    begins = county.day - timedelta(days=26)
    made = _opened(county, ContestSubject.RESOURCES, f"{county.day.year} 年心理健康教育资源遴选", RESOURCE, begins)
    with clock.stopped_at(morning(begins + timedelta(days=5))):
        for at, school in enumerate(_entering(county)):
            own = next((row for row in shelf if row.org_id == school.id), None)
            if own is not None:
                nominate(
                    county.session, school.counsellor, contest_id=made, resource_id=own.id, reason=WHY[at % len(WHY)]
                )
    with clock.stopped_at(morning(county.day - timedelta(days=8))):
        to_review(county.session, county.people["researcher"], contest_id=made)
    with clock.stopped_at(morning(county.day - timedelta(days=3))):
        _judge(county, made, "zj001", RESOURCE)
        _judge(county, made, "expert", RESOURCE, most=3)


def _nominating(county: County, present: Held) -> None:
    """Schools may nominate what was accepted in the season that is open; two have."""
    begins = county.day - timedelta(days=2)
    title = f"{present.draft.title}优秀活动评选"
    made = _opened(county, ContestSubject.REPORTS, title, ACTIVITY, begins, present.id)
    scope = county.people["centre"].over(Capability.RECORD_ACTIVITIES)
    done = reports(county.session, scope, season_id=present.id, states=(ReportState.ACCEPTED,))
    others = {one.id: one for one in county.schools if one.id != county.shown.id}
    own = {row.org_id: row.id for row in reversed(done) if row.org_id in others}
    with clock.stopped_at(morning(county.day - timedelta(days=1))):
        for school_id, activity_id in list(own.items())[:2]:
            who = others[school_id].counsellor
            nominate(county.session, who, contest_id=made, activity_id=activity_id, reason=WHY[school_id % len(WHY)])


def _opened(
    county: County, subject: ContestSubject, title: str, rubric: str, begins: date, season_id: int | None = None
) -> int:
    """A contest that asks for nominations, with its judges; answers its id."""
    session, researcher = county.session, county.people["researcher"]
    draft = ContestDraft(
        county.org_id, subject, title, begins.year, rubric, AWARDS, begins + timedelta(days=10),
        begins + timedelta(days=40), WORDS, season_id, EACH, 2,
    )  # fmt: skip
    with clock.stopped_at(morning(begins)):
        made = make_contest(session, researcher, draft=draft)
        set_judges(
            session,
            researcher,
            contest_id=made,
            account_ids=[county.people[name].user_id for name in JUDGES[: _MANY[subject]]],
        )
        open_contest(session, researcher, contest_id=made)
    return made


_MANY: Mapping[ContestSubject, int] = {ContestSubject.REPORTS: 2, ContestSubject.RESOURCES: 3}


def _entering(county: County) -> list[School]:
    """The shown school and the best of the others."""
    return [county.shown, *(one for one in county.schools if one.id != county.shown.id)][:ENTERED]


def _judge(county: County, contest_id: int, name: str, rubric: str, most: int = 99) -> None:
    """Fill a judge's sheets set-based, the first `most` of those where the judge has no stake."""
    session, who = county.session, county.people[name]
    scope = who.over(Capability.SCORE_SCHOOLS)
    spec = rubric_of(session, scope, rubric)
    sheets = [
        one for one in judging(session, scope, judge_id=who.user_id) if one.contest_id == contest_id and not one.tied
    ]
    for at, one in enumerate(sheets[:most]):
        marks = judged(spec, 0.95 - 0.035 * at + float(county.noise.normal(0, 0.05)), county.noise)
        total = tally(spec, marks).standards[spec.standard_keys[0]].total
        kept = {code: packed(mark) for code, mark in marks.items()}
        session.add(
            Judgement(
                nomination_id=one.nomination_id, account_id=who.user_id, marks=kept, words=SAID[at % len(SAID)],
                total=total, done_at=clock.now(), edition=1,
            )
        )  # fmt: skip
    session.flush()
