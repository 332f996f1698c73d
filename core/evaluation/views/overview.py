"""总览: evaluation in three numbers: the part handed in, the target reached, the recognitions that stand."""

from typing import NamedTuple

from core.evaluation.queries import Reached, RoundRow
from core.evaluation.rules.shares import Coverage
from core.ui import parts
from core.ui.words import attainment, count, coverage

RULE = "已提交 ÷（参评 − 免评）；目标达成率＝已认定 ÷ 目标，可以超过 100%；撤销和过期的认定不算"


class Standing(NamedTuple):
    """Recognitions that stand, and those of them that end within 90 days."""

    valid: int
    expiring: int


def panel(
    running: tuple[RoundRow, Coverage] | None, reached: tuple[RoundRow, Reached] | None, recognised: Standing
) -> None:
    """Drawn only where there is anything of evaluation to tell."""
    shown = []
    if running:
        round_, done = running
        shown.append(parts.Tally("学校已提交", coverage(done.done, done.due), round_.title))
    if reached and (goal := reached[1].attainment):
        words = f"{reached[0].title}：{count(goal.reached)} / 目标 {count(goal.target)}"
        shown.append(parts.Tally("目标达成率", attainment(goal.reached, goal.target), words))
    if recognised.valid:
        ends = f"其中 {count(recognised.expiring)} 项 90 天内到期" if recognised.expiring else "近 90 天没有到期的"
        shown.append(parts.Tally("有效的认定", count(recognised.valid, "项"), ends))
    if shown:
        parts.section("评估", "详情在评估结果和认定名册", rule=RULE)
        parts.tally(shown)
