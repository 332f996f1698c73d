"""当日复核: placeholder."""
from core.ui import page
actor = page.begin("当日复核", needs=())
