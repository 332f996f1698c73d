"""The forms as data/forms/*.toml declare them."""

from collections.abc import Mapping

from core import catalog
from core.cases.rules.forms import FormSpec
from core.errors import NotFound

HOME_VISIT = "home_visit"


def forms() -> Mapping[str, FormSpec]:
    """Every form by key."""
    return catalog.load("forms", FormSpec)


def form(key: str) -> FormSpec:
    """One form; raises NotFound("cases.form_unknown")."""
    found = forms().get(key)
    if found is None:
        raise NotFound("cases.form_unknown")
    return found


def interviews() -> tuple[str, ...]:
    """The keys of the forms that tell of an interview."""
    return tuple(key for key, one in forms().items() if one.interview)
