"""Words for organisations."""

from core.ui.words.areas.shape import ProblemWords

ERRORS: dict[str, str] = {
    "organisation.bad_name": "请填写单位名称，不超过 {most} 个字。",
    "organisation.name_taken": "同一个上级单位下已经有这个名称。",
    "organisation.wrong_level": "这一级单位不能放在所选的上级下面。",
    "organisation.facts_are_for_schools": "学校要填学段；教育局不填。",
    "organisation.is_the_top": "这是最上级的单位，不能移动或停用。",
    "organisation.below_itself": "不能把单位移到它自己的下面。",
    "organisation.parent_is_closed": "上级单位已停用，请先恢复上级单位。",
    "organisation.holds_open_ones": "下面还有在用的单位，请先停用它们。",
    "organisation.closed_before_opened": "停用日期不能早于设立日期。",
    "organisation.check_first": "文件里还有要改的地方，改好再导入。",
}

PROBLEMS: dict[str, ProblemWords] = {
    "organisation.name_needed": ProblemWords("单位名称没有填，或超过了 {most} 个字", "请填写单位全称"),
    "organisation.unknown_level": ProblemWords(
        "层级写的是“{value}”，没有读懂", "请填 市、县（区）或学校；空着就是学校"
    ),
    "organisation.unknown_stage": ProblemWords(
        "学段写的是“{value}”，没有读懂", "请填 小学、初中、高中、中职，几个学段用顿号分开；学校一定要填"
    ),
    "organisation.unknown_word": ProblemWords("“{title}”写的是“{value}”，没有读懂", "请从下拉列表里选，或空着"),
    "organisation.unknown_day": ProblemWords("“{value}”不是一个日期", "请写成 2020-09-01 这样，或空着"),
    "organisation.too_long": ProblemWords("“{title}”太长了", "请缩短到 {most} 个字以内"),
    "organisation.twice_in_file": ProblemWords("同一个单位在文件里写了两次：{value}", "请只留一行"),
    "organisation.unknown_parent": ProblemWords(
        "找不到上级单位“{value}”", "请写系统里或本文件里的单位全称；它也可能不在您管的范围里"
    ),
    "organisation.parent_needed": ProblemWords("没有写上级单位", "您管着几个单位，请写明它属于哪一个"),
    "organisation.parent_ambiguous": ProblemWords("有几个单位都叫“{value}”", "请先把其中一个改名，再导入"),
    "organisation.parent_cannot_hold": ProblemWords("“{value}”下面不能放这一级单位", "请核对层级和上级单位"),
}
