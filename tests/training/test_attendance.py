"""Signing in by list, by sheet and by the code in the hall; settling a session, once, and again when it was put right."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlmodel import select

from core import audit, clock
from core.access import SYSTEM_SCOPE, Scope
from core.database import reading, unowned, writing
from core.errors import NotFound, Refused
from core.sheets.export import csv_bytes
from core.training import actions, queries
from core.training.actions import Settled, SignedByCode
from core.training.queries import CompletionRow
from core.training.rules import PartState, SessionKind, SessionState, SignInWay
from core.training.rules.codes import MOST_MISSES, Shown
from core.training.rules.completing import Why
from core.training.tables import Participation, ParticipationStep, SignIn, StaffMember, TrainingHours, TrainingSession
from tests.together import together
from tests.training.builders import a_counsellor
from tests.training.session_builders import ENDS, MODULES, STARTS, a_part, a_session
from tests.world import World

THEN = STARTS + timedelta(hours=1)
LATER = ENDS + timedelta(hours=1)
CODE, TAIL = "123456", "0001"


@pytest.fixture(autouse=True)
def on_the_day() -> Iterator[None]:
    """It is an hour into the session."""
    with clock.stopped_at(THEN):
        yield


class Hall:
    """A running session at the county with 林示例 of school A and 周示例 of school B; each act a transaction of its own."""

    def __init__(self, world: World, **other: Any) -> None:
        self.world = world
        with writing() as session:
            self.id = a_session(session, world, **{"state": SessionState.RUNNING, **other})
            one = a_counsellor(session, world, phone="13900000001")
            two = a_counsellor(session, world, "b", name="周示例", phone="13900000002")
            self.staff = (one, two)
            self.parts = tuple(a_part(session, world, self.id, who) for who in self.staff)

    def does(self, verb: str, who: str = "researcher", **given: Any) -> Any:
        with writing() as session:
            return getattr(actions, verb)(session, self.world.actor(who), **given)

    def shows(self, module: str = "") -> str:
        code: str = self.does("show_code", session_id=self.id, module=module)
        return code

    def types(self, code: str, name: str = "林示例", tail: str = TAIL) -> SignedByCode | None:
        with writing() as session:
            return actions.sign_in_by_code(session, code=code, name=name, tail=tail, now=clock.now())

    def settles(self) -> Settled:
        with clock.stopped_at(LATER):
            done: Settled = self.does("settle_session", session_id=self.id)
        return done

    def rows(self, model: Any) -> list[Any]:
        with reading() as session:
            return list(session.exec(unowned(select(model), model).order_by(model.id)))

    def acts(self) -> list[audit.AuditEvent]:
        with reading() as session:
            return audit.events(session, SYSTEM_SCOPE, limit=500)

    def shown(self) -> Shown:
        with reading() as session:
            return queries.hall(session, Scope.at(self.world.paths["county"]), session_id=self.id).shown

    def misses(self) -> int:
        return self.shown().misses

    def states(self) -> list[PartState]:
        return [part.state for part in self.rows(Participation)]

    def hours(self) -> dict[int, Decimal]:
        return {row.staff_id: row.hours for row in self.rows(TrainingHours)}

    def papers(self) -> list[CompletionRow]:
        with reading() as session:
            return queries.completions(session, Scope.at(self.world.paths["county"]), session_id=self.id)


def test_who_is_ticked_attends_and_twice_is_once(database: str, world: World) -> None:
    hall = Hall(world)
    one, two = hall.parts
    assert hall.does("sign_in", session_id=hall.id, participation_ids=[one]) == 1
    assert hall.does("sign_in", session_id=hall.id, participation_ids=[one, two]) == 1
    assert hall.states() == [PartState.ATTENDING] * 2
    assert [(row.participation_id, row.way) for row in hall.rows(SignIn)] == [
        (one, SignInWay.LIST),
        (two, SignInWay.LIST),
    ]


def test_a_mistaken_sign_in_is_taken_back_to_enrolled(sqlite_world: World) -> None:
    hall = Hall(sqlite_world, modules=MODULES)
    for module in ("m1", "m2"):
        hall.does("sign_in", session_id=hall.id, participation_ids=[hall.parts[0]], module=module)
    hall.does("take_back_sign_in", session_id=hall.id, participation_ids=hall.parts, module="m1")
    assert (hall.states()[0], [row.module for row in hall.rows(SignIn)]) == (PartState.ATTENDING, ["m2"])
    hall.does("take_back_sign_in", session_id=hall.id, participation_ids=hall.parts, module="m2")
    assert (hall.states()[0], hall.rows(SignIn)) == (PartState.ENROLLED, [])


@pytest.mark.parametrize("state", [SessionState.PLANNED, SessionState.ENROLLING, SessionState.CANCELLED])
def test_nobody_signs_in_before_it_runs_or_once_it_is_off(sqlite_world: World, state: SessionState) -> None:
    hall = Hall(sqlite_world, state=state)
    with pytest.raises(Refused, match="other_state"):
        hall.does("sign_in", session_id=hall.id, participation_ids=[hall.parts[0]])
    with pytest.raises(Refused, match="other_state"):
        hall.shows()


def test_only_the_sessions_people_and_modules_are_signed_in(sqlite_world: World) -> None:
    hall, other = Hall(sqlite_world, modules=MODULES), Hall(sqlite_world)
    with pytest.raises(NotFound):
        hall.does("sign_in", session_id=hall.id, participation_ids=[other.parts[0]], module="m1")
    for module in ("", "m3"):
        with pytest.raises(NotFound):
            hall.does("sign_in", session_id=hall.id, participation_ids=[hall.parts[0]], module=module)
    with writing() as session:
        gone = a_part(session, sqlite_world, hall.id, a_counsellor(session, sqlite_world), PartState.WITHDRAWN)
    with pytest.raises(Refused, match="part_withdrawn"):
        hall.does("sign_in", session_id=hall.id, participation_ids=[gone], module="m1")


def test_a_code_signs_in_whose_name_and_number_fit(database: str, world: World) -> None:
    hall = Hall(world, modules=MODULES)
    done = hall.types(hall.shows("m2"), " 林 示例 ", "０００１")
    assert done is not None
    assert (done.title, done.module, done.again) == ("危机识别与转介", "家校沟通", False)
    (row,) = hall.rows(SignIn)
    assert (row.participation_id, row.module, row.way, row.by_id) == (hall.parts[0], "m2", SignInWay.CODE, None)
    assert hall.states() == [PartState.ATTENDING, PartState.ENROLLED]
    assert [step.by_id for step in hall.rows(ParticipationStep) if step.state is PartState.ATTENDING] == [None]


def test_signing_in_twice_is_kindly_told_and_written_once(sqlite_world: World) -> None:
    hall = Hall(sqlite_world)
    code = hall.shows()
    hall.types(code)
    acts = len(hall.acts())
    again = hall.types(code)
    assert again is not None
    assert again.again
    assert (len(hall.rows(SignIn)), len(hall.acts())) == (1, acts)


@pytest.mark.parametrize(
    ("name", "tail"), [("林示例", "0002"), ("周示例", "0001"), ("无此人", "0001"), ("林示例", ""), ("", "0001")]
)
def test_whatever_does_not_fit_is_answered_alike_and_counted(sqlite_world: World, name: str, tail: str) -> None:
    hall = Hall(sqlite_world)
    code = hall.shows()
    assert hall.types(code, name, tail) is None
    assert (hall.misses(), hall.rows(SignIn)) == (1, [])


def test_a_wrong_code_counts_against_no_hall(sqlite_world: World) -> None:
    hall = Hall(sqlite_world)
    wrong = "000000" if hall.shows() != "000000" else "000001"
    assert hall.types(wrong) is None
    assert hall.types("") is None
    assert hall.misses() == 0


def test_a_code_stops_at_its_most_misses_and_a_new_one_begins_anew(sqlite_world: World) -> None:
    hall = Hall(sqlite_world)
    code = hall.shows()
    for _ in range(MOST_MISSES - 1):
        hall.types(code, "无此人")
    assert hall.shown().is_open(clock.now())
    hall.types(code, "无此人")
    assert hall.shown().is_stopped
    assert hall.types(code) is None
    assert hall.types(hall.shows()) is not None


def test_misses_at_the_same_moment_are_all_counted(database: str, world: World) -> None:
    hall = Hall(world)
    code = hall.shows()

    def miss() -> None:
        with clock.stopped_at(THEN):
            hall.types(code, "无此人")

    assert together(*[miss] * 4) == [None] * 4
    assert hall.misses() == 4


def test_one_person_on_two_phones_signs_in_once(database: str, world: World) -> None:
    hall = Hall(world)
    code = hall.shows()

    def once() -> bool:
        with clock.stopped_at(THEN):
            done = hall.types(code)
        return bool(done and done.again)

    assert sorted(together(once, once)) == [False, True]
    assert len(hall.rows(SignIn)) == 1


def test_a_code_is_good_for_its_minutes_while_the_session_runs(sqlite_world: World) -> None:
    hall = Hall(sqlite_world)
    code = hall.shows()
    with clock.stopped_at(THEN + timedelta(minutes=30)):
        assert hall.types(code) is None
    hall.does("stop_code", session_id=hall.id)
    assert hall.types(code) is None
    code = hall.shows()
    hall.does("cancel_session", session_id=hall.id, reason="台风停课")
    assert hall.types(code) is None


@pytest.mark.parametrize("minutes", [0, 241])
def test_a_code_lasts_from_a_minute_to_four_hours(sqlite_world: World, minutes: int) -> None:
    hall = Hall(sqlite_world)
    with pytest.raises(Refused, match="code_minutes"):
        hall.does("show_code", session_id=hall.id, minutes=minutes)


def test_two_of_one_name_and_number_go_to_the_desk_and_are_no_miss(sqlite_world: World) -> None:
    hall = Hall(sqlite_world)
    with writing() as session:
        a_part(session, sqlite_world, hall.id, a_counsellor(session, sqlite_world, "b", phone="18800000001"))
    assert hall.types(hall.shows()) is None
    assert (hall.misses(), hall.rows(SignIn)) == (0, [])


def test_withdrawn_people_and_merged_files_sign_in_nowhere(sqlite_world: World) -> None:
    hall = Hall(sqlite_world)
    code = hall.shows()
    with writing() as session:
        whole = unowned(select(StaffMember).where(StaffMember.id == hall.staff[0]), StaffMember)
        session.exec(whole).one().merged_into = hall.staff[1]
        part = session.exec(
            unowned(select(Participation).where(Participation.id == hall.parts[1]), Participation)
        ).one()
        part.state = PartState.WITHDRAWN
    assert hall.types(code) is None
    assert hall.types(code, "周示例", "0002") is None


def test_a_signed_in_person_types_the_code_alone(sqlite_world: World) -> None:
    hall = Hall(sqlite_world)
    with writing() as session:
        file = session.exec(unowned(select(StaffMember).where(StaffMember.id == hall.staff[0]), StaffMember)).one()
        file.account_id = sqlite_world.accounts["counsellor_a"]
    with pytest.raises(NotFound, match="no_code_now"):
        hall.does("sign_in_own", "counsellor_a", code=CODE)
    code = hall.shows()
    assert hall.does("sign_in_own", "counsellor_a", code="12345") is None
    assert hall.misses() == 1
    assert hall.does("sign_in_own", "counsellor_a", code=code).again is False
    assert [row.by_id for row in hall.rows(SignIn)] == [sqlite_world.accounts["counsellor_a"]]
    with pytest.raises(NotFound):
        hall.does("sign_in_own", "counsellor_b", code=code)


def test_nothing_that_was_typed_is_kept(sqlite_world: World) -> None:
    hall = Hall(sqlite_world)
    hall.types(code := hall.shows())
    hall.types(code, "无此人", "9999")
    kept = str([(row.action, row.details, row.purpose) for row in hall.acts()])
    assert not {"林示例", "无此人", TAIL, "9999", code} & set(kept.replace("'", " ").replace(",", " ").split())


def test_the_halls_screen_tells_the_code_and_how_many_are_there(sqlite_world: World) -> None:
    hall = Hall(sqlite_world, modules=MODULES)
    code = hall.shows("m1")
    hall.types(code)
    with reading() as session:
        told = queries.hall(session, Scope.at(sqlite_world.paths["county"]), session_id=hall.id)
        sat = queries.sittings(session, Scope.at(sqlite_world.paths["county"]), session_id=hall.id)
    assert (told.shown.code, told.module_title, told.signed, told.expected) == (code, "危机评估", 1, 2)
    assert [(one.title, one.signed) for one in sat] == [("危机评估", 1), ("家校沟通", 0)]


def sheet(*rows: tuple[str, ...], head: tuple[str, ...] = ("姓名", "学校", "手机后四位", "模块")) -> dict[str, Any]:
    return {"content": csv_bytes(head, rows), "filename": "签到表.csv"}


def test_a_sheet_signs_in_and_twice_changes_nothing(database: str, world: World) -> None:
    hall = Hall(world, modules=MODULES)
    file = sheet(("林示例", "", "", "家校沟通"), ("周示例", "云溪中学", "13900000002", ""))
    check = hall.does("check_sign_in", session_id=hall.id, module="m1", **file)
    assert (check.problems, len(check.new), check.known) == ((), 2, 0)
    assert hall.does("import_sign_in", check=check) == 2
    assert sorted((row.participation_id, row.module) for row in hall.rows(SignIn)) == [
        (hall.parts[0], "m2"), (hall.parts[1], "m1"),
    ]  # fmt: skip
    again = hall.does("check_sign_in", session_id=hall.id, module="m1", **file)
    assert (again.new, again.known, again.ready) == ((), 2, False)


def test_every_problem_of_a_sheet_is_told_and_nothing_written(sqlite_world: World) -> None:
    hall = Hall(sqlite_world, modules=MODULES)
    with writing() as session:
        a_part(session, sqlite_world, hall.id, a_counsellor(session, sqlite_world, "b", phone="13900000009"))
        a_part(session, sqlite_world, hall.id, a_counsellor(session, sqlite_world, name="吴示例"), PartState.WITHDRAWN)
    file = sheet(
        ("林示例", "", "", ""), ("林示例", "云溪一小", "", "危机评估"), ("郑示例", "", "", ""), ("吴示例", "", "", ""),
        ("周示例", "", "", "第九讲"), ("周示例", "", "0001", ""),
    )  # fmt: skip
    check = hall.does("check_sign_in", session_id=hall.id, module="m1", **file)
    assert [(one.row, one.code.partition(".")[2]) for one in check.problems] == [
        (2, "two_alike"), (4, "not_on_list"), (5, "withdrawn_before"), (6, "unknown_module"), (7, "not_on_list"),
    ]  # fmt: skip
    with pytest.raises(Refused, match="check_first"):
        hall.does("import_sign_in", check=check)
    assert hall.rows(SignIn) == []


def test_a_sheet_that_says_who_came_signs_in_nobody_else(sqlite_world: World) -> None:
    hall = Hall(sqlite_world)
    check = hall.does(
        "check_sign_in", session_id=hall.id, **sheet(("林示例", "√"), ("周示例", ""), head=("姓名", "到场"))
    )
    assert ([part for part, _ in check.new], check.problems) == ([hall.parts[0]], ())
    odd = hall.does(
        "check_sign_in", session_id=hall.id, **sheet(("林示例", "晚点"), ("无此人", "否"), head=("姓名", "签到"))
    )
    assert [(one.row, one.code) for one in odd.problems] == [(2, "training.unknown_there")]


def test_scores_come_by_list_and_by_sheet(database: str, world: World) -> None:
    hall = Hall(world, pass_score=60)
    assert hall.does("set_scores", session_id=hall.id, scores={hall.parts[0]: Decimal("59.5")}) == 1
    file = sheet(("林示例", "59.5"), ("周示例", "88分"), head=("姓名", "成绩"))
    check = hall.does("check_scores", session_id=hall.id, **file)
    assert (check.new, check.known, check.problems) == ({hall.parts[1]: Decimal(88)}, 1, ())
    assert hall.does("import_scores", check=check) == 1
    assert [part.score for part in hall.rows(Participation)] == [Decimal("59.5"), Decimal(88)]


def test_scores_that_cannot_be_are_told_by_row(sqlite_world: World) -> None:
    hall = Hall(sqlite_world, pass_score=60)
    file = sheet(("林示例", "良好"), ("林示例", "80"), ("林示例", "81"), ("周示例", "101"), head=("姓名", "成绩"))
    check = hall.does("check_scores", session_id=hall.id, **file)
    assert [(one.row, one.code) for one in check.problems] == [
        (2, "training.score_unlikely"), (4, "training.two_scores"), (5, "training.score_unlikely"),
    ]  # fmt: skip
    with pytest.raises(Refused, match="score_unlikely"):
        hall.does("set_scores", session_id=hall.id, scores={hall.parts[0]: Decimal("100.5")})
    with pytest.raises(Refused, match="no_assessment"):
        Hall(sqlite_world).does("set_scores", session_id=hall.id + 1, scores={})


def test_settling_credits_who_was_there_and_numbers_certificates(database: str, world: World) -> None:
    hall = Hall(world)
    hall.types(hall.shows())
    done = hall.settles()
    assert done == Settled(completed=1, failed=1, changed=2, hours=Decimal("8.0"))
    assert hall.states() == [PartState.COMPLETED, PartState.FAILED]
    assert hall.hours() == {hall.staff[0]: Decimal(8)}
    assert [(row.number, row.hours, row.revoked_at) for row in hall.papers()] == [
        (f"云溪区-2026-{hall.id:04}-001", Decimal(8), None)
    ]
    with reading() as session:
        row = session.exec(unowned(select(TrainingSession), TrainingSession)).one()
    assert (row.state, row.code, row.code_until) == (SessionState.DONE, "", None)


def test_hours_are_credited_once_when_two_people_settle_together(database: str, world: World) -> None:
    hall = Hall(world)
    hall.does("sign_in", session_id=hall.id, participation_ids=hall.parts)

    def settle() -> str:
        hall.settles()
        return "settled"

    assert sorted(together(settle, settle)) == ["settled", "training.other_state"]
    assert hall.hours() == dict.fromkeys(hall.staff, Decimal(8))
    assert len(hall.papers()) == 2


def test_a_session_is_not_settled_before_its_last_day(sqlite_world: World) -> None:
    hall = Hall(sqlite_world, ends_at=ENDS + timedelta(days=1))
    with pytest.raises(Refused, match="not_over"):
        hall.settles()


def test_a_part_of_an_online_course_is_credited_without_a_certificate(sqlite_world: World) -> None:
    hall = Hall(sqlite_world, kind=SessionKind.COURSE, modules=MODULES, category="online")
    hall.does("sign_in", session_id=hall.id, participation_ids=[hall.parts[0]], module="m1")
    hall.settles()
    assert (hall.states()[0], hall.hours(), hall.papers()) == (PartState.FAILED, {hall.staff[0]: Decimal(3)}, [])


def test_a_correction_credits_and_takes_back_exactly_what_differs(database: str, world: World) -> None:
    hall = Hall(world, pass_score=60)
    one, two = hall.parts
    hall.does("sign_in", session_id=hall.id, participation_ids=hall.parts)
    hall.does("set_scores", session_id=hall.id, scores={one: Decimal(80), two: Decimal(50)})
    hall.settles()
    with clock.stopped_at(LATER):
        hall.does("set_scores", session_id=hall.id, scores={one: Decimal(40), two: Decimal(90)})
        done = hall.does("resettle_session", session_id=hall.id, reason="成绩登记反了")
    assert (done.changed, hall.states()) == (2, [PartState.FAILED, PartState.COMPLETED])
    assert hall.hours() == {hall.staff[1]: Decimal(8)}
    first, second = hall.papers()
    assert (first.revoked_at, second.revoked_at) == (LATER, None)
    assert "成绩登记反了" in first.reason
    with clock.stopped_at(LATER):
        hall.does("set_scores", session_id=hall.id, scores={one: Decimal(80)})
        hall.does("resettle_session", session_id=hall.id, reason="查卷后改回")
        again = hall.does("resettle_session", session_id=hall.id, reason="再看一次")
    assert (again.changed, hall.hours()) == (0, dict.fromkeys(hall.staff, Decimal(8)))
    assert [(row.number, row.revoked_at) for row in hall.papers()] == [(first.number, None), (second.number, None)]


def test_what_settling_would_do_is_seen_before(sqlite_world: World) -> None:
    hall = Hall(sqlite_world, pass_score=60)
    hall.does("sign_in", session_id=hall.id, participation_ids=[hall.parts[0]])
    with reading() as session:
        rows = queries.results(session, Scope.at(sqlite_world.paths["county"]), session_id=hall.id)
    assert [(row.part.id, row.result.why, row.differs) for row in rows] == [
        (hall.parts[0], Why.NO_SCORE, True), (hall.parts[1], Why.ABSENT, True),
    ]  # fmt: skip


def test_withdrawn_people_stay_as_they_are_when_it_is_settled(sqlite_world: World) -> None:
    hall = Hall(sqlite_world)
    hall.does("withdraw", participation_id=hall.parts[0], reason="临时请假")
    assert hall.settles()[:2] == (0, 1)
    assert hall.states() == [PartState.WITHDRAWN, PartState.FAILED]
