"""The parts every screen is built from: native Streamlit, user text escaped, typed values in."""

from core.ui.parts.acts import DOCX, XLSX, confirm, download, publishing
from core.ui.parts.figures import Kpi, Rule, Tally, kpi, kpis, tally
from core.ui.parts.heads import brief, section
from core.ui.parts.lists import Fact, Todo, facts, problem_list, todos
from core.ui.parts.notices import empty, flashes, receipt, refusal
from core.ui.parts.panels import halves, wide_and_side
from core.ui.parts.steps import Event, event, stepper, timeline
from core.ui.parts.tiers import tier_badge, tier_legend

__all__ = [
    "DOCX",
    "XLSX",
    "Event",
    "Fact",
    "Kpi",
    "Rule",
    "Tally",
    "Todo",
    "brief",
    "confirm",
    "download",
    "empty",
    "event",
    "facts",
    "flashes",
    "halves",
    "kpi",
    "kpis",
    "problem_list",
    "publishing",
    "receipt",
    "refusal",
    "section",
    "stepper",
    "tally",
    "tier_badge",
    "tier_legend",
    "timeline",
    "todos",
    "wide_and_side",
]
