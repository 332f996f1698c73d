"""The guide speaks of the product as it is: its pages in 《》, the words on its screens in “”."""

import re
from functools import cache
from pathlib import Path

import pytest

from core import catalog
from core.accounts.packs import roles
from core.ui import navigation

ROOT = Path(__file__).resolve().parents[2]
CHAPTERS = sorted((catalog.DATA / "guide").glob("*.md"))
TITLES = {page.title for page in navigation.PAGES}


@cache
def source() -> str:
    """Everything that is said on a screen."""
    files = [*(ROOT / "pages").rglob("*.py"), *(ROOT / "core").rglob("*.py")]
    return "\n".join(file.read_text("utf-8") for file in files)


def test_every_role_has_a_chapter() -> None:
    assert {chapter.stem for chapter in CHAPTERS} == {"everybody", *roles()}


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.stem)
def test_every_page_a_chapter_names_stands_in_the_sidebar(chapter: Path) -> None:
    named = set(re.findall(r"《(.+?)》", chapter.read_text("utf-8")))
    assert named <= TITLES


@pytest.mark.parametrize("role", roles())
def test_a_chapter_sends_nobody_to_a_page_that_is_closed_to_them(role: str) -> None:
    text = (catalog.DATA / "guide" / f"{role}.md").read_text("utf-8")
    held = roles()[role].capabilities
    theirs = {page.title for page in navigation.PAGES if not page.needs or held & set(page.needs)}
    steps = [line for line in text.splitlines() if line[:1].isdigit()]
    assert set(re.findall(r"《(.+?)》", "\n".join(steps))) <= theirs


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.stem)
def test_every_word_a_chapter_quotes_stands_on_a_screen(chapter: Path) -> None:
    quoted = set(re.findall(r"“(.+?)”", chapter.read_text("utf-8")))
    assert {words for words in quoted if words not in source()} == set()
