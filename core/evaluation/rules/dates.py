"""Days as official papers write them."""

from datetime import date


def long_day(when: date) -> str:
    """2026年5月25日."""
    return f"{when.year}年{when.month}月{when.day}日"
