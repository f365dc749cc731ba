"""The first screen, and what it rests on."""
