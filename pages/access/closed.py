"""Stands in for a page that this person may not open."""

from core.ui import page

page.closed()
