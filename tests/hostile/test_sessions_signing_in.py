"""Sign-ins and scores go to the person meant, at a sitting that there is, however people type and whatever changes meanwhile."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlmodel import select

from core import clock
from core.database import unowned, writing
from core.training import actions
from core.training.actions import codes
from core.training.actions.sessions import draft_of
from core.training.rules import PartState, SessionState
from core.training.rules.codes import named, typed_check, typed_code, typed_number
from core.training.rules.sessions import Module
from core.training.tables import Participation, StaffMember, TrainingSession
from tests.training.builders import a_counsellor
from tests.training.session_builders import MODULES, a_part
from tests.training.test_attendance import THEN, Hall, sheet
from tests.training.test_code_rules import FACES
from tests.world import World


@pytest.fixture(autouse=True)
def on_the_day() -> Iterator[None]:
    """It is an hour into the session."""
    with clock.stopped_at(THEN):
        yield


@pytest.mark.parametrize("tail", ["1", "001", "-", "见名册"])
def test_digits_that_a_spreadsheet_cut_short_give_nobody_elses_score(sqlite_world: World, tail: str) -> None:
    hall = Hall(sqlite_world, pass_score=60)
    with writing() as session:  # of the same name, without a phone on file
        a_part(session, sqlite_world, hall.id, a_counsellor(session, sqlite_world, "b"))
    file = sheet(("林示例", tail, "90"), head=("姓名", "手机后四位", "成绩"))
    check = hall.does("check_scores", session_id=hall.id, **file)
    assert (dict(check.new), [one.code for one in check.problems]) == ({}, ["training.not_on_list"])


def changed(hall: Hall, **facts: Any) -> None:
    """The session with other facts, written by who holds it."""
    with writing() as session:
        row = session.exec(unowned(select(TrainingSession), TrainingSession)).one()
        draft = draft_of(row)._replace(**facts)
        actions.change_session(
            session, hall.world.actor("researcher"), session_id=hall.id, edition=row.edition, draft=draft
        )


def test_a_code_for_a_module_that_is_gone_signs_nobody_in_at_nothing(sqlite_world: World) -> None:
    hall = Hall(sqlite_world, modules=MODULES)
    code = hall.shows("m2")
    changed(hall, modules=(Module("m1", "哀伤辅导", hall.rows(TrainingSession)[0].hours),))
    assert hall.types(code) is None
    assert not hall.shown().code


def test_a_code_stays_when_the_rule_stays(sqlite_world: World) -> None:
    hall = Hall(sqlite_world, modules=MODULES)
    code = hall.shows("m2")
    changed(hall, place="示例礼堂")
    assert hall.types(code) is not None


def test_who_is_withdrawn_while_typing_the_code_stays_withdrawn(
    database: str, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    if database.startswith("sqlite"):
        pytest.skip("there one writes after another")
    hall = Hall(world)
    with writing() as session:
        file = session.exec(unowned(select(StaffMember).where(StaffMember.id == hall.staff[0]), StaffMember)).one()
        file.account_id = world.accounts["counsellor_a"]
    code, held = hall.shows(), codes._held

    def late(*facts: Any) -> Any:
        hall.does("withdraw", participation_id=hall.parts[0], reason="来不了了")
        return held(*facts)

    monkeypatch.setattr(codes, "_held", late)
    assert hall.does("sign_in_own", "counsellor_a", code=code) is None
    assert hall.states()[0] is PartState.WITHDRAWN


@pytest.mark.parametrize("name", ["林\u200b示例", "\ufeff林示例", "阿依⸱古丽", "阿依ꞏ古丽", "阿依﹒古丽", "阿依。古丽"])
def test_signs_that_nobody_sees_and_every_kind_of_middle_dot_do_not_matter(name: str) -> None:
    assert named(FACES, name, "0001" if "林" in name else "0003")


def test_codes_are_read_as_keyboards_of_phones_and_offices_write_them() -> None:
    assert typed_code("123\u200b456") == typed_code("123-456") == typed_code("１２３　４５６") == "123456"
    assert {typed_check(f"ABCDE{dash}FGHJK") for dash in ("-", "－", "—", "——", "–")} == {"ABCDEFGHJK"}
    assert typed_number("云溪区——2026——0007——012") == "云溪区-2026-0007-012"


def test_a_plan_is_no_hall(sqlite_world: World) -> None:
    hall = Hall(sqlite_world)
    code = hall.shows()
    hall.does("take_step_back", session_id=hall.id)
    assert hall.types(code) is None
    assert [row.state for row in hall.rows(TrainingSession)] == [SessionState.ENROLLING]
    assert [row.state for row in hall.rows(Participation)] == [PartState.ENROLLED] * 2


def test_who_has_no_phone_on_file_stops_nobodys_code(sqlite_world: World) -> None:
    hall = Hall(sqlite_world)
    with writing() as session:
        a_part(session, sqlite_world, hall.id, a_counsellor(session, sqlite_world, name="阿依·古丽"))
    code = hall.shows()
    for tail in ("", "0009"):
        assert hall.types(code, "阿依古丽", tail) is None
    assert hall.misses() == 0
    assert hall.types(code, "阿依", "0009") is None
    assert hall.misses() == 1
    assert hall.states()[2] is PartState.ENROLLED


def test_a_person_beside_a_namesake_without_a_phone_is_still_guessed_at(sqlite_world: World) -> None:
    hall = Hall(sqlite_world)
    with writing() as session:
        a_part(session, sqlite_world, hall.id, a_counsellor(session, sqlite_world, "b"))
    assert hall.types(hall.shows(), "林示例", "9999") is None
    assert hall.misses() == 1
