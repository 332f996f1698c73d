"""Scales, campaigns, uploads, scoring and tiering."""
