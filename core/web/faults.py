"""What happens when a page breaks: calm words on the screen, places instead of contents in the log."""

import logging
import traceback

from core.errors import AppError
from core.ui import parts

LOG = logging.getLogger("shouwang.faults")


def show_fault(error: Exception) -> bool:
    """Say in Chinese that the page broke; True tells Streamlit that nothing more is to be shown."""
    LOG.error("%s", outline(error))
    parts.refusal(error if isinstance(error, AppError) else AppError())
    return True


def outline(error: BaseException) -> str:
    """The kind of error and where it happened, without its message: messages may quote what people typed."""
    frames = traceback.extract_tb(error.__traceback__)
    places = (f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames)
    return "\n".join((type(error).__qualname__, *places))


class WithoutMessages(logging.Filter):
    """Streamlit logs a page's error with its message and its context; only our outline is to reach the log."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record may pass: not when it carries an exception."""
        return record.exc_info is None


def keep_messages_out_of_the_log() -> None:
    """Once a process, before the first page runs."""
    logger = logging.getLogger("streamlit.error_util")
    if not any(isinstance(known, WithoutMessages) for known in logger.filters):
        logger.addFilter(WithoutMessages())
