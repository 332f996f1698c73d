"""The files that the people of the journeys bring: a roster and answer sheets of fictitious pupils."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from core.sheets.export import Table, csv_bytes, workbook
from tests.sheets.biff import an_xls

SCHOOL = "示例初级中学"
ROSTER = ("学籍号", "姓名", "性别", "出生日期", "学校", "年级", "班级")
PHQ = [f"PHQ-9 第{number}题" for number in range(1, 10)]
GAD = [f"GAD-7 第{number}题" for number in range(1, 8)]
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈"
BORN = "2013-05-12"

Rows = list[tuple[str, ...]]


class Paper(NamedTuple):
    """A file as it is handed to the browser."""

    name: str
    content: bytes

    @property
    def payload(self) -> dict[str, object]:
        return {"name": self.name, "mimeType": "application/octet-stream", "buffer": self.content}


def number_of(at: int) -> str:
    return f"L3301062013051{at:05d}"


def name_of(at: int) -> str:
    return f"{SURNAMES[at]}示例{'知明言书清远和安夏宁思若晓景'[at]}"


PUPILS = range(len(SURNAMES))
NAMES = [name_of(at) for at in PUPILS]


def roster(*, grade_of_the_third: str = "初一") -> Rows:
    """Everybody in 初一, the first half in class 1; one grade may be written wrongly."""
    return [
        (
            number_of(at),
            name_of(at),
            "女" if at % 2 else "男",
            BORN,
            SCHOOL,
            grade_of_the_third if at == 2 else "初一",
            "1班" if at < len(PUPILS) / 2 else "2班",
        )
        for at in PUPILS
    ]


CALM = dict.fromkeys(PHQ + GAD, "0")


def answers(changed: Mapping[int, Mapping[str, str]]) -> Rows:
    """A sheet of PHQ-9 and GAD-7 from everybody, all zero but for the cells named by pupil and heading."""
    return [(number_of(at), name_of(at), *(CALM | changed.get(at, {})).values()) for at in PUPILS]


ANSWERS = (*ROSTER[:2], *PHQ, *GAD)


def xlsx(name: str, headings: Sequence[str], rows: Rows) -> Paper:
    return Paper(f"{name}.xlsx", workbook([Table(name, headings, rows)]))


def gb18030(name: str, headings: Sequence[str], rows: Rows) -> Paper:
    """As a spreadsheet program in Chinese saves a .csv."""
    return Paper(f"{name}.csv", csv_bytes(headings, rows).decode("utf-8-sig").encode("gb18030"))


def xls(name: str, headings: Sequence[str], rows: Rows) -> Paper:
    cells = {(y, x): value for y, row in enumerate([headings, *rows]) for x, value in enumerate(row)}
    return Paper(f"{name}.xls", an_xls({name: cells}))
