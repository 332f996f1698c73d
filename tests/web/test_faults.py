"""What reaches the log when a page breaks."""

import logging

import pytest

from core.web import faults


def broken() -> Exception:
    try:
        raise ValueError("张三 的分数 17")
    except ValueError as error:
        return error


def test_the_outline_says_where_and_keeps_what_was_typed_to_itself() -> None:
    outline = faults.outline(broken())
    assert outline.startswith("ValueError\n")
    assert "test_faults.py" in outline
    assert "张三" not in outline


def test_streamlits_own_log_of_the_error_is_dropped(caplog: pytest.LogCaptureFixture) -> None:
    faults.keep_messages_out_of_the_log()
    faults.keep_messages_out_of_the_log()
    logger = logging.getLogger("streamlit.error_util")
    record = logger.makeRecord(logger.name, logging.ERROR, "", 0, "Uncaught", (), (ValueError, broken(), None))
    plain = logger.makeRecord(logger.name, logging.ERROR, "", 0, "Uncaught", (), None)
    assert not logger.filter(record)
    assert logger.filter(plain)
    assert len([one for one in logger.filters if isinstance(one, faults.WithoutMessages)]) == 1
