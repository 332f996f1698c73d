"""日程."""

from core.ui import page

actor = page.begin("日程", needs=())
