"""Codes, titles and levels: everything has a name of its own, and stands where its heading says."""

from core.evaluation.rules.lint.finding import Findings, error, hint, twice
from core.evaluation.rules.lint.sums import children_of
from core.evaluation.rules.spec import RubricSpec, depth


def check_codes(rubric: RubricSpec) -> Findings:
    """Codes used twice, titles blank or used twice side by side, more levels than names for them."""
    items, nodes = [item.code for item in rubric.items], [node.code for node in rubric.nodes]
    for code in twice(items):
        yield error("item_code_twice", code, code=code)
    for code in twice(nodes):
        yield error("node_code_twice", code, code=code)
    for code in dict.fromkeys(code for code in items if code in nodes):
        yield error("code_of_both", code, code=code)
    yield from _titles(rubric)
    yield from _levels(rubric)


def codes_twice(rubric: RubricSpec) -> tuple[str, ...]:
    """The codes that more than one item or indicator has: marks could not be told apart."""
    return tuple(twice([*(node.code for node in rubric.nodes), *(item.code for item in rubric.items)]))


def _titles(rubric: RubricSpec) -> Findings:
    if not rubric.title.strip():
        yield error("title_blank")
    for parent, below in children_of(rubric).items():
        for each in below:
            if not each.title.strip():
                yield error("title_blank", each.code)
        for title in twice(each.title.strip() for each in below if each.title.strip()):
            yield error("title_twice", parent, title=title)


def _levels(rubric: RubricSpec) -> Findings:
    known = {node.code: node for node in rubric.nodes}
    levels = max((depth(known, node.code) for node in rubric.nodes), default=0)
    if levels > len(rubric.level_names):
        yield error("level_names_too_few", levels=levels, names=len(rubric.level_names))
    for name in twice(name.strip() for name in rubric.level_names):
        yield hint("level_name_twice", name=name)
