"""Names of people, brought to one form."""

import re

HAN = r"\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇"
BETWEEN_HAN = re.compile(rf"(?<=[{HAN}·])\s+(?=[{HAN}·])")
HAN_DOT = re.compile(rf"(?<=[{HAN}])\s*[·・･•‧∙⋅.．。]\s*(?=[{HAN}])")
WHOLE = re.compile(rf"[{HAN}·]+|[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ'’·.\- ]*|[{HAN}·A-Za-z]+")
LONGEST = 40


def clean_name(text: str) -> str:
    """A tidied name without spaces between Chinese characters, with one form of the middle dot, single spaces else."""
    return BETWEEN_HAN.sub("", HAN_DOT.sub("·", " ".join(text.split())))


def is_odd(name: str) -> bool:
    """Whether a cleaned name should be looked at: one character alone, digits or signs in it, or very long."""
    return len(name) < 2 or len(name) > LONGEST or not WHOLE.fullmatch(name)
