"""Words of the codes that any area may raise."""

from core.ui.words.areas.shape import ProblemWords

ERRORS: dict[str, str] = {
    "app": "这一步没有做成，数据没有变动。请再试一次；还是不行，请告诉管理员。",
    "not_signed_in": "登录已经结束，请重新登录。已保存的内容都在。",
    "not_allowed": "这一步不在您的权限里。需要的话，请找本单位管理员开通。",
    "not_found": "没有找到，或不在您负责的范围里。",
    "refused": "现在还不能这样做，数据没有变动。",
    "file_not_found": "没有找到这个文件，它可能已被移走。",
    "broken_pack": "规则文件 {file} 有误，暂时不能使用。请告诉管理员。",
    "backup.not_sqlite": "数据库不是 SQLite，请用数据库自己的工具备份。",
    "rotate.keys_are_not_in_a_file": "密钥不在文件里，请在给出密钥的地方更换。",
    "already_done": "这一步已经做过了，没有重复保存。",
    "conflict": "刚刚有人改过同一条，您的这次没有保存。请刷新后再看一眼。",
    "unsafe": "系统的安全设置不完整，请联系管理员。",
    "unsafe.bcrypt_cost": "密码的加密强度不能低于 {least}（SHOUWANG_BCRYPT_COST）。",
    "unsafe.key_file_mode": "密钥文件 {path} 别人也能读。请把它的权限改成仅本人可读（0600）再启动。",
    "unsafe.keys_missing": "没有找到密钥。请用 SHOUWANG_KEYS 或 SHOUWANG_KEY_FILE 指明密钥再启动。",
    "unsafe.keys_unreadable": "密钥文件读不懂或缺了内容。请换回当初另存的那一份。",
    "unsafe.keys_weak": "密钥太短、太简单或有重复。每一把至少 {least} 字节，互不相同。",
    "unsafe.cannot_open": "有一项加密内容打不开：密钥不对，或内容被改动过。请联系管理员核对密钥。",
    "invalid_file": "这个文件还有要改的地方，系统里的数据没有变动。",
}

PROBLEMS: dict[str, ProblemWords] = {}
