"""活动清单."""

from core.access import Capability
from core.ui import page

actor = page.begin("活动清单", needs=(Capability.RUN_SEASONS,))
