"""Labelled texts: read, repaired, without duplicates, split."""
