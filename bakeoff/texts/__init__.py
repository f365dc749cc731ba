"""Labelled texts: read and mended, without duplicates, split, cut into tokens."""
