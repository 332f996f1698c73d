"""材料审核."""

from core.access import Capability
from core.ui import page

actor = page.begin("材料审核", needs=(Capability.RUN_SEASONS,))
