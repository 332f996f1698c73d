"""One member of staff: certificates, trainings, facts, and whether they are still in post."""

from collections.abc import Sequence
from datetime import date

from core.training.queries import CertificateRow, HoursRow, StaffRow
from core.training.views import forms
from core.training.views.lists import certificate_list, hours_list
from core.training.views.shared import Key, Wish
from core.ui import parts


def card(
    row: StaffRow,
    papers: Sequence[CertificateRow],
    trained: Sequence[HoursRow],
    *,
    today: date,
    manages: bool,
    key: Key,
) -> Wish | None:
    """Everything on record, and with `manages` the forms to change it; answers what was asked for."""
    parts.section(row.name, "修改后立即生效" if manages else "")
    left, right = parts.halves()
    with left:
        certificate_list(papers, today)
    with right:
        hours_list(trained)
    if not manages:
        return None
    with left:
        asked = [forms.certificate_form(row, today, key), forms.certificate_removal(papers, row.id, key)]
        asked += [forms.staff_form(row.school_id, row, today, key)]
    with right:
        asked += [forms.hours_form(row, today, key), forms.hours_removal(trained, row.id, key)]
        asked += [forms.leave_form(row, today, key)]
    return next(filter(None, asked), None)
