"""A workbook of posts to be made, read for a look ahead; nothing is kept of it."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sqlmodel import Session

from core.access import Scope
from core.errors import Problem
from core.organisations.queries import SchoolRow, find_schools
from core.organisations.rules import Place
from core.sheets.headers import data_rows, recognise
from core.sheets.read import read
from core.training.rules.new_posts import COLUMNS, Line, understand
from core.training.rules.rates import Posts


class NewPosts(NamedTuple):
    """Posts to be made by school, and everything that is wrong with the file; with problems nothing is to be used."""

    posts: Mapping[int, Posts]
    problems: tuple[Problem, ...]


def planned_posts(session: Session, scope: Scope, *, content: bytes, filename: str) -> NewPosts:
    """Read a whole workbook; a school outside the scope is as unknown as any other. Raises InvalidFile."""
    sheet = next(iter(read(content, filename).filled))
    found = recognise(sheet, COLUMNS)
    place = Place(sheet.name, found.columns, found.titles)
    if found.problems:
        return NewPosts({}, found.problems)
    lines, problems = list[Line](), list[Problem]()
    for cells in data_rows(sheet, found).iter_rows(named=True):
        line, wrong = understand(cells["row"], cells, place)
        problems += wrong
        lines += [line] if line else []
    known = find_schools(session, scope, {line.school for line in lines})
    posts, more = _placed(lines, known, place)
    return NewPosts({} if problems or more else posts, (*problems, *more))


def _placed(
    lines: Iterable[Line], known: Mapping[str, tuple[SchoolRow, ...]], place: Place
) -> tuple[dict[int, Posts], list[Problem]]:
    """Every line at its school; a school that cannot be told, or stands there twice, is a problem."""
    first: dict[int, int] = {}
    posts, problems = dict[int, Posts](), list[Problem]()
    for line in lines:
        found = known.get(line.school, ())
        if len(found) != 1:
            problems.append(place.problem(line.row, "school", line.school, "training.unknown_school"))
        elif (school := found[0].id) in first:
            told = {"first": str(first[school])}
            problems.append(place.problem(line.row, "school", line.school, "training.new_posts_twice", **told))
        else:
            first[school], posts[school] = line.row, line.posts
    return posts, problems
