"""What happens when a page breaks: calm words on the screen, places instead of contents in the log."""

import logging
import traceback
from collections.abc import Callable
from typing import Any

from core.errors import AppError
from core.ui import parts

LOG = logging.getLogger("shouwang.faults")


def show_fault(error: Exception) -> bool:
    """Say in Chinese that the page broke; True tells Streamlit that nothing more is to be shown."""
    LOG.error("%s", outline(error))
    parts.refusal(error if isinstance(error, AppError) else AppError())
    return True


def outline(error: BaseException) -> str:
    """The kind of error and where it happened, then those of its causes; no messages: they may quote what people typed."""
    frames = traceback.extract_tb(error.__traceback__)
    places = (f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames)
    own = "\n".join((type(error).__qualname__, *places))
    before = error.__cause__ or error.__context__
    return f"{own}\nafter {outline(before)}" if before else own


class Outlined:
    """Makes log records that tell an exception by its outline, whichever library logs it (downloads, sockets, the server)."""

    def __init__(self, made: Callable[..., logging.LogRecord]) -> None:
        self._made = made

    def __call__(self, *facts: Any, **more: Any) -> logging.LogRecord:
        """The record; what it would fill its words with is left out as well."""
        record = self._made(*facts, **more)
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            record.msg, record.args, record.exc_info = f"{record.msg}\n{outline(error)}", (), None
            record.outlined = True
        return record


class SaidAlready(logging.Filter):
    """Streamlit logs a page's error beside our own outline of it."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record may pass: not when it carries an exception."""
        return record.exc_info is None and not hasattr(record, "outlined")


def keep_messages_out_of_the_log() -> None:
    """Once a process, before the first page runs."""
    made = logging.getLogRecordFactory()
    if not isinstance(made, Outlined):
        logging.setLogRecordFactory(Outlined(made))
    logger = logging.getLogger("streamlit.error_util")
    if not any(isinstance(known, SaidAlready) for known in logger.filters):
        logger.addFilter(SaidAlready())
