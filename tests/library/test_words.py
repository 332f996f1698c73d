"""Texts are cut into words, and questions into what they ask for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.library import packs
from core.library.rules.packs import Alike, Lexicon
from core.library.rules.ranking import FLOOR, Known, Text, ranked
from core.library.rules.words import ALIKE, PART, PIECE, asked, indexed, with_pieces

LEXICON = Lexicon(
    key="x", version="1", title="x", note="", licence="", stop=frozenset({"怎么办", "的"}),
    groups=(Alike(terms=("焦虑", "紧张"), said=("心慌",)),),
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("考试焦虑", {"考试", "焦虑", "考", "试", "焦", "虑"}),
        ("心理健康教育", {"心理", "健康", "教育", "心理健康"}),
        ("ＡＢＣ５２５", {"abc525"}),
        ("5·25 活动月", {"5", "25", "活动"}),
        ("欺陵", {"欺陵", "欺", "陵"}),
        ("《说——出来》！", {"说", "出来"}),
        ("", set()),
        ("，。！", set()),
    ],
)
def test_a_text_keeps_its_words_pairs_and_characters(text: str, words: set[str]) -> None:
    assert words <= set(indexed(text).split())
    assert bool(words) is bool(indexed(text))


@given(st.text(alphabet="考试焦虑心理abc12 ，。'\"()*:|&!-", max_size=40))
def test_words_are_letters_digits_and_characters_alone(text: str) -> None:
    """No sign of either engine's own query language gets through."""
    assert all(word.isalnum() for word in indexed(text).split())
    assert all(word.isalnum() for thing in asked(text, packs.lexicon()) for word in thing)


@pytest.mark.parametrize(
    ("question", "things"),
    [
        ("紧张怎么办", [{"焦虑": ALIKE, "紧张": 1.0}]),
        ("心慌", [{"心慌": PART, "焦虑": ALIKE, "紧张": ALIKE}]),
        ("焦虑的睡眠", [{"焦虑": 1.0, "紧张": ALIKE}, {"睡眠": 1.0}]),
        ("怎么办", []),
        ("剧", [{"剧": PIECE}]),
        ("欺陵", [{"欺陵": 1.0}]),
    ],
)
def test_a_question_asks_for_things_with_their_alternatives(question: str, things: list[dict[str, float]]) -> None:
    assert [dict(one) for one in asked(question, LEXICON)] == things


def test_where_nobody_wrote_a_word_its_characters_are_asked_for() -> None:
    things = [{"欺陵": 1.0}, {"焦虑": 1.0, "紧张": ALIKE}]
    assert with_pieces(things, {"紧张"}) == [{"欺": PIECE}, {"陵": PIECE}, things[1]]


def test_a_rare_word_tells_more_than_a_common_one() -> None:
    texts = [Text(1, "常见", "", ""), Text(2, "少见", "", ""), Text(3, "常见", "", "")]
    known = Known(3, {"常见": 2, "少见": 1}, frozenset({"常见", "少见"}))
    assert ranked(texts, [{"常见": 1.0}, {"少见": 1.0}], known)[0] == 2


def test_the_title_counts_more_than_the_body_and_the_newer_of_two_alike_comes_first() -> None:
    texts = [Text(1, "", "", "焦虑"), Text(2, "焦虑", "", ""), Text(3, "焦虑", "", "")]
    assert ranked(texts, [{"焦虑": 1.0}], Known(9, {"焦虑": 3}, frozenset({"焦虑"}))) == [3, 2, 1]


def test_words_of_one_meaning_count_once() -> None:
    """A text that says the same in two words is not better than one that says it in the very word."""
    texts = [Text(1, "焦虑 紧张", "", ""), Text(2, "焦虑", "", "")]
    known = Known(9, {"焦虑": 2, "紧张": 1}, frozenset({"焦虑", "紧张"}))
    assert ranked(texts, [{"焦虑": 1.0, "紧张": ALIKE}], known) == [2, 1]


def test_what_answers_hardly_anything_is_left_out() -> None:
    texts = [Text(1, "甲 乙 丙 丁 戊", "", ""), Text(2, "", "", "甲")]
    things = [{word: 1.0} for word in "甲乙丙丁戊"]
    known = Known(9, dict.fromkeys("甲乙丙丁戊", 1), frozenset("甲乙丙丁戊"))
    assert FLOOR > 0.4 / 0.67 / 5
    assert ranked(texts, things, known) == [1]


def test_nothing_answers_a_question_of_unknown_words() -> None:
    assert ranked([Text(1, "焦虑", "", "")], [{"睡眠": 1.0}], Known(1, {}, frozenset({"睡眠"}))) == []
