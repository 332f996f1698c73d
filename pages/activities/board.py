"""进度板."""

from core.access import Capability
from core.ui import page

actor = page.begin("进度板", needs=(Capability.VIEW_ACTIVITIES,))
