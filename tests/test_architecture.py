"""The house keeps its shape: every rule is a function over a parsed file, tried on a snippet that breaks it and on the tree."""

import ast
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[1]
LADDER = (
    *("errors", "workdays", "pack", "settings", "clock", "access", "database", "audit", "catalog"),
    *("sheets", "media", "organisations", "accounts", "students", "cases", "screening"),
    *("training", "activities", "library", "evaluation", "agenda", "indicators", "ui", "web", "ops"),
)
"""Lowest first. An area's views may also use core.ui, which stands above it."""
AREAS = LADDER[LADDER.index("organisations") : LADDER.index("ui")]
ASIDE = ("tables", "migrations")  # the list of all tables, and their history: they know every area's tables
ROOMS = ("rules", "packs", "divisions", "tables", "queries", "actions", "views")
SEEN_FROM_A_ROOM = {
    "rules": ("rules",),
    "packs": ("rules", "packs"),
    "divisions": ("rules", "packs", "divisions"),
    "tables": ("rules", "tables"),
    "queries": ("rules", "packs", "divisions", "tables", "queries"),
    "actions": ("rules", "packs", "divisions", "tables", "queries", "actions"),
    "views": ("rules", "packs", "divisions", "queries", "views"),
}
PURE = ("core.errors", "core.workdays", "core.pack", "core.sheets.cells", "core.sheets.columns")
"""What rules may use besides rules of lower areas."""
PURE_FILES = ("core/workdays.py", "core/pack.py", "core/sheets/cells.py", "core/sheets/columns.py")
LOOKS_UP = {
    ("core/ui/first_run.py", "core.ops")
}  # the demo is made by every area's own actions, on the first screen's wish
NETWORK = ("socket", "urllib.request", "http", "httpx", "requests", "aiohttp", "smtplib", "ftplib", "webbrowser")
PAGE_LINES = 120
GUARDS = ("page.begin",)
GUARDS_AT_THE_DOOR = ("gates.stand_at", "page.closed")
CONTEXTS = ("page.reading", "page.acting", "database.reading", "database.writing", "reading", "writing")


@cache
def parsed(text: str) -> ast.Module:
    """The tree of a file, parsed once for all rules."""
    return ast.parse(text)


@cache
def parts(path: str) -> tuple[str, ...]:
    return Path(path).with_suffix("").parts


class Source(NamedTuple):
    """One Python file of the product."""

    path: str
    text: str

    @property
    def tree(self) -> ast.Module:
        return parsed(self.text)

    @property
    def parts(self) -> tuple[str, ...]:
        return parts(self.path)

    @property
    def layer(self) -> str:
        return self.parts[1] if self.parts[0] == "core" and len(self.parts) > 1 else ""

    @property
    def room(self) -> str:
        return self.parts[2] if self.layer in AREAS and len(self.parts) > 2 else ""

    @property
    def is_page(self) -> bool:
        return self.parts[0] == "pages"

    @property
    def draws(self) -> bool:
        return self.path == "Home.py" or self.is_page or self.layer == "ui" or self.room == "views"


Rule = Callable[[Source], Iterator[str]]


@cache
def nodes(tree: ast.AST) -> tuple[ast.AST, ...]:
    """Everything in a tree, walked once for all rules."""
    return tuple(ast.walk(tree))


@cache
def imports(tree: ast.AST) -> tuple[tuple[int, str], ...]:
    """Every module named by an import, and every name taken from one, wherever the import stands."""
    return tuple(_imports(tree))


def _imports(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in nodes(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, node.module or "."
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def taken(source: Source, *packages: str) -> Iterator[str]:
    for line, name in imports(source.tree):
        if any(name == package or name.startswith(f"{package}.") for package in packages):
            yield f"{source.path}:{line} imports {name}"


@cache
def written(node: ast.AST) -> str:
    """A node as it stands in the code; names with dots, which are most, without the long way round."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name | ast.Attribute):
        return f"{written(node.value)}.{node.attr}"
    return ast.unparse(node)


def called(node: ast.AST) -> str:
    """`a.b(c)` as "a.b"."""
    return written(node.func) if isinstance(node, ast.Call) else ""


@cache
def calls(tree: ast.AST) -> tuple[ast.Call, ...]:
    return tuple(node for node in nodes(tree) if isinstance(node, ast.Call))


def imports_only_lower_layers(source: Source) -> Iterator[str]:
    if source.layer not in LADDER:
        return
    for line, name in imports(source.tree):
        parts = name.split(".")
        if parts[0] != "core" or len(parts) < 2 or parts[1] not in LADDER:
            continue
        height = "ui" if source.room == "views" else source.layer
        if LADDER.index(parts[1]) > LADDER.index(height) and (source.path, "core." + parts[1]) not in LOOKS_UP:
            yield f"{source.path}:{line} {source.layer} imports {name}"


def areas_have_known_rooms(source: Source) -> Iterator[str]:
    if source.layer in AREAS and source.room not in (*ROOMS, "__init__"):
        yield f"{source.path} is in no known room"


def rooms_see_only_rooms_below(source: Source) -> Iterator[str]:
    for line, name in imports(source.tree):
        parts = name.split(".")
        if source.room not in ROOMS or parts[:1] != ["core"] or len(parts) < 3 or parts[1] not in AREAS:
            continue
        if parts[2] in ROOMS and parts[2] not in SEEN_FROM_A_ROOM[source.room]:
            yield f"{source.path}:{line} {source.room} imports {name}"


def nobody_imports_anothers_views(source: Source) -> Iterator[str]:
    for line, name in imports(source.tree):
        parts = name.split(".")
        if parts[:1] == ["core"] and parts[2:3] == ["views"] and not source.is_page and parts[1] != source.layer:
            yield f"{source.path}:{line} imports {name}"


def rules_are_pure(source: Source) -> Iterator[str]:
    if source.room != "rules" and source.path not in PURE_FILES:
        return
    for line, name in imports(source.tree):
        parts = name.split(".")
        if parts[0] != "core" or len(parts) < 2 or parts[1] not in LADDER or parts[1] in AREAS or name == "core.sheets":
            continue
        if not any(name == pure or name.startswith(f"{pure}.") for pure in PURE):
            yield f"{source.path}:{line} imports {name}"
    yield from taken(source, "sqlalchemy", "sqlmodel", "os", "pathlib", "random", "secrets", "time")
    for call in calls(source.tree):
        if called(call) in ("open", "datetime.now", "date.today", "datetime.utcnow"):
            yield f"{source.path}:{call.lineno} calls {called(call)}"


def only_screens_import_streamlit(source: Source) -> Iterator[str]:
    if not source.draws:
        yield from taken(source, "streamlit")


def only_sign_in_imports_the_authenticator(source: Source) -> Iterator[str]:
    if source.path not in ("core/ui/sign_in.py", "core/ui/entrance.py"):
        yield from taken(source, "streamlit_authenticator", "extra_streamlit_components")


def only_drawing_imports_altair(source: Source) -> Iterator[str]:
    if source.layer != "ui" and source.room != "views":
        yield from taken(source, "altair")


def screens_and_rules_know_no_sql(source: Source) -> Iterator[str]:
    if source.is_page or source.room in ("rules", "views"):
        yield from taken(source, "sqlalchemy", "sqlmodel")
    elif source.layer == "ui":
        yield from (
            found
            for found in taken(source, "sqlalchemy", "sqlmodel")
            if not found.endswith(("sqlmodel", "sqlmodel.Session"))
        )


def core_asks_no_network(source: Source) -> Iterator[str]:
    yield from taken(source, *NETWORK)


def only_the_database_writes_sql_text(source: Source) -> Iterator[str]:
    if source.layer in ("database", "migrations") or source.room == "tables":  # the condition of an index is a literal
        return
    yield from taken(source, "sqlalchemy.text", "sqlmodel.text")
    for call in calls(source.tree):
        if called(call) == "text" or called(call).endswith((".exec_driver_sql", "sa.text", "sqlalchemy.text")):
            yield f"{source.path}:{call.lineno} calls {called(call)}"


def only_state_touches_session_state(source: Source) -> Iterator[str]:
    yield from _attribute(source, "session_state", "core/ui/state.py")


def only_context_reads_the_connection(source: Source) -> Iterator[str]:
    yield from _attribute(source, "st.context", "core/ui/context.py")


def _attribute(source: Source, name: str, home: str) -> Iterator[str]:
    if source.path == home:
        return
    for node in nodes(source.tree):
        if isinstance(node, ast.Attribute) and name in (node.attr, written(node)):
            yield f"{source.path}:{node.lineno} touches {written(node)}"


def nobody_allows_raw_html(source: Source) -> Iterator[str]:
    for call in calls(source.tree):
        for keyword in call.keywords:
            if keyword.arg in ("unsafe_allow_html", "unsafe_allow_javascript"):
                yield f"{source.path}:{call.lineno} {keyword.arg}"


def nothing_is_drawn_inside_a_unit_of_work(source: Source) -> Iterator[str]:
    for node in nodes(source.tree):
        if not isinstance(node, ast.With) or not any(called(item.context_expr) in CONTEXTS for item in node.items):
            continue
        inside = (found for statement in node.body for found in ast.walk(statement))
        for found in inside:
            if (
                isinstance(found, ast.Attribute)
                and isinstance(found.value, ast.Name)
                and found.value.id in ("st", "parts")
            ):
                yield f"{source.path}:{found.lineno} {ast.unparse(found)} inside a unit of work"


def pages_stand_in_folders(source: Source) -> Iterator[str]:
    if source.is_page and len(source.parts) != 3:
        yield f"{source.path} must be pages/<area>/<name>.py"


def pages_are_short(source: Source) -> Iterator[str]:
    lines = source.text.count("\n")
    if source.is_page and lines > PAGE_LINES:
        yield f"{source.path} has {lines} lines"


def pages_begin_with_the_guard(source: Source) -> Iterator[str]:
    if not source.is_page:
        return
    allowed = (*GUARDS, *GUARDS_AT_THE_DOOR) if source.parts[1] == "access" else GUARDS
    for node in source.tree.body:
        if isinstance(node, ast.Import | ast.ImportFrom) or _is_docstring(node):
            continue
        value = getattr(node, "value", None)
        if not isinstance(node, ast.Expr | ast.Assign) or called(value) not in allowed:  # type: ignore[arg-type]  # None has no call
            yield f"{source.path}:{node.lineno} does not begin with {' or '.join(allowed)}"
        return
    yield f"{source.path} has no guard"


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def pages_have_no_class(source: Source) -> Iterator[str]:
    for node in nodes(source.tree):
        if source.is_page and isinstance(node, ast.ClassDef):
            yield f"{source.path}:{node.lineno} class {node.name}"


def screens_have_no_callback(source: Source) -> Iterator[str]:
    if not source.draws:
        return
    for call in calls(source.tree):
        for keyword in call.keywords:
            ignored = isinstance(keyword.value, ast.Constant) and keyword.value.value == "ignore"
            if keyword.arg in ("on_click", "on_change") and not ignored:
                yield f"{source.path}:{call.lineno} {keyword.arg}"


BREAKS: dict[Rule, tuple[tuple[str, str], ...]] = {
    imports_only_lower_layers: (
        ("core/students/queries.py", "from core.screening import queries"),
        ("core/organisations/actions.py", "import core.accounts.actions"),
        ("core/clock.py", "from core import database"),
        ("core/ui/page.py", "from core import ops"),
        ("core/cases/queries/lists.py", "def late():\n    from core.ui import words"),
    ),
    areas_have_known_rooms: (("core/cases/helpers.py", ""), ("core/cases/manager/one.py", "")),
    rooms_see_only_rooms_below: (
        ("core/cases/rules.py", "from core.cases.tables import Case"),
        ("core/cases/queries/lists.py", "from core.students import actions"),
        ("core/cases/views.py", "from core.cases.actions import close"),
    ),
    nobody_imports_anothers_views: (
        ("core/cases/views.py", "from core.students import views"),
        ("core/ui/page.py", "from core.students.views import table"),
    ),
    rules_are_pure: (
        ("core/cases/rules.py", "from core import clock"),
        ("core/cases/rules/steps.py", "from core.database import within"),
        ("core/cases/rules.py", "from core.sheets import read"),
        ("core/sheets/cells.py", "from core import database"),
        ("core/cases/rules.py", "from pathlib import Path"),
        ("core/cases/rules.py", "import sqlmodel"),
        ("core/cases/rules.py", "def now():\n    return datetime.now(UTC)"),
    ),
    only_screens_import_streamlit: (
        ("core/cases/actions.py", "import streamlit as st"),
        ("core/web/gate.py", "from streamlit import runtime"),
    ),
    only_sign_in_imports_the_authenticator: (("core/ui/page.py", "import streamlit_authenticator"),),
    only_drawing_imports_altair: (("pages/today/overview.py", "import altair as alt"),),
    screens_and_rules_know_no_sql: (
        ("pages/today/overview.py", "from sqlmodel import select"),
        ("core/ui/page.py", "from sqlmodel import select"),
        ("core/ui/page.py", "import sqlalchemy"),
        ("core/cases/views.py", "from sqlmodel import Session"),
    ),
    core_asks_no_network: (
        ("core/cases/actions.py", "import requests"),
        ("core/ops/start.py", "from urllib.request import urlopen"),
        ("core/ops/start.py", "from urllib import request"),
    ),
    only_the_database_writes_sql_text: (
        ("core/cases/queries.py", "from sqlalchemy import text"),
        ("core/cases/queries.py", "def q(session):\n    session.connection().exec_driver_sql('select 1')"),
        ("core/cases/queries.py", "import sqlalchemy as sa\nx = sa.text('select 1')"),
    ),
    only_state_touches_session_state: (
        ("pages/today/desk.py", "st.session_state['role'] = 'admin'"),
        ("core/ui/page.py", "x = st.session_state.get('x')"),
    ),
    only_context_reads_the_connection: (("core/ui/page.py", "x = st.context.cookies"),),
    nobody_allows_raw_html: (("core/ui/page.py", "st.markdown('<b>', unsafe_allow_html=True)"),),
    nothing_is_drawn_inside_a_unit_of_work: (
        ("pages/today/desk.py", "with page.reading() as session:\n    st.write(1)"),
        ("pages/today/desk.py", "with page.acting('好') as (session, actor):\n    if True:\n        st.stop()"),
        ("core/ui/first_run.py", "with database.writing() as session:\n    parts.empty()"),
    ),
    pages_stand_in_folders: (("pages/desk.py", ""), ("pages/today/deep/desk.py", "")),
    pages_are_short: (("pages/today/desk.py", "x = 1\n" * (PAGE_LINES + 1)),),
    pages_begin_with_the_guard: (
        ("pages/today/desk.py", '"""Doc."""\nimport streamlit as st\nst.title("x")\nactor = page.begin("x", needs=())'),
        ("pages/today/desk.py", '"""Doc."""'),
        ("pages/today/desk.py", "gates.stand_at(1)"),
        ("pages/today/desk.py", "def draw(): ...\nactor = page.begin('x', needs=())"),
    ),
    pages_have_no_class: (("pages/today/desk.py", "class Row: ..."),),
    screens_have_no_callback: (
        ("pages/today/desk.py", "st.button('x', on_click=act)"),
        ("core/cases/views.py", "st.selectbox('x', [], on_change=act)"),
    ),
}
KEPT: dict[Rule, tuple[str, str]] = {
    imports_only_lower_layers: ("core/cases/views.py", "from core.ui import parts\nfrom core.students import queries"),
    areas_have_known_rooms: ("core/cases/queries/lists.py", ""),
    rooms_see_only_rooms_below: ("core/cases/actions.py", "from core.students import actions, queries"),
    nobody_imports_anothers_views: ("pages/today/desk.py", "from core.cases import views"),
    rules_are_pure: ("core/cases/rules.py", "import numpy\nfrom core.errors import Refused\nfrom core.sheets import cells"),
    only_screens_import_streamlit: ("core/cases/views.py", "import streamlit as st"),
    only_sign_in_imports_the_authenticator: ("core/ui/sign_in.py", "import streamlit_authenticator"),
    only_drawing_imports_altair: ("core/ui/charts/tiers.py", "import altair as alt"),
    screens_and_rules_know_no_sql: ("core/ui/page.py", "from sqlmodel import Session"),
    core_asks_no_network: ("core/web/origin.py", "from urllib.parse import urlsplit"),
    only_the_database_writes_sql_text: ("core/ui/sign_in.py", "parts.text('x')"),
    only_state_touches_session_state: ("core/ui/state.py", "st.session_state['x'] = 1"),
    only_context_reads_the_connection: ("core/ui/context.py", "x = st.context.cookies"),
    nobody_allows_raw_html: ("core/ui/page.py", "st.markdown('x')"),
    nothing_is_drawn_inside_a_unit_of_work: ("pages/today/desk.py", "with page.reading() as s:\n    x = 1\nst.write(x)"),
    pages_stand_in_folders: ("pages/today/desk.py", ""),
    pages_are_short: ("pages/today/desk.py", "x = 1\n" * PAGE_LINES),
    pages_begin_with_the_guard: ("pages/today/desk.py", '"""Doc."""\nimport os\nactor = page.begin("x", needs=())'),
    pages_have_no_class: ("core/cases/tables.py", "class Row: ..."),
    screens_have_no_callback: ("pages/today/desk.py", "st.download_button('x', b'', on_click='ignore')"),
}  # fmt: skip


@cache
def product() -> tuple[Source, ...]:
    paths = (ROOT / "Home.py", *sorted((ROOT / "pages").rglob("*.py")), *sorted((ROOT / "core").rglob("*.py")))
    return tuple(Source(path.relative_to(ROOT).as_posix(), path.read_text("utf-8")) for path in paths)


@pytest.mark.parametrize("rule", BREAKS, ids=lambda rule: rule.__name__)
def test_the_product_keeps_the_rule(rule: Rule) -> None:
    assert [finding for source in product() for finding in rule(source)] == []


@pytest.mark.parametrize(
    ("rule", "path", "text"),
    [(rule, *snippet) for rule, snippets in BREAKS.items() for snippet in snippets],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_the_rule_finds_what_breaks_it(rule: Rule, path: str, text: str) -> None:
    assert list(rule(Source(path, text))) != []


@pytest.mark.parametrize("rule", BREAKS, ids=lambda rule: rule.__name__)
def test_the_rule_leaves_good_code_alone(rule: Rule) -> None:
    assert list(rule(Source(*KEPT[rule]))) == []


def test_every_layer_has_its_place_on_the_ladder() -> None:
    found = {path.stem for path in (ROOT / "core").iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert found - {*LADDER, *ASIDE, "__init__"} == set()
