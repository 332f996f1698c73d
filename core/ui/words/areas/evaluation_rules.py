"""Words for marks that cannot be and raters who cannot be found."""

from core.ui.words.areas.shape import ProblemWords

ERRORS: dict[str, str] = {
    "evaluation.bad_mark": "“{item}”这一项填得不对：{expected}。",
    "evaluation.too_few_raters": (
        "有 {entries} 个参评对象找不齐 {each} 名能评的人（要回避的已除外）。请增加评审人员，或减少每个对象的评审人数。"
    ),
}

PROBLEMS: dict[str, ProblemWords] = {}
"""None: a sheet's own problems are told where sheets are read."""
