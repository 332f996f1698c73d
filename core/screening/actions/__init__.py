"""What is done in screening, by concept: campaigns, marks of leave, uploads."""
