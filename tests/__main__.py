"""All tests: `python -m tests`. The journeys in a browser run in front, everything else beside them with what they leave.

A journey waits much of its time, and alone it leaves a core idle; the other tests are polite and never make it late.
"""

import os
import subprocess
import sys
import tempfile

PYTEST = (sys.executable, "-m", "pytest")
JOURNEYS = (*PYTEST, "--rerun-show-tracebacks", "tests/browser")
REST = (*PYTEST, "-q", "-n", "2", "--ignore", "tests/browser")
POLITE = 19
"""How much lower the other tests stand when both want a core (nice)."""


def main() -> int:
    """Both at once; what the other tests say is printed when they are done. Answers the first exit code that is not 0."""
    with tempfile.TemporaryFile() as told:
        rest = subprocess.Popen(REST, stdout=told, stderr=subprocess.STDOUT, preexec_fn=_politely)
        journeys = subprocess.run(JOURNEYS, check=False).returncode
        others = rest.wait()
        told.seek(0)
        sys.stdout.flush()
        sys.stdout.buffer.write(told.read())
    return journeys or others


def _politely() -> None:
    os.nice(POLITE)


if __name__ == "__main__":
    sys.exit(main())
