"""Charts: each answers one question, starts its bars at zero, says n, and comes with the same in words."""

from core.ui.charts.comparison import Compared, year_on_year
from core.ui.charts.completion import Completed, completion
from core.ui.charts.picture import Picture, show
from core.ui.charts.scores import Scored, Span, scores
from core.ui.charts.tiers import TierCount, tier_board, tiers_by_group

__all__ = [
    "Compared",
    "Completed",
    "Picture",
    "Scored",
    "Span",
    "TierCount",
    "completion",
    "scores",
    "show",
    "tier_board",
    "tiers_by_group",
    "year_on_year",
]
