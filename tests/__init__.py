"""Tests; they mirror core/ and pages/."""
