"""Drawing of the calendar."""
