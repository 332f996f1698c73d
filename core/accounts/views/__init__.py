"""The drawing of 账号管理 and 操作记录."""

from core.accounts.views.acts import act_filters, act_list, chain_words
from core.accounts.views.people import (
    DONE,
    Filters,
    account_head,
    account_list,
    add_form,
    correct_form,
    filters,
    grantable,
    once,
    place_search,
    role_form,
    steps,
)

__all__ = [
    "DONE",
    "Filters",
    "account_head",
    "account_list",
    "act_filters",
    "act_list",
    "add_form",
    "chain_words",
    "correct_form",
    "filters",
    "grantable",
    "once",
    "place_search",
    "role_form",
    "steps",
]
