"""The drawing of the roster: list and cards, import, roll-over."""
