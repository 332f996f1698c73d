"""What every screen shares: theme, words, parts, tables, charts, and the session's own state."""
