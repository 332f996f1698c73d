"""The fictitious county: its schools of every kind, their classes, and how many pupils sit in each."""

from typing import NamedTuple

import numpy as np

from core.organisations.rules import Setting, Stage

PRIMARY, JUNIOR, SENIOR, VOCATIONAL = Stage.PRIMARY, Stage.JUNIOR, Stage.SENIOR, Stage.VOCATIONAL
GRADES = {PRIMARY: range(1, 7), JUNIOR: range(7, 10), SENIOR: range(10, 13), VOCATIONAL: range(10, 13)}
CLASS_SIZE = 45  # 教育部: classes of at most 45 (primary) and 50 (secondary)


class SchoolPlan(NamedTuple):
    """One school: `pupils` is its planned head count over all grades."""

    name: str
    stages: tuple[Stage, ...]
    pupils: int
    setting: Setting
    district: str
    alliance: str = ""
    pilot: bool = False
    boarding: bool = False


URBAN, TOWN, RURAL = Setting.URBAN, Setting.TOWN, Setting.RURAL
SCHOOLS = (
    SchoolPlan("云溪一小", (PRIMARY,), 1060, URBAN, "城东学区", "云溪一小联盟", pilot=True),
    SchoolPlan("云溪二小", (PRIMARY,), 880, URBAN, "城东学区", "云溪一小联盟"),
    SchoolPlan("桐荫小学", (PRIMARY,), 700, URBAN, "城西学区", "云溪一小联盟"),
    SchoolPlan("松涛小学", (PRIMARY,), 560, URBAN, "城西学区"),
    SchoolPlan("柳岸小学", (PRIMARY,), 420, TOWN, "河东学区"),
    SchoolPlan("石桥小学", (PRIMARY,), 400, TOWN, "河东学区"),
    SchoolPlan("青禾小学", (PRIMARY,), 320, TOWN, "河西学区"),
    SchoolPlan("白鹭小学", (PRIMARY,), 280, RURAL, "河西学区"),
    SchoolPlan("梅岭小学", (PRIMARY,), 190, RURAL, "山前学区"),
    SchoolPlan("竹坞小学", (PRIMARY,), 130, RURAL, "山前学区"),
    SchoolPlan("云顶教学点", (PRIMARY,), 44, RURAL, "山前学区"),
    SchoolPlan("清河中学", (JUNIOR,), 900, URBAN, "城东学区", "清河联盟", pilot=True),
    SchoolPlan("望江中学", (JUNIOR,), 780, URBAN, "城西学区", "清河联盟"),
    SchoolPlan("石桥初中", (JUNIOR,), 520, TOWN, "河东学区", "清河联盟"),
    SchoolPlan("青禾初中", (JUNIOR,), 400, TOWN, "河西学区"),
    SchoolPlan("梅岭初中", (JUNIOR,), 240, RURAL, "山前学区", boarding=True),
    SchoolPlan("北林学校", (PRIMARY, JUNIOR), 620, TOWN, "河东学区", "清河联盟"),
    SchoolPlan("南屏学校", (PRIMARY, JUNIOR), 480, RURAL, "河西学区", boarding=True),
    SchoolPlan("云溪实验学校", (PRIMARY, JUNIOR, SENIOR), 760, URBAN, "城西学区", pilot=True),
    SchoolPlan("云溪一中", (SENIOR,), 980, URBAN, "城东学区", "高中联盟", pilot=True, boarding=True),
    SchoolPlan("云溪高中", (SENIOR,), 640, TOWN, "河东学区", "高中联盟", boarding=True),
    SchoolPlan("望江完全中学", (JUNIOR, SENIOR), 560, TOWN, "河西学区", "高中联盟", boarding=True),
    SchoolPlan("区职教中心", (VOCATIONAL,), 420, URBAN, "城西学区", boarding=True),
    SchoolPlan("启明特教学校", (PRIMARY, JUNIOR), 66, URBAN, "城东学区"),
)
VILLAGES = tuple("丰禾兰岚沐泉澄湖溪漾田畈硖稻榆枫桥渡港塘坞坪崖峰岭")


def school_plans(schools: int, pupils: int, noise: np.random.Generator) -> list[SchoolPlan]:
    """`schools` schools with about `pupils` pupils in all: the named ones first, then village and town schools."""
    plans = list(SCHOOLS[:schools])
    kinds = ((PRIMARY,), (PRIMARY,), (JUNIOR,), (PRIMARY, JUNIOR), (SENIOR,))
    for extra in range(schools - len(plans)):
        head, tail = VILLAGES[extra % len(VILLAGES)], VILLAGES[(extra * 7 + extra // len(VILLAGES) + 3) % len(VILLAGES)]
        stages = kinds[extra % len(kinds)]
        name = f"{head}{tail}{'小学' if stages == (PRIMARY,) else '中学' if stages != (PRIMARY, JUNIOR) else '学校'}"
        size = int(noise.integers(180, 900))
        plans.append(SchoolPlan(name, stages, size, (TOWN, RURAL)[extra % 2], f"第{extra % 5 + 1}学区"))
    factor = pupils / sum(plan.pupils for plan in plans)
    return [plan._replace(pupils=max(round(plan.pupils * factor), 12)) for plan in plans]


def class_sizes(plan: SchoolPlan) -> list[tuple[int, str, int]]:
    """(grade, class name, pupils) of a school: its head count spread evenly over its grades and classes."""
    grades = sorted({grade for stage in plan.stages for grade in GRADES[stage]})
    rows: list[tuple[int, str, int]] = []
    for at, grade in enumerate(grades):
        people = (plan.pupils * (at + 1)) // len(grades) - (plan.pupils * at) // len(grades)
        classes = max(-(-people // CLASS_SIZE), 1)
        for number in range(classes):
            size = (people * (number + 1)) // classes - (people * number) // classes
            rows.append((grade, f"{number + 1}班", size))
    return rows
