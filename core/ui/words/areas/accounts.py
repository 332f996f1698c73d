"""Words for accounts and passwords."""

from core.ui.words.areas.shape import ProblemWords

ERRORS: dict[str, str] = {
    "account.bad_username": "账号用 2—32 个字：汉字、字母、数字，或 . _ - @。",
    "account.username_taken": "这个账号已经有人用了，请换一个。",
    "account.bad_name": "请填写姓名，不超过 {most} 个字。",
    "account.bad_phone": "电话号码只写数字，可带 + 和 -。",
    "account.beyond_reach": "这个账号还有您管不到的角色，请找上一级的管理员。",
    "account.role_beyond_reach": "这个角色不在您能授予的范围里，请找上一级的管理员。",
    "account.not_oneself": "不能给自己授予角色，请另一位管理员来做。",
    "account.last_administrator": "这是最后一位系统管理员。先让另一位担任，再做这一步。",
    "class.head_is_no_class_teacher": "这位老师还没有本校班主任的角色，请先授予角色。",
    "installation.not_empty": "这里已经启用过了，请直接登录。",
    "password.same_as_before": "新密码和现在的一样，请换一个。",
    "password.too_short": "密码至少 {least} 个字。",
    "password.too_long": "密码太长了，请短一些（汉字每个占三个字节，一共不超过 72 个字节）。",
    "password.holds_username": "密码里请不要带上账号。",
    "password.too_common": "这个密码太常见，容易被猜到，请换一个。",
    "password.too_plain": "密码请混用大写、小写、数字、符号中的 {kinds} 种；写满 {long} 个字就不必混用，但不要总重复几个字。",
    "promise.another_wording": "保密承诺的文字刚刚更新过，请重新读一遍再确认。",
}

PROBLEMS: dict[str, ProblemWords] = {}
