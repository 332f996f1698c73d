"""Words for signing in, scores, completion, certificates of completion and feedback."""

from core.ui.words.areas.shape import ProblemWords

ERRORS: dict[str, str] = {
    "training.part_withdrawn": "选中的人里有已经撤销报名的，请看最新的名单。",
    "training.code_minutes": "签到码的有效时间请填 1 到 240 分钟。",
    "training.no_code_now": "现在没有您参加的活动在签到。请等大屏幕出现签到码，或找会务登记。",
    "training.no_assessment": "这次活动没有设考核，不用登记成绩。",
    "training.score_unlikely": "成绩请填 0 到 100 的数字，最多一位小数。",
    "training.not_over": "活动还没有到最后一天，结束后再办理结业。",
    "training.not_there": "签到参加过的老师才能填反馈。",
    "training.feedback_given": "这位老师已经填过反馈，一次活动填一次。",
    "training.feedback_stars": "三项都请选 1 到 5 分。",
    "training.feedback_words": "想说的话请缩短到 300 个字以内。",
    "training.how_many_papers": "请先选证书，一次最多 500 张。",
    "training.certificate_revoked": "这里面有已经撤销的证书，请看最新的名单。",
    "training.certificate_stands": "这张证书不用恢复，或者持证人没有完成这次活动。",
}
PROBLEMS: dict[str, ProblemWords] = {
    "training.not_on_list": ProblemWords(
        "报名名单里没有“{value}”", "请核对姓名、学校和手机号后四位；没有报名的请先补报名"
    ),
    "training.two_alike": ProblemWords("叫“{value}”的不止一位", "请写上学校和手机号后四位"),
    "training.withdrawn_before": ProblemWords("“{value}”已经撤销报名", "真的来了，请先重新报名；没有来，请删去这一行"),
    "training.unknown_module": ProblemWords("模块写的是“{value}”，这次活动没有这个模块", "请照活动里的模块名称填写"),
    "training.unknown_there": ProblemWords("“{title}”写的是“{value}”，没有读懂", "到了的写“是”，没有到的写“否”"),
    "training.score_unlikely": ProblemWords("成绩写的是“{value}”", "请填 0 到 100 的数字，最多一位小数"),
    "training.two_scores": ProblemWords("和第 {first} 行是同一个人，成绩不一样", "请留下一行"),
}
