"""Runs the contenders in turn, each in a fresh process, and prints medians and ratios of the same rounds."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from statistics import median

from tests.bench import activities, evaluation, files, library, pages, staff
from tests.bench.measure import Figures

HEADS = (
    "way", "seconds", "processor seconds", "peak MB", "longest freeze ms", "of an idle process", "time ÷ ours",
    "processor time ÷ ours",
)  # fmt: skip
NAIVE, FLOOR, OURS = "naive", "floor", "ours"


def main() -> None:
    """Generate the file, run the rounds, print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--without-naive", action="store_true", help="leave the slow peer out")
    parser.add_argument("--only-ours", action="store_true", help="leave every peer out")
    parser.add_argument("--pages", action="store_true", help="the pages' questions at two sizes, too")
    parser.add_argument("--evaluation", action="store_true", help="a round of a thousand schools, too")
    parser.add_argument("--staff", action="store_true", help="people on file twice and a roster of staff, too")
    parser.add_argument("--activities", action="store_true", help="the board of a season for 1,200 schools, too")
    parser.add_argument("--library", action="store_true", help="the resource library searched, beside a search by LIKE")
    chosen = parser.parse_args()
    contenders = [OURS] if chosen.only_ours else [FLOOR, OURS] if chosen.without_naive else [NAIVE, FLOOR, OURS]
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "answers.xlsx"
        files.write(source, chosen.rows)
        runs: dict[str, list[Figures]] = defaultdict(list)
        for number in range(chosen.rounds):
            for name in contenders:
                runs[name].append(_run(name, source, Path(folder) / f"{name}{number}", chosen.rows))
                print(f"round {number + 1}: {name} {runs[name][-1].seconds:.2f} s", flush=True)
    _print(runs, chosen.rows)
    if chosen.pages:
        pages.run()
    if chosen.evaluation:
        evaluation.run(chosen.rounds)
    if chosen.staff:
        staff.run(chosen.rounds)
    if chosen.activities:
        activities.run()
    if chosen.library:
        library.run()


def _run(name: str, source: Path, target: Path, rows: int) -> Figures:
    command = [sys.executable, "-m", f"tests.bench.{name}", str(source), str(target), str(rows)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return Figures(*json.loads(done.stdout.splitlines()[-1])["figures"])


def _print(runs: dict[str, list[Figures]], rows: int) -> None:
    print(f"\n{rows} pupils × (8 + {files.ITEMS}) cells, .xlsx; medians of {len(runs[OURS])} interleaved rounds\n")
    print(f"load of the machine, mean of the last minutes: {os.getloadavg()[1]:.1f} on {os.cpu_count()} processors\n")
    print("".join(f"| {head} " for head in HEADS) + "|\n|---|" + "---:|" * (len(HEADS) - 1))
    for name, rounds in runs.items():
        pairs = list(zip(rounds, runs[OURS], strict=True))
        ratio = median(one.seconds / own.seconds for one, own in pairs)
        work = median(one.processor / own.processor for one, own in pairs)
        cells = [median(column) for column in zip(*rounds, strict=True)]
        print(
            "| {} | {:.2f} | {:.2f} | {:.0f} | {:.0f} | {:.0f} | {:.2f}× | {:.2f}× |".format(name, *cells, ratio, work)
        )


if __name__ == "__main__":
    main()
