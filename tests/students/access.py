"""Who may do what with the roster."""

from datetime import date

import polars as pl
from sqlmodel import Session, select

from core.access import Actor, Capability
from core.database import unowned
from core.students import actions, queries
from core.students.queries.indexes import name_indexes, number_indexes, tail_indexes
from core.students.rules import Population, Purpose, Sex
from core.students.tables import Enrolment, Person
from tests.access_cases import Action, Query
from tests.students.builders import a_pupil, csv_file, national
from tests.world import SCHOOL_YEAR, World

ROSTER, NAMES, VIEW = Capability.MANAGE_ROSTER, Capability.SEE_NAMES, Capability.VIEW_PEOPLE
KEEPERS = {"a": "centre school_admin counsellor"}
EVERYWHERE = {**KEEPERS, "county": "centre school_admin counsellor"}
SEERS = {"a": "centre school_admin school_lead counsellor class_teacher"}


def a_person(session: Session, world: World) -> None:
    """Somebody of class a5, put there by nobody."""
    place = {"school_id": world.orgs["a"], "class_id": world.classes["a5"]}
    person = Person(
        number_index=number_indexes([national()], Population.STUDENT)[0], tail_index=tail_indexes([national()])[0],
        name_index=name_indexes(["陈示例"])[0], number=national(), name="陈示例", fingerprint=b"f", **place,
    )  # fmt: skip
    session.add(person)
    session.flush()
    session.add(Enrolment(person_id=person.id or 0, school_year=SCHOOL_YEAR, grade=5, **place))
    session.flush()


def the_person(session: Session) -> int:
    return session.exec(unowned(select(Person.id), Person)).one() or 0


def checked(session: Session, actor: Actor, world: World, at: str) -> actions.RosterCheck:
    """A file of one pupil of the organisation acted on."""
    return actions.check_roster(
        session, actor, content=csv_file([a_pupil()]), filename="名册.csv", school_year=SCHOOL_YEAR,
        school_id=world.orgs[at],
    )  # fmt: skip


ACTIONS = {
    "check_roster": Action(ROSTER, KEEPERS, checked, audited=False),
    "import_roster": Action(ROSTER, KEEPERS, lambda s, actor, w, at: actions.import_roster(
        s, actor, checked(s, actor, w, at))),
    "preview_roll_over": Action(ROSTER, EVERYWHERE, lambda s, actor, w, at: actions.preview_roll_over(
        s, actor, org_id=w.orgs[at], from_year=SCHOOL_YEAR), audited=False),
    "roll_over": Action(ROSTER, EVERYWHERE, lambda s, actor, w, at: actions.roll_over(
        s, actor, org_id=w.orgs[at], from_year=SCHOOL_YEAR), given=a_person),
    "reveal": Action(NAMES, SEERS, lambda s, actor, w, at: actions.reveal(
        s, actor, person_id=the_person(s), purpose=Purpose.TALK), given=a_person),
    "correct": Action(ROSTER, KEEPERS, lambda s, actor, w, at: actions.correct(
        s, actor, person_id=the_person(s), version=b"f".hex(), sex=Sex.MALE), given=a_person),
    "mark_left": Action(ROSTER, KEEPERS, lambda s, actor, w, at: actions.mark_left(
        s, actor, person_id=the_person(s), school_year=SCHOOL_YEAR), given=a_person),
}  # fmt: skip
QUERIES = {
    "match": Query(VIEW, SEERS, lambda s, scope, w, at: any(queries.match(s, scope, numbers=[national()])), a_person),
    "matched": Query(VIEW, SEERS, lambda s, scope, w, at: queries.matched(
        s, scope, numbers=pl.Series([national()]))["person_id"].drop_nulls().to_list(), a_person),
    "people": Query(VIEW, SEERS, lambda s, scope, w, at: queries.people(s, scope, school_year=SCHOOL_YEAR), a_person),
    "count_people": Query(VIEW, SEERS, lambda s, scope, w, at: queries.count_people(
        s, scope, school_year=SCHOOL_YEAR), a_person),
    "search": Query(VIEW, SEERS, lambda s, scope, w, at: queries.search(
        s, scope, text="陈示例", school_year=SCHOOL_YEAR), a_person),
    "person": Query(VIEW, SEERS, lambda s, scope, w, at: queries.person(s, scope, person_id=the_person(s)), a_person),
    "pupils_by_grade": Query(VIEW, SEERS, lambda s, scope, w, at: queries.pupils_by_grade(
        s, scope, school_year=SCHOOL_YEAR), a_person),
    "pupils_by_school": Query(VIEW, SEERS, lambda s, scope, w, at: queries.pupils_by_school(
        s, scope, school_year=SCHOOL_YEAR), a_person),
    "class_list": Query(VIEW, SEERS, lambda s, scope, w, at: queries.class_list(
        s, scope, school_year=SCHOOL_YEAR, school_id=w.orgs[at]), a_person),
    "ages": Query(VIEW, SEERS, lambda s, scope, w, at: queries.ages(
        s, scope, people=[the_person(s)], on=date(2025, 11, 3)), a_person),
    "enrolled": Query(VIEW, SEERS, lambda s, scope, w, at: queries.enrolled(
        s, scope, school_year=SCHOOL_YEAR), a_person),
}  # fmt: skip
INTERNAL = {
    "actions.transfer": "part of the act of whoever takes over a case, who asked for the right and wrote it down",
}
