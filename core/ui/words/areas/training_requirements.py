"""Words for requirements on staff and hours."""

from core.ui.words.areas.shape import ProblemWords

ERRORS: dict[str, str] = {
    "training.requirements_note_missing": "请写一句说明：为什么这样定，依据是哪份文件。",
    "training.requirements_note_too_long": "说明请缩短到 {most} 个字以内。",
    "training.requirements_unsound": "里面还有不成立的地方，请先改好上面列出的各条，再发布。",
    "training.requirements_same": "和现在执行的要求一样，没有发布新的版本。",
    "training.requirements_moved_on": "同一时间有人发布了新的版本。请刷新看一看，再决定要不要发布。",
}
PROBLEMS: dict[str, ProblemWords] = {}
