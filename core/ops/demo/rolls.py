"""Who sits where in two school years: this year's classes filled, and the same pupils a year before."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import cycle
from typing import NamedTuple

import numpy as np

from core.ops.demo.county import SchoolPlan, class_sizes
from core.ops.demo.people import Pupil, pupils

LAST_GRADE = 12
HEADINGS = ("学籍号", "姓名", "性别", "出生日期", "学校", "年级", "班级", "特殊群体")


class Seat(NamedTuple):
    """One pupil's place in one school year."""

    pupil: Pupil
    school: str
    grade: int
    klass: str


def this_year(plans: Sequence[SchoolPlan], school_year: int, noise: np.random.Generator) -> list[Seat]:
    """Every class of every school, filled with fictitious pupils."""
    seats: list[Seat] = []
    for plan in plans:
        for grade, klass, size in class_sizes(plan):
            people = pupils(size, grade=grade, school_year=school_year, first=len(seats), noise=noise)
            seats += [Seat(pupil, plan.name, grade, klass) for pupil in people]
    return seats


def year_before(
    plans: Sequence[SchoolPlan], seats: Sequence[Seat], school_year: int, noise: np.random.Generator
) -> list[Seat]:
    """Where the same pupils were: a grade lower, whoever is new in a school at a feeder school; and who has left since."""
    rooms: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for plan in plans:
        for grade, klass, _ in class_sizes(plan):
            rooms[grade].append((plan.name, klass))
    feeders = {grade: cycle(places) for grade, places in rooms.items()}
    taught = {(school, grade): klass for grade, places in rooms.items() for school, klass in places[::-1]}
    before = [_before(seat, taught, feeders) for seat in seats if seat.grade > 1]
    serial = len(seats)
    for plan in plans:
        leavers = [(klass, size) for grade, klass, size in class_sizes(plan) if grade == LAST_GRADE]
        for klass, size in leavers:
            people = pupils(size, grade=LAST_GRADE, school_year=school_year - 1, first=serial, noise=noise)
            before += [Seat(pupil, plan.name, LAST_GRADE, klass) for pupil in people]
            serial += size
    return before


def _before(seat: Seat, taught: dict[tuple[str, int], str], feeders: dict[int, "cycle[tuple[str, str]]"]) -> Seat:
    grade = seat.grade - 1
    if (seat.school, grade) in taught:
        return seat._replace(grade=grade)
    school, klass = next(feeders[grade])
    return seat._replace(school=school, grade=grade, klass=klass)


def roster_csv(seats: Iterable[Seat]) -> bytes:
    """A roster file as a county sends it."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    for pupil, school, grade, klass in seats:
        writer.writerow(
            (pupil.number, pupil.name, pupil.sex, pupil.birth.isoformat(), school, grade, klass, pupil.groups)
        )
    return text.getvalue().encode("utf-8-sig")
