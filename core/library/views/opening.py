"""Files of a resource in place: each is opened, and written down, once, and stays open while somebody looks at it."""

from collections.abc import Sequence
from types import ModuleType

from core.access import Actor
from core.library.queries import FileRow
from core.library.views import preview
from core.library.views.resource import file_line, pick_file
from core.ui import page, pending, state


def file_part(actor: Actor, files: Sequence[FileRow], actions: ModuleType, *, key: str) -> FileRow:
    """The file in hand, shown, with what it is; the first of `files` at first. Answers it."""
    file = pick_file(files, key=f"{key}.file.{files[0].resource_id}")
    show(actor, file, actions, form=f"{key}.see.{file.id}")
    file_line(file)
    return file


def show(actor: Actor, file: FileRow, actions: ModuleType, *, form: str) -> None:
    """A file where the script stands; what no page shows is not opened."""
    opened, plays = _kept(actor, file), preview.plays(file.kind)
    if plays and opened is None:
        with page.acting(None, form=form, rerun=False) as (session, who):
            opened = _keep(who, file, actions.open_resource_file(session, who, file_id=file.id).content)
    if opened is not None or not plays:
        preview.show(opened, file.kind, file.title)


def _kept(actor: Actor, file: FileRow) -> bytes | None:
    """The content, where this person opened the file a short while ago."""
    token = state.held(_name(file))
    content = pending.get(actor, token) if isinstance(token, str) else None
    return content if isinstance(content, bytes) else None


def _keep(actor: Actor, file: FileRow, content: bytes) -> bytes:
    """Keep what was opened for the next runs, and answer it."""
    state.hold(_name(file), pending.put(actor, content, size=len(content)))
    return content


def _name(file: FileRow) -> str:
    return f"library.seen.{file.id}"
