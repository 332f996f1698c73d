"""升级: everybody goes up, leaves, stays or is there already; nobody is lost, nobody doubled."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from core.access import SYSTEM_SCOPE
from core.database import reading, unowned, within, writing
from core.errors import NotFound, Refused
from core.organisations.queries import classes
from core.organisations.rules import GRADES, Stage
from core.students.actions import RollOverReceipt, preview_roll_over, roll_over
from core.students.rules.years import EXAM_GRADES, Step, promote
from core.students.tables import Enrolment, Person
from tests.students.builders import TEACHER, a_pupil, brought_in, checked, csv_file, imported, random_rows
from tests.world import SCHOOL_YEAR, World

P, J, S, V = Stage.PRIMARY, Stage.JUNIOR, Stage.SENIOR, Stage.VOCATIONAL


@pytest.mark.parametrize(
    ("grade", "stages", "to"),
    [
        (1, [P], 2), (5, [P], 6), (6, [P], None), (6, [P, J], 7), (6, [J], 7), (7, [J], 8), (8, [J], 9), (9, [J], None),
        (9, [J, S], None), (10, [S], 11), (11, [V], 12), (12, [S], None), (12, [P, J, S], None), (3, [], 4), (6, [], None),
    ],
)  # fmt: skip
def test_a_grade_goes_up_or_leaves(grade: int, stages: list[Stage], to: int | None) -> None:
    assert promote(grade, stages).grade == to
    assert (promote(grade, stages).step is Step.LEAVES) is (to is None)


@given(st.sampled_from(GRADES), st.sets(st.sampled_from(Stage)))
def test_going_up_is_always_one_grade_and_never_past_an_exam(grade: int, stages: set[Stage]) -> None:
    step, to = promote(grade, stages)
    assert to == (grade + 1 if step is Step.UP else None)
    assert step is Step.LEAVES or grade not in EXAM_GRADES
    assert to is None or to in GRADES


@pytest.mark.parametrize("grade", [0, 13, -1])
def test_only_pupils_are_promoted(grade: int) -> None:
    with pytest.raises(ValueError, match="grades"):
        promote(grade, [P])


def rolled(world: World, who: str, org: str, **other: object) -> RollOverReceipt:
    with writing() as session:
        return roll_over(session, world.actor(who), org_id=world.orgs[org], from_year=SCHOOL_YEAR, **other)  # type: ignore[arg-type]  # passed on


def places(year: int) -> dict[int, tuple[int, int, int | None]]:
    """School, grade and class of everybody enrolled in a year, by person; fails when somebody is enrolled twice."""
    with reading() as session:
        statement = select(Enrolment.person_id, Enrolment.school_id, Enrolment.grade, Enrolment.class_id)
        rows = list(session.exec(unowned(statement.where(Enrolment.school_year == year), Enrolment)))
    assert len({row[0] for row in rows}) == len(rows)
    return {row[0]: (row[1], row[2], row[3]) for row in rows}


def today() -> dict[int, int | None]:
    with reading() as session:
        return dict(iter(session.exec(unowned(select(Person.id, Person.class_id), Person))))  # type: ignore[arg-type]  # ids of stored rows


def a_county(world: World) -> None:
    brought_in(world, "centre", random_rows(7, 400))


def test_nobody_is_lost_and_nobody_doubled(world: World) -> None:
    a_county(world)
    before = places(SCHOOL_YEAR)
    receipt = rolled(world, "centre", "county")
    after = places(SCHOOL_YEAR + 1)
    leaving = {person for person, (_, grade, _) in before.items() if grade in (6, 9, 12)}
    assert set(after) == set(before) - leaving
    assert all(after[person][:2] == (before[person][0], before[person][1] + 1) for person in after)
    assert (receipt.going_up, receipt.leaving, receipt.already) == (len(after), len(leaving), 0)
    assert places(SCHOOL_YEAR) == before
    assert today() == {person: after[person][2] if person in after else None for person in before}


def test_classmates_stay_together(world: World) -> None:
    a_county(world)
    before = places(SCHOOL_YEAR)
    rolled(world, "centre", "county")
    after = places(SCHOOL_YEAR + 1)
    pairs = {(before[person][2], after[person][2]) for person in after}
    assert len(pairs) == len({old for old, _ in pairs}) == len({new for _, new in pairs})
    with reading() as session:
        names = {year: {row.id: (row.grade, row.name) for row in classes(session, SYSTEM_SCOPE, school_year=year)}
                 for year in (SCHOOL_YEAR, SCHOOL_YEAR + 1)}  # fmt: skip
    for old, new in pairs:
        grade, name = names[SCHOOL_YEAR][old or 0]
        assert names[SCHOOL_YEAR + 1][new or 0] == (grade + 1, name)


def test_twice_moves_nobody_twice(world: World) -> None:
    a_county(world)
    first = rolled(world, "centre", "county")
    after, classes_today = places(SCHOOL_YEAR + 1), today()
    again = rolled(world, "centre", "county")
    assert (again.going_up, again.already) == (0, first.going_up)
    assert (places(SCHOOL_YEAR + 1), today()) == (after, classes_today)


def test_one_school_leaves_the_others_alone(world: World) -> None:
    a_county(world)
    rolled(world, "centre", "a")
    assert {school for school, _, _ in places(SCHOOL_YEAR + 1).values()} == {world.orgs["a"]}


def test_repeaters_stay_in_their_grade_and_keep_the_name_of_their_class(world: World) -> None:
    brought_in(world, "school_admin_a", [a_pupil(1), a_pupil(2), a_pupil(3, 年级="六年级")])
    by_grade = {grade: person for person, (_, grade, _) in places(SCHOOL_YEAR).items()}
    stays, graduate = by_grade[5], by_grade[6]
    receipt = rolled(world, "school_admin_a", "a", repeaters=[stays, graduate])
    assert (receipt.going_up, receipt.leaving, receipt.held) == (1, 0, 2)
    after = places(SCHOOL_YEAR + 1)
    assert Counter(grade for _, grade, _ in after.values()) == {5: 1, 6: 2}
    with reading() as session:
        names = {row.id: row.name for row in classes(session, SYSTEM_SCOPE, school_year=SCHOOL_YEAR + 1)}
    assert {names[klass or 0] for _, _, klass in after.values()} == {"1班"}


def test_a_repeater_of_another_school_is_not_found(world: World) -> None:
    brought_in(world, "centre", [a_pupil(1), a_pupil(2, 学校="云溪中学", 年级="初一")])
    stranger = next(person for person, (school, *_) in places(SCHOOL_YEAR).items() if school == world.orgs["b"])
    with pytest.raises(NotFound):
        rolled(world, "school_admin_a", "a", repeaters=[stranger])


def test_who_left_and_who_is_placed_already_are_left_alone(world: World) -> None:
    brought_in(world, "school_admin_a", [a_pupil(1), a_pupil(2), a_pupil(3)])
    brought_in(world, "school_admin_a", [a_pupil(1, 年级="五年级", 班级="9班")], year=SCHOOL_YEAR + 1)
    gone = max(set(places(SCHOOL_YEAR)) - set(places(SCHOOL_YEAR + 1)))
    with writing() as session:
        row = session.exec(within(SYSTEM_SCOPE, select(Enrolment).where(Enrolment.person_id == gone), Enrolment)).one()
        row.left = True
    receipt = rolled(world, "school_admin_a", "a")
    assert (receipt.going_up, receipt.already) == (1, 1)
    assert sorted(grade for _, grade, _ in places(SCHOOL_YEAR + 1).values()) == [5, 6]


def test_heads_go_up_with_their_classes(world: World) -> None:
    brought_in(world, "school_admin_a", [a_pupil(1)])
    rolled(world, "school_admin_a", "a")
    with reading() as session:
        (row,) = classes(session, SYSTEM_SCOPE, school_year=SCHOOL_YEAR + 1)
    assert (row.grade, row.name, row.head_id) == (6, "1班", world.accounts["class_teacher_a"])


def test_staff_stay_where_they_are(world: World) -> None:
    staff = csv_file([{"工号": "T0001", "姓名": "林示例", "学校": "云溪一小"}], ("工号", "姓名", "学校"))
    imported(world, "school_admin_a", checked(world, "school_admin_a", staff, population=TEACHER))
    rolled(world, "school_admin_a", "a")
    assert list(places(SCHOOL_YEAR + 1).values()) == [(world.orgs["a"], 0, None)]


def test_the_preview_is_what_happens(world: World) -> None:
    a_county(world)
    with reading() as session:
        plan = preview_roll_over(session, world.actor("centre"), org_id=world.orgs["county"], from_year=SCHOOL_YEAR)
    receipt = rolled(world, "centre", "county")
    assert (plan.going_up, plan.leaving, plan.held, plan.already) == receipt[2:]
    assert sum(move.pupils for move in plan.moves) == len(places(SCHOOL_YEAR))


def test_an_empty_year_has_nobody_to_move(world: World) -> None:
    with pytest.raises(Refused):
        rolled(world, "school_admin_a", "a")
