"""Pure rules of warnings and cases."""
