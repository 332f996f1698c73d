"""The roles as data/roles.toml declares them."""

from collections.abc import Mapping
from functools import cache

from pydantic import BaseModel, ConfigDict, model_validator

from core import catalog
from core.access import RoleSpec


class RoleBook(BaseModel):
    """The whole of data/roles.toml."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    roles: tuple[RoleSpec, ...]

    @model_validator(mode="after")
    def _hangs_together(self) -> "RoleBook":
        keys = [role.key for role in self.roles]
        if len(set(keys)) < len(keys):
            raise ValueError("a role is declared twice")
        if unknown := {key for role in self.roles for key in role.may_grant} - set(keys):
            raise ValueError(f"may_grant names unknown roles: {sorted(unknown)}")
        return self


@cache
def roles() -> Mapping[str, RoleSpec]:
    """Every role by key, in the order of the file."""
    book = catalog.load_one(catalog.DATA / "roles.toml", RoleBook)
    return {role.key: role for role in book.roles}
