"""总览: the activity month that runs, in four numbers; completeness and timeliness apart."""

from collections.abc import Sequence
from datetime import date

from core.activities.queries import Board, SeasonRow
from core.ui import parts
from core.ui.words import Absence, count, share

RULE = "完成率看应做的项做完了多少，准时率看做完的项里有多少是到期以前上报的；免做的不算。名单在进度板"


def running(seasons: Sequence[SeasonRow], today: date) -> SeasonRow | None:
    """Of the seasons, the latest first, the one that began last; None before any has begun."""
    return next((one for one in seasons if one.starts_on <= today), None)


def panel(board: Board) -> None:
    """Drawn where schools have something to do."""
    told = board.summary
    if not told.schools:
        return
    parts.section("活动月", board.season.title, rule=RULE)
    timely = share(told.timely, told.done) if told.done else Absence.NOT_REPORTED.value
    people = count(board.totals.attendances) if told.silent < told.schools else Absence.NOT_REPORTED.value
    parts.tally(
        [
            parts.Tally("完成率", share(told.done, told.due), f"{count(told.done)} / {count(told.due)} 项"),
            parts.Tally("准时率", timely, f"完成的 {count(told.done)} 项里"),
            parts.Tally(
                "全部完成的学校", count(told.complete, "所"), f"共 {count(told.schools)} 所，{told.silent} 所未报"
            ),
            parts.Tally("参与人次", people, f"{count(board.totals.sessions)} 场"),
        ]
    )
