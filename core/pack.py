"""What every pack of rules tells of itself."""

from pydantic import BaseModel, ConfigDict


class Pack(BaseModel):
    """The head of a pack: frozen, unknown keys refused.

    `key` equals the file's stem, `version` is raised with every change; `note` says where it comes from and to what it
    applies, `licence` how it may be passed on.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    version: str
    title: str
    note: str
    licence: str
