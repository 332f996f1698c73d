"""`doctor`: is this installation in order? One line a check, exit code 1 when one fails."""

import argparse
import shutil
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from alembic.migration import MigrationContext
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from core import audit, migrations, settings
from core.database import Base, cipher, engine, reading
from core.errors import AppError
from core.ops.say import say
from core.ops.sealed import sealed_columns

SAMPLE = 3
LEAST_FREE = 2 * 1024**3  # bytes: an import of 300,000 rows and its backup fit into this


class Finding(NamedTuple):
    """What one check found."""

    good: bool
    words: str


def add_parser(commands: Any) -> None:
    """Declare the command."""
    parser = commands.add_parser("doctor", help="检查安装是否正常：密钥、数据库、操作记录、磁盘")
    parser.set_defaults(run=run)


def run(_: argparse.Namespace) -> int:
    """Print every finding; 1 when any is bad."""
    findings = list(findings_of_all())
    for finding in findings:
        say(f"{'✓' if finding.good else '✗'} {finding.words}")
    return 0 if all(finding.good for finding in findings) else 1


def findings_of_all() -> Iterator[Finding]:
    """Every check in order; a check that cannot run is a bad finding, not a crash."""
    checks: tuple[Callable[[], Finding], ...] = (keys, database, schema, sealed_values, audit_chain, disk, proxy)
    for check in checks:
        try:
            yield check()
        except (AppError, SQLAlchemyError) as error:
            yield Finding(False, f"{check.__doc__}没有通过（{getattr(error, 'code', '') or type(error).__name__}）")


def keys() -> Finding:
    """密钥"""
    current = settings.current()
    source = "随数据库生成的密钥文件" if current.keys_were_made else "已有的密钥"
    return Finding(True, f"密钥可用（{source}，第 {current.keys.active} 代）")


def database() -> Finding:
    """数据库"""
    with engine().connect() as connection:
        return Finding(True, f"数据库连得上（{connection.dialect.name}）")


def schema() -> Finding:
    """数据库结构"""
    with engine().connect() as connection:
        revision = MigrationContext.configure(connection).get_current_revision()
    newest = migrations.newest()
    return Finding(revision == newest, f"数据库结构 {revision or '还没有建立'}，程序需要 {newest}")


def sealed_values() -> Finding:
    """加密的数据"""
    opened = 0
    with engine().connect() as connection:
        for column in sealed_columns(Base.metadata):
            there = column.table.c[column.name].is_not(None)
            for (value,) in connection.execute(select(column.stored).where(there).limit(SAMPLE)):
                cipher().open(column.label, bytes(value))
                opened += 1
    return Finding(True, f"加密的数据打得开（抽查 {opened} 处）")


def audit_chain() -> Finding:
    """操作记录"""
    with reading() as session:
        flaw = audit.verify(session)
    words = "操作记录完整，没有被改动" if flaw is None else f"操作记录从第 {flaw.number} 条起对不上"
    return Finding(flaw is None, words)


def proxy() -> Finding:
    """反向代理"""
    known = settings.current().trusted_proxy
    if known:
        return Finding(True, f"信任反向代理 {known} 转告的访客地址")
    words = "没有设置 SHOUWANG_TRUSTED_PROXY：若前面有反向代理，请设为它的地址，否则所有访客合用一份输错次数"
    return Finding(True, words)


def disk() -> Finding:
    """磁盘"""
    free = shutil.disk_usage(settings.current().var).free
    return Finding(free >= LEAST_FREE, f"磁盘还剩 {free / 1024**3:.1f} GB")
