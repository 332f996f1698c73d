"""Drawing of activities."""
