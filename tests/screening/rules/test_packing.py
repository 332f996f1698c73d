"""Answers as text and back."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from core.screening.rules.packing import pack_all, unpack_all


def test_one_character_stands_for_each_answer() -> None:
    assert pack_all(np.array([[0, 3, -1, 9, -2, 10, 32]], dtype=np.int8)) == ["03-9xaw"]


@given(arrays.arrays(np.int8, st.tuples(st.integers(0, 8), st.integers(1, 40)), elements=st.integers(-2, 32)))
def test_whatever_is_packed_comes_back(answers: np.ndarray) -> None:
    packed = pack_all(answers)
    assert [len(text) for text in packed] == [answers.shape[1]] * answers.shape[0]
    assert unpack_all(packed).tolist() == answers.tolist()


@pytest.mark.parametrize("answer", [-3, 33])
def test_an_answer_without_a_character_is_refused(answer: int) -> None:
    with pytest.raises(ValueError, match="range"):
        pack_all(np.array([[answer]], dtype=np.int8))


@pytest.mark.parametrize("text", ["0 1", "0y", "0X", "０1", "01\n"])
def test_a_character_without_an_answer_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="stands for no answer"):
        unpack_all([text])


def test_sheets_of_different_length_are_refused() -> None:
    with pytest.raises(ValueError, match="differ in length"):
        unpack_all(["01", "0"])
