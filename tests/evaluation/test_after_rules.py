"""The rules of what follows a result: who answers, what is weak, how long a recognition stands, what its number is."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Refused
from core.evaluation.rules import rectifying
from core.evaluation.rules.appealing import Apart, apart, checked_codes, checked_marks, may_appeal
from core.evaluation.rules.inspecting import Inspected, Standing, standing
from core.evaluation.rules.marks import NOT_APPLICABLE, Mark
from core.evaluation.rules.recognising import (
    RecognitionDraft,
    RecognitionState,
    check_renewal,
    flaw,
    numbers,
    state_of,
    stem_of,
    tidied,
)
from core.evaluation.rules.rectifying import Wanted, is_overdue, suggestions
from core.evaluation.rules.results import NodeScore
from core.evaluation.rules.spec import Kind
from core.evaluation.rules.states import AppealState, EntryState, Rank, RectificationState, RoundState
from tests.evaluation.builders import SMALL
from tests.evaluation.clean import clean

DAY = date(2026, 3, 2)
ONE = timedelta(days=1)
UPHELD, PARTLY, REJECTED = AppealState.UPHELD, AppealState.PARTLY, AppealState.REJECTED


@pytest.mark.parametrize("state", list(RoundState))
@pytest.mark.parametrize(("today", "in_time"), [(DAY - ONE, True), (DAY, True), (DAY + ONE, False)])
def test_schools_appeal_during_publicity_up_to_its_last_day(state: RoundState, today: date, in_time: bool) -> None:
    assert may_appeal(state, DAY, today) is (state is RoundState.PUBLICITY and in_time)


def test_items_are_kept_once_in_the_order_of_the_rubric() -> None:
    assert checked_codes(SMALL, ["1.2", "1.1", "1.2"]) == "1.1 1.2"
    assert checked_codes(SMALL, []) == ""
    with pytest.raises(Refused, match=r"appeal\.unknown_item"):
        checked_codes(SMALL, ["1.1", "9"])


@pytest.mark.parametrize(
    ("appealed", "outcome", "marks", "code"),
    [
        (["1.1"], UPHELD, {}, "appeal.nothing_changed"),
        (["1.1"], PARTLY, {}, "appeal.nothing_changed"),
        (["1.1"], REJECTED, {"1.1": Mark.of(9)}, "appeal.rejected_changes_nothing"),
        (["1.1"], UPHELD, {"1.2": Mark.of(9)}, "appeal.other_item"),
        (["1.1"], UPHELD, {"1.1": Mark.of(11)}, "evaluation.bad_mark"),
        (["1.1"], UPHELD, {"1.1": NOT_APPLICABLE}, "evaluation.bad_mark"),
        (["1.1"], AppealState.OPEN, {"1.1": Mark.of(9)}, "appeal.no_such_answer"),
        (["1.1"], AppealState.WITHDRAWN, {}, "appeal.no_such_answer"),
    ],
)
def test_an_answer_and_its_marks_must_go_together(
    appealed: list[str], outcome: AppealState, marks: dict[str, Mark], code: str
) -> None:
    with pytest.raises(Refused) as refusal:
        checked_marks(SMALL, appealed, outcome, marks)
    assert refusal.value.code == code


def test_an_answer_may_change_what_was_appealed_against_or_anything_of_the_whole() -> None:
    assert checked_marks(SMALL, ["1.2"], PARTLY, {"1.2": NOT_APPLICABLE}) == {"1.2": NOT_APPLICABLE}
    assert checked_marks(SMALL, [], UPHELD, {"1.1": Mark.of("9.0")}) == {"1.1": Mark.of(9)}
    assert checked_marks(SMALL, ["1.1"], REJECTED, {}) == {}


def test_a_mark_that_is_asked_for_by_standard_must_hold_every_standard() -> None:
    rubric = clean()
    with pytest.raises(Refused, match=r"appeal\.mark_incomplete"):
        checked_marks(rubric, [], UPHELD, {"g2": Mark((("pass", Decimal(4)),))})
    whole = Mark((("model", Decimal(2)), ("pass", Decimal(4))))
    assert checked_marks(rubric, [], UPHELD, {"g2": whole}) == {"g2": whole}


@pytest.mark.parametrize("held", range(16))
def test_one_reason_keeps_apart_and_none_lets_answer(held: int) -> None:
    chairs, rated, settled, tied = (bool(held & bit) for bit in (1, 2, 4, 8))
    found = apart(chairs=chairs, rated=rated, settled=settled, tied=tied)
    assert (found is None) is (held == 0)
    assert found in (None, *(one for one, holds in zip(Apart, (chairs, rated, settled, tied), strict=True) if holds))


def score(points: str, most: str = "10", *, na: bool = False) -> NodeScore:
    return NodeScore(None if na else Decimal(points), Decimal(most), na)


@pytest.mark.parametrize(("points", "weak"), [("5.9999", True), ("6", False), ("6.0001", False)])
def test_an_item_is_weak_below_the_share_and_not_at_it(points: str, weak: bool) -> None:
    found = suggestions(SMALL, {"1.1": score(points), "1.2": score("10")}, [])
    assert [one.code for one in found] == (["1.1"] if weak else [])


def test_vetoes_and_deductions_stand_before_low_shares() -> None:
    items = {
        "s": score("1", "5"),
        "a": score("0", "5"),
        "c": score("2", "2"),
        "d": score("-2", "0"),
        "v": score("0", "0"),
    }
    found = suggestions(clean(), items, ["v"])
    assert [(one.code, one.share) for one in found] == [
        ("d", None), ("v", None), ("a", Decimal(0)), ("s", Decimal("0.2")),
    ]  # fmt: skip
    assert found[3].what == "机构健全：满分 5，得 1。有机构、有分工"
    assert found[0].what == "材料缺漏：被扣 2 分，请整改。"


def test_what_does_not_apply_or_took_nothing_away_is_not_weak() -> None:
    items = {"1.1": score("0", na=True), "1.2": score("0", "0"), "1.3": score("0", "0")}
    assert suggestions(SMALL, items, []) == ()


@given(st.dictionaries(st.sampled_from(["1.1", "1.2"]), st.integers(0, 10)), st.integers(0, 10))
def test_a_higher_threshold_finds_no_fewer(points: dict[str, int], tenths: int) -> None:
    items = {code: score(str(value)) for code, value in points.items()}
    low, high = (suggestions(SMALL, items, [], below=Decimal(share) / 10) for share in (tenths, tenths + 1))
    assert {one.code for one in low} <= {one.code for one in high}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"code": "9"}, "rectification.unknown_item"),
        ({"what": "　"}, "rectification.what"),
        ({"what": "改" * 401}, "rectification.what"),
        ({"who": ""}, "rectification.who"),
        ({"who": "处" * 61}, "rectification.who"),
        ({"due_on": DAY - ONE}, "rectification.due_passed"),
    ],
)
def test_what_is_to_be_put_right_is_told_whole(change: dict[str, object], code: str) -> None:
    wanted = Wanted("1.1", " 补齐\n制度 ", "德育处", DAY)
    assert rectifying.checked(SMALL, wanted, DAY) == Wanted("1.1", "补齐 制度", "德育处", DAY)
    with pytest.raises(Refused) as refusal:
        rectifying.checked(SMALL, wanted._replace(**change), DAY)  # type: ignore[arg-type]  # by name
    assert refusal.value.code == code


@pytest.mark.parametrize("state", list(RectificationState))
@pytest.mark.parametrize(("today", "over"), [(DAY - ONE, False), (DAY, False), (DAY + ONE, True)])
def test_only_what_the_school_has_to_do_is_overdue(state: RectificationState, today: date, over: bool) -> None:
    to_do = state in (RectificationState.OPEN, RectificationState.AGAIN)
    assert is_overdue(state, DAY, today) is (over and to_do)


VALID, EXPIRING, EXPIRED = RecognitionState.VALID, RecognitionState.EXPIRING, RecognitionState.EXPIRED


@pytest.mark.parametrize(
    ("left", "state"),
    [
        (92, VALID),
        (91, VALID),
        (90, EXPIRING),
        (89, EXPIRING),
        (1, EXPIRING),
        (0, EXPIRING),
        (-1, EXPIRED),
        (-2, EXPIRED),
    ],
)
def test_a_recognition_expires_after_its_last_day(left: int, state: RecognitionState) -> None:
    until = DAY + timedelta(days=left)
    assert state_of(None, until, DAY) is state
    assert state_of(DAY, until, DAY) is RecognitionState.WITHDRAWN


def test_a_recognition_without_end_stands() -> None:
    assert state_of(None, None, date(2099, 1, 1)) is VALID


@pytest.mark.parametrize(
    ("first", "taken", "found"),
    [
        ("云心室〔2026〕0001号", [], ("云心室〔2026〕0001号", "云心室〔2026〕0002号", "云心室〔2026〕0003号")),
        (
            "云心室〔2026〕0001号",
            ["云心室〔2026〕0002号", "云心室〔2025〕0001号"],
            ("云心室〔2026〕0001号", "云心室〔2026〕0003号", "云心室〔2026〕0004号"),
        ),
        ("XL-9", [], ("XL-9", "XL-10", "XL-11")),
        ("A099", ["A100"], ("A099", "A101", "A102")),
        ("2026年第7批", [], ("2026年第7批", "2026年第8批", "2026年第9批")),
    ],
)
def test_numbers_count_up_and_pass_over_those_in_use(first: str, taken: list[str], found: tuple[str, ...]) -> None:
    assert numbers(first, 3, taken) == found
    assert all(number.startswith(stem_of(first)) for number in found)


def test_a_number_needs_a_counter_and_an_end() -> None:
    with pytest.raises(Refused, match=r"recognition\.no_counter"):
        numbers("云心室号", 1, [])
    assert numbers("云" * 39 + "9", 1, []) == ("云" * 39 + "9",)
    with pytest.raises(Refused, match=r"recognition\.number_length"):
        numbers("云" * 39 + "9", 2, [])


@given(st.integers(1, 40), st.sets(st.integers(1, 60)))
def test_numbers_are_new_and_different(count: int, used: set[int]) -> None:
    taken = {f"第{one:03}号" for one in used}
    found = numbers("第001号", count, taken)
    assert len(set(found)) == count
    assert not set(found) & taken


DRAFT = RecognitionDraft(1, "示范校", "", Rank.CITY, "示1", DAY, None)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, None),
        ({"title": ""}, "recognition.title"),
        ({"title": "校" * 60}, None),
        ({"title": "校" * 61}, "recognition.title"),
        ({"grade": "优" * 301}, "recognition.grade"),
        ({"number": ""}, "recognition.number"),
        ({"number": "1" * 41}, "recognition.number"),
        ({"granted_on": DAY + ONE}, "recognition.granted_unlikely"),
        ({"granted_on": date(1979, 12, 31)}, "recognition.granted_unlikely"),
        ({"granted_on": date(1980, 1, 1)}, None),
        ({"valid_until": DAY}, "recognition.ends_before"),
        ({"valid_until": DAY + ONE}, None),
    ],
)
def test_a_line_of_the_register_is_plausible(change: dict[str, object], code: str | None) -> None:
    assert flaw(tidied(DRAFT._replace(**change)), DAY) == code  # type: ignore[arg-type]  # by name


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (None, DAY + ONE, "recognition.no_end"),
        (DAY, DAY, "recognition.not_longer"),
        (DAY, DAY + ONE, None),
        (DAY - ONE, DAY, "recognition.not_longer"),
        (DAY + ONE, DAY + ONE, "recognition.not_longer"),
        (DAY - 99 * ONE, DAY + ONE, None),
    ],
)
def test_a_renewal_goes_beyond_today_and_the_old_end(old: date | None, new: date, code: str | None) -> None:
    if code is None:
        check_renewal(old, new, DAY)
    else:
        with pytest.raises(Refused) as refusal:
            check_renewal(old, new, DAY)
        assert refusal.value.code == code


RESULT = Inspected(1, 1, EntryState.SUBMITTED, Decimal(18), Decimal(20))


@pytest.mark.parametrize(
    ("has_room", "found", "expected"),
    [
        (False, None, Standing.NO_ROOM),
        (True, None, Standing.NOT_LISTED),
        (True, RESULT._replace(state=EntryState.WAITING, total=None), Standing.NOT_SUBMITTED),
        (True, RESULT._replace(state=EntryState.DRAFTING, total=None), Standing.NOT_SUBMITTED),
        (True, RESULT._replace(state=EntryState.RETURNED, total=None), Standing.NOT_SUBMITTED),
        (True, RESULT._replace(total=None), Standing.UNDER_WAY),
        (True, RESULT, Standing.DONE),
        (True, RESULT._replace(total=Decimal(0)), Standing.DONE),
        (True, RESULT._replace(state=EntryState.EXEMPT, total=None), Standing.EXEMPT),
        (False, RESULT._replace(state=EntryState.EXEMPT, total=None), Standing.EXEMPT),
    ],
)
def test_a_room_is_done_missing_or_exempt(has_room: bool, found: Inspected | None, expected: Standing) -> None:
    assert standing(has_room, found) is expected


def test_a_veto_is_told_although_it_gives_no_points() -> None:
    (veto,) = [item for item in SMALL.items if item.kind is Kind.VETO]
    (found,) = suggestions(SMALL, {veto.code: score("0", "0")}, [veto.code])
    assert found.what == "事故：发生了一票否决的情形，请说明原因并整改。"
