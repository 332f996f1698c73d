"""使用指南: one short chapter a role, the reader's own roles first."""

from core.ui import guide, page

actor = page.begin(
    "使用指南", needs=(), note="一个角色一章，先看自己的。页面上哪里看不懂，也可以直接问本单位的管理员。", badges=False
)
guide.chapters(actor)
