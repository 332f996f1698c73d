"""Runs the contenders in turn, each in a fresh process, and prints medians and ratios of the same rounds."""

import argparse
import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from statistics import median

from tests.bench import files
from tests.bench.measure import Figures

NAIVE, FLOOR, OURS = "naive", "floor", "ours"


def main() -> None:
    """Generate the file, run the rounds, print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--without-naive", action="store_true", help="leave the slow peer out")
    chosen = parser.parse_args()
    contenders = [FLOOR, OURS] if chosen.without_naive else [NAIVE, FLOOR, OURS]
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "answers.xlsx"
        files.write(source, chosen.rows)
        runs: dict[str, list[Figures]] = defaultdict(list)
        for number in range(chosen.rounds):
            for name in contenders:
                runs[name].append(_run(name, source, Path(folder) / f"{name}{number}", chosen.rows))
                print(f"round {number + 1}: {name} {runs[name][-1].seconds:.2f} s", flush=True)
    _print(runs, chosen.rows)


def _run(name: str, source: Path, target: Path, rows: int) -> Figures:
    command = [sys.executable, "-m", f"tests.bench.{name}", str(source), str(target), str(rows)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return Figures(*json.loads(done.stdout.splitlines()[-1])["figures"])


def _print(runs: dict[str, list[Figures]], rows: int) -> None:
    print(f"\n{rows} pupils × (8 + {files.ITEMS}) cells, .xlsx; medians of {len(runs[OURS])} interleaved rounds\n")
    print("| way | seconds | peak MB | longest freeze ms | time against ours, round by round |")
    print("|---|---:|---:|---:|---:|")
    for name, rounds in runs.items():
        ratio = median(one.seconds / own.seconds for one, own in zip(rounds, runs[OURS], strict=True))
        seconds, megabytes, freeze = (median(column) for column in zip(*rounds, strict=True))
        print(f"| {name} | {seconds:.2f} | {megabytes:.0f} | {freeze:.0f} | {ratio:.2f}× |")


if __name__ == "__main__":
    main()
