"""`backup` and what belongs into one: a consistent copy of the database and of the kept files."""

import argparse
import tarfile
from pathlib import Path
from typing import Any

from core import clock, migrations, settings
from core.errors import Refused
from core.ops.say import say


def add_parser(commands: Any) -> None:
    """Declare the command."""
    parser = commands.add_parser("backup", help="把数据库和上传的文件备份成一个压缩包（不含密钥）")
    parser.add_argument("target", type=Path, help="备份文件，例如 backup.tar")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the archive. What is inside stays sealed; the keys are not in it and must be kept apart."""
    current = settings.current()
    copy = migrations.back_up_sqlite(clock.now())
    if copy is None:
        raise Refused("backup.not_sqlite")
    with tarfile.open(arguments.target, "x") as archive:
        archive.add(copy, arcname="shouwang.sqlite")
        if (files := current.var / "files").is_dir():
            archive.add(files, arcname="files")
    arguments.target.chmod(0o600)
    say(f"已备份到 {arguments.target}。密钥不在里面，请另外保管。")
    return 0
