"""What happens before the first page: keys, folders, the newest schema."""

import sys
from functools import lru_cache

from core import clock, migrations, settings
from core.database import engine


@lru_cache(maxsize=1)
def prepare() -> None:
    """Make the installation ready; once a process. Says so when it made the keys. Raises Unsafe rather than start badly."""
    current = settings.current()
    current.var.mkdir(parents=True, exist_ok=True, mode=0o700)
    if current.keys_were_made:
        _say(
            f"已生成密钥文件 {current.var / 'keys.toml'}（只有本用户可读）。请另存一份，与数据库备份分开放；丢了它，数据就打不开了。"
        )
    if applied := migrations.upgrade(engine(), now=clock.now()):
        _say(f"数据库已更新到最新结构（{len(applied)} 步）。")


def _say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()
