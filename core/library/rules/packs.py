"""What the packs of the library declare: topics, licences, topic courses, and the words people search with."""

from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from core.pack import Pack


class Choice(BaseModel):
    """One value: `words` explain it. `download` says of a licence whether files may be taken away."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str = Field(pattern=r"^[a-z][a-z0-9_]{0,23}$")
    title: str = Field(min_length=1, max_length=20)
    words: str = ""
    download: bool = True


class ChoicePack(Pack):
    """Values in the order they are offered."""

    choices: tuple[Choice, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _told_apart(self) -> Self:
        for names in ([one.key for one in self.choices], [one.title for one in self.choices]):
            if twice := sorted({name for name in names if names.count(name) > 1}):
                raise ValueError(f"declared twice: {', '.join(twice)}")
        return self


class Alike(BaseModel):
    """Words of one meaning: `terms` stand in materials, `said` is what people say instead."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    terms: tuple[str, ...] = Field(min_length=1)
    said: tuple[str, ...] = ()


class Lexicon(Pack):
    """How people search: words that say nothing (`stop`), and words of one meaning."""

    stop: frozenset[str]
    groups: tuple[Alike, ...]
