"""Drawing of the register of staff."""
