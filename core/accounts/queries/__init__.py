"""Reads: who somebody is, who holds which role, who looks after whom."""

from core.accounts.queries.acts import ActRow, acts, count_acts
from core.accounts.queries.installation import DemoAccount, demo_accounts, is_demo
from core.accounts.queries.people import (
    AccountRow,
    Held,
    account,
    accounts,
    count_accounts,
    holders,
    names,
)
from core.accounts.queries.posts import Posts, holders_over, posts
from core.accounts.queries.signed_in import actor_for, grants_of, is_due_for_touch, needs_first_administrator

__all__ = [
    "AccountRow",
    "ActRow",
    "DemoAccount",
    "Held",
    "Posts",
    "account",
    "accounts",
    "actor_for",
    "acts",
    "count_accounts",
    "count_acts",
    "demo_accounts",
    "grants_of",
    "holders",
    "holders_over",
    "is_demo",
    "is_due_for_touch",
    "names",
    "needs_first_administrator",
    "posts",
]
