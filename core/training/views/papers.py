"""Certificates: those of one person, those that lapse soon, those that wait to be compared with the original."""

from collections.abc import Sequence
from datetime import date

import pandas as pd
import streamlit as st

from core.training.queries import CertificateRow, PaperRow, Staffing
from core.training.rules.certificates import WARNED, days_left
from core.training.rules.scans import Scan
from core.training.views import paper_forms
from core.training.views.shared import Key, Wish, ends
from core.ui import parts, tables
from core.ui.parts import Fact, Tally
from core.ui.words import count, month_day, safe

LAPSED = 0
BANDS = {LAPSED: "已过期", 7: "7 天内", 30: "30 天内", 90: "90 天内"}
"""What is looked at, by days: those within 30 days are within 90, too."""


def certificate_list(rows: Sequence[CertificateRow], today: date) -> None:
    """Somebody's certificates with what proves them, or that there is none."""
    if not rows:
        st.caption("还没有登记证书。")
    for row in rows:
        facts = row.facts
        last = ends(facts.valid_until, today) if facts.valid_until else "长期有效"
        told = [facts.level, f"编号 {facts.number}" if facts.number else "", facts.issuer]
        badges = _checked(row.checked_at is not None) + (" :gray-badge[有扫描件]" if row.has_scan else "")
        st.markdown(
            f"**{safe(facts.kind)}**　{safe('　'.join(filter(None, told)))} {badges}  \n"
            f":small[:gray[{month_day(facts.issued_on, year=True)} 发证　有效到：{last}]]"
        )


def tallies(rows: Sequence[PaperRow], today: date) -> None:
    """How many people are about to be left without a certificate, and how many certificates nobody checked."""
    shown = {days: len(within(rows, days, today)) for days in (LAPSED, *WARNED)}
    tiles = [Tally(BANDS[days], f"{shown[days]} 位", "还没有更新的" if days == LAPSED else "到期") for days in shown]
    parts.tally([*tiles, Tally("待核验", f"{sum(row.checked_at is None for row in rows)} 张", "区里还没有对过原件")])


def within(rows: Sequence[PaperRow], days: int, today: date) -> list[PaperRow]:
    """Certificates that have lapsed (0), or lapse within so many days, the nearest first."""
    if days == LAPSED:
        found = [row for row in rows if row.lapsed(today)]
    else:
        found = [row for row in rows if (near := row.band(today)) is not None and near <= days]
    return sorted(found, key=lambda row: (row.valid_until or date.max, row.school, row.id))


def ending_table(rows: Sequence[PaperRow], today: date, *, key: str) -> None:
    """Whose certificate lapses when, with the school."""
    frame = pd.DataFrame(
        [
            {
                "school": row.school, "name": row.name, "kind": f"{row.kind} {row.level}".strip(),
                "until": month_day(row.valid_until, year=True) if row.valid_until else "", "left": _left(row, today),
            }
            for row in rows
        ]
    )  # fmt: skip
    columns = {
        "school": tables.text_column("学校", 150),
        "name": tables.text_column("姓名", 84),
        "left": tables.count_column("还有", 70),
        "until": tables.text_column("有效期至", 128),
        "kind": tables.text_column("证书", 230),
    }
    tables.listing(frame, columns, key=key, alt=f"{len(rows)} 张证书和到期的日子")


def waiting_table(rows: Sequence[PaperRow], *, pick: bool, key: str) -> PaperRow | None:
    """Certificates to compare with the original; with `pick`, answers the one picked."""
    frame = pd.DataFrame(
        [
            {
                "school": row.school, "name": row.name, "kind": f"{row.kind} {row.level}".strip(),
                "scan": "有" if row.has_scan else "没有", "issued": month_day(row.issued_on, year=True),
            }
            for row in rows
        ]
    )  # fmt: skip
    columns = {
        "school": tables.text_column("学校", 150),
        "name": tables.text_column("姓名", 84),
        "scan": tables.text_column("扫描件", 70),
        "kind": tables.text_column("证书", 220),
        "issued": tables.text_column("发证日期", 128),
    }
    at = tables.listing(frame, columns, key=key, alt=f"{len(rows)} 张待核验的证书", pick=pick)
    return None if at is None else rows[at]


def paper_card(row: PaperRow, today: date, key: Key) -> Wish | None:
    """One certificate to check, with what is on record of it; answers what was asked for."""
    parts.section(f"{row.school}　{row.name}", "对照原件或扫描件，一致就核验")
    lasts = ends(row.valid_until, today) if row.valid_until else "长期有效"
    told = {"证书": f"{row.kind} {row.level}".strip(), "编号": row.number, "发证机关": row.issuer}
    told |= {"发证日期": month_day(row.issued_on, year=True), "有效到": lasts}
    parts.facts([Fact(label, value or "未填") for label, value in told.items()])
    with st.container(horizontal=True):
        asked = [
            paper_forms.look(row.id, row.has_scan, key),
            paper_forms.checking(row.id, row.checked_at is not None, key),
        ]
    return next(filter(None, asked), None)


def show_scan(scan: Scan, *, key: str) -> None:
    """A scan in place, and a button to take it along; opening it was written down already."""
    if scan.kind == "pdf":
        st.caption("PDF 请下载后打开。")
    else:
        st.image(scan.content, width="stretch", alt="证书扫描件")
    parts.download("下载", scan.content, f"证书扫描件.{scan.kind}", mime=scan.mime, key=f"{key}.download")


def by_school(rows: Sequence[Staffing]) -> None:
    """How many certificates lapse when, school by school: numbers for those who read no names."""
    told = [row for row in rows if row.counsellors]
    if not told:
        parts.empty("workspace_premium", "还没有登记心理教师", "请各校管理员先登记。", key="certificates.nobody")
        return
    frame = pd.DataFrame(
        [
            {
                "school": row.school, "people": count(row.counsellors), "certified": count(row.certified),
                "lapsed": count(row.lapsed), **{f"in{days}": count(row.expiring[days]) for days in WARNED},
            }
            for row in told
        ]
    )  # fmt: skip
    columns = {
        "school": tables.text_column("学校", 136),
        "people": tables.count_column("在岗", 52),
        "certified": tables.count_column("持证", 52, rule="计入持证率的证书在有效期内的人数"),
        "lapsed": tables.count_column("已过期", 62, rule="计入持证率的证书都已到期、还没有更新的人数"),
        **{f"in{days}": tables.count_column(f"{days} 天内", 78, rule=f"{days} 天内到期的人数") for days in WARNED},
    }
    tables.listing(frame, columns, key="certificates.schools", alt=f"{len(told)} 所学校的持证和到期人数")


def _left(row: PaperRow, today: date) -> str:
    left = days_left(row.valid_until, today) or 0
    return "已过期" if left < 0 else f"{left} 天"


def _checked(done: bool) -> str:
    return ":green-badge[已核验]" if done else ":yellow-badge[待核验]"
