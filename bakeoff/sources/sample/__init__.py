"""A small language of its own, written from a seed in the formats that are published."""
