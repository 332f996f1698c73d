"""`migrate`: bring the database to the newest schema, after a backup copy."""

import argparse
from typing import Any

from core.ops.start import prepare


def add_parser(commands: Any) -> None:
    """Declare the command."""
    parser = commands.add_parser("migrate", help="把数据库更新到最新结构（SQLite 会先备份）")
    parser.set_defaults(run=run)


def run(_: argparse.Namespace) -> int:
    """Apply what is pending."""
    prepare()
    return 0
