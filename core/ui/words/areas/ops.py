"""Words for refusals of the command line and of the first run."""

from core.ui.words.areas.shape import ProblemWords

ERRORS: dict[str, str] = {
    "account.unknown": "没有这个用户名，或账号已停用。",
    "password.not_the_same": "两次输入的密码不一样，请再输一次。",
    "screening.no_such_campaign": "没有找到这个批次，或它现在不接收数据。请写批次的编号或完整名称。",
    "upload.coding_form": "写法要写成“量表=写法”，例如 scl90=0-4。",
}

PROBLEMS: dict[str, ProblemWords] = {}
