"""From a warning to its closing: people decide, and nobody on a list is lost."""
