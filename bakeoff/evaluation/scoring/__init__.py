"""Scores of probabilities, the subsets of a learning curve, and tables as CSV."""
