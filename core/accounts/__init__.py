"""Who signs in, with which roles, on which devices."""
