"""The scope guard: one function that narrows a statement, and a session hook that refuses what was not narrowed."""

from collections.abc import Iterator
from typing import Any, TypeVar

from sqlalchemy import (
    Alias,
    ColumnElement,
    Insert,
    Integer,
    Select,
    String,
    Table,
    TextClause,
    and_,
    bindparam,
    column,
    inspect,
    or_,
    select,
    table,
)
from sqlalchemy.orm import ORMExecuteState
from sqlalchemy.sql.elements import BindParameter
from sqlalchemy.types import TypeDecorator

from core.access import Reach, Scope
from core.database.base import is_owned

Statement = TypeVar("Statement", bound=Any)
LAST = "\U0010ffff"
OWN = {"written_by_within": True}
ORGANISATION = table("organisation", column("id", Integer), column("path", String))


class Unscoped(RuntimeError):
    """A programming error: a statement names an organisation's table without saying whose rows it may touch."""


class ScopeMark(TypeDecorator[str]):
    """The type of a scope's bound path. It carries the table it narrows, so the guard can find it inside any statement."""

    impl = String
    cache_ok = True

    def __init__(self, narrows: str = "") -> None:
        self.narrows = narrows
        super().__init__()


def within(scope: Scope, statement: Statement, model: Any) -> Statement:
    """`statement` narrowed to the rows of `model` (a table class or a named alias of one) that lie inside `scope`.

    One range on the organisation path a reach, whatever the number of schools. An empty scope gives no row.
    """
    selectable = inspect(model).selectable
    info = _table_of(selectable).info
    if not is_owned(_table_of(selectable)):
        raise Unscoped(f"{selectable.name} is owned by no organisation")
    clauses = [_inside(reach, selectable, info) for reach in scope.reaches]
    return statement.where(or_(*clauses) if clauses else _never(selectable.name))  # type: ignore[no-any-return]  # any statement


def unowned(statement: Statement, model: Any) -> Statement:
    """`statement` over all rows of `model`, those without an owner too: for the program itself, never for a person."""
    name = inspect(model).selectable.name
    return statement.where(_mark("", name) == "")  # type: ignore[no-any-return]  # any statement


def _table_of(selectable: Any) -> Any:
    return selectable.element if isinstance(selectable, Alias) else selectable


def _mark(value: str, name: str) -> BindParameter[str]:
    return bindparam(None, value, type_=ScopeMark(name), unique=True)


def _never(name: str) -> ColumnElement[bool]:
    return _mark("", name) == "-"  # not false(): it would swallow the mark


def _inside(reach: Reach, selectable: Any, info: dict[str, Any]) -> ColumnElement[bool]:
    if "parent" in info:
        return _inside_parent(reach, selectable, info)
    clauses = [_at_or_below(reach.path, selectable, info["owner"], selectable.name)]
    return and_(*clauses, *_narrowed(reach, selectable, info, selectable.name))


def _inside_parent(reach: Reach, selectable: Any, info: dict[str, Any]) -> ColumnElement[bool]:
    """Rows whose parent lies inside; the mark they carry is their own."""
    known = _table_of(selectable).metadata.tables[info["parent"]]
    wanted = [
        name for name in (known.info["owner"], known.info["klass"], *known.info["levels"], known.info["staff"]) if name
    ]
    parent = table(known.name, column("id", Integer), *(column(name, known.c[name].type) for name in wanted))
    clauses = [_at_or_below(reach.path, parent, known.info["owner"], selectable.name)]
    clauses += _narrowed(reach, parent, known.info, selectable.name)
    return selectable.c[info["owner"]].in_(_own(select(parent.c.id).where(*clauses)))  # type: ignore[no-any-return]  # columns are untyped by nature


def _narrowed(reach: Reach, selectable: Any, info: dict[str, Any], name: str) -> Iterator[ColumnElement[bool]]:
    if reach.classes is not None:
        yield selectable.c[info["klass"]].in_(sorted(reach.classes)) if info["klass"] else _never(name)
    if reach.levels is not None and info["levels"]:
        yield or_(*(selectable.c[level].in_(sorted(reach.levels)) for level in info["levels"]))
    if not reach.staff and info["staff"]:
        yield selectable.c[info["staff"]].is_(False)


def _at_or_below(path: str, selectable: Any, owner: str, name: str) -> ColumnElement[bool]:
    low, high = _mark(path, name), _mark(path + LAST, name)
    if owner == "path":
        return and_(selectable.c.path >= low, selectable.c.path < high)
    inside = select(ORGANISATION.c.id).where(ORGANISATION.c.path >= low, ORGANISATION.c.path < high)
    return selectable.c[owner].in_(_own(inside))  # type: ignore[no-any-return]  # columns are untyped by nature


def check(state: ORMExecuteState) -> None:
    """Session hook: raises Unscoped unless every organisation's table in the statement was narrowed by within().

    Every SELECT inside (sub-query, CTE, branch of a UNION, EXISTS) must be narrowed by itself.
    """
    if state.is_column_load:
        return  # an object that was loaded within its scope reads one more of its own columns
    if isinstance(state.statement, TextClause):
        raise Unscoped("raw SQL text")
    target = state.statement.table if isinstance(state.statement, Insert) else None
    _Level(state.statement, set(), getattr(target, "name", None)).refuse_the_forgotten()


def _own(statement: Select[Any]) -> Select[Any]:
    """A sub-query that within() wrote: what it says of the scope counts for the statement around it."""
    return statement.execution_options(**OWN)


def _is_own(statement: Select[Any]) -> bool:
    return OWN.items() <= statement.get_execution_options().items()


class _Level:
    """One SELECT, UPDATE, DELETE or INSERT: the owned tables it names itself, and the ones its own marks narrow."""

    def __init__(self, statement: Any, met: set[int], target: str | None = None) -> None:
        self._named: set[str] = set()
        self._marked: set[str] = set()
        self._below: list[_Level] = []
        self._met = met
        self._target = target
        self._walk_children(statement)

    def refuse_the_forgotten(self) -> None:
        if forgotten := self._named - self._marked:
            raise Unscoped(f"read without a scope: {', '.join(sorted(forgotten))}")
        for level in self._below:
            level.refuse_the_forgotten()

    def _walk_children(self, element: Any) -> None:
        for child in element.get_children():
            self._walk(child)

    def _walk(self, element: Any) -> None:
        if isinstance(element, TextClause):
            raise Unscoped("raw SQL text")
        if isinstance(element, BindParameter) and isinstance(element.type, ScopeMark):
            self._marked.add(element.type.narrows)
        elif isinstance(element, Alias | Table) and isinstance(_table_of(element), Table):
            if is_owned(_table_of(element)) and element.name != self._target:
                self._named.add(element.name)
        elif isinstance(element, Select) and not _is_own(element):
            if id(element) not in self._met:
                self._met.add(id(element))
                self._below.append(_Level(element, self._met))
        else:
            self._walk_children(element)
