"""我的资源."""

from core.access import Capability
from core.ui import page

actor = page.begin("我的资源", needs=(Capability.SUBMIT_RESOURCES,))
