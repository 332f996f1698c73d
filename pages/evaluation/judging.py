"""作品评审."""

from core.access import Capability
from core.ui import page

actor = page.begin("作品评审", needs=(Capability.SCORE_SCHOOLS,))
