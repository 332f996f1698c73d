"""The shipped packs hold together."""

import pytest
from pydantic import ValidationError

from core.library import packs
from core.library.rules.packs import Choice, ChoicePack


def test_the_seven_topic_courses_are_there() -> None:
    titles = [course.title for course in packs.courses().values()]
    assert titles == ["学习心理", "挫折教育", "生涯教育", "情绪管理", "人际交往", "生命教育", "自我认识"]


def test_one_licence_lets_nothing_be_taken_along() -> None:
    assert [key for key, licence in packs.licences().items() if not licence.download] == ["view_only"]
    assert all(licence.words for licence in packs.licences().values())


def test_no_word_of_a_meaning_is_one_that_says_nothing() -> None:
    lexicon = packs.lexicon()
    assert not {term for group in lexicon.groups for term in group.terms} & lexicon.stop


def test_a_group_does_not_say_a_word_twice() -> None:
    for group in packs.lexicon().groups:
        words = (*group.terms, *group.said)
        assert len(set(words)) == len(words), words


def test_two_choices_of_one_name_are_refused() -> None:
    twice = (Choice(key="a", title="甲"), Choice(key="b", title="甲"))
    with pytest.raises(ValidationError, match="declared twice"):
        ChoicePack(key="x", version="1", title="x", note="", licence="", choices=twice)
