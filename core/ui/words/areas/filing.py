"""Words for ledgers, balance sheets and pupils' files."""

from core.ui.words.areas.shape import ProblemWords

ERRORS: dict[str, str] = {
    "ledgers.purpose_needed": "请写明导出用来做什么，至少 {least} 个字。",
    "ledgers.nothing": "您的范围里没有可以列进这份台账的内容，没有生成文件。",
    "ledgers.campaign_needed": "普测情况汇总表要选定一个批次。",
}
PROBLEMS: dict[str, ProblemWords] = {}
