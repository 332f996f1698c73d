"""The set-based import does what a plain loop over objects would do."""

import random
from collections.abc import Iterable
from threading import Thread
from typing import NamedTuple

import pytest
from sqlmodel import select

from core.access import SYSTEM_SCOPE
from core.database import reading, unowned, within, writing
from core.organisations.queries import classes, find_schools
from core.students.actions import import_roster
from core.students.rules import Sex
from core.students.rules.words import read_groups
from core.students.tables import Enrolment, Person
from tests.students.builders import a_pupil, brought_in, checked, csv_file, random_rows
from tests.world import SCHOOL_YEAR, World

SEXES = {"男": Sex.MALE, "女": Sex.FEMALE}


class Plain(NamedTuple):
    """One person as anybody would write them down."""

    name: str
    sex: Sex
    birth_date: str | None
    groups: str | None
    school: str
    grade: int
    klass: str


def reference(known: dict[str, Plain], rows: Iterable[dict[str, str | None]]) -> dict[str, Plain]:
    """The usual way: look everybody up, change one object after the other. The blank cell keeps what is known."""
    people = dict(known)
    for row in rows:
        before = people.get(row["学籍号"] or "")
        groups = read_groups(row["特殊群体"]).text or None if row["特殊群体"] else before.groups if before else None
        people[row["学籍号"] or ""] = Plain(
            name=row["姓名"] or "",
            sex=SEXES[row["性别"]] if row["性别"] else before.sex if before else Sex.UNKNOWN,
            birth_date=row["出生日期"] or (before.birth_date if before else None),
            groups=groups,
            school=row["学校"] or "",
            grade=int(row["年级"] or 0),
            klass=row["班级"] or "",
        )
    return people


def stored() -> dict[str, Plain]:
    with reading() as session:
        joined = select(Person, Enrolment).join(Enrolment, Enrolment.person_id == Person.id)  # type: ignore[arg-type]  # a clause
        rows = list(session.exec(unowned(unowned(joined, Person), Enrolment)))
        names = {row.id: row.name for row in classes(session, SYSTEM_SCOPE, school_year=SCHOOL_YEAR)}
        known = find_schools(session, SYSTEM_SCOPE, ["云溪一小", "云溪中学"])
        schools = {found[0].id: name for name, found in known.items()}
        assert all(person.school_id == place.school_id and person.class_id == place.class_id for person, place in rows)
        return {
            person.number: Plain(
                person.name, person.sex, person.birth_date, person.groups, schools[place.school_id], place.grade,
                names[place.class_id],
            )
            for person, place in rows
        }  # fmt: skip


def changed(rows: list[dict[str, str | None]], seed: int) -> list[dict[str, str | None]]:
    """A later file: some left out, some new, a third with other facts in random order."""
    chance = random.Random(seed)
    others = {row["学籍号"]: row for row in random_rows(seed, len(rows))}
    mixed = []
    for row, other in zip(rows, others.values(), strict=True):
        fate = chance.random()
        if fate < 0.1:
            continue
        if fate < 0.4:
            keys = chance.sample(("姓名", "性别", "出生日期", "班级", "特殊群体"), 2)
            row = {**row, **{key: other[key] for key in keys}}
        elif fate < 0.45:
            row = {**row, **{key: other[key] for key in ("学校", "年级", "班级")}}
        mixed.append(row)
    newcomers = [{**row, "学籍号": f"N{i:05d}"} for i, row in enumerate(others.values()) if i % 17 == 0]
    chance.shuffle(mixed)
    return [*mixed, *newcomers]


def test_five_thousand_rows_come_out_as_the_plain_loop_says(world: World) -> None:
    first = random_rows(11, 5000)
    assert len({row["学籍号"] for row in first}) == 5000
    second = changed(first, 12)
    receipt = brought_in(world, "centre", first)
    after_first = reference({}, first)
    assert stored() == after_first
    assert receipt.counts.new == 5000
    again = brought_in(world, "centre", second)
    after_second = reference(after_first, second)
    assert stored() == after_second
    new = [row for row in second if row["学籍号"] not in after_first]
    same = [row for row in second if after_first.get(row["学籍号"] or "") == after_second[row["学籍号"] or ""]]
    assert (again.counts.new, again.counts.same) == (len(new), len(same))
    moved = [n for n, plain in after_first.items() if after_second[n].school != plain.school]
    assert again.counts.moved == len(moved)
    assert again.written == len(second) - len(same)


@pytest.mark.parametrize("other", ["counsellor_a", "centre"])
def test_two_imports_at_once_make_everybody_and_every_class_once(world: World, other: str) -> None:
    rows = [a_pupil(i, 班级=f"{i % 5 + 1}班") for i in range(1, 60)]
    checks = {who: checked(world, who, csv_file(rows)) for who in ("school_admin_a", other)}
    failures: list[BaseException] = []

    def run(who: str) -> None:
        try:
            with writing() as session:
                import_roster(session, world.actor(who), checks[who])
        except BaseException as error:  # the thread's own failure must reach the test
            failures.append(error)

    threads = [Thread(target=run, args=(who,)) for who in checks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with reading() as session:
        people = session.exec(within(SYSTEM_SCOPE, select(Person.id), Person)).all()
        places = session.exec(within(SYSTEM_SCOPE, select(Enrolment.person_id), Enrolment)).all()
        rooms = classes(session, SYSTEM_SCOPE, school_year=SCHOOL_YEAR, school_id=world.orgs["a"])
    assert len(people) == len(places) == len(set(places)) == 59
    assert len([room for room in rooms if room.grade == 5]) == 5
