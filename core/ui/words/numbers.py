"""Numbers as people read them; coverage and attainment are two different things."""

from decimal import ROUND_HALF_UP, Decimal

from core.ui.words.absence import Absence, Figure

TENTH = Decimal("0.1")
ALMOST_ALL = "99.9%"
ALMOST_NONE = "<0.1%"


def count(figure: Figure, unit: str = "") -> str:
    """A whole number with thousands separators and its unit; an absent figure says why it is absent."""
    if isinstance(figure, Absence):
        return figure.value
    return f"{figure:,} {unit}".rstrip()


def percent(ratio: float | Decimal) -> str:
    """A ratio (1 = 100 %) in per cent with one decimal, half up."""
    return f"{(Decimal(str(ratio)) * 100).quantize(TENTH, ROUND_HALF_UP)}%"


def share(part: Figure, whole: Figure) -> str:
    """A part of a whole in per cent; "100.0%" means all of them and "0.0%" means none."""
    if isinstance(part, Absence):
        return part.value
    if isinstance(whole, Absence):
        return whole.value
    if whole <= 0:
        return Absence.NOT_APPLICABLE.value
    return _honest(part, whole, percent(Decimal(part) / Decimal(whole)))


def coverage(done: Figure, due: Figure) -> str:
    """How many of those due were reached. More than all of them is an error in the data and is said as one."""
    if isinstance(done, int) and isinstance(due, int) and done > due:
        return f"数据有误（{done:,} / {due:,}）"
    return share(done, due)


def attainment(reached: Figure, target: Figure) -> str:
    """What was reached against a target; a target may be exceeded (1057 of 800 is 132.1 %)."""
    return share(reached, target)


def signed(change: float | Decimal, decimals: int = 1) -> str:
    """A change with its sign, half up; the minus is the ASCII one, from which st.metric reads the arrow's direction."""
    return f"{Decimal(str(change)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):+,}"


def _honest(part: int, whole: int, rounded: str) -> str:
    if part < whole and rounded == "100.0%":
        return ALMOST_ALL
    if part > 0 and rounded == "0.0%":
        return ALMOST_NONE
    return rounded
