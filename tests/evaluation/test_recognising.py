"""The register of recognitions: entered from a round or by hand or from a workbook, prolonged, withdrawn; on both databases."""

from collections.abc import Sequence
from datetime import date, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from core import clock
from core.access import Capability
from core.database import reading, writing
from core.errors import InvalidFile, NotAllowed, NotFound, Refused
from core.evaluation import actions, queries
from core.evaluation.actions import Recognised
from core.evaluation.rules.recognising import Grant, RecognitionDraft, RecognitionState
from core.evaluation.rules.register import RegisterCheck
from core.evaluation.rules.shares import Attainment
from core.evaluation.rules.states import Rank, RoundState
from core.evaluation.tables import Recognition
from core.sheets.export import csv_bytes
from tests.evaluation.after import BEST, FAIR, LATER, POOR, a_recognition, act, published, rows_of
from tests.evaluation.builders import a_room
from tests.evaluation.rated import Stood
from tests.world import World

TODAY = LATER.date()
UNTIL = date(2029, 5, 31)
GRANT = Grant("标准化心理辅导室", Rank.COUNTY, "云心室〔2026〕0001号", TODAY, UNTIL)
ONE = timedelta(days=1)


def decided(world: World, sheets: dict[str, list[dict[str, int]]] | None = None, **other: object) -> Stood:
    given = {"state": RoundState.RECOGNISED} | other
    return published(world, sheets or {"a": [FAIR], "b": [BEST]}, **given)  # type: ignore[arg-type]  # by name


def granted(
    world: World, round_: Stood, schools: str = "ab", *, grant: Grant = GRANT, who: str = "researcher", **other: object
) -> Recognised:
    ids = [round_.entries[school] for school in schools]
    given = {"round_id": round_.round_id, "standard": "", "entry_ids": ids, "grant": grant} | other
    found: Recognised = act(world, who, "recognise", at=LATER, **given)
    return found


def numbers() -> dict[int, str]:
    return {row.school_id: row.number for row in rows_of(Recognition)}


def test_a_round_is_entered_in_one_go_by_grade_and_then_by_school(world: World) -> None:
    round_ = decided(world)
    assert granted(world, round_) == Recognised(2, 0)
    best, fair = rows_of(Recognition)
    assert (best.school_id, best.grade, best.number) == (world.orgs["b"], "优秀", "云心室〔2026〕0001号")
    assert (fair.school_id, fair.grade, fair.number) == (world.orgs["a"], "合格", "云心室〔2026〕0002号")
    assert (fair.title, fair.rank, fair.granted_on, fair.valid_until) == (GRANT.title, Rank.COUNTY, TODAY, UNTIL)
    assert (fair.round_id, fair.entry_id) == (round_.round_id, round_.entries["a"])


def test_entering_a_round_again_changes_nothing(world: World) -> None:
    round_ = decided(world)
    granted(world, round_, "a")
    assert granted(world, round_, grant=GRANT._replace(title="别的称号")) == Recognised(1, 1)
    assert granted(world, round_) == Recognised(0, 2)
    assert numbers() == {world.orgs["a"]: "云心室〔2026〕0001号", world.orgs["b"]: "云心室〔2026〕0002号"}


def test_what_was_withdrawn_may_be_entered_anew_under_a_new_number(world: World) -> None:
    round_ = decided(world)
    granted(world, round_, "a")
    (row,) = rows_of(Recognition)
    act(world, "researcher", "withdraw_recognition", at=LATER, recognition_id=row.id, reason="搬迁后场地不够")
    assert granted(world, round_, "a") == Recognised(1, 0)
    assert [row.number for row in rows_of(Recognition)] == ["云心室〔2026〕0001号", "云心室〔2026〕0002号"]


def test_given_numbers_are_taken_and_the_others_count_around_them(world: World) -> None:
    round_ = decided(world)
    with writing() as session:
        a_recognition(session, world, "c", "云心室〔2026〕0002号")  # of another county: a number is given once
    granted(world, round_, given={round_.entries["a"]: "云心室〔2026〕0001号"})
    assert numbers() == {
        world.orgs["a"]: "云心室〔2026〕0001号",
        world.orgs["b"]: "云心室〔2026〕0003号",
        world.orgs["c"]: "云心室〔2026〕0002号",
    }


def test_a_number_in_use_is_given_to_nobody(world: World) -> None:
    round_ = decided(world)
    with writing() as session:
        a_recognition(session, world, "c", "特1")
    with pytest.raises(Refused, match=r"recognition\.number_taken"):
        granted(world, round_, given={round_.entries["a"]: "特1"})
    assert len(rows_of(Recognition)) == 1


@pytest.mark.parametrize("marks", [POOR, {**BEST, "1.3": 1}])
def test_without_a_grade_or_with_a_veto_nothing_is_entered(world: World, marks: dict[str, int]) -> None:
    round_ = decided(world, {"a": [marks], "b": [BEST]})
    with pytest.raises(Refused, match=r"recognition\.no_grade"):
        granted(world, round_)
    assert not rows_of(Recognition)


@pytest.mark.parametrize("state", [RoundState.PUBLICITY, RoundState.MODERATION])
def test_nothing_is_entered_before_the_round_is_recognised(world: World, state: RoundState) -> None:
    with pytest.raises(Refused, match=r"evaluation\.other_state"):
        granted(world, decided(world, state=state))


@pytest.mark.parametrize("state", [RoundState.RECTIFYING, RoundState.CLOSED])
def test_a_round_may_be_entered_later_too(world: World, state: RoundState) -> None:
    assert granted(world, decided(world, state=state)).new == 2


def test_attainment_goes_beyond_the_target(world: World) -> None:
    round_ = decided(world, target=1)
    granted(world, round_)
    with reading() as session:
        scope = world.actor("leader").over(Capability.VIEW_EVALUATION)
        found = queries.attainment(session, scope, round_id=round_.round_id, standard="")
    assert found is not None
    assert (found.attainment, found.recognised) == (Attainment(2, 1), True)


def draft(world: World, **other: object) -> RecognitionDraft:
    made = RecognitionDraft(world.orgs["a"], " 示范 校 ", "", Rank.PROVINCE, " 省示〔2026〕3号 ", TODAY, UNTIL)
    return made._replace(**other)  # type: ignore[arg-type]  # by name


def added(world: World, who: str = "researcher", **other: object) -> int:
    return int(act(world, who, "add_recognition", at=LATER, draft=draft(world, **other)))


def test_a_recognition_of_another_authority_is_entered_by_hand(world: World) -> None:
    added(world)
    (row,) = rows_of(Recognition)
    assert (row.title, row.number, row.rank, row.round_id) == ("示范 校", "省示〔2026〕3号", Rank.PROVINCE, None)
    with pytest.raises(Refused, match=r"recognition\.number_taken"):
        added(world, school_id=world.orgs["b"])
    with pytest.raises(Refused, match=r"recognition\.title"):
        added(world, title="", number="2")


def test_a_room_is_of_the_school_that_is_recognised(world: World) -> None:
    with writing() as session:
        own, other = a_room(session, world, "a"), a_room(session, world, "b")
    with pytest.raises(NotFound):
        added(world, room_id=other)
    added(world, room_id=own)
    assert rows_of(Recognition)[0].room_id == own


def test_who_may_enter(world: World) -> None:
    round_ = decided(world)
    for who, error in (("school_admin_a", NotAllowed), ("leader", NotAllowed), ("centre_c", NotFound)):
        with pytest.raises(error):
            added(world, who)
        with pytest.raises(error):
            granted(world, round_, who=who)
    with pytest.raises(NotFound):
        added(world, school_id=world.orgs["c"])


def test_a_recognition_is_withdrawn_once_with_a_reason(world: World) -> None:
    one = added(world)
    with pytest.raises(Refused, match=r"recognition\.reason"):
        act(world, "centre", "withdraw_recognition", at=LATER, recognition_id=one, reason="　")
    act(world, "centre", "withdraw_recognition", at=LATER, recognition_id=one, reason="场地挪用")
    (row,) = rows_of(Recognition)
    assert (row.withdrawn_on, row.withdrawn_reason) == (TODAY, "场地挪用")
    for verb, given in (
        ("withdraw_recognition", {"reason": "再撤"}),
        ("renew_recognition", {"valid_until": UNTIL + ONE}),
    ):
        with pytest.raises(Refused, match=r"recognition\.withdrawn_already"):
            act(world, "centre", verb, at=LATER, recognition_id=one, **given)


def test_a_recognition_is_prolonged(world: World) -> None:
    one = added(world, granted_on=date(2023, 6, 1), valid_until=TODAY - ONE)
    act(world, "researcher", "renew_recognition", at=LATER, recognition_id=one, valid_until=UNTIL)
    assert rows_of(Recognition)[0].valid_until == UNTIL
    for who, error in (("counsellor_a", NotAllowed), ("centre_c", NotFound)):
        with pytest.raises(error):
            act(world, who, "renew_recognition", at=LATER, recognition_id=one, valid_until=UNTIL + ONE)


# --- reads ---


def the_register(session: object, world: World) -> None:
    for number, (school, until, gone) in enumerate(
        [("a", None, None), ("a", TODAY + 91 * ONE, None), ("a", TODAY + 90 * ONE, None), ("b", TODAY, None),
         ("b", TODAY - ONE, None), ("b", TODAY + 999 * ONE, TODAY), ("c", None, None)], 1,
    ):  # fmt: skip
        a_recognition(
            session, world, school, f"号{number}", valid_until=until, withdrawn_on=gone,  # type: ignore[arg-type]
            rank=Rank.CITY if number == 2 else Rank.COUNTY, granted_on=date(2024, 1, number),
        )  # fmt: skip


def seen(world: World, who: str = "researcher", **other: object) -> list[str]:
    with reading() as session:
        scope = world.actor(who).over(Capability.VIEW_EVALUATION)
        rows = queries.recognitions(session, scope, today=TODAY, **other)  # type: ignore[arg-type]  # by name
        if not {"offset", "limit"} & other.keys():
            assert queries.count_recognitions(session, scope, today=TODAY, **other) == len(rows)  # type: ignore[arg-type]
    return [row.number for row in rows]


@pytest.mark.parametrize(
    ("state", "found"),
    [
        (RecognitionState.VALID, ["号2", "号1"]),
        (RecognitionState.EXPIRING, ["号4", "号3"]),
        (RecognitionState.EXPIRED, ["号5"]),
        (RecognitionState.WITHDRAWN, ["号6"]),
    ],
)
def test_sql_and_the_rule_agree_how_a_line_stands(world: World, state: RecognitionState, found: list[str]) -> None:
    with writing() as session:
        the_register(session, world)
    assert seen(world, states=[state]) == found
    with reading() as session:
        scope = world.actor("researcher").over(Capability.VIEW_EVALUATION)
        rows = queries.recognitions(session, scope, today=TODAY, states=[state])
    assert {row.state for row in rows} == {state}


def test_the_register_is_narrowed(world: World) -> None:
    with writing() as session:
        the_register(session, world)
    assert seen(world) == ["号6", "号5", "号4", "号3", "号2", "号1"]
    assert seen(world, offset=1, limit=2) == ["号5", "号4"]
    assert seen(world, ranks=[Rank.CITY]) == ["号2"]
    assert seen(world, words="中学") == ["号6", "号5", "号4"]
    assert seen(world, words="号3") == ["号3"]
    assert seen(world, words="100%") == []
    assert seen(world, "counsellor_a") == ["号3", "号2", "号1"]
    assert seen(world, "city_centre", below=world.paths["other_county"]) == ["号7"]


def test_the_register_is_given_out_in_the_columns_it_is_taken_in(world: World) -> None:
    with writing() as session:
        the_register(session, world)
    content = act(world, "leader", "export_recognitions", at=LATER, org_id=world.orgs["b"])
    rows = [row for row in load_workbook(BytesIO(content)).worksheets[0].iter_rows(values_only=True) if row[4]]
    assert [(row[0], row[4], row[5], row[6], row[7]) for row in rows[1:]] == [
        ("云溪中学", "号6", "2024-01-06", (TODAY + 999 * ONE).isoformat(), "已撤销"),
        ("云溪中学", "号5", "2024-01-05", "2026-05-31", "已到期"),
        ("云溪中学", "号4", "2024-01-04", "2026-06-01", "90 天内到期"),
    ]
    check = checked(world, content=content)
    assert (check.problems, check.new, check.unchanged) == ((), (), 3)
    with pytest.raises(NotFound):
        act(world, "counsellor_a", "export_recognitions", at=LATER, org_id=world.orgs["b"])


# --- a workbook ---

HEADERS = ("学校", "称号", "等级", "级别", "编号", "认定日期", "有效期至")
LINE = ("云溪一小", "示范校", "", "国家", "国示1", "2025年9月1日", "长期")
OTHER = ("云溪中学", "特色校", "一星", "区级", "云特9", "2024/3/1", "2027-02-28")


def checked(world: World, *rows: Sequence[str], content: bytes = b"", who: str = "researcher") -> RegisterCheck:
    told = content or csv_bytes(HEADERS, rows)
    with clock.stopped_at(LATER), reading() as session:
        name = "名册.xlsx" if content else "名册.csv"
        return actions.check_recognitions(session, world.actor(who), content=told, filename=name)


def imported(world: World, check: RegisterCheck, who: str = "researcher") -> int:
    return int(act(world, who, "import_recognitions", at=LATER, check=check))


def test_a_workbook_is_taken_in_and_the_same_again_changes_nothing(world: World) -> None:
    check = checked(world, LINE, OTHER)
    assert (check.ready, len(check.new), check.unchanged, check.problems) == (True, 2, 0, ())
    assert imported(world, check) == 2
    first, second = rows_of(Recognition)
    assert (first.school_id, first.rank, first.granted_on, first.valid_until) == (
        world.orgs["a"], Rank.NATIONAL, date(2025, 9, 1), None,
    )  # fmt: skip
    assert (second.grade, second.rank, second.valid_until) == ("一星", Rank.COUNTY, date(2027, 2, 28))
    again = checked(world, LINE, OTHER)
    assert (again.new, again.unchanged) == ((), 2)
    assert imported(world, again) == 0
    assert len(rows_of(Recognition)) == 2


@pytest.mark.parametrize(
    ("at", "text", "column", "code"),
    [
        (0, "", "A", "recognition.school_needed"),
        (0, "没有这所", "A", "recognition.unknown_school"),
        (0, "临川中学", "A", "recognition.unknown_school"),
        (1, "", "B", "recognition.title"),
        (1, "校" * 61, "B", "recognition.title"),
        (2, "星" * 301, "C", "recognition.grade"),
        (3, "校级", "D", "recognition.unknown_rank"),
        (4, "", "E", "recognition.number"),
        (4, "国示1", "E", "recognition.number_twice"),
        (4, "在册1", "E", "recognition.number_taken"),
        (4, "在册2", "E", "recognition.number_taken"),
        (5, "前年", "F", "recognition.unknown_day"),
        (5, "2026-06-02", "F", "recognition.granted_unlikely"),
        (6, "几年", "G", "recognition.unknown_day"),
        (6, "2024-03-01", "G", "recognition.ends_before"),
    ],
)
def test_what_is_wrong_is_told_at_its_cell_and_nothing_is_stored(
    world: World, at: int, text: str, column: str, code: str
) -> None:
    with writing() as session:
        a_recognition(session, world, "b", "在册1")
        a_recognition(session, world, "c", "在册2")
    check = checked(world, LINE, tuple(text if here == at else cell for here, cell in enumerate(OTHER)))
    assert [(one.row, one.column, one.code) for one in check.problems] == [(3, column, code)]
    assert not check.ready
    with pytest.raises(Refused, match=r"recognition\.check_first"):
        imported(world, check)
    assert len(rows_of(Recognition)) == 2


def test_every_problem_is_told_at_once(world: World) -> None:
    bad = ("", "示范校", "", "校级", "1", "前年", "几年")
    assert [one.column for one in checked(world, bad, LINE).problems] == ["A", "D", "F", "G"]
    (one,) = checked(world, content=csv_bytes(HEADERS[:4], [LINE[:4]])).problems[:1]
    assert one.title or one.sheet


def test_a_register_that_has_changed_since_is_told(world: World) -> None:
    check = checked(world, LINE, OTHER)
    added(world, number="国示1")
    with pytest.raises(InvalidFile):
        imported(world, check)
    assert len(rows_of(Recognition)) == 1


def test_schools_take_no_workbook_in(world: World) -> None:
    with pytest.raises(NotAllowed):
        checked(world, LINE, who="school_admin_a")
    with pytest.raises(NotFound):
        imported(world, checked(world, LINE), who="centre_c")
