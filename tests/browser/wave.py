"""A screening wave of the running school year in the standing world, and what is told about the people in it."""

from collections.abc import Iterable
from typing import NamedTuple

from sqlmodel import select

from core import clock
from core.access import SYSTEM_SCOPE, Capability, mask_name, mask_number
from core.accounts.actions import appoint_head
from core.cases import actions, queries
from core.cases.rules.institutions import InstitutionFacts, InstitutionKind
from core.cases.rules.states import CaseState
from core.database import reading, within
from core.organisations.queries import classes
from core.students.tables import Person
from core.ui.words import safe
from tests.cases.care import GRAVE, MIDDLE, WHY, act, ask, enrolled, reported, talked
from tests.screening.builders import Row, a_campaign, brought, phq, pupils
from tests.students.builders import brought_in
from tests.world import World

ROOMS = ("7班", "8班", "9班")
IN_ROOM, AT_B, LISTED_AT_B, URGENT = 4, 24, 12, 12
TESTED = len(ROOMS) * IN_ROOM + AT_B
HIGH = 21
"""A PHQ-9 total that puts a pupil on the list."""
FIRST, FIRST_AT_B, FIRST_URGENT = 8200, 8300, 8400
CENTRE = "云溪区未成年人心理健康辅导中心"


class Wave(NamedTuple):
    """Three classes of school A under one class teacher, the first pupil of each listed, and a bigger class at school B.

    Whoever needs a class, or the warning of somebody listed, takes it out: a second try finds the next one.
    """

    rooms: list[str]
    warnings: list[int]


class Told(NamedTuple):
    """One person's name and number, in full and as they are shown by default."""

    name: str
    number: str

    @property
    def masked(self) -> str:
        return mask_name(self.name)

    @property
    def everything(self) -> tuple[str, ...]:
        return self.name, self.number, self.masked, safe(self.masked), mask_number(self.number)


def a_wave(world: World) -> Wave:
    """Everybody tested; twelve more pupils of school B wait for a same-day review."""
    today = clock.today()
    year = clock.school_year(today)
    rows = [row for at, room in enumerate(ROOMS) for row in _in_class(pupils(IN_ROOM, "a", FIRST + IN_ROOM * at), room)]
    rows += _in_class(pupils(AT_B, "b", FIRST_AT_B), "6班")
    brought_in(
        world, "city_centre", [{**row, "性别": "女", "出生日期": f"{year - 11}-03-12"} for row in rows], year=year
    )
    campaign = a_campaign(world, school_year=year, grades=(5, 7), opens_on=today, closes_on=today)
    listed = {*range(0, len(ROOMS) * IN_ROOM, IN_ROOM), *range(TESTED - LISTED_AT_B, TESTED)}
    brought(world, "city_centre", campaign, [phq(row, HIGH if at in listed else 0) for at, row in enumerate(rows)])
    _head_the_rooms(world, year)
    for serial in range(FIRST_URGENT, FIRST_URGENT + URGENT):
        reported(world, enrolled(world, serial, "b"), "counsellor_b", GRAVE, urgent=True)
    at_a = queries.Filter(campaign, school_id=world.orgs["a"])
    return Wave(list(ROOMS), [row.id for row in ask(world, queries.warnings, at_a, scope=SYSTEM_SCOPE)])


def confirmed(world: World, warning: int) -> int:
    """The case of somebody listed, after a talk."""
    talked(world, warning)
    return int(act(world, "counsellor_a", actions.confirm, warning_id=warning, tier=MIDDLE, why=WHY))


def a_centre(world: World) -> None:
    """The county's own centre stands in the registry of institutions."""
    facts = InstitutionFacts(InstitutionKind.CENTRE, CENTRE, "王老师", "0570-0000000")
    act(world, "centre", actions.save_institution, org_id=world.orgs["county"], facts=facts)


def place_in_list(world: World, case: int, who: str = "counsellor_a") -> int:
    """Where a case stands among those in care that somebody may refer or hand over."""
    chosen = queries.CaseFilter(states=(CaseState.IN_CARE,))
    rows = ask(world, queries.cases, chosen, scope=world.actor(who).scope, limit=None)
    return [row.id for row in rows].index(case)


def newest_offer(world: World) -> int:
    """Where the file that was offered to school B last stands among those that wait there."""
    rows = ask(world, queries.offers, scope=world.actor("counsellor_b").over(Capability.WORK_CASES))
    return max(range(len(rows)), key=lambda at: rows[at].id)


def person_of(world: World, case: int) -> int:
    return int(ask(world, queries.case, case, scope=SYSTEM_SCOPE).person_id)


def told_of(person: int | None = None) -> list[Told]:
    """Somebody, or everybody in the database."""
    with reading() as session:
        rows = session.exec(within(SYSTEM_SCOPE, select(Person), Person)).all()
        return [Told(row.name, row.number) for row in rows if person in (None, row.id)]


def leaks(sent: bytes, secrets: Iterable[str]) -> list[str]:
    """Those of the words that stand in what was sent."""
    return [words for words in secrets if words.encode() in sent]


def _in_class(rows: Iterable[Row], name: str) -> list[Row]:
    return [{**row, "班级": name} for row in rows]


def _head_the_rooms(world: World, year: int) -> None:
    teacher = world.accounts["class_teacher_a"]
    for row in ask(world, classes, scope=world.actor("counsellor_a").scope, school_year=year):
        if row.name in ROOMS:
            act(world, "counsellor_a", appoint_head, class_id=row.id, account_id=teacher)
