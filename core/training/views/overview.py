"""总览: staffing in four numbers, the two rates apart."""

from core.training.queries import StaffSummary
from core.ui import parts
from core.ui.words import Absence, count, share

RULE = "两个配备率口径不同，分开看；没有登记过的学校也在分母里，另外写明"


def panel(summary: StaffSummary) -> None:
    """Drawn where there are schools; without anybody registered there is no rate."""
    if not summary.schools:
        return
    silent = summary.silent == summary.schools
    parts.section("师资", "名单在配备与缺口", rule=RULE)
    of = f"共 {count(summary.schools)} 所学校"
    parts.tally(
        [
            parts.Tally("专职配备率", _rate(summary.full, summary, silent), of),
            parts.Tally("专（兼）职配备率", _rate(summary.either, summary, silent), of),
            parts.Tally("没有人在岗", count(summary.empty, "所"), f"另有 {count(summary.silent)} 所还没有登记"),
            parts.Tally("证书 30 天内到期", count(summary.expiring, "位"), "在岗专（兼）职教师"),
        ]
    )


def _rate(having: int, summary: StaffSummary, silent: bool) -> str:
    return Absence.NOT_REPORTED.value if silent else share(having, summary.schools)
