"""Sentences with blanks: {minutes} and the like, filled from an error's or a problem's details."""

from collections.abc import Mapping


def fill(sentence: str, details: Mapping[str, object]) -> str | None:
    """The sentence with every blank filled, or None when a detail is missing: half a sentence helps nobody."""
    try:
        return sentence.format_map(details)
    except (KeyError, ValueError, IndexError, AttributeError):
        return None
