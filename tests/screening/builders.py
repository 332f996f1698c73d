"""Campaigns and answer files for the tests. Everybody in them is fictitious."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from core.database import reading, writing
from core.screening.actions import CheckedUpload, Receipt, check, confirm, create_campaign, open_campaign
from core.screening.rules.drafts import Draft, ScaleChoice
from core.sheets.export import Table, csv_bytes, workbook
from tests.students.builders import brought_in
from tests.world import SCHOOL_YEAR, World

IDENTITY = ("学籍号", "姓名", "学校", "年级", "班级")
SCHOOLS = {"a": "云溪一小", "b": "云溪中学", "c": "临川中学"}
PLACES = {"a": ("云溪一小", "五年级", "1班"), "b": ("云溪中学", "初一", "1班"), "c": ("临川中学", "初一", "1班")}
Row = dict[str, Any]
PHQ = [f"PHQ-9 第{number}题" for number in range(1, 10)]
GAD = [f"GAD-7 第{number}题" for number in range(1, 8)]


def number_of(serial: int) -> str:
    """A student number that is nobody's."""
    return f"L33010620120912{serial:04d}"


def name_of(serial: int) -> str:
    return "陈" + "示例知夏清和明远书言"[serial % 10] + "安宁"[serial % 2]


def pupil(serial: int, at: str = "b") -> Row:
    """A pupil's identity as an answer file writes it."""
    return dict(zip(IDENTITY, (number_of(serial), name_of(serial), *PLACES[at]), strict=True))


def pupils(count: int, at: str = "b", start: int = 1) -> list[Row]:
    return [pupil(serial, at) for serial in range(start, start + count)]


def enrol(world: World, rows: Iterable[Row], who: str = "city_centre") -> None:
    """Put pupils on the roster."""
    brought_in(world, who, [{**row, "性别": "女"} for row in rows])


def a_draft(world: World, **other: Any) -> Draft:
    usual: dict[str, Any] = {
        "title": "秋季普测",
        "org_id": world.orgs["county"],
        "school_year": SCHOOL_YEAR,
        "term": 1,
        "scales": (ScaleChoice("phq9"),),
        "grades": (7, 8, 9, 10, 11, 12),
        "opens_on": date(2025, 9, 10),
        "closes_on": date(2025, 10, 31),
        "policy_key": "ban_xiao_qu",
    }
    return Draft(**{**usual, **other})


def a_campaign(world: World, who: str = "researcher", *, opened: bool = True, **other: Any) -> int:
    """A campaign of the county, PHQ-9 for grades 7–12 unless told otherwise; scales are not argued about."""
    draft = a_draft(world, **other)
    with writing() as session:
        campaign = create_campaign(
            session, world.actor(who), draft=draft, acknowledged=[choice.key for choice in draft.scales]
        )
        if opened:
            open_campaign(session, world.actor(who), campaign_id=campaign.id or 0)
        return campaign.id or 0


def answered(row: Row, headers: Sequence[str], answers: Iterable[object]) -> Row:
    return {
        **row,
        **{header: str(answer) for header, answer in zip(headers, answers, strict=True) if answer is not None},
    }


def phq(row: Row, total: int = 0, *, critical: int = 0) -> Row:
    """A PHQ-9 sheet of that total, item 9 as told, the rest spread over items 1–8."""
    rest = total - critical
    answers = [min(3, max(0, rest - 3 * at)) for at in range(8)]
    assert sum(answers) == rest
    return answered(row, PHQ, [*answers, critical])


def headers_of(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    return list(dict.fromkeys(header for row in rows for header in row))


def csv_file(rows: Sequence[Row], headers: Sequence[str] | None = None) -> bytes:
    chosen = headers or headers_of(rows)
    return csv_bytes(chosen, [[row.get(header) for header in chosen] for row in rows])


def xlsx_file(rows: Sequence[Row], headers: Sequence[str] | None = None, name: str = "作答表") -> bytes:
    chosen = headers or headers_of(rows)
    return workbook([Table(name, chosen, [[row.get(header) for header in chosen] for row in rows])])


def checked(world: World, who: str, campaign_id: int, content: bytes, **other: Any) -> CheckedUpload:
    with reading() as session:
        return check(session, world.actor(who), campaign_id=campaign_id, content=content, filename="作答.csv", **other)


def confirmed(world: World, who: str, check_: CheckedUpload) -> Receipt:
    with writing() as session:
        return confirm(session, world.actor(who), check_)


def brought(world: World, who: str, campaign_id: int, rows: Sequence[Row], **other: Any) -> Receipt:
    """Check and confirm in one go."""
    found = checked(world, who, campaign_id, csv_file(rows), **other)
    assert not found.must_fix, [problem.code for problem in found.must_fix][:5]
    return confirmed(world, who, found)


def codes(check_: CheckedUpload) -> list[str]:
    return [problem.code.removeprefix("screening.") for problem in check_.problems]
