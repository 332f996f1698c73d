"""Writes: the tree, school facts, classes."""

from core.organisations.actions.tree import plant, queue_up

__all__ = ["plant", "queue_up"]
