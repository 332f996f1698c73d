"""Home visits: at least one a term for pupils of special groups."""

from collections.abc import Collection
from datetime import date


def visits_due(groups: Collection[str], last_visit: date | None, *, term_begins: date) -> bool:
    """Whether a home visit is still owed this term: the pupil is of any special group and none was paid since it began.

    《进一步加强中小学生心理健康工作十条措施》(2025-10-24): 特殊群体每学期至少一次家访.
    """
    return bool(groups) and (last_visit is None or last_visit < term_begins)
