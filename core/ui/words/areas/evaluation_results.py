"""Words for moderation, results and the lists made public."""

from core.ui.words.areas.shape import ProblemWords

ERRORS: dict[str, str] = {
    "moderation.settled": "这一条已经有合议结果了。要改，请先重新打开。",
    "moderation.open": "这一条还没有合议结果，可以直接写。",
    "moderation.not_the_chair": "这一轮指定了合议组长，由组长来定。",
    "moderation.tied": "您和这所学校有关联，这一条请别的负责人来定。",
    "moderation.not_now": "现在不是合议阶段。结果公示以后，分数只能通过申诉来改。",
    "moderation.reason_needed": "请写下理由：看到了什么，为什么这样定。",
    "moderation.reason_too_long": "理由请不要超过 {most} 个字。",
    "moderation.mark_incomplete": "请把每一栏都定下来，只定一栏出不了结果。",
    "moderation.left": "还有 {left} 条没有合议，全部定下来才能出结果。",
    "results.not_rated": "这所学校还没有完整的评审打分，不能重新计算结果。",
    "results.not_public": "结果还没有公示，现在没有名单可以下载。",
    "results.nobody_listed": "没有学校达到公示的等级，名单是空的。",
}
PROBLEMS: dict[str, ProblemWords] = {}
