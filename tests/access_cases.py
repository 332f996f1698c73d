"""How every public action and query is called in the standing world, and which roles may.

Each area keeps its own table in tests/<area>/access.py: ACTIONS, QUERIES and OWN by function name, and INTERNAL with
the reason why a function asks for no right. What is exported by core/<area>/actions or queries and stands in no table
fails tests/test_access_matrix.py.
"""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

from sqlmodel import Session

import core
from core.access import Actor, Capability, Scope
from core.errors import AppError
from tests.world import World

Given = Callable[[Session, World], object]


def nothing(_session: Session, _world: World) -> None:
    """The standing world is enough."""


Roles = Mapping[str, str]
"""Which roles may, by the organisation acted on: {"a": "admin school_admin", "county": "admin"}."""


@dataclass(frozen=True)
class Action:
    """A verb: `call(session, actor, world, at)` acts with valid arguments on the organisation `at` ("a" or "county").

    Roles without `needs` get NotAllowed; with it, but out of reach, NotFound; within reach those named in `may` succeed
    and the others get NotAllowed. `given` puts what the act is about beside the standing world first; `also` is another
    capability that will do.
    """

    needs: Capability
    may: Roles
    call: Callable[[Session, Actor, World, str], object]
    audited: bool = True
    given: Given = nothing
    also: Capability | None = None


@dataclass(frozen=True)
class Beside:
    """An act on what `write` puts there, once for everybody who tries; a refusal takes back what the try itself laid.

    `does(session, whose, world, at, stands)` is told what stands there, as `write` answered it.
    """

    write: Callable[[Session, World], Any]
    does: Callable[..., object]

    def given(self, session: Session, world: World) -> None:
        """Put it there."""
        session.info["stands"] = self.write(session, world)

    def __call__(self, session: Session, whose: Actor | Scope, world: World, at: str) -> object:
        """What comes of the try."""
        with session.begin_nested():
            return self.does(session, whose, world, at, session.info["stands"])


class AskedBeside(Beside):
    """A question about it; what the question laid is gone afterwards, and a refusal is an answer."""

    def __call__(self, session: Session, whose: Actor | Scope, world: World, at: str) -> bool:
        """Whether it was answered with anything."""
        savepoint = session.begin_nested()
        try:
            return bool(self.does(session, whose, world, at, session.info["stands"]))
        except AppError:
            return False
        finally:
            savepoint.rollback()


def prepare(case: "Action | Query", session: Session, world: World) -> None:
    """Put there what the case is about."""
    case.given(session, world)
    if isinstance(case.call, Beside):
        case.call.given(session, world)


@dataclass(frozen=True)
class Query:
    """A question: `call(session, scope, world, at)` answers what it says about the organisation `at`.

    It is asked with the scope in which the actor holds `needs`; who may not, or is out of reach, gets NotFound or
    nothing (an empty or false answer). `given` as in Action.
    """

    needs: Capability
    may: Roles
    call: Callable[[Session, Scope, World, str], object]
    given: Given = nothing


@dataclass(frozen=True)
class Own:
    """What everybody does for themselves: `call(session, actor, world)`."""

    call: Callable[[Session, Actor, World], object]


@dataclass(frozen=True)
class Area:
    """The tables of one area."""

    name: str
    actions: Mapping[str, Action] = field(default_factory=dict)
    queries: Mapping[str, Query] = field(default_factory=dict)
    own: Mapping[str, Own] = field(default_factory=dict)
    internal: Mapping[str, str] = field(default_factory=dict)


def area_names() -> list[str]:
    """Every package of core that has actions or queries."""
    packages = (module.name for module in pkgutil.iter_modules(core.__path__) if module.ispkg)
    return [name for name in packages if any(_room(name, room) for room in ("actions", "queries"))]


def area(name: str) -> Area:
    """What tests/<area>/access.py declares."""
    spec = importlib.util.find_spec(f"tests.{name}.access") if importlib.util.find_spec(f"tests.{name}") else None
    if spec is None:
        return Area(name)
    module = importlib.import_module(f"tests.{name}.access")
    return Area(
        name,
        getattr(module, "ACTIONS", {}),
        getattr(module, "QUERIES", {}),
        getattr(module, "OWN", {}),
        getattr(module, "INTERNAL", {}),
    )


def public(name: str) -> dict[str, FunctionType]:
    """Every public function of an area's actions and queries, as "actions.close"."""
    found: dict[str, FunctionType] = {}
    for room in ("actions", "queries"):
        module = _room(name, room)
        if module is not None:
            found |= {f"{room}.{key}": function for key, function in _functions(module).items()}
    return found


def side_doors(name: str) -> set[str]:
    """Imports from inside an area's actions or queries, made outside of that area: they go past what is exported.

    The command line in core/ops may: it fills a demo before there is anybody to ask for rights.
    """
    home = Path(core.__file__).parent / name
    files = [*home.parent.rglob("*.py"), *(home.parent.parent / "pages").rglob("*.py")]
    inner = re.compile(rf"^from core\.{name}\.(?:actions|queries)\.\w+ import .*$", re.MULTILINE)
    return {
        f"{path.name}: {found}"
        for path in files
        if home not in path.parents and home.parent / "ops" not in path.parents
        for found in inner.findall(path.read_text("utf-8"))
    }


def parameters(function: FunctionType) -> list[str]:
    """The names of a function's parameters."""
    return list(inspect.signature(function).parameters)


def _room(name: str, room: str) -> ModuleType | None:
    if importlib.util.find_spec(f"core.{name}.{room}") is None:
        return None
    return importlib.import_module(f"core.{name}.{room}")


def _functions(module: ModuleType) -> dict[str, FunctionType]:
    exported: list[Any] = getattr(module, "__all__", [key for key in vars(module) if not key.startswith("_")])
    members = {key: getattr(module, key) for key in exported}
    return {
        key: member
        for key, member in members.items()
        if inspect.isfunction(member) and member.__module__.startswith(module.__name__)
    }
