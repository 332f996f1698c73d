"""`init`: the first organisation and its administrator, without a browser."""

import argparse
import getpass
import os
from typing import Any

from core import clock
from core.accounts.actions import first_administrator
from core.database import writing
from core.ops.say import say
from core.ops.start import prepare
from core.organisations.rules import Level


def add_parser(commands: Any) -> None:
    """Declare the command."""
    parser = commands.add_parser("init", help="正式启用：建立最上级单位和第一位管理员")
    parser.add_argument("--org", required=True, help="最上级单位的名称，例如 云溪区教育局")
    parser.add_argument("--level", required=True, choices=[level.value for level in Level], help="这个单位是哪一级")
    parser.add_argument("--code", default=None, help="行政区划代码（可不填）")
    parser.add_argument("--username", required=True, help="管理员的用户名")
    parser.add_argument("--name", required=True, help="管理员的姓名")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Ask for the password (or take it from SHOUWANG_ADMIN_PASSWORD) and begin."""
    prepare()
    password = os.environ.get("SHOUWANG_ADMIN_PASSWORD") or getpass.getpass("请输入管理员密码：")
    with writing() as session:
        first_administrator(
            session,
            org_name=arguments.org,
            org_level=Level(arguments.level),
            org_code=arguments.code,
            username=arguments.username,
            name=arguments.name,
            password=password,
            device="",
            now=clock.now(),
        )
    say("已启用。请用这个用户名登录网页。")
    return 0
