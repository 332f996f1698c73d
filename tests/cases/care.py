"""Builders for the life of a warning: people, warnings by hand, interviews, cases. Everybody in them is fictitious."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlmodel import Session, select

from core.access import SYSTEM_SCOPE
from core.cases import actions, queries
from core.cases.rules.states import Outcome, Source, Step
from core.cases.rules.tiering import Tier
from core.cases.tables import Warning
from core.database import reading, within, writing
from core.errors import AppError
from core.students.queries.indexes import name_indexes, number_indexes, tail_indexes
from core.students.rules import Population
from core.students.tables import Enrolment, Person
from tests.screening.builders import name_of, number_of
from tests.world import SCHOOL_YEAR, World

NOW = datetime(2025, 10, 10, 8, tzinfo=UTC)
"""Friday, 10 October 2025, four o'clock in Beijing; the next day is a Saturday on which school is held (调休)."""
TODAY = date(2025, 10, 10)
WHY = "和学生谈过，情况与家长核实一致。"
MILD = Tier(2, "班级", "班级关注", False, 20, 10, "school_days")
MIDDLE = Tier(3, "校级", "校级跟进", True, 10, 3, "school_days")
GRAVE = Tier(4, "区级", "区级跟进", True, 5, 8, "hours")
PLACES = {"a": ("a5", 5), "b": ("b7", 7), "c": ("c7", 7)}
FILLED: Mapping[str, Mapping[str, Any]] = {
    "interview": {
        "place": "心理辅导室面谈", "mood": "近两周情绪低落", "sleep": "入睡慢", "study": "能到校上课", "peers": "有一个好朋友",
        "family": "和外婆同住", "risk": "无", "strengths": "喜欢画画，外婆支持", "judgement": "适应困难，持续两周",
        "advice": "校级跟进", "tell_guardian": True,
    },
    "follow_up": {"way": "面谈", "state": "情绪平稳一些", "change": "有所好转", "risk": "无", "next": "两周后再谈"},
    "home_visit": {"visitors": "班主任", "met": ["祖辈"], "home": "和外婆同住", "agreed": "每周通一次电话"},
    "guardian_notice": {
        "who": "母亲", "by": "心理教师", "how": "电话", "told": "说明近况和在校安排", "attitude": "理解并配合",
        "signed": False,
    },
    "counselling": {
        "state": "情绪平稳一些", "problem": "入睡慢", "analysis": "作息晚", "measures": "睡前放松练习", "effect": "有改善",
    },
    "case_meeting": {
        "present": "班主任、心理教师", "state": "近两周情绪低落", "views": "先观察", "decisions": "每周谈一次",
        "guardian": False,
    },
}  # fmt: skip


def act(world: World, who: str, verb: Callable[..., Any], /, **facts: Any) -> Any:
    """One act of one person in a unit of work of its own."""
    with writing() as session:
        return verb(session, world.actor(who), **facts)


def ask(world: World, question: Callable[..., Any], *facts: Any, scope: Any, **named: Any) -> Any:
    """One question in a unit of work of its own."""
    with reading() as session:
        return question(session, scope, *facts, **named)


def a_person(session: Session, world: World, serial: int, at: str = "a", **other: Any) -> int:
    """Somebody on the roster of school `at`, enrolled this year."""
    klass, grade = PLACES[at]
    staff = other.get("population") is Population.TEACHER
    class_id, number, name = None if staff else world.classes[klass], number_of(serial), name_of(serial)
    facts: dict[str, Any] = {
        "population": Population.STUDENT,
        "school_id": world.orgs[at],
        "class_id": class_id,
        **other,
    }
    person = Person(
        number=number, name=name, number_index=number_indexes([number], facts["population"])[0],
        tail_index=tail_indexes([number])[0], name_index=name_indexes([name])[0], fingerprint=b"z", **facts,
    )  # fmt: skip
    session.add(person)
    session.flush()
    year = {
        "school_year": SCHOOL_YEAR,
        "school_id": world.orgs[at],
        "class_id": class_id,
        "grade": 0 if staff else grade,
    }
    session.add(Enrolment(person_id=person.id or 0, **year))
    session.flush()
    return person.id or 0


def enrolled(world: World, serial: int = 8000, at: str = "a", **other: Any) -> int:
    """Somebody on the roster, in a unit of work of its own."""
    with writing() as session:
        return a_person(session, world, serial, at, **other)


def reported(world: World, person: int, who: str = "counsellor_a", tier: Tier = MIDDLE, *, urgent: bool = False) -> int:
    """A warning by hand."""
    facts = {"source": Source.OBSERVATION, "seen": "上课时一直趴着，说不想上学", "urgent": urgent, "tier": tier}
    return int(act(world, who, actions.report, person_id=person, **facts))


def talked(
    world: World, warning: int, who: str = "counsellor_a", form: str = "interview", held_on: date = TODAY
) -> int:
    """Something written down for a warning."""
    return int(
        act(world, who, actions.write_entry, warning_id=warning, form=form, held_on=held_on, content=FILLED[form])
    )


def in_care(
    world: World, person: int, who: str = "counsellor_a", tier: Tier = MIDDLE, *, urgent: bool = False
) -> tuple[int, int]:
    """(case, warning) of somebody who was reported, talked with and confirmed."""
    warning = reported(world, person, who, tier, urgent=urgent)
    talked(world, warning, who)
    return int(act(world, who, actions.confirm, warning_id=warning, tier=tier, why=WHY)), warning


def proposed(world: World, case: int, who: str = "counsellor_a", outcome: Outcome = Outcome.STABLE) -> None:
    act(world, who, actions.propose_closing, case_id=case, outcome=outcome, why=WHY)


def closed(world: World, case: int, who: str = "counsellor_a", second: str = "counsellor_a2") -> None:
    """A case through proposal and closing by a second person."""
    proposed(world, case, who)
    act(world, second, actions.close, case_id=case, why=WHY)


def warned(warning_id: int) -> Warning:
    with reading() as session:
        return session.exec(within(SYSTEM_SCOPE, select(Warning).where(Warning.id == warning_id), Warning)).one()


def refused(code: str, world: World, who: str, verb: Any, /, **facts: Any) -> None:
    with pytest.raises(AppError) as refusal:
        act(world, who, verb, **facts)
    assert refusal.value.code == code


def steps(world: World, case_id: int) -> list[Step]:
    return [row.step for row in ask(world, queries.changes, case_id, scope=SYSTEM_SCOPE)]
