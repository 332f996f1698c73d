"""The floor: python-calamine reads, the driver inserts the same bytes; nothing is checked, scored, sealed or audited."""

import sqlite3
import sys
from pathlib import Path

from python_calamine import CalamineWorkbook

from tests.bench.files import IDENTITY
from tests.bench.measure import report


def main(source: Path, target: Path) -> None:
    """Read and insert."""
    with report("floor"):
        rows = CalamineWorkbook.from_path(source).get_sheet_by_index(0).to_python()
        connection = sqlite3.connect(target)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute(
            "CREATE TABLE sheet (id INTEGER PRIMARY KEY, number TEXT UNIQUE, name TEXT, school TEXT, answers TEXT)"
        )
        packed = (
            (r[0], r[1], r[4], "".join("-" if v == "" else str(int(v)) for v in r[len(IDENTITY) :])) for r in rows[1:]
        )
        with connection:
            connection.executemany("INSERT INTO sheet (number, name, school, answers) VALUES (?, ?, ?, ?)", packed)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
