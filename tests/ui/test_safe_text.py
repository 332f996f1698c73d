"""User text in Markdown: what goes in as characters comes out as characters."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.ui.words import safe, safe_lines

JOINER = "\u2060"
ALIVE = re.compile(r"(?<!\\)(?:\\\\)*[*_`\[\]<>$~|&]")  # a special character that no backslash covers


def plain(markdown: str) -> str:
    """What a Markdown reader shows of text without any markup alive."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", markdown).replace(JOINER, "")


@given(
    st.text(
        st.characters(
            exclude_categories=["Cc", "Cs"],
            exclude_characters=JOINER + "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
        )
    )
)
def test_safe_text_reads_as_it_was_typed_on_one_line(text: str) -> None:
    assert plain(safe(text)) == " ".join(text.split())


@given(st.text("ab:*_`[]<>$~|&\\!#-=+ 1.)\n/@{}^"))
def test_no_special_character_stays_alive(text: str) -> None:
    assert not ALIVE.search(safe(text))
    assert "\n" not in safe(text)
    assert not re.match(r"#{1,6}(\s|$)|[-+](\s|$)|--|=|\d+[.)](\s|$)", safe(text))


@pytest.mark.parametrize(
    ("typed", "escaped"),
    [
        ("**粗** _斜_", r"\*\*粗\*\* \_斜\_"),
        ("[点我](https://evil.example)", rf"\[点我\](https{JOINER}://evil.example)"),
        ("![图](x.png)", r"!\[图\](x.png)"),
        (":red[红]", r"\:red\[红\]"),
        (":material/delete:", rf":{JOINER}material/delete:"),
        (":smile: :+1:", rf":{JOINER}smile: :{JOINER}+1:"),
        ("$x$", r"\$x\$"),
        ("<b>&amp;", r"\<b\>\&amp;"),
        ("# 标题", r"\# 标题"),
        ("1. 一", r"1\. 一"),
        ("- 项", r"\- 项"),
        ("---", r"\---"),
        ("===", r"\==="),
        ("www.evil.example", f"www{JOINER}.evil.example"),
        ("a@evil.example", f"a@{JOINER}evil.example"),
        ("上\n\n# 下", "上 # 下"),
        ("\u202e倒\x00", "倒"),
    ],
)
def test_hostile_text_is_disarmed(typed: str, escaped: str) -> None:
    assert safe(typed) == escaped


@pytest.mark.parametrize(
    "ordinary", ["张*".replace("*", ""), "8:00—9:30", "-1.3", "+8", "2026.5.12", "五（1）班", "99.7%", "C18、D20"]
)
def test_ordinary_text_is_left_alone(ordinary: str) -> None:
    assert safe(ordinary) == ordinary


def test_lines_stay_lines_and_each_is_safe() -> None:
    assert safe_lines("一\n# 二\n") == "一  \n\\# 二"
