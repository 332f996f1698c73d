"""The schools of a bureau with their staff in numbers, to pick one from."""

from collections.abc import Sequence

import pandas as pd

from core.training.queries import Staffing
from core.training.views.shared import hours_words
from core.ui import tables
from core.ui.words import Absence, count


def staffing_table(rows: Sequence[Staffing], *, pick: bool) -> Staffing | None:
    """One row a school; answers the one picked, where its people may be read."""
    frame = pd.DataFrame([_cells(row) for row in rows])
    columns = {
        "school": tables.text_column("学校", 136),
        "full": tables.count_column("专职", 56),
        "part": tables.count_column("兼职", 56),
        "certified": tables.count_column("持证", 56, rule="证书在有效期内的人数"),
        "soon": tables.count_column("90 天内到期", 100),
        "hours": tables.count_column("本学年学时", 96),
        "each": tables.count_column("每名教师对应", 110, rule="在籍学生 ÷ 在岗专（兼）职心理教师"),
        "pupils": tables.count_column("在籍学生", 84),
    }
    at = tables.listing(frame, columns, key="staff.schools", alt=f"{len(rows)} 所学校的心理教师配备", pick=pick)
    return None if at is None else rows[at]


def _cells(row: Staffing) -> dict[str, str]:
    pupils = count(row.pupils) if row.pupils else "没有名册"
    told = {
        "full": str(row.posts.full_time),
        "part": str(row.posts.part_time),
        "certified": str(row.certified),
        "soon": str(row.expiring[90]),
        "hours": hours_words(row.hours),
        "each": _each(row),
    }
    silent = dict.fromkeys(told, Absence.NOT_REPORTED.value)
    return {"school": row.school, "pupils": pupils, **(told if row.registered else silent)}


def _each(row: Staffing) -> str:
    if not row.pupils or not row.counsellors:
        return Absence.NOT_APPLICABLE.value
    return count(round(row.pupils / row.counsellors), "名")
