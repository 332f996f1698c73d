"""评选与遴选."""

from core.access import Capability
from core.ui import page

actor = page.begin(
    "评选与遴选", needs=(Capability.VIEW_ACTIVITIES, Capability.SCORE_SCHOOLS, Capability.MANAGE_EVALUATION)
)
