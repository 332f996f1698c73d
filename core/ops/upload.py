"""`upload`: an answer file checked and taken in as one user, exactly as the page does it."""

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sqlmodel import Session, select

from core import clock
from core.access import Actor, Capability, require
from core.accounts.queries import grants_of
from core.accounts.rules import normal_username
from core.accounts.tables import Account
from core.database import reading, unowned, writing
from core.errors import InvalidFile, NotFound, Problem, Refused
from core.ops.say import complain, say
from core.ops.start import prepare
from core.screening.actions import CheckedUpload, Receipt, check, confirm
from core.screening.queries import CampaignRow, campaign_list
from core.screening.rules.states import CampaignState
from core.ui.words import moment, problem_rows

OK, REFUSED = 0, 1


def add_parser(commands: Any) -> None:
    """Declare the command."""
    parser = commands.add_parser("upload", help="上传一份作答或成绩文件，和网页上做的一样")
    parser.add_argument("file", type=Path, help=".xlsx、.xls 或 .csv 文件")
    parser.add_argument("--campaign", required=True, help="批次的编号或完整名称")
    parser.add_argument("--as", dest="username", required=True, help="以谁的身份（用户名）；权限和记录都算在这个人名下")
    parser.add_argument("--sheet", default=None, help="用哪一张工作表")
    parser.add_argument("--coding", action="append", default=[], metavar="量表=写法", help="例如 scl90=0-4；可以写几次")
    parser.add_argument("--blank-bad-cells", action="store_true", help="把写错的格子按没有作答处理")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Check, then confirm; prints the receipt (0), or the problems with nothing stored (1)."""
    prepare()
    try:
        checked = _checked(arguments)
    except InvalidFile as refusal:
        return _refuse(refusal.problems)
    _warn_of_urgent(checked)
    if not checked.ok:
        return _refuse(checked.must_fix)
    with writing() as session:
        receipt = confirm(session, _actor(session, arguments.username), checked)
    _print(receipt)
    return OK


def _checked(arguments: argparse.Namespace) -> CheckedUpload:
    with reading() as session:
        actor = _actor(session, arguments.username)
        return check(
            session,
            actor,
            campaign_id=_campaign(session, actor, arguments.campaign).id,
            content=arguments.file.read_bytes(),
            filename=arguments.file.name,
            sheet=arguments.sheet,
            codings=dict(_pair(text) for text in arguments.coding),
            blanks_for_bad_cells=arguments.blank_bad_cells,
        )


def _actor(session: Session, username: str) -> Actor:
    plain = normal_username(username)
    account = session.exec(unowned(select(Account).where(Account.username == plain), Account)).first()
    if account is None or not account.is_active:
        raise NotFound("account.unknown")
    grants = grants_of(session, account.id or 0, now=clock.now())
    return Actor(account.id or 0, account.username, account.name, account.home_id, grants)


def _campaign(session: Session, actor: Actor, words: str) -> CampaignRow:
    scope = require(actor, Capability.UPLOAD_ANSWERS)
    open_ones = campaign_list(session, scope, states=[CampaignState.OPEN])
    found = [row for row in open_ones if words in (str(row.id), row.title)]
    if len(found) != 1:
        raise NotFound("screening.no_such_campaign")
    return found[0]


def _pair(text: str) -> tuple[str, str]:
    scale, equals, coding = text.partition("=")
    if not equals:
        raise Refused("upload.coding_form")
    return scale.strip(), coding.strip()


def _refuse(problems: Iterable[Problem]) -> int:
    complain("还有要改的地方，改好再传；没有存入任何数据：")
    for row in problem_rows(problems):
        complain(f"  {row.where}　现在写的：{row.value}　{row.what}　怎么改：{row.fix}")
    return REFUSED


def _warn_of_urgent(checked: CheckedUpload) -> None:
    rows = [*(row.row for row in checked.urgent), *checked.urgent_rows]
    if rows:
        listed = "、".join(str(row) for row in sorted(rows)[:50])
        complain(f"有 {len(rows)} 行的关键题有勾选（第 {listed} 行）：不等文件改好，请今天就安排当面了解。")


def _print(receipt: Receipt) -> None:
    if receipt.repeated:
        say("这份文件先前已经导入过，这次没有改动任何数据。")
    say(f"回执 {receipt.number}　{moment(receipt.at, year=True)}　文件 sha256 {receipt.digest}")
    say(
        f"读到 {receipt.rows} 行：新增 {receipt.new}，变更 {receipt.changed}，不变 {receipt.unchanged}，空白 {receipt.blank}"
    )
    say(
        f"补录 {receipt.late} 人；名单：新进 {receipt.raised} 人，更新 {receipt.revised} 人，撤回 {receipt.withdrawn} 人"
    )
