"""What was typed into a small table, read cell by cell: known columns alone, and a whole value or a refusal."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import pandas as pd

from core.errors import Refused
from core.evaluation.rules.editing import checked
from core.evaluation.rules.spec import Anchor, Band, Grade, GradeCap, GradeLine

Records = list[dict[str, Any]]


def exact(value: Any) -> Decimal | None:
    """A number as it was typed, without the zeros that a float adds; None where nothing was."""
    return None if value is None else Decimal(str(value)).normalize() + 0


def records(frame: pd.DataFrame, columns: Mapping[str, object]) -> Records:
    """The rows of a table with the columns named and no other; blanks are None, rows without anything are left out."""
    known = [name for name in columns if name in frame]
    found = [{name: None if pd.isna(row[name]) else row[name] for name in known} for _, row in frame[known].iterrows()]
    return [row for row in found if any(value not in (None, "", False) for value in row.values())]


def anchors_from(rows: Records, standards: Sequence[str]) -> tuple[Anchor, ...]:
    """The levels typed in. Raises Refused for a row without points."""
    return tuple(
        checked(
            Anchor,
            {
                "label": _words(row, "label"),
                "score": _needed(row, "score"),
                "scores": {key: found for key in standards if (found := exact(row.get(key))) is not None},
            },
        )
        for row in rows
    )


def grades_from(rows: Records) -> tuple[Grade, ...]:
    """The grades typed in. Raises Refused for a row without a share."""
    return tuple(checked(Grade, {"label": _words(row, "label"), "share": _needed(row, "share")}) for row in rows)


def bands_from(rows: Records) -> tuple[Band, ...]:
    """The bands typed in. Raises Refused for a row without points."""
    return tuple(
        checked(
            Band,
            {
                "low": exact(row.get("low")), "high": exact(row.get("high")), "score": _needed(row, "score"),
                "low_open": row.get("low_open") is True, "high_closed": row.get("high_closed") is True,
                "label": _words(row, "label"),
            },
        )
        for row in rows
    )  # fmt: skip


def lines_from(rows: Records, titles: Mapping[str, str]) -> tuple[GradeLine, ...]:
    """The grade lines typed in; `titles` are the standards' keys by title."""
    return tuple(
        checked(
            GradeLine,
            {"title": _words(row, "title"), "at_least": _needed(row, "at_least"), "standard": _standard(row, titles)},
        )
        for row in rows
    )


def caps_from(rows: Records, titles: Mapping[str, str]) -> tuple[GradeCap, ...]:
    """The caps typed in; `titles` are the standards' keys by title."""
    return tuple(
        checked(
            GradeCap,
            {"code": _words(row, "code"), "below": _needed(row, "below"), "at_most": _words(row, "at_most"),
             "standard": _standard(row, titles)},
        )
        for row in rows
    )  # fmt: skip


def _needed(row: Mapping[str, Any], name: str) -> Decimal:
    found = exact(row.get(name))
    if found is None:
        raise Refused("rubric.row_incomplete")
    return found


def _words(row: Mapping[str, Any], name: str) -> str:
    return str(row.get(name) or "").strip()


def _standard(row: Mapping[str, Any], titles: Mapping[str, str]) -> str:
    return titles.get(_words(row, "standard"), "")
