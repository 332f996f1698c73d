"""Roster files for the tests. Everybody in them is fictitious."""

import random
from collections.abc import Iterable, Sequence

from core.database import reading, writing
from core.sheets.export import Table, csv_bytes, workbook
from core.students.actions import RosterCheck, RosterReceipt, check_roster, import_roster
from core.students.rules import Population
from core.students.rules.numbers import check_digit
from tests.world import SCHOOL_YEAR, World

HEADERS = ("学籍号", "姓名", "性别", "出生日期", "学校", "年级", "班级", "特殊群体")
SURNAMES, GIVEN = "赵钱孙李周吴郑王冯陈", "安宁知夏清和明远书言"


def national(serial: int = 1, birth: str = "20150312", area: str = "330106") -> str:
    """A 学籍号 whose check character is right; `serial` up to 999."""
    body = f"{area}{birth}{serial:03d}"
    return f"G{body}{check_digit(body)}"


def a_pupil(serial: int = 1, **other: str | None) -> dict[str, str | None]:
    """A row of the roster of school A, grade 5, class 1."""
    facts = (national(serial), f"陈示{GIVEN[serial % 10]}", "女", "2015-03-12", "云溪一小", "五年级", "1班", None)
    usual: dict[str, str | None] = dict(zip(HEADERS, facts, strict=True))
    return {**usual, **other}


def csv_file(rows: Iterable[dict[str, str | None]], headers: Sequence[str] = HEADERS) -> bytes:
    return csv_bytes(headers, [[row.get(header) for header in headers] for row in rows])


def xlsx_file(rows: Iterable[dict[str, str | None]], headers: Sequence[str] = HEADERS, name: str = "名册") -> bytes:
    return workbook([Table(name, headers, [[row.get(header) for header in headers] for row in rows])])


def checked(world: World, who: str, content: bytes, year: int = SCHOOL_YEAR, **other: object) -> RosterCheck:
    with reading() as session:
        return check_roster(session, world.actor(who), content=content, filename="名册.csv", school_year=year, **other)  # type: ignore[arg-type]  # passed on


def imported(world: World, who: str, check: RosterCheck) -> RosterReceipt:
    with writing() as session:
        return import_roster(session, world.actor(who), check)


def brought_in(world: World, who: str, rows: Iterable[dict[str, str | None]], **other: object) -> RosterReceipt:
    """Check and import in one go."""
    return imported(world, who, checked(world, who, csv_file(rows), **other))


def codes(check: RosterCheck) -> list[str]:
    return [problem.code.removeprefix("students.") for problem in check.problems]


def random_rows(seed: int, count: int) -> list[dict[str, str | None]]:
    """`count` pupils spread over schools A and B."""
    chance = random.Random(seed)
    places = [("云溪一小", grade) for grade in range(1, 7)] + [("云溪中学", grade) for grade in range(7, 13)]
    rows = []
    for i in range(count):
        school, grade = chance.choice(places)
        birth = f"{SCHOOL_YEAR - 6 - grade}{chance.randint(1, 12):02d}{chance.randint(1, 28):02d}"
        rows.append(
            {
                "学籍号": f"L{330106}{birth}{i % 1000:03d}{i // 1000}",
                "姓名": chance.choice(SURNAMES) + "".join(chance.sample(GIVEN, chance.choice((1, 2)))),
                "性别": chance.choice(("男", "女", None)),
                "出生日期": chance.choice((f"{birth[:4]}-{birth[4:6]}-{birth[6:]}", None)),
                "学校": school,
                "年级": str(grade),
                "班级": f"{chance.randint(1, 4)}班",
                "特殊群体": chance.choice((None, None, "无", "留守", "单亲、留守")),
            }
        )
    return rows


TEACHER = Population.TEACHER
