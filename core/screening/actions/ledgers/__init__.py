"""Ledgers in the field's own columns: encrypted, for a stated purpose, written down, gone after three days."""

from core.screening.actions.ledgers.making import Made, clear_expired_ledgers, download_ledger, make_ledger

__all__ = ["Made", "clear_expired_ledgers", "download_ledger", "make_ledger"]
