"""Words for people on file: facts, posts, accounts, certificates and their scans, ladders, honours."""

from core.ui.words.areas.shape import ProblemWords

ERRORS: dict[str, str] = {
    "training.person_moved_on": "这位老师的信息刚刚被别人改过，请看最新的再改。",
    "training.birth_month_unlikely": "请核对出生年月：写成 1990-05 这样，年龄在 16 到 90 岁之间。",
    "training.phone_unlikely": "请核对电话：11 位手机号，或带区号的固定电话。",
    "training.person_too_long": "专业请缩短到 40 个字以内，职称 20 个字以内。",
    "training.workload_unlikely": "周课时和周辅导时长请填 0 到 60 的数字，最多一位小数。",
    "training.retires_unlikely": "请核对退休日期。",
    "training.account_closed": "这个账号已经停用，请先启用，或换一个。",
    "training.account_taken": "这个账号已经关联了另一个人的档案，请先在那边取消关联。",
    "training.no_account": "这份档案还没有关联账号。",
    "training.post_held": "这段时间已经有同一所学校、同一类别的岗位了。",
    "training.moved_nowhere": "档案已经在这所学校，不用调动。",
    "training.moved_before_beginning": "调动的日期要晚于原来到岗的日期。",
    "training.unknown_rung": "找不到这个梯队层级，请重新选择。",
    "training.nominated_already": "这个梯队里已有一次推荐在等结果。",
    "training.holds_rung": "这个层级还在任期里，任期结束后可以再推荐。",
    "training.rung_below_first": "要先担任过前一个层级，才能推荐这个层级。",
    "training.term_unlikely": "请核对任期：开始不晚于结束，不超过 20 年；提前结束要在任期之内。",
    "training.place_settled": "这次推荐已经有结果了，请刷新后再看。",
    "training.honour_title_needed": "请写上荣誉名称，不超过 80 个字。",
    "training.awarded_unlikely": "请核对获得日期：要在 1950 年以后，不晚于今天。",
    "training.certificate_too_long": "级别请缩短到 20 个字以内，发证机关 80 个字以内。",
    "training.paper_known": "这张证书已经登记过了：种类和编号都一样。",
    "training.scan_too_large": "文件超过 {most} MB，请压缩后再传。",
    "training.scan_kind": "只收 PDF、PNG、JPG；改过后缀的其他文件也不行。",
    "training.scan_broken": "文件不完整，可能没有传完，请重新保存一份再传。",
    "training.no_scan": "这张证书还没有扫描件。",
    "training.checked_already": "这张证书已经核验过了。",
    "training.not_checked": "这张证书还没有核验。",
    "training.hours_of_session": "这是培训活动计入的学时，请到那次活动里更正。",
}
PROBLEMS: dict[str, ProblemWords] = {}
