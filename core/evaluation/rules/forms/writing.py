"""A rubric laid into the rows of its form."""

from core.evaluation.rules.forms.facts import node_text
from core.evaluation.rules.forms.grid import LEVELS
from core.evaluation.rules.forms.scales import Levels, level_lines
from core.evaluation.rules.forms.settings import setting_lines
from core.evaluation.rules.forms.texts import plain
from core.evaluation.rules.spec import Item, Kind, Node, RubricSpec, depth
from core.evaluation.rules.titles import ITEM_KINDS

FORM_SHEET = "评分表"
LEVEL_TITLES = ("一级指标", "二级指标", "三级指标", "四级指标")
NONE_HERE = "—"


def form_headings(spec: RubricSpec) -> list[str]:
    """The columns of the form of this rubric."""
    asked = [f"{standard.title}要求" for standard in spec.standards]
    levels = LEVEL_TITLES[: _levels(spec)]
    return [
        *levels,
        "编号",
        "评估内容",
        "分值",
        "评分方式",
        "各档与分值",
        *asked,
        "评分要点",
        "评估方法",
        "佐证材料",
        "其他设置",
    ]


def form_rows(spec: RubricSpec) -> list[list[str]]:
    """One row an item, every cell as text."""
    nodes, width = {node.code: node for node in spec.nodes}, _levels(spec)
    return [[*_above(item, nodes, width), *_cells(spec, item)] for item in spec.items]


def _levels(spec: RubricSpec) -> int:
    nodes = {node.code: node for node in spec.nodes}
    return max((depth(nodes, item.parent) for item in spec.items), default=0)


def _above(item: Item, nodes: dict[str, Node], width: int) -> list[str]:
    """The indicators above an item, from the highest; where there are fewer than elsewhere, that is said."""
    found: list[str] = []
    code = item.parent
    while code and len(found) < len(LEVELS):
        found.insert(0, node_text(nodes[code]))
        code = nodes[code].parent
    return found + [NONE_HERE] * (width - len(found))


def _cells(spec: RubricSpec, item: Item) -> list[str]:
    titles = {standard.key: standard.title for standard in spec.standards}
    asked = {each.standard: each for each in item.requirements}
    own = {titles[key]: each.bands for key, each in asked.items() if each.bands}
    scale = Levels(item.anchors, item.grades, item.bands, own)
    points = plain(item.points) if item.points or item.kind is not Kind.VETO else ""
    texts = [asked[key].text if key in asked else "" for key in titles]
    return [
        item.code, item.title, points, ITEM_KINDS[item.kind], level_lines(scale, titles), *texts, item.guidance, item.method,
        "\n".join(item.evidence), setting_lines(item, titles),
    ]  # fmt: skip
