"""Checks of what the project promises that are too long for a test: whole runs, compared."""
