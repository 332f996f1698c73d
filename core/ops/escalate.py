"""`escalate`: let what stayed undone go to the next level, as the running program does by itself."""

import argparse
from typing import Any

from core import clock
from core.cases.actions import escalate
from core.database import writing
from core.ops.say import say
from core.ops.start import prepare


def add_parser(commands: Any) -> None:
    """Declare the command."""
    parser = commands.add_parser("escalate", help="时限已过的预警和随访，请上一级一起跟进（可放进每天的定时任务）")
    parser.set_defaults(run=run)


def run(_: argparse.Namespace) -> int:
    """Run once; a second run changes nothing."""
    prepare()
    with writing() as session:
        done = escalate(session, now=clock.now())
    say(f"首次约谈 {done.warnings} 名（其中当日复核 {done.urgent} 名），随访 {done.cases} 名，已请上一级一起跟进。")
    return 0
