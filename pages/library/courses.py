"""专题课程."""

from core.access import Capability
from core.ui import page

actor = page.begin("专题课程", needs=(Capability.USE_LIBRARY,))
