"""A workbook of staff: one definition behind template, help text and importer; a row is a person, a post and a certificate."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from core.errors import Problem
from core.organisations.rules import Place
from core.sheets.cells import tidy
from core.sheets.columns import Column
from core.students.rules.names import clean_name
from core.training.rules import Education, Gender, StaffKind
from core.training.rules import roster_cells as cells_of
from core.training.rules.certificates import CertificatePack, named
from core.training.rules.people import person_flaw, tidied_person
from core.training.rules.staff import (
    CertificateFacts,
    PersonFacts,
    StaffFacts,
    certificate_flaw,
    leave_flaw,
    staff_flaw,
    tidied_certificate,
)
from core.training.rules.titles import EDUCATION_TITLES, GENDER_TITLES, KIND_TITLES

COLUMNS = (
    Column("name", "姓名", ("教师姓名", "心理教师姓名", "名字"), required=True,
           help="与人事档案一致；同校有两位同名的，请加注，例如“林示例（初中）”", example="林示例"),
    Column("gender", "性别", help="选填；用来算退休时间", example="女", kind="choice",
           choices=tuple(GENDER_TITLES.values())[1:]),
    Column("birth_month", "出生年月", ("出生日期", "生日", "出生时间"), example="1990-05",
           help="选填；写成 1990-05，十月请写 1990-10，不要写 1990.10"),
    Column("phone", "手机", ("手机号", "手机号码", "联系电话", "电话", "联系方式"), help="选填；用来认出同一个人，也用于现场签到",
           example="13800010002"),
    Column("education", "学历", ("最高学历", "学历学位", "文化程度"), help="选填", example="本科", kind="choice",
           choices=tuple(EDUCATION_TITLES.values())[1:]),
    Column("major", "专业", ("所学专业", "毕业专业"), help="选填", example="心理学"),
    Column("title", "职称", ("专业技术职务", "技术职称"), help="选填", example="一级教师"),
    Column("kind", "类别", ("专兼职", "专/兼职", "岗位类别", "教师类别"), required=True, help="这个人怎样做心理工作",
           example="专职", kind="choice", choices=tuple(KIND_TITLES.values())),
    Column("school", "学校", ("学校名称", "所在学校", "任职学校", "单位", "单位名称", "工作单位"),
           help="写系统里的学校全名或学校代码；只传一所学校时可以不写", example="示例小学"),
    Column("subject", "任教学科", ("学科", "兼教学科"), help="选填", example="心理健康"),
    Column("since", "到岗日期", ("到岗", "任职日期", "到岗时间", "任职时间", "从事心理工作时间"), required=True,
           help="从哪天起在本校做这件事；只知道月份也可以", example="2023-09-01", kind="date"),
    Column("until", "离岗日期", ("离岗", "离岗时间", "离任日期"), help="在岗的空着；写了就是在岗的最后一天", kind="date"),
    Column("lessons", "周课时", ("周课时数", "每周课时"), help="选填；一周上几节课", example="8"),
    Column("counselling", "周辅导时长", ("周辅导", "周咨询时长", "每周辅导小时"), help="选填；一周做几小时辅导", example="6"),
    Column("certificate", "证书种类", ("证书名称", "持证情况", "资格证书", "资格证"), help="没有证书就空着；有几张证书就写几行",
           example="心理健康教育教师资格证"),
    Column("level", "级别", ("证书级别", "证书等级", "等级"), help="选填，例如 A证、三级", example="B证"),
    Column("number", "证书编号", ("证书号", "证书号码", "编号"), help="选填；请把这一列设成文本格式", example="示例2022001"),
    Column("issuer", "发证机关", ("发证单位", "颁证单位", "颁发机构"), help="选填", example="示例省教育厅"),
    Column("issued_on", "发证日期", ("发证时间", "取得日期", "取证时间"), help="写了证书就要填；只知道月份也可以",
           example="2022-06-30", kind="date"),
    Column("valid_until", "有效期至", ("有效期", "到期日期", "证书有效期", "有效期限"), help="长期有效的写“长期”",
           example="2027-06-30", kind="date"),
)  # fmt: skip
GROUP = "证书"
"""A header that stands over several columns of a certificate, or over the only one (`loose_columns`)."""
SAID = {
    "training.name_needed": "name",
    "training.birth_month_unlikely": "birth_month",
    "training.phone_unlikely": "phone",
    "training.person_too_long": "major",
    "training.workload_unlikely": "lessons",
    "training.subject_too_long": "subject",
    "training.since_unlikely": "since",
    "training.left_before_beginning": "until",
    "training.certificate_kind_needed": "certificate",
    "training.certificate_too_long": "issuer",
    "training.issued_unlikely": "issued_on",
    "training.lapses_before_issue": "valid_until",
}
"""In which column a flaw of the facts is shown."""
PERSONAL = ("gender", "birth_month", "phone", "education", "major", "title", "lessons", "counselling")
POST, PAPER = ("kind", "since"), ("certificate", "level", "number", "issuer", "issued_on")


class PostFacts(NamedTuple):
    """A post at the row's school; `until` is the last day, None where the row names none."""

    kind: StaffKind
    subject: str
    since: date
    until: date | None = None


class Line(NamedTuple):
    """One row: somebody, the school as the file names it ("" = none), at most one post and at most one certificate.

    `endless` tells that the row says in words that the certificate does not lapse.
    """

    row: int
    school: str
    facts: PersonFacts
    post: PostFacts | None
    certificate: CertificateFacts | None
    endless: bool = False


def loose_columns() -> tuple[Column, ...]:
    """The columns for a sheet that has one column of certificates and calls it 证书."""
    return tuple(
        replace(column, aliases=(*column.aliases, GROUP)) if column.key == "certificate" else column
        for column in COLUMNS
    )


def lines(
    rows: Iterable[Mapping[str, Any]], place: Place, today: date, pack: CertificatePack
) -> tuple[list[Line], list[Problem]]:
    """What the rows say, and everything that is wrong in them; rows that are wrong say nothing.

    A row right below with nothing but a certificate belongs to the person above, as merged cells leave it.
    """
    found, problems = list[Line](), list[Problem]()
    above: Mapping[str, str] = {}
    last = 0
    for cells in rows:
        row, texts = cells["row"], {column.key: tidy(cells.get(column.key) or "") for column in COLUMNS}
        if _is_foot(texts):
            continue
        if row == last + 1 and not texts["name"] and not any(texts[key] for key in POST) and texts["certificate"]:
            texts |= {key: above.get(key, "") for key in ("name", "school")}
        line, wrong = understand(row, texts, place, today, pack)
        found += [line] if line else []
        problems += wrong
        above, last = texts, row
    return found, problems


def understand(
    row: int, texts: Mapping[str, str], place: Place, today: date, pack: CertificatePack
) -> tuple[Line | None, list[Problem]]:
    """What a row of tidied cells says, or None with everything that is wrong in the row."""
    wrong = [place.problem(row, key, texts[key], code) for key, code in _unread(texts)]
    if wrong:
        return None, wrong
    line = _line(row, texts, pack)
    wrong = [place.problem(row, SAID[code], texts[SAID[code]], code) for code in _flaws(line, today)]
    return (None, wrong) if wrong else (line, [])


def _is_foot(texts: Mapping[str, str]) -> bool:
    """Whether a row is what stands below a table: 填表人, 合计."""
    return sum(map(bool, texts.values())) == 1 and cells_of.FOOT.match(next(filter(None, texts.values()))) is not None


def _unread(texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Key and code of every cell that cannot be read at all."""
    words = {"gender": cells_of.GENDERS, "education": cells_of.DEGREES}
    yield from (
        (key, f"training.unknown_{key}") for key, known in words.items() if cells_of.bare(texts[key]) not in known
    )
    month = texts["birth_month"]
    if month not in cells_of.NOTHING and (cells_of.is_doubtful(month) or cells_of.month_of(month) is None):
        yield "birth_month", "training.month_doubtful" if cells_of.is_doubtful(month) else "training.unknown_month"
    for key in ("lessons", "counselling"):
        if texts[key] not in cells_of.NOTHING and cells_of.amount_in(texts[key]) is None:
            yield key, "training.unknown_amount"
    yield from _unread_post(texts)
    yield from _unread_paper(texts)


def _unread_post(texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    bare = not any(texts[key] for key in (*POST, "until"))
    if bare and texts["certificate"]:
        return  # one more certificate of somebody whose post stands in another row
    if cells_of.bare(texts["kind"]) not in cells_of.KINDS:
        yield "kind", "training.unknown_kind"
    yield from _unread_day(texts, "since", needed=True)
    yield from _unread_day(texts, "until", needed=False)


def _unread_paper(texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    if texts["valid_until"] not in cells_of.NO_END:
        yield from _unread_day(texts, "valid_until", needed=False)
    told = [key for key in PAPER if texts[key] not in cells_of.NOTHING]
    if told and "certificate" not in told:
        yield "certificate", "training.certificate_kind_needed"
    yield from _unread_day(texts, "issued_on", needed="certificate" in told)


def _unread_day(texts: Mapping[str, str], key: str, *, needed: bool) -> Iterator[tuple[str, str]]:
    text = texts[key]
    if cells_of.is_doubtful(text):
        yield key, "training.month_doubtful"
    elif (needed or text not in cells_of.NOTHING) and cells_of.day_in(text) is None:
        yield key, "training.unknown_day"


def _line(row: int, texts: Mapping[str, str], pack: CertificatePack) -> Line:
    since = cells_of.day_in(texts["since"])
    kind = cells_of.KINDS.get(cells_of.bare(texts["kind"]))
    post = (
        PostFacts(kind, texts["subject"].strip(), since, cells_of.day_in(texts["until"], last=True))
        if kind and since
        else None
    )
    endless = texts["valid_until"] in cells_of.NO_END and bool(texts["valid_until"])
    return Line(row, "".join(texts["school"].split()), _person(texts), post, _paper(texts, pack), endless)


def _person(texts: Mapping[str, str]) -> PersonFacts:
    major, title = ("" if texts[key] in cells_of.NOTHING else texts[key] for key in ("major", "title"))
    facts = PersonFacts(
        clean_name(texts["name"]),
        cells_of.GENDERS.get(cells_of.bare(texts["gender"]), Gender.UNTOLD),
        cells_of.month_of(texts["birth_month"]) or "",
        cells_of.phone_in(texts["phone"]),
        cells_of.DEGREES.get(cells_of.bare(texts["education"]), Education.UNTOLD),
        major,
        title,
        lessons=cells_of.amount_in(texts["lessons"]),
        counselling=cells_of.amount_in(texts["counselling"]),
    )
    return tidied_person(facts)


def _paper(texts: Mapping[str, str], pack: CertificatePack) -> CertificateFacts | None:
    issued_on = cells_of.day_in(texts["issued_on"])
    if texts["certificate"] in cells_of.NOTHING or issued_on is None:
        return None
    known = named(pack, texts["certificate"], texts["level"])
    told = {key: "" if texts[key] in cells_of.NOTHING else texts[key] for key in ("number", "issuer")}
    end = cells_of.day_in(texts["valid_until"], last=True)
    return tidied_certificate(
        CertificateFacts(known.kind, issued_on=issued_on, valid_until=end, level=known.level, **told)
    )


def _flaws(line: Line, today: date) -> Iterator[str]:
    if flaw := person_flaw(line.facts, today):
        yield flaw
    if line.post:
        facts = StaffFacts(line.facts.name or "?", line.post.kind, line.post.subject, line.post.since)
        flaws = (staff_flaw(facts, today), leave_flaw(line.post.since, line.post.until, today))
        yield from filter(None, flaws)
    if line.certificate and (flaw := certificate_flaw(line.certificate, today)):
        yield flaw
