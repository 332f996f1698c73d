"""Material icons by name."""

import re

NAME = re.compile(r"[a-z0-9_]+")


def icon(name: str) -> str:
    """The Markdown of an icon; ValueError for anything that is not an icon's name."""
    if not NAME.fullmatch(name):
        raise ValueError("an icon's name is lower-case letters, digits and underscores")
    return f":material/{name}:"
