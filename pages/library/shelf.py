"""资源库."""

from core.access import Capability
from core.ui import page

actor = page.begin("资源库", needs=(Capability.USE_LIBRARY,))
