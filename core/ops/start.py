"""What happens before the first page: keys, folders, the newest schema."""

import gc
import os
import stat
from contextlib import suppress
from functools import lru_cache

from core import clock, migrations, settings
from core.cases.actions import escalate
from core.database import engine, writing
from core.ops.say import say

OTHERS = 0o077
"""The rights that nobody but the owner has on what this program writes."""


@lru_cache(maxsize=1)
def prepare() -> None:
    """Make the installation ready; once a process. Says so when it made the keys. Raises Unsafe rather than start badly."""
    os.umask(OTHERS)
    current = settings.current()
    current.var.mkdir(parents=True, exist_ok=True)
    keep_from_others(current)
    if current.keys_were_made:
        say(
            f"已生成密钥文件 {current.var / 'keys.toml'}（只有本用户可读）。丢了它，数据就打不开了：请另存一份，与备份分开放。"
        )
    if applied := migrations.upgrade(engine(), now=clock.now()):
        say(f"数据库已更新到最新结构（{len(applied)} 步）。")
    settle()


def catch_up() -> None:
    """What fell due while nothing ran goes to the next level before the first page is seen."""
    with writing() as session:
        escalate(session, now=clock.now())


def keep_from_others(current: settings.Settings) -> None:
    """Take from everybody else the folder of the data, and a database file that was made before with wider rights."""
    file = current.sqlite_file
    database = [file.with_name(file.name + end) for end in ("", "-wal", "-shm")] if file else []
    for path in (current.var, *database):
        if path.exists() and (mode := stat.S_IMODE(path.stat().st_mode)) & OTHERS:
            with suppress(PermissionError):  # a volume that belongs to somebody else is theirs to narrow
                path.chmod(mode & ~OTHERS)


def settle() -> None:
    """Take what is loaded for good out of the collector's rounds: walking it stops every session for a tenth of a second."""
    gc.collect()
    gc.freeze()
