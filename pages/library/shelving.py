"""上架审核."""

from core.access import Capability
from core.ui import page

actor = page.begin("上架审核", needs=(Capability.KEEP_LIBRARY,))
