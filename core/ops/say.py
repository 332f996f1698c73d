"""Words on the terminal."""

import sys


def say(words: str) -> None:
    """One line for the person at the keyboard."""
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


def complain(words: str) -> None:
    """One line on standard error."""
    sys.stderr.write(words + "\n")
