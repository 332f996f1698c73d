"""What may stand in a draft, and what it needs before it is handed in."""

from typing import Any

import pytest

from core.library import packs
from core.library.rules import ResourceState
from core.library.rules.drafts import MOST_TAGS, SUMMARY, TITLE, Choices, draft_flaw, lacking, tidied, words_of_draft
from core.library.rules.files import Named, file_title, moved, name_of, names_of
from core.library.rules.steps import NEXT, may_follow
from tests.library.builders import EXAM

CHOICES = Choices(packs.topics(), packs.courses(), packs.licences())
TOPICS = tuple(packs.topics())


@pytest.mark.parametrize(
    ("change", "flaw"),
    [
        ({}, None),
        ({"title": ""}, "library.title"),
        ({"title": "长" * TITLE}, None),
        ({"title": "长" * (TITLE + 1)}, "library.title"),
        ({"summary": "长" * SUMMARY}, None),
        ({"summary": "长" * (SUMMARY + 1)}, "library.summary"),
        ({"author": "长" * 41}, "library.author"),
        ({"year": 2000}, None),
        ({"year": 1999}, "library.year"),
        ({"year": 2026}, None),
        ({"year": 2027}, "library.year"),
        ({"year": 0}, None),
        ({"licence": ""}, None),
        ({"licence": "mine"}, "library.licence"),
        ({"stages": ("kindergarten",)}, "library.tags"),
        ({"topics": TOPICS[:MOST_TAGS]}, None),
        ({"topics": TOPICS[: MOST_TAGS + 1]}, "library.tags"),
        ({"courses": ("maths",)}, "library.tags"),
    ],
)
def test_a_draft_is_checked(change: dict[str, Any], flaw: str | None) -> None:
    assert draft_flaw(EXAM._replace(**change), CHOICES, 2026) == flaw


@pytest.mark.parametrize(
    ("change", "files", "code"),
    [
        ({}, 1, None),
        ({}, 0, "library.files_needed"),
        ({"summary": ""}, 1, "library.summary_needed"),
        ({"author": ""}, 1, "library.author_needed"),
        ({"year": 0}, 1, "library.year_needed"),
        ({"licence": ""}, 1, "library.licence_needed"),
        ({"stages": ()}, 1, "library.stages_needed"),
        ({"topics": ()}, 1, "library.topics_needed"),
        ({"courses": ()}, 1, None),
    ],
)
def test_the_first_thing_that_is_missing_is_named(change: dict[str, Any], files: int, code: str | None) -> None:
    assert lacking(EXAM._replace(**change), files) == code


def test_a_draft_is_tidied() -> None:
    untidy = EXAM._replace(title="  考前\n减压 ", topics=("exam", "exam", "stress"))
    assert tidied(untidy).title == "考前 减压"
    assert tidied(untidy).topics == ("exam", "stress")


def test_a_resource_is_found_by_everything_but_its_author() -> None:
    words = words_of_draft(EXAM._replace(author="独特姓名"), CHOICES, ["呼吸放松课件"])
    assert {"减压", "初中", "考试", "课例"} <= set(" ".join(words).split())
    assert "课件" in words.body.split()
    assert "独特" not in " ".join(words)


@pytest.mark.parametrize("state", ResourceState)
def test_no_state_follows_itself(state: ResourceState) -> None:
    assert not may_follow(state, state)
    assert set(NEXT[state]) < set(ResourceState)


@pytest.mark.parametrize(
    ("title", "kind", "name"),
    [("教案", "docx", "教案.docx"), ("a/b:c", "pdf", "a b c.pdf"), ("..", "jpeg", "资源.jpg"), ("x\n", "mp4", "x.mp4")],
)
def test_a_file_is_called_what_every_system_takes(title: str, kind: str, name: str) -> None:
    assert name_of(title, kind) == name


def test_several_files_are_numbered() -> None:
    assert names_of([Named("教案", "docx"), Named("教案", "docx")]) == ["01 教案.docx", "02 教案.docx"]


@pytest.mark.parametrize(
    ("told", "title"), [("教案.docx", "教案"), ("第 1.5 课", "第 1.5 课"), ("  a  b.PDF", "a b"), (".pdf", "")]
)
def test_a_title_loses_the_ending(told: str, title: str) -> None:
    assert file_title(told) == title


@pytest.mark.parametrize(("to", "order"), [(0, [3, 1, 2]), (1, [1, 3, 2]), (9, [1, 2, 3]), (-1, [3, 1, 2])])
def test_one_is_moved_and_the_others_keep_their_order(to: int, order: list[int]) -> None:
    assert moved([1, 2, 3], 3, to) == order
