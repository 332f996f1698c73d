"""Words for class teachers' comments, panels and the reports of schools."""

from core.ui.words.areas.shape import ProblemWords

ERRORS: dict[str, str] = {
    "comments.how_many": "一次请写 1 到 {most} 名学生。",
    "comments.twice": "有一名学生写了两遍，请只留一处。",
    "comments.note_too_long": "有一条说明超过了 {most} 个字，请短一点；其余的都还在。",
    "comments.unknown_concern": "请在三个选项里选一个。",
    "panels.title": "请给这次研判会起个名字，1 到 {most} 个字。",
    "panels.withdrawn": "选中的人里有已更正的提醒，不用再研判。请重新选一下。",
    "panels.too_many": "一次研判会最多 {most} 人，请分成几次。",
    "panels.decided": "这一条已经写了决定，不能再拿下。",
    "panels.not_decidable": "这个决定用不上：还没有建档的可以排除，已经建档的可以转介或结案。",
    "panels.rationale_needed": "请写上理由，至少 {least} 个字。",
    "panels.text_too_long": "写得太长，请控制在 {most} 个字以内。",
    "panels.quorum": "请写上到会的人，至少 {least} 位，用顿号隔开。",
    "panels.no_items": "名单上还没有人。先选好要研判的学生，再记为已开。",
    "panels.undecided": "还有 {left} 人没有写决定，写完再记为已开。",
    "panels.held": "这次研判会已经记为已开，记录不再改动。有新情况，请另开一次。",
    "panels.not_yet": "开会的日期还没到，请核对一下。",
    "reports.no_such_step": "这份上报现在不能做这一步，可能刚刚有别人处理过。请刷新看看。",
    "reports.not_asked": "这个批次没有问到这所学校的学生，不用上报。",
    "reports.say_why": "请写上要改什么，至少 {least} 个字。",
    "reports.text_too_long": "写得太长，请控制在 {most} 个字以内；您写的还在。",
    "reports.own_report": "自己报的，请另一位同事来审。",
}
PROBLEMS: dict[str, ProblemWords] = {}
