"""What is kept of supervision (督导), and who has had how much of it in a term."""

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple, Self

from pydantic import Field, model_validator

from core.training.rules import StaffKind, SupervisionKind
from core.training.rules.requirements import Frozen, Key, SupervisionLine, Title, Words
from core.training.rules.staff import EARLIEST, NAME, TENTH

CATEGORY = "supervision"
"""The sort of training hours (data/staff/hours.toml) that counts as group supervision."""
LONGEST = Decimal(12)
"""The most hours of one meeting."""
MOST_CASES, MOST_PEOPLE = 50, 200
ZERO = Decimal("0.0")
KIND_TITLES: Mapping[SupervisionKind, str] = MappingProxyType(
    {SupervisionKind.INDIVIDUAL: "个别督导", SupervisionKind.GROUP: "团体督导"}
)


class Topic(Frozen):
    """Something that is talked about in supervision, whoever it is about."""

    key: Key
    title: Title
    help: Words = ""


class SupervisionPack(Frozen):
    """The topics, in the order they are offered; `fallback` holds where the requirements say nothing of supervision."""

    key: Key
    version: str
    title: Title
    note: Words
    licence: Title
    fallback: SupervisionLine
    topics: tuple[Topic, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _apart(self) -> Self:
        if len({one.key for one in self.topics}) < len(self.topics) or len(self.titles) < len(self.topics):
            raise ValueError("topics: two share a key or a title")
        return self

    @property
    def titles(self) -> dict[str, str]:
        """The keys by title."""
        return {one.title: one.key for one in self.topics}


class SupervisionFacts(NamedTuple):
    """One meeting: `hours` to a tenth, `topics` are keys of the pack, `cases` how many cases were talked about."""

    kind: SupervisionKind
    held_on: date
    hours: Decimal
    supervisor: str
    topics: tuple[str, ...] = ()
    cases: int = 0


class SupervisionState(StrEnum):
    """How somebody stands with what a term asks."""

    MET = "met"  # 已达到
    SHORT = "short"  # 还缺, the term still runs
    LATE = "late"  # 还缺, the term is over
    EXEMPT = "exempt"  # 本学期不要求


STATE_WORDS: Mapping[SupervisionState, str] = MappingProxyType(
    {
        SupervisionState.MET: "已达到",
        SupervisionState.SHORT: "还缺",
        SupervisionState.LATE: "学期结束还缺",
        SupervisionState.EXEMPT: "不要求",
    }
)


class Had(NamedTuple):
    """Hours of supervision in a term; `trained` are hours of trainings recorded as supervision, which count as group."""

    individual: Decimal = ZERO
    group: Decimal = ZERO
    trained: Decimal = ZERO

    @property
    def in_groups(self) -> Decimal:
        """What counts towards the hours in groups."""
        return self.group + self.trained


class Post(NamedTuple):
    """What somebody is, as which kinds, and since when they do such work at all."""

    kinds: frozenset[StaffKind]
    since: date


class TermStanding(NamedTuple):
    """What a term asks of somebody and what is still to come, in hours."""

    state: SupervisionState
    individual: Decimal = ZERO
    group: Decimal = ZERO
    lacking_individual: Decimal = ZERO
    lacking_group: Decimal = ZERO

    @property
    def asked(self) -> bool:
        """Whether anything is asked."""
        return self.state is not SupervisionState.EXEMPT

    @property
    def overdue(self) -> bool:
        """Whether something is still to come, or did not come in time."""
        return self.state in (SupervisionState.SHORT, SupervisionState.LATE)


def tidied_supervision(facts: SupervisionFacts, order: Collection[str]) -> SupervisionFacts:
    """The same without needless spaces, every topic once and in the pack's order; those unknown stay for the check."""
    strange = tuple(one for one in facts.topics if one not in order)
    known = tuple(one for one in order if one in facts.topics)
    return facts._replace(supervisor=" ".join(facts.supervisor.split()), topics=(*known, *strange))


def supervision_flaw(facts: SupervisionFacts, topics: Collection[str], today: date) -> str | None:
    """The code of what is wrong with a meeting, or None."""
    if not EARLIEST <= facts.held_on <= today:
        return "training.supervision_day"
    if not 0 < facts.hours <= LONGEST or facts.hours != facts.hours.quantize(TENTH):
        return "training.supervision_hours"
    if not 0 < len(facts.supervisor) <= NAME:
        return "training.supervisor_needed"
    if not facts.topics or not set(facts.topics) <= set(topics):
        return "training.supervision_topics"
    return None if 0 <= facts.cases <= MOST_CASES else "training.supervision_cases"


def seats_flaw(kind: SupervisionKind, people: int) -> str | None:
    """The code of why a meeting cannot have so many people, or None: an individual one has one."""
    if not 0 < people <= MOST_PEOPLE:
        return "training.supervision_people"
    return "training.supervision_one" if kind is SupervisionKind.INDIVIDUAL and people != 1 else None


def line_of(asked: SupervisionLine | None, pack: SupervisionPack) -> SupervisionLine:
    """What is asked: by the requirements where they speak of supervision, else by the pack."""
    return pack.fallback if asked is None else asked


def term_standing(line: SupervisionLine, post: Post, had: Had, *, first: date, last: date, today: date) -> TermStanding:
    """How somebody stands in the term from `first` to `last`, as of `today`; on the last day there is still time.

    Nothing is asked of who began within the term: they are asked from the next one on.
    """
    if not post.kinds & set(line.kinds) or post.since > first or not (line.individual or line.group):
        return TermStanding(SupervisionState.EXEMPT)
    lacking = max(line.individual - had.individual, ZERO), max(line.group - had.in_groups, ZERO)
    still = SupervisionState.SHORT if today <= last else SupervisionState.LATE
    return TermStanding(still if any(lacking) else SupervisionState.MET, line.individual, line.group, *lacking)


def lacking_words(stood: TermStanding) -> str:
    """What is still to come, in words; "" where nothing is."""
    told = (("个别", stood.lacking_individual), ("团体", stood.lacking_group))
    return "，".join(f"{word} {hours.normalize():f} 小时" for word, hours in told if hours)
