"""What a workbook of staff makes of people: rows at their schools, and posts and certificates as they are to be."""

from typing import NamedTuple

from core.training.rules.register import Known
from core.training.rules.staff import CertificateFacts, PersonFacts
from core.training.rules.workbook import Line, PostFacts


class Placed(NamedTuple):
    """A row and the school it belongs to."""

    school_id: int
    line: Line


class PlannedPost(NamedTuple):
    """A post as it is to be; `id` None is a new one."""

    id: int | None
    school_id: int
    facts: PostFacts


class PlannedPaper(NamedTuple):
    """A certificate as it is to be; `id` None is a new one."""

    id: int | None
    facts: CertificateFacts


class Planned(NamedTuple):
    """What the file makes of one person. `same` is who that is already; posts and papers are those that are new or change."""

    school_id: int
    facts: PersonFacts
    same: Known | None
    posts: tuple[PlannedPost, ...]
    papers: tuple[PlannedPaper, ...]

    @property
    def rewritten(self) -> bool:
        """Whether a person's own facts are written otherwise than on record."""
        return self.same is not None and self.same.facts != self.facts

    @property
    def changed(self) -> bool:
        """Whether anything of somebody known is written otherwise than on record."""
        return self.same is not None and bool(self.rewritten or self.posts or self.papers)


class Group(NamedTuple):
    """The rows of one person, and who that is already."""

    rows: list[Placed]
    same: Known | None
