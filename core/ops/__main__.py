"""Reads the command line and calls the command."""

import argparse
import os
import sys

from core.errors import AppError
from core.ops import backup, demo, doctor, escalate, init, migrate, rotate_key, score, upload
from core.ops.start import OTHERS

COMMANDS = (init, demo, upload, score, escalate, migrate, backup, rotate_key, doctor)


def main(arguments: list[str] | None = None) -> int:
    """Run one command; answers its exit code (0 done, 1 refused, 2 wrong usage)."""
    parser = argparse.ArgumentParser(prog="python -m core.ops", description="守望：不用浏览器也能做的事")
    commands = parser.add_subparsers(dest="command", required=True, metavar="命令")
    for command in COMMANDS:
        command.add_parser(commands)
    chosen = parser.parse_args(arguments)
    os.umask(OTHERS)  # scores, backups, keys: whatever a command writes is its owner's alone
    try:
        return int(chosen.run(chosen))
    except AppError as error:
        from core.ui.words import error_words

        sys.stderr.write(error_words(error) + "\n")
        return 1


if __name__ == "__main__":
    sys.exit(main())
