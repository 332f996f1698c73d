"""What the audited acts are called; one line an act, in the order of the areas."""

from collections.abc import Mapping
from types import MappingProxyType

FAMILIES: Mapping[str, str] = MappingProxyType(
    {
        "account": "账号与登录",
        "organisation": "组织机构",
        "person": "学生信息",
        "roster": "花名册",
        "campaign": "普测批次",
        "testee": "应测名单",
        "answers": "作答上传",
        "policy": "分级标准",
        "warning": "预警",
        "warnings": "预警名单",
        "sheets": "答卷查阅",
        "untested": "未测名单",
        "comments": "班主任评语",
        "panel": "研判会",
        "report": "逐级上报",
        "reports": "上报汇总",
        "installation": "系统启用",
        "key": "密钥",
        "glass": "应急查看",
        "calendar": "校历",
        "clock": "时限",
        "responder": "当日复核负责人",
    }
)

ACTS: Mapping[str, str] = MappingProxyType(
    {
        "installation.started": "正式启用系统",
        "installation.became_demo": "建成演示环境",
        "key.rotated": "更换加密密钥",
        "account.signed_in": "登录",
        "account.sign_in_failed": "登录没有成功",
        "account.locked": "多次密码不对，账号暂时锁定",
        "account.signed_out": "退出登录",
        "account.signed_out_everywhere": "退出自己的所有设备",
        "account.password_changed": "修改自己的密码",
        "account.promised": "作出保密承诺",
        "account.created": "新增账号",
        "account.corrected": "修改姓名或电话",
        "account.password_reset": "重置密码",
        "account.unlocked": "解除锁定",
        "account.disabled": "停用账号",
        "account.enabled": "启用账号",
        "account.devices_signed_out": "让某人的所有设备退出",
        "account.role_granted": "授予角色",
        "account.role_revoked": "收回角色",
        "organisation.created": "新增单位",
        "organisation.renamed": "修改单位名称或代码",
        "organisation.moved": "调整上级单位",
        "organisation.closed": "停用单位",
        "organisation.reopened": "恢复单位",
        "organisation.facts_set": "修改学校信息",
        "organisation.classes_made": "新建班级",
        "organisation.head_set": "指定班主任",
        "organisation.imported": "从表格导入单位",
        "roster.imported": "导入花名册",
        "roster.rolled_over": "升级到新学年",
        "person.corrected": "修改学生信息",
        "person.revealed": "查看学生全名",
        "campaign.created": "新建普测批次",
        "campaign.edited": "修改普测批次",
        "campaign.opened": "开始普测",
        "campaign.closed": "结束普测",
        "campaign.reopened": "重新开放普测",
        "testee.added": "补充应测学生",
        "testee.marked": "标记请假或免测",
        "answers.uploaded": "上传作答",
        "policy.simulated": "试算分级标准",
        "policy.published": "发布分级标准",
        "warnings.exported": "下载预警名单",
        "sheets.opened": "查看学生的答卷",
        "untested.exported": "下载未测名单",
        "warning.raised_at_once": "关键题当日提醒",
        "glass.broken": "应急查看学生档案",
        "glass.given_back": "提前结束应急查看",
        "responder.set": "指定当日复核负责人",
        "responder.cleared": "取消当日复核负责人",
        "calendar.set": "修改校历",
        "calendar.cleared": "恢复校历",
        "clock.ran_out": "时限已过，自动升级",
        "comments.written": "写班主任评语",
        "comments.class_shown": "写评语时查看本班姓名",
        "panel.planned": "安排研判会",
        "panel.filled": "选定研判的学生",
        "panel.taken_off": "从研判名单上拿下一人",
        "panel.decided": "记录研判决定",
        "panel.held": "研判会已开，记录定稿",
        "report.drafted": "保存上报草稿",
        "report.submitted": "学校上报",
        "report.returned": "退回学校的上报",
        "report.accepted": "通过学校的上报",
        "reports.exported": "下载上报汇总表",
    }
)

OTHER = "其他操作"


def act_name(action: str) -> str:
    """What an audited act is called; one without a name here is 其他操作 of its family."""
    return ACTS.get(action) or f"{FAMILIES.get(action.partition('.')[0], '')}{OTHER}"
