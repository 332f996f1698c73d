"""Ledgers: what they list, that they open with their password alone, and that they are gone after three days."""

import io
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import msoffcrypto
import openpyxl
import pytest
from msoffcrypto.exceptions import DecryptionError, InvalidKeyError
from sqlmodel import select

from core import clock, settings
from core.access import SYSTEM_SCOPE
from core.audit import AuditEvent
from core.cases import actions as care
from core.cases.rules.institutions import InstitutionKind
from core.cases.rules.states import CaseState, Outcome, Source, WarningState
from core.cases.rules.tracks import Track, TrackPoint
from core.cases.tables import Case, Warning
from core.database import reading, unowned, within, writing
from core.errors import NotAllowed, NotFound, Refused
from core.screening.actions import Made, clear_expired_ledgers, download_ledger, make_ledger
from core.screening.queries import ledgers_made, ledgers_over
from core.screening.rules.ledgers import LASTS, PASSWORD_LENGTH, SIGNS, Ledger
from core.screening.tables import LedgerExport, Testee
from core.ui import pacing
from tests.cases.care import MIDDLE, NOW, TODAY, WHY, act, closed, enrolled, in_care, reported, talked
from tests.cases.test_handovers import offered, the_offer
from tests.cases.test_referrals import institution, sent
from tests.screening.builders import a_campaign, brought, enrol, name_of, number_of, phq, pupils
from tests.world import World

PURPOSE = "十月研判会"
Sheet = list[dict[str, Any]]


@pytest.fixture(autouse=True)
def _day() -> Iterator[None]:
    with clock.stopped_at(NOW):
        yield


def made(
    world: World, kind: Ledger, who: str = "counsellor_a", campaign_id: int | None = None, purpose: str = PURPOSE
) -> Made:
    with writing() as session:
        return make_ledger(session, world.actor(who), kind=kind, campaign_id=campaign_id, purpose=purpose)


def fetched(world: World, export: int, who: str = "counsellor_a") -> bytes:
    with writing() as session:
        return download_ledger(session, world.actor(who), export_id=export)


def opened(content: bytes, password: str) -> Sheet:
    """The rows of the decrypted workbook, by the words of its head."""
    file, plain = msoffcrypto.OfficeFile(io.BytesIO(content)), io.BytesIO()
    file.load_key(password=password, verify_password=True)
    file.decrypt(plain, verify_integrity=True)
    (sheet,) = openpyxl.load_workbook(plain).worksheets
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def listed(world: World, kind: Ledger, who: str = "counsellor_a", campaign_id: int | None = None) -> Sheet:
    done = made(world, kind, who, campaign_id)
    return opened(fetched(world, done.export_id, who), done.password)


def screened(world: World) -> int:
    """A campaign of both schools in which every third pupil is on the list."""
    people = [*pupils(9, "b"), *pupils(6, "a", start=30)]
    enrol(world, people)
    campaign = a_campaign(world, grades=(5, 7))
    brought(world, "centre", campaign, [phq(row, 16 if at % 3 else 3) for at, row in enumerate(people[:-1])])
    return campaign


def rows_of(model: Any, *where: Any) -> list[Any]:
    with reading() as session:
        return list(session.exec(within(SYSTEM_SCOPE, select(model).where(*where), model)))


def test_the_care_ledger_lists_everybody_on_the_list_but_the_excluded(world: World) -> None:
    campaign = screened(world)
    theirs = rows_of(Warning, Warning.school_id == world.orgs["b"], Warning.campaign_id == campaign)
    talked(world, theirs[0].id, "counsellor_b")
    act(world, "counsellor_b", care.exclude, warning_id=theirs[0].id, why=WHY)
    talked(world, theirs[1].id, "counsellor_b")
    act(world, "counsellor_b", care.confirm, warning_id=theirs[1].id, tier=MIDDLE, why=WHY)
    found = listed(world, Ledger.CARE, "counsellor_b", campaign)
    expected = rows_of(
        Warning, Warning.school_id == world.orgs["b"], Warning.campaign_id == campaign,
        Warning.state != WarningState.EXCLUDED, Warning.state != WarningState.WITHDRAWN,
    )  # fmt: skip
    assert len(found) == len({row.person_id for row in expected}) == len(theirs) - 1
    assert Counter(row["状态"] for row in found) == {"待复核": len(theirs) - 2, "跟进中": 1}
    assert {row["学校"] for row in found} == {"云溪中学"}
    (confirmed,) = (row for row in found if row["状态"] == "跟进中")
    assert (confirmed["访谈次数"], confirmed["最近跟进"], confirmed["来源"]) == (1, str(TODAY), "普测")


def test_the_care_ledger_masks_names_and_holds_no_number(world: World) -> None:
    person = enrolled(world, birth_date="2014-10-10")
    in_care(world, person)
    (row,) = listed(world, Ledger.CARE)
    assert (row["姓名"], row["年龄"], row["年级"], row["等级"]) == (f"{name_of(8000)[0]}**", 11, "五年级", "校级跟进")
    assert row["量表与超标因子"] == "上课时一直趴着，说不想上学"
    said = "".join(str(value) for value in row.values())
    assert name_of(8000) not in said
    assert number_of(8000) not in said


@pytest.mark.parametrize(("birth", "age"), [("2014-10-09", 11), ("2014-10-10", 11), ("2014-10-11", 10)])
def test_an_age_is_whole_years_on_the_day(sqlite_world: World, birth: str, age: int) -> None:
    in_care(sqlite_world, enrolled(sqlite_world, birth_date=birth))
    (row,) = listed(sqlite_world, Ledger.CARE)
    assert row["年龄"] == age


def test_what_was_done_shows_in_the_care_ledger(world: World) -> None:
    case, warning = in_care(world, enrolled(world))
    talked(world, warning, form="guardian_notice", held_on=date(2025, 10, 9))
    act(world, "counsellor_a", care.add_task, case_id=case, is_goal=True, what="每周谈心", who="心理教师", due_on=None)
    act(world, "counsellor_a", care.assign, case_id=case, account_id=world.accounts["counsellor_a"])
    (row,) = listed(world, Ledger.CARE)
    assert (row["家长告知日"], row["一生一策"], row["责任人"]) == ("2025-10-09", "已制定", "counsellor_a的名字")
    assert (row["是否转介"], row["是否就医"], row["诊断"]) == ("否", "否", None)


@pytest.mark.parametrize(
    ("outcome", "words"), [(Outcome.STABLE, "已解除"), (Outcome.MOVED_AWAY, "已转出"), (Outcome.GRADUATED, "已转出")]
)
def test_a_closed_case_is_lifted_or_gone(sqlite_world: World, outcome: Outcome, words: str) -> None:
    case, _ = in_care(sqlite_world, enrolled(sqlite_world))
    act(sqlite_world, "counsellor_a", care.propose_closing, case_id=case, outcome=outcome, why=WHY)
    act(sqlite_world, "counsellor_a2", care.close, case_id=case, why=WHY)
    (row,) = listed(sqlite_world, Ledger.CARE)
    assert row["状态"] == words


def test_plans_list_open_cases_with_what_the_interview_said(world: World) -> None:
    first, second = enrolled(world), enrolled(world, 8001)
    case, _ = in_care(world, first)
    act(world, "counsellor_a", care.add_task, case_id=case, is_goal=True, what="睡得好", who="", due_on=None)
    due = date(2025, 11, 1)
    act(world, "counsellor_a", care.add_task, case_id=case, is_goal=False, what="每周谈心", who="心理教师", due_on=due)
    over, _ = in_care(world, second)
    closed(world, over)
    found = listed(world, Ledger.PLANS)
    assert len(found) == len(rows_of(Case, Case.state != CaseState.CLOSED)) == 1
    (row,) = found
    assert (row["姓名"], row["心理评估结论"]) == (name_of(8000), "适应困难，持续两周")
    assert (row["主要心理症状"], row["原因分析（生理）"]) == ("近两周情绪低落", "入睡慢")
    assert row["原因分析（社会）"] == "有一个好朋友；和外婆同住"
    assert (row["目标"], row["干预措施"]) == ("睡得好", "每周谈心（心理教师，2025-11-01 前）")


def test_referrals_are_listed_out_and_back_with_hospital_and_return_to_school(world: World) -> None:
    case, _ = in_care(world, enrolled(world))
    hospital = institution(world, kind=InstitutionKind.HOSPITAL)
    referral = sent(world, case, hospital)
    (out,) = listed(world, Ledger.REFERRALS)
    assert (out["出/返"], out["转出日"], out["状态"]) == ("出", str(TODAY), "等待接收")
    act(world, "counsellor_a", care.accept_referral, referral_id=referral)
    act(world, "counsellor_a", care.come_back, referral_id=referral, feedback="定期复诊", conclusion="可以在校",
        next_steps="每两周谈一次")  # fmt: skip
    (back,) = listed(world, Ledger.REFERRALS)
    assert (back["出/返"], back["结论"], back["后续方案"]) == ("返", "可以在校", "每两周谈一次")
    assert back["姓名"] == name_of(8000)
    (row,) = listed(world, Ledger.CARE)
    assert (row["是否转介"], row["是否就医"]) == ("是", "是")


def test_a_handover_is_listed_by_both_and_named_by_whom_the_file_is_with(world: World) -> None:
    case, warning = in_care(world, enrolled(world))
    offered(world, case)
    (before,) = listed(world, Ledger.HANDOVERS)
    assert (before["姓名"], before["学生编号"], before["状态"]) == (name_of(8000), number_of(8000), "等待接收")
    assert before["清单"] == "预警 1 条、记录 1 份、附件 0 个"
    act(world, "counsellor_b", care.accept_handover, offer_id=the_offer(world))
    (given,) = listed(world, Ledger.HANDOVERS)
    assert (given["姓名"], given["学生编号"], given["新校"]) == ("已随档案移交", None, "云溪中学")
    (taken,) = listed(world, Ledger.HANDOVERS, "counsellor_b")
    assert (taken["姓名"], taken["原校"], taken["状态"]) == (name_of(8000), "云溪一小", "已接收")
    assert warning


def test_the_summary_counts_what_the_lists_hold(world: World) -> None:
    campaign = screened(world)
    warnings = rows_of(Warning, Warning.campaign_id == campaign)
    testees = rows_of(Testee, Testee.campaign_id == campaign)
    mine = next(row for row in warnings if row.school_id == world.orgs["a"])
    talked(world, mine.id)
    talked(world, mine.id, form="guardian_notice")
    act(world, "counsellor_a", care.confirm, warning_id=mine.id, tier=MIDDLE, why=WHY)
    (row,) = listed(world, Ledger.SUMMARY, "counsellor_a", campaign)
    own = [one for one in testees if one.school_id == world.orgs["a"]]
    on_list = [one for one in warnings if one.school_id == world.orgs["a"]]
    assert (row["学校"], row["学段"], row["年级"], row["班数"]) == ("云溪一小", "小学", "五年级", 1)
    tested = sum(one.status != "untested" for one in own)
    assert (row["在籍"], row["应测"], row["实测"], row["未测"]) == (len(own), len(own), tested, len(own) - tested)
    assert row["完成率"] == f"{tested / len(own):.1%}"
    assert row["预警人数"] == len(on_list)
    assert sum(row[label] for label in ("区级跟进", "校级跟进", "班级关注")) == len(on_list)
    assert (row["已访谈"], row["确认人数"], row["家长已告知"], row["转介"], row["已就医"]) == (1, 1, 1, 0, 0)
    assert row["访谈率"] == f"{1 / len(on_list):.1%}"
    assert row["填报人"] == "counsellor_a的名字"


@pytest.mark.parametrize("who", ["leader", "researcher", "school_admin_a", "class_teacher_a"])
def test_the_summary_hides_the_list_from_whoever_looks_at_no_case(sqlite_world: World, who: str) -> None:
    campaign = screened(sqlite_world)
    found = listed(sqlite_world, Ledger.SUMMARY, who, campaign)
    assert sum(row["在籍"] for row in found) == (15 if who in ("leader", "researcher") else 6)
    assert {row["预警人数"] for row in found} == {"已隐去"}
    assert {row["区级跟进"] for row in found} == {"已隐去"}
    said = "".join(str(value) for row in found for value in row.values())
    assert not [name for name in map(name_of, range(40)) if name in said]


@pytest.mark.parametrize("kind", [kind for kind in Ledger if kind is not Ledger.SUMMARY])
@pytest.mark.parametrize("who", ["leader", "researcher", "class_teacher_a", "school_lead_a", "school_admin_a", "admin"])
def test_nobody_else_gets_a_ledger_with_names(sqlite_world: World, who: str, kind: Ledger) -> None:
    in_care(sqlite_world, enrolled(sqlite_world))
    with pytest.raises(NotAllowed):
        made(sqlite_world, kind, who)
    assert rows_of(LedgerExport) == []


def test_the_centre_lists_what_it_leads_alone(sqlite_world: World) -> None:
    in_care(sqlite_world, enrolled(sqlite_world), tier=MIDDLE)
    with pytest.raises(Refused, match=r"ledgers\.nothing"):
        made(sqlite_world, Ledger.CARE, "centre")


@pytest.mark.parametrize(
    ("purpose", "refused"), [("研判会", True), ("研判会用", False), ("   研判   ", True), ("", True)]
)
def test_a_purpose_has_four_characters(sqlite_world: World, purpose: str, refused: bool) -> None:
    in_care(sqlite_world, enrolled(sqlite_world))
    if refused:
        with pytest.raises(Refused, match=r"ledgers\.purpose_needed"):
            made(sqlite_world, Ledger.CARE, purpose=purpose)
    else:
        assert made(sqlite_world, Ledger.CARE, purpose=purpose).rows == 1


def test_only_the_password_opens_the_workbook(sqlite_world: World) -> None:
    in_care(sqlite_world, enrolled(sqlite_world))
    done = made(sqlite_world, Ledger.PLANS)
    content = fetched(sqlite_world, done.export_id)
    assert len(done.password) == PASSWORD_LENGTH
    assert set(done.password) <= set(SIGNS)
    assert opened(content, done.password)
    wrong = done.password[:-1] + ("A" if done.password[-1] != "A" else "B")
    with pytest.raises((InvalidKeyError, DecryptionError)):
        opened(content, wrong)
    assert b"xl/worksheets" not in content
    assert name_of(8000).encode() not in content


def test_every_password_is_another_and_kept_nowhere(sqlite_world: World) -> None:
    in_care(sqlite_world, enrolled(sqlite_world))
    passwords = [made(sqlite_world, Ledger.CARE).password for _ in range(3)]
    assert len(set(passwords)) == 3
    var = settings.current().var
    stored = b"".join(path.read_bytes() for path in var.rglob("*") if path.is_file())
    assert not [one for one in passwords if one.encode() in stored]


@pytest.mark.parametrize(("seconds", "there"), [(-1, True), (0, False), (1, False)])
def test_a_ledger_is_fetched_until_the_second_it_expires(world: World, seconds: int, there: bool) -> None:
    in_care(world, enrolled(world))
    done = made(world, Ledger.CARE)
    assert done.expires_at == NOW + LASTS
    with clock.stopped_at(done.expires_at + timedelta(seconds=seconds)):
        if there:
            assert opened(fetched(world, done.export_id), done.password)
            return
        with pytest.raises(NotFound):
            fetched(world, done.export_id)


@pytest.mark.parametrize(("seconds", "removed"), [(-1, 0), (0, 1), (1, 1)])
def test_what_has_expired_is_taken_away_once(world: World, seconds: int, removed: int) -> None:
    in_care(world, enrolled(world))
    done = made(world, Ledger.CARE)
    kept = list((settings.current().var / "files").glob("??/*"))
    with clock.stopped_at(done.expires_at + timedelta(seconds=seconds)), writing() as session:
        assert ledgers_over(session) == removed
        assert clear_expired_ledgers(session) == removed
        assert clear_expired_ledgers(session) == 0
    assert [path.exists() for path in kept] == [not removed]
    (row,) = rows_of(LedgerExport)
    assert row.removed is bool(removed)


def test_people_at_work_let_the_program_clear_up(sqlite_world: World) -> None:
    in_care(sqlite_world, enrolled(sqlite_world))
    done = made(sqlite_world, Ledger.CARE)
    with clock.stopped_at(done.expires_at):
        pacing.forget()
        pacing.sweep()
    pacing.forget()
    assert rows_of(LedgerExport)[0].removed


def test_a_ledger_is_for_its_maker_alone(sqlite_world: World) -> None:
    in_care(sqlite_world, enrolled(sqlite_world))
    done = made(sqlite_world, Ledger.CARE)
    for who in ("counsellor_a2", "counsellor_b", "centre"):
        with pytest.raises(NotFound):
            fetched(sqlite_world, done.export_id, who)
    with reading() as session:
        mine = sqlite_world.actor("counsellor_a")
        (row,) = ledgers_made(session, mine.scope, by_id=mine.user_id)
        colleague = sqlite_world.actor("counsellor_a2")
        assert ledgers_made(session, colleague.scope, by_id=colleague.user_id) == []
    assert (row.purpose, row.rows, row.downloads) == (PURPOSE, 1, 0)


def test_making_and_fetching_are_written_down_with_the_purpose(world: World) -> None:
    in_care(world, enrolled(world))
    done = made(world, Ledger.CARE)
    fetched(world, done.export_id)
    with reading() as session:
        statement = unowned(select(AuditEvent).where(AuditEvent.subject == "ledger_export"), AuditEvent)
        events = {event.action: event for event in session.exec(statement)}
    assert set(events) == {"ledger.made", "ledger.downloaded"}
    assert events["ledger.made"].purpose == PURPOSE
    assert events["ledger.made"].details == {"kind": "care", "rows": 1}
    assert rows_of(LedgerExport)[0].downloads == 1


def test_a_report_that_looks_like_a_formula_stays_text(sqlite_world: World) -> None:
    person = enrolled(sqlite_world)
    facts = {
        "source": Source.OBSERVATION,
        "seen": '=HYPERLINK("https://evil.example")',
        "urgent": False,
        "tier": MIDDLE,
    }
    act(sqlite_world, "counsellor_a", care.report, person_id=person, **facts)
    done = made(sqlite_world, Ledger.CARE)
    content = fetched(sqlite_world, done.export_id)
    (row,) = opened(content, done.password)
    assert row["量表与超标因子"].startswith("=HYPERLINK")
    plain = io.BytesIO()
    file = msoffcrypto.OfficeFile(io.BytesIO(content))
    file.load_key(password=done.password)
    file.decrypt(plain)
    cells = [cell for line in openpyxl.load_workbook(plain).worksheets[0].iter_rows() for cell in line]
    assert not [cell for cell in cells if cell.data_type == "f"]


def test_an_empty_ledger_makes_no_file(sqlite_world: World) -> None:
    with pytest.raises(Refused, match=r"ledgers\.nothing"):
        made(sqlite_world, Ledger.REFERRALS)
    with pytest.raises(Refused, match=r"ledgers\.campaign_needed"):
        made(sqlite_world, Ledger.SUMMARY)
    assert not (settings.current().var / "files").exists()


def test_numbers_lead_back_into_the_system(sqlite_world: World) -> None:
    reported(sqlite_world, enrolled(sqlite_world))
    in_care(sqlite_world, enrolled(sqlite_world, 8001))
    found = listed(sqlite_world, Ledger.CARE)
    assert sorted(re.sub(r"\d", "9", str(row["编号"])) for row in found) == ["GA999999", "YJ999999"]


def test_return_to_school_shows_its_answer(sqlite_world: World) -> None:
    case, _ = in_care(sqlite_world, enrolled(sqlite_world))
    sent(sqlite_world, case, institution(sqlite_world, kind=InstitutionKind.HOSPITAL))
    steps = [(Track.LEAVE, point, None) for point in (
        TrackPoint.NOTICED, TrackPoint.ASSESSED, TrackPoint.FAMILY, TrackPoint.APPLIED)]  # fmt: skip
    steps += [(Track.RETURN, point, None) for point in (TrackPoint.PAPERS, TrackPoint.REVIEWED, TrackPoint.WEIGHED)]
    for track, point, passed in [*steps, (Track.RETURN, TrackPoint.DECIDED, True)]:
        act(
            sqlite_world, "counsellor_a", care.take_track_step, case_id=case, track=track, point=point, held_on=TODAY,
            person="心理教师", note="按流程办理", passed=passed,
        )  # fmt: skip
    (row,) = listed(sqlite_world, Ledger.REFERRALS)
    assert row["复学评估"] == f"通过（{TODAY}）"
