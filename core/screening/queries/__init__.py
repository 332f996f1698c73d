"""Reads of screening, by concept: campaigns, people on the list, roll-ups, uploads and sheets."""
