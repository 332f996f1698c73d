"""Files move between schools: the minimum before, everything after, and the sender sees no more of it."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import select

from core import audit
from core.access import SYSTEM_SCOPE, Capability
from core.cases import actions, queries
from core.cases.queries import Filter, HandoverRow, OfferRow
from core.cases.rules.handovers import HandoverKind, HandoverState
from core.cases.rules.notices import NoticeCode
from core.cases.rules.referrals import Consent, Consented, ConsentWay
from core.cases.rules.states import CaseState, Outcome, Step, WarningState
from core.cases.tables import Case, HandoverOffer
from core.database import reading, within, writing
from core.errors import NotAllowed, NotFound, Refused
from core.students.queries import person
from core.students.tables import Enrolment, Person
from tests.cases.care import GRAVE, MILD, TODAY, WHY, act, enrolled, in_care, reported
from tests.cases.test_referrals import paper_text, told
from tests.world import SCHOOL_YEAR, World

pytestmark = pytest.mark.usefixtures("friday")

WORK = Capability.WORK_CASES
YES = Consented(Consent.GIVEN, "父亲", ConsentWay.IN_PERSON, TODAY)
NOTE, TIER = "每两周谈一次，和班主任保持联系", "校级跟进"


@pytest.fixture
def pupil(world: World) -> int:
    return enrolled(world, birth_date="2014-10-10")


@pytest.fixture
def case(world: World, pupil: int) -> int:
    return in_care(world, pupil)[0]


def offered(world: World, case: int, to: str = "b", who: str = "counsellor_a", **other: Any) -> int:
    facts: dict[str, Any] = {"kind": HandoverKind.TRANSFER, "consented": YES, "note": NOTE, "tier": TIER, **other}
    return int(act(world, who, actions.propose_handover, case_id=case, to_school_id=world.orgs[to], **facts))


def offers(world: World, who: str) -> list[OfferRow]:
    with reading() as session:
        return queries.offers(session, world.actor(who).over(WORK))


def the_offer(world: World, who: str = "counsellor_b") -> int:
    (row,) = offers(world, who)
    return row.id


def the_case(case: int) -> Case:
    with reading() as session:
        return session.exec(within(SYSTEM_SCOPE, select(Case).where(Case.id == case), Case)).one()


def sees_case(world: World, who: str, case: int) -> bool:
    with reading() as session:
        statement = select(Case.id).where(Case.id == case)
        return session.exec(within(world.actor(who).over(WORK), statement, Case)).first() is not None


def the_handover(world: World, who: str, case: int) -> list[HandoverRow]:
    with reading() as session:
        return queries.handovers(session, world.actor(who).over(WORK), case_id=case)


def test_before_it_accepts_the_receiver_knows_the_minimum_alone(world: World, case: int) -> None:
    offered(world, case)
    (row,) = offers(world, "counsellor_b")
    assert (row.severity, row.tier, row.age) == (3, TIER, 11)
    assert row.from_school_id == world.orgs["a"]
    assert row.contact == "counsellor_a的名字"
    assert not sees_case(world, "counsellor_b", case)
    assert the_handover(world, "counsellor_b", case) == []


def test_an_offer_holds_no_column_that_tells_who_it_is() -> None:
    assert set(HandoverOffer.model_fields) == {
        "id", "handover_id", "to_school_id", "from_school_id", "severity", "tier", "age", "contact", "phone", "sent_on",
        "answer_by", "state",
    }  # fmt: skip


def test_the_answer_is_due_in_school_days(world: World, case: int) -> None:
    offered(world, case)
    (row,) = offers(world, "counsellor_b")
    assert row.answer_by == date(2025, 10, 16)  # Sat 11 (调休), Mon 13, Tue 14, Wed 15, Thu 16


@pytest.mark.parametrize("to", ["b", "c"])  # the same county, and another one
def test_a_file_moves_with_all_that_belongs_to_it(world: World, pupil: int, case: int, to: str) -> None:
    undecided = reported(world, pupil, tier=MILD)
    act(world, "counsellor_a", actions.pair, case_id=case, account_id=world.accounts["class_teacher_a"])
    offered(world, case, to)
    receiver = f"counsellor_{to}"
    assert act(world, receiver, actions.accept_handover, offer_id=the_offer(world, receiver)) == case
    row = the_case(case)
    assert (row.school_id, row.class_id, row.origin_school_id) == (world.orgs[to], None, world.orgs["a"])
    assert (row.state, row.responsible_id) == (CaseState.IN_CARE, world.accounts[receiver])
    with reading() as session:
        new, old = world.actor(receiver).scope, world.actor("counsellor_a").scope
        card = person(session, new, person_id=pupil)
        assert card.school_id == world.orgs[to]
        for state, ids in {WarningState.IN_CARE: 1, WarningState.AWAITING_INTERVIEW: 1}.items():
            assert len(queries.warnings(session, new, Filter(None, state=state))) == ids
            assert queries.warnings(session, old, Filter(None, state=state)) == []
        assert queries.warning(session, new, undecided) is not None
        assert [one for one in queries.mentors(session, new, case) if one.ended_at is None] == []
        with pytest.raises(NotFound):
            person(session, old, person_id=pupil)
    assert not sees_case(world, "counsellor_a", case)
    assert sees_case(world, receiver, case)
    (handover,) = the_handover(world, receiver, case)
    assert (handover.note, handover.state) == (NOTE, HandoverState.ACCEPTED)
    assert the_handover(world, "counsellor_a", case) == []


def test_the_sender_keeps_a_slip_that_names_nobody(world: World, case: int) -> None:
    offered(world, case, "c")
    act(world, "counsellor_c", actions.accept_handover, offer_id=the_offer(world, "counsellor_c"))
    with reading() as session:
        (slip,) = queries.slips(session, world.actor("counsellor_a").over(WORK))
        assert queries.slips(session, world.actor("counsellor_b").over(WORK)) == []
    assert (slip.state, slip.to_school_id, slip.answered_on) == (HandoverState.ACCEPTED, world.orgs["c"], TODAY)


@pytest.mark.parametrize(("kind", "where"), [
    (HandoverKind.TRANSFER, "b"), (HandoverKind.MERGER, "b"), (HandoverKind.PROMOTION, "a"),
])  # fmt: skip
def test_this_years_place_goes_along_but_for_those_who_go_up(
    world: World, pupil: int, case: int, kind: HandoverKind, where: str
) -> None:
    offered(world, case, kind=kind)
    act(world, "counsellor_b", actions.accept_handover, offer_id=the_offer(world))
    with reading() as session:
        chosen = select(Enrolment).where(Enrolment.person_id == pupil, Enrolment.school_year == SCHOOL_YEAR)
        row = session.exec(within(SYSTEM_SCOPE, chosen, Enrolment)).one()
    assert row.school_id == world.orgs[where]
    assert (row.class_id is None) is (where == "b")


def test_a_pupil_whom_the_new_roster_has_already_keeps_their_class(world: World, pupil: int, case: int) -> None:
    with writing() as session:
        row = session.exec(within(SYSTEM_SCOPE, select(Person).where(Person.id == pupil), Person)).one()
        row.school_id, row.class_id = world.orgs["b"], world.classes["b7"]
        place = {"school_id": world.orgs["b"], "class_id": world.classes["b7"]}
        session.add_all([row, Enrolment(person_id=pupil, school_year=SCHOOL_YEAR + 1, grade=7, **place)])
    offered(world, case, kind=HandoverKind.PROMOTION)
    assert offers(world, "counsellor_b")[0].age == 11
    act(world, "counsellor_b", actions.accept_handover, offer_id=the_offer(world))
    assert (the_case(case).class_id, the_case(case).grade) == (world.classes["b7"], 7)


@pytest.mark.parametrize("consent", [Consent.REFUSED, Consent.NOT_REACHED])
def test_without_the_guardians_yes_nothing_moves(world: World, case: int, consent: Consent) -> None:
    with pytest.raises(Refused, match=r"cases\.handover_consent"):
        offered(world, case, consented=YES._replace(consent=consent))
    assert the_case(case).state is CaseState.IN_CARE


@pytest.mark.parametrize(("to", "kind"), [
    ("a", HandoverKind.TRANSFER), ("county", HandoverKind.TRANSFER), ("b", HandoverKind.OUTSIDE),
])  # fmt: skip
def test_a_file_goes_to_another_school_and_nowhere_else(world: World, case: int, to: str, kind: HandoverKind) -> None:
    with pytest.raises(Refused, match=r"cases\.handover_place"):
        offered(world, case, to, kind=kind)


def test_the_sender_cannot_accept_nor_can_a_stranger(world: World, case: int) -> None:
    offered(world, case)
    offer = the_offer(world)
    for who in ("counsellor_a", "counsellor_c", "centre_c"):
        with pytest.raises(NotFound):
            act(world, who, actions.accept_handover, offer_id=offer)
    for who in ("centre", "school_admin_b", "class_teacher_b"):  # the bureau sees that it waits; a school takes it over
        with pytest.raises(NotAllowed):
            act(world, who, actions.accept_handover, offer_id=offer)
    assert the_case(case).state is CaseState.HANDING_OVER


def test_a_returned_offer_leaves_the_file_with_the_sender_and_says_why(world: World, case: int) -> None:
    offered(world, case)
    offer = the_offer(world)
    with pytest.raises(Refused, match="words_short"):
        act(world, "counsellor_b", actions.return_handover, offer_id=offer, why="")
    act(world, "counsellor_b", actions.return_handover, offer_id=offer, why="学生没有来报到")
    assert the_case(case).state is CaseState.IN_CARE
    assert offers(world, "counsellor_b") == []
    (row,) = the_handover(world, "counsellor_a", case)
    assert (row.state, row.answer) == (HandoverState.RETURNED, "学生没有来报到")
    with pytest.raises(Refused, match=r"cases\.no_such_handover_step"):
        act(world, "counsellor_b", actions.accept_handover, offer_id=offer)


def test_an_offer_that_was_taken_back_can_no_longer_be_accepted(world: World, case: int) -> None:
    handover = offered(world, case)
    offer = the_offer(world)
    with pytest.raises(NotFound):
        act(world, "counsellor_b", actions.revoke_handover, handover_id=handover, why="弄错了学校")
    act(world, "counsellor_a2", actions.revoke_handover, handover_id=handover, why="弄错了学校")
    assert the_case(case).state is CaseState.IN_CARE
    with pytest.raises(Refused, match=r"cases\.no_such_handover_step"):
        act(world, "counsellor_b", actions.accept_handover, offer_id=offer)
    assert told(world, "counsellor_a") == [NoticeCode.HANDOVER_ANSWERED]  # a colleague took it back
    offered(world, case, "c")  # and offered anew
    assert len(offers(world, "counsellor_c")) == 1


def test_a_file_is_offered_to_one_school_at_a_time(world: World, case: int) -> None:
    offered(world, case)
    with pytest.raises(Refused, match=r"cases\.no_such_step"):
        offered(world, case, "c")


def test_a_teachers_case_stays_with_the_centre(world: World, case: int) -> None:
    with writing() as session:
        row = session.exec(within(SYSTEM_SCOPE, select(Case).where(Case.id == case), Case)).one()
        row.is_staff, row.care_level = True, "区级"
        session.add(row)
    with pytest.raises(Refused, match=r"cases\.handover_staff"):
        offered(world, case, who="centre")


def test_the_county_sees_how_many_lie_for_how_long_and_nothing_else(world: World, case: int) -> None:
    offered(world, case, "c")
    due = date(2025, 10, 16)
    for who in ("centre", "centre_c", "counsellor_a", "counsellor_c"):
        with reading() as session:
            scope = world.actor(who).over(WORK)
            assert queries.stuck_handovers(session, scope, today=due) == []
            (stuck,) = queries.stuck_handovers(session, scope, today=due + timedelta(days=1))
        assert stuck == (world.orgs["a"], world.orgs["c"], 1, 1), who
    with reading() as session:
        scope = world.actor("counsellor_b").over(WORK)
        assert queries.stuck_handovers(session, scope, today=due + timedelta(days=1)) == []


def test_receiving_schools_are_found_by_name_anywhere(world: World) -> None:
    with reading() as session:
        assert [row.id for row in queries.receiving_schools(session, words="临川")] == [world.orgs["c"]]
        assert queries.receiving_schools(session, words=" 临 ") == []


def leaving(world: World, case: int, who: str = "counsellor_a", **other: Any) -> int:
    facts: dict[str, Any] = {"to": "外省示例中学", "consented": YES, "note": NOTE, **other}
    return int(act(world, who, actions.leave_system, case_id=case, **facts))


TIERS = {2: "班级关注", 3: "校级跟进", 4: "区级跟进"}


def packaged(world: World, case: int, who: str = "counsellor_a", purpose: str = "寄给接收学校") -> str:
    return paper_text(act(world, who, actions.outside_package, case_id=case, purpose=purpose, tiers=TIERS))


def received(world: World, handover: int, who: str = "counsellor_a", **other: Any) -> None:
    facts: dict[str, Any] = {"received_on": TODAY, "receiver": "李老师", **other}
    act(world, who, actions.record_receipt, handover_id=handover, **facts)


def test_a_paper_package_tells_the_course_and_not_what_was_said(world: World, case: int) -> None:
    with pytest.raises(Refused, match=r"cases\.no_package"):
        packaged(world, case)
    leaving(world, case)
    text = packaged(world, case)
    (row,) = the_handover(world, "counsellor_a", case)
    assert row.paper is not None
    assert text.count(row.paper) == 2  # the cover and the slip
    for said in ("外省示例中学", "移交回执", "校级跟进", NOTE, "父亲", "寄给接收学校"):
        assert said in text
    assert "近两周情绪低落" not in text  # an entry's own words
    assert row.paper in packaged(world, case)  # it may be printed again
    with reading() as session:
        assert len(audit.events(session, SYSTEM_SCOPE, action="handover.printed")) == 2


def test_the_file_waits_until_the_slip_is_back_and_then_for_a_second_person(world: World, case: int) -> None:
    handover = leaving(world, case)
    assert the_case(case).state is CaseState.HANDING_OVER
    received(world, handover)
    row = the_case(case)
    assert (row.state, row.outcome, row.proposed_by) == (
        CaseState.CLOSING, Outcome.MOVED_AWAY, world.accounts["counsellor_a"],
    )  # fmt: skip
    act(world, "school_lead_a", actions.close, case_id=case, why=WHY)
    assert the_case(case).state is CaseState.CLOSED


def test_where_no_second_person_is_asked_for_the_slip_closes_the_case(world: World, pupil: int) -> None:
    case, _ = in_care(world, pupil, tier=MILD)
    received(world, leaving(world, case))
    assert the_case(case).state is CaseState.CLOSED
    with reading() as session:
        steps = [row.step for row in queries.changes(session, world.actor("counsellor_a").over(WORK), case)]
    assert steps == [Step.OPEN, Step.HAND_OVER, Step.TAKE_OVER, Step.PROPOSE, Step.CLOSE]


def test_an_open_task_keeps_the_case_from_being_closed_by_the_slip(world: World, pupil: int) -> None:
    case, _ = in_care(world, pupil, tier=MILD)
    task = act(world, "counsellor_a", actions.add_task, case_id=case, is_goal=False, what="联系新学校", who="心理教师",
               due_on=TODAY)  # fmt: skip
    assert task
    received(world, leaving(world, case))
    assert the_case(case).state is CaseState.CLOSING


@pytest.mark.parametrize(("facts", "code"), [
    ({"receiver": " "}, "cases.receipt_incomplete"),
    ({"received_on": TODAY + timedelta(days=1)}, "cases.receipt_incomplete"),
    ({"received_on": TODAY - timedelta(days=1)}, "cases.receipt_incomplete"),
])  # fmt: skip
def test_a_slip_names_who_signed_and_when(world: World, case: int, facts: dict[str, Any], code: str) -> None:
    handover = leaving(world, case)
    with pytest.raises(Refused, match=code):
        received(world, handover, **facts)


def test_an_offer_within_the_system_has_no_slip_to_record(world: World, case: int) -> None:
    handover = offered(world, case)
    with pytest.raises(Refused, match=r"cases\.no_package"):
        received(world, handover)


def test_a_paper_package_needs_a_place_and_a_purpose(world: World, case: int) -> None:
    with pytest.raises(Refused, match=r"cases\.handover_place"):
        leaving(world, case, to=" ")
    handover = leaving(world, case)
    with pytest.raises(Refused, match=r"cases\.paper_purpose"):
        packaged(world, case, purpose="寄")
    act(world, "counsellor_a", actions.revoke_handover, handover_id=handover, why="不转学了，留在本校")
    assert the_case(case).state is CaseState.IN_CARE


def test_a_file_of_the_county_level_is_offered_by_the_county_too(world: World) -> None:
    case, _ = in_care(world, enrolled(world), "city_centre", GRAVE)
    offered(world, case, who="centre")
    assert len(offers(world, "counsellor_b")) == 1
