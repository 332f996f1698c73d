"""Every page of the product, in the order of the sidebar; append yours here."""

from typing import NamedTuple

from core.access import Actor, Capability


class PageSpec(NamedTuple):
    """One page: where it stands, its address, its file, and who may open it (any of `needs`; () = everybody signed in).

    `folded` leaves the sidebar closed: for pages that are worked on with a tablet in hand.
    """

    section: str
    slug: str
    file: str
    title: str
    icon: str
    needs: tuple[Capability, ...]
    listed: bool = True
    folded: bool = False

    def open_to(self, actor: Actor) -> bool:
        """Whether this person may open the page."""
        return not self.needs or actor.can(*self.needs)


SECTIONS = ("今日", "筛查与关爱", "跟进", "评估", "师资", "活动", "资源", "名册", "系统", "帮助")

PAGES: tuple[PageSpec, ...] = (
    PageSpec("今日", "desk", "pages/today/desk.py", "工作台", "checklist", ()),
    PageSpec("今日", "overview", "pages/today/overview.py", "总览", "monitoring", (Capability.VIEW_METRICS,)),
    PageSpec("今日", "agenda", "pages/today/agenda.py", "日程", "calendar_today", ()),
    PageSpec(
        "筛查与关爱",
        "campaigns",
        "pages/screening/campaigns.py",
        "普测批次",
        "event_note",
        (Capability.MANAGE_CAMPAIGNS, Capability.VIEW_COMPLETION),
    ),
    PageSpec(
        "筛查与关爱", "upload", "pages/screening/upload.py", "数据上传", "upload_file", (Capability.UPLOAD_ANSWERS,)
    ),
    PageSpec(
        "筛查与关爱", "results", "pages/screening/results.py", "普测结果", "fact_check", (Capability.VIEW_COMPLETION,)
    ),
    PageSpec(
        "筛查与关爱",
        "warnings",
        "pages/screening/warnings.py",
        "预警名单",
        "notifications_active",
        (Capability.VIEW_WARNINGS,),
    ),
    PageSpec(
        "筛查与关爱",
        "simulator",
        "pages/screening/simulator.py",
        "标准试算",
        "calculate",
        (Capability.PUBLISH_POLICY,),
    ),
    PageSpec(
        "跟进",
        "urgent",
        "pages/care/urgent.py",
        "当日复核",
        "priority_high",
        (Capability.WORK_CASES, Capability.APPROVE_CASES, Capability.REVIEW_REPORTS, Capability.VIEW_METRICS),
    ),
    PageSpec("跟进", "cases", "pages/care/cases.py", "个案跟进", "folder_shared", (Capability.VIEW_WARNINGS,)),
    PageSpec(
        "跟进",
        "interview",
        "pages/care/interview.py",
        "访谈与决定",
        "record_voice_over",
        (Capability.WORK_CASES,),
        listed=False,
    ),
    PageSpec("跟进", "report", "pages/care/report.py", "上报关心", "add_comment", (Capability.REPORT_CONCERN,)),
    PageSpec(
        "跟进",
        "comments",
        "pages/care/comments.py",
        "班主任评语",
        "rate_review",
        (Capability.COMMENT_CLASS, Capability.SEE_SCORES),
    ),
    PageSpec(
        "跟进",
        "referrals",
        "pages/care/referrals.py",
        "转介",
        "swap_horiz",
        (Capability.WORK_CASES, Capability.MANAGE_ORGANISATIONS),
    ),
    PageSpec("跟进", "handovers", "pages/care/handovers.py", "移交", "move_up", (Capability.WORK_CASES,)),
    PageSpec("跟进", "panels", "pages/care/panels.py", "研判会", "forum", (Capability.WORK_CASES,)),
    PageSpec(
        "跟进",
        "reports",
        "pages/care/reports.py",
        "逐级上报",
        "outgoing_mail",
        (Capability.WORK_CASES, Capability.REVIEW_REPORTS, Capability.VIEW_METRICS),
    ),
    PageSpec("跟进", "pupil", "pages/care/pupil.py", "一生一档", "contact_page", (Capability.SEE_SCORES,)),
    PageSpec("跟进", "glass", "pages/care/glass.py", "应急查看", "lock_open", (Capability.BREAK_GLASS,)),
    PageSpec("跟进", "balance", "pages/care/balance.py", "去向平衡表", "balance", (Capability.VIEW_METRICS,)),
    PageSpec(
        "跟进",
        "ledgers",
        "pages/care/ledgers.py",
        "台账导出",
        "lock",
        (Capability.EXPORT_PEOPLE, Capability.VIEW_COMPLETION),
    ),
    PageSpec(
        "评估",
        "rubrics",
        "pages/evaluation/rubrics.py",
        "评分标准",
        "checklist_rtl",
        (Capability.MANAGE_EVALUATION, Capability.VIEW_EVALUATION),
    ),
    PageSpec(
        "评估",
        "rounds",
        "pages/evaluation/rounds.py",
        "评估轮次",
        "event_note",
        (Capability.MANAGE_EVALUATION, Capability.VIEW_EVALUATION),
    ),
    PageSpec(
        "评估",
        "rated_schools",
        "pages/evaluation/schools.py",
        "参评学校",
        "domain_add",
        (Capability.MANAGE_EVALUATION,),
    ),
    PageSpec("评估", "raters", "pages/evaluation/raters.py", "评审分派", "group_add", (Capability.MANAGE_EVALUATION,)),
    PageSpec(
        "评估",
        "self",
        "pages/evaluation/self.py",
        "学校自评",
        "fact_check",
        (Capability.SELF_ASSESS, Capability.MANAGE_EVALUATION),
    ),
    PageSpec(
        "评估",
        "marking",
        "pages/evaluation/marking.py",
        "评审打分",
        "edit_note",
        (Capability.SCORE_SCHOOLS,),
        folded=True,
    ),
    PageSpec(
        "评估",
        "moderation",
        "pages/evaluation/moderation.py",
        "合议",
        "forum",
        (Capability.MANAGE_EVALUATION, Capability.SCORE_SCHOOLS),
    ),
    PageSpec(
        "评估",
        "evaluation_results",
        "pages/evaluation/results.py",
        "评估结果",
        "workspace_premium",
        (Capability.VIEW_EVALUATION,),
    ),
    PageSpec(
        "评估",
        "evaluation_after",
        "pages/evaluation/after.py",
        "申诉与整改",
        "gavel",
        (Capability.SELF_ASSESS, Capability.MANAGE_EVALUATION),
    ),
    PageSpec(
        "评估", "weak_items", "pages/evaluation/weak.py", "薄弱条目", "trending_up", (Capability.MANAGE_EVALUATION,)
    ),
    PageSpec("评估", "chain", "pages/evaluation/chain.py", "改进链", "conversion_path", (Capability.VIEW_EVALUATION,)),
    PageSpec(
        "评估",
        "recognition",
        "pages/evaluation/recognition.py",
        "认定名册",
        "verified",
        (Capability.VIEW_EVALUATION,),
    ),
    PageSpec("评估", "rooms", "pages/evaluation/rooms.py", "辅导室年检", "meeting_room", (Capability.VIEW_EVALUATION,)),
    PageSpec(
        "师资", "staffing", "pages/training/staffing.py", "配备与缺口", "stacked_bar_chart", (Capability.VIEW_STAFF,)
    ),
    PageSpec(
        "师资",
        "staff",
        "pages/training/staff.py",
        "心理教师",
        "badge",
        (Capability.VIEW_STAFF, Capability.MANAGE_STAFF),
    ),
    PageSpec(
        "师资", "duplicates", "pages/training/duplicates.py", "重复人员", "join_inner", (Capability.MANAGE_STAFF,)
    ),
    PageSpec(
        "师资",
        "certificates",
        "pages/training/certificates.py",
        "证书核验与到期",
        "workspace_premium",
        (Capability.VIEW_STAFF, Capability.MANAGE_STAFF),
    ),
    PageSpec(
        "师资",
        "hours",
        "pages/training/hours.py",
        "学时与要求",
        "timelapse",
        (Capability.VIEW_STAFF,),
    ),
    PageSpec(
        "师资",
        "requirements",
        "pages/training/requirements.py",
        "师资要求",
        "rule",
        (Capability.VIEW_STAFF,),
    ),
    PageSpec(
        "师资",
        "sessions",
        "pages/training/sessions.py",
        "培训活动",
        "event",
        (Capability.PLAN_TRAINING, Capability.ENROL_STAFF),
    ),
    PageSpec(
        "师资",
        "attendance",
        "pages/training/attendance.py",
        "签到与结业",
        "how_to_reg",
        (Capability.PLAN_TRAINING, Capability.ENROL_STAFF),
    ),
    PageSpec(
        "师资",
        "supervision",
        "pages/training/supervision.py",
        "督导记录",
        "diversity_1",
        (Capability.VIEW_STAFF,),
    ),
    PageSpec(
        "师资",
        "growth",
        "pages/training/growth.py",
        "教师成长档案",
        "history_edu",
        (Capability.VIEW_OWN_RECORD, Capability.MANAGE_STAFF),
    ),
    PageSpec("活动", "board", "pages/activities/board.py", "进度板", "grid_on", (Capability.VIEW_ACTIVITIES,)),
    PageSpec("活动", "seasons", "pages/activities/seasons.py", "活动月", "celebration", (Capability.VIEW_ACTIVITIES,)),
    PageSpec(
        "活动", "checklists", "pages/activities/checklists.py", "活动清单", "checklist", (Capability.RUN_SEASONS,)
    ),
    PageSpec(
        "活动", "plans", "pages/activities/plans.py", "方案与指导", "edit_calendar", (Capability.VIEW_ACTIVITIES,)
    ),
    PageSpec(
        "活动",
        "activity_report",
        "pages/activities/report.py",
        "活动上报",
        "add_a_photo",
        (Capability.RECORD_ACTIVITIES,),
    ),
    PageSpec("活动", "activity_review", "pages/activities/review.py", "材料审核", "rule", (Capability.RUN_SEASONS,)),
    PageSpec(
        "活动", "public_education", "pages/activities/public.py", "社会宣教", "campaign", (Capability.VIEW_ACTIVITIES,)
    ),
    PageSpec("活动", "activities", "pages/activities/log.py", "活动台账", "list_alt", (Capability.VIEW_ACTIVITIES,)),
    PageSpec(
        "活动",
        "contests",
        "pages/evaluation/contests.py",
        "评选与遴选",
        "emoji_events",
        (Capability.VIEW_ACTIVITIES, Capability.SCORE_SCHOOLS, Capability.MANAGE_EVALUATION),
    ),
    PageSpec("活动", "judging", "pages/evaluation/judging.py", "作品评审", "rate_review", (Capability.SCORE_SCHOOLS,)),
    PageSpec("资源", "library", "pages/library/shelf.py", "资源库", "local_library", (Capability.USE_LIBRARY,)),
    PageSpec(
        "资源",
        "resource",
        "pages/library/resource.py",
        "资源详情",
        "visibility",
        (Capability.USE_LIBRARY,),
        listed=False,
    ),
    PageSpec(
        "资源", "courses", "pages/library/courses.py", "专题课程", "collections_bookmark", (Capability.USE_LIBRARY,)
    ),
    PageSpec(
        "资源", "my_resources", "pages/library/mine.py", "我的资源", "cloud_upload", (Capability.SUBMIT_RESOURCES,)
    ),
    PageSpec("资源", "shelving", "pages/library/shelving.py", "上架审核", "approval", (Capability.KEEP_LIBRARY,)),
    PageSpec("名册", "students", "pages/roster/students.py", "人员名册", "groups", (Capability.VIEW_PEOPLE,)),
    PageSpec(
        "名册",
        "roster_import",
        "pages/roster/import_roster.py",
        "花名册导入",
        "upload_file",
        (Capability.MANAGE_ROSTER,),
    ),
    PageSpec("名册", "roll_over", "pages/roster/roll_over.py", "升级", "moving", (Capability.MANAGE_ROSTER,)),
    PageSpec(
        "系统",
        "organisations",
        "pages/system/organisations.py",
        "组织机构",
        "account_tree",
        (Capability.VIEW_ORGANISATIONS,),
    ),
    PageSpec("系统", "accounts", "pages/system/accounts.py", "账号管理", "group", (Capability.MANAGE_ACCOUNTS,)),
    PageSpec(
        "系统",
        "calendar",
        "pages/system/calendar.py",
        "校历",
        "calendar_month",
        (Capability.MANAGE_CALENDAR, Capability.WORK_CASES),
    ),
    PageSpec("系统", "audit", "pages/system/audit.py", "操作记录", "history", (Capability.VIEW_AUDIT,)),
    PageSpec("帮助", "guide", "pages/help/guide.py", "使用指南", "menu_book", ()),
    PageSpec("帮助", "account", "pages/access/account.py", "我的账号", "account_circle", (), listed=False),
)


def section_of(title: str) -> str:
    """The section a page of this title stands in; "" for a page of no section."""
    return next((page.section for page in PAGES if page.title == title), "")


def is_folded(slug: str) -> bool:
    """Whether the page at this address leaves the sidebar closed."""
    return any(page.slug == slug and page.folded for page in PAGES)


def landing(actor: Actor) -> PageSpec:
    """The page somebody arrives at: the figures for those who only read them, the work for everybody else."""
    reads, works = Capability.VIEW_METRICS, (Capability.MANAGE_CAMPAIGNS, Capability.UPLOAD_ANSWERS)
    slug = "overview" if actor.can(reads) and not actor.can(*works) else "desk"
    return next(page for page in PAGES if page.slug == slug)


def open_to(actor: Actor) -> list[PageSpec]:
    """The pages this person may open, in order."""
    return [page for page in PAGES if page.open_to(actor)]
