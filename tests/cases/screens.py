"""Hands for the pages of care, beside those for any page, under Streamlit's own test driver."""

from typing import Any

from streamlit.testing.v1 import AppTest

from core import clock
from core.cases import packs
from core.cases.rules.forms import Kind
from core.database import writing
from core.organisations.tables import SchoolClass
from core.students.tables import Enrolment
from tests.cases.care import FILLED, WHY, a_person
from tests.ui.screens import labels, opened, pick, press, run
from tests.world import World

__all__ = ["area", "enrolled_today", "fill", "labels", "opened", "pick", "press", "run", "side", "step"]


def side(test: AppTest, name: str) -> AppTest:
    """A side of the workbench."""
    test.button_group(key="cases.part").set_value(name)
    return run(test)


def step(test: AppTest, name: str) -> AppTest:
    """A step of 等级与状态."""
    next(group for group in test.button_group if group.key and group.key.startswith("cases.step.")).set_value(name)
    return run(test)


def area(test: AppTest, label: str, words: str = WHY) -> None:
    next(one for one in test.text_area if one.label.startswith(label)).input(words)


def fill(test: AppTest, form: str, **other: Any) -> None:
    """Answer a form as FILLED does."""
    for key, answer in {**FILLED[form], **other}.items():
        kind = next(field.kind for field in packs.form(form).fields if field.key == key)
        fields = {Kind.TEXT: test.text_input, Kind.LONG: test.text_area}.get(kind, test.button_group)
        field = next(one for one in fields if one.key and one.key.endswith(f".{key}"))
        field.set_value(answer)


def enrolled_today(world: World, serial: int = 8000, at: str = "a") -> int:
    """Somebody in a class of today's school year: the pages ask for today's roster and today's class teachers."""
    year, school = clock.school_year(clock.today()), world.orgs[at]
    head = world.accounts[f"class_teacher_{at}"]
    with writing() as session:
        room = SchoolClass(school_id=school, school_year=year, grade=5, name="1班", head_id=head)
        session.add(room)
        session.flush()
        person = a_person(session, world, serial, at, class_id=room.id)
        session.add(Enrolment(person_id=person, school_year=year, school_id=school, class_id=room.id, grade=5))
    return person
