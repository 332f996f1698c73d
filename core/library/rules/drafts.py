"""What a submitter tells of a resource, and what the index keeps of it."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from core.library.rules import ResourceKind
from core.library.rules.packs import Choice
from core.library.rules.words import indexed
from core.organisations.rules import STAGE_TITLES, Stage

TITLE, SUMMARY, AUTHOR = 80, 1000, 40
FIRST_YEAR = 2000
MOST_TAGS = 6  # topics of one resource: more would be found by everything
KIND_TITLES: Mapping[ResourceKind, str] = {
    ResourceKind.LESSON: "课例", ResourceKind.MICRO: "微课", ResourceKind.PLAY: "校园心理剧",
    ResourceKind.RESEARCH: "教科研成果", ResourceKind.ROOM: "辅导室资源", ResourceKind.ACTIVITY: "推荐活动",
}  # fmt: skip


class ResourceDraft(NamedTuple):
    """A resource as its submitter tells it. `author` is who made it, `year` when; the rest is how it is found."""

    kind: ResourceKind
    title: str
    summary: str = ""
    author: str = ""
    year: int = 0
    licence: str = ""
    stages: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    courses: tuple[str, ...] = ()


class Classification(NamedTuple):
    """By what a resource is found besides its words: the part of a draft that whoever keeps its shelf may put right."""

    kind: ResourceKind
    year: int
    licence: str
    stages: tuple[str, ...]
    topics: tuple[str, ...]
    courses: tuple[str, ...] = ()


class Choices(NamedTuple):
    """The values that are known."""

    topics: Mapping[str, Choice]
    courses: Mapping[str, Choice]
    licences: Mapping[str, Choice]


class Words(NamedTuple):
    """What the index keeps: each column's words, apart by blanks."""

    title: str
    tags: str
    body: str


def tidied(draft: ResourceDraft) -> ResourceDraft:
    """The draft with its lines trimmed and every tag told once."""
    stages, topics, courses = (tuple(dict.fromkeys(tags)) for tags in (draft.stages, draft.topics, draft.courses))
    title, author = (" ".join(line.split()) for line in (draft.title, draft.author))
    return draft._replace(
        title=title, author=author, summary=draft.summary.strip(), stages=stages, topics=topics, courses=courses
    )


def draft_flaw(draft: ResourceDraft, choices: Choices, this_year: int) -> str | None:
    """The code of what is wrong even in a tidied draft that goes on being written; None when nothing is."""
    known = (
        _unknown(draft.stages, list(Stage)),
        _unknown(draft.topics, choices.topics),
        _unknown(draft.courses, choices.courses),
    )
    checks = (
        (0 < len(draft.title) <= TITLE, "library.title"),
        (len(draft.summary) <= SUMMARY, "library.summary"),
        (len(draft.author) <= AUTHOR, "library.author"),
        (draft.year == 0 or FIRST_YEAR <= draft.year <= this_year, "library.year"),
        (not draft.licence or draft.licence in choices.licences, "library.licence"),
        (not any(known) and len(draft.topics) <= MOST_TAGS, "library.tags"),
    )
    return next((code for fine, code in checks if not fine), None)


def lacking(draft: ResourceDraft, files: int) -> str | None:
    """The code of what a tidied draft without flaws still needs before it can be handed in; None when it is ready."""
    checks = (
        (draft.summary, "library.summary_needed"), (draft.author, "library.author_needed"),
        (draft.year, "library.year_needed"), (draft.licence, "library.licence_needed"),
        (draft.stages, "library.stages_needed"), (draft.topics, "library.topics_needed"), (files, "library.files_needed"),
    )  # fmt: skip
    return next((code for there, code in checks if not there), None)


def words_of_draft(draft: ResourceDraft, choices: Choices, files: Collection[str] = ()) -> Words:
    """What a resource is found by; never its author, whose name is kept sealed."""
    titles = [
        KIND_TITLES[draft.kind],
        *(STAGE_TITLES[Stage(stage)] for stage in draft.stages),
        *(choices.topics[key].title for key in draft.topics if key in choices.topics),
        *(choices.courses[key].title for key in draft.courses if key in choices.courses),
    ]
    return Words(indexed(draft.title), indexed(" ".join(titles)), indexed(" ".join((draft.summary, *files))))


def _unknown(values: Collection[str], known: Collection[str]) -> bool:
    return any(value not in known for value in values)
