"""Finding, seeing and correcting one person, within the scope alone."""

import pytest
from sqlmodel import select

from core import audit
from core.access import SYSTEM_SCOPE
from core.database import reading, unowned, within, writing
from core.errors import Conflict, NotAllowed, NotFound, Refused
from core.students import queries
from core.students.actions import correct, mark_left, reveal
from core.students.rules import Purpose, Sex, SpecialGroup
from core.students.tables import Enrolment, Person
from tests.students.builders import a_pupil, brought_in, checked, csv_file, national
from tests.world import SCHOOL_YEAR, World

YEAR = {"school_year": SCHOOL_YEAR}


@pytest.fixture
def peopled(world: World) -> World:
    """One pupil with a name of their own at each of the schools A, B and C, and a namesake of A's at B."""
    brought_in(world, "city_centre", [
        a_pupil(1, 姓名="陈安宁", 特殊群体="留守"),
        a_pupil(2, 姓名="李知夏", 学校="云溪中学", 年级="初一"),
        a_pupil(3, 姓名="陈安宁", 学校="云溪中学", 年级="初一", 班级="2班"),
        a_pupil(4, 姓名="周清和", 学校="临川中学", 年级="初一"),
    ])  # fmt: skip
    return world


def the(serial: int) -> int:
    with reading() as session:
        (found,) = queries.match(session, SYSTEM_SCOPE, numbers=[national(serial)])
    assert found is not None
    return found.person_id


@pytest.mark.parametrize(
    ("who", "text", "found"),
    [
        ("centre", "陈安宁", 2), ("counsellor_a", "陈安宁", 1), ("counsellor_b", "陈安宁", 1), ("counsellor_c", "陈安宁", 0),
        ("counsellor_a", "陈 安 宁", 1), ("counsellor_a", "安宁", 0), ("counsellor_a", "陈", 0), ("counsellor_a", "", 0),
        ("counsellor_a", national(1), 1), ("counsellor_a", national(1).lower(), 1), ("counsellor_a", national(2), 0),
        ("counsellor_a", national(1)[-4:], 1), ("counsellor_a", national(1)[-5:], 0), ("class_teacher_a", "陈安宁", 1),
        ("class_teacher_b", "陈安宁", 0), ("leader", "陈安宁", 2),
    ],
)  # fmt: skip
def test_whole_names_numbers_and_tails_are_found_within_the_scope(
    peopled: World, who: str, text: str, found: int
) -> None:
    with reading() as session:
        scope = peopled.actor(who).scope
        rows, ever = queries.search(session, scope, text=text, **YEAR), queries.search(session, scope, text=text)
    assert len(rows) == found
    assert rows == ever
    assert all(row.name in ("陈**", "李**") for row in rows)


def test_whoever_has_no_class_yet_this_year_is_found_where_the_file_lies(peopled: World) -> None:
    with writing() as session:
        theirs = within(SYSTEM_SCOPE, select(Person).where(Person.id == the(1)), Person)
        session.exec(theirs).one().school_id = peopled.orgs["b"]
    with reading() as session:
        new, old = peopled.actor("counsellor_b").scope, peopled.actor("counsellor_a").scope
        assert [row.person_id for row in queries.search(session, new, text=national(1))] == [the(1)]
        assert queries.search(session, new, text=national(1), **YEAR) == []
        assert queries.search(session, old, text=national(1)) == []


def test_a_list_shows_masked_people_of_its_page(peopled: World) -> None:
    with reading() as session:
        scope = peopled.actor("centre").scope
        rows = queries.people(session, scope, **YEAR, limit=2)
        rest = queries.people(session, scope, **YEAR, offset=2, limit=2)
        total = queries.count_people(session, scope, **YEAR)
    assert total == 3 == len(rows) + len(rest)
    assert {(row.name, row.number) for row in rows} >= {("陈**", f"…{national(1)[-4:]}")}
    assert rows[0][5:9] == ("云溪一小", 5, peopled.classes["a5"], "1班")


def test_numbers_are_matched_in_their_order_within_the_scope(peopled: World) -> None:
    with reading() as session:
        found = queries.match(
            session,
            peopled.actor("centre").scope,
            numbers=[national(4), f" {national(2)} ", "", national(1).lower(), national(1)],
            names=["周清和", "李 知夏", "无名", "别名", "陈安宁"],
        )
    told = [one and (one.school_id, one.grade, one.name_agrees) for one in found]
    a, b = peopled.orgs["a"], peopled.orgs["b"]
    assert told == [None, (b, 7, True), None, (a, 5, False), (a, 5, True)]


def test_a_match_has_the_grade_of_its_year_or_of_the_latest(peopled: World) -> None:
    brought_in(peopled, "centre", [a_pupil(1, 姓名="陈安宁", 年级="四年级")], year=SCHOOL_YEAR - 1)
    with reading() as session:
        scope = peopled.actor("centre").scope
        grades = [
            one.grade
            for year in (None, SCHOOL_YEAR - 1, SCHOOL_YEAR, SCHOOL_YEAR + 1)
            for one in queries.match(session, scope, numbers=[national(1)], school_year=year)
            if one
        ]
    assert grades == [5, 4, 5, None]


def test_figures_count_who_is_there(peopled: World) -> None:
    with writing() as session:
        mark_left(session, peopled.actor("counsellor_b"), person_id=the(3), school_year=SCHOOL_YEAR)
    with reading() as session:
        scope = peopled.actor("centre").scope
        assert queries.pupils_by_grade(session, scope, **YEAR) == [(5, 1, 1), (7, 1, 1)]
        rooms = queries.class_list(session, scope, **YEAR, school_id=peopled.orgs["b"])
        assert {(one.row.grade, one.row.name): one.pupils for one in rooms} == {
            (7, "1班"): 1,
            (7, "2班"): 0,
            (10, "1班"): 0,
        }
        assert [row[1:] for row in queries.enrolled(session, scope, **YEAR, grades=[7])] == [
            (peopled.orgs["b"], peopled.classes["b7"], 7)
        ]


def test_a_full_name_is_seen_for_a_purpose_and_recorded(peopled: World) -> None:
    with writing() as session:
        who = reveal(session, peopled.actor("counsellor_a"), person_id=the(1), purpose=Purpose.TALK, note="本周约谈")
    assert (who.name, who.number, who.birth_date) == ("陈安宁", national(1), "2015-03-12")
    assert who.groups == (SpecialGroup.LEFT_BEHIND,)
    with reading() as session:
        (event,) = audit.events(session, peopled.actor("counsellor_a").scope, action="person.revealed")
        told = (event.subject_id, event.actor_id, event.purpose, event.details)
    assert told == (the(1), peopled.accounts["counsellor_a"], "约谈或关怀学生：本周约谈", {"why": "talk"})


def test_a_class_teacher_sees_own_pupils_names_but_not_their_groups(peopled: World) -> None:
    with writing() as session:
        who = reveal(session, peopled.actor("class_teacher_a"), person_id=the(1), purpose=Purpose.PARENTS)
    assert (who.name, who.groups) == ("陈安宁", None)


def test_an_unexplained_look_is_refused_and_shows_nothing(peopled: World) -> None:
    with pytest.raises(Refused), writing() as session:
        reveal(session, peopled.actor("counsellor_a"), person_id=the(1), purpose=Purpose.OTHER, note="看看")


@pytest.mark.parametrize(
    ("who", "refusal"),
    [("counsellor_b", NotFound), ("class_teacher_b", NotFound), ("leader", NotAllowed), ("admin", NotAllowed)],
)
def test_others_do_not_see_a_name(peopled: World, who: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal), writing() as session:
        reveal(session, peopled.actor(who), person_id=the(1), purpose=Purpose.URGENT)


def test_a_correction_changes_what_is_given_alone(peopled: World) -> None:
    actor = peopled.actor("school_admin_a")
    with reading() as session:
        before = queries.person(session, actor.scope, person_id=the(1))
    with writing() as session:
        correct(
            session,
            actor,
            person_id=the(1),
            version=before.version,
            name="陈 书言",
            groups=[],
            class_id=peopled.classes["a6"],
        )
    with reading() as session:
        row = session.exec(within(SYSTEM_SCOPE, select(Person).where(Person.id == the(1)), Person)).one()
        told = (row.name, row.groups, row.sex, row.birth_date, row.class_id)
        (place,) = queries.person(session, actor.scope, person_id=the(1)).years
        found = queries.search(session, actor.scope, text="陈书言", **YEAR)
    assert told == ("陈书言", None, Sex.FEMALE, "2015-03-12", peopled.classes["a6"])
    assert (place.grade, place.class_name, len(found)) == (6, "1班", 1)
    again = checked(peopled, "school_admin_a", csv_file([a_pupil(1, 姓名="陈书言", 年级="六年级")]))
    assert again.counts.same == 1


def test_a_correction_of_what_somebody_else_changed_is_refused(peopled: World) -> None:
    actor = peopled.actor("school_admin_a")
    with reading() as session:
        version = queries.person(session, actor.scope, person_id=the(1)).version
    with writing() as session:
        correct(session, actor, person_id=the(1), version=version, sex=Sex.MALE)
    with pytest.raises(Conflict), writing() as session:
        correct(session, actor, person_id=the(1), version=version, name="陈书言")


def test_nobody_is_put_into_a_class_of_another_school(peopled: World) -> None:
    actor = peopled.actor("centre")
    with reading() as session:
        version = queries.person(session, actor.scope, person_id=the(1)).version
    with pytest.raises(Refused), writing() as session:
        correct(session, actor, person_id=the(1), version=version, class_id=peopled.classes["b7"])


def test_who_left_is_off_the_list_and_may_come_back(peopled: World) -> None:
    actor = peopled.actor("counsellor_a")
    with writing() as session:
        mark_left(session, actor, person_id=the(1), school_year=SCHOOL_YEAR)
    with reading() as session:
        assert queries.people(session, actor.scope, **YEAR) == []
        assert len(queries.people(session, actor.scope, **YEAR, left=True)) == 1
        assert queries.people(session, peopled.actor("class_teacher_a").scope, **YEAR, left=True) == []
    with writing() as session:
        mark_left(session, actor, person_id=the(1), school_year=SCHOOL_YEAR, left=False)
    with reading() as session:
        row = session.exec(unowned(select(Enrolment).where(Enrolment.person_id == the(1)), Enrolment)).one()
        person = session.exec(unowned(select(Person).where(Person.id == the(1)), Person)).one()
        assert (row.left, person.class_id) == (False, peopled.classes["a5"])


def test_nobody_leaves_a_year_they_were_not_in(peopled: World) -> None:
    with pytest.raises(Refused), writing() as session:
        mark_left(session, peopled.actor("counsellor_a"), person_id=the(1), school_year=SCHOOL_YEAR - 3)
