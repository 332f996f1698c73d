"""What of a rubric no row of the form holds, as lines of a second sheet: a word, and what it says."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from core.evaluation.rules.forms.texts import number, plain
from core.evaluation.rules.spec import Combine, GradeCap, GradeLine, NaRule, Node, Purpose, RubricSpec, Source, Standard
from core.evaluation.rules.titles import NA_RULES, PURPOSES

FACTS_SHEET = "说明"
WIDTH = 9
COMBINES = {"相加": Combine.SUM, "平均": Combine.MEAN}
TEXTS = {"名称": "title", "编号": "key", "版本": "version", "许可": "licence", "简介": "summary"}
SOURCE = {"依据": "document", "网址": "url", "补充说明": "note"}


class Facts(NamedTuple):
    """The fields of the rubric, and the lines that were not understood (position from 0, the line)."""

    fields: dict[str, Any]
    unread: tuple[tuple[int, str], ...]


def fact_rows(spec: RubricSpec) -> list[tuple[str, ...]]:
    """The lines, all of one width."""
    return [(*row, *[""] * (WIDTH - len(row))) for row in _rows(spec)]


def read_facts(rows: Sequence[Sequence[str]]) -> Facts:
    """The lines read back; () makes no field at all."""
    fields: dict[str, Any] = {}
    source: dict[str, str] = {}
    unread: list[tuple[int, str]] = []
    titles = {row[2]: row[1] for row in rows if len(row) > 2 and row[0] == "标准"}
    for at, row in enumerate(rows):
        word, *rest = [*row, *[""] * (WIDTH - len(row))][:WIDTH]
        try:
            if word in SOURCE:
                source[SOURCE[word]] = rest[0]
            elif word:
                _take(fields, word, rest, titles)
        except (KeyError, ValueError):
            unread.append((at, " ".join(filter(None, row))))
    if source:
        fields["source"] = Source(**{"document": "", **source})
    return Facts(fields, tuple(unread))


def node_text(node: Node) -> str:
    """An indicator as a cell of the form says it: A 组织领导（10分）."""
    return f"{node.code} {node.title}" + (f"（{plain(node.points)}分）" if node.points is not None else "")


def _rows(spec: RubricSpec) -> Iterator[tuple[str, ...]]:
    yield from ((word, getattr(spec, name)) for word, name in TEXTS.items())
    yield "用途", PURPOSES[spec.purpose]
    yield from ((word, getattr(spec.source, name)) for word, name in SOURCE.items())
    yield "学段", *spec.stages
    yield "级别名称", *spec.level_names
    yield "总分", _shown(spec.total)
    yield "合计方式", _word(COMBINES, spec.combine)
    yield "不适用时", NA_RULES[spec.na_rule]
    titles = {standard.key: standard.title for standard in spec.standards}
    yield from (("标准", key, title) for key, title in titles.items())
    for line in spec.lines:
        yield "等级线", line.title, plain(line.at_least), titles.get(line.standard, "")
    for cap in spec.grade_caps:
        yield "等级限制", cap.code, plain(cap.below), cap.at_most, titles.get(cap.standard, "")
    for node in spec.nodes:
        numbers = (_shown(node.points), _word(COMBINES, node.combine), _shown(node.scale_to), _shown(node.cap))
        yield "指标", node.code, node.parent, node.title, *numbers, plain(node.weight)


def _take(fields: dict[str, Any], word: str, rest: list[str], titles: Mapping[str, str]) -> None:
    """One line; KeyError or ValueError for what is not understood."""
    if word in TEXTS:
        fields[TEXTS[word]] = rest[0]
    elif word in ("学段", "级别名称"):
        fields["stages" if word == "学段" else "level_names"] = tuple(filter(None, rest))
    elif word == "用途":
        fields["purpose"] = _known(PURPOSES, rest[0], Purpose.SCHOOL)
    elif word == "不适用时":
        fields["na_rule"] = _known(NA_RULES, rest[0], NaRule.SIBLINGS)
    elif word == "合计方式":
        fields["combine"] = COMBINES[rest[0] or "相加"]
    elif word == "总分":
        fields["total"] = _read(rest[0])
    else:
        name, made = _part(word, rest, titles)
        fields[name] = (*fields.get(name, ()), made)


def _part(word: str, rest: list[str], titles: Mapping[str, str]) -> tuple[str, Any]:
    if word == "标准":
        return "standards", Standard(key=rest[0], title=rest[1])
    if word == "等级线":
        return "lines", GradeLine(title=rest[0], at_least=_must(rest[1]), standard=_standard(rest[2], titles))
    if word == "等级限制":
        cap = GradeCap(code=rest[0], below=_must(rest[1]), at_most=rest[2], standard=_standard(rest[3], titles))
        return "grade_caps", cap
    if word == "指标":
        return "nodes", Node(
            code=rest[0], parent=rest[1], title=rest[2], points=_read(rest[3]), combine=COMBINES[rest[4] or "相加"],
            scale_to=_read(rest[5]), cap=_read(rest[6]), weight=_read(rest[7]) or Decimal(1),
        )  # fmt: skip
    raise KeyError(word)


def _standard(title: str, titles: Mapping[str, str]) -> str:
    return titles[title] if title else ""


def _read(text: str) -> Decimal | None:
    return _must(text) if text.strip() else None


def _must(text: str) -> Decimal:
    found = number(text)
    if found is None:
        raise ValueError(text)
    return found


def _shown(value: Decimal | None) -> str:
    return "" if value is None else plain(value)


def _known(words: Mapping[Any, str], said: str, unsaid: Any) -> Any:
    return _word(words, said) if said else unsaid


def _word(words: Mapping[Any, Any], said: Any) -> Any:
    """The key of a value."""
    return {value: key for key, value in words.items()}[said]
