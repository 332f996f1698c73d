"""活动上报."""

from core.access import Capability
from core.ui import page

actor = page.begin("活动上报", needs=(Capability.RECORD_ACTIVITIES,))
