"""Acts on warnings and cases."""

from core.cases.actions.settling import Finding, Settled, Terms, fingerprints, settle

__all__ = ["Finding", "Settled", "Terms", "fingerprints", "settle"]
