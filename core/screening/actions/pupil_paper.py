"""A pupil's file on paper."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from core import clock
from core.cases import packs as forms
from core.cases.queries import EntryRow, FiledWarning
from core.cases.rules.states import Source
from core.cases.rules.titles import SOURCE_TITLES, STATE_TITLES, STEP_TITLES
from core.cases.tables import CaseChange, Task
from core.errors import NotFound
from core.screening import packs
from core.screening.queries.people import Face
from core.screening.queries.pupils import PupilFile
from core.screening.rules.ledgers import grade_title
from core.screening.rules.reasons import decode, figure, sentence
from core.screening.rules.titles import CONCERN_TITLES
from core.sheets.paper import Part, paper
from core.students.rules.words import SEX_TITLES

TITLE = "学生心理成长档案（一生一档）"
NOTE = "分数是一个信号，不是诊断。本件不作评优、升学和诊断的依据，不得复制、外传；用后请交回保管或销毁。"

Called = Mapping[int | None, str]


def pupil_paper(
    file: PupilFile, face: Face | None, called: Called, *, reader: str, purpose: str, at: datetime
) -> bytes:
    """The .docx; without `face` name and number stay masked."""
    mark = f"查阅人：{reader}　{_moment(at)}　用途：{purpose}"
    parts = [_head(file, face), _scores(file), _warnings(file), *_steps(file, called), *_entries(file, called)]
    parts += [*_plan(file), *_files(file, called), *_comments(file, called)]
    return paper(TITLE, parts, mark=mark, at=at)


def _head(file: PupilFile, face: Face | None) -> Part:
    card = file.card
    years = "；".join(
        f"{year.school_year} 学年 {year.school} {grade_title(year.grade)} {year.class_name or ''}".rstrip()
        for year in card.years
    )
    return Part("一、学生", [
        ("姓名", face.name if face else card.name, "学籍号", face.number if face else card.number),
        ("性别", SEX_TITLES[card.sex], "学校", card.school), ("在校经历", years, "", ""),
    ], below=NOTE)  # fmt: skip


def _scores(file: PupilFile) -> Part:
    rows = [("时间", "量表", "总分", "所在区间", "等级")]
    for series in file.series:
        for point in series.points:
            total = "没有总分" if point.total is None else figure(point.total)
            band = point.band or ("" if point.valid else "卷子不能用来分级")
            tier = file.label(point.campaign_id, point.severity)
            rows.append((f"{point.day}", series.title, total, band, tier))
    return Part("二、历次测评", rows, header=True)


def _warnings(file: PupilFile) -> Part:
    rows = [("日期", "来源", "等级", "去向", "为什么")]
    rows += [
        (
            _day(row.raised_at), SOURCE_TITLES[row.source], file.label(row.campaign_id, row.severity),
            STATE_TITLES[row.state], why(row),
        )
        for row in file.filed.warnings
    ]  # fmt: skip
    return Part("三、预警", rows, header=True)


def why(row: FiledWarning) -> str:
    """The reasons in words; of a report what was seen."""
    return sentence(packs.scales(), decode(row.reasons)) if row.source is Source.SCREENING else row.reasons


def _steps(file: PupilFile, called: Called) -> Iterator[Part]:
    changes = [(case_id, change) for case_id, rows in file.filed.changes.items() for change in rows]
    if changes:
        rows = [("日期", "做了什么", "等级", "理由", "经办人")]
        rows += [_step(file, change, file.filed.cases[case_id].campaign_id, called) for case_id, change in changes]
        yield Part("四、个案经过", rows, header=True)


def _step(file: PupilFile, row: CaseChange, campaign_id: int | None, called: Called) -> tuple[str, str, str, str, str]:
    told = [file.label(campaign_id, severity) for severity in (row.from_severity, row.to_severity)]
    tier = told[1] if told[0] in ("", told[1]) else f"{told[0]}→{told[1]}"
    return _day(row.at), STEP_TITLES[row.step], tier, row.why, called.get(row.by_id, "")


def _entries(file: PupilFile, called: Called) -> Iterator[Part]:
    entries = sorted(
        (row for rows in file.filed.entries.values() for row in rows), key=lambda row: (row.held_on, row.id or 0)
    )
    for number, row in enumerate(entries):
        title, fields = written(row)
        head = "五、记录　" if not number else ""
        yield Part(f"{head}{title}　{row.held_on}　{called.get(row.by_id, '')}", fields)


def written(row: EntryRow) -> tuple[str, list[tuple[str, str]]]:
    """An entry's title, and its answers under the titles of its form; of a form nobody knows any more, as they were."""
    content = row.content
    try:
        form = forms.form(row.form)
    except NotFound:
        return row.form, [(key, said(answer)) for key, answer in content.items()]
    return form.title, [(one.title, said(content[one.key])) for one in form.fields if one.key in content]


def said(answer: Any) -> str:
    """An answer as text."""
    if isinstance(answer, bool):
        return "是" if answer else "否"
    return "、".join(map(str, answer)) if isinstance(answer, list) else str(answer)


def _plan(file: PupilFile) -> Iterator[Part]:
    tasks = [row for rows in file.filed.tasks.values() for row in rows]
    if tasks:
        rows = [("目标或措施", "内容", "谁来做", "到什么时候", "情况")]
        yield Part("六、一生一策", rows + [_task(row) for row in tasks], header=True)


def _task(row: Task) -> tuple[str, str, str, str, str]:
    kind, done = "目标" if row.is_goal else "措施", "已完成" if row.done_at else "进行中"
    return kind, row.what, row.who, f"{row.due_on or ''}", done


def _files(file: PupilFile, called: Called) -> Iterator[Part]:
    kept = [row for rows in file.filed.attachments.values() for row in rows]
    if kept:
        rows = [("日期", "附件", "经办人"), *((_day(row.at), row.title, called.get(row.by_id, "")) for row in kept)]
        yield Part("七、附件（内容在系统里）", rows, header=True)


def _comments(file: PupilFile, called: Called) -> Iterator[Part]:
    current = [row for row in file.comments if row.is_current]
    if current:
        rows = [("日期", "班主任", "看法", "评语")]
        rows += [(_day(row.at), called.get(row.by_id, ""), CONCERN_TITLES[row.concern], row.note) for row in current]
        yield Part("八、班主任评语", rows, header=True)


def _day(moment: datetime) -> str:
    return f"{clock.local(moment).date()}"


def _moment(moment: datetime) -> str:
    return f"{clock.local(moment):%Y-%m-%d %H:%M}"
