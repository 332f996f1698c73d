"""Spreadsheets in and out: read, recognise headers, report problems, annotate, export."""
