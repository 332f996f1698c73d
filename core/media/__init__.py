"""Files that people bring: what they are, and how they are shown."""
