"""The packs of activity months: checklists, seasons that come back every year, kinds of works, sorts of partners."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from core import catalog
from core.activities.rules.checklists import ChecklistSpec
from core.activities.rules.hotline import HotlinePack
from core.activities.rules.presets import NamedPack, SeasonPreset
from core.activities.rules.public_sheet import OTHER, PartnerWords

PLAIN = "plain"
"""The checklist to begin with where no other fits."""


def checklists() -> Mapping[str, ChecklistSpec]:
    """Every shipped checklist by key. Raises BrokenPack."""
    return catalog.load("checklists", ChecklistSpec)


@cache
def season_presets() -> Mapping[str, SeasonPreset]:
    """Every season that comes back, by key, in the order of the school year. Raises BrokenPack, also for an unknown list."""
    found = catalog.load("checklists/seasons", SeasonPreset)
    for key, preset in found.items():
        if preset.checklist not in checklists():
            raise catalog.BrokenPack(f"checklists/seasons/{key}.toml", f"checklist: {preset.checklist} is not shipped")
    return MappingProxyType(dict(sorted(found.items(), key=lambda one: (one[1].dates(2025).starts_on, one[0]))))


@cache
def work_kinds() -> Mapping[str, str]:
    """Kinds of works (作品) by key, with their titles, in the order they are offered."""
    return _titles("works")


@cache
def partners() -> Mapping[str, str]:
    """Sorts of partners by key, with their titles, in the order they are offered."""
    return _titles("partners")


@cache
def partner_words() -> Mapping[str, str]:
    """Sorts of partners by the words that tell them in a unit's name. Raises BrokenPack, also for an unknown sort."""
    found = catalog.load_one(catalog.DATA / "activities" / "partner_words.toml", PartnerWords).meanings
    if unknown := {OTHER, *found.values()} - set(partners()):
        raise catalog.BrokenPack("activities/partner_words.toml", f"words: {'、'.join(sorted(unknown))} is no partner")
    return MappingProxyType(found)


@cache
def hotline() -> HotlinePack:
    """What calls of a hotline are about, in the order offered. Raises BrokenPack."""
    return catalog.load_one(catalog.DATA / "activities" / "hotline.toml", HotlinePack)


def _titles(name: str) -> Mapping[str, str]:
    pack = catalog.load_one(catalog.DATA / "activities" / f"{name}.toml", NamedPack)
    return MappingProxyType({one.key: one.title for one in pack.kinds})
