"""What reaches the log when a page breaks."""

import io
import logging
from collections.abc import Iterator

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


@pytest.fixture
def quiet() -> Iterator[None]:
    """The process as the server sets it up, and as it was before."""
    before = logging.getLogRecordFactory()
    faults.keep_messages_out_of_the_log()
    faults.keep_messages_out_of_the_log()
    yield
    logging.setLogRecordFactory(before)


def test_streamlits_own_log_of_the_error_is_dropped(quiet: None) -> None:
    logger = logging.getLogger("streamlit.error_util")
    record = logger.makeRecord(logger.name, logging.ERROR, "", 0, "Uncaught", (), (ValueError, broken(), None))
    plain = logger.makeRecord(logger.name, logging.ERROR, "", 0, "Uncaught", (), None)
    assert not logger.filter(record)
    assert logger.filter(plain)
    assert len([one for one in logger.filters if isinstance(one, faults.SaidAlready)]) == 1


@pytest.mark.parametrize("name", ["streamlit.runtime.backend_operation_handler", "uvicorn.error", "asyncio"])
def test_no_logger_quotes_an_exception_or_its_cause(quiet: None, name: str) -> None:
    heard = io.StringIO()
    handler = logging.StreamHandler(heard)
    logger = logging.getLogger(name)
    logger.addHandler(handler)
    try:
        raise RuntimeError("Callable execution failed: 张三") from broken()
    except RuntimeError as error:
        logger.exception("No file for %s", error)
    finally:
        logger.removeHandler(handler)
    said = heard.getvalue()
    assert "RuntimeError" in said
    assert "after ValueError" in said
    assert "张三" not in said
    assert isinstance(logging.getLogRecordFactory(), faults.Outlined)
