"""Seeded rosters as they arrive: people of fictitious names, each with an oddity of which it is known what it means."""

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import cycle
from random import Random
from typing import Any, NamedTuple

import xlsxwriter

from core.training.rules import Education, Gender, StaffKind

Cell = str | int | float | date
Row = dict[str, Cell]
PLAIN = (
    *("姓名", "性别", "出生年月", "手机", "学历", "专业", "职称"),
    *("类别", "学校", "任教学科", "到岗日期", "离岗日期", "周课时", "周辅导时长"),
)
PAPER = ("种类", "级别", "编号", "发证机关", "发证日期", "有效期至")
HEADERS = ("序号", *PLAIN, *PAPER, "备注")
FIRST_ROW = 5
"""Where the people begin: a title, a note, and a header of two rows with merged cells stand above."""
FIRST, SECOND = "子丑寅卯辰巳午未申酉戌亥甲乙丙丁", "东南西北中春夏秋冬晨暮朝夕山川江河"


class Meant(NamedTuple):
    """What one or more rows mean: facts of the person by name, or the code that is to be said of the last row."""

    oddity: str
    rows: list[Row]
    facts: Mapping[str, object]
    code: str = ""


class Roster(NamedTuple):
    """People in their order, and in which spreadsheet row each begins."""

    people: list[Meant]
    starts: list[int]

    @property
    def said(self) -> set[tuple[int, str]]:
        """Row and code of everything that is wrong in it."""
        each = zip(self.starts, self.people, strict=True)
        return {(start + len(one.rows) - 1, one.code) for start, one in each if one.code}


def odd_roster(seed: int, size: int, schools: Sequence[str], code: str, *, wrong: bool) -> Roster:
    """`size` people at these schools (the last one has `code`); with `wrong` also those that cannot be read."""
    chance, kinds = Random(seed), [*READ, *(WRONG if wrong else ())]
    people, starts, row = list[Meant](), list[int](), FIRST_ROW
    for at, kind in zip(range(size), cycle(kinds), strict=False):
        usual = _usual(at, chance, schools)
        one = kind(usual, code)
        people.append(one)
        starts.append(row)
        row += len(one.rows)
    return Roster(people, starts)


def _usual(at: int, chance: Random, schools: Sequence[str]) -> Row:
    name = chance.choice("林周陈吴郑") + FIRST[at // 256 % 16] + SECOND[at // 16 % 16] + FIRST[at % 16]
    return {
        "姓名": name, "性别": "女", "出生年月": f"{1970 + at % 30}-0{1 + at % 9}", "手机": f"138{at:08d}", "学历": "本科",
        "专业": "心理学", "职称": "一级教师", "类别": "专职", "学校": schools[at % (len(schools) - 1)], "任教学科": "心理健康",
        "到岗日期": "2022-09-01", "周课时": 8, "周辅导时长": 6.5, "种类": "心理健康教育教师资格证", "级别": "B证",
        "编号": f"XL2020{at:05d}", "发证机关": "示例省教育厅", "发证日期": "2020-06-30", "有效期至": "2027-06-30",
    }  # fmt: skip


Oddity = Callable[[Row, str], Meant]


def _odd(name: str, changes: Mapping[str, Cell], code: str = "", **facts: object) -> Oddity:
    return lambda row, _: Meant(name, [{**row, **changes}], facts, code)


def _of(name: str, change: Callable[[Row], Mapping[str, Cell]], told: Callable[[Row], Mapping[str, object]]) -> Oddity:
    return lambda row, _: Meant(name, [{**row, **change(row)}], told(row))


def _same_phone(row: Row) -> Mapping[str, object]:
    return {"phone": row["手机"]}


def _nothing(_: Row) -> Mapping[str, object]:
    return {}


def _full_width(text: Cell) -> str:
    return "".join(chr(ord(char) + 0xFEE0) for char in str(text))


def _spaced(text: Cell) -> str:
    return f"{str(text)[:3]} {str(text)[3:7]} {str(text)[7:]}"


def _two_papers(row: Row, _: str) -> Meant:
    """Merged cells: the second row has nothing but a certificate."""
    second = {"种类": "三级心理咨询师", "发证日期": "2016年5月", "有效期至": "长期"}
    return Meant("a certificate under merged cells", [row, second], {"papers": 2})


def _again(row: Row, _: str) -> Meant:
    """The second row names the person and a certificate, no post."""
    second = {key: row[key] for key in ("姓名", "学校")} | {"种类": "社工证", "发证日期": "2019.5.6"}
    return Meant("a certificate without a post", [row, second], {"papers": 2, "posts": 1})


def _two_posts(row: Row, _: str) -> Meant:
    second = {**row, "类别": "班主任", "到岗日期": "2023-09-01"}
    return Meant("two posts", [row, second], {"papers": 1, "posts": 2})


def _post_before(row: Row, _: str) -> Meant:
    before = {**row, "类别": "兼任", "到岗日期": "2018-09-01", "离岗日期": "2022-08-31"}
    return Meant("a post that ended", [before, row], {"papers": 1, "posts": 2})


def _blank_between(row: Row, _: str) -> Meant:
    return Meant("a blank row", [{}, row], {"papers": 1})


def _by_code(row: Row, code: str) -> Meant:
    return Meant("a school by its code", [{**row, "学校": code}], {})


def _foot(row: Row, _: str) -> Meant:
    return Meant("a line below the table", [row, {"姓名": "填表人：程示例"}], {"papers": 1})


def _contradiction(row: Row, _: str) -> Meant:
    return Meant("rows that disagree", [row, {**row, "出生年月": "1969-12"}], {}, "training.rows_disagree")


READ: tuple[Oddity, ...] = (
    _odd("nothing odd", {}, kind=StaffKind.FULL_TIME, gender=Gender.FEMALE, education=Education.BACHELOR),
    _of("full-width digits", lambda row: {"手机": _full_width(row["手机"])}, _same_phone),
    _of("a number with spaces", lambda row: {"手机": _spaced(row["手机"])}, _same_phone),
    _of("a number with the country's code", lambda row: {"手机": f"+86-{row['手机']}"}, _same_phone),
    _of("a number that is a number", lambda row: {"手机": int(str(row["手机"]))}, _same_phone),
    _odd("a month with a dot", {"出生年月": "1990.5"}, birth_month="1990-05"),
    _odd("a month that is a number", {"出生年月": 1990.05}, birth_month="1990-05"),
    _odd("a month in words", {"出生年月": "1990年5月"}, birth_month="1990-05"),
    _odd("a whole day of birth", {"出生年月": "1990/5/17"}, birth_month="1990-05"),
    _odd("a date of Excel", {"出生年月": date(1990, 5, 17)}, birth_month="1990-05"),
    _odd("Excel's number of a day", {"出生年月": 33010}, birth_month="1990-05"),
    _odd("a month of six digits", {"出生年月": "199005"}, birth_month="1990-05"),
    _odd("another word for the kind", {"类别": "专任"}, kind=StaffKind.FULL_TIME),
    _odd("a kind with spaces", {"类别": " 兼 职 "}, kind=StaffKind.PART_TIME),
    _odd("another word for the degree", {"学历": "硕士研究生"}, education=Education.MASTER),
    _odd("a slash for nothing", {"职称": "/", "专业": "无", "周课时": "/"}, title="", major="", lessons=None),
    _odd("an amount with its unit", {"周课时": "约8节/周"}, lessons=8),
    _odd("a month of beginning", {"到岗日期": "2022年9月"}, since=date(2022, 9, 1)),
    _odd("a day of Excel", {"到岗日期": date(2022, 9, 1)}, since=date(2022, 9, 1)),
    _of("a name with spaces", lambda row: {"姓名": "　" + " ".join(str(row["姓名"]))}, lambda row: {"name": row["姓名"]}),
    _of("a school with spaces", lambda row: {"学校": f" {str(row['学校'])[:2]}　{str(row['学校'])[2:]} "}, _nothing),
    _odd("a certificate by a short name", {"种类": "心理健康教育资格证（B级）", "级别": ""},
         paper=("心理健康教育教师资格证", "B证")),
    _odd("a certificate without an end", {"有效期至": "长期有效"}, valid_until=None),
    _odd("an end in a month", {"有效期至": "2027.6"}, valid_until=date(2027, 6, 30)),
    _odd("no certificate", dict.fromkeys(PAPER, ""), papers=0),
    _odd("a zero-width space", {"性别": "男\u200b"}, gender=Gender.MALE),
    _two_papers,
    _again,
    _two_posts,
    _post_before,
    _blank_between,
    _by_code,
    _foot,
)  # fmt: skip
WRONG: tuple[Oddity, ...] = (
    _odd("no name", {"姓名": ""}, "training.name_needed"),
    _odd("October that lost its zero", {"出生年月": "1990.1"}, "training.month_doubtful"),
    _odd("a month in Chinese digits", {"出生年月": "九零年五月"}, "training.unknown_month"),
    _odd("a child", {"出生年月": "2015-05"}, "training.birth_month_unlikely"),
    _odd("ten digits", {"手机": "1380001000"}, "training.phone_unlikely"),
    _odd("a kind that is none", {"类别": "正式"}, "training.unknown_kind"),
    _odd("a degree that is none", {"学历": "很高"}, "training.unknown_education"),
    _odd("an amount in words", {"周课时": "若干"}, "training.unknown_amount"),
    _odd("a school that is not there", {"学校": "没有这所小学"}, "training.unknown_school"),
    _odd("one of two schools of one name", {"学校": "同名小学"}, "training.schools_of_one_name"),
    _odd("a day that is none", {"到岗日期": "去年秋天"}, "training.unknown_day"),
    _odd("an end before the beginning", {"离岗日期": "2021-01-01"}, "training.left_before_beginning"),
    _odd("a number without a certificate", {"种类": ""}, "training.certificate_kind_needed"),
    _odd("an issue that lies ahead", {"发证日期": "2031-01-01"}, "training.issued_unlikely"),
    _odd("a lapse before the issue", {"有效期至": "2019-01-01"}, "training.lapses_before_issue"),
    _contradiction,
)


def workbook(roster: Roster) -> bytes:
    """The roster as an .xlsx: a title, a note, a header of two rows whose certificate is merged, and the people."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet("名册")
        sheet.merge_range(0, 0, 0, len(HEADERS) - 1, "云溪区中小学心理教师名册（2026 年春）")
        sheet.write(1, 0, "填表说明：一人一行")
        papers = range(1 + len(PLAIN), 1 + len(PLAIN) + len(PAPER))
        sheet.merge_range(2, papers[0], 2, papers[-1], "证书")
        for at, title in enumerate(HEADERS):
            if at in papers:
                sheet.write(3, at, title)
            else:
                sheet.merge_range(2, at, 3, at, title)
        for number, row in enumerate(_rows(roster), FIRST_ROW - 1):
            for at, title in enumerate(HEADERS):
                _write(sheet, number, at, row.get(title, ""))
    return buffer.getvalue()


def gbk_csv(roster: Roster) -> bytes:
    """The same people as a text file in GBK; the certificate's headers stand alone."""
    titles = ["序号", *PLAIN, "证书种类", "证书级别", "证书编号", "发证机关", "发证日期", "有效期至", "备注"]
    lines = [titles, *([str(row.get(title, "")) for title in HEADERS] for row in _rows(roster))]
    return "\r\n".join(",".join(line) for line in lines).encode("gb18030")


def _rows(roster: Roster) -> Iterator[Row]:
    return (row for one in roster.people for row in one.rows)


def _write(sheet: Any, row: int, column: int, value: Cell) -> None:
    if isinstance(value, date):
        sheet.write_datetime(row, column, value)
    elif isinstance(value, str):
        sheet.write_string(row, column, value)
    else:
        sheet.write_number(row, column, value)
