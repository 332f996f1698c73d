"""What somebody asked for on a page of the library."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from core.access import Scope
from core.organisations.queries import ids_of

Key = Callable[[str], str]
"""Answers the key of a form by its name (core.ui.page.form_key)."""


class Wish(NamedTuple):
    """A public action of core.library.actions, what it is given, the form it came from, the words when done."""

    verb: str
    given: Mapping[str, Any]  # the keyword arguments of that action
    form: str
    done: str | None


def places_of(scope: Scope) -> list[int]:
    """The organisations at which a scope is held, without those below them."""
    return list(dict.fromkeys(ids_of(reach.path)[-1] for reach in scope.reaches))
