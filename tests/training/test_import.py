"""A workbook of staff is looked at as a whole, compared with the register, and written as a whole."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime

import pytest

from core import clock
from core.access import SYSTEM_SCOPE
from core.database import reading, writing
from core.errors import InvalidFile, NotFound, Refused
from core.sheets.export import csv_bytes, template
from core.training import actions, queries
from core.training.rules import StaffKind
from core.training.rules.plan import StaffCheck
from core.training.rules.staff import CertificateFacts, StaffFacts
from core.training.rules.workbook import COLUMNS
from tests.world import World

NOW = datetime(2026, 3, 2, 2, tzinfo=UTC)
HEADERS = ("姓名", "类别", "学校", "任教学科", "到岗日期", "证书种类", "证书编号", "发证日期", "有效期至")
LIN = ("林示例", "专职", "", "心理健康", "2023-09-01", "心理证", "示例1", "2022/6/30", "2027-06-30")
ZHOU = ("周示例", "兼职", "", "", "2024年9月1日", "", "", "", "")


@pytest.fixture(autouse=True)
def _on_a_monday_in_march() -> Iterator[None]:
    with clock.stopped_at(NOW):
        yield


def with_(row: Sequence[str], **other: str) -> tuple[str, ...]:
    return tuple(other.get(header, value) for header, value in zip(HEADERS, row, strict=True))


def checked(world: World, *rows: Sequence[str], who: str = "school_admin_a", at: str | None = None) -> StaffCheck:
    with reading() as session:
        school_id = world.orgs[at] if at else None
        content = csv_bytes(HEADERS, rows)
        return actions.check_staff(session, world.actor(who), content=content, filename="名册.csv", school_id=school_id)


def imported(world: World, check: StaffCheck, who: str = "school_admin_a") -> actions.StaffReceipt:
    with writing() as session:
        return actions.import_staff(session, world.actor(who), check)


def here(world: World, at: str = "a") -> list[tuple[str, StaffKind, str, date]]:
    with reading() as session:
        rows = queries.staff(session, SYSTEM_SCOPE, school_id=world.orgs[at], today=clock.today())
    return [(row.name, row.kind, row.subject, row.since) for row in rows]


def papers(world: World) -> list[CertificateFacts]:
    with reading() as session:
        return [
            paper.facts
            for row in queries.staff(session, SYSTEM_SCOPE, school_id=world.orgs["a"], today=clock.today())
            for paper in queries.certificates(session, SYSTEM_SCOPE, staff_id=row.id)
        ]


def test_people_and_certificates_are_taken_in(world: World) -> None:
    second = with_(LIN, 证书种类="督导证", 证书编号="", 有效期至="长期")
    check = checked(world, LIN, ZHOU, second)
    assert (check.ready, len(check.new), check.problems) == (True, 2, ())
    assert imported(world, check) == (2, 0, 0, 2)
    assert here(world) == [
        ("林示例", StaffKind.FULL_TIME, "心理健康", date(2023, 9, 1)),
        ("周示例", StaffKind.PART_TIME, "", date(2024, 9, 1)),
    ]
    assert papers(world) == [
        CertificateFacts("督导证", "", date(2022, 6, 30)),
        CertificateFacts("心理证", "示例1", date(2022, 6, 30), date(2027, 6, 30)),
    ]


def test_the_same_file_again_changes_nothing(world: World) -> None:
    imported(world, checked(world, LIN, ZHOU))
    again = checked(world, LIN, ZHOU)
    assert (again.new, again.changed, again.unchanged) == ((), (), 2)
    assert imported(world, again) == (0, 0, 2, 0)
    assert len(papers(world)) == 1


def test_what_the_file_says_otherwise_is_changed_and_what_it_leaves_open_stays(world: World) -> None:
    imported(world, checked(world, LIN, ZHOU))
    renewed = with_(LIN, 类别="兼职", 任教学科="", 有效期至="2032-06-30")
    check = checked(world, renewed)
    assert (len(check.new), len(check.changed)) == (0, 1)
    assert imported(world, check) == (0, 1, 0, 1)
    assert {row[:3] for row in here(world)} == {
        ("林示例", StaffKind.PART_TIME, "心理健康"),
        ("周示例", StaffKind.PART_TIME, ""),
    }
    assert [paper.valid_until for paper in papers(world)] == [date(2032, 6, 30)]


@pytest.mark.parametrize(
    ("change", "column", "code"),
    [
        ({"姓名": "　"}, "A", "training.name_needed"),
        ({"类别": "正式"}, "B", "training.unknown_kind"),
        ({"学校": "没有这所"}, "C", "training.unknown_school"),
        ({"学校": "云溪中学"}, "C", "training.unknown_school"),
        ({"任教学科": "语" * 41}, "D", "training.subject_too_long"),
        ({"到岗日期": "去年"}, "E", "training.unknown_day"),
        ({"到岗日期": "1949-12-31"}, "E", "training.since_unlikely"),
        ({"证书种类": ""}, "F", "training.certificate_kind_needed"),
        ({"发证日期": ""}, "H", "training.unknown_day"),
        ({"发证日期": "2026-03-03"}, "H", "training.issued_unlikely"),
        ({"有效期至": "2022-06-29"}, "I", "training.lapses_before_issue"),
        ({"有效期至": "几年"}, "I", "training.unknown_day"),
    ],
)
def test_what_cannot_be_read_is_a_problem_at_its_cell(
    world: World, change: dict[str, str], column: str, code: str
) -> None:
    check = checked(world, ZHOU, with_(LIN, **change))
    assert [(one.row, one.column, one.code) for one in check.problems] == [(3, column, code)]
    assert not check.ready
    with pytest.raises(Refused) as refusal:
        imported(world, check)
    assert (refusal.value.code, here(world)) == ("training.check_first", [])


def test_rows_of_one_person_that_disagree_are_a_problem(world: World) -> None:
    check = checked(world, LIN, with_(LIN, 类别="兼职"))
    assert [(one.row, one.code, dict(one.details)) for one in check.problems] == [
        (3, "training.rows_disagree", {"first": "2"})
    ]


def test_a_bureau_names_the_school_of_every_row(world: World) -> None:
    check = checked(world, with_(LIN, 学校="云溪中学"), ZHOU, who="centre")
    assert [(one.row, one.code) for one in check.problems] == [(3, "training.school_needed")]
    named = checked(world, with_(LIN, 学校="云溪中学"), ZHOU, who="centre", at="a")
    assert imported(world, named, "centre").new == 2
    assert [[row[0] for row in here(world, at)] for at in ("a", "b")] == [["周示例"], ["林示例"]]


def test_a_school_out_of_reach_is_not_found(world: World) -> None:
    with pytest.raises(NotFound):
        checked(world, LIN, at="b")


def test_a_file_checked_before_somebody_was_registered_by_hand_registers_nobody_twice(world: World) -> None:
    check = checked(world, LIN)
    facts = StaffFacts("林示例", StaffKind.FULL_TIME, "心理健康", date(2023, 9, 1))
    with writing() as session:
        actions.add_staff(session, world.actor("school_admin_a"), school_id=world.orgs["a"], facts=facts)
    assert imported(world, check) == (0, 1, 0, 1)
    assert len(here(world)) == 1


def test_what_is_no_table_is_refused(world: World) -> None:
    with reading() as session, pytest.raises(InvalidFile):
        actions.check_staff(session, world.actor("school_admin_a"), content=b"", filename="名册.xlsx")


def test_a_file_without_the_columns_says_which(world: World) -> None:
    with reading() as session:
        check = actions.check_staff(
            session, world.actor("school_admin_a"), content=csv_bytes(["姓名"], [["林示例"]]), filename="名册.csv"
        )
    assert {one.code for one in check.problems} == {"column_missing"}


def test_the_template_is_read_as_an_empty_file(world: World) -> None:
    with reading() as session:
        check = actions.check_staff(
            session, world.actor("school_admin_a"), content=template("心理教师", COLUMNS), filename="模板.xlsx"
        )
    assert (check.problems, check.planned, check.ready) == ((), (), False)
