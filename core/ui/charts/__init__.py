"""Charts: each answers one question, starts its bars at zero, says n, and comes with the same in words."""

from core.ui.charts.comparison import Compared, year_on_year
from core.ui.charts.completion import Completed, completion
from core.ui.charts.heat import LEGEND, HeatRow, heat_map
from core.ui.charts.picture import Picture, show
from core.ui.charts.progress import MARKS, ProgressRow, Tile, pick_tile, progress_board
from core.ui.charts.radar import Spoke, radar
from core.ui.charts.scores import Scored, Span, scores
from core.ui.charts.shares import ShareBar, share_bars
from core.ui.charts.tiers import TierCount, tier_board, tiers_by_group

__all__ = [
    "LEGEND",
    "MARKS",
    "Compared",
    "Completed",
    "HeatRow",
    "Picture",
    "ProgressRow",
    "Scored",
    "ShareBar",
    "Span",
    "Spoke",
    "TierCount",
    "Tile",
    "completion",
    "heat_map",
    "pick_tile",
    "progress_board",
    "radar",
    "scores",
    "share_bars",
    "show",
    "tier_board",
    "tiers_by_group",
    "year_on_year",
]
