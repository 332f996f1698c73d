"""社会宣教."""

from core.access import Capability
from core.ui import page

actor = page.begin("社会宣教", needs=(Capability.VIEW_ACTIVITIES,))
