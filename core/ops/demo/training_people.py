"""The demo's people who do psychological work: their files, as one workbook that the centre takes in. All fictitious."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from core import clock
from core.ops.demo.people import GIVEN, SURNAMES
from core.ops.demo.registry import County, School
from core.training.actions import check_staff, import_staff
from core.training.rules import StaffKind
from core.training.rules.titles import KIND_TITLES

HEADINGS = (
    "姓名", "性别", "出生年月", "手机", "学历", "专业", "职称", "类别", "学校", "任教学科", "到岗日期", "离岗日期",
    "周课时", "周辅导时长", "证书种类", "级别", "证书编号", "发证机关", "发证日期", "有效期至",
)  # fmt: skip
CERTIFICATE, FAMILY = "心理健康教育教师资格证", "家庭教育指导师"
LAPSES = (None, 900, 25, 620, -120, 80, 5, 1400)
"""Days from today to a certificate's last day, school by school; None does not lapse."""
FIVE_YEARS = timedelta(days=1826)
FULL = 0.68
"""How well a school does that has a full-time counsellor."""
WITHOUT_STAFF, LEFT = 1, 1
"""How many of the schools that have it hardest have nobody on record, and then somebody who has left."""
TITLES, DEGREES = ("一级教师", "二级教师", "高级教师", "三级教师"), ("本科", "硕士", "本科", "本科", "专科")
MAJORS = ("心理学", "应用心理学", "思想政治教育", "学前教育", "小学教育")
SHOWN = 9_006
"""The serial of the shown school's counsellor: with a master's degree in psychology."""
WOMAN, MAN = (55, "-09"), (60, "-12")
"""Years before the school year, and the month, of births whose holders retire in the course of it (rules of 2025)."""


class Member(NamedTuple):
    """Somebody on file with the first post; `papers` are certificates as the workbook has them, `until` as in a post."""

    school: str
    name: str
    kind: StaffKind
    subject: str
    since: date
    birth_month: str
    gender: str
    phone: str
    until: date | None = None
    papers: tuple[tuple[str, ...], ...] = ()
    serial: int = 0

    @property
    def rows(self) -> Iterator[tuple[str, ...]]:
        """A row with the post and the first certificate, one more for each other certificate."""
        load = {StaffKind.FULL_TIME: ("10", "6"), StaffKind.PART_TIME: ("4", "3")}.get(self.kind, ("", ""))
        told = (
            self.name, self.gender, self.birth_month, self.phone, DEGREES[self.serial % 5], MAJORS[self.serial % 5],
            TITLES[self.serial % 4], KIND_TITLES[self.kind], self.school, self.subject, self.since.isoformat(),
            self.until.isoformat() if self.until else "", *load,
        )  # fmt: skip
        first, *others = self.papers or ((),)
        yield (*told, *first)
        for paper in others:
            yield (self.name, *[""] * 7, self.school, *[""] * 5, *paper)

    @property
    def post(self) -> tuple[str, ...]:
        """The row of one more post, with nothing but what tells who it is."""
        told = (self.name, "", "", self.phone, "", "", "", KIND_TITLES[self.kind], self.school, self.subject)
        return (*told, self.since.isoformat())


def people_on_file(county: County) -> list[Member]:
    """Everybody of the first workbook: at every school but the last, from the strongest on."""
    staffed = county.schools[:-WITHOUT_STAFF]
    taken = {school.counsellor.name for school in county.schools}
    found = [one for at, school in enumerate(staffed) for one in _at(county, school, at, taken)]
    found += _of_accounts(county)
    ends = clock.year_span(county.year - 1)[1]
    leaving = {school.name for school in staffed[-LEFT:]}
    return [one._replace(until=ends) if one.school in leaving else one for one in found]


def second_post(county: County, people: Sequence[Member]) -> Member:
    """走教: somebody of a strong school who also works at a weaker one."""
    staffed = county.schools[:-WITHOUT_STAFF]
    someone = next(one for one in people if one.school == staffed[1].name)
    return someone._replace(school=staffed[4].name, kind=StaffKind.PART_TIME)


def take_in(county: County, people: Sequence[Member], posts: Sequence[Member] = ()) -> None:
    """Import the workbook of these people and of more posts of some of them, as the centre does."""
    centre, rows = county.people["centre"], [row for one in people for row in one.rows]
    content = sheet(HEADINGS, [*rows, *(one.post for one in posts)])
    check = check_staff(county.session, centre, content=content, filename="师资名册.csv")
    import_staff(county.session, centre, check)


def sheet(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Rows as the CSV file that a spreadsheet writes."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(headings)
    writer.writerows([*row, *[""] * (len(headings) - len(row))] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def phone(serial: int) -> str:
    """A number that nobody has been given: 1380000, then four digits that differ in more than one place."""
    return f"1380000{serial * 1117 % 10_000:04d}"


def _at(county: County, school: School, at: int, taken: set[str]) -> Iterator[Member]:
    """The counsellor, full time where a school does well, sometimes with colleagues."""
    full = school.strength > FULL
    since = date(county.year - 1 - at % 6, 8, 25)
    kind = StaffKind.FULL_TIME if full else StaffKind.PART_TIME
    shown = school is county.shown
    since = date(county.year - 6, 8, 25) if shown else since
    first = _member(county, school.name, school.counsellor.name, kind, "心理健康", since, SHOWN if shown else at * 4)
    first = first._replace(gender="女") if shown else first
    papers = [_paper(county, since, at, 0)] if full or at % 5 else []
    if at % 5 == 1:
        papers.append((FAMILY, "中级", f"示例家{at:03d}", "示例家庭教育协会", f"{since.year}-06-30", "长期"))
    yield first._replace(papers=tuple(papers))
    if at % 3 == 0:
        other = _member(county, school.name, _name(county, taken), StaffKind.PART_TIME, "道德与法治", since, at * 4 + 1)
        yield other._replace(papers=(_paper(county, since, at, 1),) if full else ())
    if at % 4 == 1 and at < len(county.schools) - WITHOUT_STAFF - LEFT:
        yield _member(county, school.name, _name(county, taken), StaffKind.CLASS_TEACHER, "语文", since, at * 4 + 2)
    if at == 2:
        yield _member(county, school.name, _name(county, taken), StaffKind.VOLUNTEER, "", since, at * 4 + 3)


def _of_accounts(county: County) -> Iterator[Member]:
    """The people of the sign-in page who are not counsellors, at the shown school."""
    place, since, serial = county.shown, date(county.year - 3, 8, 25), 4 * len(county.schools)
    told = (
        (county.people["lead"].name, "女", StaffKind.PART_TIME, "道德与法治"),
        (place.admin.name, "男", StaffKind.CLASS_TEACHER, "信息科技"),
        (county.people["teacher"].name, "男", StaffKind.CLASS_TEACHER, "语文"),
        (county.people["expert"].name, "男", StaffKind.EXPERT, ""),
        (county.people["researcher"].name, "女", StaffKind.RESEARCHER, ""),
    )
    for at, (name, gender, kind, subject) in enumerate(told):
        yield _member(county, place.name, name, kind, subject, since, serial + at)._replace(gender=gender)


def _member(
    county: County, school: str, name: str, kind: StaffKind, subject: str, since: date, serial: int
) -> Member:  # fmt: skip
    woman = county.noise.random() < 0.7
    years, month = int(county.noise.integers(27, 50)), f"-{int(county.noise.integers(1, 13)):02d}"
    # a colleague of the strongest school and the counsellor of another retire before the next school year
    if serial in (1, 16):
        woman = serial == 1
        years, month = WOMAN if woman else MAN
    born = f"{county.year - years}{month}"
    return Member(school, name, kind, subject, since, born, "女" if woman else "男", phone(serial), serial=serial)


def _paper(county: County, since: date, at: int, serial: int) -> tuple[str, ...]:
    """A teacher's certificate for mental health education, with the school's turn of when it lapses."""
    lapses = LAPSES[(at + 3 * serial) % len(LAPSES)]
    until = None if lapses is None else county.day + timedelta(days=lapses)
    issued = since if until is None else min(until - FIVE_YEARS, clock.year_span(county.year - 1)[0])
    number, last = f"示例{2019 + at % 5}{at:03d}{serial}", until.isoformat() if until else "长期"
    return CERTIFICATE, ("B证", "A证", "C证")[at % 3], number, "示例省教育厅", issued.isoformat(), last


def _name(county: County, taken: set[str]) -> str:
    """A name that nobody else on file has."""
    while True:
        given = "".join(GIVEN[int(at)] for at in county.noise.integers(len(GIVEN), size=2))
        name = str(SURNAMES[int(county.noise.integers(len(SURNAMES)))]) + given
        if name not in taken:
            taken.add(name)
            return name
