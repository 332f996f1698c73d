"""Reads: who somebody is, who holds which role, who looks after whom."""

from core.accounts.queries.signed_in import actor_for, is_due_for_touch, needs_first_administrator

__all__ = ["actor_for", "is_due_for_touch", "needs_first_administrator"]
