"""A sheet goes out as a workbook and comes back: whatever other programs do to it, nothing is lost and nothing erased."""

import io
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import audit
from core.access import SYSTEM_SCOPE
from core.database import reading, writing
from core.errors import InvalidFile, NotAllowed, NotFound, Refused
from core.evaluation import actions
from core.evaluation.actions import SheetCheck
from core.evaluation.rules import cells
from core.evaluation.rules.marks import NOT_APPLICABLE, Mark
from core.evaluation.rules.merging_sheets import Choice, Filled, Kept, Taken, Way, merge
from core.evaluation.rules.offline import ASIDE, FORM
from core.sheets.cells import tidy
from core.ui.words import problem_words
from tests.evaluation.marking import EVERY_KIND, FULL, Case, a_case
from tests.world import World

ITEMS = EVERY_KIND.by_code
Edit = Callable[[Any, dict[str, dict[str, Any]]], None]  # openpyxl ships no types


def exported(case: Case, who: str = "") -> bytes:
    with writing() as session:
        return actions.export_sheet(session, case.world.actor(who or case.rater), assignment_id=case.id)


def checked(case: Case, content: bytes, who: str = "") -> SheetCheck:
    with reading() as session:
        actor = case.world.actor(who or case.rater)
        return actions.check_sheet(session, actor, assignment_id=case.id, content=content)


def imported(case: Case, content: bytes, choices: dict[str, Choice] | None = None) -> int:
    with writing() as session:
        actor = case.world.actor(case.rater)
        return actions.import_sheet(session, actor, assignment_id=case.id, content=content, choices=choices)


def rewritten(content: bytes, edit: Edit | None = None) -> bytes:
    """Loaded and saved by another program; `edit` gets the sheet, and its cells by item's code and header."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    page = book[FORM]
    heads = {str(cell.value): cell.column for cell in page[3]}
    found = {
        str(row[0].value): {head: page.cell(row[0].row, at) for head, at in heads.items()}
        for row in page.iter_rows(min_row=4)
    }
    if edit:
        edit(page, found)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def put(**values: object) -> Edit:
    """Cells filled in: item's code (dots as underscores) and 0 or 1 for the mark's column, "why" for the reason."""

    def edit(_page: Any, found: dict[str, dict[str, Any]]) -> None:
        for name, value in values.items():
            code, _, column = name.rpartition("__")
            head = {"0": "打分·达标", "1": "打分·示范", "why": "扣分理由"}[column]
            found[code.replace("_", ".")][head].value = value

    return edit


def marks(case: Case) -> dict[str, Mark]:
    return {code: row.mark for code, row in case.seen().marks.items()}


def ways(found: SheetCheck) -> dict[str, Way]:
    return {one.code: one.way for one in found.merges if one.way is not Way.SAME}


def codes(found: SheetCheck) -> list[str]:
    return [problem.code for problem in found.problems]


FILLED = put(
    A_0__0="达到", A1_1__0=3, A1_1__1="２分", A1_1__why="不够安静", A1_2__0="１２．５㎡", A1_3__0="不适用", B_1__0="B",
    B_1__why="教案不全", B_2__0=2, B_3__0="0", B_4__0="没有发生", B_5__0="20",
)  # fmt: skip
EXPECTED = {
    "A.0": Mark.of(1), "A1.1": Mark((("basic", Decimal(3)), ("model", Decimal(2)))), "A1.2": Mark.of("12.5"),
    "A1.3": NOT_APPLICABLE, "B.1": Mark.of(1), "B.2": Mark.of(2), "B.3": Mark.of(0), "B.4": Mark.of(0),
    "B.5": Mark.of(20),
}  # fmt: skip


def test_a_sheet_filled_in_away_comes_back_whole(world: World) -> None:
    case = a_case(world)
    content = rewritten(exported(case), FILLED)
    found = checked(case, content)
    assert (codes(found), set(ways(found).values())) == ([], {Way.ADDED})
    assert imported(case, content) == len(EXPECTED)
    assert marks(case) == EXPECTED
    assert case.seen().marks["A1.1"].reason == "不够安静"
    case.submit()


def test_the_same_file_twice_changes_nothing(sqlite_world: World) -> None:
    case = a_case(sqlite_world)
    content = rewritten(exported(case), FILLED)
    imported(case, content)
    edition = case.seen().row.edition
    assert ways(checked(case, content)) == {}
    assert imported(case, content) == 0
    assert case.seen().row.edition == edition


def test_what_was_put_down_before_stands_in_the_file_and_comes_back_as_it_was(sqlite_world: World) -> None:
    case = a_case(sqlite_world)
    for code, mark in EXPECTED.items():
        case.save(code, mark, "写着理由")
    assert ways(checked(case, rewritten(exported(case)))) == {}


def test_blank_cells_and_missing_rows_erase_nothing(sqlite_world: World) -> None:
    case = a_case(sqlite_world)
    case.fill()

    def edit(page: Any, found: dict[str, dict[str, Any]]) -> None:
        for code in ("A.0", "A1.1", "B.5"):
            for head in ("打分·达标", "打分·示范", "扣分理由"):
                found[code][head].value = None
        page.delete_rows(found["B.1"]["编号"].row, 4)

    content = rewritten(exported(case), edit)
    assert ways(checked(case, content)) == {}
    imported(case, content)
    assert marks(case) == FULL


def test_rows_in_another_order_find_their_items(sqlite_world: World) -> None:
    case = a_case(sqlite_world)

    def edit(page: Any, found: dict[str, dict[str, Any]]) -> None:
        FILLED(page, found)
        rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=4)]
        for number, values in enumerate(reversed(rows), 4):
            for at, value in enumerate(values, 1):
                page.cell(number, at).value = value

    imported(case, rewritten(exported(case), edit))
    assert marks(case) == EXPECTED


def test_one_column_of_two_left_blank_keeps_what_was_there(sqlite_world: World) -> None:
    case = a_case(sqlite_world)
    case.save("A1.1", FULL["A1.1"])
    content = rewritten(exported(case), put(A1_1__0=None, A1_1__1=1, A1_1__why="不安静"))
    imported(case, content)
    assert marks(case)["A1.1"] == Mark((("basic", Decimal(3)), ("model", Decimal(1))))


def test_marks_changed_here_while_the_file_was_away_are_kept(sqlite_world: World) -> None:
    case = a_case(sqlite_world)
    case.fill()
    content = exported(case)
    case.save("B.5", 15, "现场改的")
    content = rewritten(content, put(B_2__0=1, B_2__why="只有一场"))
    assert ways(checked(case, content)) == {"B.2": Way.CHANGED}
    imported(case, content)
    assert (marks(case)["B.5"], marks(case)["B.2"]) == (Mark.of(15), Mark.of(1))


def test_what_was_changed_on_both_sides_is_shown_and_chosen(sqlite_world: World) -> None:
    case = a_case(sqlite_world)
    case.fill()
    content = rewritten(exported(case), put(B_5__0=12, B_5__why="文件里", B_2__0=1, B_2__why="文件里"))
    edition = case.save("B.5", 15, "现场")
    other = case.save("B.2", 0, "现场")
    found = checked(case, content)
    assert ways(found) == {"B.5": Way.CONFLICT, "B.2": Way.CONFLICT}
    (one,) = [merge_ for merge_ in found.of(Way.CONFLICT) if merge_.code == "B.5"]
    assert (one.kept.mark, one.kept.reason, one.wanted.mark, one.wanted.reason) == (
        Mark.of(15), "现场", Mark.of(12), "文件里",
    )  # fmt: skip
    with pytest.raises(Refused) as refusal:
        imported(case, content, {"B.5": Choice(Taken.FILE, edition)})
    assert refusal.value.details == {"count": 1}
    assert marks(case)["B.5"] == Mark.of(15)
    imported(case, content, {"B.5": Choice(Taken.FILE, edition), "B.2": Choice(Taken.KEPT, other)})
    assert (marks(case)["B.5"], marks(case)["B.2"]) == (Mark.of(12), Mark.of(0))


def test_a_choice_does_not_count_for_what_was_changed_since(sqlite_world: World) -> None:
    case = a_case(sqlite_world)
    content = rewritten(exported(case), put(B_5__0=12, B_5__why="文件里"))
    edition = case.save("B.5", 15, "现场")
    case.save("B.5", 16, "再看")
    with pytest.raises(Refused, match=r"marking\.conflicts_left"):
        imported(case, content, {"B.5": Choice(Taken.FILE, edition)})
    assert marks(case)["B.5"] == Mark.of(16)


def test_a_mark_taken_back_here_and_changed_in_the_file_is_a_conflict(sqlite_world: World) -> None:
    case = a_case(sqlite_world)
    case.save("B.5", 15, "少一项")
    content = exported(case)
    with writing() as session:
        actions.clear_mark(session, sqlite_world.actor("reviewer"), assignment_id=case.id, code="B.5")
    assert ways(checked(case, content)) == {}
    assert ways(checked(case, rewritten(content, put(B_5__0=12)))) == {"B.5": Way.CONFLICT}
    assert ways(checked(case, rewritten(content, put(B_5__why="只改理由")))) == {"B.5": Way.CONFLICT}


@pytest.mark.parametrize(
    ("edit", "code", "place"),
    [
        (put(B_5__0=21), "marking.not_a_choice", "打分·达标"),
        (put(B_5__0="很好"), "marking.not_a_choice", "打分·达标"),
        (put(A_0__0="不适用"), "marking.not_a_choice", "打分·达标"),
        (put(B_2__0="1.5"), "marking.not_a_choice", "打分·达标"),
        (put(A1_1__0=4), "marking.not_a_choice", "打分·达标"),
        (put(B_5__0=3, B_5__why="长" * 1001), "marking.reason_too_long", "扣分理由"),
        (put(B_5__why="没有打分"), "marking.reason_alone", ""),
    ],
)
def test_a_cell_that_cannot_be_is_told_by_its_place_and_nothing_is_taken_in(
    sqlite_world: World, edit: Edit, code: str, place: str
) -> None:
    case = a_case(sqlite_world)
    content = rewritten(exported(case), edit)
    found = checked(case, content)
    assert codes(found) == [code]
    heads = {str(cell.value): cell.column_letter for cell in openpyxl.load_workbook(io.BytesIO(content))[FORM][3]}
    assert found.problems[0].column == heads.get(place, "")
    assert "{" not in "".join(problem_words(found.problems[0]))
    with pytest.raises(Refused, match=r"marking\.file_problems"):
        imported(case, content)
    assert marks(case) == {}


def test_codes_that_are_unknown_or_stand_twice_are_told(sqlite_world: World) -> None:
    case = a_case(sqlite_world)

    def edit(_page: Any, found: dict[str, dict[str, Any]]) -> None:
        found["A.0"]["编号"].value = "Z.9"
        found["B.3"]["打分·达标"].value = 1
        found["B.2"]["编号"].value = "B.3"
        found["B.2"]["打分·达标"].value = 2

    assert sorted(codes(checked(case, rewritten(exported(case), edit)))) == [
        "marking.item_twice",
        "marking.no_such_item",
    ]


def test_a_file_of_another_school_or_another_version_or_no_file_of_ours_is_refused(sqlite_world: World) -> None:
    case, other = a_case(sqlite_world), a_case(sqlite_world, school="b")
    newer = a_case(sqlite_world, rubric=EVERY_KIND.model_copy(update={"version": "4"}))

    def moved(content: bytes, to: Case) -> bytes:
        book = openpyxl.load_workbook(io.BytesIO(content))
        book[ASIDE]["B2"].value = str(to.id)
        buffer = io.BytesIO()
        book.save(buffer)
        return buffer.getvalue()

    def stripped(content: bytes) -> bytes:
        book = openpyxl.load_workbook(io.BytesIO(content))
        del book[ASIDE]
        buffer = io.BytesIO()
        book.save(buffer)
        return buffer.getvalue()

    for content, code in (
        (exported(other), "marking.other_sheet"),
        (moved(exported(newer), case), "marking.other_rubric"),
        (stripped(exported(case)), "marking.not_our_file"),
        (b"no workbook", "marking.not_our_file"),
    ):
        with pytest.raises(InvalidFile) as refusal:
            checked(case, content)
        assert refusal.value.code == code


def test_nobody_takes_out_or_brings_in_the_sheet_of_another(sqlite_world: World) -> None:
    case = a_case(sqlite_world)
    content = exported(case)
    for who, refusal in (("researcher", NotFound), ("school_admin_a", NotAllowed)):
        with pytest.raises(refusal):
            exported(case, who)
        with pytest.raises(refusal):
            checked(case, content, who)


def test_a_locked_sheet_takes_nothing_in_and_may_still_be_taken_out(sqlite_world: World) -> None:
    case = a_case(sqlite_world)
    case.fill()
    case.submit()
    content = exported(case)
    with pytest.raises(Refused, match=r"marking\.sheet_locked"):
        imported(case, content)


def test_taking_out_and_bringing_in_are_one_row_each(sqlite_world: World) -> None:
    case = a_case(sqlite_world)
    imported(case, rewritten(exported(case), FILLED))
    with reading() as session:
        acts = audit.events(session, SYSTEM_SCOPE, action="mark.")
    assert [(act.action, act.details) for act in reversed(acts)] == [
        ("mark.sheet_exported", {"marks": 0}),
        ("mark.sheet_imported", {"items": len(EXPECTED), "kept": 0}),
    ]


def test_the_workbook_offers_what_may_be_chosen_and_locks_the_rest(sqlite_world: World) -> None:
    book = openpyxl.load_workbook(io.BytesIO(exported(a_case(sqlite_world))))
    page = book[FORM]
    assert book[ASIDE].sheet_state != "visible"
    assert page.protection.sheet
    rules = {str(rule.sqref): rule for rule in page.data_validations.dataValidation}
    place = {str(row[0].value): row[0].row for row in page.iter_rows(min_row=4)}
    column = next(cell.column_letter for cell in page[3] if cell.value == "打分·达标")
    assert rules[f"{column}{place['A1.3']}"].formula1 == '"0 分,3 分,5 分,不适用"'
    assert rules[f"{column}{place['B.1']}"].formula1 == '"A,B"'
    assert f"{column}{place['A1.2']}" not in rules, "a number or a word: looked at when it comes back"
    assert not page[f"{column}{place['A.0']}"].protection.locked
    assert page[f"A{place['A.0']}"].protection.locked


def test_a_reason_that_looks_like_a_formula_stays_words(sqlite_world: World) -> None:
    case = a_case(sqlite_world)
    case.save("B.5", 3, "=1+1")
    content = exported(case)
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert {cell.data_type for page in book for row in page.iter_rows() for cell in row} <= {"s", "n"}
    assert ways(checked(case, content)) == {}


@pytest.mark.parametrize("code", list(ITEMS))
def test_every_offered_choice_is_read_back_as_itself(code: str) -> None:
    item = ITEMS[code]
    for key in EVERY_KIND.marks_of(item):
        for text in cells.offered(EVERY_KIND, item, key):
            value = cells.read(EVERY_KIND, item, key, tidy(text))
            mark = NOT_APPLICABLE if value == "不适用" else Mark(((key, Decimal(str(value))),))
            again = cells.written(EVERY_KIND, item, key, mark)
            assert tidy(str(int(again) if isinstance(again, float) else again)) == tidy(text)


MARKS = st.sampled_from([None, Mark.of(1), Mark.of(2), Mark.of(3), NOT_APPLICABLE])
REASONS = st.sampled_from(["", "甲", "乙"])
KEPT = st.builds(
    lambda mark, reason, edition: Kept(mark, reason if mark else "", edition), MARKS, REASONS, st.integers(1, 3)
)
FILLED_IN = st.builds(Filled, MARKS, st.sampled_from([None, "甲", "乙"]))


@given(base=KEPT, filled=FILLED_IN, kept=KEPT)
def test_a_merge_never_loses_what_only_one_side_changed(base: Kept, filled: Filled, kept: Kept) -> None:
    found = merge("x", base, filled, kept)
    here, there = kept.mark != base.mark, filled.mark not in (None, base.mark)
    if found.way in (Way.ADDED, Way.CHANGED):
        assert not here or found.wanted.mark == kept.mark or kept.mark is None is base.mark
        assert not there or found.wanted.mark == filled.mark
        assert filled.reason in (None, base.reason, found.wanted.reason)
        assert kept.reason in (base.reason, found.wanted.reason)
    if found.way is Way.SAME:
        assert found.wanted == kept
        assert not there or filled.mark == kept.mark


@given(base=KEPT, kept=KEPT)
def test_a_file_that_nobody_touched_changes_nothing(base: Kept, kept: Kept) -> None:
    assert merge("x", base, Filled(base.mark, base.reason or None), kept).way is Way.SAME
    assert merge("x", base, Filled(), kept).way is Way.SAME
