"""A file that was opened stays open while somebody looks at it: opened, and written down, once."""

from core.access import Actor
from core.library.queries import FileRow
from core.ui import pending, state


def kept(actor: Actor, file: FileRow) -> bytes | None:
    """The content, where this person opened the file a short while ago."""
    token = state.held(_name(file))
    content = pending.get(actor, token) if isinstance(token, str) else None
    return content if isinstance(content, bytes) else None


def keep(actor: Actor, file: FileRow, content: bytes) -> bytes:
    """Keep what was opened for the next runs, and answer it."""
    state.hold(_name(file), pending.put(actor, content, size=len(content)))
    return content


def _name(file: FileRow) -> str:
    return f"library.seen.{file.id}"
