"""Words for marking: what keeps a sheet from being written in or handed in, and sheets that come back as workbooks."""

from core.ui.words.areas.shape import ProblemWords

ERRORS: dict[str, str] = {
    "marking.tied": "登记了您和这所学校有关联，这份评分不能提交。请告诉组织评估的人，换一位评审。",
    "marking.mark_changed": "这一项刚刚在别的设备上改过，请看看现在的分数。",
    "marking.mark_first": "请先打分，再写理由。",
    "marking.unknown_item": "评分表里没有这一项，请刷新页面再看。",
    "marking.text_too_long": "写得太长，请控制在 {most} 个字以内；其余的都已保存。",
    "marking.sheet_incomplete": "还不能提交：{marks} 项没有打分，{reasons} 项扣了分还没写理由。已打的都在。",
    "marking.sheet_open": "这份评分表还没有提交，专家可以自己改。",
    "marking.sheet_locked": "这份评分表已经提交，分数不再改动。需要改，请评估管理员退回。",
    "marking.not_under_review": "这一轮现在不在评审阶段，分数不能改动。",
    "marking.entry_exempt": "这所学校这一轮免评，不用打分。",
    "marking.entry_returned": "学校正在补充材料，补好再提交评分。已打的分都在。",
    "marking.say_why": "请写上退回的原因，至少 {least} 个字。",
    "marking.other_sheet": "这个文件是另一份评分表的，请选对学校再传。",
    "marking.other_rubric": "这个文件用的评分标准（{theirs}）和这一轮的（{ours}）不一样，不能合并。请重新下载评分表。",
    "marking.not_our_file": "这个文件不是从这里下载的评分表，或者里面的标识被删掉了。请重新下载一份，把分数抄过去。",
    "marking.file_problems": "文件里还有要改的地方，没有导入。",
    "marking.conflicts_left": "有 {count} 项在文件和系统里写得不一样，请先选好用哪一个。",
}

PROBLEMS: dict[str, ProblemWords] = {
    "marking.no_such_item": ProblemWords("评分表里没有编号“{value}”", "请把编号改回原来的，或删掉这一行"),
    "marking.item_twice": ProblemWords("编号“{value}”有两行，写得不一样", "请只留一行"),
    "marking.not_a_choice": ProblemWords("这里填的不在可选范围内", "可以填：{allowed}"),
    "marking.half_not_applicable": ProblemWords("“{item}”一栏写了不适用，另一栏写了分数", "请两栏都写不适用，或都打分"),
    "marking.reason_alone": ProblemWords("“{item}”写了理由，没有打分", "请在打分栏填上分数，或把理由清空"),
    "marking.reason_too_long": ProblemWords("理由太长", "请控制在 {most} 个字以内"),
}
