"""Frozen encoders, from texts to vectors: one package per kind, and `base`, which they share."""
