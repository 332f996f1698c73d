"""Everything that is wrong with a file is said at once, and nothing else is."""

from collections.abc import Callable
from typing import Any

import pytest

from core.errors import Gravity, InvalidFile, NotAllowed, NotFound
from core.screening.actions import CheckedUpload
from core.screening.rules.drafts import ScaleChoice
from core.sheets.export import Table, workbook
from tests.screening.builders import (
    IDENTITY,
    PHQ,
    Row,
    a_campaign,
    answered,
    checked,
    codes,
    csv_file,
    enrol,
    headers_of,
    number_of,
    phq,
    pupil,
    pupils,
    xlsx_file,
)
from tests.world import World

PEOPLE = pupils(12)


@pytest.fixture
def campaign(sqlite_world: World) -> int:
    """An open PHQ-9 campaign; twelve pupils of school B, one of school C in the other county."""
    enrol(sqlite_world, [*PEOPLE, pupil(90, "c"), pupil(91, "a")])
    return a_campaign(sqlite_world)


def sound() -> list[Row]:
    return [phq(row, total) for row, total in zip(PEOPLE, range(12), strict=True)]


def look(world: World, campaign: int, rows: list[Row], who: str = "counsellor_b", **other: Any) -> CheckedUpload:
    return checked(world, who, campaign, csv_file(rows), **other)


def changed(at: int, **cells: object) -> Callable[[list[Row]], list[Row]]:
    return lambda rows: [{**row, **cells} if place == at else row for place, row in enumerate(rows)]


MUST, CHECK = Gravity.MUST_FIX, Gravity.CHECK
ITEM = PHQ[3]


def test_a_sound_file_has_nothing_to_say(sqlite_world: World, campaign: int) -> None:
    found = look(sqlite_world, campaign, sound())
    assert found.ok
    assert found.problems == ()
    assert (found.preview.rows, found.preview.new, found.preview.absent) == (12, 12, 0)


@pytest.mark.parametrize(
    ("spoil", "code", "gravity", "row", "column"),
    [
        (changed(2, **{ITEM: "4"}), "bad_answer", MUST, 4, "I"),
        (changed(2, **{ITEM: "-1"}), "bad_answer", MUST, 4, "I"),
        (changed(2, **{ITEM: "1.5"}), "bad_answer", MUST, 4, "I"),
        (changed(2, **{ITEM: "不知道"}), "bad_answer", MUST, 4, "I"),
        (changed(0, 学籍号=None), "number_missing", MUST, 2, "A"),
        (changed(1, 学籍号=number_of(1), 姓名=PEOPLE[0]["姓名"]), "number_twice", MUST, 3, "A"),
        (changed(3, 学籍号=number_of(777)), "unknown_pupil", MUST, 5, "A"),
        (changed(3, 学籍号=number_of(90), 学校="云溪中学"), "unknown_pupil", MUST, 5, "A"),
        (changed(3, 学籍号=number_of(90), 学校="临川中学"), "other_school", MUST, 5, "C"),
        (changed(3, 学籍号=number_of(777), 学校="不存在的学校"), "other_school", MUST, 5, "C"),
        (changed(3, 姓名="陈别人"), "name_differs", MUST, 5, "B"),
        (changed(3, 年级="初二"), "grade_differs", CHECK, 5, "D"),
        (changed(3, 年级="8"), "grade_differs", CHECK, 5, "D"),
        (changed(3, 班级="9班"), "class_differs", CHECK, 5, "E"),
        (changed(3, 学校="云溪一小"), "school_differs", CHECK, 5, "C"),
    ],
)
def test_one_fault_is_said_with_its_place(
    sqlite_world: World,
    campaign: int,
    spoil: Callable[[list[Row]], list[Row]],
    code: str,
    gravity: Gravity,
    row: int,
    column: str,
) -> None:
    found = look(sqlite_world, campaign, spoil(sound()))
    assert [(one.code, one.gravity, one.row, one.column) for one in found.problems] == [
        (f"screening.{code}", gravity, row, column)
    ]
    assert found.ok is (gravity is CHECK)


@pytest.mark.parametrize(
    "cells",
    [
        {"年级": "七年级"},
        {"年级": "7", "班级": "1"},
        {"年级": None, "班级": None, "学校": None},
        {"姓名": None},
        {ITEM: "２"},
        {ITEM: " 2 "},
        {ITEM: "2.0"},
        {"学籍号": " l33010620120912 0004 "},
        {"姓名": " 陈 知安 "},
    ],
)
def test_other_ways_to_write_the_same_are_understood(
    sqlite_world: World, campaign: int, cells: dict[str, object]
) -> None:
    if cells.get("姓名"):
        cells = {"姓名": " ".join(PEOPLE[3]["姓名"])}
    found = look(sqlite_world, campaign, changed(3, **cells)(sound()))
    assert codes(found) == []


def test_names_and_numbers_are_masked_in_problems(sqlite_world: World, campaign: int) -> None:
    rows = changed(1, 学籍号=number_of(1), 姓名="陈别人")(sound())
    said = " ".join(f"{one.value} {one.details}" for one in look(sqlite_world, campaign, rows).problems)
    assert number_of(1) not in said
    assert "别人" not in said


def test_every_fault_of_a_file_is_said_at_once(sqlite_world: World, campaign: int) -> None:
    rows = sound()
    for spoil in (
        changed(0, **{ITEM: "9"}),
        changed(1, 学籍号=None),
        changed(2, 姓名="陈别人"),
        changed(3, 年级="初二"),
    ):
        rows = spoil(rows)
    rows.append(phq(pupil(500), 3))
    assert sorted(codes(look(sqlite_world, campaign, rows))) == [
        "bad_answer", "grade_differs", "name_differs", "number_missing", "unknown_pupil",
    ]  # fmt: skip


def test_a_pupil_whose_grade_is_not_asked_is_refused_and_a_late_one_is_welcome(
    sqlite_world: World, campaign: int
) -> None:
    enrol(sqlite_world, [pupil(60)])
    found = look(sqlite_world, campaign, [phq(pupil(60), 3), phq(pupil(91, "a"), 2)], who="centre")
    assert sorted((one.code, one.gravity) for one in found.problems) == [
        ("screening.late", CHECK),
        ("screening.not_asked", MUST),
    ]


def test_a_pupil_on_another_school_s_list_is_not_taken_from_it(sqlite_world: World, campaign: int) -> None:
    """After a transfer the roster says school A, but the frozen list school B: school A may not write there."""
    enrol(sqlite_world, [{**pupil(1, "a"), "年级": "初一"}])
    found = look(sqlite_world, campaign, [phq({**pupil(1, "a"), "年级": "初一"}, 3)], who="counsellor_a")
    assert codes(found) == ["listed_elsewhere"]
    assert codes(look(sqlite_world, campaign, [phq(pupil(1), 3)], who="centre")) == ["school_differs"]


def test_digits_that_excel_destroyed_are_recognised(sqlite_world: World, campaign: int) -> None:
    rows = [{**phq(row, 3), "学籍号": f"{330106201209120 + at}000"} for at, row in enumerate(PEOPLE)]
    assert codes(look(sqlite_world, campaign, rows)) == ["digits_lost"]


@pytest.mark.parametrize(("answers", "asked"), [([1, 2, 3], True), ([0, 1, 2], False), ([1, 2, 4], False)])
def test_the_coding_is_asked_exactly_where_two_fit(
    sqlite_world: World, campaign: int, answers: list[int], asked: bool
) -> None:
    rows = [answered(row, PHQ, [answers[(at + item) % 3] for item in range(9)]) for at, row in enumerate(PEOPLE)]
    found = look(sqlite_world, campaign, rows)
    assert (codes(found) == ["coding_unclear"]) is asked
    assert set(found.asked) == ({"phq9"} if asked else set())
    if asked:
        assert look(sqlite_world, campaign, rows, codings={"phq9": "1-4"}).ok


def test_an_answered_coding_decides_what_a_number_means(sqlite_world: World, campaign: int) -> None:
    rows = [answered(row, PHQ, [1, 2, 3, 1, 2, 3, 1, 2, 1]) for row in PEOPLE]
    urgent = {key: len(look(sqlite_world, campaign, rows, codings={"phq9": key}).urgent) for key in ("0-3", "1-4")}
    assert urgent == {"0-3": 12, "1-4": 0}  # item 9 = 1 is "some days" in the one, "never" in the other
    assert len(look(sqlite_world, campaign, rows).urgent) == 0  # not certain until the coding is said


def test_cells_may_count_as_blanks_on_demand(sqlite_world: World, campaign: int) -> None:
    rows = changed(4, **{ITEM: "看不清", PHQ[8]: "2"})(sound())
    found = look(sqlite_world, campaign, rows, blanks_for_bad_cells=True)
    assert found.ok
    assert [(one.code, one.gravity) for one in found.problems] == [("screening.bad_answer", CHECK)]
    assert [row.row for row in found.urgent] == [6]


def test_a_missing_item_column_is_named(sqlite_world: World, campaign: int) -> None:
    rows = [{key: value for key, value in row.items() if key != PHQ[6]} for row in sound()]
    found = look(sqlite_world, campaign, rows)
    assert [(one.code, dict(one.details)["items"]) for one in found.problems] == [("items_missing", "7")]
    assert not found.ok


def test_columns_without_a_scale_s_name_can_be_pointed_at(sqlite_world: World, campaign: int) -> None:
    headers = [*IDENTITY, *(f"D{number}" for number in range(1, 10))]
    rows = [dict(zip(headers, row.values(), strict=True)) for row in sound()]
    assert "no_scale_found" in codes(look(sqlite_world, campaign, rows))
    found = look(sqlite_world, campaign, rows, mapping={"phq9": "F"})
    assert found.ok
    assert found.preview.new == 12


def test_a_sheet_is_chosen_where_several_would_do(sqlite_world: World, campaign: int) -> None:
    headers = headers_of(sound())
    tables = [
        Table(name, headers, [[row[header] for header in headers] for row in part])
        for name, part in (("一班", sound()[:6]), ("二班", sound()[6:]))
    ]
    content = workbook(tables)
    assert codes(checked(sqlite_world, "counsellor_b", campaign, content)) == ["which_sheet"]
    found = checked(sqlite_world, "counsellor_b", campaign, content, sheet="二班")
    assert (found.ok, found.preview.rows) == (True, 6)


def test_a_title_and_a_notice_above_the_header_do_no_harm(sqlite_world: World, campaign: int) -> None:
    plain = csv_file(sound()).decode("utf-8-sig")
    content = ("云溪中学秋季普测\n请于周五前交齐\n" + plain).encode("gb18030")
    found = checked(sqlite_world, "counsellor_b", campaign, content)
    assert found.ok
    bad = ("标题\n\n" + csv_file(changed(0, **{ITEM: "9"})(sound())).decode("utf-8-sig")).encode()
    assert [one.row for one in checked(sqlite_world, "counsellor_b", campaign, bad).problems] == [4]


@pytest.mark.parametrize(
    ("content", "code"), [(b"", "empty_file"), (b"<html><table></table></html>", "html_table"), (b"\x00\x01", None)]
)
def test_what_is_no_table_is_refused(sqlite_world: World, campaign: int, content: bytes, code: str | None) -> None:
    with pytest.raises(InvalidFile) as caught:
        checked(sqlite_world, "counsellor_b", campaign, content)
    assert code is None or caught.value.code == code


@pytest.mark.parametrize("rows", [[], [{**dict.fromkeys([*IDENTITY, *PHQ])}]])
def test_a_file_without_rows_says_so(sqlite_world: World, campaign: int, rows: list[Row]) -> None:
    content = csv_file(rows, [*IDENTITY, *PHQ])
    assert codes(checked(sqlite_world, "counsellor_b", campaign, content)) == ["no_rows"]


def test_a_file_without_numbers_or_answers_says_what_is_wanted(sqlite_world: World, campaign: int) -> None:
    no_number = [{key: value for key, value in row.items() if key != "学籍号"} for row in sound()]
    assert codes(look(sqlite_world, campaign, no_number)) == ["column_missing"]
    only_identity = [dict(row) for row in PEOPLE]
    assert codes(look(sqlite_world, campaign, only_identity)) == ["no_scale_found"]


@pytest.mark.parametrize(
    ("who", "error"),
    [("leader", NotAllowed), ("class_teacher_b", NotAllowed), ("admin", NotAllowed), ("counsellor_c", NotFound)],
)
def test_who_may_not_upload_learns_nothing(
    sqlite_world: World, campaign: int, who: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        look(sqlite_world, campaign, sound(), who=who)


def test_another_school_s_pupils_look_like_nobody(sqlite_world: World, campaign: int) -> None:
    found = look(sqlite_world, campaign, sound()[:2], who="counsellor_a")
    assert codes(found) == ["other_school", "other_school"]
    nowhere = [{**row, "学校": None} for row in sound()[:1]]
    assert codes(look(sqlite_world, campaign, nowhere, who="counsellor_a")) == ["unknown_pupil"]


def test_an_excel_file_and_a_csv_file_say_the_same(sqlite_world: World, campaign: int) -> None:
    rows = changed(2, **{ITEM: "7"})(sound())
    one = look(sqlite_world, campaign, rows)
    other = checked(sqlite_world, "counsellor_b", campaign, xlsx_file(rows))
    assert [problem._replace(sheet="") for problem in other.problems] == list(one.problems)
    assert other.preview == one.preview


def test_scales_of_one_campaign_need_not_be_in_every_file(sqlite_world: World) -> None:
    enrol(sqlite_world, PEOPLE)
    both = a_campaign(sqlite_world, scales=(ScaleChoice("phq9"), ScaleChoice("gad7")))
    assert look(sqlite_world, both, sound()).ok


def test_a_school_administrator_sees_that_something_is_urgent_but_no_tier_and_no_reason(
    sqlite_world: World, campaign: int
) -> None:
    rows = [phq(PEOPLE[0], 20, critical=3), *sound()[1:]]
    blind = look(sqlite_world, campaign, rows, who="school_admin_b")
    sighted = look(sqlite_world, campaign, rows)
    assert len(blind.urgent) == len(sighted.urgent) == 1
    assert blind.affected == ()
    assert [change.after for change in sighted.affected] == [4]
    assert all(change.reasons == () for change in blind.changes)


def test_names_in_previews_are_masked(sqlite_world: World, campaign: int) -> None:
    found = look(sqlite_world, campaign, [phq(PEOPLE[0], 20, critical=3), *sound()[1:]])
    shown = [row.name for row in (*found.urgent, *found.changes, *found.affected)]
    assert shown
    assert all("*" in name and name not in {row["姓名"] for row in PEOPLE} for name in shown)
