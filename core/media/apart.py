"""A program of core/media/programs, run in a process of its own: a small file can ask it for hours, or break the library
that reads it, and takes nothing else down with it.
"""

import os
import runpy
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

MEMORY = 2**30  # bytes
PROGRAMS = Path(__file__).parent / "programs"


def apart(
    program: str, argument: str, *, given: bytes = b"", seconds: float, settings: Mapping[str, str] | None = None
) -> bytes | None:
    """What the program wrote; None where it broke, wanted more than MEMORY, or took longer than `seconds`."""
    command = [sys.executable, "-I", __file__, str(PROGRAMS / f"{program}.py"), argument]
    told = {**(settings or {}), **_needed()}
    try:
        done = subprocess.run(command, input=given, capture_output=True, timeout=seconds, check=False, env=told)  # noqa: S603  # our own file
    except subprocess.TimeoutExpired:
        return None
    return done.stdout if done.returncode == 0 else None


def _needed() -> dict[str, str]:
    """What a process cannot start without; the keys of the product, which stand there too, stay here."""
    return {name: os.environ[name] for name in ("SYSTEMROOT", "LD_LIBRARY_PATH") if name in os.environ}


def _main() -> None:
    with suppress(ImportError):  # Windows has no such limits
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    del sys.argv[0]
    runpy.run_path(sys.argv[0], run_name="__main__")


if __name__ == "__main__":
    _main()
