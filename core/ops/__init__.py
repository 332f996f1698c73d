"""The product without a browser: `python -m core.ops init|demo|upload|score|migrate|backup|rotate-key|doctor`."""
