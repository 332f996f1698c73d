"""资源详情."""

from core.access import Capability
from core.ui import page

actor = page.begin("资源详情", needs=(Capability.USE_LIBRARY,))
