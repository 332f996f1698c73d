"""我的账号: one's own password and devices."""

from core.ui import entrance, page

actor = page.begin("我的账号", needs=(), badges=False)
entrance.own_account(actor)
