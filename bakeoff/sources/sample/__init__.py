"""A small artificial language, written from a seed in the formats that are published."""
