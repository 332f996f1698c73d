"""Every code that the program can raise has its sentence, and every sentence its blanks filled."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

import core
from core.errors import AppError, Conflict, Gravity, Problem
from core.ui.words import ProblemRow, error_words, place_words, problem_rows, problem_words
from core.ui.words.areas import ERRORS, PROBLEMS, merged
from core.ui.words.errors import CALM

CORE = Path(core.__file__).parent
TREES = {path: ast.parse(path.read_text("utf-8")) for path in CORE.rglob("*.py")}
CODE_AT = {"AppError": 0, "InvalidFile": 1, "Problem": 4, "refusal": 0, "led": 3}  # where `code` stands


NODES = [node for tree in TREES.values() for node in ast.walk(tree)]


def nodes(kind: type[ast.AST]) -> Iterator[ast.AST]:
    return (node for node in NODES if isinstance(node, kind))


def name_of(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


@cache
def error_classes() -> set[str]:
    """AppError and everything under it, by name, whichever file declares it."""
    known, before = {"AppError"}, 0
    while len(known) > before:
        before = len(known)
        known |= {node.name for node in nodes(ast.ClassDef) if known & {name_of(base) for base in node.bases}}
    return known


def literal_codes(callees: set[str]) -> set[str]:
    """The code in every call of one of these names, where it is written out."""
    return {code for node in nodes(ast.Call) if name_of(node.func) in callees for code in _code(node)}


def _code(call: ast.Call) -> Iterator[str]:
    at = CODE_AT.get(name_of(call.func), None if name_of(call.func) in own_signatures() else 0)
    placed = [] if at is None else call.args[at : at + 1]
    for candidate in [*placed, *(word.value for word in call.keywords if word.arg == "code")]:
        either = [candidate.body, candidate.orelse] if isinstance(candidate, ast.IfExp) else [candidate]
        yield from (part.value for part in either if isinstance(part, ast.Constant) and isinstance(part.value, str))


@cache
def own_signatures() -> set[str]:
    """Classes with their own __init__, whose first argument is no code."""
    return {
        node.name
        for node in nodes(ast.ClassDef)
        if any(isinstance(part, ast.FunctionDef) and part.name == "__init__" for part in node.body)
    }


def flaws() -> set[str]:
    """The codes that rules named …_flaw answer, for an action to raise."""
    judges = (node for node in nodes(ast.FunctionDef) if node.name.endswith("_flaw"))
    answers = (part.value for judge in judges for part in ast.walk(judge) if isinstance(part, ast.Return))
    return {answer.value for answer in answers if isinstance(answer, ast.Constant) and isinstance(answer.value, str)}


def class_codes() -> set[str]:
    families = error_classes()
    return {
        line.value.value
        for node in nodes(ast.ClassDef)
        if node.name in families
        for line in node.body
        if isinstance(line, ast.Assign) and name_of(line.targets[0]) == "code" and isinstance(line.value, ast.Constant)
    }


def test_every_error_code_raised_in_core_has_words() -> None:
    raised = class_codes() | literal_codes(error_classes() | {"refusal", "led"}) | flaws()
    assert raised - set(ERRORS) == set()


def test_every_problem_code_in_core_has_words() -> None:
    assert literal_codes({"Problem", "refusal"}) - set(PROBLEMS) == set()


def test_the_scan_sees_codes() -> None:
    assert "not_signed_in" in class_codes()
    assert "unsafe.keys_missing" in literal_codes(error_classes())
    assert {"wps_format", "broken_file"} <= literal_codes({"refusal"})  # a choice between two codes
    assert "cases.no_such_step" in literal_codes({"led"})
    assert "password.too_short" in flaws()
    assert "header_not_found" in literal_codes({"Problem"})


@pytest.mark.parametrize("sentence", [*ERRORS.values(), *(part for words in PROBLEMS.values() for part in words)])
def test_a_sentence_is_calm_and_its_blanks_have_names(sentence: str) -> None:
    assert not set("!！") & set(sentence)
    assert all(name is None or name.isidentifier() for _, name, _, _ in Formatter().parse(sentence))


def test_two_areas_cannot_give_words_to_one_code() -> None:
    with pytest.raises(ValueError, match=r"x\.y"):
        merged([{"x.y": "甲"}, {"x.y": "乙"}])


def test_blanks_are_filled_from_the_details() -> None:
    assert "12" in error_words(AppError("unsafe.bcrypt_cost", least=12))


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (Conflict(), ERRORS["conflict"]),
        (Conflict("conflict.unheard_of"), ERRORS["conflict"]),
        (AppError("unsafe.bcrypt_cost"), ERRORS["unsafe"]),  # a blank without its detail
        (AppError("never.heard_of"), CALM),
    ],
)
def test_an_unknown_code_falls_back_to_its_family_and_then_to_calm_words(error: AppError, words: str) -> None:
    assert error_words(error) == words


def a_problem(row: int = 18, column: str = "C", value: str = "13", code: str = "never.heard_of") -> Problem:
    return Problem("作答表", row, column, value, code, Gravity.MUST_FIX, "年级")


@pytest.mark.parametrize(
    ("row", "column", "place"),
    [(18, "C", "作答表 · C18"), (18, "", "作答表 · 第 18 行"), (0, "C", "作答表 · C 列"), (0, "", "作答表")],
)
def test_a_place_is_a_cell_a_row_a_column_or_a_sheet(row: int, column: str, place: str) -> None:
    assert place_words(a_problem(row, column)) == place


def test_a_problem_without_words_still_says_what_to_do() -> None:
    assert all(problem_words(a_problem()))


def test_problems_of_a_kind_share_a_row_that_counts_them() -> None:
    alike = [a_problem(row) for row in (3, 5, 8, 13)]
    rows = list(problem_rows([*alike, a_problem(21, value="")]))
    assert [row.where for row in rows] == ["作答表 · C3、C5、C8 等 4 处", "作答表 · C21"]
    assert [row.value for row in rows] == ["13", "（空）"]
    assert all(isinstance(row, ProblemRow) for row in rows)


def test_three_of_a_kind_are_named_without_a_count() -> None:
    assert [row.where for row in problem_rows(a_problem(row) for row in (3, 5, 8))] == ["作答表 · C3、C5、C8"]


def test_a_file_without_sheets_names_the_cell_alone() -> None:
    problem = a_problem(3)._replace(sheet="")
    assert [place_words(problem), *(row.where for row in problem_rows([problem]))] == ["C3", "C3"]
