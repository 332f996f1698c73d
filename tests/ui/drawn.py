"""A page that draws one thing, run without a browser."""

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

HOSTILE = "**x** :red[y] [z](https://evil.example) $q$ <b>"
DISARMED = r"\*\*x\*\* \:red\[y\]"


def drawn(page: Callable[[], None]) -> AppTest:
    """The page after its first run; it must not have failed."""
    test = AppTest.from_function(page, default_timeout=30).run()
    assert not test.exception
    return test


def texts(test: AppTest) -> str:
    """Everything that Markdown was asked to show, in one text."""
    every = [*test.markdown, *test.caption, *test.subheader, *test.warning, *test.success, *test.info]
    return "\n".join(element.value for element in every)
