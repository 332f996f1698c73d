"""方案与指导."""

from core.access import Capability
from core.ui import page

actor = page.begin("方案与指导", needs=(Capability.VIEW_ACTIVITIES,))
