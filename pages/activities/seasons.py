"""活动月."""

from core.access import Capability
from core.ui import page

actor = page.begin("活动月", needs=(Capability.VIEW_ACTIVITIES,))
