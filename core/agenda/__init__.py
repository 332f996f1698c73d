"""The calendar: everything with dates that other areas keep, for the people whom it concerns. It has no rows of its own."""
