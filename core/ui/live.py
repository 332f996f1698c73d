"""Widgets whose every change is saved at once, without a button.

What a widget holds is compared with what it was last shown: a difference is something a person entered, and is saved before
anything is drawn. Whatever is kept is shown again afterwards: a choice that could not be saved falls back to what is kept,
and a change made on another device appears, instead of being overwritten by a widget nobody touched.
"""

from hashlib import sha256

from core.ui import state

ABSENT = object()


def told(key: str) -> bool:
    """Whether a person changed the widget of this key since it was last shown."""
    value, seen = state.entered(key, ABSENT), state.held(_name(key))
    return value is not ABSENT and seen is not None and seen != _print(value)


def value(key: str) -> object:
    """What the widget holds now; None where it is not drawn."""
    return state.entered(key)


def show(key: str, kept: object) -> None:
    """Let the widget of this key, drawn next, hold what is kept. What is being typed there and was not sent stays."""
    if state.entered(key, ABSENT) != kept:
        state.preset(key, kept)
    state.hold(_name(key), _print(kept))


def _name(key: str) -> str:
    return f"live.{key}"


def _print(value: object) -> str:
    """A mark of a value, not the value: only ids and tokens are held between runs."""
    return sha256(repr(value).encode()).hexdigest()[:16]
