"""What a workbook says is written or asked about, never dropped."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from core import clock
from core.access import SYSTEM_SCOPE
from core.database import reading, writing
from core.sheets.export import csv_bytes
from core.training import actions, queries
from core.training.tables import StaffMember
from tests.training.builders import a_certificate, a_counsellor, the
from tests.world import World

HEADERS = ("姓名", "类别", "到岗日期", "证书种类", "证书编号", "发证日期")
BOTH = (
    ("林示例", "专职", "2024-09-01", "心理健康教育教师资格证", "330100199001010000", "2022-06-30"),
    ("林示例", "专职", "2024-09-01", "社会工作师", "330100199001010000", "2023-06-30"),
)


@pytest.fixture(autouse=True)
def _on_a_monday_in_march() -> Iterator[None]:
    with clock.stopped_at(datetime(2026, 3, 2, 2, tzinfo=UTC)):
        yield


def imported(world: World, *rows: tuple[str, ...]) -> actions.StaffReceipt:
    with writing() as session:
        actor = world.actor("school_admin_a")
        check = actions.check_staff(session, actor, content=csv_bytes(HEADERS, rows), filename="名册.csv")
        return actions.import_staff(session, actor, check)


def kinds() -> list[str]:
    with reading() as session:
        rows = queries.certificates(session, SYSTEM_SCOPE, staff_id=the(session, StaffMember))
    return sorted(row.facts.kind for row in rows)


def test_two_sorts_of_certificates_may_share_a_number(sqlite_world: World) -> None:
    """Some issuers number certificates by the holder's identity card."""
    assert imported(sqlite_world, *BOTH).certificates == 2
    assert kinds() == sorted(row[3] for row in BOTH)
    assert imported(sqlite_world, *BOTH).certificates == 0, "the same file twice changes nothing"


def test_a_second_certificate_of_the_number_stands_beside_the_first(sqlite_world: World) -> None:
    imported(sqlite_world, BOTH[0])
    assert imported(sqlite_world, *BOTH).certificates == 1
    assert kinds() == sorted(row[3] for row in BOTH)


def test_merging_keeps_both_sorts_of_one_number(sqlite_world: World) -> None:
    world = sqlite_world
    with writing() as session:
        kept, other = a_counsellor(session, world, "a"), a_counsellor(session, world, "b")
        for who, row in zip((kept, other), BOTH, strict=True):
            a_certificate(session, who, kind=row[3], number=row[4], issued_on=date(2022, 6, 30))
        actions.merge_people(session, world.actor("researcher"), keep_id=kept, other_id=other, reason="同一手机")
        assert len(queries.certificates(session, SYSTEM_SCOPE, staff_id=kept)) == 2


def test_rows_of_one_certificate_that_disagree_are_asked_about(sqlite_world: World) -> None:
    rows = [BOTH[0], (*BOTH[0][:5], "2024-06-30")]
    with writing() as session:
        actor = sqlite_world.actor("school_admin_a")
        check = actions.check_staff(session, actor, content=csv_bytes(HEADERS, rows), filename="名册.csv")
    assert [(one.code, one.row) for one in check.problems] == [("training.papers_disagree", 3)]
    assert not check.ready
