"""Words for organisations."""

from core.ui.words.areas.shape import ProblemWords

ERRORS: dict[str, str] = {
    "organisation.bad_name": "请填写单位名称，不超过 {most} 个字。",
}

PROBLEMS: dict[str, ProblemWords] = {}
