"""What happens before the first page: keys, folders, the newest schema."""

import gc
from functools import lru_cache

from core import clock, migrations, settings
from core.database import engine
from core.ops.say import say


@lru_cache(maxsize=1)
def prepare() -> None:
    """Make the installation ready; once a process. Says so when it made the keys. Raises Unsafe rather than start badly."""
    current = settings.current()
    current.var.mkdir(parents=True, exist_ok=True, mode=0o700)
    if current.keys_were_made:
        say(
            f"已生成密钥文件 {current.var / 'keys.toml'}（只有本用户可读）。丢了它，数据就打不开了：请另存一份，与备份分开放。"
        )
    if applied := migrations.upgrade(engine(), now=clock.now()):
        say(f"数据库已更新到最新结构（{len(applied)} 步）。")
    settle()


def settle() -> None:
    """Take what is loaded for good out of the collector's rounds: walking it stops every session for a tenth of a second."""
    gc.collect()
    gc.freeze()
