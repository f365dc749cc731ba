"""The report: one page with the result, how far to trust it, and the vectors to walk through."""
