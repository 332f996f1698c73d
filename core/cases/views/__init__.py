"""Drawing of cases: forms, lists, one case's workbench, reports by hand."""
