"""The sheet as the reader of a form sees it: cells by column, and problems that name their place."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from core.errors import Gravity, Problem
from core.sheets.cells import tidy
from core.sheets.columns import Column

LEVELS = ("level1", "level2", "level3", "level4")
COLUMNS = (
    Column("level1", "一级指标", ("项目", "一级", "类别", "部分", "A级指标", "评估项目"), help="写在每一行，或合并单元格。"
           "可以带编号和分值，如“A 组织领导（10分）”", example="A 组织领导（10分）"),
    Column("level2", "二级指标", ("二级", "B级指标"), help="没有这一级就空着；上一行有而这一行没有，写“—”"),
    Column("level3", "三级指标", ("三级", "C级指标")),
    Column("level4", "四级指标", ("四级", "D级指标")),
    Column("code", "编号", ("序号", "项目编号"), help="不写会自动编", example="A1"),
    Column("content", "评估内容", ("评分项", "指标", "评价内容", "考核内容", "评估指标"), help="一行一项",
           example="有领导小组，分工明确"),
    Column("element", "评估要素", ("要点", "评估要点", "评价要素", "观测点"), help="评估内容再细分时用；一行一项"),
    Column("points", "分值", ("满分", "标准分", "分数", "权重分值"), help="这一项的满分", example="5"),
    Column("kind", "评分方式", help="不写就看“各档与分值”猜；都没有，就按分值打分"),
    Column("levels", "各档与分值", ("计分办法",), help="一行一档：“3分：有”；等级系数“A：0.8”；按数值“60≤x<100：3分”"),
    Column("guidance", "评分要点", ("评分说明", "评分细则")),
    Column("method", "评估方法", ("评估形式", "考评办法", "评估方式", "检查方法", "考核方法"), example="查看文件"),
    Column("evidence", "佐证材料", ("佐证", "材料", "支撑材料"), help="一行一种材料"),
    Column("settings", "其他设置",
           help="一行一条：单位 ㎡、间隔 0.5、每次扣 2 分、可不适用、必交佐证、分标准打分、低于 4 分否决"),
)  # fmt: skip
"""What a form may have; headings that end with 要求 are standards, those such as 3分 and A=1 are levels."""
ASKED = re.compile(r"(.{1,12}?)(?:标准|学校)?要求")
NO_STANDARDS = ("佐证", "材料", "基本", "具体", "评估", "评分", "指标")
SCORED = re.compile(r"(\d+(?:\.\d+)?)\s*分")
GRADED = re.compile(r"([A-E]|优秀?|良好?|中|合格|差)\s*(?:[=:：(（]\s*(\d*\.?\d+)\s*[)）]?)?")
SHARES = {"A": "1", "B": "0.8", "C": "0.6", "D": "0.4"}


class Heading(NamedTuple):
    """The heading over a column that no fixed name claims."""

    letter: str
    text: str


class Cell(NamedTuple):
    """What stands in a cell; "" where nothing does."""

    letter: str
    text: str


class Grid(NamedTuple):
    """The rows of a form below its heading: (spreadsheet row, cells by letter), and what the columns are."""

    sheet: str
    places: Mapping[str, str]
    titles: Mapping[str, str]
    others: Sequence[Heading]
    rows: Sequence[tuple[int, Mapping[str, str]]]

    def cell(self, cells: Mapping[str, str], key: str) -> Cell:
        """The cell of a fixed column."""
        letter = self.places.get(key, "")
        return Cell(letter, (cells.get(letter) or "").strip())

    @property
    def standards(self) -> dict[str, str]:
        """Columns of standards: letter and title."""
        found = {each.letter: ASKED.fullmatch(tidy(each.text)) for each in self.others}
        return {letter: one[1] for letter, one in found.items() if one and one[1] not in NO_STANDARDS}

    @property
    def scores(self) -> dict[str, str]:
        """Columns of anchors: letter and points."""
        return {each.letter: found[1] for each in self.others if (found := SCORED.fullmatch(tidy(each.text)))}

    @property
    def grades(self) -> dict[str, tuple[str, str]]:
        """Columns of grades: letter, and the grade with its share; none unless every share is known."""
        found = {each.letter: GRADED.fullmatch(tidy(each.text)) for each in self.others}
        told = {letter: (one[1], one[2] or SHARES.get(one[1], "")) for letter, one in found.items() if one}
        return told if len(told) > 1 and all(share for _, share in told.values()) else {}

    @property
    def item_key(self) -> str:
        """The column whose rows are the items: the finest there is; "" where none is."""
        return next((key for key in ("element", "content", *reversed(LEVELS)) if key in self.places), "")

    @property
    def levels(self) -> list[str]:
        """The columns of indicators, from the highest."""
        return [key for key in (*LEVELS, "content") if key in self.places and key != self.item_key]

    def problem(self, code: str, row: int, cell: Cell, **details: str) -> Problem:
        """Something to mend in a cell."""
        title = next((self.titles.get(key, "") for key, at in self.places.items() if at == cell.letter), "")
        return Problem(
            self.sheet, row, cell.letter, cell.text[:60], f"rubric_sheet.{code}", Gravity.MUST_FIX, title,
            tuple(details.items()),
        )  # fmt: skip

    def filled(self) -> Iterator[tuple[int, Mapping[str, str]]]:
        """Rows that hold anything but sums."""
        for row, cells in self.rows:
            words = [text.strip() for text in cells.values() if text and text.strip()]
            if words and not _adds_up(words):
                yield row, cells


def _adds_up(words: Sequence[str]) -> bool:
    """Whether a row is a sum, or where people sign: neither is an item."""
    first = tidy(words[0]).replace(" ", "")
    return bool(re.match(r"(合计|总计|小计|总分|共计|累计|得分合计|评估人|评审人|填表|备注[:：]|注[:：])", first))
