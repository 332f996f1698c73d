"""A workbook of staff: one definition behind template, help text and importer; a row is a person and one certificate."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from core.errors import Problem
from core.organisations.rules import Place
from core.sheets.cells import day_of, tidy
from core.sheets.columns import Column
from core.training.rules import StaffKind
from core.training.rules.staff import (
    CertificateFacts,
    StaffFacts,
    certificate_flaw,
    staff_flaw,
    tidied_certificate,
    tidied_staff,
)
from core.training.rules.titles import KIND_TITLES

KINDS = {title: kind for kind, title in KIND_TITLES.items()}
KINDS |= {"专职心理教师": StaffKind.FULL_TIME, "专职教师": StaffKind.FULL_TIME, "专任": StaffKind.FULL_TIME}
KINDS |= {"兼职心理教师": StaffKind.PART_TIME, "兼职教师": StaffKind.PART_TIME, "心理教研员": StaffKind.RESEARCHER}
NO_END = frozenset(["", "长期", "长期有效", "永久", "无", "无期限"])
COLUMNS = (
    Column("name", "姓名", ("教师姓名", "心理教师姓名", "名字"), required=True, help="与人事档案一致", example="林示例"),
    Column("kind", "类别", ("专兼职", "专/兼职", "岗位类别", "教师类别"), required=True, help="这个人怎样做心理工作",
           example="专职", kind="choice", choices=tuple(KIND_TITLES.values())),
    Column("school", "学校", ("学校名称", "所在学校", "单位", "单位名称"), help="写系统里的学校全名；只传一所学校时可以不写",
           example="示例小学"),
    Column("subject", "任教学科", ("学科", "兼教学科"), help="选填", example="心理健康"),
    Column("since", "到岗日期", ("任职日期", "到岗时间", "从事心理工作时间"), required=True, help="从哪天起在本校做这件事",
           example="2023-09-01", kind="date"),
    Column("certificate", "证书种类", ("证书", "证书名称", "资格证书", "资格证"), help="没有证书就空着；有几张证书就写几行",
           example="心理健康教育教师资格证"),
    Column("number", "证书编号", ("证书号", "证书号码", "编号"), help="选填；请把这一列设成文本格式", example="示例2022001"),
    Column("issued_on", "发证日期", ("发证时间", "取得日期"), help="写了证书就要填", example="2022-06-30", kind="date"),
    Column("valid_until", "有效期至", ("有效期", "到期日期", "证书有效期"), help="长期有效的空着，或写“长期”",
           example="2027-06-30", kind="date"),
)  # fmt: skip
SAID = {
    "training.name_needed": "name",
    "training.subject_too_long": "subject",
    "training.since_unlikely": "since",
    "training.certificate_kind_needed": "certificate",
    "training.issued_unlikely": "issued_on",
    "training.lapses_before_issue": "valid_until",
}
"""In which column a flaw of the facts is shown."""


class Line(NamedTuple):
    """One row: somebody at a school, by its name in the file ("" = none is named), and at most one certificate."""

    row: int
    school: str
    facts: StaffFacts
    certificate: CertificateFacts | None


def understand(
    row: int, cells: Mapping[str, str | None], place: Place, today: date
) -> tuple[Line | None, list[Problem]]:
    """What a row says, or None with everything that is wrong in the row."""
    texts = {column.key: tidy(cells.get(column.key) or "") for column in COLUMNS}
    wrong = [place.problem(row, key, texts[key], code) for key, code in _unread(texts)]
    if wrong:
        return None, wrong
    line = _line(row, texts)
    flaws = [staff_flaw(line.facts, today), line.certificate and certificate_flaw(line.certificate, today)]
    wrong = [place.problem(row, SAID[flaw], texts[SAID[flaw]], flaw) for flaw in flaws if flaw]
    return (None, wrong) if wrong else (line, [])


def _unread(texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Key and code of every cell that cannot be read at all."""
    if texts["kind"] not in KINDS:
        yield "kind", "training.unknown_kind"
    if day_of(texts["since"]) is None:
        yield "since", "training.unknown_day"
    if texts["valid_until"] not in NO_END and day_of(texts["valid_until"]) is None:
        yield "valid_until", "training.unknown_day"
    if not texts["certificate"] and (texts["number"] or texts["issued_on"]):
        yield "certificate", "training.certificate_kind_needed"
    if (texts["certificate"] or texts["issued_on"]) and day_of(texts["issued_on"]) is None:
        yield "issued_on", "training.unknown_day"


def _line(row: int, texts: Mapping[str, str]) -> Line:
    since, issued_on = day_of(texts["since"]) or date.min, day_of(texts["issued_on"])
    facts = tidied_staff(StaffFacts(texts["name"], KINDS[texts["kind"]], texts["subject"], since))
    found = issued_on and CertificateFacts(
        texts["certificate"], texts["number"], issued_on, day_of(texts["valid_until"])
    )
    return Line(row, "".join(texts["school"].split()), facts, tidied_certificate(found) if found else None)
