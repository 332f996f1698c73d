"""What a refusal says to the person who met it."""

from core.errors import AppError
from core.ui.words.areas import ERRORS
from core.ui.words.blanks import fill

CALM = "这一步没有做成，数据没有变动。请再试一次；还是不行，请告诉管理员。"


def error_words(error: AppError) -> str:
    """The sentence for the error's code, blanks filled, as plain text.

    A code without words (or a blank without a detail) falls back to its family, "unsafe.keys_weak" to "unsafe", and then
    to a calm general sentence.
    """
    family = error.code.partition(".")[0]
    for code in (error.code, family):
        if sentence := fill(ERRORS.get(code, ""), error.details):
            return sentence
    return CALM
