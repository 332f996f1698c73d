"""催报: words to paste into a message, with schools and days alone; no pupil, no person."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from core.evaluation.rules.states import EntryState

WHERE = "请登录“守望”，在“评估 — 学校自评”里填写并提交。"
HELP = "如果确有困难，请在截止前和我们说一声，可以申请延期。"


class Waiting(NamedTuple):
    """A school (or one of its rooms) that has not submitted, and its last day."""

    place: str
    state: EntryState
    due_on: date

    def days_over(self, today: date) -> int:
        """How many days the last one lies back; 0 or less while it has not passed."""
        return (today - self.due_on).days


def reminder(title: str, waiting: Waiting, *, today: date) -> str:
    """The message to one school."""
    over = waiting.days_over(today)
    when = f"截止日期是{_day(waiting.due_on)}，" + (f"已经过了 {over} 天" if over > 0 else _left(-over))
    what = "材料请补充后再提交" if waiting.state is EntryState.RETURNED else "自评还没有提交"
    return f"{waiting.place}：您好！“{title}”的{what}，{when}。{WHERE}{HELP}谢谢！"


def notice(title: str, rows: Sequence[Waiting], *, today: date) -> str:
    """One message for all: those whose day has passed, then those who still have time, each the earliest day first."""
    ordered = sorted(rows, key=lambda row: (row.due_on, row.place))
    over = [row for row in ordered if row.days_over(today) > 0]
    soon = [row for row in ordered if row.days_over(today) <= 0]
    lines = [f"【{title}】自评提交提醒（{_day(today)}）", f"以下 {len(rows)} 处还没有提交。{WHERE}{HELP}"]
    for head, part in (("已过截止日期：", over), ("还没到截止日期：", soon)):
        if part:
            lines += [head, *(f"{number}. {_line(row)}" for number, row in enumerate(part, 1))]
    return "\n".join([*lines, "已经提交的学校，谢谢您！"])


def _line(row: Waiting) -> str:
    more = "，请补充材料" if row.state is EntryState.RETURNED else ""
    return f"{row.place}（{_day(row.due_on)}截止{more}）"


def _left(days: int) -> str:
    return f"还有 {days} 天" if days else "就是今天"


def _day(when: date) -> str:
    return f"{when.month}月{when.day}日"
