"""Hands for any page under Streamlit's own test driver."""

from collections.abc import Iterable
from typing import Any

from streamlit.testing.v1 import AppTest

from core.ui import state
from tests.ui.app import signed_in
from tests.world import World

PICKED = {"columns": [], "cells": []}


def opened(world: World, who: str, slug: str, **held: int) -> AppTest:
    """A page as somebody sees it, with the ids that an earlier page left (`care_case=3` for "care.case")."""
    test = signed_in(world, who, slug)
    if held:
        test.session_state[state.HELD] = {key.replace("_", ".", 1): one for key, one in held.items()}
    return run(test)


def run(test: AppTest) -> AppTest:
    test.run()
    assert not test.exception
    return test


def press(test: AppTest, label: str) -> AppTest:
    """The button of that label."""
    field(test.button, label).click()
    return run(test)


def labels(test: AppTest) -> list[str]:
    return [button.label for button in test.button]


def field(fields: Iterable[Any], label: str) -> Any:
    """The first of these widgets that has the label."""
    return next(one for one in fields if one.label == label)


def pick(test: AppTest, table: str, at: int = 0) -> AppTest:
    """A row of the table whose key begins so."""
    key = next((one.key for one in test.dataframe if one.key and one.key.startswith(table)), table)
    test.session_state[key] = {"selection": {"rows": [at], **PICKED}}
    return run(test)
