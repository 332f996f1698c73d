"""Words for trying and publishing tier policies."""

from core.ui.words.areas.shape import ProblemWords

ERRORS: dict[str, str] = {
    "screening.nothing_to_try": "这个批次还没有作答，没有可以试算的分数。",
    "screening.too_many_to_try": "一次最多试算 {most} 人。请由区县分别试算。",
    "screening.policy_unsound": "有一个界值超出了量表的分数范围，请改回来再试。",
    "screening.policy_note_missing": "请写一句为什么这样定，方便以后的人看懂。",
    "screening.policy_note_too_long": "说明太长，请控制在 {most} 个字以内。",
    "screening.policy_laxer": (
        "上级发布的 {version} 版里，{level}（{wanted}）要更严，这里有 {points} 处比它宽。下级只能更严，请改严后再发布。"
    ),
    "screening.policy_same": "和现行的一版一样，不用再发布。",
    "screening.policy_moved_on": "刚刚有人也发布了一版，请再看一遍后重新发布。您填的内容还在。",
}
PROBLEMS: dict[str, ProblemWords] = {}
