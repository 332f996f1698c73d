"""What leads from where to where, read off a table."""

from collections.abc import Mapping
from typing import TypeVar

from core.errors import Refused

State = TypeVar("State")
Step = TypeVar("Step")


def led(table: Mapping[tuple[State, Step], State], state: State, step: Step, refusal: str) -> State:
    """Where `step` leads from `state`; raises Refused(refusal) for a step that the table does not have there."""
    if (state, step) not in table:
        raise Refused(refusal)
    return table[state, step]
