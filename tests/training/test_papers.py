"""Certificates with scans and checks, ladders and honours: what a school keeps, and what is decided above it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from sqlmodel import select

from core import clock
from core.access import SYSTEM_SCOPE, Scope
from core.audit import AuditEvent
from core.database import reading, unowned, writing
from core.errors import NotFound, Refused
from core.training import actions, queries
from core.training.queries import CertificateRow, LadderRow, PaperRow
from core.training.rules import HonourLevel, LadderState
from core.training.rules.staff import CertificateFacts
from tests.training.builders import TODAY, a_certificate, a_counsellor
from tests.world import World

DAY = timedelta(days=1)
PAPER = CertificateFacts("心理健康教育B证", "示例 001", date(2022, 6, 1), date(2027, 6, 1), "", "示例省教育厅")
PDF = b"%PDF-1.7\n1 0 obj\n%%EOF\n"


@pytest.fixture(autouse=True)
def _on_a_monday_in_march() -> Iterator[None]:
    with clock.stopped_at(datetime(2026, 3, 2, 2, tzinfo=UTC)):
        yield


def act(world: World, verb: Any, who: str = "school_admin_a", **given: Any) -> Any:
    with writing() as session:
        return verb(session, world.actor(who), **given)


def put(world: World, at: str = "a", **other: Any) -> int:
    with writing() as session:
        return a_counsellor(session, world, at, **other)


def put_paper(staff_id: int, valid_until: date | None = None, **other: Any) -> int:
    with writing() as session:
        return a_certificate(session, staff_id, valid_until, **other)


def refused(code: str, world: World, verb: Any, who: str = "school_admin_a", **given: Any) -> None:
    with pytest.raises(Refused) as refusal:
        act(world, verb, who, **given)
    assert refusal.value.code == code


def of(staff_id: int) -> list[CertificateRow]:
    with reading() as session:
        return queries.certificates(session, SYSTEM_SCOPE, staff_id=staff_id)


def papers(scope: Scope = SYSTEM_SCOPE) -> list[PaperRow]:
    with reading() as session:
        return queries.papers(session, scope, today=TODAY)


def places(staff_id: int) -> list[LadderRow]:
    with reading() as session:
        return queries.ladder_places(session, SYSTEM_SCOPE, staff_id=staff_id)


def done() -> list[str]:
    with reading() as session:
        return list(session.exec(unowned(select(AuditEvent.action).order_by(AuditEvent.number), AuditEvent)))


def test_a_certificate_is_called_as_the_pack_calls_it(world: World) -> None:
    staff_id = put(world)
    paper = act(world, actions.add_certificate, staff_id=staff_id, facts=PAPER)
    expected = PAPER._replace(kind="心理健康教育教师资格证", level="B证", number="示例001")
    assert of(staff_id) == [(paper, expected, False, None)]
    again = PAPER._replace(kind="心理健康教育教师资格证书", issued_on=date(2021, 1, 1))
    refused("training.paper_known", world, actions.add_certificate, staff_id=staff_id, facts=again)


def test_only_a_bureau_above_says_that_a_certificate_is_right(world: World) -> None:
    paper = put_paper(put(world))
    for who in ("school_admin_a", "school_admin_b", "centre_c"):
        with pytest.raises(NotFound):
            act(world, actions.check_certificate, who, certificate_id=paper)
    act(world, actions.check_certificate, "researcher", certificate_id=paper)
    assert papers()[0].checked_at == datetime(2026, 3, 2, 2, tzinfo=UTC)
    refused("training.checked_already", world, actions.check_certificate, "centre", certificate_id=paper)
    with pytest.raises(NotFound):
        act(world, actions.uncheck_certificate, "school_admin_a", certificate_id=paper)
    act(world, actions.uncheck_certificate, "city_centre", certificate_id=paper)
    refused("training.not_checked", world, actions.uncheck_certificate, "centre", certificate_id=paper)
    assert done() == ["certificate.checked", "certificate.unchecked"]


@pytest.mark.parametrize("change", ["facts", "scan"])
def test_what_changes_after_the_check_is_checked_anew(world: World, change: str) -> None:
    staff_id = put(world)
    paper = put_paper(staff_id)
    act(world, actions.check_certificate, "centre", certificate_id=paper)
    if change == "facts":
        act(world, actions.change_certificate, certificate_id=paper, facts=PAPER)
    else:
        act(world, actions.attach_scan, certificate_id=paper, content=PDF)
    assert [row.checked_at for row in of(staff_id)] == [None]


def test_a_scan_is_kept_sealed_and_every_look_at_it_is_written_down(world: World) -> None:
    staff_id = put(world)
    paper = put_paper(staff_id)
    with pytest.raises(NotFound):
        act(world, actions.open_scan, certificate_id=paper)
    act(world, actions.attach_scan, certificate_id=paper, content=PDF)
    assert [row.has_scan for row in of(staff_id)] == [True]
    found = act(world, actions.open_scan, "centre", certificate_id=paper)
    assert (found.content, found.mime) == (PDF, "application/pdf")
    with pytest.raises(NotFound):
        act(world, actions.open_scan, "school_admin_b", certificate_id=paper)
    assert done() == ["certificate.scan_kept", "certificate.scan_opened"]


def test_a_scan_that_is_something_else_by_its_content_is_refused(world: World) -> None:
    staff_id = put(world)
    paper = put_paper(staff_id)
    refused("training.scan_kind", world, actions.attach_scan, certificate_id=paper, content=b"MZ" + PDF)
    assert [row.has_scan for row in of(staff_id)] == [False]


def test_certificates_are_listed_with_the_nearest_band_of_the_one_that_carries(world: World) -> None:
    with writing() as session:
        for days in (0, 7, 8, 30, 90, 91, -1):
            a_certificate(session, a_counsellor(session, world), TODAY + days * DAY)
        renewed = a_counsellor(session, world)
        a_certificate(session, renewed, TODAY + DAY)
        a_certificate(session, renewed, TODAY + 400 * DAY)
        a_certificate(session, a_counsellor(session, world), TODAY + DAY, kind="社会工作师")
        a_certificate(session, a_counsellor(session, world, until=TODAY - DAY), TODAY + DAY)
        a_certificate(session, a_counsellor(session, world), TODAY + DAY, issued_on=TODAY + DAY)
    rows = papers()
    assert len(rows) == 11
    assert sorted(row.band(TODAY) or 0 for row in rows) == [0] * 6 + [7, 7, 30, 30, 90]
    assert sum(row.lapsed(TODAY) for row in rows) == 1


def test_a_paper_that_does_not_count_makes_nobody_certified(world: World) -> None:
    put_paper(put(world), None, kind="家庭教育指导师")
    with reading() as session:
        row = queries.staff(session, SYSTEM_SCOPE, school_id=world.orgs["a"], today=TODAY)[0]
    assert row.last_valid is None


def test_the_list_to_take_along_holds_the_own_scope_alone_and_is_written_down(world: World) -> None:
    put_paper(put(world), TODAY + 5 * DAY)
    put_paper(put(world, "b", name="周示例"))
    content = act(world, actions.export_papers, "school_admin_a", org_id=world.orgs["a"])
    rows = list(openpyxl.load_workbook(BytesIO(content)).active.iter_rows(values_only=True))
    assert [(row[0], row[1], row[8], row[10]) for row in rows[1:]] == [("云溪一小", "林示例", "7 天内到期", "未核验")]
    assert done() == ["certificate.exported"]


def test_a_school_nominates_and_a_bureau_chooses_for_a_term(world: World) -> None:
    staff_id = put(world)
    first = act(world, actions.nominate, staff_id=staff_id, ladder="shi_bai_qian", rung="teacher")
    with pytest.raises(NotFound):
        act(world, actions.choose, "school_admin_a", place_id=first, since=TODAY)
    act(world, actions.choose, "centre", place_id=first, since=TODAY)
    row = places(staff_id)[0]
    assert (row.state, row.since, row.until) == (LadderState.CHOSEN, TODAY, date(2029, 3, 1))
    refused("training.holds_rung", world, actions.nominate, staff_id=staff_id, ladder="shi_bai_qian", rung="teacher")
    second = act(world, actions.nominate, staff_id=staff_id, ladder="shi_bai_qian", rung="backbone")
    act(world, actions.pass_over, "centre", place_id=second)
    refused("training.place_settled", world, actions.choose, "centre", place_id=second, since=TODAY)
    refused("training.term_unlikely", world, actions.end_term, "centre", place_id=first, on=date(2029, 3, 2))
    with clock.stopped_at(datetime(2026, 5, 1, tzinfo=UTC)):
        act(world, actions.end_term, "centre", place_id=first, on=date(2026, 4, 30))
    assert [(row.state, row.until) for row in places(staff_id)] == [
        (LadderState.NOT_CHOSEN, None), (LadderState.ENDED, date(2026, 4, 30))
    ]  # fmt: skip
    assert done() == [
        "ladder.nominated", "ladder.chosen", "ladder.nominated", "ladder.not_chosen", "ladder.ended"
    ]  # fmt: skip


def test_a_term_may_be_told_and_must_be_in_order(world: World) -> None:
    place = act(world, actions.nominate, staff_id=put(world), ladder="san_ming", rung="teacher")
    refused("training.term_unlikely", world, actions.choose, "centre", place_id=place, since=TODAY, until=TODAY - DAY)
    act(world, actions.choose, "centre", place_id=place, since=TODAY, until=TODAY + DAY)
    refused("training.unknown_rung", world, actions.nominate, staff_id=put(world), ladder="no", rung="teacher")


def test_honours_are_added_and_taken_away(world: World) -> None:
    staff_id = put(world)
    given = {"staff_id": staff_id, "level": HonourLevel.CITY}
    kept = act(world, actions.add_honour, title=" 优秀  心理教师 ", awarded_on=TODAY, **given)
    act(world, actions.add_honour, title="先进", awarded_on=TODAY - DAY, **given)
    with reading() as session:
        found = queries.honours(session, SYSTEM_SCOPE, staff_id=staff_id)
    assert [(row.title, row.awarded_on) for row in found] == [("优秀 心理教师", TODAY), ("先进", TODAY - DAY)]
    refused("training.honour_title_needed", world, actions.add_honour, title=" ", awarded_on=TODAY, **given)
    refused("training.awarded_unlikely", world, actions.add_honour, title="先进", awarded_on=TODAY + DAY, **given)
    with pytest.raises(NotFound):
        act(world, actions.remove_honour, "school_admin_b", honour_id=kept)
    act(world, actions.remove_honour, honour_id=kept)
    with reading() as session:
        assert len(queries.honours(session, SYSTEM_SCOPE, staff_id=staff_id)) == 1
