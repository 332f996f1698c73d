"""The packs of the staff registry: sorts of training and of certificates, requirements, ladders."""

from collections.abc import Mapping
from functools import cache

from core import catalog
from core.training.rules.certificates import CertificatePack
from core.training.rules.ladders import LadderSpec
from core.training.rules.requirements import CategoryPack, RequirementSpec, check_categories
from core.training.rules.supervision import SupervisionPack

BASIC = "basic"
"""The requirements that hold where no bureau has published its own."""


@cache
def hour_categories() -> Mapping[str, str]:
    """The sorts of training by key, with their titles, in the order they are shown."""
    pack = catalog.load_one(catalog.DATA / "staff" / "hours.toml", CategoryPack)
    return {one.key: one.title for one in pack.categories}


@cache
def requirement_packs() -> Mapping[str, RequirementSpec]:
    """Every shipped set of requirements by key. Raises BrokenPack, also for a category that is not known."""
    found = catalog.load("requirements", RequirementSpec)
    for key, spec in found.items():
        try:
            check_categories(spec, hour_categories())
        except ValueError as error:
            raise catalog.BrokenPack(f"requirements/{key}.toml", str(error)) from error
    return found


def in_own_words(spec: RequirementSpec) -> RequirementSpec:
    """The spec as a bureau's own: what a shipped set says of itself is not what the bureau says of its version."""
    said = {one.note for one in requirement_packs().values()}
    return spec.model_copy(update={"note": ""}) if spec.note in said else spec


@cache
def certificates() -> CertificatePack:
    """The sorts of certificates, in the order they are offered."""
    return catalog.load_one(catalog.DATA / "staff" / "certificates.toml", CertificatePack)


@cache
def supervision() -> SupervisionPack:
    """What is talked about in supervision, and what holds where no requirement speaks of it."""
    return catalog.load_one(catalog.DATA / "staff" / "supervision.toml", SupervisionPack)


def ladders() -> Mapping[str, LadderSpec]:
    """Every ladder (梯队) by key."""
    return catalog.load("ladders", LadderSpec)
