"""研判会."""

from core.access import Capability
from core.ui import page

actor = page.begin("研判会", needs=Capability.WORK_CASES)
