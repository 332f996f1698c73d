"""Answers as text for storage: one character an item."""

from collections.abc import Sequence

import numpy as np

from core.screening.rules.scores import BAD, MISSING, IntMatrix

_SIGNS = "x-0123456789abcdefghijklmnopqrstuvw"
"""Position = answer + 2: 'x' is BAD, '-' is MISSING, then 0–32 as in base 36 (which reaches 'x' only at 33)."""
_LETTERS = np.frombuffer(_SIGNS.encode(), dtype=np.uint8)
_VALUES = np.full(256, BAD - 1, dtype=np.int8)
_AT_ONCE = 16_384
_VALUES[_LETTERS] = np.arange(BAD, len(_SIGNS) + BAD)


def pack_all(answers: IntMatrix) -> list[str]:
    """Every row as text, all of the same length."""
    if answers.size and not (answers.min() >= BAD and answers.max() < len(_SIGNS) + BAD):
        raise ValueError("answers outside the range that can be packed")
    rows, items = answers.shape
    if not items:
        return [""] * rows
    return [text for start in range(0, rows, _AT_ONCE) for text in _packed(answers[start : start + _AT_ONCE])]


def _packed(answers: IntMatrix) -> list[str]:
    text, items = _LETTERS[answers.astype(np.int16) - BAD].tobytes().decode("ascii"), answers.shape[1]
    return [text[at : at + items] for at in range(0, len(text), items)]


def unpack_all(packed: Sequence[str]) -> IntMatrix:
    """The inverse of `pack_all`; all texts have one length, else ValueError."""
    if len({len(text) for text in packed}) > 1:
        raise ValueError("packed sheets differ in length")
    codes = np.frombuffer("".join(packed).encode("latin-1", "replace"), dtype=np.uint8)
    values = _VALUES[codes].reshape(len(packed), -1 if len(codes) else 0)
    if values.size and values.min() < BAD:
        raise ValueError("a character that stands for no answer")
    return values


__all__ = ["BAD", "MISSING", "pack_all", "unpack_all"]
