"""The packs of the resource library: topics, licences, topic courses, and words of one meaning."""

from collections.abc import Mapping
from functools import cache

from core import catalog
from core.library.rules.packs import Choice, ChoicePack, Lexicon


def topics() -> Mapping[str, Choice]:
    """The topics (主题) by key, in the order they are offered."""
    return _choices("topics")


def licences() -> Mapping[str, Choice]:
    """The licences of materials by key; `download` says whether files may be taken away."""
    return _choices("licences")


def may_be_taken(licence: str) -> bool:
    """Whether files under a licence may be taken away; not under one that the pack does not know."""
    known = licences().get(licence)
    return known is not None and known.download


def courses() -> Mapping[str, Choice]:
    """The topic courses (专题课程) by key."""
    return _choices("courses")


@cache
def lexicon() -> Lexicon:
    """Words that say nothing in a question, and words of one meaning."""
    return catalog.load_one(catalog.DATA / "library" / "synonyms.toml", Lexicon)


@cache
def _choices(name: str) -> Mapping[str, Choice]:
    pack = catalog.load_one(catalog.DATA / "library" / f"{name}.toml", ChoicePack)
    return {one.key: one for one in pack.choices}
