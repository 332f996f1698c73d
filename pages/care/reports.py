"""逐级上报."""

from core.access import Capability
from core.ui import page

actor = page.begin("逐级上报", needs=(Capability.WORK_CASES, Capability.REVIEW_REPORTS, Capability.VIEW_METRICS))
