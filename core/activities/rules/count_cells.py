"""What the cells of counts mean: whole numbers with the words people put behind them, and minutes."""

import re
from decimal import Decimal

NOTHING = frozenset(["", "/", "-", "—", "无", "未填", "不详", "暂无"])
WHOLE = re.compile(r"约?(\d{1,3}(?:,\d{3})+|\d{1,7})(?:\.0+)?(?:人次|人|次|期|场|个|通|节|户)?")
MINUTES = re.compile(r"约?(\d{1,4}(?:\.\d+)?)(?:分钟|分|min)?", re.IGNORECASE)


def is_blank(text: str) -> bool:
    """Whether nothing is said."""
    return "".join(text.split()) in NOTHING


def whole_in(text: str) -> int | None:
    """The number in "120", "1,200人次", "3期" or "3.0", or None."""
    found = WHOLE.fullmatch("".join(text.split()))
    return int(found[1].replace(",", "")) if found else None


def minutes_in(text: str) -> Decimal | None:
    """The number in "2", "1.5分钟", or None."""
    found = MINUTES.fullmatch("".join(text.split()))
    return Decimal(found[1]) if found else None
