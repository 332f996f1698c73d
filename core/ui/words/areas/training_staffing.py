"""Words for looking at how schools are staffed, now and next year."""

from core.ui.words.areas.shape import ProblemWords

ERRORS: dict[str, str] = {}
PROBLEMS: dict[str, ProblemWords] = {
    "training.new_posts_school": ProblemWords("没有写学校", "写系统里的学校全名"),
    "training.new_posts_number": ProblemWords("“{title}”写的是“{value}”，不是 0—20 的整数", "填人数，没有就空着"),
    "training.new_posts_twice": ProblemWords("“{value}”在第 {first} 行已经写过", "同一所学校合成一行"),
}
