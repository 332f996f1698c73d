"""The fictitious county of the demo, and the command that builds it."""

import argparse
from typing import Any

from core.ops.demo.build import COUNTY_PUPILS, COUNTY_SCHOOLS, PUPILS, SCHOOLS, build
from core.ops.say import say
from core.ops.start import prepare

SIZES = {"demo": (SCHOOLS, PUPILS), "county": (COUNTY_SCHOOLS, COUNTY_PUPILS)}


def add_parser(commands: Any) -> None:
    """Declare the command."""
    parser = commands.add_parser("demo", help="在空的安装里装入一个虚构的区县，供试用")
    parser.add_argument("--size", choices=SIZES, default="demo", help="demo：24 所学校；county：100 所学校、5 万名学生")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Build, saying how far it is."""
    prepare()
    schools, pupils = SIZES[arguments.size]
    build(lambda share, words: say(f"{share:4.0%} {words}"), schools=schools, pupils=pupils)
    return 0


__all__ = ["add_parser", "build", "run"]
