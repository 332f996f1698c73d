"""班主任评语."""

from core.access import Capability
from core.ui import page

actor = page.begin("班主任评语", needs=(Capability.COMMENT_CLASS, Capability.SEE_SCORES))
