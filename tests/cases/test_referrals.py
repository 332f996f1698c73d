"""Referrals out and back: who sees the case when, who answers, and what stands on the paper."""

import io
from datetime import date, datetime
from typing import Any

import pytest
from docx import Document
from sqlmodel import col, select

from core import audit
from core.access import SYSTEM_SCOPE, Actor, Capability, Grant, RoleSpec
from core.cases import actions, queries
from core.cases.rules.institutions import InstitutionFacts, InstitutionKind
from core.cases.rules.notices import NoticeCode
from core.cases.rules.referrals import Consent, Consented, ConsentWay, ReferralState
from core.cases.rules.states import CaseState, Step
from core.cases.rules.tracks import POINTS, Track, TrackPoint
from core.cases.tables import Case, Notice
from core.database import reading, within, writing
from core.errors import NotAllowed, NotFound, Refused
from core.students.queries import person
from core.students.tables import Person
from tests.cases.care import GRAVE, NOW, TODAY, act, enrolled, in_care
from tests.world import World

pytestmark = pytest.mark.usefixtures("friday")

WORK = Capability.WORK_CASES
YES = Consented(Consent.GIVEN, "母亲", ConsentWay.WRITTEN, TODAY)
NO = YES._replace(consent=Consent.REFUSED)
REASON, FEEDBACK, CONCLUSION = "持续两周情绪低落，需要专业评估", "已评估三次，情绪平稳", "一般心理问题，回校跟进"
PURPOSE = "带去区中心面谈"


def institution(
    world: World, kind: InstitutionKind = InstitutionKind.CENTRE, at: str = "county", who: str = "centre", **other: Any
) -> int:
    facts = InstitutionFacts(kind, f"示例{kind.value}", "王老师", "0570-0000000", **other)
    return int(act(world, who, actions.save_institution, org_id=world.orgs[at], facts=facts))


def sent(world: World, case: int, to: int, who: str = "counsellor_a", **other: Any) -> int:
    facts: dict[str, Any] = {"reason": REASON, "consented": YES, **other}
    return int(act(world, who, actions.refer, case_id=case, institution_id=to, **facts))


def seen(world: World, who: str, case: int) -> bool:
    """Whether the case lies within what somebody works on."""
    with reading() as session:
        scope = world.actor(who).over(WORK)
        return session.exec(within(scope, select(Case.id).where(Case.id == case), Case)).first() is not None


def the(world: World, who: str, referral: int) -> queries.ReferralRow:
    with reading() as session:
        (row,) = queries.referrals(session, world.actor(who).over(WORK), referral_id=referral)
    return row


def state(case: int) -> tuple[CaseState, str | None]:
    with reading() as session:
        row = session.exec(within(SYSTEM_SCOPE, select(Case).where(Case.id == case), Case)).one()
        return row.state, row.care_level


@pytest.fixture
def case(world: World) -> int:
    return in_care(world, enrolled(world))[0]


def test_a_school_is_offered_what_the_bureaus_above_it_keep(world: World) -> None:
    near = institution(world, InstitutionKind.HOSPITAL, "a", "counsellor_a")
    county, city = institution(world), institution(world, at="city", who="city_centre")
    institution(world, at="other_county", who="centre_c")
    gone = institution(world, InstitutionKind.HOTLINE, active=False)
    with reading() as session:
        rows = queries.institutions(session, org_id=world.orgs["a"])
        every = queries.institutions(session, org_id=world.orgs["a"], inactive=True)
    assert [(row.id, row.level) for row in rows] == [(near, None), (county, "区级"), (city, "市级")]
    assert {row.id for row in every} - {row.id for row in rows} == {gone}


def test_an_administrator_keeps_the_registry_without_working_on_cases(world: World) -> None:
    assert institution(world, who="admin")
    with pytest.raises(NotAllowed):
        institution(world, who="leader")
    with pytest.raises(NotFound):
        institution(world, who="counsellor_a")


def test_an_entry_is_changed_where_it_is_kept(world: World) -> None:
    one = institution(world)
    facts = InstitutionFacts(InstitutionKind.CENTRE, "区中心", phone="0570-1111111", active=False)
    act(world, "centre", actions.save_institution, org_id=world.orgs["county"], facts=facts, institution_id=one)
    with reading() as session:
        (row,) = queries.institutions(session, org_id=world.orgs["county"], inactive=True)
    assert row.facts == facts
    with pytest.raises(NotFound):
        act(world, "counsellor_a", actions.save_institution, org_id=world.orgs["a"], facts=facts, institution_id=one)


def test_the_centre_sees_a_case_from_the_referral_to_the_return(world: World, case: int) -> None:
    to = institution(world)
    assert not seen(world, "centre", case)
    referral = sent(world, case, to)
    assert seen(world, "centre", case)
    assert not seen(world, "centre_c", case)
    assert state(case) == (CaseState.REFERRED, "区级")
    act(world, "centre", actions.accept_referral, referral_id=referral)
    act(world, "centre", actions.come_back, referral_id=referral, feedback=FEEDBACK, conclusion=CONCLUSION)
    assert state(case) == (CaseState.IN_CARE, None)
    assert not seen(world, "centre", case)
    row = the(world, "counsellor_a", referral)
    assert (row.state, row.feedback, row.conclusion) == (ReferralState.RETURNED, FEEDBACK, CONCLUSION)


def test_every_move_of_a_referral_is_a_step_of_the_case(world: World, case: int) -> None:
    referral = sent(world, case, institution(world))
    act(world, "counsellor_a", actions.revoke_referral, referral_id=referral, why="家长改变主意")
    with reading() as session:
        steps = [row.step for row in queries.changes(session, world.actor("counsellor_a").over(WORK), case)]
    assert steps == [Step.OPEN, Step.REFER, Step.COME_BACK]


def test_the_answer_is_due_in_school_days(world: World, case: int) -> None:
    row = the(world, "counsellor_a", sent(world, case, institution(world)))
    assert row.accept_by == date(2025, 10, 14)  # Saturday the 11th is worked (调休), then Monday and Tuesday


def test_without_the_guardians_yes_it_goes_for_an_emergency_alone(world: World, case: int) -> None:
    to = institution(world)
    with pytest.raises(Refused, match=r"cases\.consent_missing"):
        sent(world, case, to, consented=NO)
    assert state(case) == (CaseState.IN_CARE, None)
    row = the(world, "counsellor_a", sent(world, case, to, consented=NO, urgent_why="当晚有自伤危险"))
    assert (row.consented.consent, row.urgent_why) == (Consent.REFUSED, "当晚有自伤危险")


@pytest.mark.parametrize(("facts", "code"), [
    ({"reason": "短"}, "cases.referral_words_short"),
    ({"consented": YES._replace(who="")}, "cases.consent_who"),
])  # fmt: skip
def test_a_referral_says_why_and_who_was_asked(world: World, case: int, facts: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused, match=code):
        sent(world, case, institution(world), **facts)


def test_nobody_is_referred_to_what_is_not_offered_to_the_school(world: World, case: int) -> None:
    elsewhere = institution(world, at="other_county", who="centre_c")
    closed = institution(world, active=False)
    for to in (elsewhere, closed, 999):
        with pytest.raises(Refused, match=r"cases\.institution_gone"):
            sent(world, case, to)


def test_a_case_is_not_referred_twice_at_once(world: World, case: int) -> None:
    to = institution(world)
    sent(world, case, to)
    with pytest.raises(Refused, match=r"cases\.no_such_step"):
        sent(world, case, to)


def test_the_sender_cannot_accept_for_the_centre(world: World, case: int) -> None:
    referral = sent(world, case, institution(world))
    for who in ("counsellor_a", "counsellor_a2"):
        with pytest.raises(NotAllowed):
            act(world, who, actions.accept_referral, referral_id=referral)
    for who in ("counsellor_b", "counsellor_c", "centre_c"):
        with pytest.raises(NotFound):
            act(world, who, actions.accept_referral, referral_id=referral)


def test_who_sent_it_from_the_centre_leaves_the_answer_to_a_colleague(world: World) -> None:
    case, _ = in_care(world, enrolled(world), "city_centre", GRAVE)
    referral = sent(world, case, institution(world), "centre")
    with pytest.raises(Refused, match=r"cases\.referral_own"):
        act(world, "centre", actions.accept_referral, referral_id=referral)
    act(world, "city_centre", actions.accept_referral, referral_id=referral)
    assert the(world, "centre", referral).state is ReferralState.ACCEPTED


def test_a_hospitals_answer_is_written_down_by_the_school(world: World, case: int) -> None:
    referral = sent(world, case, institution(world, InstitutionKind.HOSPITAL))
    assert state(case) == (CaseState.REFERRED, None)
    assert not seen(world, "centre", case)
    assert the(world, "counsellor_a", referral).answerable
    act(world, "counsellor_a", actions.accept_referral, referral_id=referral, note="门诊已接")
    act(world, "counsellor_a2", actions.come_back, referral_id=referral, feedback=FEEDBACK, conclusion=CONCLUSION)
    assert state(case) == (CaseState.IN_CARE, None)


def test_a_declined_referral_brings_the_case_home_with_the_reason(world: World, case: int) -> None:
    referral = sent(world, case, institution(world))
    with pytest.raises(Refused, match="words_short"):
        act(world, "centre", actions.decline_referral, referral_id=referral, why="")
    act(world, "centre", actions.decline_referral, referral_id=referral, why="本周没有空位")
    assert state(case) == (CaseState.IN_CARE, None)
    row = the(world, "counsellor_a", referral)
    assert (row.state, row.answer) == (ReferralState.DECLINED, "本周没有空位")


def test_it_is_taken_back_by_the_school_while_nobody_has_answered(world: World, case: int) -> None:
    to = institution(world)
    referral = sent(world, case, to)
    with pytest.raises(NotAllowed):
        act(world, "centre", actions.revoke_referral, referral_id=referral, why="区里撤回")
    act(world, "counsellor_a2", actions.revoke_referral, referral_id=referral, why="家长改变主意")
    assert state(case) == (CaseState.IN_CARE, None)
    again = sent(world, case, to)
    act(world, "centre", actions.accept_referral, referral_id=again)
    with pytest.raises(Refused, match=r"cases\.no_such_referral_step"):
        act(world, "counsellor_a", actions.revoke_referral, referral_id=again, why="已经太晚了")


def test_a_case_the_county_looks_after_anyway_stays_with_it(world: World) -> None:
    case, _ = in_care(world, enrolled(world), "city_centre", GRAVE)
    with writing() as session:
        row = session.exec(within(SYSTEM_SCOPE, select(Case).where(Case.id == case), Case)).one()
        row.care_level = "市级"
        session.add(row)
    referral = sent(world, case, institution(world), "counsellor_a")
    assert state(case) == (CaseState.REFERRED, "市级")
    act(world, "centre", actions.decline_referral, referral_id=referral, why="市里已在跟进")
    assert state(case) == (CaseState.IN_CARE, "市级")


def test_an_escalation_during_a_referral_is_not_undone_by_the_return(world: World, case: int) -> None:
    referral = sent(world, case, institution(world))
    act(world, "centre", actions.accept_referral, referral_id=referral)
    with writing() as session:
        row = session.exec(within(SYSTEM_SCOPE, select(Case).where(Case.id == case), Case)).one()
        row.escalated_at = datetime(2025, 10, 11, 8, tzinfo=NOW.tzinfo)
        session.add(row)
    act(world, "centre", actions.come_back, referral_id=referral, feedback=FEEDBACK, conclusion=CONCLUSION)
    assert state(case) == (CaseState.IN_CARE, "区级")


def told(world: World, who: str) -> list[NoticeCode]:
    with reading() as session:
        mine = select(Notice.code).where(Notice.account_id == world.accounts[who]).order_by(col(Notice.id))
        return list(session.exec(mine))


def test_the_sender_hears_of_the_answer_and_of_the_return_and_nobody_of_their_own_act(world: World, case: int) -> None:
    referral = sent(world, case, institution(world))
    act(world, "centre", actions.accept_referral, referral_id=referral)
    act(world, "counsellor_a", actions.come_back, referral_id=referral, feedback=FEEDBACK, conclusion=CONCLUSION)
    assert told(world, "counsellor_a") == [NoticeCode.REFERRAL_ANSWERED]
    again = sent(world, case, institution(world))
    act(world, "centre", actions.accept_referral, referral_id=again)
    act(world, "centre", actions.come_back, referral_id=again, feedback=FEEDBACK, conclusion=CONCLUSION)
    assert told(world, "counsellor_a")[1:] == [NoticeCode.REFERRAL_ANSWERED, NoticeCode.REFERRAL_BACK]
    assert told(world, "centre") == []


def step(world: World, case: int, track: Track, point: TrackPoint, who: str = "counsellor_a", **other: Any) -> int:
    facts: dict[str, Any] = {"held_on": TODAY, "person": "心理教师", "note": "材料已收齐", **other}
    return int(act(world, who, actions.take_track_step, case_id=case, track=track, point=point, **facts))


def test_leave_and_return_are_walked_in_order_and_a_no_leads_back(world: World, case: int) -> None:
    for point in POINTS[Track.LEAVE]:
        step(world, case, Track.LEAVE, point)
    for point in POINTS[Track.RETURN][:3]:
        step(world, case, Track.RETURN, point)
    with pytest.raises(Refused, match=r"cases\.track_order"):
        step(world, case, Track.RETURN, TrackPoint.SUPPORTED)
    step(world, case, Track.RETURN, TrackPoint.DECIDED, passed=False)
    for point in POINTS[Track.RETURN]:
        step(world, case, Track.RETURN, point, passed=True if point is TrackPoint.DECIDED else None)
    with reading() as session:
        rows = queries.track_steps(session, world.actor("counsellor_a").over(WORK), case_id=case)
        assert queries.track_steps(session, world.actor("counsellor_b").over(WORK), case_id=case) == []
    assert len(rows) == 4 + 4 + 5
    assert [row.passed for row in rows if row.point is TrackPoint.DECIDED] == [False, True]
    assert rows[0].note == "材料已收齐"


def paper_text(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    lines = [line.text for line in document.paragraphs]
    return "\n".join([*lines, *cells, document.sections[0].header.paragraphs[0].text])


def printed(world: World, referral: int, who: str = "counsellor_a", **other: Any) -> str:
    facts: dict[str, Any] = {"back": False, "tier": "校级跟进", "purpose": PURPOSE, **other}
    return paper_text(act(world, who, actions.referral_form, referral_id=referral, **facts))


def test_the_printed_form_names_the_pupil_the_institution_and_its_reader(world: World) -> None:
    pupil = enrolled(world, birth_date="2014-10-11")
    case, _ = in_care(world, pupil)
    referral = sent(world, case, institution(world))
    text = printed(world, referral)
    with reading() as session:
        masked = person(session, SYSTEM_SCOPE, person_id=pupil).name
        events = audit.events(session, SYSTEM_SCOPE, action="referral.printed")
    assert "学生心理问题转介出登记表" in text
    assert REASON in text
    assert "示例centre" in text
    assert "10 岁" in text  # eleven tomorrow
    assert "母亲" in text
    assert masked not in text  # in full: the counsellor may see names
    assert "counsellor_a 的名字".replace(" ", "") in text
    assert "2025-10-10 16:00" in text
    assert [event.purpose for event in events] == [PURPOSE]


def test_without_the_right_to_names_the_paper_carries_a_masked_one(world: World) -> None:
    pupil = enrolled(world)
    referral = sent(world, in_care(world, pupil)[0], institution(world))
    rights = frozenset({WORK, Capability.VIEW_PEOPLE})
    role = RoleSpec(key="clerk", title="文员", summary="", capabilities=rights)
    clerk = Actor(world.accounts["nobody"], "clerk", "某人", world.orgs["a"], (
        Grant(role, world.orgs["a"], world.paths["a"]),
    ))  # fmt: skip
    with writing() as session:
        facts: dict[str, Any] = {"back": False, "tier": "校级跟进", "purpose": PURPOSE}
        text = paper_text(actions.referral_form(session, clerk, referral_id=referral, **facts))
    with reading() as session:
        assert person(session, SYSTEM_SCOPE, person_id=pupil).name in text
        (full,) = session.exec(within(SYSTEM_SCOPE, select(Person.name).where(Person.id == pupil), Person))
        assert audit.events(session, SYSTEM_SCOPE, action="person.revealed") == []
    assert full not in text


def test_the_way_back_is_printed_once_it_came_back(world: World, case: int) -> None:
    referral = sent(world, case, institution(world))
    with pytest.raises(Refused, match=r"cases\.referral_not_back"):
        printed(world, referral, back=True)
    act(world, "centre", actions.accept_referral, referral_id=referral)
    act(world, "centre", actions.come_back, referral_id=referral, feedback=FEEDBACK, conclusion=CONCLUSION)
    text = printed(world, referral, back=True)
    assert "学生心理问题转介返回登记表" in text
    assert FEEDBACK in text
    assert CONCLUSION in text


def test_a_paper_is_printed_for_a_purpose_by_those_who_work_on_the_case(world: World, case: int) -> None:
    referral = sent(world, case, institution(world))
    with pytest.raises(Refused, match=r"cases\.paper_purpose"):
        printed(world, referral, purpose="看看")
    with pytest.raises(NotFound):
        printed(world, referral, "counsellor_b")
    with pytest.raises(NotAllowed):
        printed(world, referral, "school_lead_a")
